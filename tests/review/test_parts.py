"""One claim made of several, or several of one."""

from uuid import UUID

import pytest

from factcheck import review
from factcheck.errors import IllegalTransition, Rejected, StaleVersion
from factcheck.store import articles as stored
from factcheck.store import claims as stored_claims
from factcheck.store.picture import picture
from factcheck.vocabulary import Disposition, ReopenReason, Stage, Status
from tests.review.hands import mark, merge, span_of, split
from tests.review.stages import Stages
from tests.review.test_by_hand import exact_alone
from tests.review.test_carry_over import HARBOUR, PIER, TEXT, decided

LEFT, RIGHT = "The city spent 48 million euros", "on the harbour in 2024."


def parted(stages: Stages) -> tuple[UUID, list[stored_claims.Claim], stored_claims.Claim]:
    """A decided claim with every facet ticked, split in two; what it is, and what it was."""
    article, (first, *_) = decided(stages)
    ticks = [{"id": each.id, "checked": True} for each in first.facets]
    stages.edit(first.id, facets=ticks, tags=["money"], priority=4)
    before = stages.claim(first.id)
    spans = [span_of(stages, article, words) for words in (LEFT, RIGHT)]
    return article, split(stages, first.id, *spans), before


def test_a_claim_is_split_and_every_part_has_what_the_whole_had(stages: Stages) -> None:
    _, (first, part), before = parted(stages)
    assert (first.id, first.version, first.anchor.quote) == (before.id, before.version + 1, LEFT)
    assert (first.status, first.stage, first.stage_reason) == (
        Status.UNVERIFIED,
        Stage.REOPENED,
        "text_changed",
    )
    assert (part.split_from_id, part.anchor.quote, part.statement) == (first.id, RIGHT, RIGHT)
    assert (part.version, part.stage, part.status) == (1, Stage.IN_REVIEW, Status.UNVERIFIED)
    assert (part.tags, part.priority, part.evidence_count) == (["money"], 4, 1)
    assert len(stages.standing_evidence(part.id)) == first.evidence_count == 1
    facets = [each for claim in (first, part) for each in claim.facets]
    assert {each.text for each in facets} >= {"48 million euros", "2024"}
    assert all(each.checked for each in facets)
    assert {each.id for each in first.facets} <= {each.id for each in before.facets}
    for claim in (first, part):
        exact_alone(stages, claim)
    assert stages.verify_log()
    event = stages.events(first.id)[-1]
    assert (event.action, event.after["parts"]) == ("claim.split", [str(part.id)])
    assert (event.stage_from, event.stage_to) == ("final", "reopened")
    (made,) = stages.events(part.id)
    assert (made.action, made.after["split_from_id"]) == ("claim.split_off", str(first.id))
    with stages.room.database.reading() as session:
        claim = stored_claims.claim(session, stages.room.desk.id, first.id)
        shown = picture(claim)
        review.history._rewind(shown, event, {})
        then = picture(before)
        for key in then.keys() - {"version", "updated_at"}:
            assert shown[key] == then[key], key


def test_parts_have_wordings_of_their_own_and_a_speaker_named_by_hand(stages: Stages) -> None:
    article = stages.receive(TEXT)
    claim = stages.claims(article)[0]
    stages.edit(claim.id, speaker_name="Rosa Vidal", speaker_cue=None)
    spans = [span_of(stages, article, words) for words in (LEFT, RIGHT)]
    first, part = split(stages, claim.id, *spans, statements=["It spent 48 million.", None])
    assert (first.statement, part.statement) == ("It spent 48 million.", RIGHT)
    assert (first.speaker_name, part.speaker_name) == ("Rosa Vidal", "Rosa Vidal")
    assert (first.stage, part.stage) == (Stage.QUEUED, Stage.QUEUED)


def test_parts_lie_in_the_claim_one_behind_the_other(stages: Stages) -> None:
    article = stages.receive(TEXT)
    claim = stages.claims(article)[0]
    left, right = (span_of(stages, article, words) for words in (LEFT, RIGHT))
    for spans in ((right, left), (left, (left[0] + 3, right[1])), (left, (right[0], right[1] + 9))):
        with pytest.raises(Rejected) as refused:
            split(stages, claim.id, *spans)
        assert "parts" in refused.value.errors
    mark(stages, article, right)
    with pytest.raises(IllegalTransition):
        split(stages, claim.id, left, right)
    assert stages.claim(claim.id).version == 1


