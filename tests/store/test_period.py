"""What a desk did in a week, as both databases count it."""

import random
from datetime import timedelta
from statistics import median
from typing import Any

import pytest

from factcheck import review
from factcheck.db import Database
from factcheck.store import period, period_lists
from factcheck.store.period import Period
from factcheck.vocabulary import DismissReason, ReopenReason, Stage, Status
from tests.newsroom import TEXT
from tests.review.stages import Stages
from tests.store.counting import counted
from tests.weeks import COSTS, MONDAY, NEXT, Weeks, hours

INSTANT = timedelta(microseconds=1)


def _ask(weeks: Weeks, what: Any, asked: Period | None = None, **more: Any) -> Any:
    """What a query says of the first week, unless another is asked for."""
    with weeks.stages.room.database.reading() as session:
        return what(session, asked or weeks.week, **more)


def _listed(weeks: Weeks, asked: Period | None = None, limit: int = 50) -> Any:
    return _ask(weeks, period.articles, asked, limit=limit)


def test_a_week_holds_its_first_moment_and_not_its_last(weeks: Weeks) -> None:
    claims = weeks.receive(COSTS, MONDAY - hours(1))
    moments = (MONDAY - INSTANT, MONDAY, NEXT - INSTANT, NEXT)
    for claim, at in zip(claims, moments, strict=False):
        weeks.decide(claim, at)
    assert _ask(weeks, period.outcomes).decisions == 2
    assert _ask(weeks, period.outcomes, weeks.later).decisions == 1
    assert _ask(weeks, period.days) == [("2026-03-02", 1), ("2026-03-08", 1)]


def test_what_is_decided_later_does_not_change_what_a_week_counted(weeks: Weeks) -> None:
    first, second, *_ = weeks.receive(COSTS)
    weeks.decide(first, MONDAY + hours(1), Status.VERIFIED)
    weeks.decide(second, MONDAY + hours(2), Status.DISPUTED)
    before = _ask(weeks, period.outcomes)
    weeks.decide(first, NEXT + hours(1), Status.DISPUTED)
    weeks.decide(second, NEXT + hours(1), Status.VERIFIED)
    assert _ask(weeks, period.outcomes) == before
    counts = {Status.UNVERIFIED: 0, Status.VERIFIED: 1, Status.DISPUTED: 1}
    assert (before.corrected, before.fallen, before.status) == (0, 0, counts)
    after = _ask(weeks, period.outcomes, weeks.later)
    assert (after.decisions, after.corrected, after.fallen, after.status) == (2, 2, 1, counts)


def test_of_several_decisions_in_a_week_the_last_is_the_outcome(weeks: Weeks) -> None:
    claim, *_ = weeks.receive(COSTS)
    for hour, status in enumerate((Status.VERIFIED, Status.DISPUTED, Status.UNVERIFIED)):
        weeks.decide(claim, MONDAY + hours(hour), status)
    found = _ask(weeks, period.outcomes)
    assert (found.decisions, found.corrected, found.fallen) == (3, 1, 1)
    assert found.status == {Status.UNVERIFIED: 1, Status.VERIFIED: 0, Status.DISPUTED: 0}


def test_the_same_said_again_corrects_nothing(weeks: Weeks) -> None:
    claim, *_ = weeks.receive(COSTS)
    weeks.decide(claim, MONDAY, Status.DISPUTED)
    weeks.decide(claim, MONDAY + hours(1), Status.DISPUTED)
    found = _ask(weeks, period.outcomes)
    assert (found.decisions, found.corrected, found.fallen) == (2, 0, 0)


def test_a_decision_that_was_taken_back_is_none(weeks: Weeks) -> None:
    claim, *_ = weeks.receive(COSTS)
    weeks.decide(claim, MONDAY + hours(1), Status.VERIFIED)
    weeks.decide(claim, MONDAY + hours(2), Status.DISPUTED)
    weeks.undo(claim, MONDAY + hours(3))
    found = _ask(weeks, period.outcomes)
    assert (found.decisions, found.corrected) == (1, 0)
    assert found.status[Status.VERIFIED] == 1


