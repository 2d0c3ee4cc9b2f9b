"""A desk with a frozen report, presses that make its files, and a clock that the test moves."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from factcheck.db import Base, Database
from factcheck.ids import uuid7
from factcheck.press import Press
from factcheck.report import Audience, freeze, orders
from factcheck.report.style import Style, plain_style
from factcheck.store import articles, desks, renderings
from factcheck.store.articles import Article, Draft
from factcheck.store.claims import Anchor, Claim
from factcheck.store.renderings import Rendering
from factcheck.store.reviews import Review, ReviewEvidence
from factcheck.store.sources import Evidence, Source
from factcheck.vocabulary import Kind, SourceKind, Stage, Stance, Status
from tests.newsroom import Newsroom
from tests.review.stages import NOW, Stages


def styled(_: str) -> Style:
    """The style of every desk."""
    return plain_style()


@dataclass
class Pressed:
    """The desk, its report, and what makes files of it."""

    room: Newsroom
    now: datetime = NOW
    report_id: UUID = field(init=False)

    def __post_init__(self) -> None:
        stages = Stages(self.room)
        claim = stages.verified()
        self.report_id = self.freeze(claim.article_id)

    def freeze(self, article_id: UUID) -> UUID:
        """A report of an article as it stands now."""
        return frozen(self.room, article_id)

    def press(self, database: Database | None = None, **options: Any) -> Press:
        """One more press on the same database."""
        options = {"style_of": styled, "now": lambda: self.now, "pause": 0.02, **options}
        return Press(database or self.room.database, self.room.signer, **options)

    def ask(
        self,
        form: str = "json",
        audience: Audience = Audience.INTERNAL,
        by: str = "editor",
        style: Style | None = None,
    ) -> UUID:
        """Ask for a file; gives its id."""
        with self.room.database.writing() as session:
            return orders.ask(
                session,
                self.report_id,
                form=form,
                audience=audience,
                style=style or plain_style(),
                actor=self.room.people[by],
                now=self.now,
            ).id

    def file(self, rendering_id: UUID) -> Rendering:
        """A file as it stands now."""
        with self.room.database.reading() as session:
            return session.get_one(Rendering, rendering_id)

    def body(self, rendering_id: UUID) -> bytes:
        """What is in the file."""
        with self.room.database.reading() as session:
            return renderings.body(session, rendering_id)

    def later(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by


def separately(database: Database) -> Database:
    """The same database as another process would open it."""
    return Database(database.url.render_as_string(hide_password=False))


def frozen(room: Newsroom, article_id: UUID) -> UUID:
    """A report of an article as it stands now."""
    with room.database.writing() as session:
        article = articles.article(session, room.desk.id, article_id)
        common: dict[str, Any] = {"actor": room.people["editor"], "now": NOW}
        return freeze(session, article, signer=room.signer, **common).id


def long_article(room: Newsroom, count: int) -> UUID:
    """An article of so many claims, all decided on evidence, straight into the tables."""
    lines = [
        f"The harbour of district {number} cost {number + 2} million euros in 2024, the mayor said."
        for number in range(count)
    ]
    text, editor = "\n".join(lines), room.people["editor"].person_id
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    made: dict[str, Any] = {"desk_id": room.desk.id, "created_by": editor, "created_at": NOW}
    article = Article(
        id=uuid7(), title="Harbours", text_sha256=sha256, updated_at=NOW, draft_number=1, **made
    )
    draft = Draft(id=uuid7(), article_id=article.id, number=1, text=text, sha256=sha256, **made)
    with room.database.writing() as session:
        policy = desks.policy(session, room.desk.id)
        session.add(article)
        session.flush()
        session.add(draft)
        session.flush()
        start = 0
        rows = []
        for line in lines:
            rows.append(list(_checked(article, draft, policy.id, line, start, made)))
            start += len(line) + 1
        for layer in zip(*rows, strict=True):
            session.add_all(layer)
            session.flush()
    return article.id


def _checked(
    article: Article, draft: Draft, policy_id: UUID, line: str, start: int, made: dict[str, Any]
) -> Iterator[Base]:
    """A claim and all that was found out about it, each row before those that need it."""
    final = {"status": Status.VERIFIED, "stage": Stage.FINAL, "evidence_count": 1}
    origin = {"extractor_name": "rules", "extractor_version": "1"}
    claim = Claim(
        id=uuid7(),
        version=3,
        desk_id=article.desk_id,
        article_id=article.id,
        draft_number=1,
        statement=line,
        kind=Kind.QUANTITY,
        kinds=["quantity"],
        score=0.9,
        tags=[],
        created_at=NOW,
        updated_at=NOW,
        **final,
        **origin,
    )
    yield claim
    end = start + len(line)
    place = {"start": start, "end": end, "start_utf16": start, "end_utf16": end}
    words = {"quote": line, "prefix": "", "suffix": "", "reasons": [], "alarms": []}
    yield Anchor(id=uuid7(), claim_id=claim.id, draft_id=draft.id, draft_number=1, **place, **words)
    source = Source(
        id=uuid7(),
        title=f"Annex to the budget, {line[:30]}",
        url=f"https://city.example/budget/{claim.id}",
        kind=SourceKind.PRIMARY,
        **made,
    )
    yield source
    evidence = Evidence(
        id=uuid7(),
        claim_id=claim.id,
        source_id=source.id,
        stance=Stance.SUPPORTS,
        passage=f"Item {start}: the works were paid in full in 2024.",
        locator="p. 12",
        added_by=made["created_by"],
        created_at=NOW,
    )
    yield evidence
    review = Review(
        id=uuid7(),
        claim_id=claim.id,
        claim_version=2,
        status=Status.VERIFIED,
        rationale="The annex to the budget gives the same sum, on the page that is named.",
        reviewer_id=made["created_by"],
        policy_id=policy_id,
        settled=True,
        created_at=NOW,
    )
    yield review
    yield ReviewEvidence(review_id=review.id, evidence_id=evidence.id)
