"""The content of a report: a pure function from loaded rows to plain values."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from factcheck.extraction.sentences.paragraphs import paragraphs
from factcheck.report.lines import line, moment
from factcheck.report.material import Material
from factcheck.store.claims import Claim
from factcheck.vocabulary import CLOSED, Disposition, Stage, Stance, Status

SCHEMA = "factcheck.report/1"


def document(material: Material) -> dict[str, Any]:
    """All that a report says about the article, and nothing about its own making.

    The same state gives the same dictionary, whoever freezes it and whenever.
    """
    newest = material.article.draft_number
    starts = [start for start, _ in paragraphs(material.text)]
    standing = [each for each in material.claims if each.draft_number == newest]
    lines = _lines(material, standing, starts)
    earlier = [_earlier(each) for each in material.claims if each.draft_number != newest]
    return {
        "schema": SCHEMA,
        "cover": _cover(material),
        "notice": _notice(lines),
        "language_notice": material.draft.notice,
        "summary": _summary(material, lines),
        "must_fix": [_must_fix(each) for each in lines if each["status"] == Status.DISPUTED],
        "alarms": [_alarm(each, starts) for each in material.alarms],
        "lines": lines,
        "earlier": earlier,
    }


def _lines(
    material: Material, claims: Sequence[Claim], starts: Sequence[int]
) -> list[dict[str, Any]]:
    return [
        line(
            number,
            _paragraph(starts, claim.anchor.start),
            claim,
            material.evidence.get(claim.id, ()),
            material.reviews.get(claim.id, ()),
            material.copies,
        )
        for number, claim in enumerate(claims, 1)
    ]


def _paragraph(starts: Sequence[int], place: int) -> int:
    """The paragraph in which a place is, counted from 1; `starts` is where each begins."""
    return max(1, bisect_right(starts, place))


def _alarm(alarm: Mapping[str, Any], starts: Sequence[int]) -> dict[str, Any]:
    """Places of the draft that cannot all be right, each with its paragraph."""
    return {
        "code": alarm["code"],
        "message": alarm["message"],
        "places": [
            {
                "text": span["text"],
                "start": span["start"],
                "end": span["end"],
                "paragraph": _paragraph(starts, span["start"]),
            }
            for span in alarm["spans"]
        ],
    }


def _cover(material: Material) -> dict[str, Any]:
    article, policy = material.article, material.policy
    reviews = [each for group in material.reviews.values() for each in group]
    return {
        "article_id": str(article.id),
        "desk": material.desk.name,
        "title": article.title,
        "author": article.author,
        "publisher": article.publisher,
        "url": article.url,
        "language": article.language,
        "published_at": moment(article.published_at),
        "draft": {"number": material.draft.number, "sha256": material.draft.sha256},
        "policy": {"name": policy.name.value, "version": policy.version},
        "checkers": sorted({each.reviewer.name for each in reviews}),
    }


def _notice(lines: Sequence[dict[str, Any]]) -> str | None:
    """The sentence that marks an unfinished report; a dismissed claim asks for no check."""
    wanted = [each["stage"] for each in lines if each["stage"] != Stage.DISMISSED]
    left = sum(stage not in CLOSED for stage in wanted)
    if not left:
        return None
    claims = "claim is" if len(wanted) == 1 else "claims are"
    return f"Unfinished: {left} of {len(wanted)} {claims} not final."


def _summary(material: Material, lines: Sequence[dict[str, Any]]) -> dict[str, Any]:
    sources = {each.source for group in material.evidence.values() for each in group}
    ledger = Counter(sentence.disposition.value for sentence in material.sentences)
    status = Counter(each["status"] for each in lines)
    stage = Counter(each["stage"] for each in lines)
    return {
        "claims": len(lines),
        "status": {each.value: status[each.value] for each in Status},
        "stage": {each.value: stage[each.value] for each in Stage},
        "sentences": {
            "total": len(material.sentences),
            "disposition": {each.value: ledger[each.value] for each in Disposition},
        },
        "single_source_claims": sum(each["witnesses"] == 1 for each in lines),
        "confidential_sources": sum(source.confidential for source in sources),
    }


def _must_fix(entry: dict[str, Any]) -> dict[str, Any]:
    """A disputed claim as the editor needs it: where, what, why, and what to write."""
    decision = entry["decision"] or {}
    reworded = entry["statement"] != entry["quote"]
    return {
        "number": entry["number"],
        "paragraph": entry["paragraph"],
        "start": entry["start"],
        "end": entry["end"],
        "as_written": entry["quote"],
        "rationale": decision.get("rationale"),
        "suggested_wording": entry["statement"] if reworded else None,
        "refuting": [each for each in entry["evidence"] if each["stance"] == Stance.REFUTES],
    }


def _earlier(claim: Claim) -> dict[str, Any]:
    """A claim that has no place in the newest draft: its words are gone, or not yet found."""
    return {
        "claim_id": str(claim.id),
        "draft": claim.draft_number,
        "quote": claim.anchor.quote,
        "status": claim.status.value,
        "stage": claim.stage.value,
    }
