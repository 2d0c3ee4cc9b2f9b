"""What people do with claims: bring evidence, decide, handle, carry over to a new draft."""

from factcheck.review.alarms import AlarmLine, alarms
from factcheck.review.blind import review_shape, seen_by
from factcheck.review.by_hand import mark_claim
from factcheck.review.captures import Capture, Known, capture_file, capture_page, check_page
from factcheck.review.carry_over import Carried, carry_over
from factcheck.review.closing import (
    LEAST_REASON,
    against_signing,
    answer_reply,
    ask_reply,
    sign_off,
    signed,
)
from factcheck.review.decide import Decision, decide, open_case
from factcheck.review.drafts import Comparison, comparison
from factcheck.review.earlier_checks import Imported, import_checks
from factcheck.review.edit import edit_article, edit_claim, take_suggestion
from factcheck.review.evidence import add_evidence, edit_evidence, remove_evidence
from factcheck.review.found_checks import FoundChecks, Skip, checks_of, read_checks
from factcheck.review.gates import Attempt, Case, against_deciding, against_step
from factcheck.review.handling import (
    UNDOABLE,
    against_undoing,
    assign,
    dismiss,
    reopen,
    steps,
    undo,
)
from factcheck.review.history import as_of
from factcheck.review.lookalikes import word_diff
from factcheck.review.overview import overview
from factcheck.review.parts import hull, joined, merge, split
from factcheck.review.placing import Looked, look, place_claim
from factcheck.review.policy import Rules, adopt_policy, rules_of
from factcheck.review.progress import (
    Coverage,
    Ledger,
    LedgerLine,
    coverages,
    ledger,
    with_counts,
)
from factcheck.review.seen import evidence_shape, is_hidden, snapshot_shape, source_shape, uses
from factcheck.review.snapshots import take_snapshot
from factcheck.review.talk import comment
from factcheck.review.vault import (
    against_removing,
    edit_source,
    identity_of,
    keep_source,
    plain_address,
    remove_source,
)

__all__ = [
    "LEAST_REASON",
    "UNDOABLE",
    "AlarmLine",
    "Attempt",
    "Capture",
    "Carried",
    "Case",
    "Comparison",
    "Coverage",
    "Decision",
    "FoundChecks",
    "Imported",
    "Known",
    "Ledger",
    "LedgerLine",
    "Looked",
    "Rules",
    "Skip",
    "add_evidence",
    "adopt_policy",
    "against_deciding",
    "against_removing",
    "against_signing",
    "against_step",
    "against_undoing",
    "alarms",
    "answer_reply",
    "as_of",
    "ask_reply",
    "assign",
    "capture_file",
    "capture_page",
    "carry_over",
    "check_page",
    "checks_of",
    "comment",
    "comparison",
    "coverages",
    "decide",
    "dismiss",
    "edit_article",
    "edit_claim",
    "edit_evidence",
    "edit_source",
    "evidence_shape",
    "hull",
    "identity_of",
    "import_checks",
    "is_hidden",
    "joined",
    "keep_source",
    "ledger",
    "look",
    "mark_claim",
    "merge",
    "open_case",
    "overview",
    "place_claim",
    "plain_address",
    "read_checks",
    "remove_evidence",
    "remove_source",
    "reopen",
    "review_shape",
    "rules_of",
    "seen_by",
    "sign_off",
    "signed",
    "snapshot_shape",
    "source_shape",
    "split",
    "steps",
    "take_snapshot",
    "take_suggestion",
    "undo",
    "uses",
    "with_counts",
    "word_diff",
]
