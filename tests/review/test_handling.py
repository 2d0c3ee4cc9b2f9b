"""Who works on a claim, and the steps beside a decision."""

from uuid import UUID

import pytest

from factcheck import review
from factcheck.errors import IllegalTransition, Rejected
from factcheck.vocabulary import DismissReason, ReopenReason, Stage, Stance, Status
from tests.review.stages import NOW, Stages


def reasons(
    stages: Stages, what: object, claim_id: UUID, *args: object, by: str = "reviewer"
) -> list[str]:
    """Why a step is refused; nothing may have changed by the attempt."""
    before = (stages.claim(claim_id).version, len(stages.events(claim_id)))
    with pytest.raises(IllegalTransition) as refused:
        stages.act(what, claim_id, *args, by=by)
    assert (stages.claim(claim_id).version, len(stages.events(claim_id))) == before
    return list(refused.value.reasons)


def test_a_claim_is_given_to_a_reviewer_and_taken_back(stages: Stages) -> None:
    claim, second = stages.claim(), stages.actor("second").person_id
    stages.act(review.assign, claim.id, second, by="editor")
    assert stages.claim(claim.id).assignee_id == second
    event = stages.events(claim.id)[-1]
    assert (event.action, event.before, event.after) == (
        "claim.assigned",
        {"assignee_id": None},
        {"assignee_id": str(second)},
    )
    stages.act(review.assign, claim.id, None)
    now = stages.claim(claim.id)
    assert (now.assignee_id, now.version, now.stage) == (None, 3, Stage.QUEUED)


@pytest.mark.one_backend
@pytest.mark.parametrize("who", ["viewer", "foreign"])
def test_nobody_who_cannot_review_here_is_given_a_claim(stages: Stages, who: str) -> None:
    claim = stages.claim()
    with pytest.raises(Rejected) as refused:
        stages.act(review.assign, claim.id, stages.actor(who).person_id)
    assert refused.value.errors == {"assignee": ["Choose somebody who reviews on this desk."]}
    assert stages.claim(claim.id).version == 1


@pytest.mark.one_backend
@pytest.mark.parametrize("reason", DismissReason)
def test_a_claim_is_dismissed_for_each_reason(stages: Stages, reason: DismissReason) -> None:
    claim = stages.claim()
    stages.act(review.dismiss, claim.id, reason)
    now = stages.claim(claim.id)
    assert (now.status, now.stage, now.stage_reason) == (
        Status.UNVERIFIED,
        Stage.DISMISSED,
        reason.value,
    )
    event = stages.events(claim.id)[-1]
    assert (event.action, event.reason) == ("claim.dismissed", reason.value)
    assert (event.stage_from, event.stage_to) == ("queued", "dismissed")
    assert reasons(stages, review.dismiss, claim.id, reason) == [
        (
            "It is dismissed; only a claim that is queued, in review, awaiting second or reopened "
            "can take this step."
        )
    ]


@pytest.mark.one_backend
@pytest.mark.parametrize("reason", ReopenReason)
def test_a_decided_claim_comes_back_for_each_reason(stages: Stages, reason: ReopenReason) -> None:
    claim = stages.verified().id
    stages.act(review.reopen, claim, reason, note="The mayor wrote to us.")
    now = stages.claim(claim)
    assert (now.status, now.stage, now.stage_reason) == (
        Status.UNVERIFIED,
        Stage.REOPENED,
        reason.value,
    )
    event = stages.events(claim)[-1]
    assert (event.status_from, event.status_to, event.reason) == (
        "verified",
        "unverified",
        "The mayor wrote to us.",
    )


@pytest.mark.one_backend
def test_what_is_final_is_reopened_before_it_is_dismissed(stages: Stages) -> None:
    claim = stages.verified().id
    assert reasons(stages, review.dismiss, claim, DismissReason.OPINION) == [
        "It is final; reopen it before you dismiss it."
    ]
    stages.act(review.reopen, claim, ReopenReason.OTHER)
    stages.act(review.dismiss, claim, DismissReason.OPINION)
    assert stages.claim(claim).stage is Stage.DISMISSED


@pytest.mark.one_backend
def test_what_was_never_decided_cannot_come_back(stages: Stages) -> None:
    claim = stages.claim()
    assert reasons(stages, review.reopen, claim.id, ReopenReason.OTHER) == [
        "It is queued; only a claim that is awaiting second, final or dismissed can take this step."
    ]
    stages.evidence(claim.id)
    assert reasons(stages, review.reopen, claim.id, ReopenReason.OTHER)


