"""A report of an article that was never written, to try a style on."""

import json
from collections.abc import Mapping
from importlib.resources import files
from itertools import cycle
from typing import Any

from factcheck.canonical import content_hash
from factcheck.report.compose import booklet
from factcheck.report.renderings import html
from factcheck.report.seal import Audience
from factcheck.report.style import Style


def preview(style: Style) -> bytes:
    """The made-up report as HTML in this style, with every section that the style shows."""
    document = sample(list(style.ratings))
    return html.render(booklet(document, style), style)


def sample(ratings: list[str] | None = None) -> Mapping[str, Any]:
    """An edition for lawyers, who see most, but without a seal: nobody made it.

    Where there are `ratings`, they stand on its rated lines, that their names can be seen.
    """
    source = files("factcheck.report") / "sample.json"
    document: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    names = cycle(ratings or [])
    for line in document["content"]["lines"] if ratings else ():
        line["rating"] = next(names) if line["rating"] else None
    return {
        **document,
        "content_hash": content_hash(document["content"]),
        "audience": Audience.LEGAL.value,
        "disclosures": {},
    }
