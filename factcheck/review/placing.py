"""A claim put in its place by hand: where its words stand in the newest draft.

What stands at a span is read by `look`, which is the slow part, before a transaction takes
any lock; the stages then use what it saw, if that is still the newest draft.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from factcheck.actor import Actor
from factcheck.errors import IllegalTransition, Rejected, StaleVersion
from factcheck.extraction import Claim as Found
from factcheck.extraction import Extractor, read_spans
from factcheck.extraction import Facet as FoundFacet
from factcheck.extraction.offsets import Utf16
from factcheck.intake import place
from factcheck.intake.findings import facets, take_speaker
from factcheck.review.gates import refuse_unless
from factcheck.review.lookalikes import word_diff
from factcheck.review.moves import recorded, send_back
from factcheck.review.spans import Span
from factcheck.saying import say
from factcheck.store import articles, carried, worklist
from factcheck.store.articles import Article, Draft
from factcheck.store.claims import Anchor, Claim
from factcheck.store.picture import ANCHOR_KEYS
from factcheck.vocabulary import ReopenReason, Stage

HAND = Extractor("hand", "1")
"""Who found a claim that a person marked."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What stands at some spans of an article's newest draft."""

    draft: Draft
    found: Sequence[Found]

    @property
    def text(self) -> str:
        """The draft's text."""
        return self.draft.text


def look(
    session: Session, article: Article, spans: Sequence[Span], *, number: int | None = None
) -> Looked:
    """Read what stands at these spans of the article's newest draft.

    `number` is the draft that the asker has in mind. Raises `Rejected` for spans of which no
    claim can be made, `IllegalTransition` for a draft that is no longer the newest.
    """
    draft = articles.draft(session, article.id, article.draft_number, with_text=True)
    _check_draft(draft.number, number)
    errors = [why for each in spans for why in _against_span(draft.text, each)]
    if errors:
        raise Rejected(say("No claim can stand there."), {"span": list(dict.fromkeys(errors))})
    published = article.published_at.date() if article.published_at else None
    found = read_spans(draft.text, spans, published=published)
    return Looked(draft, [replace(each, extractor=HAND) for each in found])


def _check_draft(newest: int, asked: int | None) -> None:
    if asked is None or asked == newest:
        return
    if asked > newest:
        raise Rejected(
            say("There is no such draft."),
            {"draft": [say("The newest draft is {newest}.", newest=newest)]},
        )
    why = say(
        "Draft {asked} is not the newest any more; claims are placed in draft {newest}.",
        asked=asked,
        newest=newest,
    )
    raise IllegalTransition(say("Nothing can be marked in an older draft."), [why])


def _against_span(text: str, span: Span) -> list[str]:
    start, end = span
    if not 0 <= start < end:
        return [
            say(
                "{start}–{end} is no span: it must begin at 0 or later and end after it begins.",
                start=start,
                end=end,
            )
        ]
    if end > len(text):
        return [
            say(
                "{start}–{end} reaches beyond the text, which has {count} characters.",
                start=start,
                end=end,
                count=len(text),
            )
        ]
    if not any(each.isprintable() and not each.isspace() for each in text[start:end]):
        return [say("At {start}–{end} there is nothing but white space.", start=start, end=end)]
    return []


