"""The audit trail of a busy desk: from the log alone, who decided what on which grounds."""

import os
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from factcheck.canonical import content_hash
from factcheck.review.fingerprints import fingerprint
from factcheck.store import log
from factcheck.store.claims import Claim
from factcheck.store.desks import Policy
from factcheck.store.log import Event
from factcheck.store.people import ApiKey, Membership, Person
from factcheck.store.reviews import Review
from factcheck.store.sources import Evidence
from factcheck.vocabulary import Role
from tests.newsroom import TEXT, Client, Newsroom

ACTS = 1000 if os.environ.get("FACTCHECK_LONG") else 120
WHY = "Page 12 of the budget says so."
WRITERS = ("reviewer", "second", "editor", "admin")


class Busy:
    """People who do whatever comes to their mind, from one seed."""

    def __init__(self, room: Newsroom) -> None:
        self.room, self.dice = room, random.Random(4)
        self.article = room.article()
        self.draft = 1
        self.taken = 0

    def work(self) -> None:
        """One thing more, which may be refused."""
        claim = self.dice.choice(self.room.claims(self.article))
        name = self.dice.choice(WRITERS)
        client, path = self.room.clients[name], f"/claims/{claim['id']}"
        acts = [self.decide] * 5 + [self.bring] * 4 + [self.amend] * 2
        acts += [self.step, self.step, self.edit, self.remove, self.upload, self.rules]
        answer = self.dice.choice(acts)(client, path)
        if answer is not None:
            assert answer.status_code < 500, answer.data
            self.taken += answer.status_code < 300

    def decide(self, client: Client, path: str) -> Any:
        status = self.dice.choice(["verified", "verified", "disputed", "unverified"])
        body = {"status": status, "rationale": f"{WHY} {self.dice.random()}"}
        if self.dice.random() < 0.2:
            body["override_reason"] = "We heard the recording ourselves."
        return client.post(f"{path}/reviews", body, match=client.etag(path))

    def bring(self, client: Client, path: str) -> Any:
        number = self.dice.randrange(4)
        source = {"title": f"Paper {number}", "kind": self.dice.choice(["primary", "secondary"])}
        if number > 1:
            source |= {"url": f"https://example.org/{number}"}
            source |= self.dice.choice([{}, {"publisher": "City"}, {"reliability": "B"}])
        body = {
            "source": source,
            "stance": self.dice.choice(["supports", "supports", "refutes", "context"]),
            "passage": self.dice.choice([None, "48 million"]),
            "credibility": self.dice.choice([None, 2]),
            "accessed_at": self.dice.choice([None, "2026-03-01T09:00:00Z"]),
        }
        return client.post(f"{path}/evidence", body, match=client.etag(path))

    def _piece(self, path: str) -> str | None:
        items = self.room.viewer.get(f"{path}/evidence").json["items"]
        return f"{path}/evidence/{self.dice.choice(items)['id']}" if items else None

    def amend(self, client: Client, path: str) -> Any:
        piece = self._piece(path)
        changes = self.dice.choice(
            [{"locator": "page 3"}, {"stance": "context"}, {"credibility": 5}]
        )
        return piece and client.patch(piece, changes, match=client.etag(path))

    def remove(self, client: Client, path: str) -> Any:
        piece = self._piece(path)
        return piece and client.delete(piece, match=client.etag(path))

    def step(self, client: Client, path: str) -> Any:
        step, body = self.dice.choice(
            [
                ("dismiss", {"reason": "opinion"}),
                ("reopen", {"reason": "other"}),
                ("reopen", {"reason": "correction"}),
                ("undo", None),
            ]
        )
        return client.post(f"{path}/{step}", body, match=client.etag(path))

    def edit(self, client: Client, path: str) -> Any:
        words = {"statement": f"It cost {self.dice.randrange(3)} million."}
        return client.patch(path, words, match=client.etag(path))

    def upload(self, _: Client, __: str) -> Any:
        self.draft += 1
        text = TEXT.replace("48", str(self.dice.choice([48, 50]))) + f" Draft {self.draft}."
        base, editor = f"/articles/{self.article['id']}", self.room.editor
        return editor.post(f"{base}/drafts", {"text": text}, match=editor.etag(base))

    def rules(self, _: Client, __: str) -> Any:
        name = self.dice.choice(["standard", "two_person", "open"])
        return self.room.admin.post("/policies", {"name": name})