def test_merged_claims_are_one_with_the_evidence_of_all(stages: Stages) -> None:
    _, (first, part), _ = parted(stages)
    stages.decide(first.id)
    stages.evidence(part.id, title="The minutes")
    seen = {part.id: stages.claim(part.id).version}
    now = merge(stages, first.id, part.id, versions=seen)
    assert (now.anchor.quote, now.statement, now.stage) == (HARBOUR, HARBOUR, Stage.REOPENED)
    assert now.evidence_count == len(stages.standing_evidence(first.id)) == 2
    assert all(each.checked for each in now.facets)
    exact_alone(stages, now)
    away = stages.claim(part.id)
    assert (away.stage, away.stage_reason, away.merged_into_id) == (
        Stage.DISMISSED,
        "duplicate",
        first.id,
    )
    assert away.version == seen[part.id] + 1
    assert stages.events(first.id)[-1].after["merged"] == [str(part.id)]
    event = stages.events(part.id)[-1]
    assert (event.action, event.reason) == ("claim.merged_away", "duplicate")
    assert event.after["merged_into_id"] == str(first.id)
    stages.act(review.reopen, part.id, ReopenReason.OTHER)
    back = stages.claim(part.id)
    assert (back.stage, back.merged_into_id) == (Stage.REOPENED, None)
    assert stages.verify_log()


def test_a_queued_claim_that_takes_evidence_in_goes_into_review(stages: Stages) -> None:
    article = stages.receive(TEXT)
    claim = stages.claims(article)[0]
    other = mark(stages, article, span_of(stages, article, LEFT))
    stages.evidence(other.id)
    now = merge(stages, claim.id, other.id, statement="It spent much.")
    assert (now.stage, now.evidence_count, now.statement) == (Stage.IN_REVIEW, 1, "It spent much.")


def test_what_cannot_be_merged_says_why_and_stays(stages: Stages) -> None:
    _, (first, second, third) = decided(stages)
    stages.act(review.reopen, third.id, ReopenReason.OTHER)
    with pytest.raises(IllegalTransition) as refused:
        merge(stages, first.id, third.id)
    where = f"{second.anchor.start}–{second.anchor.end}"
    assert refused.value.reasons == [f"Claim {second.id} stands between them, at {where}."]
    with pytest.raises(IllegalTransition) as refused:
        merge(stages, first.id, second.id)
    assert refused.value.reasons == [
        f"Claim {second.id}: It is final; reopen it before you dismiss it."
    ]
    elsewhere = stages.claims(stages.receive(f"{PIER} Yes."))[0]
    for wrong in (first.id, elsewhere.id):
        with pytest.raises(Rejected):
            merge(stages, first.id, wrong)
    stages.act(review.reopen, second.id, ReopenReason.OTHER)
    with pytest.raises(StaleVersion):
        merge(stages, first.id, second.id, versions={second.id: 1})
    assert stages.claim(first.id).stage is Stage.FINAL
    assert stages.claim(second.id).stage is Stage.REOPENED


def test_the_ledger_follows_splitting_and_merging(stages: Stages) -> None:
    article, (first, part), _ = parted(stages)

    def line() -> tuple[Disposition, set[UUID], bool]:
        with stages.room.database.reading() as session:
            found = stored.article(session, stages.room.desk.id, article)
            shown = review.ledger(session, found).items[0]
        return shown.disposition, set(shown.claim_ids), shown.settled

    assert line() == (Disposition.CLAIM, {first.id, part.id}, False)
    stages.decide(first.id)
    assert not line()[2]
    stages.decide(part.id)
    assert line()[2]
    stages.act(review.reopen, part.id, ReopenReason.OTHER)
    merge(stages, first.id, part.id)
    assert line() == (Disposition.CLAIM, {first.id, part.id}, False)
    stages.decide(first.id)
    assert line() == (Disposition.CLAIM, {first.id, part.id}, True)


def test_split_and_merged_claims_are_carried_over(stages: Stages) -> None:
    article, (first, part), _ = parted(stages)
    stages.decide(first.id)
    stages.decide(part.id)
    counts = stages.draft(article, TEXT.replace("2024", "2025")).counts
    assert (counts["altered"], counts["new"], counts["gone"]) == (1, 0, 0)
    assert (stages.claim(first.id).stage, stages.claim(part.id).stage) == (
        Stage.FINAL,
        Stage.REOPENED,
    )
    assert stages.claim(part.id).anchor.quote == RIGHT.replace("2024", "2025")
