"""The style sheet of the HTML: ours, in a newsroom's colours and on its paper."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from factcheck.report.renderings.tints import DARK, LIGHT, contrast, mixed, readable
from factcheck.report.style import Style
from factcheck.report.wording import MARKS

_PAPERS = {"a4": "A4", "us-letter": "letter"}
_NIGHT = "@media screen and (prefers-color-scheme: dark)"
_SHARES = "\n".join(f".w{each} {{ width: {each}%; }}" for each in range(1, 101))
"""Widths of columns by class: a style attribute would need a digest of its own."""


def stylesheet(style: Style) -> str:
    """All the CSS of a report in this style; the same for every report, so is its digest."""
    return "\n".join(
        [
            f":root {{ {_colours(style, LIGHT)} }}",
            f"{_NIGHT} {{ :root {{ color-scheme: dark; {_colours(style, DARK)} }} }}",
            f"@media print {{ :root {{ {_colours(style, '#ffffff')} }} }}",
            _ours(),
            _SHARES,
            _pages(style),
            _theirs(style),
        ]
    )


def content_security_policy(style: Style) -> str:
    """Allows the file's own style sheet, pictures within it where there are any, nothing else."""
    digest = base64.b64encode(hashlib.sha256(stylesheet(style).encode()).digest()).decode()
    allowed = ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    embedded = "data:" in style.css
    allowed += ["img-src data:"] if style.logo or embedded else []
    allowed += ["font-src data:"] if embedded else []
    return "; ".join([*allowed, "base-uri 'none'", "form-action 'none'"])


def _colours(style: Style, paper: str) -> str:
    """The colours as custom properties; every one that text may have stands off its ground."""
    given = style.colours
    dark = contrast(paper, "#000000") < contrast(paper, "#ffffff")
    wash = mixed(given["ink"] if not dark else "#ffffff", paper, 0.05)
    found = {
        "paper": paper,
        "wash": wash,
        "ink": readable(given["ink"], wash, 11),
        "quiet": readable(given["quiet"], wash, 5.5),
        "rule": mixed(given["rule"], paper, 0.3) if dark else given["rule"],
        "accent": readable(given["accent"], wash, 3),
        "warn": mixed("#e0a020", paper, 0.16),
    }
    for status in MARKS:
        ground = mixed(given[status], paper, 0.3 if dark else 0.09)
        found |= {f"{status}-wash": ground, status: readable(given[status], ground, 5)}
    return " ".join(f"--{name}: {value};" for name, value in found.items())


def _pages(style: Style) -> str:
    """The paper; what stands in its margins the page carries in attributes of its root."""
    count = _string(style.label("page.count", page="\0page\0", pages="\0pages\0"))
    for counter in ("page", "pages"):
        count = count.replace(f"\\0 {counter}\\0 ", f'" counter({counter}) "')
    small = "font: 7.5pt/1.3 var(--sans); color: var(--quiet);"
    boxes: Mapping[str, str] = {
        "top-left": f"content: attr(data-running); text-align: left; width: 75%; {small}",
        "top-right": f"content: attr(data-hash); text-align: right; {small}",
        "bottom-left": "content: attr(data-notice); text-align: left; width: 75%;"
        f" {small} color: var(--ink); font-weight: 700;",
        "bottom-right": f"content: {count}; text-align: right; {small}",
    }
    told = " ".join(f"@{place} {{ {rules} }}" for place, rules in boxes.items())
    return f"@page {{ size: {_PAPERS[style.paper]}; margin: 20mm 16mm 18mm; {told} }}"


def _string(text: str) -> str:
    """A text as a string of CSS, which nothing in it can end."""
    safe = "".join(each if each.isalnum() or each == " " else f"\\{ord(each):x} " for each in text)
    return f'"{safe}"'


def _theirs(style: Style) -> str:
    """What the newsroom adds, which cannot end the element that it stands in.

    `\\/` is how CSS itself may write a stroke; line ends are as a browser counts them into
    the digest.
    """
    text = style.css.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text.replace("</", "<\\/")


@cache
def _ours() -> str:
    source = files("factcheck.report.renderings") / "templates" / "report.css"
    return source.read_text(encoding="utf-8")
