"""The report as one HTML file for screen, phone and paper that needs nothing else."""

import base64
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from factcheck.report.blocks import (
    Bar,
    Block,
    Booklet,
    Card,
    Facts,
    Listing,
    Look,
    Manuscript,
    Notice,
    Paragraph,
    Quotation,
    Row,
    Run,
    Runs,
    Segment,
    Series,
    Signatures,
    Table,
)
from factcheck.report.legible import is_linkable, legible
from factcheck.report.renderings.charts import bar_svg, series_svg
from factcheck.report.renderings.stylesheet import content_security_policy, stylesheet
from factcheck.report.style import Logo, Style
from factcheck.report.wording import MARKS

__all__ = ["content_security_policy", "render"]

_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
"""How a language is named (BCP 47); other words are not passed on to a reader's voice."""
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d(?!\d)(T?)")
"""A date, or that of a time: a browser would break it at a hyphen, and people would misread it."""
_LEAST = 5
"""The least width of a column in percent: the head of one of numbers is wider than they are."""
_RUNNING = 80
"""How many letters of the title fit into the head of a printed page."""
_ELEMENTS = {
    Look.PLAIN: ("", ""),
    Look.STRONG: ("<strong>", "</strong>"),
    Look.QUIET: ('<span class="quiet">', "</span>"),
    Look.EMPHASIS: ("<em>", "</em>"),
    Look.HASH: ('<code class="hash">', "</code>"),
} | {
    Look(status): (
        f'<span class="status {status}"><span aria-hidden="true">{mark}</span> ',
        "</span>",
    )
    for status, mark in MARKS.items()
}


def render(booklet: Booklet, style: Style) -> bytes:
    """A page without scripts that asks nothing of the network, and can do nothing to a reader."""
    anchors = {each.anchor for each in booklet.sections}
    for each in [booklet.cover, *(section.blocks for section in booklet.sections)]:
        anchors |= set(_anchors(each))
    cover = _Press(style, anchors, heading=2).blocks(booklet.cover)
    press = _Press(style, anchors, heading=3)
    page: str = _page().render(
        booklet=booklet,
        style=style,
        direction="rtl" if booklet.language.split("-")[0] in _RIGHT_TO_LEFT else "ltr",
        running=_short(booklet.running),
        told_on_cover=Notice(booklet.notice or "") in booklet.cover,
        title_language=Markup(_language(booklet.title_language)),  # noqa: S704 - a checked tag
        logo=_address(style.logo) if style.logo else None,
        policy=content_security_policy(style),
        stylesheet=Markup(stylesheet(style)),  # noqa: S704 - cannot close its element
        cover=Markup(cover),  # noqa: S704 - escaped text by text
        sections=[
            (each, Markup(press.blocks(each.blocks)))  # noqa: S704 - the same
            for each in booklet.sections
        ],
    )
    return page.encode()


