"""One line of the report: a claim, what was decided on it, and what that stands on."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from factcheck.canonical import is_plain
from factcheck.report.seal import Audience, Veil
from factcheck.store.claims import Claim, Facet
from factcheck.store.reviews import Review, veiled
from factcheck.store.sources import Evidence, independent
from factcheck.vocabulary import DECIDED, HoldReason, Stage, Stance, Status

CONFIDENTIAL = "confidential source"
_BEARING = {Status.VERIFIED: Stance.SUPPORTS, Status.DISPUTED: Stance.REFUTES}
"""The stance that can carry a status; nothing carries `unverified`."""


def line(
    number: int,
    paragraph: int,
    claim: Claim,
    evidence: Sequence[Evidence],
    reviews: Sequence[Review],
    copies: Mapping[UUID, str],
    *,
    veil: Veil,
    names: bool,
) -> dict[str, Any]:
    """The claim as the report shows it, in words, numbers and lists alone.

    `number` and `paragraph` count from 1; `start` and `end` are code points of the draft.
    `witnesses` is how many independent sources carry the status: None while none is set.
    The public reads of a claim that is not final no more than its words. `names`: it may
    read who decided.
    """
    anchor = claim.anchor
    standing = _holding(claim, reviews)
    relied = {each.evidence_id for review in standing for each in review.relied_on}
    final = claim.stage is Stage.FINAL
    pieces = [
        evidence_line(each, each.id in relied, copies, veil=veil, public=final) for each in evidence
    ]
    decision = _decision(claim, standing, None if names else veil)
    return {
        "number": number,
        "claim_id": str(claim.id),
        "claim_version": claim.version,
        "paragraph": paragraph,
        "start": anchor.start,
        "end": anchor.end,
        "quote": anchor.quote,
        "statement": claim.statement,
        "kind": claim.kind.value,
        "speaker": _speaker(claim),
        "facets": [_facet(each) for each in claim.facets],
        "status": claim.status.value,
        "stage": claim.stage.value,
        "stage_reason": _for_desk(claim.stage_reason, veil),
        "rating": claim.rating,
        "decision": decision if final else _for_desk(decision, veil),
        "witnesses": _witnesses(claim, evidence, relied),
        "evidence": pieces,
    }


def _for_desk(value: Any, veil: Veil) -> Any:
    """What the public does not read; nothing to hide stays None."""
    return None if value is None else veil.over(value, Audience.INTERNAL)


def evidence_line(
    evidence: Evidence,
    relied_on: bool,
    copies: Mapping[UUID, str],
    *,
    veil: Veil,
    public: bool = True,
) -> dict[str, Any]:
    """A piece of evidence with its source.

    Of a confidential source only its grade is told, but to lawyers: a locator or the name of
    its group can give it away as surely as its title, and so can the hash of its page. Its
    version still shows that it was changed. The public sees what the decision leans on.
    """
    source = evidence.source
    told = {
        "stance": evidence.stance.value,
        "relied_on": relied_on,
        "confidential": source.confidential,
        "kind": source.kind.value,
        "reliability": source.reliability.value if source.reliability else None,
        "accessed_at": moment(evidence.accessed_at),
        "credibility": evidence.credibility,
        "source_version": source.version,
    }
    named = {
        "title": source.title,
        "url": source.url,
        "publisher": source.publisher,
        "independence_group": source.independence_group,
        "passage": evidence.passage,
        "locator": evidence.locator,
        "snapshot_sha256": copies.get(evidence.snapshot_id) if evidence.snapshot_id else None,
    }
    if source.confidential:
        told |= dict.fromkeys(named) | {"title": CONFIDENTIAL}
        told = veil.over(named, Audience.LEGAL, told)
    else:
        told |= named
    return told if public and relied_on else veil.over(told, Audience.INTERNAL)


def moment(at: datetime | None) -> str | None:
    """A time as RFC 3339 in UTC, to the second; None stays None."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if at else None


def _holding(claim: Claim, reviews: Sequence[Review]) -> list[Review]:
    """The reviews behind the claim's present stage: the proposal first, then the second's.

    Of two who disagree both are told; what was decided is the first one's word until then.
    A reopened claim has earlier reviews, but none of them holds any longer.
    """
    if claim.stage not in DECIDED:
        return []
    standing = [each for each in reviews if each.counts and not veiled(claim, each, reader_id=None)]
    if not standing:
        return []
    if claim.stage_reason == HoldReason.DISAGREEMENT:
        return [standing[0], standing[-1]]
    last = standing[-1]
    proposal = [each for each in reviews if each.id == last.confirms_id]
    return [*proposal, last]


def _decision(claim: Claim, standing: Sequence[Review], veil: Veil | None) -> dict[str, Any] | None:
    """What was decided; who did is for the desk alone where there is a veil."""
    if not standing:
        return None
    first, last = standing[0], standing[-1]
    final = claim.stage is Stage.FINAL
    word = last if final else first
    second = None if last is first else _second(last)
    people = {
        "reviewer": first.reviewer.name,
        "second_person": second,
        "override_reason": last.override_reason,
    }
    if veil is not None:
        people = {name: _for_desk(each, veil) for name, each in people.items()}
    return {
        "status": word.status.value,
        "rating": word.rating or first.rating,
        "rationale": first.rationale,
        "reviewed_at": moment(first.created_at),
        "decided_at": moment(last.created_at) if final else None,
        "policy": {"name": last.policy.name.value, "version": last.policy.version},
        **people,
    }


def _second(review: Review) -> dict[str, Any]:
    return {
        "status": review.status.value,
        "reviewer": review.reviewer.name,
        "reviewed_at": moment(review.created_at),
        "rationale": review.rationale,
    }


def _witnesses(claim: Claim, evidence: Sequence[Evidence], relied: set[UUID]) -> int | None:
    if claim.stage is not Stage.FINAL or claim.status not in _BEARING:
        return None
    bearing = _BEARING[claim.status]
    return independent(
        each.source for each in evidence if each.id in relied and each.stance is bearing
    )


def _speaker(claim: Claim) -> dict[str, Any] | None:
    if claim.speaker_name is None:
        return None
    mention, suggestion = claim.anchor.speaker_mention, claim.anchor.speaker_suggestion
    return {
        "name": claim.speaker_name,
        "cue": claim.speaker_cue,
        "speech": claim.speaker_speech.value if claim.speaker_speech else None,
        "mention": mention["text"] if mention else None,
        "suggestion": suggestion["name"] if suggestion else None,
    }


def _facet(facet: Facet) -> dict[str, Any]:
    value = facet.value
    if isinstance(value, int | float) and not is_plain(value):
        value = str(value)
    return {
        "type": facet.type.value,
        "text": facet.text,
        "value": value,
        "unit": facet.unit,
        "checked": facet.checked,
    }
