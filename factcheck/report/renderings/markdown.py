"""The report as Markdown (CommonMark with GitHub's tables), for notes and wikis.

Stored text is words and nothing else: no letter of it makes markup, here or on GitHub or in
Obsidian.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import cycle
from typing import Any

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
    Run,
    Runs,
    Segment,
    Series,
    Signatures,
    Table,
)
from factcheck.report.legible import closed_up, legible
from factcheck.report.renderings.charts import amount
from factcheck.report.renderings.links import followable
from factcheck.report.style import Style
from factcheck.report.wording import MARKS

_ACTS = re.compile(
    r"[\\`*_\[\]#|~$^{}&]|(?:(?<==)|^)=|(?:(?<=%)|^)%|(?:(?<=[Ww])|^)\.|(?:(?<=/)|^)/"
)
"""What can act anywhere, and the second half of what acts in pairs.

`#` is a tag, `==` and `%%` are marks in Obsidian, `$` is mathematics on GitHub; without the
dot and the slash no address becomes a link by itself. A text may go on where another ends.
"""
_STARTS = re.compile(r"^(\d{1,9})([.)])|^([-+:=])", re.MULTILINE)
"""What acts at the start of a line: lists, rules, heads of tables."""
_ANGLES = {ord("<"): "&lt;", ord(">"): "&gt;"}
_UNSEEN = "\u2060"
"""A word joiner: no letter, no space and no sign to Markdown, and nothing to the eye."""
_CODE = re.compile("[A-Za-z0-9]([A-Za-z0-9:. -]*[A-Za-z0-9])?")
_ENTITY = re.compile("&[#A-Za-z]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_AROUND = {Look.STRONG: "**", Look.EMPHASIS: "*"}
_LINE = r"\_" * 30
_BREAK = "\\\n"


def render(booklet: Booklet, style: Style) -> bytes:
    """UTF-8 without a byte order mark, its lines ended as on Unix."""
    return (
        "\n\n".join(filter(None, _parts(booklet, _Press(style), style))).rstrip("\n") + "\n"
    ).encode()


def _parts(booklet: Booklet, press: "_Press", style: Style) -> Iterator[str]:
    yield f"# {one_line(booklet.title)}"
    yield press.inline([Run(booklet.kicker)])
    if booklet.notice:
        yield press.blocks([Notice(booklet.notice)])
    yield press.blocks(booklet.cover)
    for section in booklet.sections:
        yield f"## {one_line(section.title)}"
        yield press.blocks(section.blocks)
    yield press.inline([Run(booklet.closing)])
    yield press.inline([Run(style.label("cover.hash", hash=booklet.content_hash), Look.HASH)])


class _Press:
    """Sets blocks as Markdown."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._setters: Mapping[type, Callable[[Any], str]] = {
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

    def blocks(self, blocks: Iterable[Block], space: str = "\n\n") -> str:
        """The blocks with blank lines between them.

        Lists that touch would be one list, so their bullets take turns.
        """
        bullets, made = cycle("-*"), []
        for each in blocks:
            text = self._setters[type(each)](each)
            if isinstance(each, Listing | Facts | Signatures):
                text = re.sub("^-", next(bullets), text, flags=re.MULTILINE)
            if text:
                made.append(text)
        return space.join(made)

    def inline(self, runs: Runs) -> str:
        """Words in a paragraph; a line break in them stays one."""
        return _lines(_joined(map(self._run, runs)))

    def _run(self, run: Run) -> str:
        text, look, link, _ = run
        address = followable(link)
        if address == text and not _ENTITY.search(address):
            return f"<{address}>"
        if look is Look.HASH and not link and _CODE.fullmatch(text):
            return f"`{text}`"
        words = escaped(text)
        if look in MARKS:
            words = around(f"{MARKS[look]} {words}", "**")
        elif look in _AROUND:
            words = around(words, _AROUND[look])
        if address:
            words = f"[{' '.join(words.split())}](<{address.replace('&', '&amp;')}>)"
        return words

    def _paragraph(self, block: Paragraph) -> str:
        return self.inline(block.runs)

    def _quotation(self, block: Quotation) -> str:
        return _quoted(self.inline([Run(part)]) for part in _stanzas(block.text))

    def _notice(self, block: Notice) -> str:
        return f"> {around(f'⚠ {one_line(block.text)}', '**')}"

    def _facts(self, block: Facts) -> str:
        return "\n".join(
            _item(f"{around(one_line(name), '**')}: {self.inline(runs)}")
            for name, runs in block.rows
        )

    def _listing(self, block: Listing) -> str:
        return "\n".join(_item(self._point(each)) for each in block.items if each)

    def _point(self, blocks: Sequence[Block]) -> str:
        plain = all(isinstance(each, Paragraph) for each in blocks)
        return self.blocks(blocks, _BREAK if plain else "\n\n")

    def _card(self, block: Card) -> str:
        title = self.inline(block.title).replace(_BREAK, " ")
        return "\n\n".join(filter(None, [f"### {title}", self.blocks(block.body)]))

    def _table(self, block: Table) -> str:
        heads = [(one_line(each.title), each.numeric) for each in block.columns]
        rows = ([self.cell(each) for each in row.cells] for row in block.rows)
        return "\n\n".join([around(one_line(block.caption), "*"), _grid(heads, rows)])

    def _bar(self, block: Bar) -> str:
        heads = [(one_line(block.caption), False), (self._style.label("summary.number"), True)]
        rows = ([self._named(name, look), str(number)] for name, look, number in block.parts)
        return _grid(heads, rows)

    def _series(self, block: Series) -> str:
        heads = [(one_line(block.caption), False), (one_line(block.unit), True)]
        return _grid(heads, ([one_line(name), amount(value)] for name, value in block.values))

    def _named(self, name: str, look: Look) -> str:
        return self._run(Run(" ".join(name.split()), look))

    def _manuscript(self, block: Manuscript) -> str:
        return "\n\n".join(filter(None, map(self._marked, block.paragraphs)))

    def _marked(self, segments: Iterable[Segment]) -> str:
        return _lines(_joined(map(_segment, segments)))

    def _signatures(self, block: Signatures) -> str:
        return "\n".join(
            _item(f"{around(one_line(whose), '**')}: {one_line(printed)} {_LINE}")
            for whose, printed in block.lines
        )

    def cell(self, blocks: Iterable[Block]) -> str:
        """Blocks on one line, as a cell of a table has to be."""
        lines = (line for each in blocks for line in self._flat(each))
        return " / ".join(filter(None, (" ".join(line.split()) for line in lines)))

    def _flat(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph(runs):
                yield self.inline(runs).replace(_BREAK, " / ")
            case Quotation(text):
                yield around(_lines(escaped(text)).replace(_BREAK, " / "), "*")
            case Facts(rows):
                for name, runs in rows:
                    yield f"{one_line(name)}: {self.cell([Paragraph(runs)])}"
            case Listing(items):
                yield from (f"• {self.cell(item)}" for item in items)
            case Card(_, title, body):
                yield self.cell([Paragraph(title), *body])
            case Table(_, _, rows):
                yield from ("; ".join(map(self.cell, row.cells)) for row in rows)
            case Notice() | Bar() | Series() | Manuscript() | Signatures():
                yield from self._told(block)

    def _told(self, block: Notice | Bar | Series | Manuscript | Signatures) -> Iterator[str]:
        match block:
            case Notice(text):
                yield around(f"⚠ {one_line(text)}", "**")
            case Bar(caption, parts):
                told = (f"{self._named(name, look)} {number}" for name, look, number in parts)
                yield f"{one_line(caption)}: {', '.join(told)}"
            case Series(caption, unit, values):
                told = (f"{one_line(name)} {amount(value)}" for name, value in values)
                yield f"{one_line(caption)} ({one_line(unit)}): {', '.join(told)}"
            case Manuscript(paragraphs):
                yield from (self._marked(each).replace(_BREAK, " / ") for each in paragraphs)
            case Signatures(lines):
                yield from (f"{one_line(whose)}: {one_line(printed)}" for whose, printed in lines)


def escaped(text: str) -> str:
    """`text` as letters that mean themselves; its line breaks are left."""
    plain = _ACTS.sub(r"\\\g<0>", legible(text).replace("\t", " ")).translate(_ANGLES)
    # Mail and names of people are seen on GitHub whether escaped or not.
    return plain.replace("@", f"{_UNSEEN}@{_UNSEEN}")


def one_line(text: str) -> str:
    """The same without its line breaks."""
    return escaped(" ".join(text.split()))


def around(text: str, mark: str) -> str:
    """Markup in `mark` (`*`, `**`) around words, but not around the space at their ends.

    Next to a sign it would not be read as markup without something unseen in between
    (CommonMark, "left-flanking"); scripts without spaces need that all the time.
    """
    bare = text.strip()
    if not bare:
        return text
    before, after = text[: text.index(bare)], text[text.index(bare) + len(bare) :]
    left = "" if bare[0].isalnum() else _UNSEEN
    right = "" if bare[-1].isalnum() else _UNSEEN
    return f"{before}{mark}{left}{bare}{right}{mark}{after}"


def _joined(parts: Iterable[str]) -> str:
    """Pieces of a line; the marks of two must not run into one."""
    made = ""
    for part in parts:
        made += f"{_UNSEEN}{part}" if made.endswith("*") and part.startswith("*") else part
    return made


def _segment(segment: Segment) -> str:
    """A piece of the article: what is claimed in bold, with its numbers and sign behind it."""
    text, numbers, look = segment
    words = escaped(text)
    if not numbers and look not in MARKS:
        return words
    raised = ",".join(str(number).translate(_RAISED) for number in numbers)
    bare = words.rstrip()
    return f"{around(bare, '**')}{raised}{MARKS.get(look, '')}{words[len(bare) :]}"


def _lines(markup: str) -> str:
    """Markup as a paragraph; a line break in it stays one."""
    lines = filter(None, (line.strip(" \t") for line in markup.split("\n")))
    return _STARTS.sub(_unlisted, _BREAK.join(lines))


def _unlisted(match: re.Match[str]) -> str:
    number, after, sign = match.groups()
    return f"\\{sign}" if sign else f"{number}\\{after}"


def _stanzas(text: str) -> list[str]:
    return closed_up(legible(text)).split("\n\n")


def _quoted(paragraphs: Iterable[str]) -> str:
    whole = "\n\n".join(filter(None, paragraphs))
    return "\n".join(f"> {line}".rstrip() for line in whole.split("\n")) if whole else ""


def _item(text: str) -> str:
    """A point of a list: all but its first line stands in."""
    return "- " + "\n".join(f"  {line}".rstrip() for line in text.split("\n")).lstrip()


def _grid(heads: Sequence[tuple[str, bool]], rows: Iterable[Sequence[str]]) -> str:
    """A table; each head with whether its column is numeric."""
    rule = ["---:" if numeric else "---" for _, numeric in heads]
    lines = [[head for head, _ in heads], rule, *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
