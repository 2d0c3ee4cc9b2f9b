"""Pictures as data: pure functions from what was counted to records that a template draws.

Places and sizes are percent of the picture, so that it fits any width; its words are put in
by the template.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Protocol
from uuid import UUID

from factcheck.review import LedgerLine
from factcheck.store.figures import Left, SpeakerCount
from factcheck.vocabulary import LedgerNote, Stage, Status

_FINE = 400
"""So many steps a line has at most: more could not be told apart."""
_ROWS = 24
"""So many rows the table beside it has at most."""
_PER_ROW = 150
"""So many sentences stand in one row of the strip at most."""
_TEXT = 80

OUTCOMES = ("waiting", "disputed", "unverified", "verified", "dismissed", "missed", "aside")
"""What can become of a sentence: of its claims the most pressing one; `missed`: nobody has
accounted for it; `aside`: there is nothing to check in it."""


class Standing(Protocol):
    """A claim, as far as it colours a sentence."""

    @property
    def status(self) -> Status:
        """What it was found to be."""

    @property
    def stage(self) -> Stage:
        """Where the work on it stands."""


@dataclass(frozen=True, slots=True)
class SentenceMark:
    """A sentence in the strip; `claim_id` is the claim to look at, `note` why it has none."""

    number: int
    row: int
    x: float
    outcome: str
    text: str
    claim_id: UUID | None
    note: LedgerNote | None


@dataclass(frozen=True, slots=True)
class Strip:
    """A manuscript as a strip, a mark for each sentence. `width` is that of one mark."""

    marks: Sequence[SentenceMark]
    width: float
    rows: int
    counts: Mapping[str, int]

    def of(self, outcome: str) -> list[SentenceMark]:
        """The marks of the sentences that met this fate."""
        return [mark for mark in self.marks if mark.outcome == outcome]


def coverage_strip(items: Sequence[LedgerLine], claims: Mapping[UUID, Standing]) -> Strip:
    """The sentences of a ledger, coloured by the claims that stand in them."""
    rows = max(1, -(-len(items) // _PER_ROW))
    per_row = max(1, -(-len(items) // rows))
    width = 100 / per_row
    marks = []
    for at, line in enumerate(items):
        found = [(_outcome(claims[each]), each) for each in line.claim_ids if each in claims]
        outcome, claim_id = min(found, key=lambda each: OUTCOMES.index(each[0]), default=("", None))
        marks.append(
            SentenceMark(
                at + 1,
                at // per_row,
                round(at % per_row * width, 3),
                outcome or ("aside" if line.settled else "missed"),
                line.text[:_TEXT] + ("…" if len(line.text) > _TEXT else ""),
                claim_id,
                line.note,
            )
        )
    counts = Counter(mark.outcome for mark in marks)
    return Strip(marks, round(width, 3), rows, {each: counts[each] for each in OUTCOMES})


def _outcome(claim: Standing) -> str:
    if claim.stage is Stage.DISMISSED:
        return "dismissed"
    return claim.status.value if claim.stage is Stage.FINAL else "waiting"


@dataclass(frozen=True, slots=True)
class BurnDown:
    """How the open claims of an article went down towards its deadline.

    Paths are drawn on 100 by 100. `pace` is an even one from the highest number to none at
    the deadline; `ticks` are numbers with their heights; `rows` tell the line as a table.
    """

    line: str
    area: str
    pace: str | None
    ticks: Sequence[tuple[float, int]]
    begins: datetime
    ends: datetime
    now: datetime
    now_x: float
    deadline: datetime | None
    deadline_x: float | None
    left: int
    highest: int
    rows: Sequence[Left]

    @property
    def late(self) -> bool:
        """Whether something is left though the deadline is over."""
        return self.deadline is not None and self.deadline < self.now and self.left > 0


def burn_down(
    moments: Sequence[Left], *, deadline: datetime | None, now: datetime
) -> BurnDown | None:
    """The open claims from the first one on until now or the deadline; None without any."""
    if not moments:
        return None
    begins, ends = moments[0].at, max(now, moments[-1].at, deadline or now)
    highest = max(each.count for each in moments)

    def x(at: datetime) -> float:
        return round(100 * (at - begins) / max(ends - begins, timedelta(seconds=1)), 2)

    def y(count: float) -> float:
        return round(100 - 100 * count / max(highest, 1), 2)

    steps = _thinned([(x(each.at), y(each.count)) for each in moments], 100 / _FINE)
    until = x(max(now, moments[-1].at))
    line = "".join([f"M{steps[0][0]:g},{steps[0][1]:g}", *(f"H{a:g}V{b:g}" for a, b in steps[1:])])
    line += f"H{until:g}"
    peak = next(each.at for each in moments if each.count == highest)
    pace = None
    if deadline is not None and deadline > peak:
        pace = f"M{x(peak):g},{y(highest):g}L{x(deadline):g},100"
    return BurnDown(
        line=line,
        area=f"{line}V100H{steps[0][0]:g}Z",
        pace=pace,
        ticks=[(y(each), each) for each in sorted({highest, highest // 2}) if each],
        begins=begins,
        ends=ends,
        now=now,
        now_x=x(now),
        deadline=deadline,
        deadline_x=x(deadline) if deadline and deadline >= begins else None,
        left=moments[-1].count,
        highest=highest,
        rows=_sampled(moments, begins, max(now, moments[-1].at)),
    )


def _thinned(steps: Sequence[tuple[float, float]], apart: float) -> list[tuple[float, float]]:
    """The first step and, of those that lie closer together than `apart`, the last."""
    kept = [steps[0]]
    for step in steps[1:]:
        if len(kept) > 1 and step[0] - kept[-1][0] < apart:
            kept.pop()
        kept.append(step)
    return kept


def _sampled(moments: Sequence[Left], begins: datetime, until: datetime) -> list[Left]:
    """Every change if they are few, else how many were left at even distances."""
    if len(moments) <= _ROWS:
        return list(moments)
    times = [each.at for each in moments]
    sampled = []
    for number in range(_ROWS):
        at = begins + (until - begins) * number / (_ROWS - 1)
        sampled.append(Left(at, moments[bisect_right(times, at) - 1].count))
    return sampled


@dataclass(frozen=True, slots=True)
class SpeakerBar:
    """Of somebody's decided claims the share that is disputed, in percent."""

    name: str
    disputed: int
    total: int
    share: float


