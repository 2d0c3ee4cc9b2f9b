"""The alarms of an article, and which of them touch a place in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from factcheck.extraction.overlaps import Overlaps
from factcheck.extraction.records import Alarm


@dataclass(frozen=True, slots=True)
class _Touch:
    """One span of an alarm; `number` counts the alarms."""

    start: int
    end: int
    number: int


class Alarms(Sequence[Alarm]):
    """All alarms in the order of their first spans, with an index over all their spans."""

    def __init__(self, alarms: Sequence[Alarm]) -> None:
        self._alarms = sorted(alarms, key=_order)
        touches = [
            _Touch(span.start, span.end, number)
            for number, alarm in enumerate(self._alarms)
            for span in alarm.spans
        ]
        self._touches = Overlaps(sorted(touches, key=lambda touch: touch.start))

    def touching(self, start: int, end: int) -> list[Alarm]:
        """The alarms that share a character with `start:end`, each once and in order."""
        numbers = {touch.number for touch in self._touches.of(start, end)}
        return [self._alarms[number] for number in sorted(numbers)]

    @overload
    def __getitem__(self, at: int) -> Alarm: ...

    @overload
    def __getitem__(self, at: slice) -> list[Alarm]: ...

    def __getitem__(self, at: int | slice) -> Alarm | list[Alarm]:
        return self._alarms[at]

    def __len__(self) -> int:
        return len(self._alarms)

    def __iter__(self) -> Iterator[Alarm]:
        return iter(self._alarms)


def _order(alarm: Alarm) -> tuple[int, int]:
    return alarm.spans[0].start, alarm.spans[-1].end
