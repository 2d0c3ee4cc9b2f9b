"""The policy of two people: who may confirm, who settles what two disagree on, and undoing it."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from factcheck import review
from factcheck.db import Database
from factcheck.errors import IllegalTransition
from factcheck.vocabulary import PolicyName, ReopenReason, Stage, Status
from tests.newsroom import open_newsroom
from tests.review.stages import NOW, Stages


@pytest.fixture
def desk(two_person_stages: Stages) -> Stages:
    return two_person_stages


def adopt(stages: Stages, name: PolicyName = PolicyName.TWO_PERSON, **rules: Any) -> None:
    """Let other rules hold from now on."""
    with stages.room.database.writing() as session:
        admin = stages.actor("admin")
        review.adopt_policy(session, name, rules=rules, actor=admin, now=NOW)


def refused(stages: Stages, claim_id: UUID, status: Status, by: str, **more: Any) -> list[str]:
    """The reasons against a decision, which must change nothing."""
    before = stages.claim(claim_id).version
    with pytest.raises(IllegalTransition) as found:
        stages.decide(claim_id, status, by, **more)
    assert stages.claim(claim_id).version == before
    return list(found.value.reasons)


def proposed(stages: Stages, by: str = "reviewer", adder: str = "editor") -> UUID:
    """A claim on which `by` proposes `verified`, on evidence that `adder` brought."""
    claim = stages.claim()
    stages.evidence(claim.id, by=adder)
    stages.decide(claim.id, by=by)
    return claim.id


@pytest.mark.one_backend
def test_whoever_added_what_it_relies_on_may_confirm_unless_the_policy_says_no(
    desk: Stages,
) -> None:
    adopt(desk, adder_confirms=False)
    claim = proposed(desk, adder="second")
    assert refused(desk, claim, Status.VERIFIED, "second") == [
        "You added evidence that it relies on; by the desk's policy somebody else must confirm."
    ]
    desk.decide(claim, by="editor")
    assert desk.claim(claim).stage is Stage.FINAL
    adopt(desk, adder_confirms=True)
    other = desk.claims(desk.claim(claim).article_id)[1].id
    desk.evidence(other, by="second")
    desk.decide(other, by="reviewer")
    desk.decide(other, by="second")
    assert desk.claim(other).status is Status.VERIFIED


@pytest.mark.one_backend
def test_evidence_that_the_second_person_adds_themselves_counts_as_relied_on(
    desk: Stages,
) -> None:
    adopt(desk, adder_confirms=False)
    claim = proposed(desk)
    added = desk.evidence(claim, by="second", title="The minutes")
    relied = [each.id for each in desk.standing_evidence(claim) if each.id != added]
    assert refused(desk, claim, Status.VERIFIED, "second")
    desk.decide(claim, by="second", evidence_ids=relied)
    assert desk.claim(claim).stage is Stage.FINAL


@pytest.mark.one_backend
def test_under_the_standard_policy_it_does_not_matter_who_brought_the_evidence(
    stages: Stages,
) -> None:
    adopt(stages, PolicyName.STANDARD, adder_confirms=False)
    claim = stages.claim()
    stages.evidence(claim.id, by="reviewer")
    stages.decide(claim.id, by="reviewer")
    assert stages.claim(claim.id).stage is Stage.FINAL


@pytest.mark.one_backend
def test_the_second_review_names_the_first_and_takes_over_its_rating(desk: Stages) -> None:
    claim = desk.claim()
    desk.evidence(claim.id)
    first = desk.decide(claim.id, by="reviewer", rating="True")
    assert desk.claim(claim.id).rating is None
    second = desk.decide(claim.id, by="second")
    assert second.review["confirms_id"] == first.review["id"]
    assert desk.claim(claim.id).rating == "True"
    made = desk.reviews(claim.id)
    assert [each.settled for each in made] == [False, True]
    assert [each.counts for each in made] == [True, True]


@pytest.mark.one_backend
def test_an_undone_objection_leaves_the_first_proposal_waiting(desk: Stages) -> None:
    claim = proposed(desk)
    desk.decide(claim, Status.UNVERIFIED, by="second")
    assert desk.claim(claim).stage_reason == "disagreement"
    desk.act(review.undo, claim, by="second")
    now = desk.claim(claim)
    assert (now.stage, now.stage_reason) == (Stage.AWAITING_SECOND, None)
    desk.decide(claim, by="second")
    assert desk.claim(claim).status is Status.VERIFIED


def test_an_undone_settlement_is_a_disagreement_again(desk: Stages) -> None:
    claim = proposed(desk)
    desk.decide(claim, Status.UNVERIFIED, by="second")
    desk.decide(claim, Status.VERIFIED, by="editor")
    assert desk.claim(claim).stage is Stage.FINAL
    desk.act(review.undo, claim, by="editor")
    now = desk.claim(claim)
    assert (now.status, now.stage, now.stage_reason) == (
        Status.UNVERIFIED,
        Stage.AWAITING_SECOND,
        "disagreement",
    )
    assert [each.counts for each in desk.reviews(claim)] == [True, True, False]
    desk.decide(claim, Status.UNVERIFIED, by="admin")
    assert [each.counts for each in desk.reviews(claim)] == [False, True, False, True]


@pytest.mark.one_backend
def test_an_editor_who_was_one_of_the_two_cannot_settle_it(desk: Stages) -> None:
    claim = proposed(desk)
    desk.decide(claim, Status.UNVERIFIED, by="editor")
    (reason,) = refused(desk, claim, Status.VERIFIED, "editor")
    assert reason.endswith("must come from somebody who has not reviewed the claim yet.")
    assert len(refused(desk, claim, Status.VERIFIED, "reviewer")) == 2
    desk.decide(claim, Status.VERIFIED, by="admin")
    assert desk.claim(claim).stage is Stage.FINAL


@pytest.mark.one_backend
def test_the_author_settles_nothing_in_an_article_of_theirs(desk: Stages) -> None:
    claim = desk.claim(author="Ed Editor and Editor")
    desk.evidence(claim.id)
    desk.decide(claim.id, by="reviewer")
    desk.decide(claim.id, Status.UNVERIFIED, by="second")
    assert refused(desk, claim.id, Status.VERIFIED, "editor") == [
        "The decision between two people cannot come from the article's author."
    ]


@pytest.mark.one_backend
def test_a_proposal_of_before_it_came_back_cannot_be_confirmed(desk: Stages) -> None:
    claim = proposed(desk)
    desk.act(review.reopen, claim, ReopenReason.CORRECTION, by="second")
    desk.decide(claim, by="second")
    now = desk.claim(claim)
    assert now.stage is Stage.AWAITING_SECOND
    assert [each.counts for each in desk.reviews(claim)] == [False, True]
    assert refused(desk, claim, Status.VERIFIED, "second") == [
        "You proposed this status; another person must confirm it."
    ]


@pytest.mark.one_backend
def test_what_waits_when_the_policy_changes_is_judged_by_the_new_one(desk: Stages) -> None:
    claim = proposed(desk)
    adopt(desk, PolicyName.STANDARD)
    desk.decide(claim, by="reviewer")
    assert desk.claim(claim).stage is Stage.FINAL
    adopt(desk, PolicyName.TWO_PERSON)
    assert desk.claim(claim).stage is Stage.FINAL
    desk.decide(claim, Status.UNVERIFIED, by="reviewer")
    assert desk.claim(claim).stage is Stage.AWAITING_SECOND


@pytest.mark.one_backend
def test_a_disagreement_ends_with_the_policy_that_knew_it(desk: Stages) -> None:
    claim = proposed(desk)
    desk.decide(claim, Status.UNVERIFIED, by="second")
    adopt(desk, PolicyName.STANDARD)
    desk.decide(claim, by="reviewer")
    now = desk.claim(claim)
    assert (now.stage, now.stage_reason, now.status) == (Stage.FINAL, None, Status.VERIFIED)
    assert [each.counts for each in desk.reviews(claim)] == [False, False, True]


@pytest.mark.one_backend
def test_the_steps_tell_each_person_what_they_may(database: Database, tmp_path: Path) -> None:
    desk = Stages(open_newsroom(database, tmp_path, PolicyName.TWO_PERSON))
    claim = proposed(desk)

    def allowed(by: str) -> set[str]:
        with desk.room.database.reading() as session:
            found = review.steps(session, desk.claim(claim), desk.actor(by))
        assert all(each["allowed"] == (not each["reasons"]) for each in found)
        return {each["step"] for each in found if each["allowed"]}

    assert allowed("reviewer") == {"unverified", "dismiss", "reopen", "undo"}
    assert allowed("second") == {"verified", "unverified", "dismiss", "reopen"}
    assert allowed("viewer") == set()
    desk.decide(claim, Status.UNVERIFIED, by="second")
    assert allowed("reviewer") == {"dismiss", "reopen"}
    assert allowed("editor") == {"verified", "unverified", "dismiss", "reopen"}