def speaker_bars(counts: Iterable[SpeakerCount]) -> list[SpeakerBar]:
    """A bar for each speaker, in the order given."""
    return [
        SpeakerBar(each.name, each.disputed, each.total, round(100 * each.disputed / each.total, 1))
        for each in counts
    ]


@dataclass(frozen=True, slots=True)
class WeekBar:
    """The claims first decided in the week that begins on `monday`; `width` of the widest."""

    monday: date
    count: int
    median: timedelta | None
    width: float


@dataclass(frozen=True, slots=True)
class SpanBar:
    """How many claims were first decided within `most` (None: later), but no faster."""

    most: timedelta | None
    count: int
    width: float


@dataclass(frozen=True, slots=True)
class ResponseTimes:
    """How long claims waited for their first decision: by week, and all together."""

    weeks: Sequence[WeekBar]
    spans: Sequence[SpanBar]
    count: int
    median: timedelta


_SPANS = (
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=24),
    timedelta(days=3),
    timedelta(days=7),
    None,
)


def response_times(
    pairs: Sequence[tuple[datetime, datetime]], *, since: date, until: date
) -> ResponseTimes | None:
    """Bars of how long it took from a claim's coming to its first decision; None of nothing.

    `pairs` are both moments of each claim; a week stands for itself though nothing was
    decided in it.
    """
    waits = [(decided.date(), max(decided - came, timedelta())) for came, decided in pairs]
    if not waits:
        return None
    every = [wait for _, wait in waits]
    return ResponseTimes(_weeks(waits, since, until), _spans(every), len(every), _median(every))


def _weeks(waits: Sequence[tuple[date, timedelta]], since: date, until: date) -> list[WeekBar]:
    by_week: dict[date, list[timedelta]] = {}
    monday = _monday(since)
    while monday <= until:
        by_week[monday] = []
        monday += timedelta(days=7)
    for day, wait in waits:
        by_week.setdefault(_monday(day), []).append(wait)
    medians = {week: _median(found) if found else None for week, found in by_week.items()}
    widest = max((each for each in medians.values() if each), default=timedelta(seconds=1))
    return [
        WeekBar(week, len(by_week[week]), each, round(100 * (each or timedelta()) / widest, 2))
        for week, each in sorted(medians.items())
    ]


def _median(spans: Sequence[timedelta]) -> timedelta:
    return timedelta(seconds=median(each.total_seconds() for each in spans))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _spans(waits: Sequence[timedelta]) -> list[SpanBar]:
    counts = Counter(next(m for m in _SPANS if m is None or wait <= m) for wait in waits)
    most = max(counts.values())
    return [SpanBar(each, counts[each], round(100 * counts[each] / most, 2)) for each in _SPANS]
