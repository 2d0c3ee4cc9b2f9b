"""Pictures are plain data: every mark has its place, its meaning and its words."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from factcheck.review import LedgerLine
from factcheck.store.figures import Left, SpeakerCount
from factcheck.vocabulary import Disposition, LedgerNote, Stage, Status
from factcheck.workbench import charts

T0 = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Standing:
    status: Status
    stage: Stage


def _line(*claim_ids: UUID, settled: bool = True, text: str = "Some words.") -> LedgerLine:
    disposition = Disposition.CLAIM if claim_ids else Disposition.NOTHING_CHECKABLE
    note = None if claim_ids else LedgerNote.LOW_SCORE
    return LedgerLine(0, len(text), text, disposition, note, list(claim_ids), settled)


def _strip(*states: tuple[Status, Stage]) -> charts.Strip:
    found = {uuid4(): Standing(*state) for state in states}
    return charts.coverage_strip([_line(each) for each in found], found)


def test_each_sentence_has_a_mark_that_says_what_became_of_it() -> None:
    strip = _strip(
        (Status.VERIFIED, Stage.FINAL),
        (Status.DISPUTED, Stage.FINAL),
        (Status.UNVERIFIED, Stage.FINAL),
        (Status.UNVERIFIED, Stage.QUEUED),
        (Status.VERIFIED, Stage.AWAITING_SECOND),
        (Status.UNVERIFIED, Stage.DISMISSED),
    )
    told = [mark.outcome for mark in strip.marks]
    assert told == ["verified", "disputed", "unverified", "waiting", "waiting", "dismissed"]
    assert sum(strip.counts.values()) == len(strip.marks) == 6
    assert [mark.number for mark in strip.of("waiting")] == [4, 5]


def test_a_sentence_with_several_claims_shows_the_most_pressing() -> None:
    waits, disputed, verified = uuid4(), uuid4(), uuid4()
    found = {
        verified: Standing(Status.VERIFIED, Stage.FINAL),
        disputed: Standing(Status.DISPUTED, Stage.FINAL),
        waits: Standing(Status.UNVERIFIED, Stage.REOPENED),
    }
    strip = charts.coverage_strip(
        [_line(verified, disputed, waits), _line(verified, disputed)], found
    )
    assert [(mark.outcome, mark.claim_id) for mark in strip.marks] == [
        ("waiting", waits),
        ("disputed", disputed),
    ]


def test_what_nobody_accounted_for_is_told_from_what_needs_no_check() -> None:
    strip = charts.coverage_strip([_line(), _line(settled=False)], {})
    assert [mark.outcome for mark in strip.marks] == ["aside", "missed"]
    assert strip.marks[0].note is LedgerNote.LOW_SCORE
    assert all(mark.claim_id is None for mark in strip.marks)


def test_the_strip_fills_its_width_and_breaks_into_rows() -> None:
    for count in (1, 2, 149, 150, 151, 1000):
        strip = charts.coverage_strip([_line() for _ in range(count)], {})
        assert {mark.row for mark in strip.marks} == set(range(strip.rows))
        assert max(mark.x for mark in strip.marks) + strip.width <= 100.2
        places = [(mark.row, mark.x) for mark in strip.marks]
        assert places == sorted(set(places))
    assert charts.coverage_strip([], {}).marks == []


def test_a_long_sentence_is_cut() -> None:
    strip = charts.coverage_strip([_line(text="w" * 500)], {})
    assert len(strip.marks[0].text) == 81


def _left(*pairs: tuple[int, int]) -> list[Left]:
    return [Left(T0 + timedelta(hours=hours), count) for hours, count in pairs]


def _burn(moments: list[Left], hours: float, deadline: float | None) -> Any:
    due = None if deadline is None else T0 + timedelta(hours=deadline)
    return charts.burn_down(moments, deadline=due, now=T0 + timedelta(hours=hours))


def test_open_claims_go_down_in_steps_towards_the_deadline() -> None:
    chart = _burn(_left((0, 4), (1, 3), (2, 1)), 4, 8)
    assert chart.line == "M0,0H12.5V25H25V75H50"
    assert chart.area == chart.line + "V100H0Z"
    assert chart.pace == "M0,0L100,100"
    assert (chart.now_x, chart.deadline_x) == (50, 100)
    assert (chart.left, chart.highest, chart.late) == (1, 4, False)
    assert chart.ticks == [(50, 2), (0, 4)]
    assert [row.count for row in chart.rows] == [4, 3, 1]


def test_what_is_left_after_the_deadline_is_late() -> None:
    chart = _burn(_left((0, 2), (1, 1)), 4, 2)
    assert chart.late
    assert (chart.now_x, chart.deadline_x) == (100, 50)
    assert not _burn(_left((0, 2), (1, 0)), 4, 2).late


def test_without_a_deadline_it_ends_now() -> None:
    chart = _burn(_left((0, 2)), 4, None)
    assert (chart.ends, chart.pace, chart.deadline_x) == (chart.now, None, None)
    assert _burn(_left((5, 2)), 6, 1).deadline_x is None


def test_nothing_is_drawn_of_nothing_and_one_moment_is_enough() -> None:
    assert _burn([], 4, 8) is None
    chart = _burn(_left((0, 0)), 0, None)
    assert "nan" not in chart.line
    assert chart.ticks == []


def test_a_long_history_is_thinned_and_ends_where_it_ended() -> None:
    moments = [Left(T0 + timedelta(minutes=m), 10_000 - m) for m in range(10_000)]
    chart = charts.burn_down(moments, deadline=None, now=moments[-1].at)
    assert chart
    assert chart.line.count("V") <= 401
    assert chart.line.endswith("V99.99H100")
    assert len(chart.rows) == 24
    assert (chart.rows[0].count, chart.rows[-1].count) == (10_000, 1)


def test_waits_are_told_by_week_and_by_length() -> None:
    pairs = [
        (T0, T0 + timedelta(minutes=30)),
        (T0, T0 + timedelta(hours=3)),
        (T0, T0 + timedelta(days=9)),
        (T0 + timedelta(days=14), T0 + timedelta(days=14, hours=1)),
        (T0, T0 - timedelta(hours=1)),  # the clocks of two machines
    ]
    times = charts.response_times(pairs, since=date(2026, 3, 4), until=date(2026, 3, 18))
    assert times
    assert [(week.monday, week.count, week.median) for week in times.weeks] == [
        (date(2026, 3, 2), 3, timedelta(minutes=30)),
        (date(2026, 3, 9), 1, timedelta(days=9)),
        (date(2026, 3, 16), 1, timedelta(hours=1)),
    ]
    assert [week.width for week in times.weeks][1] == 100
    assert [span.count for span in times.spans] == [3, 1, 0, 0, 0, 1]
    assert (times.count, times.median) == (5, timedelta(hours=1))
    assert charts.response_times([], since=date(2026, 3, 4), until=date(2026, 3, 18)) is None


def test_a_week_without_decisions_is_empty_not_missing() -> None:
    pairs = [(T0, T0 + timedelta(hours=1))]
    times = charts.response_times(pairs, since=date(2026, 3, 2), until=date(2026, 3, 20))
    assert times
    assert [week.count for week in times.weeks] == [1, 0, 0]
    assert times.weeks[1].median is None


def test_a_speakers_bar_is_the_disputed_share() -> None:
    (bar,) = charts.speaker_bars([SpeakerCount("Ana", 2, 8)])
    assert (bar.name, bar.share) == ("Ana", 25.0)
