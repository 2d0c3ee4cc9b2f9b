"""An article's report as rows: claims, claim-sources, and what else a spreadsheet can use."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from factcheck.report.blocks import Cell, Sheet
from factcheck.report.compose.annexes import dismissal_words
from factcheck.report.compose.phrases import facet, grade, source_text, source_title, speaker
from factcheck.report.style import Style

Record = Mapping[str, Any]
_WIDE, _MIDDLE, _NARROW = 60, 24, 12
_CLAIMS = {
    "number": 8, "paragraph": 8, "start": 8, "end": 8, "quote": _WIDE, "statement": _WIDE,
    "kind": _NARROW, "speaker": _MIDDLE, "facets": 40, "status": _NARROW, "stage": _NARROW,
    "stage_reason": _MIDDLE, "rating": _NARROW, "rationale": _WIDE, "checked_by": _MIDDLE,
    "checked_at": 20, "second_person": _MIDDLE, "second_at": 20, "decided_at": 20,
    "policy": _MIDDLE, "override_reason": _MIDDLE, "witnesses": 8, "sources": _WIDE,
    "claim_id": 38, "claim_version": 8, "report_hash": 66,
}  # fmt: skip
_SOURCES = {
    "number": 8, "claim_id": 38, "status": _NARROW, "stance": _NARROW, "relied_on": 8,
    "title": 40, "publisher": _MIDDLE, "url": 40, "kind": _NARROW, "reliability": 8,
    "credibility": 8, "grade": _MIDDLE, "independence_group": _MIDDLE, "confidential": 8,
    "passage": _WIDE, "locator": _MIDDLE, "accessed_at": 20, "snapshot_sha256": 66,
    "source_version": 8,
}  # fmt: skip
_MUST_FIX = {
    "number": 8, "paragraph": 8, "start": 8, "end": 8, "as_written": _WIDE, "rationale": _WIDE,
    "suggested_wording": _WIDE, "refuting": _WIDE,
}  # fmt: skip
_REPLIES = {
    "asked": _MIDDLE, "channel": _NARROW, "question": _WIDE, "asked_at": 20, "deadline_at": 20,
    "answer": _WIDE, "answered_at": 20,
}  # fmt: skip
_DISMISSED = {"paragraph": 8, "start": 8, "end": 8, "text": _WIDE, "why": 40}
_AUDIT = {"seq": 10, "at": 20, "name": _MIDDLE, "action": _MIDDLE, "claim": 8, "hash": 66}


def article_sheets(document: Record, style: Style) -> list[Sheet]:
    """The rows of an opened edition; a sheet of what is not for this audience is left out."""
    content = document["content"]
    made = [
        _sheet("claims", _CLAIMS, _claims(document, style), style),
        _sheet("claim_sources", _SOURCES, _claim_sources(content, style), style),
    ]
    rest = {
        "must_fix": (_MUST_FIX, _must_fix),
        "replies": (_REPLIES, _replies),
        "dismissed": (_DISMISSED, _dismissed),
        "audit": (_AUDIT, _audit),
    }
    for name, (columns, rows) in rest.items():
        if content.get(name) is not None:
            made.append(_sheet(name, columns, rows(content, style), style))
    return made


def _sheet(name: str, columns: Mapping[str, int], records: Iterator[Record], style: Style) -> Sheet:
    return Sheet(
        name=name,
        title=style.label(f"sheet.{name}"),
        columns=[(key, style.label(f"column.{key}"), width) for key, width in columns.items()],
        rows=[_row(each, columns) for each in records],
    )


def _row(record: Record, columns: Mapping[str, int]) -> Sequence[Cell]:
    return [record.get(key) for key in columns]


def _claims(document: Record, style: Style) -> Iterator[Record]:
    for line in document["content"]["lines"]:
        yield _claim(line, style) | {"report_hash": document["content_hash"]}


def _claim(line: Record, style: Style) -> dict[str, Any]:
    decision = line["decision"] or {}
    second = decision.get("second_person") or {}
    policy = decision.get("policy")
    return {
        **line,
        "kind": style.term(line["kind"]),
        "speaker": speaker(line["speaker"], style),
        "facets": "\n".join(facet(each, style) for each in line["facets"]),
        "stage": style.term(line["stage"]),
        "stage_reason": style.term(line["stage_reason"]) or None,
        "rating": style.rating(line["rating"]),
        "rationale": decision.get("rationale"),
        "checked_by": decision.get("reviewer"),
        "checked_at": decision.get("reviewed_at"),
        "second_person": second.get("reviewer"),
        "second_at": second.get("reviewed_at"),
        "decided_at": decision.get("decided_at"),
        "policy": f"{style.term(policy['name'])} v{policy['version']}" if policy else None,
        "override_reason": decision.get("override_reason"),
        "sources": "\n".join(source_text(each, style) for each in line["evidence"]),
    }


def _claim_sources(content: Record, style: Style) -> Iterator[Record]:
    for line in content["lines"]:
        for each in line["evidence"]:
            yield {
                **each,
                "number": line["number"],
                "claim_id": line["claim_id"],
                "status": line["status"],
                "title": source_title(each, style),
                "grade": grade(each, style),
                "relied_on": _yes(each["relied_on"], style),
                "confidential": _yes(each["confidential"], style),
            }


def _yes(value: bool, style: Style) -> str:
    return style.label("sheet.yes" if value else "sheet.no")


def _must_fix(content: Record, style: Style) -> Iterator[Record]:
    for each in content["must_fix"]:
        refuting = "\n".join(source_text(piece, style) for piece in each["refuting"])
        yield {**each, "refuting": refuting}


def _replies(content: Record, style: Style) -> Iterator[Record]:  # noqa: ARG001 - as the others
    for each in content["replies"]:
        yield {**each, "deadline_at": each["deadline"]}


def _dismissed(content: Record, style: Style) -> Iterator[Record]:
    for each in content["dismissed"]:
        yield {**each, "why": "; ".join(dismissal_words(each, style))}


def _audit(content: Record, style: Style) -> Iterator[Record]:
    for each in content["audit"]["entries"]:
        yield {**each, "action": style.term(each["action"])}
