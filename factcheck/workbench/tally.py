"""How the claims of an article stand, as numbers and as a stacked bar."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from factcheck.store.manuscripts import Mark
from factcheck.vocabulary import Stage, Status

TONES = ("verified", "disputed", "unverified", "waiting", "dismissed")
"""What a bar tells apart, in its order: three decisions, the work to do, and the rest."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the bar; `start` and `width` in percent of the whole."""

    tone: str
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims there are of each tone."""

    counts: Counter[str]

    @classmethod
    def of(cls, states: Counter[tuple[Status, Stage]]) -> "Tally":
        """Sort claims, counted by status and stage, into tones."""
        counts: Counter[str] = Counter()
        for (status, stage), number in states.items():
            counts[_tone(status, stage)] += number
        return cls(counts)

    @classmethod
    def of_claims(cls, claims: Iterable[Mark]) -> "Tally":
        """Count these claims."""
        return cls.of(Counter((claim.status, claim.stage) for claim in claims))

    @property
    def total(self) -> int:
        """How many claims there are."""
        return self.counts.total()

    @property
    def segments(self) -> list[Segment]:
        """The parts that are there, side by side."""
        found, start = [], 0.0
        for tone in TONES:
            if count := self.counts[tone]:
                width = 100 * count / self.total
                found.append(Segment(tone, count, round(start, 3), round(width, 3)))
                start += width
        return found


def _tone(status: Status, stage: Stage) -> str:
    if stage is Stage.DISMISSED:
        return "dismissed"
    return status.value if stage is Stage.FINAL else "waiting"
