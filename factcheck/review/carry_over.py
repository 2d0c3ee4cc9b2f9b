"""A new draft: every claim is carried over, and nothing is guessed."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.errors import DuplicateText
from factcheck.extraction import Claim as Found
from factcheck.extraction import Extraction
from factcheck.extraction.offsets import Utf16
from factcheck.intake import add_draft, claims_found, place, read_for
from factcheck.intake.findings import facets, note_extracted, note_read, take_speaker, text_hash
from factcheck.review.comparison import OldDraft, Outcome, compare, revived
from factcheck.review.moves import reopen_if_decided
from factcheck.review.spans import Span, Spans
from factcheck.store import articles, claims, log
from factcheck.store.articles import Article, Draft
from factcheck.store.claims import Claim
from factcheck.vocabulary import Change, ReopenReason


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
    newest = articles.draft(session, article.id, article.draft_number, with_text=True)
    if newest.sha256 == text_hash(text):
        raise DuplicateText(article.id)
    outcomes = _outcomes(session, article, newest, text, found)
    draft = add_draft(session, article, text, found, number=newest.number + 1, actor=actor, now=now)
    article.draft_number = draft.number
    article.version += 1
    article.updated_at = now
    utf16 = Utf16(text)
    flagged = {(each.start, each.end): each for each in found.claims}
    for outcome in outcomes:
        if outcome.span is not None:
            _anchor(session, outcome, outcome.span, draft, text, flagged, utf16, actor, now)
    outcomes += _add_new(session, article, draft, text, found, outcomes, now)
    outcomes.sort(key=lambda each: each.span or (each.claim.anchor.start, 0))
    carried = Carried(draft, outcomes)
    _note(session, article, carried, actor, now)
    note_read(session, article, found, actor=actor, now=now)
    return carried


def _outcomes(
    session: Session, article: Article, newest: Draft, text: str, found: Extraction
) -> list[Outcome]:
    """Compare the claims of the newest draft; then look whether earlier ones are back."""
    every = claims.of_article(session, article.id)
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
    spans = [(each.start, each.end) for each in articles.sentences(session, draft.id)]
    return OldDraft(draft.text, spans)


def _anchor(
    session: Session,
    outcome: Outcome,
    span: Span,
    draft: Draft,
    text: str,
    flagged: dict[Span, Found],
    utf16: Utf16,
    actor: Actor,
    now: datetime,
) -> None:
    """Stand a claim on its new place; one whose words changed is reopened."""
    claim = outcome.claim
    counterpart = flagged.get(span) or _unflagged(claim, span, text)
    anchor = place(claim, draft, text, counterpart, utf16)
    by_hand = claim.speaker_name is not None and claim.anchor.speaker_start is None
    if by_hand or (outcome.change is not Change.ALTERED and claim.anchor.speaker_start is None):
        anchor.forget_speaker()  # a reviewer named the speaker
    session.add(anchor)
    reopened = False
    if outcome.change is Change.ALTERED:
        reopened = reopen_if_decided(
            session,
            claim,
            ReopenReason.TEXT_CHANGED,
            actor=actor,
            now=now,
            after={"draft": draft.number, "diff": outcome.diff},
        )
        _take_words(claim, counterpart)
        if span in flagged and not by_hand:
            take_speaker(claim, counterpart)
    claim.draft_number = draft.number
    if not reopened:
        claim.touch(now)


def _take_words(claim: Claim, counterpart: Found) -> None:
    """The claim says what the new draft says, unless a reviewer had worded it already."""
    ticked = {(facet.type, facet.text) for facet in claim.facets if facet.checked}
    if claim.statement == claim.anchor.quote:
        claim.statement = counterpart.quote
    claim.facets = facets(counterpart)
    for facet in claim.facets:
        facet.checked = (facet.type, facet.text) in ticked
    claim.kind, claim.score = counterpart.kind, counterpart.score
    claim.kinds = [kind.value for kind in counterpart.kinds]


def _unflagged(claim: Claim, span: Span, text: str) -> Found:
    """A stand-in where extraction drew the new draft's claims otherwise."""
    return Found(
        quote=text[slice(*span)], start=span[0], end=span[1], score=claim.score, kinds=(claim.kind,)
    )


def _add_new(
    session: Session,
    article: Article,
    draft: Draft,
    text: str,
    found: Extraction,
    outcomes: list[Outcome],
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


def _note(
    session: Session, article: Article, carried: Carried, actor: Actor, now: datetime
) -> None:
    """One entry for the draft, and one for what it did to each claim."""
    number = carried.draft.number
    log.record(
        session,
        "article.draft_added",
        article,
        actor=actor,
        now=now,
        after={"draft": number, "sha256": carried.draft.sha256, "counts": carried.counts},
    )
    fresh = [each.claim for each in carried.outcomes if each.change is Change.NEW]
    note_extracted(session, fresh, actor=actor, now=now)
    for outcome in carried.outcomes:
        if outcome.change is not Change.NEW:
            log.record(
                session,
                "claim.carried",
                outcome.claim,
                actor=actor,
                now=now,
                status_from=outcome.claim.status,
                status_to=outcome.claim.status,
                stage_from=outcome.claim.stage,
                stage_to=outcome.claim.stage,
                after={"draft": number, "change": outcome.change.value} | _reads(outcome),
            )


def _reads(outcome: Outcome) -> dict[str, Any]:
    """What an altered claim says now, and how it came to; nothing for the others."""
    if outcome.change is not Change.ALTERED:
        return {}
    claim = outcome.claim
    return {"statement": claim.statement, "speaker": claim.speaker_name, "diff": outcome.diff}
