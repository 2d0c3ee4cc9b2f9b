"""A frozen report in the format that is asked for."""

from collections.abc import Callable, Mapping
from typing import Any

from factcheck.errors import Rejected
from factcheck.report import csv, html, json, pdf
from factcheck.saying import say

Document = Mapping[str, Any]
_RENDERINGS: dict[str, tuple[Callable[[Document], bytes], str]] = {
    "html": (html.render, "text/html; charset=utf-8"),
    "pdf": (pdf.render, "application/pdf"),
    "csv": (csv.render, "text/csv; charset=utf-8"),
    "json": (json.render, "application/json"),
}
FORMATS = tuple(_RENDERINGS)
"""The formats a report comes in."""


def render(document: Document, format: str) -> bytes:  # noqa: A002 - the field's own word
    """The report as a file. `document` is `Report.document` read as JSON.

    Raises `Rejected` for a format that is none of `FORMATS`.
    """
    return _rendering(format)[0](document)


def content_type(format: str) -> str:  # noqa: A002
    """The media type of a format. Raises `Rejected` for one that is none of `FORMATS`."""
    return _rendering(format)[1]


def _rendering(name: str) -> tuple[Callable[[Document], bytes], str]:
    if name not in _RENDERINGS:
        raise Rejected(
            say("Reports do not come in this format."),
            {"format": [say("Choose one of: {formats}.", formats=", ".join(FORMATS))]},
        )
    return _RENDERINGS[name]