class _Press:
    """Sets blocks as HTML; what is in `anchors` can be linked to."""

    def __init__(self, style: Style, anchors: set[str], heading: int) -> None:
        self._style = style
        self._anchors = anchors
        self._heading = heading
        self._setters: dict[type, Callable[[Any], str]] = {
            Paragraph: self._paragraph,
            Quotation: self._quotation,
            Notice: self._notice,
            Facts: self._facts,
            Table: self._table,
            Listing: self._listing,
            Card: self._card,
            Bar: self._bar,
            Series: self._series,
            Manuscript: self._manuscript,
            Signatures: self._signatures,
        }

    def blocks(self, blocks: Iterable[Block]) -> str:
        """The blocks one after the other; pictures and small tables stand side by side."""
        parts = []
        for kind, group in groupby(blocks, key=_beside):
            text = "\n".join([self._setters[type(each)](each) for each in group])
            parts.append(f'<div class="{kind}">{text}</div>' if kind else text)
        return "\n".join(parts)

    def runs(self, runs: Runs) -> str:
        """Words in a line; those of people are kept apart from our own."""
        return "".join([self._run(each) for each in runs])

    def _run(self, run: Run) -> str:
        text, look, link, stored = run
        opened, closed = _ELEMENTS[look]
        words = _safe(text)
        if "-" in words:
            words = _DAY.sub(_unbroken, words)
        if stored:
            words = f"<bdi>{words}</bdi>"
        if link is None:
            return f"{opened}{words}{closed}"
        if link.startswith("#") and link[1:] in self._anchors:
            return f'<a href="{_safe(link)}">{opened}{words}{closed}</a>'
        if not is_linkable(link):
            return f"{opened}{words}{closed}"
        relation = "noopener noreferrer nofollow"
        return f'<a href="{_safe(link)}" rel="{relation}">{opened}{words}{closed}</a>'

    def _line(self, runs: Runs) -> tuple[str, str]:
        """Words, and the attribute that turns their line the way in which people wrote them.

        A `bdi` has no say in that, so there is none where all the words are theirs.
        """
        if runs and all(run.stored for run in runs):
            return self.runs([run._replace(stored=False) for run in runs]), ' dir="auto"'
        return self.runs(runs), ""

    def _paragraph(self, block: Paragraph) -> str:
        words, direction = self._line(block.runs)
        small = ' class="small"' if block.small else ""
        return f"<p{small}{direction}>{words}</p>"

    def _quotation(self, block: Quotation) -> str:
        language = _language(block.language)
        return f'<blockquote dir="auto"{language}>{_safe(block.text)}</blockquote>'

    def _notice(self, block: Notice) -> str:
        return f'<p class="notice" role="note" dir="auto">{_safe(block.text)}</p>'

    def _facts(self, block: Facts) -> str:
        rows = []
        for name, runs in block.rows:
            words, direction = self._line(runs)
            rows.append(f"<dt>{_safe(name)}</dt><dd{direction}>{words}</dd>")
        return f"<dl>{''.join(rows)}</dl>" if rows else ""

    def _listing(self, block: Listing) -> str:
        items = "".join([f"<li>{self.blocks(each)}</li>" for each in block.items])
        return f'<ul role="list">{items}</ul>' if items else ""

    def _card(self, block: Card) -> str:
        anchor, level = _safe(block.anchor), self._heading
        status = block.status if block.status in MARKS else "plain"
        return (
            f'<article class="card {status}" aria-labelledby="{anchor}">'
            f'<h{level} id="{anchor}">{self.runs(block.title)}</h{level}>\n'
            f"{self.blocks(block.body)}</article>"
        )

    def _table(self, block: Table) -> str:
        whole = sum(each.share for each in block.columns) or 1
        kinds = ["num" if each.numeric else "" for each in block.columns]
        heads = []
        for each, kind in zip(block.columns, kinds, strict=True):
            part = max(_LEAST, int(100 * each.share / whole))
            width = "" if block.narrow else f"w{part}"
            names = f"{kind} {width}".strip()
            heads.append(
                f'<th scope="col" role="columnheader"{_class(names)}>{_safe(each.title)}</th>'
            )
        labels = [f' data-label="{_safe(each.title)}"' for each in block.columns]
        rows = [self._row(each, labels, kinds) for each in block.rows]
        return (
            f'<table role="table" class="{"narrow" if block.narrow else "wide"}">'
            f"<caption>{_safe(block.caption)}</caption>\n"
            f'<thead role="rowgroup"><tr role="row">{"".join(heads)}</tr></thead>\n'
            f'<tbody role="rowgroup">\n{"".join(rows)}</tbody></table>'
        )

    def _row(self, row: Row, labels: Sequence[str], kinds: Sequence[str]) -> str:
        anchor = f' id="{_safe(row.anchor)}"' if row.anchor else ""
        cells = []
        for place, (cell, label, kind) in enumerate(zip(row.cells, labels, kinds, strict=True)):
            tag, role = (
                ("th", ' scope="row" role="rowheader"') if not place else ("td", ' role="cell"')
            )
            short = "short" if len(cell) == 1 and type(cell[0]) is Paragraph else ""
            names = _class(f"{kind} {short}".strip())
            cells.append(f"<{tag}{role}{names}{label}>{self.blocks(cell)}</{tag}>")
        return f'<tr role="row"{anchor}>{"".join(cells)}</tr>\n'

    def _bar(self, block: Bar) -> str:
        return _figure(block.caption, bar_svg(block, self._style))

    def _series(self, block: Series) -> str:
        return _figure(block.caption, series_svg(block, self._style))

    def _manuscript(self, block: Manuscript) -> str:
        paragraphs = "\n".join(
            f'<p dir="auto">{"".join([self._segment(piece) for piece in each])}</p>'
            for each in block.paragraphs
        )
        return f'<div class="manuscript"{_language(block.language)}>\n{paragraphs}\n</div>'

    def _segment(self, segment: Segment) -> str:
        text, numbers, look = segment
        words = _safe(text)
        if not numbers and look is Look.PLAIN:
            return words
        status = look if look in MARKS else "plain"
        notes = "".join([self._note(number, look) for number in numbers])
        return f'<mark class="{status}">{words}</mark>{notes}'

    def _note(self, number: int, look: Look) -> str:
        """The number of a claim over the line, with the sign of its status."""
        label, status = self._style.label, look in MARKS
        term = self._style.term(look.value)
        told = (
            label("html.claim_status", number=number, status=term)
            if status
            else label("html.claim", number=number)
        )
        words = f"{MARKS[look]}{number}" if status else str(number)
        place = f"claim-{number}"
        shown = (
            f'<a href="#{place}" aria-label="{_safe(told)}">{words}</a>'
            if place in self._anchors
            else words
        )
        return f'<sup dir="ltr"{_class(look if status else "")}>{shown}</sup>'

    def _signatures(self, block: Signatures) -> str:
        lines = "".join(
            f'<li><span class="label" dir="auto">{_safe(whose)}</span>'
            f'<span class="line" dir="auto">{_safe(printed)}</span></li>'
            for whose, printed in block.lines
        )
        return f'<ul role="list" class="signatures">{lines}</ul>' if lines else ""


