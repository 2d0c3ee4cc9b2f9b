"""Evidence comes, is amended and goes; a decision that relied on it does not stand."""

import pytest

from factcheck import review
from factcheck.errors import NotFound
from factcheck.ids import uuid7
from factcheck.store import claims, sources
from factcheck.store.claims import Claim
from factcheck.vocabulary import Reliability, SourceKind, Stage, Stance, Status
from tests.review.stages import NOW, Stages


def test_the_first_evidence_takes_a_queued_claim_into_review(stages: Stages) -> None:
    claim = stages.claim()
    stages.evidence(claim.id, Stance.CONTEXT)
    now = stages.claim(claim.id)
    assert (now.stage, now.version, now.evidence_count) == (Stage.IN_REVIEW, 2, 1)
    stages.evidence(claim.id)
    now = stages.claim(claim.id)
    assert (now.stage, now.version, now.evidence_count) == (Stage.IN_REVIEW, 3, 2)
    actions = [event.action for event in stages.events(claim.id)]
    assert actions == [
        "claim.extracted",
        "evidence.added",
        "evidence.added",
    ]
    started, again = stages.events(claim.id)[1:]
    assert (started.stage_from, started.stage_to) == ("queued", "in_review")
    assert (again.stage_from, again.stage_to) == ("in_review", "in_review")
    assert (again.before, again.after["evidence_count"]) == ({"evidence_count": 1}, 2)


def test_evidence_keeps_all_that_was_said_of_it(stages: Stages) -> None:
    claim, desk = stages.claim(), stages.room.desk.id
    with stages.room.database.writing() as session:
        made = review.add_evidence(
            session,
            claims.claim(session, desk, claim.id),
            stance=Stance.REFUTES,
            source={
                "title": "Ledger",
                "kind": SourceKind.SECONDARY,
                "url": "https://city.example/ledger",
                "publisher": "The city",
                "reliability": Reliability.B,
                "independence_group": "wire-7",
            },
            passage="“Forty million”, no more.",
            locator="p. 12",
            accessed_at=NOW,
            actor=stages.actor("second"),
            now=NOW,
        )
    (kept,) = stages.standing_evidence(claim.id)
    assert (kept.id, kept.stance, kept.passage) == (made.id, "refutes", "“Forty million”, no more.")
    assert (kept.locator, kept.accessed_at, kept.created_at) == ("p. 12", NOW, NOW)
    assert kept.added_by == stages.actor("second").person_id
    assert (kept.source.title, kept.source.reliability, kept.source.independence_group) == (
        "Ledger",
        Reliability.B,
        "wire-7",
    )
    event = stages.events(claim.id)[-1]
    assert (event.action, event.evidence_ids) == ("evidence.added", [str(made.id)])
    assert event.after["source"]["url"] == "https://city.example/ledger"
    assert event.after["passage"] == "“Forty million”, no more."


def test_a_source_of_the_desk_serves_many_claims_and_a_foreign_one_none(stages: Stages) -> None:
    first, second, _ = stages.claims(stages.receive())
    stages.evidence(first.id)
    source = stages.standing_evidence(first.id)[0].source
    database, desk = stages.room.database, stages.room.desk.id
    with database.writing() as session:
        again = review.add_evidence(
            session,
            claims.claim(session, desk, second.id),
            stance=Stance.CONTEXT,
            source_id=source.id,
            actor=stages.actor("reviewer"),
            now=NOW,
        )
        assert again.source.id == source.id
    with database.writing() as session:
        foreign = stages.actor("foreign")
        outside = sources.Source(
            desk_id=foreign.desk_id,
            title="Their file",
            kind=SourceKind.PRIMARY,
            created_by=foreign.person_id,
            created_at=NOW,
        )
        session.add(outside)
    for wrong in (outside.id, uuid7()):
        with pytest.raises(NotFound), database.writing() as session:
            review.add_evidence(
                session,
                claims.claim(session, desk, second.id),
                stance=Stance.CONTEXT,
                source_id=wrong,
                actor=stages.actor("reviewer"),
                now=NOW,
            )
    assert stages.claim(second.id).evidence_count == 1


def test_amending_relied_on_evidence_reopens_the_claim(stages: Stages) -> None:
    for claim, confidential in zip(stages.claims(stages.receive()), (False, True), strict=False):
        _amend(stages, claim, confidential=confidential)


