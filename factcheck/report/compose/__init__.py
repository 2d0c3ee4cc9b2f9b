"""A report’s content as blocks for paper and rows for spreadsheets."""

from collections.abc import Mapping
from typing import Any

from factcheck.report.blocks import Booklet, Sheet
from factcheck.report.compose.article import article_booklet, article_title
from factcheck.report.compose.period import period_booklet, period_sheets, period_title
from factcheck.report.compose.sheets import article_sheets
from factcheck.report.seal import opened
from factcheck.report.style import Style

__all__ = ["booklet", "sheets", "title"]


def booklet(document: Mapping[str, Any], style: Style) -> Booklet:
    """The edition of a report as it is set."""
    whole = opened(document)
    return (period_booklet if _of_period(whole) else article_booklet)(whole, style)


def sheets(document: Mapping[str, Any], style: Style) -> list[Sheet]:
    """The edition of a report as rows, the most important sheet first."""
    whole = opened(document)
    return (period_sheets if _of_period(whole) else article_sheets)(whole, style)


def title(document: Mapping[str, Any], style: Style) -> str:
    """What the report is called."""
    cover = document["content"]["cover"]
    return (period_title if _of_period(document) else article_title)(cover, style)


def _of_period(document: Mapping[str, Any]) -> bool:
    return str(document["content"]["schema"]).startswith("factcheck.period/")
