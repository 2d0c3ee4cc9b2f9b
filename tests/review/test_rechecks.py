"""Looking again: what a changed or vanished source does to the decisions that relied on it."""

from typing import Any
from uuid import UUID

import pytest

from factcheck import accounts, review
from factcheck.clock import utcnow
from factcheck.store import sources
from factcheck.store.claims import Claim
from factcheck.store.log import Event
from factcheck.vocabulary import (
    Flag,
    PolicyName,
    SourceKind,
    SourceState,
    Stage,
    Stance,
    Status,
)
from tests.api.at_once import at_once
from tests.egress.pages import page
from tests.review.watched import DAY, Watched

OLD = "The harbour costs 48 million euros."
GONE = page(b"gone", status="404 Not Found")
DOWN = page(b"down", status="503 Unavailable")


def decided(watched: Watched, passage: str | None = None) -> tuple[UUID, UUID]:
    """A claim that was verified on a copied page; gives its id and the source's."""
    source, claim = watched.source(), watched.stages.claim().id
    watched.take(source)
    about = {"title": "Budget", "kind": SourceKind.PRIMARY, "url": watched.url}
    watched.stages.act(
        review.add_evidence, claim, stance=Stance.SUPPORTS, source=about, passage=passage
    )
    watched.stages.decide(claim)
    return claim, source


def adopt(watched: Watched, **rules: Any) -> None:
    room = watched.stages.room
    with room.database.writing() as session:
        review.adopt_policy(
            session, PolicyName.STANDARD, rules=rules, actor=room.people["admin"], now=utcnow()
        )


def state(claim: Claim) -> tuple[Any, ...]:
    return (claim.status, claim.stage, claim.stage_reason, claim.flag)


FINAL = (Status.VERIFIED, Stage.FINAL, None, None)
BACK = (Status.UNVERIFIED, Stage.REOPENED, "source_changed", None)


def last_event(watched: Watched, claim: UUID) -> Event:
    return watched.stages.events(claim)[-1]


def test_the_same_page_touches_nothing_and_is_not_kept_again(watched: Watched) -> None:
    claim, source = decided(watched)
    entries, files = watched.stages.verify_log(), watched.files()
    watched.replies["/budget"] = page(
        f"<html><body>\n<p>{OLD}</p></body></html>".encode(), "Content-Type: text/html"
    )
    assert watched.recheck(source) == "same"
    assert state(watched.stages.claim(claim)) == FINAL
    assert (watched.stages.verify_log(), watched.files()) == (entries, files)
    look = watched.looks(source)[-1]
    assert (look.state, look.stored_sha256, look.taken_by) == (SourceState.SAME, None, None)
    found = watched.kept(source)
    assert (found.state, found.checked_at) == (SourceState.SAME, watched.now)


@pytest.mark.parametrize(
    ("passage", "stands"), [("costs\n48 million", False), ("The harbour", True), (None, None)]
)
def test_a_changed_page_reopens_what_relied_on_it(
    watched: Watched, passage: str | None, stands: bool | None
) -> None:
    claim, source = decided(watched, passage)
    watched.say("The harbour costs 58 million euros.")
    assert watched.recheck(source) == "changed"
    assert state(watched.stages.claim(claim)) == BACK
    entry = last_event(watched, claim)
    first, second = watched.looks(source)
    (evidence,) = watched.stages.standing_evidence(claim)
    assert (entry.action, entry.reason) == ("claim.source_changed", "source_changed")
    assert (entry.stage_from, entry.stage_to) == ("final", "reopened")
    assert (entry.actor_name, entry.channel, entry.policy_version) == ("worker", "worker", 1)
    after = entry.after or {}
    assert (after["earlier_sha256"], after["sha256"]) == (first.sha256, second.sha256)
    assert (after["earlier_snapshot_id"], after["snapshot_id"]) == (str(first.id), str(second.id))
    assert after["passages"] == [
        {"evidence_id": str(evidence.id), "snapshot_id": str(first.id), "stands": stands}
    ]
    watched.stages.decide(claim)
    assert state(watched.stages.claim(claim)) == FINAL
    assert watched.recheck(source) == "same"
    assert state(watched.stages.claim(claim)) == FINAL