def place_claim(
    session: Session, claim: Claim, looked: Looked, *, actor: Actor, now: datetime
) -> None:
    """Stand the claim at the one span that was looked at, in the newest draft.

    The same words keep status and stage; other words, or another speaker, take a decision
    back. Raises `IllegalTransition` where another claim stands at this very span,
    `StaleVersion` when a newer draft has come meanwhile.
    """
    expect_newest(session, claim.article_id, claim.desk_id, looked)
    (found,) = looked.found
    reasons = against_place(session, claim.article_id, (found.start, found.end), {claim.id})
    refuse_unless(reasons, say("The claim cannot stand there."))
    old, same = claim.anchor.quote, _flat(claim.anchor.quote) == _flat(found.quote)
    told: dict[str, Any] = {"draft": looked.draft.number, "start": found.start, "end": found.end}
    if not same:
        told["diff"] = word_diff(old, found.quote)
    with recorded(session, claim, "claim.placed", actor=actor, now=now, after=told):
        speaker = claim.speaker_name
        by_hand = named_by_hand(claim) or (same and speaker is None)
        if old != found.quote:
            take_words(claim, found)
        anchor = stand_at(session, claim, looked, found)
        if by_hand:
            anchor.forget_speaker()
        else:
            take_speaker(claim, found)
        if not same or claim.speaker_name != speaker:
            send_back(claim, ReopenReason.TEXT_CHANGED)
    if kept := carried.one(session, looked.draft.id, claim.id):
        kept.placed_at = now
    session.flush()


def expect_newest(session: Session, article_id: UUID, desk_id: UUID, looked: Looked) -> Article:
    """The article, if what was looked at still is its newest draft. Raises `StaleVersion`."""
    carried.hold(session, article_id)
    article = articles.article(session, desk_id, article_id)
    if looked.draft.article_id != article_id or looked.draft.number != article.draft_number:
        raise StaleVersion(say("A newer draft has come in the meantime. Read it again."))
    return article


def against_place(session: Session, article_id: UUID, span: Span, but: set[UUID]) -> list[str]:
    """Why no claim can come to stand at exactly this span; dismissed ones are in nobody's way."""
    rows = worklist.spans(session, [article_id])[article_id]
    return [
        say("Claim {id} stands at this very place already.", id=str(claim_id))
        for claim_id, start, end, stage in rows
        if (start, end) == span and claim_id not in but and stage is not Stage.DISMISSED
    ]


def stand_at(session: Session, claim: Claim, looked: Looked, found: Found) -> Anchor:
    """The claim's anchor in the draft that was looked at, moved there or made."""
    fresh = place(claim, looked.draft, looked.text, found, Utf16(looked.text))
    if claim.draft_number != looked.draft.number:
        session.add(fresh)
        claim.draft_number = looked.draft.number
        set_committed_value(claim, "anchor", fresh)
        return fresh
    anchor = claim.anchor
    for column in (*ANCHOR_KEYS, "prefix", "suffix"):
        setattr(anchor, column, getattr(fresh, column))
    return anchor


def named_by_hand(claim: Claim) -> bool:
    """Whether a reviewer, not the text, says who speaks."""
    return claim.speaker_name is not None and claim.anchor.speaker_start is None


def take_words(claim: Claim, found: Found) -> None:
    """The claim says what stands there now, unless a reviewer had worded it already.

    A facet keeps its tick if it is the same in type and words.
    """
    ticked = {(facet.type, facet.text) for facet in claim.facets if facet.checked}
    if claim.statement == claim.anchor.quote:
        claim.statement = found.quote
    take_facets(claim, found, lambda each: (each.type, each.text) in ticked)
    take_worth(claim, found)


def take_worth(claim: Claim, found: Found) -> None:
    """The claim's kinds and score are those of the words that stand there now."""
    claim.kind, claim.score = found.kind, found.score
    claim.kinds = [kind.value for kind in found.kinds]


def take_facets(claim: Claim, found: Found, ticked: Callable[[FoundFacet], bool]) -> None:
    """The claim's facets are those found; one that it had already stays the same facet."""
    left = list(claim.facets)
    taken = []
    for facet, seen in zip(facets(found), found.facets, strict=True):
        same = (each for each in left if (each.type, each.text) == (seen.type, seen.text))
        had = next(same, None)
        if had is not None:
            left.remove(had)
            had.offset, had.value, had.unit = facet.offset, facet.value, facet.unit
        taken.append(had or facet)
        taken[-1].checked = ticked(seen)
    claim.facets = taken


def _flat(words: str) -> str:
    return " ".join(words.split())
