"""The demo desk: the articles and the day's work in `seeds/`, loaded through the real stages.

Each step is dated back, so that the history reads like a day of work. All of it is one
transaction: a desk that is there is there whole, whatever happened meanwhile.
"""

import secrets
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck import accounts, intake, review
from factcheck.actor import Actor
from factcheck.db import Database
from factcheck.errors import Rejected
from factcheck.store import articles, claims, desks, log
from factcheck.store.claims import Claim
from factcheck.store.desks import Desk
from factcheck.store.people import Person
from factcheck.vocabulary import (
    Channel,
    PolicyName,
    Reliability,
    Role,
    SourceKind,
    Stance,
    Status,
)

Plan = Mapping[str, Any]
"""A table of `seeds/desk.toml`."""

_EVIDENCE_TAKES = timedelta(minutes=4)


@dataclass(frozen=True, slots=True)
class Seeded:
    """How to come in: a desk, a login and a key. The database keeps hashes of both secrets."""

    desk: str
    email: str
    password: str
    api_key: str
    key_owner: str


@dataclass(frozen=True, slots=True)
class _Desk:
    """The desk being filled; what the plan calls by a word is found here."""

    session: Session
    folder: Traversable
    now: datetime
    desk: Desk
    people: dict[str, Person]
    password: str
    articles: dict[str, UUID] = field(default_factory=dict)
    sources: dict[str, UUID] = field(default_factory=dict)

    def actor(self, session: Session, name: str) -> Actor:
        """The person called `name` in the plan, at work here."""
        channel = Channel.IMPORT
        return accounts.local_actor(session, self.people[name], self.desk, channel=channel)

    @contextmanager
    def step(self) -> Iterator[Session]:
        """One step of the day's work: the next one reads afresh, as a new request would."""
        yield self.session
        log.settle(self.session)
        self.session.expunge_all()

    def at(self, step: Plan) -> datetime:
        """When the step was taken."""
        return _at(self.now, step)

    def deadline(self, article: Plan) -> datetime | None:
        """When the article has to be done, if it says so."""
        left = article.get("minutes_left")
        return None if left is None else self.now + timedelta(minutes=left)

    def text(self, draft: Plan) -> str:
        """The text of a draft, without the newline at the end of its file."""
        return _read(self.folder, draft["file"]).rstrip("\n")


def load(database: Database, *, now: datetime, folder: Traversable | None = None) -> Seeded | None:
    """Open and fill the demo desk of `folder`; None when there is such a desk already.

    Raises:
        Rejected: a claim that the plan names is not found, or not found once.
    """
    folder = folder or files("factcheck.seeds")
    plan = tomllib.loads(_read(folder, "desk.toml"))
    with database.reading() as session:
        if desks.by_slug(session, plan["desk"]["slug"]):
            return None
    with database.writing() as session:
        place = _open_desk(session, folder, plan, now)
        for article in plan["articles"]:
            _receive(place, article)
        for work in plan["claims"]:
            _check(place, work, plan["sources"])
        for article in plan["articles"]:
            for draft in article["drafts"][1:]:
                _add_draft(place, article["id"], draft)
        return _way_in(place, plan["desk"])


def _open_desk(session: Session, folder: Traversable, plan: Plan, now: datetime) -> _Desk:
    """The desk with its people and its policy."""
    about, then = plan["desk"], _at(now, plan["desk"])
    desk = accounts.open_desk(session, slug=about["slug"], name=about["name"], now=then)
    password = secrets.token_urlsafe(12)
    people = {each["id"]: _person(session, desk, each, password, then) for each in plan["people"]}
    place = _Desk(session, folder, now, desk, people, password)
    with place.step():
        actor = place.actor(session, about["opened_by"])
        review.adopt_policy(session, PolicyName(about["policy"]), actor=actor, now=then)
    return place


def _person(session: Session, desk: Desk, plan: Plan, password: str, now: datetime) -> Person:
    person = accounts.add_person(
        session,
        email=plan["email"],
        name=plan["name"],
        password=password if plan.get("signs_in") else None,
        now=now,
    )
    accounts.join_desk(session, person, desk, Role.named(plan["role"]), now=now)
    return person


def _receive(place: _Desk, plan: Plan) -> None:
    """Take in the first draft of an article."""
    first = plan["drafts"][0]
    with place.step() as session:
        article = intake.receive(
            session,
            text=place.text(first),
            actor=place.actor(session, first["by"]),
            now=place.at(first),
            deadline=place.deadline(plan),
            **plan["publication"],
        )
        place.articles[plan["id"]] = article.id


def _add_draft(place: _Desk, article: str, draft: Plan) -> None:
    with place.step() as session:
        review.carry_over(
            session,
            articles.article(session, place.desk.id, place.articles[article]),
            place.text(draft),
            actor=place.actor(session, draft["by"]),
            now=place.at(draft),
        )


def _check(place: _Desk, plan: Plan, sources: Plan) -> None:
    """Bring the evidence to a claim, and decide it if the plan does."""
    then = place.at(plan)
    for evidence in plan["evidence"]:
        _add_evidence(place, plan, evidence, sources, then)
        then += _EVIDENCE_TAKES
    if "decision" in plan:
        _decide(place, plan, plan["decision"], then)


def _add_evidence(place: _Desk, plan: Plan, evidence: Plan, sources: Plan, now: datetime) -> None:
    """A source comes in with its first use and is shared from then on."""
    name = evidence["source"]
    known = place.sources.get(name)
    with place.step() as session:
        added = review.add_evidence(
            session,
            _claim(session, place, plan),
            stance=Stance(evidence["stance"]),
            source=None if known else _source(sources[name]),
            source_id=known,
            passage=evidence["passage"],
            locator=evidence["locator"],
            accessed_at=now,
            actor=place.actor(session, plan["by"]),
            now=now,
        )
        place.sources[name] = added.source.id


def _decide(place: _Desk, plan: Plan, decision: Plan, now: datetime) -> None:
    with place.step() as session:
        review.decide(
            session,
            _claim(session, place, plan).id,
            status=Status(decision["status"]),
            rationale=decision["rationale"],
            rating=decision["rating"],
            actor=place.actor(session, plan["by"]),
            now=now,
        )


def _claim(session: Session, place: _Desk, plan: Plan) -> Claim:
    """The one claim of the article in which the words stand. Raises `Rejected`."""
    words = plan["find"]
    standing = claims.of_article(session, place.articles[plan["article"]])
    found = [claim for claim in standing if words in claim.anchor.quote]
    if len(found) != 1:
        raise Rejected(
            "A claim of the demo desk cannot be told from its words.",
            {"find": [f"{words!r} stands in {len(found)} claims of {plan['article']!r}."]},
        )
    return found[0]


def _source(plan: Plan) -> dict[str, Any]:
    """The columns of a source."""
    kind, reliability = SourceKind(plan["kind"]), Reliability(plan["reliability"])
    return {**plan, "kind": kind, "reliability": reliability}


def _way_in(place: _Desk, plan: Plan) -> Seeded:
    """The demo login, and a key with its owner's role."""
    owner = place.people[plan["key"]]
    with place.step() as session:
        role = place.actor(session, plan["key"]).role
        _, key = accounts.make_key(session, person=owner, desk=place.desk, role=role, now=place.now)
    return Seeded(
        place.desk.slug, place.people[plan["login"]].email, place.password, key, owner.name
    )


def _at(now: datetime, plan: Plan) -> datetime:
    return now - timedelta(minutes=plan["minutes_ago"])


def _read(folder: Traversable, name: str) -> str:
    return folder.joinpath(name).read_text(encoding="utf-8")
