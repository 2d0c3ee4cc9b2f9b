"""What a fact says, and the tokens it is found by; read and written once for each version.

The JSON is stored as it leaves: whoever asks for facts asks for many, and for the same ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, Uuid, and_, bindparam, func, select
from sqlalchemy.orm import Session

from factcheck.db import dump_json
from factcheck.prepared import Prepared, Row
from factcheck.store.articles import Article
from factcheck.store.claims import Anchor, Claim
from factcheck.store.desks import Desk, Policy
from factcheck.store.fact_versions import BASE, FactVersion
from factcheck.store.facts import Fact, when
from factcheck.store.people import Person
from factcheck.store.picture import plain
from factcheck.store.reviews import Review, ReviewEvidence
from factcheck.store.snapshots import Snapshot
from factcheck.store.sources import Evidence, Source
from factcheck.store.tokens import for_public, kept_for_public, mark, marks, words
from factcheck.vocabulary import Stage, Status


@dataclass(frozen=True, slots=True)
class Said:
    """What was last said of a fact, by the columns of `Fact`."""

    number: int
    version: int
    status: Status
    live: bool
    public: bool
    was_public: bool
    public_number: int | None
    corrected: bool
    published_at: datetime
    tokens: Sequence[str]
    body: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a claim stands, its article, the policy in force, and what was last said of it."""

    claim_id: UUID
    version: int
    status: Status
    stage: Stage
    stage_reason: str | None
    statement: str
    speaker_name: str | None
    speaker_cue: str | None
    speaker_speech: str | None
    rating: str | None
    tags: Sequence[str]
    quote: str
    article_id: UUID
    title: str
    url: str | None
    publisher: str | None
    language: str
    published_at: datetime | None
    embargo_until: datetime | None
    own: bool
    public: bool
    holds_facts: bool
    desk_id: UUID
    desk: str
    rules: dict[str, Any]
    policy_version: int
    last_number: int
    said: Said | None

    @property
    def outward(self) -> bool:
        """Whether everybody may read it once it is a fact."""
        return self.public or not self.own


_CLAIM, _ANCHOR, _ARTICLE, _DESK, _POLICY, _FACT, _VERSION, _REVIEW, _RELIED = (
    cast("Table", model.__table__).c
    for model in (
        Claim, Anchor, Article, Desk, Policy, Fact, FactVersion, Review, ReviewEvidence
    )
)  # fmt: skip
_EVIDENCE, _SOURCE, _COPY, _PERSON = (
    cast("Table", model.__table__).c for model in (Evidence, Source, Snapshot, Person)
)
_newest = cast("Table", Policy.__table__).alias("newest")
_SAID = tuple(each.name for each in fields(Said))
_ONE = bindparam("wanted", type_=Uuid())
_STANDING = Prepared(
    select(
        *(_CLAIM[name] for name in ("id", "version", "status", "stage", "stage_reason")),
        *(_CLAIM[name] for name in ("statement", "speaker_name", "speaker_cue")),
        *(_CLAIM[name] for name in ("speaker_speech", "rating", "tags")),
        _ANCHOR.quote,
        *(_ARTICLE[name] for name in ("id", "title", "url", "publisher", "language")),
        *(_ARTICLE[name] for name in ("published_at", "embargo_until", "own", "public")),
        _ARTICLE.holds_facts,
        _CLAIM.desk_id,
        _DESK.slug,
        _POLICY.rules,
        _POLICY.version,
        select(func.coalesce(func.max(_VERSION.number), 0)).scalar_subquery(),
        *(_FACT[name] for name in _SAID),
    )
    .select_from(Claim.__table__)
    .join(
        Anchor.__table__,
        and_(_ANCHOR.claim_id == _CLAIM.id, _ANCHOR.draft_number == _CLAIM.draft_number),
    )
    .join(Article.__table__, _ARTICLE.id == _CLAIM.article_id)
    .join(Desk.__table__, _DESK.id == _CLAIM.desk_id)
    .join(Policy.__table__, _POLICY.desk_id == _CLAIM.desk_id)
    .outerjoin(Fact.__table__, _FACT.claim_id == _CLAIM.id)
    .where(
        _CLAIM.id == _ONE,
        _POLICY.version
        == select(func.max(_newest.c.version))
        .where(_newest.c.desk_id == _CLAIM.desk_id)
        .scalar_subquery(),
    )
)
_GROUNDS = Prepared(
    select(
        _REVIEW.id,
        _REVIEW.confirms_id,
        _REVIEW.rationale,
        _REVIEW.override_reason,
        _REVIEW.created_at,
        _PERSON.name,
        _EVIDENCE.id,
        _EVIDENCE.stance,
        _EVIDENCE.passage,
        _EVIDENCE.locator,
        _SOURCE.title,
        _SOURCE.url,
        _SOURCE.publisher,
        _SOURCE.kind,
        _SOURCE.confidential,
        _COPY.sha256,
    )
    .select_from(Review.__table__)
    .join(Person.__table__, _PERSON.id == _REVIEW.reviewer_id)
    .outerjoin(ReviewEvidence.__table__, _RELIED.review_id == _REVIEW.id)
    .outerjoin(Evidence.__table__, _EVIDENCE.id == _RELIED.evidence_id)
    .outerjoin(Source.__table__, _SOURCE.id == _EVIDENCE.source_id)
    .outerjoin(Snapshot.__table__, _COPY.id == _EVIDENCE.snapshot_id)
    .where(
        _REVIEW.claim_id == _ONE,
        _REVIEW.superseded_by_id.is_(None),
        _REVIEW.undone_at.is_(None),
    )
    .order_by(_REVIEW.claim_version.desc(), _REVIEW.id.desc(), _EVIDENCE.id)
)


