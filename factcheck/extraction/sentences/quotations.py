"""Quotations: a tolerant reading of quote marks, curly, straight or mixed.

A quotation may hold several sentences and, by the convention of opening every further
paragraph again, several paragraphs. Apostrophes and inch marks open nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_DOUBLE = re.compile(r"[\"“”„«»]")
_SINGLE = re.compile(r"[‘'](?<![\w.,!?][‘'])(?=\w)")
_SINGLE_END = re.compile(r"[’'](?<=[\w.,!?…][’'])(?!\w)")
"""The mark comes first in these, and what stands before it is asked then: so they are quick."""
_SPEECH_END = re.compile(r"[’'](?<=[.,!?…][’'])(?!\w)")
"""Closes a speech in single marks: behind its last stop, so that no apostrophe does."""
_SPEECH_START = re.compile(r"(?:[:,] ?|\A\s*)\Z")
"""Stands in front of a speech: a colon, a comma or nothing."""
_BEFORE_OPENING = frozenset("([{—–-/:,;…‘'")
_MOST_PARAGRAPHS = 12
"""A quotation that stays open for longer is a lost mark, not a speech."""
_LONGEST_SINGLE = 300
"""Code points; behind that a closing ' is more likely an apostrophe."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words with their marks: `text[start:end]`; without: `inner_start:inner_end`."""

    start: int
    end: int
    inner_start: int
    inner_end: int


def find_quotations(text: str, paragraphs: list[tuple[int, int]]) -> list[Quotation]:
    """All quotations in text order; none overlaps another.

    Double marks win; single ones count only outside of those.
    """
    found = _Reader(text, paragraphs).read()
    return sorted([*found, *_single_quoted(text, paragraphs, found)], key=lambda each: each.start)


def quoted_share(part: tuple[int, int], quotations: Sequence[Quotation]) -> float:
    """How much of the part stands in quote marks, 0 to 1."""
    quoted = sum(max(0, min(q.end, part[1]) - max(q.start, part[0])) for q in quotations)
    return quoted / max(1, part[1] - part[0])


class _Reader:
    """Reads double quote marks from left to right, remembering which one is open."""

    def __init__(self, text: str, paragraphs: list[tuple[int, int]]) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.open: int | None = None
        self.opened_in = 0
        self.found: list[Quotation] = []

    def read(self) -> list[Quotation]:
        """One pass over the paragraphs."""
        for number, (start, end) in enumerate(self.paragraphs):
            marks = [match.start() for match in _DOUBLE.finditer(self.text, start, end)]
            if self.open is not None:
                marks = self._carry_over(number, start, marks)
            for place in marks:
                self._meet(number, place)
        if self.open is not None:
            self._close_at_paragraph(self.opened_in)
        return self.found

    def _carry_over(self, number: int, start: int, marks: list[int]) -> list[int]:
        """Decides at a paragraph's start whether the open quotation runs on into it."""
        if marks and number - self.opened_in <= _MOST_PARAGRAPHS:
            first = marks[0]
            if first == start and self._opens(first):
                return marks[1:]
            if not self._opens(first):
                return marks
        self._close_at_paragraph(self.opened_in)
        return marks

    def _close_at_paragraph(self, number: int) -> None:
        """The closing mark is missing: the quotation ends with the paragraph it began in."""
        if self.open is not None:
            end = self.paragraphs[number][1]
            if end > self.open + 1:
                self.found.append(Quotation(self.open, end, self.open + 1, end))
        self.open = None

    def _meet(self, number: int, place: int) -> None:
        if self.open is None:
            if self._opens(place):
                self.open, self.opened_in = place, number
        elif self.text[place] not in "“„«":
            if place > self.open + 1:
                self.found.append(Quotation(self.open, place + 1, self.open + 1, place))
            self.open = None

    def _opens(self, place: int) -> bool:
        mark = self.text[place]
        if mark in "“„«":
            return True
        after = self.text[place + 1 : place + 2]
        if mark != '"' or not after or after.isspace():
            return False
        before = self.text[place - 1 : place] if place else " "
        return before.isspace() or before in _BEFORE_OPENING


def _single_quoted(
    text: str, paragraphs: list[tuple[int, int]], taken: list[Quotation]
) -> list[Quotation]:
    found: list[Quotation] = []
    at = 0
    for start, end in paragraphs:
        place = start
        while opening := _SINGLE.search(text, place, end):
            begin = opening.start()
            place = opening.end()
            while at < len(taken) and taken[at].end <= begin:
                at += 1
            limit = taken[at].start if at < len(taken) else end
            if at < len(taken) and taken[at].start < begin:
                place = min(taken[at].end, end)
                continue
            single = _single(text, start, begin, min(end, limit))
            if single:
                found.append(single)
                place = single.end
    return found


def _single(text: str, start: int, begin: int, end: int) -> Quotation | None:
    """The quotation that the single mark at `begin` opens in the paragraph from `start`."""
    inner = begin + 1
    if text[inner].isupper() and _SPEECH_START.search(text[max(start, begin - 3) : begin]):
        closing = _SPEECH_END.search(text, inner, end)
        if closing is None and text[max(start, begin - 3) : begin].rstrip().endswith(":"):
            return Quotation(begin, end, inner, end)
    else:
        closing = _SINGLE_END.search(text, inner, min(end, begin + _LONGEST_SINGLE))
    return Quotation(begin, closing.end(), inner, closing.start()) if closing else None
