"""The content of a report: a pure function from loaded rows to plain values."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from factcheck.extraction.sentences.paragraphs import paragraphs
from factcheck.report.annexes import Ground, coverage, extract, reply, sign_off, without_claim
from factcheck.report.lines import line, moment
from factcheck.report.material import Material
from factcheck.report.seal import Audience, Veil, opened
from factcheck.store.claims import Claim
from factcheck.vocabulary import CLOSED, Disposition, Stage, Stance, Status

SCHEMA = "factcheck.report/2"


def document(material: Material, veil: Veil) -> dict[str, Any]:
    """All that a report says about the article, and nothing about its own making.

    The same state gives the same dictionary, whoever freezes it and whenever. What is not
    for everybody goes under the veil.
    """
    newest = material.article.draft_number
    starts = [start for start, _ in paragraphs(material.text)]
    standing = [each for each in material.claims if each.draft_number == newest]
    ground = Ground(standing)
    lines = _lines(material, standing, starts, veil)
    earlier = [_earlier(each) for each in material.claims if each.draft_number != newest]
    summary = _summary(material, lines, coverage(material, ground))
    return {
        "schema": SCHEMA,
        "cover": _cover(material, veil),
        "notice": _notice(summary),
        "language_notice": material.draft.notice,
        "summary": summary,
        "lines": lines,
        **{
            name: veil.over(part, Audience.INTERNAL)
            for name, part in {
                "must_fix": _must_fixes(lines, veil),
                "alarms": [_alarm(each, starts) for each in material.alarms],
                "earlier": earlier,
                "manuscript": {"text": material.text},
                "replies": [reply(each) for each in material.replies],
                "dismissed": without_claim(material, ground, _paragraphs(material, starts)),
                "sign_off": sign_off(material),
                "audit": extract(material),
            }.items()
        },
    }


def _lines(
    material: Material, claims: Sequence[Claim], starts: Sequence[int], veil: Veil
) -> list[dict[str, Any]]:
    return [
        line(
            number,
            _paragraph(starts, claim.anchor.start),
            claim,
            material.evidence.get(claim.id, ()),
            material.reviews.get(claim.id, ()),
            material.copies,
            veil=veil,
            names=_names(material),
        )
        for number, claim in enumerate(claims, 1)
    ]


def _names(material: Material) -> bool:
    """Whether the public may read who decided: where the policy lets facts say so."""
    return bool(material.policy.rules.get("names_reviewers"))


def _paragraphs(material: Material, starts: Sequence[int]) -> dict[int, int]:
    """The paragraph of each sentence, by its number."""
    return {each.number: _paragraph(starts, each.start) for each in material.sentences}


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


def _cover(material: Material, veil: Veil) -> dict[str, Any]:
    article, policy = material.article, material.policy
    reviews = [each for group in material.reviews.values() for each in group]
    checkers = sorted({each.reviewer.name for each in reviews})
    return {
        "article_id": str(article.id),
        "desk": material.desk.name,
        "title": article.title,
        "author": article.author,
        "publisher": article.publisher,
        "url": article.url,
        "language": article.language,
        "published_at": moment(article.published_at),
        "deadline": veil.over(moment(article.deadline), Audience.INTERNAL),
        "draft": {"number": material.draft.number, "sha256": material.draft.sha256},
        "policy": {"name": policy.name.value, "version": policy.version},
        "checkers": checkers if _names(material) else veil.over(checkers, Audience.INTERNAL),
    }


def _notice(summary: Mapping[str, Any]) -> str | None:
    """The sentence that marks an unfinished report; a dismissed claim asks for no check."""
    left, wanted = summary["open"], summary["wanted"]
    if not left:
        return None
    claims = "claim is" if wanted == 1 else "claims are"
    return f"Unfinished: {left} of {wanted} {claims} not final."


def _summary(
    material: Material, lines: Sequence[dict[str, Any]], covered: dict[str, int]
) -> dict[str, Any]:
    """Counts of the newest draft. `wanted` are the claims that ask for a check, `open` those
    of them that are not final.
    """
    sources = {each.source for group in material.evidence.values() for each in group}
    ledger = Counter(sentence.disposition.value for sentence in material.sentences)
    status = Counter(each["status"] for each in lines)
    stage = Counter(each["stage"] for each in lines)
    wanted = [each["stage"] for each in lines if each["stage"] != Stage.DISMISSED]
    return {
        "claims": len(lines),
        "wanted": len(wanted),
        "open": sum(each not in CLOSED for each in wanted),
        "status": {each.value: status[each.value] for each in Status},
        "stage": {each.value: stage[each.value] for each in Stage},
        "coverage": covered,
        "sentences": {
            "total": len(material.sentences),
            "disposition": {each.value: ledger[each.value] for each in Disposition},
        },
        "single_source_claims": sum(each["witnesses"] == 1 for each in lines),
        "confidential_sources": sum(source.confidential for source in sources),
    }


def _must_fixes(lines: Sequence[dict[str, Any]], veil: Veil) -> list[dict[str, Any]]:
    """The disputed claims as the editor needs them: where, what, why, and what to write."""
    disputed = {each["number"] for each in lines if each["status"] == Status.DISPUTED}
    known = {"content": {"lines": lines}, "made": {}, "disclosures": veil.disclosures}
    whole = opened(known, keep=Audience.LEGAL)["content"]["lines"] if disputed else []
    return [_must_fix(each) for each in whole if each["number"] in disputed]


def _must_fix(entry: dict[str, Any]) -> dict[str, Any]:
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