@pytest.mark.parametrize(("reply", "flag"), [(None, Flag.SOURCE_CHANGED), (GONE, Flag.SOURCE_GONE)])
def test_under_a_policy_that_flags_the_decision_stands(
    watched: Watched, reply: bytes | None, flag: Flag
) -> None:
    adopt(watched, source_change="flag")
    claim, source = decided(watched)
    before = watched.stages.claim(claim).version
    watched.say("The harbour costs 58 million euros.")
    if reply:
        watched.replies["/budget"] = reply
    watched.recheck(source)
    found = watched.stages.claim(claim)
    assert state(found) == (Status.VERIFIED, Stage.FINAL, None, flag)
    assert found.version == before + 1
    entry = last_event(watched, claim)
    assert ((entry.after or {})["flag"], entry.stage_to) == (flag.value, "final")
    assert watched.stages.room.viewer.get(f"/facts/{claim}").json["status"] == "verified"
    watched.stages.decide(claim)
    assert state(watched.stages.claim(claim)) == FINAL


def test_a_claim_that_merely_carries_the_evidence_is_left_alone(watched: Watched) -> None:
    claim, source = decided(watched)
    other = watched.stages.claims(watched.stages.claim(claim).article_id)[1].id
    watched.stages.evidence(other, title="Budget", url=watched.url)
    watched.stages.evidence(other, title="The register")
    relied = watched.stages.standing_evidence(other)[1].id
    watched.stages.decide(other, evidence_ids=[relied])
    before = watched.stages.claim(other).version
    watched.say("Another text.")
    watched.recheck(source)
    assert state(watched.stages.claim(other)) == FINAL
    assert watched.stages.claim(other).version == before
    assert state(watched.stages.claim(claim)) == BACK


def test_a_proposal_that_waits_comes_back_too(two_person_watched: Watched) -> None:
    watched = two_person_watched
    claim, source = decided(watched)
    assert watched.stages.claim(claim).stage is Stage.AWAITING_SECOND
    watched.say("Another text.")
    watched.recheck(source)
    assert state(watched.stages.claim(claim)) == BACK


def test_a_page_that_answers_404_is_gone_and_counts_once(watched: Watched) -> None:
    claim, source = decided(watched)
    watched.replies["/budget"] = GONE
    assert watched.recheck(source) == "gone"
    assert state(watched.stages.claim(claim)) == BACK
    entry = last_event(watched, claim)
    assert (entry.action, (entry.after or {})["state"]) == ("claim.source_gone", "gone")
    watched.stages.decide(claim)
    assert watched.recheck(source) == "gone"
    assert state(watched.stages.claim(claim)) == FINAL


def test_nobody_at_home_is_noted_and_means_gone_at_the_third_time(watched: Watched) -> None:
    claim, source = decided(watched)
    watched.replies["/budget"] = DOWN
    for _ in range(2):
        assert watched.recheck(source) == "failed"
        assert (watched.kept(source).state, state(watched.stages.claim(claim))) == (
            SourceState.FIRST,
            FINAL,
        )
    assert "503" in (watched.looks(source)[-1].note or "")
    assert watched.recheck(source) == "gone"
    assert state(watched.stages.claim(claim)) == BACK
    watched.say(OLD)
    assert watched.recheck(source) == "same"
    assert watched.stages.events(source, "source")[-1].action == "source.snapshot_taken"


@pytest.mark.one_backend
def test_a_day_of_answers_between_starts_the_count_anew(watched: Watched) -> None:
    _, source = decided(watched)
    seen = []
    for up in (False, False, True, False, False):
        watched.replies["/budget"] = DOWN
        if up:
            watched.say(OLD)
        seen.append(watched.recheck(source))
    assert seen == ["failed", "failed", "same", "failed", "failed"]


@pytest.mark.one_backend
def test_being_turned_away_never_means_gone(watched: Watched) -> None:
    _, source = decided(watched)
    watched.replies["/budget"] = page(b"no", status="403 Forbidden")
    assert [watched.recheck(source) for _ in range(5)] == ["failed"] * 5
    assert watched.kept(source).state is SourceState.FIRST


def test_a_second_copy_by_hand_reopens_as_well(watched: Watched) -> None:
    claim, source = decided(watched)
    watched.say("Another text.")
    assert watched.take(source).state is SourceState.CHANGED
    assert state(watched.stages.claim(claim)) == BACK
    assert last_event(watched, claim).actor_name == "Reviewer"