def standing(session: Session, claim_id: UUID) -> Standing | None:
    """Where a claim stands now; None for one on a desk without a policy."""
    row = _STANDING.first(session, wanted=claim_id)
    if row is None:
        return None
    about, said = row[: -len(_SAID)], row[-len(_SAID) :]
    values: Row = (*about, Said(*said) if said[0] is not None else None)
    return Standing(*values)


def grounds(session: Session, at: Standing) -> list[Row]:
    """The reviews that count, newest first: a row for each piece of evidence relied on."""
    return _GROUNDS.rows(session, wanted=at.claim_id)


def whole(said: str, *, version: int, number: int, reviewed: bool) -> str:
    """What is stored and leaves: what the fact says, with its version, time and addresses.

    `reviewed`: there is a page that shows it as a ClaimReview.
    """
    claim_id = said[_ID_AT : _ID_AT + 36]
    page = f'"{BASE}/facts/{claim_id}"' if reviewed else "null"
    return (
        f'{said[:-1]},"version":{version},"updated_at":"{plain(when(number))}",'
        f'"history_url":"{BASE}/api/v1/facts/{claim_id}/history","claimreview_url":{page}}}'
    )


_ID_AT = len('{"id":"')


def repeats(stored: str | None, said: str) -> bool:
    """Whether a stored fact says just this."""
    return stored is not None and stored.startswith(f'{said[:-1]},"version":')


def body(at: Standing, rows: list[Row], *, published_at: datetime, corrected: bool) -> str:
    """What the fact says, as JSON, but for what changes with every version; from its grounds.

    No reviewer is named unless the policy says so, and confidential sources are counted
    instead of shown. The rationale is the proposal's where a second person confirmed it.
    """
    last = rows[0]
    proposal = next((row for row in rows if row[0] == last[1]), last)
    in_force = {last[0], proposal[0]}
    relied = {row[6]: row[7:] for row in rows if row[0] in in_force and row[6] is not None}
    shown = [_source(row) for _, row in sorted(relied.items()) if not row[7]]
    return dump_json(
        {
            "id": str(at.claim_id),
            "claim_id": str(at.claim_id),
            "status": at.status.value,
            "statement": at.statement,
            "quote": at.quote,
            "speaker": _speaker(at),
            "rating": at.rating,
            "rationale": proposal[2],
            "article": {
                "id": str(at.article_id),
                "title": at.title,
                "url": at.url,
                "publisher": at.publisher,
                "published_at": plain(at.published_at),
            },
            "sources": shown,
            "confidential_sources": len(relied) - len(shown),
            "reviewer": last[5] if at.rules.get("names_reviewers") else None,
            "reviewed_at": plain(last[4]),
            "valid_since": plain(last[4]),
            "published_at": plain(published_at),
            "corrected": corrected,
            "overridden": last[3] is not None,
            "desk": at.desk,
            "language": at.language,
            "topics": list(at.tags),
            "public": at.outward,
        }
    )


def _source(row: Row) -> dict[str, Any]:
    stance, passage, locator, title, url, publisher, kind, _, sha256 = row
    return {
        "title": title,
        "url": url,
        "publisher": publisher,
        "kind": kind.value,
        "stance": stance.value,
        "passage": passage,
        "locator": locator,
        "archived_sha256": sha256,
    }


def _speaker(at: Standing) -> dict[str, Any] | None:
    if at.speaker_name is None:
        return None
    return {"name": at.speaker_name, "cue": at.speaker_cue, "speech": at.speaker_speech}


def tokens(at: Standing, *, live: bool) -> list[str]:
    """What the fact is found by: its words while it is live, and what lists are narrowed to.

    Once it has left the public, everybody finds its tombstone by what it was then.
    """
    outward, said = live and at.outward, at.said
    found = marks("topic", at.tags) + marks("who", words(at.speaker_name or ""))
    found.append(mark("article", str(at.article_id)))
    # Whoever asks for `en` means `en-GB` too.
    found += marks("language", sorted({at.language, at.language.partition("-")[0]}))
    if at.url:
        found.append(mark("article", at.url))
    if at.publisher:
        found.append(mark("publisher", at.publisher))
    shown = for_public(found) if outward else kept_for_public(said.tokens if said else ())
    if outward or (said is not None and said.was_public):
        shown.append("was_public=yes")
    found += [f"desk={at.desk_id.hex}", *shown]
    if not live:
        return found
    found.append("live=yes")
    if outward:
        found += ["public=yes"] if at.own else ["public=yes", "claimreview=yes"]
    return found + words(f"{at.statement}\n{at.quote}\n{at.speaker_name or ''}")


def public_number(at: Standing, number: int, *, live: bool) -> int | None:
    """The number of the newest change that everybody could see, now that there is another."""
    if (live and at.outward) or (at.said is not None and at.said.public):
        return number
    return at.said.public_number if at.said else None
