"""Finding which of many spans share a character with a given one, without looking at all."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Generic, Protocol, TypeVar


class Spanned(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int:
        """The first code point."""

    @property
    def end(self) -> int:
        """Behind the last code point."""


Item = TypeVar("Item", bound=Spanned)


class Overlaps(Generic[Item]):
    """An index over items in the order of their starts."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._starts = [item.start for item in items]
        self._reach = list(accumulate((item.end for item in items), max))
        """The furthest end up to each item; it never falls, so it can be searched."""

    def of(self, start: int, end: int) -> list[Item]:
        """The items that share a character with `start:end`, in order."""
        if not self._items:
            return []
        first = bisect_right(self._reach, start)
        last = bisect_left(self._starts, end)
        if first >= last:
            return []
        return [item for item in self._items[first:last] if item.end > start]
