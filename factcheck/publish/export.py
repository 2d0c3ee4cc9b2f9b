"""Facts as a table: one row each, for spreadsheets and data teams."""

import csv
import json
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

COLUMNS = (
    "id", "version", "status", "statement", "quote", "speaker", "rating", "rationale",
    "article_id", "article_title", "article_url", "article_publisher", "article_published_at",
    "sources", "confidential_sources", "reviewed_at", "valid_since", "published_at",
    "updated_at", "corrected", "overridden", "desk", "language", "topics", "claimreview_url",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run instead of show."""


def csv_lines(facts: Iterable[str], *, batch: int = 500) -> Iterator[str]:
    """The facts, each as JSON, as CSV (RFC 4180) with a head; some lines at a time.

    `sources` holds the addresses of the sources, or their titles, one a line. Text that a
    spreadsheet would take for a formula gets an apostrophe in front.
    """
    page = StringIO()
    writer = csv.writer(page)
    writer.writerow(COLUMNS)
    for number, fact in enumerate(facts, 1):
        writer.writerow(_row(json.loads(fact)))
        if number % batch == 0:
            yield page.getvalue()
            page.seek(0)
            page.truncate()
    yield page.getvalue()


def _row(fact: dict[str, Any]) -> tuple[Any, ...]:
    """The cells, in the order of `COLUMNS`. Spelled out, for a million of them are asked for."""
    article, speaker = fact["article"], fact["speaker"]
    sources = "\n".join([each["url"] or each["title"] for each in fact["sources"]])
    return (
        fact["id"],
        fact["version"],
        fact["status"],
        _text(fact["statement"]),
        _text(fact["quote"]),
        _text(speaker and speaker["name"]),
        _text(fact["rating"]),
        _text(fact["rationale"]),
        article["id"],
        _text(article["title"]),
        _text(article["url"]),
        _text(article["publisher"]),
        article["published_at"],
        _text(sources),
        fact["confidential_sources"],
        fact["reviewed_at"],
        fact["valid_since"],
        fact["published_at"],
        fact["updated_at"],
        _TRUTH[fact["corrected"]],
        _TRUTH[fact["overridden"]],
        fact["desk"],
        _text(fact["language"]),
        _text(", ".join(fact["topics"])),
        fact["claimreview_url"],
    )


_TRUTH = {True: "true", False: "false"}


def _text(value: str | None) -> str | None:
    return f"'{value}" if value and value.startswith(_FORMULA) else value
