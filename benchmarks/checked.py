"""A checked article with as many claims as one likes, frozen into a report.

Its text goes through intake as any other; sources, evidence and decisions are written
straight into their tables, for to decide thousands of claims one by one takes minutes.
"""

import hashlib
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from benchmarks import articles
from factcheck import accounts, intake, migrate
from factcheck.actor import Actor
from factcheck.db import Database
from factcheck.ids import uuid7
from factcheck.report import freeze, whole
from factcheck.review import adopt_policy
from factcheck.signing import Signer
from factcheck.store import claims
from factcheck.store.articles import Article
from factcheck.store.claims import Claim
from factcheck.store.desks import Policy
from factcheck.store.reviews import Review, ReviewEvidence
from factcheck.store.snapshots import Snapshot
from factcheck.store.sources import Evidence, Source
from factcheck.vocabulary import (
    Channel,
    PolicyName,
    Reliability,
    Role,
    SourceKind,
    SourceState,
    Stage,
    Stance,
    Status,
)

NOW = datetime(2025, 10, 7, 9, 30, tzinfo=UTC)
_PER_SENTENCE = 1.14
"""About how many claims are found in a sentence."""
_SHARES = {Status.VERIFIED: 80, Status.DISPUTED: 12, Status.UNVERIFIED: 8}
_SOURCES = 0.6
"""Sources for each claim: some are cited more than once."""
_PASSAGE = (
    "As the accounts of the year show on page twelve, the sum that was paid is {sum}, and the "
    "office has confirmed it."
)
_RATIONALE = "The accounts say {sum}, and the office confirmed it in writing on Monday."


def report(folder: Path, count: int, *, disputed: bool = False) -> dict[str, Any]:
    """The desk's edition of a report on about `count` claims; `disputed`: all of them are."""
    database = Database(f"sqlite:///{folder / 'desk.sqlite3'}")
    migrate.upgrade(database)
    with database.writing() as session:
        actor = _actor(session)
        dice = random.Random(1)
        lines = [articles.claim(dice) for _ in range(round(count / _PER_SENTENCE))]
        article = intake.receive(
            session,
            title="What the city spends, and on what",
            text=articles.text_of(lines),
            actor=actor,
            now=NOW,
            author="Carla Ruiz",
            publisher="The Herald",
            url="https://herald.example/spending",
        )
        article_id = article.id
    with database.writing() as session:
        found = claims.of_article(session, article_id)
        policy = adopt_policy(session, PolicyName.STANDARD, actor=actor, now=NOW)
        _check(session, actor, found[:count], policy, disputed=disputed)
    with database.writing() as session:
        article = session.get_one(Article, article_id)
        signer = Signer(folder / "keys")
        made = whole(freeze(session, article, actor=actor, now=NOW, signer=signer))
    database.dispose()
    return made


def _actor(session: Session) -> Actor:
    desk = accounts.open_desk(session, slug="bench", name="Bench", now=NOW)
    person = accounts.add_person(session, email="bench@example.org", name="Ben Okafor", now=NOW)
    accounts.join_desk(session, person, desk, Role.EDITOR, now=NOW)
    return accounts.local_actor(session, person, desk, channel=Channel.API)


def _check(
    session: Session, actor: Actor, found: Sequence[Claim], policy: Policy, *, disputed: bool
) -> None:
    """Decide the claims, each on one piece of evidence or two."""
    dice = random.Random(2)
    pool = list(_sources(actor, max(2, round(len(found) * _SOURCES))))
    evidence, reviews, relied = [], [], []
    for number, claim in enumerate(found):
        status = Status.DISPUTED if disputed else dice.choices([*_SHARES], [*_SHARES.values()])[0]
        pairs = dice.sample(pool, 1 + number % 2)
        pieces = [_evidence(claim, actor, source, copy, status, dice) for source, copy in pairs]
        review = _review(claim, actor, policy, status, dice)
        evidence += pieces
        reviews.append(review)
        relied += [ReviewEvidence(review_id=review.id, evidence_id=each.id) for each in pieces]
        claim.status, claim.stage = status, Stage.FINAL
        claim.touch(NOW)
    for rows in (*zip(*pool, strict=True), evidence, reviews, relied):
        session.add_all(rows)
        session.flush()


def _sources(actor: Actor, count: int) -> Iterator[tuple[Source, Snapshot]]:
    dice = random.Random(3)
    for number in range(count):
        source = Source(
            id=uuid7(),
            desk_id=actor.desk_id,
            url=f"https://accounts.example/{number}/annual-accounts-{2009 + number % 15}.html",
            title=f"Annual accounts of {dice.choice(articles.BODIES)}, part {number}",
            publisher=f"The finance office of {dice.choice(articles.PLACES)}",
            kind=SourceKind.PRIMARY,
            reliability=Reliability.A,
            created_by=actor.person_id,
            created_at=NOW,
        )
        copy = Snapshot(
            id=uuid7(),
            desk_id=actor.desk_id,
            source_id=source.id,
            url=source.url,
            size=1000,
            sha256=hashlib.sha256(str(number).encode()).hexdigest(),
            state=SourceState.FIRST,
            taken_at=NOW,
        )
        yield source, copy


def _evidence(
    claim: Claim, actor: Actor, source: Source, copy: Snapshot, status: Status, dice: random.Random
) -> Evidence:
    return Evidence(
        id=uuid7(),
        claim_id=claim.id,
        source_id=source.id,
        stance=Stance.REFUTES if status is Status.DISPUTED else Stance.SUPPORTS,
        passage=_PASSAGE.format(sum=f"${dice.randint(3, 480)} million"),
        locator=f"page {dice.randint(1, 90)}",
        accessed_at=NOW,
        credibility=1,
        snapshot_id=copy.id,
        added_by=actor.person_id,
        created_at=NOW,
    )


def _review(
    claim: Claim, actor: Actor, policy: Policy, status: Status, dice: random.Random
) -> Review:
    return Review(
        id=uuid7(),
        claim_id=claim.id,
        claim_version=claim.version,
        status=status,
        rationale=_RATIONALE.format(sum=f"${dice.randint(3, 480)} million"),
        reviewer_id=actor.person_id,
        policy_id=policy.id,
        settled=True,
        created_at=NOW + timedelta(hours=1),
    )
