"""Spans of one text, and which of them meet; so that long articles stay quick to compare."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from operator import itemgetter
from uuid import UUID

from factcheck.vocabulary import Stage

Span = tuple[int, int]


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans have a letter in common."""
    return a[0] < b[1] and b[0] < a[1]


class Spans:
    """A set of spans that is asked what meets a given one, without looking at them all."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._sorted = sorted(spans)
        self._longest = max((end - start for start, end in self._sorted), default=0)

    def add(self, span: Span) -> None:
        """Take in one more."""
        insort(self._sorted, span)
        self._longest = max(self._longest, span[1] - span[0])

    def meeting(self, span: Span) -> list[Span]:
        """Those that have a letter in common with `span`, in text order."""
        first = bisect_left(self._sorted, (span[0] - self._longest, 0))
        last = bisect_left(self._sorted, (span[1], 0))
        return [each for each in self._sorted[first:last] if overlap(each, span)]


class Standing:
    """Claims of one draft where they stand: id, span and stage, in text order."""

    def __init__(self, rows: Sequence[tuple[UUID, int, int, Stage]]) -> None:
        self._rows = rows
        self._longest = max((end - start for _, start, end, _ in rows), default=0)

    def within(self, start: int, end: int) -> Sequence[tuple[UUID, int, int, Stage]]:
        """Those that have a letter in common with `start:end`."""
        first = bisect_left(self._rows, start - self._longest, key=itemgetter(1))
        last = bisect_left(self._rows, end, key=itemgetter(1))
        return [row for row in self._rows[first:last] if start < row[2]]
