"""A desk's report of one week, made by hand, and what is read out of its booklet."""

from dataclasses import fields, is_dataclass
from typing import Any

from factcheck.report.blocks import Booklet, Run, Table
from factcheck.report.style import plain_style

HASH = "ab" * 32
STYLE = plain_style()


def status_counts(verified: int = 0, disputed: int = 0, unverified: int = 0) -> dict[str, int]:
    return {"verified": verified, "disputed": disputed, "unverified": unverified}


def article_line(title: str, **more: Any) -> dict[str, Any]:
    return {
        "article_id": f"id of {title}",
        "title": title,
        "draft": 2,
        "created_at": "2026-03-02T09:30:00Z",
        "claims": 5,
        "status": status_counts(3, 1, 1),
        "open": 1,
        "signed_off": False,
        "deadline": None,
        "deadline_met": None,
        **more,
    }


def source_line(title: str, claims: int, refuted: int, **more: Any) -> dict[str, Any]:
    told = {"publisher": None, "url": None, "claims": claims, "refuted": refuted}
    return {"title": title, **told, **more}


def week_content(**more: Any) -> dict[str, Any]:
    """A week with something in every list."""
    stages = dict.fromkeys(("queued", "in_review", "awaiting_second", "dismissed", "reopened"), 0)
    due = {"deadline": "2026-03-05T12:00:00Z"}
    return {
        "schema": "factcheck.period/1",
        "cover": {
            "desk_id": "d",
            "desk": "World desk",
            "since": "2026-03-02T00:00:00Z",
            "until": "2026-03-09T00:00:00Z",
            "policy": {"name": "two_person", "version": 3},
            "reviewers": True,
        },
        "notice": None,
        "limits": {"articles": 1000, "listed": 20, "reviewers": 200, "least_decided": 2},
        "summary": {
            "articles": 7,
            "left_out": 0,
            "claims": 40,
            "status": status_counts(21, 6, 13),
            "stage": {**stages, "final": 29, "queued": 10, "dismissed": 1},
            "closed": 30,
            "open": 10,
            "decisions": 12,
            "decided": {"claims": 11, "status": status_counts(7, 3, 1)},
            "corrected": 4,
            "disputed_after_verified": 2,
            "reopened": 5,
            "hours_to_decision": {"claims": 9, "median": 3.5, "nine_of_ten": 20.25},
            "days": [
                {"day": "2026-03-02", "decisions": 8},
                {"day": "2026-03-07", "decisions": 4},
            ],
        },
        "articles": [
            article_line("Harbour", signed_off=True, deadline_met=True, **due),
            article_line("Budget", deadline_met=False, status=status_counts(), **due),
            article_line(" \n ", deadline_met=None, **due),
            article_line("Free"),
        ],
        "speakers": [{"name": "Rosa Vidal", "disputed": 2, "decided": 3}],
        "sources": {
            "cited": [
                source_line("The budget", 6, 1, publisher="City", url="https://e.org/budget"),
                source_line("A leaflet", 2, 0),
            ],
            "refuting": [
                source_line("The budget", 6, 1, publisher="City", url="https://e.org/budget"),
                source_line("An audit", 1, 1),
            ],
            "confidential": {"sources": 2, "claims": 3},
        },
        "repeated": [
            repeat_line("It made 320 jobs.", status_counts(2, 1), alike=False),
            repeat_line("It cost 3 million.", status_counts(0, 2), alike=True),
        ],
        "reviewers": [
            {"name": "Ana Paz", "decisions": 9, "median_hours": 2.75, "overturned": 1},
            {"name": "Ben Okafor", "decisions": 3, "median_hours": None, "overturned": 0},
        ],
        **more,
    }


def repeat_line(statement: str, status: dict[str, int], *, alike: bool) -> dict[str, Any]:
    count = sum(status.values())
    return {
        "statement": statement,
        "articles": 2,
        "claims": count,
        "status": status,
        "alike": alike,
    }


def week_edition(audience: str = "internal", **more: Any) -> dict[str, Any]:
    """An opened edition; `more` are parts of its content."""
    head = {"seq": 812, "hash": "cd" * 32}
    made = {"report_id": "r", "number": 4, "at": "2026-03-09T08:00:00Z", "by": "Eva", "log": head}
    return {
        "content": week_content(**more),
        "content_hash": HASH,
        "made": made,
        "audience": audience,
    }


def week_for_public() -> dict[str, Any]:
    hidden = ("summary", "articles", "speakers", "sources", "repeated", "reviewers")
    document = week_edition("public", **dict.fromkeys(hidden))
    document["made"] |= {"by": None, "log": None}
    return document


def every(thing: Any, kind: type) -> list[Any]:
    """Every thing of a kind within blocks, in order."""
    if isinstance(thing, kind):
        return [thing]
    if isinstance(thing, (list, tuple)):
        return [found for each in thing for found in every(each, kind)]
    if is_dataclass(thing):
        return [found for each in fields(thing) for found in every(getattr(thing, each.name), kind)]
    return []


def words_of(thing: Any) -> str:
    """All words within blocks."""
    return " ".join(each for each in every(thing, str))


def section_of(booklet: Booklet, anchor: str) -> Any:
    (found,) = [each for each in booklet.sections if each.anchor == anchor]
    return found


def table_rows(table: Table) -> list[list[str]]:
    """The words of each cell."""
    return [
        ["".join(run.text for run in every(cell, Run)) for cell in row.cells] for row in table.rows
    ]