@pytest.mark.one_backend
def test_a_page_is_watched_from_its_first_copy_on_about_once_a_day(watched: Watched) -> None:
    source, hidden = (
        watched.source(),
        watched.source(url=watched.pages.url("/x"), confidential=True),
    )
    assert watched.kept(source).next_check_at is None
    watched.take(source)
    watched.take(hidden)
    ahead = (watched.kept(source).next_check_at or watched.now) - watched.now
    assert abs(ahead - DAY).total_seconds() <= 3600
    assert watched.kept(hidden).next_check_at is None
    with watched.stages.room.database.reading() as session:
        everything = sources.pages(session, captured=False)
        due = sources.pages(session, due=watched.now + 2 * DAY)
    assert [each.id for each in everything] == [each.id for each in due] == [source]


def edit(watched: Watched, source: UUID, **changes: Any) -> None:
    with watched.stages.room.database.writing() as session:
        actor = watched.stages.actor("editor")
        found = sources.held(session, actor.desk_id, source)
        review.edit_source(session, found, changes, actor=actor, now=watched.now)


def test_a_lower_kind_brings_back_what_no_longer_meets_the_rules(watched: Watched) -> None:
    claim, source = decided(watched)
    (before,) = watched.stages.standing_evidence(claim)
    edit(watched, source, kind=SourceKind.SECONDARY)
    assert state(watched.stages.claim(claim)) == (*BACK[:2], "evidence_changed", None)
    (after,) = watched.stages.standing_evidence(claim)
    entry = last_event(watched, claim)
    assert after.sha256 != before.sha256
    assert entry.action == "claim.source_edited"
    assert (entry.after or {})["evidence"] == {str(after.id): after.sha256}


def test_another_grade_seals_anew_and_lets_the_decision_stand(watched: Watched) -> None:
    claim, source = decided(watched)
    version = watched.stages.claim(claim).version
    edit(watched, source, title="The budget of 2024")
    assert state(watched.stages.claim(claim)) == FINAL
    assert watched.stages.claim(claim).version == version + 1


def test_two_sources_called_one_group_are_one_witness(watched: Watched) -> None:
    claim = watched.stages.claim().id
    for title in ("One paper", "Other paper"):
        watched.stages.evidence(claim, kind=SourceKind.SECONDARY, title=title)
    watched.stages.decide(claim)
    one, other = (each.source.id for each in watched.stages.standing_evidence(claim))
    edit(watched, one, independence_group="wire")
    assert watched.stages.claim(claim).stage is Stage.FINAL
    edit(watched, other, independence_group="wire")
    assert watched.stages.claim(claim).stage_reason == "evidence_changed"


@pytest.mark.one_backend
def test_what_was_decided_against_the_rules_is_not_judged_by_them(watched: Watched) -> None:
    claim = watched.stages.claim().id
    watched.stages.evidence(claim, kind=SourceKind.SECONDARY)
    why = "The minister confirmed it on the phone."
    watched.stages.decide(claim, by="editor", override_reason=why)
    (evidence,) = watched.stages.standing_evidence(claim)
    edit(watched, evidence.source.id, kind=SourceKind.TERTIARY)
    assert watched.stages.claim(claim).stage is Stage.FINAL


@pytest.mark.one_backend
def test_a_stricter_policy_alone_brings_nothing_back(watched: Watched) -> None:
    claim, source = decided(watched)
    adopt(watched, primary=3, secondary=3)
    edit(watched, source, publisher="City")
    assert watched.stages.claim(claim).stage is Stage.FINAL


def test_the_log_still_verifies(watched: Watched) -> None:
    _, source = decided(watched)
    watched.say("Another text.")
    watched.recheck(source)
    assert watched.stages.verify_log() > 5
    assert accounts.worker(watched.stages.room.desk.id).account_id is None


def test_a_source_is_removed_or_leant_on_but_never_both(watched: Watched) -> None:
    """Of a removal and new evidence that come at once, one sees what the other did."""
    room = watched.stages.room
    claims = [each["id"] for each in room.claims(room.article())]
    for claim in claims:
        source = room.reviewer.post("/sources", {"title": claim, "kind": "primary"}).json["id"]
        path, about = f"/sources/{source}", f"/claims/{claim}"
        tags = room.viewer.etag(path), room.viewer.etag(about)
        body = {"stance": "context", "source_id": source}

        def act(
            own: Any,
            number: int,
            path: str = path,
            about: str = about,
            tags: Any = tags,
            body: Any = body,
        ) -> Any:
            if number:
                return own.delete(path, match=tags[0])
            return own.post(f"{about}/evidence", body, match=tags[1])

        added, removed = at_once([room.reviewer, room.second], act)
        codes = (added.status_code, removed.status_code)
        assert codes in {(201, 409), (404, 204)}, (added.json, removed.data)
