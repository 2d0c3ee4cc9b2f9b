"""A new draft: every claim is carried over, and nothing is guessed.

Most claims of a draft stay as they are, so those are moved by a few statements for all of
them; only claims whose words changed are loaded whole.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.errors import DuplicateText
from factcheck.extraction import Claim as Found
from factcheck.extraction import Extraction, Reason, read_spans
from factcheck.extraction.collecting import uncollected
from factcheck.extraction.offsets import Utf16
from factcheck.intake import add_draft, claims_found, read_for
from factcheck.intake.findings import note_extracted, note_read, place_row, take_speaker, text_hash
from factcheck.review.comparison import OldDraft, Outcome, compare, names_speaker, revived
from factcheck.review.moves import recorded, send_back
from factcheck.review.placing import named_by_hand, take_words
from factcheck.review.spans import Span, Spans
from factcheck.store import articles, carried, log
from factcheck.store.articles import Article, Draft
from factcheck.store.carried import Standing
from factcheck.store.claims import Claim
from factcheck.vocabulary import Change, Kind, ReopenReason


@dataclass(frozen=True, slots=True)
class Carried:
    """A new draft and what became of every claim, in the order of the text."""

    draft: Draft
    outcomes: list[Outcome]

    @property
    def counts(self) -> dict[str, int]:
        """How many claims met each fate; every fate is named."""
        seen = Counter(outcome.change for outcome in self.outcomes)
        return {change.value: seen[change] for change in Change}


@dataclass(frozen=True, slots=True)
class _Page:
    """The new draft with what was found in it, by span, and whoever brought it."""

    draft: Draft
    text: str
    found: Extraction
    flagged: dict[Span, Found]
    utf16: Utf16
    actor: Actor
    now: datetime


@uncollected()
def carry_over(
    session: Session,
    article: Article,
    text: str,
    *,
    found: Extraction | None = None,
    actor: Actor,
    now: datetime,
) -> Carried:
    """Store `text` as the article's next draft and carry its claims over.

    `found` is what `intake.read` found in it, where that was done beforehand.

    Raises `Rejected` or `TooLarge` for an unusable text, `DuplicateText` when the newest
    draft already reads so.
    """
    found = found or read_for(session, article.desk_id, text, article.published_at)
    carried.hold(session, article.id)
    newest = articles.draft(session, article.id, article.draft_number, with_text=True)
    if newest.sha256 == text_hash(text):
        raise DuplicateText(article.id)
    outcomes = _outcomes(session, article, newest, text, found)
    draft = add_draft(session, article, text, found, number=newest.number + 1, actor=actor, now=now)
    article.draft_number = draft.number
    article.version += 1
    article.updated_at = now
    fresh = _new(session, article, draft, text, found, outcomes, now)
    every = sorted(outcomes + fresh, key=lambda each: each.span or (each.claim.anchor.start, 0))
    result = Carried(draft, every)
    _note_draft(session, article, result, actor, now)
    flagged = {(each.start, each.end): each for each in found.claims}
    _carry(session, article, outcomes, _Page(draft, text, found, flagged, Utf16(text), actor, now))
    session.flush()
    carried.keep(session, [_kept(draft, each) for each in every])
    note_extracted(session, [_whole(each.claim) for each in fresh], actor=actor, now=now)
    note_read(session, article, found, actor=actor, now=now)
    return result


def _whole(claim: Claim | Standing) -> Claim:
    assert isinstance(claim, Claim)  # noqa: S101 - what is new was made here
    return claim


def _kept(draft: Draft, outcome: Outcome) -> dict[str, Any]:
    """The outcome as it is kept for whoever reads the comparison later."""
    return {
        "draft_id": draft.id,
        "claim_id": outcome.claim.id,
        "change": outcome.change,
        "diff": outcome.diff,
        "places": [list(place) for place in outcome.places] or None,
    }


def _outcomes(
    session: Session, article: Article, newest: Draft, text: str, found: Extraction
) -> list[Outcome]:
    """Compare the claims of the newest draft; then look whether earlier ones are back."""
    every = carried.standing(session, article.id)
    standing = [claim for claim in every if claim.draft_number == newest.number]
    gone = [claim for claim in every if claim.draft_number != newest.number]
    outcomes = compare(standing, _old(session, newest), text, found)
    taken = Spans(span for each in outcomes for span in (each.span, *each.places) if span)
    drafts = {
        number: _old(session, articles.draft(session, article.id, number, with_text=True))
        for number in {claim.draft_number for claim in gone}
    }
    return outcomes + revived(gone, drafts, text, found, taken)


def _old(session: Session, draft: Draft) -> OldDraft:
    """A stored draft, as comparison reads it."""
    return OldDraft(draft.text, carried.sentence_spans(session, draft.id))


def _carry(session: Session, article: Article, outcomes: Iterable[Outcome], page: _Page) -> None:
    """Stand each claim on its new place, if it has one, and note it."""
    changed = {each.claim.id: each for each in outcomes if each.change is Change.ALTERED}
    whole = {each.id: each for each in carried.whole(session, changed)} if changed else {}
    unread = [each.span for each in changed.values() if each.span and each.span not in page.flagged]
    if unread:
        published = article.published_at.date() if article.published_at else None
        read = read_spans(page.text, unread, published=published)
        page.flagged.update(zip(unread, read, strict=True))
    kept: list[UUID] = []
    anchors = []
    for outcome in outcomes:
        told = {"draft": page.draft.number, "change": outcome.change.value}
        if outcome.span is None:
            _note(session, outcome.claim, told, page)
        elif outcome.change is Change.ALTERED:
            counterpart = page.flagged[outcome.span]
            anchors.append(_alter(session, whole[outcome.claim.id], outcome, counterpart, page))
        else:
            kept.append(outcome.claim.id)
            anchors.append(_keep(outcome.claim, outcome.span, page))
            _note(session, outcome.claim, told, page, moved=True)
    session.flush()
    carried.move(session, kept, anchors, draft_number=page.draft.number, now=page.now)


def _keep(claim: Claim | Standing, span: Span, page: _Page) -> dict[str, Any]:
    """The anchor of a claim that stands as it did, by whoever said it."""
    counterpart = page.flagged.get(span) or _stand_in(claim, span, page)
    row = place_row(claim.id, page.draft, page.text, counterpart, page.utf16)
    heard = counterpart.speaker.name[:300] if counterpart.speaker else None
    if claim.anchor.speaker_start is None or heard != claim.speaker_name:
        row |= dict.fromkeys(_SPEAKER) | _speaker_there(claim, span, page.text)
    return row


_SPEAKER = ("speaker_start", "speaker_end", "speaker_mention", "speaker_suggestion")


def _speaker_there(claim: Claim | Standing, span: Span, text: str) -> dict[str, int]:
    """Where the same words name the speaker, if they still do."""
    anchor = claim.anchor
    if anchor.speaker_start is None or anchor.speaker_end is None:
        return {}
    by = span[0] - anchor.start
    start, end = anchor.speaker_start + by, anchor.speaker_end + by
    same = start >= 0 and text[start:end][:300] == claim.speaker_name
    if not (names_speaker(claim) or same):
        return {}
    return {"speaker_start": start, "speaker_end": end}


def _stand_in(claim: Claim | Standing, span: Span, page: _Page) -> Found:
    """The claim where extraction drew the new draft's claims otherwise: as it was before."""
    by = span[0] - claim.anchor.start
    reasons = tuple(_shifted(each, by) for each in claim.anchor.reasons)
    alarms = tuple(
        alarm
        for alarm in page.found.alarms
        if any(each.start < span[1] and span[0] < each.end for each in alarm.spans)
    )
    quote = page.text[slice(*span)]
    return Found(quote, *span, 0.0, (Kind.OTHER,), reasons=reasons, alarms=alarms)