def test_every_change_of_status_joins_to_its_grounds(newsroom: Newsroom) -> None:
    busy = Busy(newsroom)
    for _ in range(ACTS):
        busy.work()
    assert busy.taken > ACTS / 2
    with newsroom.database.reading() as session:
        assert list(log.verify(session))
        events = list(session.scalars(select(Event).order_by(Event.seq)))
        changes = [each for each in events if each.status_from != each.status_to]
        assert len(changes) > ACTS / 20
        decisions = [each for each in events if each.action == "claim.reviewed"]
        assert len(decisions) > ACTS / 20
        for each in changes:
            _joins_to_who_and_when(session, each)
        for each in decisions:
            _joins_to_its_review(session, each)
        _fits_together(session, events)
        checked = sum(_grounds_can_be_recomputed(events, each) for each in decisions)
        assert checked > ACTS / 20
        assert _rows_bear_the_fingerprints_they_say(session) > 5


def _joins_to_who_and_when(session: Session, event: Event) -> None:
    """Actor, role and key are those of the desk; the claim says when it was."""
    person = session.get(Person, event.actor_id)
    assert person
    assert person.name == event.actor_name
    key = session.get(ApiKey, event.key_id)
    assert key
    assert (key.person_id, key.desk_id) == (person.id, event.desk_id)
    assert event.auth_method == "key"
    member = session.scalars(
        select(Membership).where(
            Membership.person_id == person.id, Membership.desk_id == event.desk_id
        )
    ).one()
    assert Role(member.role).label == event.actor_role
    assert event.request_id
    assert event.channel == "api"
    assert event.object_type == "claim"
    assert event.object_version
    assert event.reason or event.status_from is None  # it came into being


def _joins_to_its_review(session: Session, event: Event) -> None:
    after = event.after or {}
    made = session.scalars(
        select(Review)
        .where(Review.id == UUID(after["review_id"]))
        .options(joinedload(Review.policy), joinedload(Review.relied_on))
    ).unique()
    review = made.one()
    assert (review.claim_id, review.reviewer_id) == (event.object_id, event.actor_id)
    assert (review.created_at, review.rationale) == (event.at, event.reason)
    assert review.claim_version + 1 == event.object_version
    assert (review.status, review.settled) == (after["decided"], event.stage_to == "final")
    assert after.get("override_reason") == review.override_reason
    policy = session.scalars(
        select(Policy).where(
            Policy.desk_id == event.desk_id, Policy.version == event.policy_version
        )
    ).one()
    assert review.policy_id == policy.id
    relied = sorted(str(each) for each in review.evidence_ids)
    assert sorted(event.evidence_ids or []) == relied == sorted(after["evidence"])


def _fits_together(session: Session, events: list[Event]) -> None:
    """Before is what the entry before said; the last entry says what the claim is now."""
    stands: dict[UUID, Event] = {}
    for each in events:
        if each.object_type != "claim" or each.status_to is None:
            continue
        if each.object_id in stands:
            earlier = stands[each.object_id]
            assert (earlier.status_to, earlier.stage_to) == (each.status_from, each.stage_from)
        stands[each.object_id] = each
    for claim in session.scalars(select(Claim)):
        if claim.id in stands:
            last = stands[claim.id]
            assert (last.status_to, last.stage_to) == (claim.status, claim.stage)
            assert last.object_version == claim.version


def _told(events: list[Event], until: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the log had said of each source and piece of evidence up to an entry."""
    for each in events:
        if each.seq >= until:
            return
        if each.object_type == "source":
            yield str(each.object_id), each.after or {}
        if each.action in {"evidence.added", "evidence.edited"}:
            yield (each.evidence_ids or [""])[0], each.after or {}


def _grounds_can_be_recomputed(events: list[Event], decision: Event) -> int:
    """The fingerprints of a decision, made anew from what the log tells of the evidence."""
    said: dict[str, Mapping[str, Any]] = dict(_told(events, decision.seq))
    for piece, sha256 in (decision.after or {})["evidence"].items():
        found = said[piece]
        source = found["source"]["id"]
        about = said[source]
        kept = ("title", "url", "publisher", "kind", "reliability", "independence_group")
        whole = {
            "source": {"id": source} | {name: about[name] for name in kept},
            **{
                name: found[name]
                for name in ("stance", "passage", "locator", "accessed_at", "credibility")
            },
            "copy": None,
        }
        assert content_hash(whole) == sha256
    return len((decision.after or {})["evidence"])


def _rows_bear_the_fingerprints_they_say(session: Session) -> int:
    """Each row's own fingerprint, made anew from the row and its source."""
    query = select(Evidence).where(Evidence.removed_at.is_(None))
    found = session.scalars(query.options(joinedload(Evidence.source))).all()
    shared = defaultdict(set)
    for each in found:
        assert each.sha256 == fingerprint(each, None)
        shared[each.source.id].add(each.claim_id)
    assert any(len(on) > 1 for on in shared.values())
    return len(found)
