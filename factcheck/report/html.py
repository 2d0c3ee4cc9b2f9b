"""The report as one HTML file that needs nothing else."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from factcheck.report.legible import legible
from factcheck.report.wording import MARKS, day, facet, grade, ranked, speaker, words

_STYLE = (files("factcheck.report") / "templates" / "report.css").read_text(encoding="utf-8")
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
CONTENT_SECURITY_POLICY = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'"
"""Allows the file's own style sheet and nothing else; the file carries it, too."""


def render(document: Mapping[str, Any]) -> bytes:
    """A page for screen, phone and paper, without scripts and without the network."""
    page = _environment().get_template("report.html")
    return page.render(
        document,
        style=Markup(_STYLE),  # noqa: S704 - our own file
        policy=CONTENT_SECURITY_POLICY,
    ).encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("factcheck.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": day,
        "facet": facet,
        "grade": grade,
        "ranked": ranked,
        "speaker": speaker,
        "words": words,
    }
    environment.tests["linkable"] = is_linkable
    environment.globals["marks"] = MARKS
    return environment


def is_linkable(url: str) -> bool:
    """Whether an address may become a link: `javascript:` and `file:` stay plain words."""
    return url.startswith(("https://", "http://"))


def _shown(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Markup):
        return legible(value)
    return "" if value is None else value