def test_a_proposal_is_no_decision_until_it_is_confirmed(two_person_newsroom: Any) -> None:
    weeks = Weeks(Stages(two_person_newsroom))
    claim, *_ = weeks.receive(COSTS)
    weeks.decide(claim, MONDAY + hours(2), Status.UNVERIFIED)
    assert _ask(weeks, period.outcomes).decisions == 0
    assert _ask(weeks, period_lists.reviewers, limit=9) == []
    weeks.decide(claim, MONDAY + hours(6), Status.UNVERIFIED, by="second")
    assert _ask(weeks, period.outcomes).decisions == 1
    assert _ask(weeks, period.waits).median == 6 * 3600
    people = {
        each.name: (each.decisions, each.median)
        for each in _ask(weeks, period_lists.reviewers, limit=9)
    }
    assert people == {"Reviewer": (1, 2 * 3600), "Second": (1, 6 * 3600)}


@pytest.mark.parametrize("count", [1, 2, 10, 11, 17])
def test_waits_are_the_median_and_the_ninth_of_ten(weeks: Weeks, count: int) -> None:
    dice = random.Random(count)
    claims = weeks.receive(COSTS)[:count]
    waits = [dice.randrange(1, 500_000) for _ in claims]
    for claim, wait in zip(claims, waits, strict=True):
        weeks.decide(claim, MONDAY + timedelta(seconds=wait))
    found = _ask(weeks, period.waits)
    assert (found.count, found.median) == (count, median(waits))
    assert found.ninth == sorted(waits)[-(-9 * count // 10) - 1]


def test_only_a_first_decision_has_a_wait(weeks: Weeks) -> None:
    first, second, *_ = weeks.receive(COSTS, MONDAY - hours(10))
    weeks.decide(first, MONDAY - hours(1))
    weeks.decide(first, MONDAY + hours(5), Status.DISPUTED)
    weeks.decide(second, MONDAY + hours(2))
    found = _ask(weeks, period.waits)
    assert (found.count, found.median, found.ninth) == (1, 12 * 3600, 12 * 3600)
    none = _ask(weeks, period.waits, weeks.later)
    assert (none.count, none.median, none.ninth) == (0, None, None)


def test_a_claim_that_comes_back_is_counted_in_its_week(weeks: Weeks) -> None:
    first, second, third, fourth, *_ = weeks.receive(COSTS)
    for claim in (first, second, third):
        weeks.decide(claim, MONDAY + hours(1))
    weeks.stages.act(review.dismiss, fourth.id, DismissReason.OPINION, now=MONDAY)
    for claim, at in ((first, MONDAY), (second, NEXT), (fourth, MONDAY)):
        again = at + hours(2)
        weeks.stages.act(review.reopen, claim.id, ReopenReason.OTHER, now=again)
        weeks.decide(claim, again + hours(1))
        weeks.undo(claim, again + hours(2))  # it stands reopened as it did
    assert _ask(weeks, period.reopened) == 2
    assert _ask(weeks, period.reopened, weeks.later) == 1


def test_articles_of_a_week_came_in_it_or_were_worked_on(weeks: Weeks) -> None:
    old = weeks.receive(COSTS, MONDAY - hours(9), title="Old")
    weeks.receive(TEXT, MONDAY - hours(8), title="Untouched")
    weeks.receive(TEXT + " Again.", MONDAY, title="New")
    weeks.receive(TEXT + " Later.", NEXT, title="Next")
    weeks.decide(old[0], MONDAY + hours(1))
    lines, count = _listed(weeks)
    assert ([each.title for each in lines], count) == (["New", "Old"], 2)
    tally = {(status, stage): n for status, stage, n in _ask(weeks, period.tally)}
    assert tally[Status.VERIFIED, Stage.FINAL] == 1
    assert sum(tally.values()) == len(old) + len(weeks.stages.claims(lines[0].id))


def test_the_articles_that_came_last_are_listed_and_all_are_counted(weeks: Weeks) -> None:
    for day in range(4):
        weeks.receive(f"{TEXT} {day}.", MONDAY + timedelta(days=day), title=f"Day {day}")
    lines, count = _listed(weeks, limit=2)
    assert ([each.title for each in lines], count) == (["Day 3", "Day 2"], 4)
    assert _listed(weeks, Period(weeks.week.desk_id, NEXT, NEXT + hours(1))) == ([], 0)


def test_claims_without_a_place_in_the_newest_draft_are_not_counted(weeks: Weeks) -> None:
    claims = weeks.receive(TEXT, deadline=MONDAY + hours(1))
    weeks.stages.draft(claims[0].article_id, "We shall see.")
    assert _ask(weeks, period.tally) == []
    (line,), _ = _listed(weeks)
    assert (line.draft, line.late) == (2, 0)


def test_claims_are_late_that_were_not_decided_by_the_deadline(weeks: Weeks) -> None:
    due = MONDAY + hours(5)
    claims = weeks.receive(COSTS, deadline=due)
    for claim in claims[:-4]:
        weeks.decide(claim, due)
    weeks.decide(claims[0], due + hours(9), Status.DISPUTED)  # a correction makes nothing late
    weeks.decide(claims[-4], due + INSTANT)
    weeks.decide(claims[-3], due)
    weeks.undo(claims[-3], due)
    weeks.stages.act(review.dismiss, claims[-2].id, DismissReason.OPINION, now=NEXT)
    weeks.receive(TEXT, MONDAY + hours(1))
    (free, held), _ = _listed(weeks)
    assert (free.deadline, free.late) == (None, 0)
    assert (held.deadline, held.late) == (due, 3)


def test_a_sign_off_holds_for_its_draft_until_a_claim_changes(weeks: Weeks) -> None:
    kept = weeks.receive(COSTS, MONDAY)
    changed = weeks.receive(TEXT, MONDAY + hours(1))
    redrafted = weeks.receive("We shall see.", MONDAY + hours(2))
    weeks.receive("It is a wonderful place.", MONDAY + hours(3), title="Never")
    lines, _ = _listed(weeks)
    assert not any(each.signed for each in lines)
    for line in lines[1:]:
        weeks.sign_off(line.id, MONDAY + hours(9))
    weeks.decide(changed[0], MONDAY + hours(10))
    weeks.stages.draft(lines[1].id, "We shall see it.")
    assert not redrafted
    assert [each.signed for each in _listed(weeks)[0]] == [False, False, False, True]
    assert _listed(weeks)[0][-1].id == kept[0].article_id


def test_nothing_of_another_desk_is_counted(weeks: Weeks) -> None:
    room = weeks.stages.room
    claims = weeks.receive(COSTS, by="foreign")
    weeks.decide(claims[0], MONDAY, by="foreign")
    for what, empty in (
        (period.tally, []),
        (period.days, []),
        (period.reopened, 0),
        (period_lists.confidential, (0, 0)),
    ):
        assert _ask(weeks, what) == empty
    assert _ask(weeks, period.outcomes).decisions == 0
    assert _ask(weeks, period.waits).count == 0
    assert _listed(weeks) == ([], 0)
    assert _ask(weeks, period_lists.reviewers, limit=9) == []
    assert _ask(weeks, period_lists.repeated, limit=9) == []
    theirs = Period(room.people["foreign"].desk_id, MONDAY, NEXT)
    assert _ask(weeks, period.outcomes, theirs).decisions == 1


def test_as_many_queries_serve_a_long_time_as_a_short_one(weeks: Weeks, database: Database) -> None:
    asked = (
        period.tally, period.outcomes, period.waits, period.days, period.reopened,
        period_lists.confidential,
    )  # fmt: skip
    limited = (period.articles, period_lists.repeated, period_lists.reviewers)
    for each in range(12):
        weeks.decide(weeks.receive(f"{TEXT} {each}.", MONDAY)[0], MONDAY + hours(each))
    for what in asked:
        with counted(database) as seen:
            _ask(weeks, what)
        assert len(seen) == 1
    for what in limited:
        with counted(database) as seen:
            _ask(weeks, what, limit=20)
        assert len(seen) == 1


@pytest.mark.parametrize("what", [period.outcomes, period.waits, period.days, period.reopened])
@pytest.mark.one_backend
def test_a_period_is_read_by_what_changed_since(weeks: Weeks, what: Any) -> None:
    with counted(weeks.stages.room.database) as seen:
        _ask(weeks, what)
    (statement,) = seen
    with weeks.stages.room.database.reading() as session:
        plan = session.connection().exec_driver_sql(
            f"EXPLAIN QUERY PLAN {statement}", ("x",) * statement.count("?")
        )
        told = " ".join(str(row[-1]) for row in plan)
    assert "ix_claims_desk_id_updated_at_id (desk_id=? AND updated_at>?)" in told
    assert "SCAN claims" not in told
    assert "SCAN reviews" not in told
    assert "SCAN events" not in told
