"""Whether something is surely shorter than a page, so that it can be kept on one.

Typst cuts off what may not be broken and is longer than a page, so this is on the safe side.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from factcheck.report.renderings.pdf_pieces import Piece, Place

_PAGE = 600.0
"""Points from head to foot of the smaller paper, less the head of a table."""
_PITCH, _TALL_PITCH = 1.2, 1.5
"""From one line to the next, in sizes of the type: of Latin letters, of any others."""
_BETWEEN = 1.0
"""The space between two blocks, in lines."""
_SLIM = re.compile(r"[a-ln-vx-z0-9 .,:;'’“”()/–-]+")
_SLIM_WIDTH = 0.56
_GIANT = re.compile("[\ufb50-\ufdff]")
"""Among them are whole sentences in one letter."""
_GIANT_WIDTH = 18.0

Node = Mapping[str, Any]


def fits(nodes: Sequence[Node], at: Place) -> bool:
    """Whether what the template sets from `nodes` has room on a page."""
    return _height(nodes, at) < _PAGE


def words_fit(words: Sequence[Piece], at: Place) -> bool:
    """Whether a paragraph has room on a page."""
    return _text(_said(words), at) < _PAGE


def _height(nodes: Sequence[Node], at: Place) -> float:
    return sum((_height_of(each, at) + _BETWEEN * at.size for each in nodes), 0.0)


def _height_of(node: Node, at: Place) -> float:
    """Points from top to bottom; without end for what is no text."""
    measure = _MEASURES.get(node["is"])
    return measure(node, at) if measure else float("inf")


def _of_facts(node: Node, at: Place) -> float:
    return sum(
        _text(row["name"], at._replace(width=96)) + _text(_said(row["words"]), at) + at.size
        for row in node["rows"]
    )


def _of_bar(node: Node, at: Place) -> float:
    return _text(node["caption"], at) + sum(_text(f"     {x['name']}", at) for x in node["parts"])


def _of_series(node: Node, at: Place) -> float:
    names = at._replace(width=113)
    return _text(node["caption"], at) + sum(_text(x["name"], names) + 9 for x in node["rows"])


def _of_signatures(node: Node, at: Place) -> float:
    half = at._replace(width=at.width / 2 - 20)
    return sum(_text(x["whose"], half) + _text(x["printed"], half) + 60 for x in node["lines"])


def _of_table(node: Node, at: Place) -> float:
    widths = [at._replace(width=each["width"]) for each in node["columns"]]
    rows = sum(
        max(map(_height, row["cells"], widths), default=0.0) + at.size for row in node["rows"]
    )
    return rows + 4 * at.size


_MEASURES: Mapping[str, Callable[[Node, Place], float]] = {
    "paragraph": lambda node, at: _text(_said(node["words"]), at),
    "small": lambda node, at: _text(_said(node["words"]), at),
    "quotation": lambda node, at: _text(node["text"], at._replace(width=at.width - 8)),
    "notice": lambda node, at: _text(node["text"], at._replace(width=at.width - 20)) + 2 * at.size,
    "facts": _of_facts,
    "bar": _of_bar,
    "series": _of_series,
    "signatures": _of_signatures,
    "table": _of_table,
    "list": lambda node, at: sum(
        _height(each, at._replace(width=at.width - 16)) for each in node["items"]
    ),
    "spaced": lambda node, at: sum(_height(each, at) for each in node["items"]),
}


def _said(words: Sequence[Piece]) -> str:
    return "".join([each if isinstance(each, str) else each[1] for each in words])


def _text(text: str, at: Place) -> float:
    pitch = (
        _PITCH if text.isascii() or not _SLIM.sub("", text).strip("·•✓✗éáíóúñü") else _TALL_PITCH
    )
    return sum(_lines(each, at.width / at.size) for each in text.split("\n")) * pitch * at.size


def _lines(line: str, room: float) -> float:
    """How many lines of the page a line of the text takes at most; `room` in sizes of the type.

    Each is full but for the word that had no room on it.
    """
    width = _width(line)
    if width <= room:
        return 1
    longest = max(map(_width, line.split())) if " " in line else room
    return 1 + width / max(room - longest, room / 2)


def _width(text: str) -> float:
    """How wide the text is in sizes of the type, were its letters the widest of their kind."""
    others = _SLIM.sub("", text)
    giants = 0 if others.isascii() else len(_GIANT.findall(others))
    slim = len(text) - len(others)
    return slim * _SLIM_WIDTH + len(others) - giants + giants * _GIANT_WIDTH