@pytest.mark.one_backend
def test_a_decision_is_taken_back_by_who_made_it_and_nothing_is_erased(stages: Stages) -> None:
    claim = stages.verified()
    assert reasons(stages, review.undo, claim.id, by="second") == [
        "The last one who decided was Reviewer, not you."
    ]
    stages.act(review.undo, claim.id, by="reviewer")
    now = stages.claim(claim.id)
    assert (now.status, now.stage, now.rating, now.version) == (
        Status.UNVERIFIED,
        Stage.IN_REVIEW,
        None,
        claim.version + 1,
    )
    (made,) = stages.reviews(claim.id)
    assert (made.undone, made.counts, made.superseded) == (True, False, False)
    decided, undone = stages.events(claim.id)[-2:]
    assert (undone.action, undone.after) == ("claim.undone", {"undoes": decided.seq})
    assert (undone.status_from, undone.status_to) == ("verified", "unverified")
    assert reasons(stages, review.undo, claim.id, by="reviewer") == [
        "The last thing that was done to this claim is no decision."
    ]


def test_undoing_a_decision_lets_the_one_before_it_count_again(stages: Stages) -> None:
    claim = stages.verified().id
    stages.evidence(claim, Stance.REFUTES)
    stages.decide(claim, Status.DISPUTED, by="second", rating="False")
    stages.act(review.undo, claim, by="second")
    now = stages.claim(claim)
    assert (now.status, now.stage, now.rating) == (Status.VERIFIED, Stage.FINAL, None)
    assert [each.counts for each in stages.reviews(claim)] == [True, False]
    stages.decide(claim, Status.DISPUTED, by="second")
    assert [each.counts for each in stages.reviews(claim)] == [False, False, True]


@pytest.mark.one_backend
def test_nothing_is_undone_over_the_head_of_a_later_change(stages: Stages) -> None:
    claim = stages.verified().id
    stages.edit(claim, priority=3)
    assert reasons(stages, review.undo, claim)
    stages.decide(claim)
    stages.evidence(claim, Stance.CONTEXT)
    assert reasons(stages, review.undo, claim) == [
        "The last thing that was done to this claim is no decision."
    ]


def test_a_dismissal_and_a_reopening_are_taken_back_too(stages: Stages) -> None:
    claim = stages.verified(text="They sold 7 million cars in 2024.").id
    stages.act(review.reopen, claim, ReopenReason.CORRECTION, by="second")
    assert reasons(stages, review.undo, claim) == [
        "The last one who reopened it was Second, not you."
    ]
    stages.act(review.undo, claim, by="second")
    now = stages.claim(claim)
    assert (now.status, now.stage, now.stage_reason) == (Status.VERIFIED, Stage.FINAL, None)
    stages.act(review.reopen, claim, ReopenReason.CORRECTION, by="second")
    stages.act(review.dismiss, claim, DismissReason.DUPLICATE, by="editor")
    stages.act(review.undo, claim, by="editor")
    now = stages.claim(claim)
    assert (now.stage, now.stage_reason) == (Stage.REOPENED, "correction")


@pytest.mark.one_backend
def test_a_comment_does_not_stand_in_the_way_of_undoing(stages: Stages) -> None:
    claim = stages.verified().id
    stages.act(review.comment, claim, "Are you sure?", by="second")
    stages.act(review.undo, claim)
    assert stages.claim(claim).stage is Stage.IN_REVIEW


@pytest.mark.one_backend
def test_the_steps_are_told_with_the_reasons_against_them(stages: Stages) -> None:
    claim = stages.claim()

    def told(by: str) -> dict[str, list[str]]:
        with stages.room.database.reading() as session:
            found = review.steps(session, stages.claim(claim.id), stages.actor(by))
        return {each["step"]: each["reasons"] for each in found}

    before = told("reviewer")
    assert list(before) == ["unverified", "verified", "disputed", "dismiss", "reopen", "undo"]
    assert before["unverified"] == before["dismiss"] == []
    assert before["disputed"] == ["It needs 1 piece of refuting evidence; it has 0."]
    with pytest.raises(IllegalTransition) as refused:
        stages.decide(claim.id)
    assert before["verified"] == refused.value.reasons
    assert all(
        each[0] == "This takes the role of reviewer; yours is viewer."
        for each in told("viewer").values()
    )
    stages.act(review.dismiss, claim.id, DismissReason.OPINION)
    after = told("reviewer")
    assert after["verified"] == ["It was dismissed; reopen it first."]
    assert (after["reopen"], after["undo"]) == ([], [])


@pytest.mark.one_backend
def test_every_step_bears_its_own_time(stages: Stages) -> None:
    claim = stages.claim()
    stages.act(review.dismiss, claim.id, DismissReason.OPINION)
    assert stages.events(claim.id)[-1].at == NOW == stages.claim(claim.id).updated_at
