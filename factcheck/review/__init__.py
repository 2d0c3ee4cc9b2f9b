"""What people do with claims: bring evidence, decide, edit, carry over to a new draft."""

from factcheck.review.alarms import AlarmLine, alarms
from factcheck.review.carry_over import Carried, carry_over
from factcheck.review.decide import Case, decide, open_case, unmet_reasons
from factcheck.review.edit import edit_article, edit_claim, take_suggestion
from factcheck.review.evidence import add_evidence, edit_evidence, remove_evidence
from factcheck.review.policy import Rules, adopt_policy, rules_of
from factcheck.review.progress import (
    Coverage,
    Ledger,
    LedgerLine,
    coverages,
    ledger,
    overview,
    with_counts,
)

__all__ = [
    "AlarmLine",
    "Carried",
    "Case",
    "Coverage",
    "Ledger",
    "LedgerLine",
    "Rules",
    "add_evidence",
    "adopt_policy",
    "alarms",
    "carry_over",
    "coverages",
    "decide",
    "edit_article",
    "edit_claim",
    "edit_evidence",
    "ledger",
    "open_case",
    "overview",
    "remove_evidence",
    "rules_of",
    "take_suggestion",
    "unmet_reasons",
    "with_counts",
]
