"""What extraction found in a text, turned into rows."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.extraction import Alarm, Extraction, Span
from factcheck.extraction import Claim as Found
from factcheck.extraction.offsets import Utf16
from factcheck.ids import uuid7
from factcheck.store import log
from factcheck.store.articles import Article, Draft, Sentence
from factcheck.store.claims import Anchor, Claim, Facet

CONTEXT = 32
"""How many code points before and after a quote are kept to tell lookalikes apart."""


def text_hash(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def add_draft(
    session: Session,
    article: Article,
    text: str,
    found: Extraction,
    *,
    number: int,
    actor: Actor,
    now: datetime,
) -> Draft:
    """Store a draft with what was found in it as a whole, and the ledger of its sentences."""
    draft = Draft(**draft_row(article, text, found, number=number, actor=actor, now=now))
    session.add(draft)
    session.flush()
    if rows := sentence_rows(draft.id, found):
        session.connection().execute(insert(Sentence), rows)
    return draft


def draft_row(
    article: Article, text: str, found: Extraction, *, number: int, actor: Actor, now: datetime
) -> dict[str, Any]:
    """The columns of a new draft."""
    return {
        "id": uuid7(),
        "article_id": article.id,
        "desk_id": article.desk_id,
        "number": number,
        "text": text,
        "sha256": text_hash(text),
        "language": found.language,
        "notice": found.notice,
        "alarms": _alarms(text, found.alarms),
        "created_by": actor.person_id,
        "created_at": now,
    }


def sentence_rows(draft_id: UUID, found: Extraction) -> list[dict[str, Any]]:
    """The ledger of a draft."""
    return [
        flat(sentence) | {"draft_id": draft_id, "number": position}
        for position, sentence in enumerate(found.sentences, 1)
    ]


def _alarms(text: str, alarms: Sequence[Alarm]) -> list[dict[str, Any]]:
    """The alarms in text order, their spans with UTF-16 offsets for browsers."""
    utf16 = Utf16(text)

    def plain(span: Span) -> dict[str, Any]:
        return asdict(span) | {
            "start_utf16": utf16(span.start),
            "end_utf16": utf16(span.end),
        }

    return [
        {"code": each.code, "message": each.message, "spans": [plain(span) for span in each.spans]}
        for each in sorted(alarms, key=lambda alarm: [span.start for span in alarm.spans])
    ]


def claims_found(
    article: Article, draft: Draft, text: str, found: list[Found], *, now: datetime
) -> list[Claim]:
    """A new claim with its anchor and facets for each one that extraction found."""
    utf16 = Utf16(text)
    claims = []
    for each in found:
        claim = _claim(article, draft, each, now)
        claim.anchors = [place(claim, draft, text, each, utf16)]
        claim.facets = facets(each)
        claims.append(claim)
    return claims


def note_read(
    session: Session, article: Article, found: Extraction, *, actor: Actor, now: datetime
) -> None:
    """One log entry for what an assistant was asked about the text, if one was."""
    if found.assistance is not None:
        after = asdict(found.assistance)
        log.record(session, "article.assisted", article, actor=actor, now=now, after=after)


def note_extracted(session: Session, claims: list[Claim], *, actor: Actor, now: datetime) -> None:
    """One log entry for each claim that extraction made."""
    for claim in claims:
        log.record(session, "claim.extracted", claim, actor=actor, now=now, **made(claim))


def made(claim: Any) -> dict[str, Any]:
    """What the log entry says of a claim that extraction made."""
    return {
        "status_to": claim.status,
        "stage_to": claim.stage,
        "after": {"statement": claim.statement, "draft": claim.draft_number},
    }


def place(claim: Claim, draft: Draft, text: str, found: Found, utf16: Utf16) -> Anchor:
    """The anchor of `claim` in a draft where `found` is its counterpart."""
    return Anchor(**place_row(claim.id, draft, text, found, utf16))


def place_row(
    claim_id: UUID, draft: Draft, text: str, found: Found, utf16: Utf16
) -> dict[str, Any]:
    """The columns of that anchor."""
    speaker = found.speaker
    return {
        "id": uuid7(),
        "claim_id": claim_id,
        "draft_id": draft.id,
        "draft_number": draft.number,
        "start": found.start,
        "end": found.end,
        "start_utf16": utf16(found.start),
        "end_utf16": utf16(found.end),
        "quote": found.quote,
        "prefix": text[max(0, found.start - CONTEXT) : found.start],
        "suffix": text[found.end : found.end + CONTEXT],
        "speaker_start": speaker.start if speaker else None,
        "speaker_end": speaker.end if speaker else None,
        "speaker_mention": flat(speaker.mention) if speaker and speaker.mention else None,
        "speaker_suggestion": flat(speaker.suggestion) if speaker and speaker.suggestion else None,
        "reasons": [flat(reason) for reason in found.reasons],
        "alarms": [asdict(alarm) for alarm in found.alarms],
    }


def flat(record: Any) -> dict[str, Any]:
    """A record whose fields are plain values; `asdict` would copy each of them, slowly."""
    return {name: getattr(record, name) for name in record.__slots__}


def facets(found: Found) -> list[Facet]:
    """The claim's facets, counted from its first letter."""
    return [Facet(**row) for row in facet_rows(found)]


def facet_rows(found: Found) -> list[dict[str, Any]]:
    """Their columns, but for the claim."""
    return [
        {
            "id": uuid7(),
            "type": facet.type,
            "text": facet.text,
            "offset": facet.start - found.start,
            "value": facet.value,
            "unit": facet.unit,
            "checked": False,
        }
        for facet in found.facets
    ]


def take_speaker(claim: Claim, found: Found) -> None:
    """The claim is said by whom extraction heard; by the article itself if by nobody."""
    for name, value in _speaker_row(found).items():
        setattr(claim, name, value)


def _speaker_row(found: Found) -> dict[str, Any]:
    speaker = found.speaker
    return {
        "speaker_name": speaker.name[:300] if speaker else None,
        "speaker_cue": speaker.cue[:200] if speaker and speaker.cue else None,
        "speaker_speech": speaker.speech if speaker else None,
    }


def _claim(article: Article, draft: Draft, found: Found, now: datetime) -> Claim:
    return Claim(**claim_row(article, draft, found, now))


def claim_row(article: Article, draft: Draft, found: Found, now: datetime) -> dict[str, Any]:
    """The columns of a new claim, but for those that are the same in all of them."""
    return {
        "id": uuid7(),
        "version": 1,
        "desk_id": article.desk_id,
        "article_id": article.id,
        "draft_number": draft.number,
        "statement": found.statement,
        "kind": found.kind,
        "kinds": [kind.value for kind in found.kinds],
        "score": found.score,
        "tags": [],
        "extractor_name": found.extractor.name,
        "extractor_version": found.extractor.version,
        "created_at": now,
        "updated_at": now,
        **_speaker_row(found),
    }
