"""A reviewer decides: what is recorded, what is refused, and who may confirm."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest

from factcheck import review
from factcheck.errors import FactcheckError, IllegalTransition, Rejected, StaleVersion
from factcheck.review.moves import recorded, stand
from factcheck.store import claims
from factcheck.store.picture import picture
from factcheck.vocabulary import (
    TRANSITIONS,
    DismissReason,
    PolicyName,
    ReopenReason,
    Stage,
    Stance,
    Status,
)
from tests.review.stages import NOW, WHY, Stages

LEGAL = {
    (start, end) for steps in TRANSITIONS.values() for start, ends in steps.items() for end in ends
}


def moved(stages: Stages, claim_id: UUID, stage: Stage, *, undoes: bool = False) -> None:
    """Take the claim to a stage; with `undoes` from wherever it stands."""
    with stages.room.database.writing() as session:
        claim, actor = claims.claim(session, stages.room.desk.id, claim_id), stages.actor("editor")
        with recorded(session, claim, "claim.moved", actor=actor, now=NOW, undoes=undoes):
            stand(claim, Status.UNVERIFIED, stage)


def test_every_legal_step_is_taken_and_every_other_is_refused(stages: Stages) -> None:
    steps = [(start, end) for start in Stage for end in Stage if start is not end]
    text = " ".join(f"They sold {2 + number} million cars in 2024." for number in range(len(steps)))
    ids = [claim.id for claim in stages.claims(stages.receive(text))]
    for (start, end), claim_id in zip(steps, ids, strict=True):
        moved(stages, claim_id, start, undoes=True)
        before = stages.claim(claim_id).version
        if (start, end) in LEGAL:
            moved(stages, claim_id, end)
            assert (stages.claim(claim_id).stage, stages.claim(claim_id).version) == (
                end,
                before + 1,
            )
            event = stages.events(claim_id)[-1]
            assert (event.stage_from, event.stage_to) == (start, end)
            assert event.object_version == before + 1
            continue
        with pytest.raises(IllegalTransition) as refused:
            moved(stages, claim_id, end)
        assert refused.value.message == f"A claim that is {start} cannot become {end}."
        ways = sorted(to for at, to in LEGAL if at is start)
        assert refused.value.reasons == [f"From {start} a claim can go to: {', '.join(ways)}."]
        assert (stages.claim(claim_id).stage, stages.claim(claim_id).version) == (start, before)
        assert stages.events(claim_id)[-1].object_version == before


def test_a_claim_can_be_decided_at_every_stage_but_dismissed(open_stages: Stages) -> None:
    for number, stage in enumerate(sorted(set(Stage) - {Stage.DISMISSED})):
        claim = open_stages.claim(text=f"They sold {number} million cars.")
        moved(open_stages, claim.id, stage, undoes=True)
        open_stages.decide(claim.id, Status.DISPUTED)
        now = open_stages.claim(claim.id)
        assert (now.status, now.stage) == (Status.DISPUTED, Stage.FINAL)
    claim = open_stages.claim()
    open_stages.act(review.dismiss, claim.id, DismissReason.OPINION)
    with pytest.raises(IllegalTransition) as refused:
        open_stages.decide(claim.id)
    assert refused.value.reasons == ["It was dismissed; reopen it first."]
    with pytest.raises(IllegalTransition, match="dismissed claim takes no evidence"):
        open_stages.evidence(claim.id)
    open_stages.act(review.reopen, claim.id, ReopenReason.OTHER)
    open_stages.decide(claim.id)
    assert open_stages.claim(claim.id).status is Status.VERIFIED


def test_a_decision_is_recorded_whole(stages: Stages) -> None:
    claim = stages.claim()
    relied = stages.evidence(claim.id)
    spare = stages.evidence(claim.id, Stance.CONTEXT)
    made = stages.decide(claim.id, rating="True", evidence_ids=[relied, relied])
    now = stages.claim(claim.id)
    assert (now.status, now.stage, now.rating) == (Status.VERIFIED, Stage.FINAL, "True")
    assert (now.version, now.evidence_count, now.stage_reason) == (4, 2, None)
    (kept,) = stages.reviews(claim.id)
    assert (kept.id, kept.claim_version, kept.evidence_ids) == (made.review["id"], 3, [relied])
    assert (kept.settled, kept.override_reason, kept.undone_at) == (True, None, None)
    assert made.claim.version == now.version
    assert made.picture == picture(now)
    assert (kept.policy.version, kept.reviewer.name) == (1, "Reviewer")
    assert (kept.rationale, kept.rating, kept.superseded) == (WHY, "True", False)
    event = stages.events(claim.id)[-1]
    assert (event.action, event.actor_name, event.actor_role) == (
        "claim.reviewed",
        "Reviewer",
        "reviewer",
    )
    assert (event.status_from, event.status_to) == ("unverified", "verified")
    assert (event.stage_from, event.stage_to) == ("in_review", "final")
    assert (event.evidence_ids, event.policy_version) == ([str(relied)], 1)
    assert (event.reason, event.after["review_id"]) == (WHY, str(made.review["id"]))
    (fingerprint,) = [each.sha256 for each in stages.standing_evidence(claim.id)][:1]
    assert fingerprint
    assert event.after["evidence"] == {str(relied): fingerprint}
    assert (event.before, event.after["rating"]) == ({"rating": None}, "True")
    assert str(spare) not in event.evidence_ids
    stages.verify_log()


def test_a_refused_decision_changes_nothing(stages: Stages) -> None:
    claim = stages.claim()
    entries = stages.verify_log()
    with pytest.raises(IllegalTransition) as refused:
        stages.decide(claim.id, rationale="short")
    assert refused.value.message == "This claim cannot be marked verified yet."
    assert len(refused.value.reasons) == 2
    assert stages.claim(claim.id).version == 1
    assert (stages.reviews(claim.id), stages.verify_log()) == ([], entries)


def test_a_decision_relies_on_the_evidence_of_its_own_claim(stages: Stages) -> None:
    first, second, _ = stages.claims(stages.receive())
    foreign = stages.evidence(second.id)
    gone = stages.evidence(first.id)
    stages.remove_evidence(first.id, gone)
    for wrong in (foreign, gone):
        with pytest.raises(Rejected) as refused:
            stages.decide(first.id, Status.UNVERIFIED, evidence_ids=[wrong])
        assert str(wrong) in refused.value.errors["evidence_ids"][0]
    weak = stages.evidence(first.id, Stance.CONTEXT)
    stages.evidence(first.id)
    with pytest.raises(IllegalTransition, match="cannot be marked verified"):
        stages.decide(first.id, evidence_ids=[weak])
    with pytest.raises(IllegalTransition, match="cannot be marked verified"):
        stages.decide(first.id, evidence_ids=[])
    stages.decide(first.id)
    assert len(stages.reviews(first.id)[0].evidence_ids) == 2


def test_a_later_review_supersedes_the_earlier_one(stages: Stages) -> None:
    claim = stages.verified()
    stages.evidence(claim.id, Stance.REFUTES)
    assert stages.claim(claim.id).status is Status.VERIFIED
    later = stages.decide(claim.id, Status.DISPUTED, rating="Mostly false")
    now = stages.claim(claim.id)
    assert (now.status, now.stage, now.rating) == (Status.DISPUTED, Stage.FINAL, "Mostly false")
    earlier, kept = stages.reviews(claim.id)
    assert (earlier.superseded_by_id, kept.superseded_by_id) == (
        later.review["id"],
        None,
    )
    assert earlier.status is Status.VERIFIED
    stages.decide(claim.id, Status.UNVERIFIED)
    assert stages.claim(claim.id).rating is None
    assert [each.superseded for each in stages.reviews(claim.id)] == [True, True, False]


def test_a_review_keeps_the_policy_it_was_made_under(stages: Stages) -> None:
    claim = stages.verified()
    with stages.room.database.writing() as session:
        review.adopt_policy(session, PolicyName.OPEN, actor=stages.actor("admin"), now=NOW)
    stages.decide(claim.id, Status.DISPUTED)
    assert [each.policy.version for each in stages.reviews(claim.id)] == [1, 2]
    assert stages.claim(claim.id).stage is Stage.FINAL
    assert stages.events(claim.id)[-1].policy_version == 2


def test_two_persons_make_a_status(two_person_stages: Stages) -> None:
    stages = two_person_stages
    claim = stages.claim()
    stages.evidence(claim.id)
    proposal = stages.decide(claim.id, rating="True")
    waiting = stages.claim(claim.id)
    assert (waiting.status, waiting.stage, waiting.rating) == (
        Status.UNVERIFIED,
        Stage.AWAITING_SECOND,
        None,
    )
    with pytest.raises(IllegalTransition) as refused:
        stages.decide(claim.id)
    assert refused.value.reasons == ["You proposed this status; another person must confirm it."]
    confirmed = stages.decide(claim.id, by="second")
    assert confirmed.review["confirms_id"] == proposal.review["id"]
    final = stages.claim(claim.id)
    assert (final.status, final.stage, final.rating) == (Status.VERIFIED, Stage.FINAL, "True")
    first, second = stages.reviews(claim.id)
    assert (first.superseded, second.superseded) == (False, False)
    assert (first.settled, second.settled) == (False, True)


def test_what_two_people_disagree_on_waits_for_an_editor(two_person_stages: Stages) -> None:
    stages = two_person_stages
    claim = stages.claim()
    stages.evidence(claim.id)
    stages.evidence(claim.id, Stance.REFUTES)
    proposal = stages.decide(claim.id, rating="True")
    against = stages.decide(claim.id, Status.DISPUTED, by="second", rating="False")
    held = stages.claim(claim.id)
    assert (held.status, held.stage, held.stage_reason, held.rating) == (
        Status.UNVERIFIED,
        Stage.AWAITING_SECOND,
        "disagreement",
        None,
    )
    assert against.review["confirms_id"] is None
    assert [(each.counts, each.settled) for each in stages.reviews(claim.id)] == [(True, False)] * 2
    other = "The decision between two people must come from somebody who has not reviewed the claim"
    for by in ("reviewer", "second"):
        for status in Status:
            with pytest.raises(IllegalTransition) as refused:
                stages.decide(claim.id, status, by=by)
            assert refused.value.reasons == [
                "Two people came to different ends; an editor must decide.",
                f"{other} yet.",
            ]
    assert stages.claim(claim.id).version == held.version
    settled = stages.decide(claim.id, Status.DISPUTED, by="editor")
    final = stages.claim(claim.id)
    assert (final.status, final.stage, final.stage_reason, final.rating) == (
        Status.DISPUTED,
        Stage.FINAL,
        None,
        "False",
    )
    assert settled.review["confirms_id"] == against.review["id"] != proposal.review["id"]
    first, second, last = stages.reviews(claim.id)
    assert (first.superseded_by_id, second.superseded_by_id) == (last.id, None)
    assert [each.settled for each in (first, second, last)] == [False, False, True]


def test_an_editor_may_side_with_neither_of_two(two_person_stages: Stages) -> None:
    stages = two_person_stages
    claim = stages.claim(author="Editor")
    stages.evidence(claim.id)
    stages.evidence(claim.id, Stance.REFUTES)
    stages.decide(claim.id)
    stages.decide(claim.id, Status.DISPUTED, by="second")
    with pytest.raises(IllegalTransition) as refused:
        stages.decide(claim.id, by="editor")
    assert refused.value.reasons == [
        "The decision between two people cannot come from the article's author."
    ]
    settled = stages.decide(claim.id, Status.UNVERIFIED, by="admin")
    assert settled.review["confirms_id"] is None
    final = stages.claim(claim.id)
    assert (final.status, final.stage) == (Status.UNVERIFIED, Stage.FINAL)
    assert [each.superseded for each in stages.reviews(claim.id)] == [True, True, False]


def test_whoever_proposed_may_think_better_of_it(two_person_stages: Stages) -> None:
    stages = two_person_stages
    claim = stages.claim()
    stages.evidence(claim.id)
    stages.decide(claim.id)
    stages.decide(claim.id, Status.UNVERIFIED)
    now = stages.claim(claim.id)
    assert (now.stage, now.stage_reason) == (Stage.AWAITING_SECOND, None)
    assert [each.superseded for each in stages.reviews(claim.id)] == [True, False]
    stages.decide(claim.id, Status.UNVERIFIED, by="second")
    assert stages.claim(claim.id).stage is Stage.FINAL


def test_a_new_review_of_a_final_claim_waits_for_the_second_person_again(
    two_person_stages: Stages,
) -> None:
    stages = two_person_stages
    claim = stages.claim()
    stages.evidence(claim.id)
    stages.decide(claim.id)
    stages.decide(claim.id, by="second")
    stages.decide(claim.id, Status.UNVERIFIED)
    again = stages.claim(claim.id)
    assert (again.status, again.stage) == (Status.UNVERIFIED, Stage.AWAITING_SECOND)
    assert [each.superseded for each in stages.reviews(claim.id)] == [True, True, False]
    stages.decide(claim.id, Status.UNVERIFIED, by="second")
    assert stages.claim(claim.id).stage is Stage.FINAL


def test_the_author_cannot_confirm_in_an_article_of_theirs(two_person_stages: Stages) -> None:
    stages = two_person_stages
    for number, byline in enumerate(["Second", "Ana Ruiz and SECOND", "second@example.org"]):
        claim = stages.claim(author=byline, text=f"The city spent {number} million euros in 2024.")
        stages.evidence(claim.id)
        stages.decide(claim.id)
        with pytest.raises(IllegalTransition) as refused:
            stages.decide(claim.id, by="second")
        assert refused.value.reasons == ["The article's author cannot confirm a status in it."]
        stages.decide(claim.id, by="editor")
        assert stages.claim(claim.id).stage is Stage.FINAL


def test_a_proposal_whose_evidence_went_is_not_confirmed(two_person_stages: Stages) -> None:
    stages = two_person_stages
    claim = stages.claim()
    relied = stages.evidence(claim.id)
    stages.decide(claim.id)
    stages.remove_evidence(claim.id, relied)
    now = stages.claim(claim.id)
    assert (now.stage, now.stage_reason) == (Stage.REOPENED, "evidence_changed")
    with pytest.raises(IllegalTransition):
        stages.decide(claim.id, by="second")
    stages.evidence(claim.id)
    stages.decide(claim.id, by="second")
    assert stages.claim(claim.id).stage is Stage.AWAITING_SECOND


def test_nobody_approves_alone_however_they_race(two_person_stages: Stages) -> None:
    stages, rounds, rivals = two_person_stages, 10, 8
    ids = [
        stages.claim(text=f"The city spent {n} million euros in 2024.").id for n in range(rounds)
    ]
    for claim_id in ids:
        stages.evidence(claim_id)

    def attempt(claim_id: UUID) -> str:
        try:
            stages.decide(claim_id)
        except FactcheckError as error:
            return error.code
        return "done"

    with ThreadPoolExecutor(rivals) as pool:
        for claim_id in ids:
            results = list(pool.map(attempt, [claim_id] * rivals))
            assert results.count("done") == 1
            assert set(results) <= {"done", "transition_refused", "stale_version"}
            claim = stages.claim(claim_id)
            assert (claim.status, claim.stage) == (Status.UNVERIFIED, Stage.AWAITING_SECOND)
            assert len(stages.reviews(claim_id)) == 1
    stages.verify_log()


def test_the_slower_of_two_changes_is_stale(stages: Stages) -> None:
    claim = stages.claim()
    database, desk = stages.room.database, stages.room.desk.id
    with database.reading() as session:
        seen = claims.claim(session, desk, claim.id)
    stages.edit(claim.id, priority=3)
    seen.priority = 5
    seen.touch(NOW)
    with pytest.raises(StaleVersion), database.writing() as session:
        session.add(seen)
    now = stages.claim(claim.id)
    assert (now.priority, now.version) == (3, 2)


@pytest.mark.parametrize("byline", ["Second", "Ana Ruiz, SECOND", "By  Se\u0301cond and others"])
def test_the_author_confirms_nothing_however_the_byline_is_spelt(
    two_person_stages: Stages, byline: str
) -> None:
    stages = two_person_stages
    claim = stages.claim(author=byline)
    stages.evidence(claim.id)
    stages.decide(claim.id)
    with pytest.raises(IllegalTransition) as refusal:
        stages.decide(claim.id, by="second")
    assert "author" in refusal.value.reasons[0]


def test_letters_that_nobody_sees_are_no_rationale(stages: Stages) -> None:
    claim = stages.claim()
    stages.evidence(claim.id)
    with pytest.raises(IllegalTransition):
        stages.decide(claim.id, rationale="\u200b" * 20)
