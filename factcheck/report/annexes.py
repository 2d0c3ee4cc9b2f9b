"""What a report adds to its lines: sign-off, replies, the sentences without a claim, the log."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from factcheck.report.lines import moment
from factcheck.report.material import Material
from factcheck.store.articles import Sentence
from factcheck.store.claims import Claim
from factcheck.store.closing import Reply
from factcheck.store.log import Event
from factcheck.vocabulary import CLOSED, Disposition, Stage


class Ground:
    """The claims of one draft where they stand, asked sentence by sentence."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = claims
        self._starts = [each.anchor.start for each in claims]
        self._longest = max((each.anchor.end - each.anchor.start for each in claims), default=0)

    def within(self, sentence: Sentence) -> list[Claim]:
        """The claims that have a letter in common with the sentence."""
        first = bisect_left(self._starts, sentence.start - self._longest)
        last = bisect_left(self._starts, sentence.end)
        return [each for each in self._claims[first:last] if sentence.start < each.anchor.end]


def coverage(material: Material, ground: Ground) -> dict[str, int]:
    """How many sentences are accounted for: nothing to check in them, or all decided."""
    settled = sum(_settled(each, ground.within(each)) for each in material.sentences)
    return {"accounted": settled, "total": len(material.sentences)}


def _settled(sentence: Sentence, claims: Sequence[Claim]) -> bool:
    if not claims:
        return sentence.disposition is not Disposition.CLAIM
    return all(each.stage in CLOSED for each in claims)


def sign_off(material: Material) -> dict[str, Any] | None:
    """The newest sign-off. It `stands` until a new draft comes or a claim changes."""
    found = material.sign_off
    if found is None:
        return None
    changed = material.changed_at
    same_draft = found.draft_number == material.article.draft_number
    return {
        "name": found.signer.name,
        "at": moment(found.created_at),
        "draft": found.draft_number,
        "sentences": found.sentences,
        "accounted": found.accounted,
        "claims": found.claims,
        "open_claims": found.open_claims,
        "override_reason": found.override_reason,
        "stands": same_draft and (changed is None or changed <= found.created_at),
    }


def reply(entry: Reply) -> dict[str, Any]:
    """One entry of the right-of-reply log."""
    return {
        "asked": entry.asked,
        "channel": entry.channel,
        "question": entry.question,
        "asked_at": moment(entry.asked_at),
        "deadline": moment(entry.deadline),
        "answer": entry.answer,
        "answered_at": moment(entry.answered_at),
    }


def without_claim(
    material: Material, ground: Ground, paragraph_of: Mapping[int, int]
) -> list[dict[str, Any]]:
    """The sentences in which nothing is left to check, and why.

    Either extraction found no claim in them (`note` says why), or people dismissed all that
    it found (`dismissed`: what was said of each claim).
    """
    found = []
    for sentence in material.sentences:
        claims = ground.within(sentence)
        if claims and any(each.stage is not Stage.DISMISSED for each in claims):
            continue
        found.append(
            {
                "paragraph": paragraph_of[sentence.number],
                "start": sentence.start,
                "end": sentence.end,
                "text": material.text[sentence.start : sentence.end],
                "disposition": _disposition(sentence, claims),
                "note": sentence.note.value if sentence.note and not claims else None,
                "dismissed": [_dismissal(each, material.dismissals) for each in claims],
            }
        )
    return found


def _disposition(sentence: Sentence, claims: Sequence[Claim]) -> str:
    """What extraction said, unless people have dismissed or moved the claims since."""
    if claims:
        return Disposition.DISMISSED.value
    if sentence.disposition is Disposition.CLAIM:
        return Disposition.NOTHING_CHECKABLE.value
    return sentence.disposition.value


def _dismissal(claim: Claim, entries: Mapping[UUID, Event]) -> dict[str, Any]:
    entry = entries.get(claim.id)
    return {
        "claim_id": str(claim.id),
        "reason": claim.stage_reason,
        "note": entry.reason if entry and entry.reason != claim.stage_reason else None,
        "name": entry.actor_name if entry else None,
        "at": moment(entry.at) if entry else None,
    }


def extract(material: Material) -> dict[str, Any]:
    """The newest entries of the log about the article: who did what, when, and its hash.

    What was decided stands in the lines; an entry tells no status, for a proposal under a
    blind policy is not told before its time.
    """
    numbers = {each.id: number for number, each in enumerate(_standing(material), 1)}
    return {
        "entries": [
            {
                "seq": each.seq,
                "at": moment(each.at),
                "name": each.actor_name,
                "action": each.action,
                "claim": numbers.get(each.object_id),
                "hash": each.hash,
            }
            for each in material.entries
        ],
        "left_out": material.entry_count - len(material.entries),
    }


def _standing(material: Material) -> list[Claim]:
    newest = material.article.draft_number
    return [each for each in material.claims if each.draft_number == newest]
