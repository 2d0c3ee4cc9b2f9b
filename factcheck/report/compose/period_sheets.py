"""A desk's report of a period as rows for spreadsheets."""

from collections.abc import Iterator, Mapping
from typing import Any

from factcheck.report.blocks import Cell, Sheet
from factcheck.report.compose.phrases import Record
from factcheck.report.style import Style
from factcheck.report.wording import ranked

_WIDE, _MIDDLE, _NARROW = 60, 24, 12
_STATUSES = {"verified": _NARROW, "disputed": _NARROW, "unverified": _NARROW}
_SUMMARY = {"what": 40, "value": 40}
_DAYS = {"day": _NARROW, "decisions": _NARROW}
_ARTICLES = {
    "title": _WIDE, "draft": 8, "created_at": 20, "claims": 8, **_STATUSES, "open": 8,
    "signed_off": 10, "deadline_at": 20, "deadline_met": 10, "article_id": 38,
}  # fmt: skip
_SPEAKERS = {"speaker": 40, "disputed": _NARROW, "decided": _NARROW}
_SOURCES = {"title": _WIDE, "publisher": _MIDDLE, "url": 40, "claims": 8, "refuted": 10}
_REPEATED = {"statement": _WIDE, "claims": 8, "articles": 8, **_STATUSES, "alike": 8}
_REVIEWERS = {"reviewer": _MIDDLE, "decisions": 10, "median_hours": 12, "overturned": 12}


def period_sheets(document: Record, style: Style) -> list[Sheet]:
    """The rows of an opened edition; a sheet of what is not for this audience is left out.

    Articles come first and sources second, for a CSV file holds one sheet alone.
    """
    content = document["content"]
    found = {
        "articles": (_ARTICLES, _articles(content, style)),
        "sources": (_SOURCES, _sources(content)),
        "summary": (_SUMMARY, _summary(document, style)),
        "days": (_DAYS, iter((content["summary"] or {}).get("days", ()))),
        "speakers": (_SPEAKERS, _speakers(content)),
        "repeated": (_REPEATED, _repeated(content)),
        "reviewers": (_REVIEWERS, _reviewers(content)),
    }
    part_of = {"summary": "cover", "days": "summary"}
    return [
        _sheet(name, columns, rows, style)
        for name, (columns, rows) in found.items()
        if content[part_of.get(name, name)] is not None
    ]


def _sheet(name: str, columns: Mapping[str, int], records: Iterator[Record], style: Style) -> Sheet:
    return Sheet(
        name=name,
        title=style.label(f"period.sheet.{name}"),
        columns=[
            (key, style.label(f"period.column.{key}"), width) for key, width in columns.items()
        ],
        rows=[[_cell(record[key], style) for key in columns] for record in records],
    )


def _cell(value: Any, style: Style) -> Cell:
    if isinstance(value, bool):
        return style.label("period.yes" if value else "period.no")
    found: Cell = value
    return found


def _summary(document: Record, style: Style) -> Iterator[Record]:
    """Every count with what it is called; the cover is there for every audience."""
    content = document["content"]
    cover, counts = content["cover"], content["summary"]
    told: list[tuple[str, Cell]] = [
        *((f"period.{name}", cover[name]) for name in ("desk", "since", "until")),
        ("cover.content", document["content_hash"]),
    ]
    if counts is not None:
        told += _counts(counts)
    for key, value in told:
        yield {"what": style.label(key), "value": value}
    for key, status in (("period.decided_bar", "decided"), ("period.now_bar", None)):
        if counts is not None:
            yield from _statuses(key, (counts[status] if status else counts)["status"], style)


def _counts(counts: Record) -> list[tuple[str, Cell]]:
    waits = counts["hours_to_decision"]
    return [
        ("period.articles", counts["articles"]),
        ("period.decided", counts["decided"]["claims"]),
        ("period.decisions", counts["decisions"]),
        ("period.first_decisions", waits["claims"]),
        ("period.median_hours", waits["median"]),
        ("period.nine_of_ten_hours", waits["nine_of_ten"]),
        ("period.corrected", counts["corrected"]),
        ("period.fallen", counts["disputed_after_verified"]),
        ("period.reopened", counts["reopened"]),
        ("period.claims", counts["claims"]),
        ("period.open", counts["open"]),
        ("period.closed", counts["closed"]),
    ]


def _statuses(key: str, status: Record, style: Style) -> Iterator[Record]:
    for name, number in ranked(status):
        yield {"what": f"{style.label(key)}: {style.term(name)}", "value": number}


def _articles(content: Record, style: Style) -> Iterator[Record]:
    for each in content["articles"] or ():
        title = " ".join(each["title"].split()) or style.label("report.untitled")
        yield {**each, **each["status"], "title": title, "deadline_at": each["deadline"]}


def _speakers(content: Record) -> Iterator[Record]:
    for each in content["speakers"] or ():
        yield {**each, "speaker": each["name"]}


def _sources(content: Record) -> Iterator[Record]:
    """Each source once: those that are cited most, then those that only refute most."""
    found = content["sources"] or {"cited": (), "refuting": ()}
    yield from found["cited"]
    yield from (each for each in found["refuting"] if each not in found["cited"])


def _repeated(content: Record) -> Iterator[Record]:
    for each in content["repeated"] or ():
        yield {**each, **each["status"]}


def _reviewers(content: Record) -> Iterator[Record]:
    for each in content["reviewers"] or ():
        yield {**each, "reviewer": each["name"]}
