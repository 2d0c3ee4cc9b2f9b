"""One claim made of several, or several of one; what they were stays readable at both ends."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.errors import Rejected, StaleVersion
from factcheck.extraction import Claim as Found
from factcheck.extraction import Facet as FoundFacet
from factcheck.intake import claims_found
from factcheck.intake.findings import take_speaker
from factcheck.review.by_hand import add, note
from factcheck.review.evidence import copy_evidence
from factcheck.review.gates import against_step, refuse_unless
from factcheck.review.lookalikes import word_diff
from factcheck.review.moves import recorded, send_back, stand
from factcheck.review.placing import (
    Looked,
    against_place,
    expect_newest,
    named_by_hand,
    stand_at,
    take_facets,
    take_worth,
)
from factcheck.review.spans import Span, overlap
from factcheck.saying import say
from factcheck.store import carried, sources, worklist
from factcheck.store.articles import Article
from factcheck.store.claims import Claim
from factcheck.vocabulary import Act, DismissReason, FacetType, ReopenReason, Stage, Status

_Spots = set[tuple[FacetType, str, int]]


def split(
    session: Session,
    claim: Claim,
    looked: Looked,
    statements: Sequence[str | None],
    *,
    actor: Actor,
    now: datetime,
) -> list[Claim]:
    """Make the claim its first part, and new claims of the others; returns those.

    `looked` saw the spans of the parts; a part without a statement says its quote. Every part
    has the evidence, the tags, the assignee, the priority and the deadline of the whole, and
    the ticks of its own facets. A decision on the whole is taken back.

    Raises `Rejected` for parts that are not in it one behind the other, `IllegalTransition`.
    """
    article = expect_newest(session, claim.article_id, claim.desk_id, looked)
    _check_parts(claim, looked.found)
    reasons = _against_parting(article, claim)
    for each in looked.found:
        span = (each.start, each.end)
        reasons += against_place(session, article.id, span, {claim.id})
    refuse_unless(reasons, say("This claim cannot be split."))
    evidence = sources.evidence_of(session, claim.id)
    spots = _ticked([claim])
    others = claims_found(article, looked.draft, looked.text, list(looked.found[1:]), now=now)
    for other, found, statement in zip(others, looked.found[1:], statements[1:], strict=True):
        _take_after(other, claim, found, statement, spots)
        add(session, other)
        copy_evidence(session, evidence, other, now=now)
        other.stage = Stage.IN_REVIEW if other.evidence_count else Stage.QUEUED
    _reshape(
        session, claim, looked, statements[0] or looked.found[0].quote, spots, "claim.split",
        {"parts": [str(each.id) for each in others]}, actor, now,
    )  # fmt: skip
    for other in others:
        note(session, other, "claim.split_off", actor=actor, now=now)
    session.flush()
    return others


def _check_parts(claim: Claim, parts: Sequence[Found]) -> None:
    errors: list[str] = []
    last = claim.anchor.start
    for each in parts:
        if each.start < last or each.end > claim.anchor.end:
            errors.append(
                say(
                    "{start}–{end} must lie inside the claim ({first}–{last}), behind the part "
                    "before it.",
                    start=each.start,
                    end=each.end,
                    first=claim.anchor.start,
                    last=claim.anchor.end,
                )
            )
        last = each.end
    if errors:
        raise Rejected(say("These are no parts of the claim."), {"parts": errors})


def _against_parting(article: Article, claim: Claim) -> list[str]:
    if claim.stage is Stage.DISMISSED:
        return [say("It was dismissed; reopen it first.")]
    return _against_absent(article, claim)


def _against_absent(article: Article, claim: Claim) -> list[str]:
    if claim.draft_number == article.draft_number:
        return []
    return [
        say(
            "Claim {id} has no place in draft {draft}; place it first.",
            id=str(claim.id),
            draft=article.draft_number,
        )
    ]


def _ticked(claims: Sequence[Claim]) -> _Spots:
    """The facets that were checked, by where they stand in the draft."""
    return {
        (facet.type, facet.text, claim.anchor.start + facet.offset)
        for claim in claims
        for facet in claim.facets
        if facet.checked
    }


def _in(spots: _Spots, facet: FoundFacet) -> bool:
    return (facet.type, facet.text, facet.start) in spots


def _take_after(
    other: Claim, claim: Claim, found: Found, statement: str | None, spots: _Spots
) -> None:
    """A part takes over what was settled for the whole."""
    other.statement = statement or other.statement
    other.split_from_id = claim.id
    for name in ("assignee_id", "priority", "deadline"):
        setattr(other, name, getattr(claim, name))
    other.tags = list(claim.tags)
    for facet, seen in zip(other.facets, found.facets, strict=True):
        facet.checked = _in(spots, seen)
    if named_by_hand(claim):
        (anchor,) = other.anchors
        anchor.forget_speaker()
        for name in ("speaker_name", "speaker_cue", "speaker_speech"):
            setattr(other, name, getattr(claim, name))


def _reshape(
    session: Session,
    claim: Claim,
    looked: Looked,
    statement: str,
    spots: _Spots,
    action: str,
    told: Mapping[str, object],
    actor: Actor,
    now: datetime,
    evidence: Sequence[sources.Evidence] = (),
) -> None:
    """The claim stands at the first span that was looked at, and says that."""
    found = looked.found[0]
    told = {**told, "diff": word_diff(claim.anchor.quote, found.quote)}
    with recorded(session, claim, action, actor=actor, now=now, after=told):
        by_hand = named_by_hand(claim)
        claim.statement = statement
        take_facets(claim, found, lambda each: _in(spots, each))
        take_worth(claim, found)
        anchor = stand_at(session, claim, looked, found)
        if by_hand:
            anchor.forget_speaker()
        else:
            take_speaker(claim, found)
        copy_evidence(session, evidence, claim, now=now)
        if claim.stage is Stage.QUEUED and claim.evidence_count:
            claim.stage = Stage.IN_REVIEW
        send_back(claim, ReopenReason.TEXT_CHANGED)


def joined(session: Session, claim: Claim, other_ids: Sequence[UUID]) -> list[Claim]:
    """The claims to be merged into this one. Raises `Rejected` for any of another article."""
    wanted = dict.fromkeys(other_ids)
    found = {each.id: each for each in carried.whole(session, wanted)}
    errors: list[str] = [
        say("{id} is not another claim of this article.", id=str(each))
        for each in wanted
        if each == claim.id or each not in found or found[each].article_id != claim.article_id
    ]
    if errors:
        raise Rejected(say("These claims cannot be merged."), {"with": errors})
    return [found[each] for each in wanted]


def hull(claims: Sequence[Claim]) -> Span:
    """The span from the first letter of these claims to the last."""
    return min(each.anchor.start for each in claims), max(each.anchor.end for each in claims)


def merge(
    session: Session,
    claim: Claim,
    others: Sequence[Claim],
    looked: Looked,
    *,
    statement: str | None = None,
    versions: Mapping[UUID, int] | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Let the claim take the others in: it reaches over all of them, with all their evidence.

    `looked` saw the hull of them all; `versions`, by id, is what the asker has seen. The
    others are dismissed as duplicates. A decision on the claim is taken back. Without a
    `statement`, a wording that a reviewer chose stays.

    Raises `IllegalTransition` where another claim stands within the hull, and for claims that
    are decided or dismissed, `StaleVersion`.
    """
    article = expect_newest(session, claim.article_id, claim.desk_id, looked)
    every, (found,) = [claim, *others], looked.found
    seen = versions or {}
    if any(seen.get(each.id, each.version) != each.version for each in every):
        raise StaleVersion(
            say("Somebody changed one of the claims in the meantime. Read them again.")
        )
    refuse_unless(_against_merging(session, article, every), say("These claims cannot be merged."))
    if (found.start, found.end) != hull(every):
        raise StaleVersion(say("One of the claims was moved in the meantime. Read them again."))
    worded = claim.statement if claim.statement != claim.anchor.quote else found.quote
    evidence = [piece for each in others for piece in sources.evidence_of(session, each.id)]
    _reshape(
        session, claim, looked, statement or worded, _ticked(every), "claim.merged",
        {"merged": [str(each.id) for each in others]}, actor, now, evidence,
    )  # fmt: skip
    reason = DismissReason.DUPLICATE.value
    for other in others:
        with recorded(session, other, "claim.merged_away", actor=actor, now=now, reason=reason):
            stand(other, Status.UNVERIFIED, Stage.DISMISSED, reason)
            other.merged_into_id = claim.id
    session.flush()


def _against_merging(session: Session, article: Article, every: Sequence[Claim]) -> list[str]:
    claim, *others = every
    reasons: list[str] = (
        [say("It was dismissed; reopen it first.")] if claim.stage is Stage.DISMISSED else []
    )
    for other in others:
        against = against_step(other, Act.DISMISS)
        reasons += [say("Claim {id}: {why}", id=str(other.id), why=why) for why in against]
    absent = [why for each in every for why in _against_absent(article, each)]
    if absent:
        return reasons + absent
    span, ids = hull(every), {each.id for each in every}
    reasons += [
        say(
            "Claim {id} stands between them, at {start}–{end}.",
            id=str(claim_id),
            start=start,
            end=end,
        )
        for claim_id, start, end, stage in worklist.spans(session, [article.id])[article.id]
        if claim_id not in ids and stage is not Stage.DISMISSED and overlap((start, end), span)
    ]
    return reasons