def _amend(stages: Stages, claim: Claim, *, confidential: bool) -> None:
    relied = stages.evidence(claim.id, confidential=confidential)
    stages.decide(claim.id, rating="True")
    stages.edit_evidence(claim.id, relied, passage="Forty, not forty-eight.")
    now = stages.claim(claim.id)
    assert (now.status, now.stage, now.rating) == (Status.UNVERIFIED, Stage.REOPENED, None)
    assert now.stage_reason == "evidence_changed"
    reviewed, edited = stages.events(claim.id)[-2:]
    assert reviewed.action == "claim.reviewed"
    assert (edited.action, edited.object_version) == ("evidence.edited", now.version)
    assert (edited.status_from, edited.status_to) == ("verified", "unverified")
    assert (edited.stage_from, edited.stage_to) == ("final", "reopened")
    assert (edited.reason, edited.before) == (
        "evidence_changed",
        {"rating": "True", "stage_reason": None},
    )
    assert (edited.after["rating"], edited.after["stage_reason"]) == (None, "evidence_changed")
    before, passage = edited.after["evidence_before"], edited.after["passage"]
    assert (before["passage"], passage) == (
        None,
        None if confidential else "Forty, not forty-eight.",
    )
    assert before["sha256"] == reviewed.after["evidence"][str(relied)] != edited.after["sha256"]


def test_the_log_holds_nothing_of_a_confidential_source_but_its_id(stages: Stages) -> None:
    claim = stages.claim()
    secret = {"title": "Deep Throat", "url": "https://secret.example/", "confidential": True}
    piece = stages.evidence(claim.id, **secret)
    stages.edit_evidence(claim.id, piece, passage="Follow the money.", locator="The garage")
    stages.remove_evidence(claim.id, piece)
    with stages.room.database.reading() as session:
        source = session.get_one(sources.Evidence, piece).source_id
    said = str([(event.before, event.after) for event in stages.events(claim.id)])
    assert str(source) in said
    for word in ("Deep Throat", "secret.example", "Follow the money"):
        assert word not in said


def test_a_change_that_no_decision_relied_on_leaves_the_decision_alone(stages: Stages) -> None:
    claim = stages.claim()
    relied = stages.evidence(claim.id)
    spare = stages.evidence(claim.id, Stance.CONTEXT)
    stages.decide(claim.id, evidence_ids=[relied])
    version = stages.claim(claim.id).version
    stages.edit_evidence(claim.id, spare, locator="p. 3")
    stages.edit_evidence(claim.id, relied, stance=Stance.SUPPORTS)  # as it was
    stages.remove_evidence(claim.id, spare)
    stages.evidence(claim.id, Stance.REFUTES)
    now = stages.claim(claim.id)
    assert (now.status, now.stage) == (Status.VERIFIED, Stage.FINAL)
    assert (now.version, now.evidence_count) == (version + 4, 2)


def test_evidence_of_a_superseded_review_binds_no_longer(stages: Stages) -> None:
    claim = stages.claim()
    old = stages.evidence(claim.id)
    stages.decide(claim.id)
    new = stages.evidence(claim.id)
    stages.decide(claim.id, evidence_ids=[new])
    stages.remove_evidence(claim.id, old)
    assert stages.claim(claim.id).stage is Stage.FINAL
    stages.remove_evidence(claim.id, new)
    assert stages.claim(claim.id).stage is Stage.REOPENED


def test_removed_evidence_is_gone_for_the_claim_and_stays_on_record(stages: Stages) -> None:
    first, second, _ = stages.claims(stages.receive())
    piece = stages.evidence(first.id)
    stages.decide(first.id)
    stages.remove_evidence(first.id, piece)
    assert stages.standing_evidence(first.id) == []
    assert stages.claim(first.id).evidence_count == 0
    assert stages.claim(first.id).stage is Stage.REOPENED
    assert stages.reviews(first.id)[0].evidence_ids == [piece]
    with stages.room.database.reading() as session:
        assert session.get_one(sources.Evidence, piece).removed_at == NOW
    version = stages.claim(first.id).version
    for claim_id, gone in ((first.id, piece), (first.id, uuid7()), (second.id, piece)):
        with pytest.raises(NotFound):
            stages.remove_evidence(claim_id, gone)
        with pytest.raises(NotFound):
            stages.edit_evidence(claim_id, gone, locator="p. 3")
    assert stages.claim(first.id).version == version
    removed = stages.events(first.id)[-1]
    assert (removed.action, removed.reason) == ("evidence.removed", "evidence_changed")
    assert (removed.stage_from, removed.stage_to) == ("final", "reopened")
    assert removed.before == {"stage_reason": None, "evidence_count": 1}