def _figure(caption: str, picture: str) -> str:
    return f"<figure><figcaption>{_safe(caption)}</figcaption>{picture}</figure>"


def _unbroken(day: re.Match[str]) -> str:
    """A date on one line; what follows the T of a time may stand on the next."""
    return f'<span class="day">{day[0]}</span>{"<wbr>" if day[1] else ""}'


def _class(names: str) -> str:
    return f' class="{names}"' if names else ""


def _beside(block: Block) -> str:
    """Among what a block may stand side by side, as a class; most stand alone."""
    kind = type(block)
    if kind is Bar or kind is Series:
        return "pictures"
    return "tables" if kind is Table and block.narrow else ""  # type: ignore[union-attr]


def _anchors(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (row.anchor for row in block.rows if row.anchor)
        elif isinstance(block, Card):
            yield block.anchor


def _language(tag: str | None) -> str:
    return f' lang="{tag}"' if tag and _TAG.fullmatch(tag) else ""


def _short(text: str) -> str:
    words = " ".join(legible(text).split())
    return words if len(words) <= _RUNNING else f"{words[:_RUNNING].rstrip()}…"


def _address(logo: Logo) -> str:
    """The picture itself as an address; as an image, nothing in it can run."""
    return f"data:{logo.media_type};base64,{base64.b64encode(logo.data).decode()}"


def _safe(text: str) -> str:
    return escape(legible(text))


@cache
def _page() -> Any:
    environment = Environment(
        loader=PackageLoader("factcheck.report.renderings"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html")


def _shown(value: Any) -> Any:
    return legible(value) if type(value) is str else value
