"""The text of a draft, cut into paragraphs and pieces, with claims and the rest in their places."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from factcheck.review import LedgerLine
from factcheck.store.manuscripts import Mark
from factcheck.vocabulary import LedgerNote


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a paragraph: a claim's, those of a sentence that is none, or nobody's.

    A claim that runs over a line's end has several pieces; one is its `first`, one its
    `last`. `note` says why a sentence is no claim, `start` where the piece begins in the
    draft, in code points.
    """

    text: str
    start: int
    claim: Mark | None = None
    first: bool = False
    last: bool = False
    note: LedgerNote | None = None


class _Span(NamedTuple):
    """A span with what stands there."""

    start: int
    end: int
    claim: Mark | None = None
    note: LedgerNote | None = None


def paragraphs(
    text: str, claims: Iterable[Mark], asides: Iterable[LedgerLine] = ()
) -> list[list[Piece]]:
    """Each line of the text that is not blank, as pieces that together are the line.

    `asides` are sentences without claims. Spans are believed to lie apart and inside the
    text; what does not is cut to fit, so that every letter is shown once whatever they say.
    """
    marks = [_Span(each.start, each.end, claim=each) for each in claims]
    marks += [_Span(each.start, each.end, note=each.note) for each in asides]
    apart = list(_apart(marks, len(text)))
    found, start, first = [], 0, 0
    for line in text.split("\n"):
        while first < len(apart) and apart[first].end <= start:
            first += 1
        if line.strip():
            found.append(list(_pieces(text, start, start + len(line), apart, first)))
        start += len(line) + 1
    return found


def _apart(marks: Iterable[_Span], length: int) -> Iterator[_Span]:
    """The marks in order, without the parts that another one has."""
    free = 0
    for mark in sorted(marks, key=lambda each: each[:2]):
        start, end = max(mark.start, free), min(mark.end, length)
        if start < end:
            yield mark._replace(start=start, end=end)
            free = end


def _pieces(text: str, start: int, end: int, marks: Sequence[_Span], first: int) -> Iterator[Piece]:
    """The line `start:end`; no mark before the one with the number `first` reaches into it."""
    at = start
    for number in range(first, len(marks)):
        mark = marks[number]
        if mark.start >= end:
            break
        if at < mark.start:
            yield Piece(text[at : mark.start], at)
        opening, closing = max(mark.start, at), min(mark.end, end)
        if opening < closing:
            opens, closes = opening == mark.start, closing == mark.end
            yield Piece(text[opening:closing], opening, mark.claim, opens, closes, mark.note)
        at = closing
    if at < end:
        yield Piece(text[at:end], at)