def _shifted(reason: dict[str, Any], by: int) -> Reason:
    at = {end: reason[end] + by for end in ("start", "end") if reason.get(end) is not None}
    return Reason(**(reason | at))


def _alter(
    session: Session, claim: Claim, outcome: Outcome, counterpart: Found, page: _Page
) -> dict[str, Any]:
    """The anchor of a claim that says something else now; a decision on it is taken back."""
    told = {"draft": page.draft.number, "change": outcome.change.value, "diff": outcome.diff}
    row = place_row(claim.id, page.draft, page.text, counterpart, page.utf16)
    with recorded(session, claim, "claim.carried", actor=page.actor, now=page.now, after=told):
        if named_by_hand(claim):
            row |= dict.fromkeys(_SPEAKER)  # a reviewer named the speaker
        else:
            take_speaker(claim, counterpart)
        send_back(claim, ReopenReason.TEXT_CHANGED)
        take_words(claim, counterpart)
        claim.draft_number = page.draft.number
    return row


def _note(
    session: Session,
    claim: Claim | Standing,
    told: dict[str, Any],
    page: _Page,
    *,
    moved: bool = False,
) -> None:
    """One entry for a claim that keeps its status: it `moved` along, or has no place (yet)."""
    draft = {"draft_number": page.draft.number} if moved else {}
    log.record(
        session,
        "claim.carried",
        claim,
        actor=page.actor,
        now=page.now,
        object_version=claim.version + moved,
        status_from=claim.status,
        status_to=claim.status,
        stage_from=claim.stage,
        stage_to=claim.stage,
        before={"draft_number": claim.draft_number} if moved else None,
        after=draft | told,
    )


def _new(
    session: Session,
    article: Article,
    draft: Draft,
    text: str,
    found: Extraction,
    outcomes: Sequence[Outcome],
    now: datetime,
) -> list[Outcome]:
    """Queue what the new draft claims where no earlier claim stands or may stand."""
    taken = Spans(span for each in outcomes for span in (each.span, *each.places) if span)
    fresh = [each for each in found.claims if not taken.meeting((each.start, each.end))]
    added = claims_found(article, draft, text, fresh, now=now)
    session.add_all(added)
    return [
        Outcome(claim, Change.NEW, (each.start, each.end))
        for claim, each in zip(added, fresh, strict=True)
    ]


def _note_draft(
    session: Session, article: Article, result: Carried, actor: Actor, now: datetime
) -> None:
    """One entry for the draft; what it did to each claim has entries of its own."""
    draft = result.draft
    log.record(
        session,
        "article.draft_added",
        article,
        actor=actor,
        now=now,
        after={"draft": draft.number, "sha256": draft.sha256, "counts": result.counts},
    )
