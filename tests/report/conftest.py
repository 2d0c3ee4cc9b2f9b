"""A desk with one article, built straight from the tables, for the report to freeze."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest
from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.db import Database
from factcheck.ids import uuid7
from factcheck.report import Audience, freeze, render, whole
from factcheck.report.seal import opened
from factcheck.report.style import plain_style
from factcheck.signing import Signer
from factcheck.store.articles import Article, Draft, Sentence
from factcheck.store.claims import Anchor, Claim, Facet
from factcheck.store.desks import Desk, Policy
from factcheck.store.people import Person
from factcheck.store.reports import Report
from factcheck.store.reviews import Review, ReviewEvidence
from factcheck.store.sources import Evidence, Source
from factcheck.vocabulary import (
    Channel,
    Disposition,
    FacetType,
    Kind,
    PolicyName,
    Reliability,
    Role,
    SourceKind,
    Speech,
    Stage,
    Stance,
    Status,
)

NOW = datetime(2025, 10, 7, 9, 30, tzinfo=UTC)


@dataclass
class Story:
    """One article under check, and the verbs to fill it with."""

    session: Session
    signer: Signer
    title: str = "The visit, in figures"
    texts: list[str] = field(default_factory=lambda: ["The swap is worth US$20 billion."])

    now = NOW

    def __post_init__(self) -> None:
        self.desk = self._add(Desk(id=uuid7(), slug="world", name="World desk", created_at=NOW))
        self.ana = self.person("Ana Paz")
        self.ben = self.person("Ben Okafor")
        self.policy = self._add(
            Policy(
                id=uuid7(),
                desk_id=self.desk.id,
                version=3,
                name=PolicyName.STANDARD,
                rules={},
                created_at=NOW,
            )
        )
        self.text = "\n".join(self.texts)
        self.sha256 = hashlib.sha256(self.text.encode()).hexdigest()
        self.article = self._add(
            Article(
                id=uuid7(),
                desk_id=self.desk.id,
                title=self.title,
                author="Carla Ruiz",
                publisher="The Daily",
                url="https://example.org/visit",
                published_at=NOW,
                text_sha256=self.sha256,
                created_by=self.ana.id,
                created_at=NOW,
                updated_at=NOW,
            )
        )
        self.draft = self._draft(1, self.text)
        self._ledger()

    @property
    def actor(self) -> Actor:
        return Actor(
            person_id=self.ben.id,
            name=self.ben.name,
            email=self.ben.email,
            desk_id=self.desk.id,
            role=Role.EDITOR,
            scopes=frozenset(),
            auth_method="local",
            channel=Channel.CLI,
        )

    def person(self, name: str) -> Person:
        email = f"{uuid7()}@example.org"
        return self._add(Person(id=uuid7(), email=email, name=name, created_at=NOW))

    def claim(self, line: int = 0, **changes: Any) -> Claim:
        """A claim whose quote is the whole line."""
        quote = self.texts[line]
        start = sum(len(each) + 1 for each in self.texts[:line])
        columns = {
            "statement": quote,
            "kind": Kind.QUANTITY,
            "kinds": ["quantity"],
            "score": 0.9,
            "tags": [],
            "extractor_name": "rules",
            "extractor_version": "1",
            "status": Status.UNVERIFIED,
            "stage": Stage.QUEUED,
        } | changes
        claim = Claim(
            id=uuid7(),
            version=1,
            desk_id=self.desk.id,
            article_id=self.article.id,
            draft_number=1,
            created_at=NOW,
            updated_at=NOW,
            **columns,
        )
        self._add(claim)
        anchor = Anchor(
            id=uuid7(),
            claim_id=claim.id,
            draft_id=self.draft.id,
            draft_number=1,
            start=start,
            end=start + len(quote),
            start_utf16=start,
            end_utf16=start + len(quote),
            quote=quote,
            prefix="",
            suffix="",
            reasons=[],
            alarms=[],
        )
        self._add(anchor)
        return claim

    def spoken(self, claim: Claim, name: str, cue: str = "said") -> None:
        claim.speaker_name, claim.speaker_cue = name, cue
        claim.speaker_speech = Speech.INDIRECT

    def facet(self, claim: Claim, text: str, value: Any, unit: str | None = None) -> Facet:
        return self._add(
            Facet(
                id=uuid7(),
                claim_id=claim.id,
                type=FacetType.MONEY,
                text=text,
                offset=0,
                value=value,
                unit=unit,
            )
        )

    def source(self, **changes: Any) -> Source:
        columns = {
            "title": "Treasury statement",
            "url": "https://example.gov/swap",
            "publisher": "US Treasury",
            "kind": SourceKind.PRIMARY,
            "reliability": Reliability.A,
        } | changes
        return self._add(
            Source(
                id=uuid7(),
                version=1,
                desk_id=self.desk.id,
                created_by=self.ana.id,
                created_at=NOW,
                **columns,
            )
        )

    def evidence(
        self,
        claim: Claim,
        source: Source,
        stance: Stance = Stance.SUPPORTS,
        passage: str | None = "a swap line of $20 billion",
        locator: str | None = "p. 2",
    ) -> Evidence:
        return self._add(
            Evidence(
                id=uuid7(),
                claim_id=claim.id,
                source_id=source.id,
                stance=stance,
                passage=passage,
                locator=locator,
                accessed_at=NOW,
                added_by=self.ana.id,
                created_at=NOW,
            )
        )

    def decide(
        self,
        claim: Claim,
        status: Status,
        *evidence: Evidence,
        rationale: str = "The statement says so.",
        stage: Stage = Stage.FINAL,
        by: Person | None = None,
        confirms: Review | None = None,
    ) -> Review:
        review = self._add(
            Review(
                id=uuid7(),
                claim_id=claim.id,
                claim_version=claim.version,
                status=status,
                rationale=rationale,
                reviewer_id=(by or self.ana).id,
                policy_id=self.policy.id,
                confirms_id=confirms.id if confirms else None,
                created_at=NOW + timedelta(hours=1),
            )
        )
        for each in evidence:
            self._add(ReviewEvidence(review_id=review.id, evidence_id=each.id))
        claim.status = status if stage is Stage.FINAL else Status.UNVERIFIED
        claim.stage = stage
        claim.touch(NOW)
        self.session.flush()
        return review

    def checked_claim(self, line: int = 0, status: Status = Status.VERIFIED) -> Claim:
        """A final claim with one piece of evidence that carries its status."""
        claim = self.claim(line)
        stance = Stance.SUPPORTS if status is Status.VERIFIED else Stance.REFUTES
        self.decide(claim, status, self.evidence(claim, self.source(), stance))
        return claim

    def freeze(self, now: datetime = NOW) -> Report:
        """Freeze with nothing left in the session, as a request does."""
        self.session.flush()
        self.session.expunge_all()
        self.article = self.session.get_one(Article, self.article.id)
        return freeze(self.session, self.article, actor=self.actor, now=now, signer=self.signer)

    def document(self, audience: Audience = Audience.INTERNAL) -> dict[str, Any]:
        """The frozen report as this audience reads it, all in its place."""
        return opened(whole(self.freeze(), audience))

    def edition(self, audience: Audience = Audience.INTERNAL) -> dict[str, Any]:
        """The frozen report as a file for this audience holds it."""
        return whole(self.freeze(), audience)

    def render(self, form: str, audience: Audience = Audience.INTERNAL) -> bytes:
        """The frozen report as a file."""
        return render(self.edition(audience), form, plain_style(), self.signer)

    def next_draft(self, text: str) -> None:
        """A new text in which no claim has been placed."""
        self._draft(2, text)
        self.article.draft_number = 2
        self.article.version += 1

    def _draft(self, number: int, text: str) -> Draft:
        return self._add(
            Draft(
                id=uuid7(),
                article_id=self.article.id,
                desk_id=self.desk.id,
                number=number,
                text=text,
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                created_by=self.ana.id,
                created_at=NOW,
            )
        )

    def _ledger(self) -> None:
        start = 0
        for number, text in enumerate(self.texts, 1):
            if text:
                sentence = Sentence(
                    draft_id=self.draft.id,
                    number=number,
                    start=start,
                    end=start + len(text),
                    score=0.5,
                    disposition=Disposition.CLAIM,
                )
                self._add(sentence)
            start += len(text) + 1

    def _add(self, thing: Any) -> Any:
        self.session.add(thing)
        self.session.flush()
        return thing


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """One writing transaction."""
    with database.writing() as session:
        yield session


@pytest.fixture
def story(session: Session, tmp_path: Path) -> Story:
    """An article of one sentence, as yet without claims."""
    return Story(session, Signer(tmp_path / "keys"))


@pytest.fixture
def tell(session: Session, tmp_path: Path) -> Any:
    """Make a story of one's own: `tell(title=…, texts=[…])`."""

    def make(**given: Any) -> Story:
        return Story(session, Signer(tmp_path / "keys"), **given)

    return make


def rendered(document: dict[str, Any], form: str) -> bytes:
    """The file of a report in the plain style, signed by a key that is nobody's."""
    return render(document, form, plain_style(), _nobody())


@cache
def _nobody() -> Signer:
    with TemporaryDirectory() as folder:
        signer = Signer(Path(folder))
        assert signer.public_key  # read once, it is kept
        return signer


def words_of(document: dict[str, Any], form: str) -> str:
    """The words of a report's file, white space closed up."""
    made = rendered(document, form)
    if form == "pdf":
        with pypdfium2.PdfDocument(made) as pages:
            text = "".join(page.get_textpage().get_text_bounded() for page in pages)
        return " ".join(text.replace("\u200b", "").split())
    if form in {"docx", "xlsx"}:
        with ZipFile(BytesIO(made)) as parts:
            made = b" ".join(parts.read(each) for each in parts.namelist() if "xml" in each)
        return " ".join(re.sub(r"<[^>]*>", " ", made.decode()).split())
    if form == "html":
        return " ".join(re.sub(r"<[^>]*>", "", made.decode()).split())
    return made.decode("utf-8-sig")
