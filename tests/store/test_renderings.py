"""Renderings in the store: taken once, moved by whoever has them, kept for a week."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import InvalidRequestError

from factcheck.db import Database
from factcheck.errors import NotFound, Rejected
from factcheck.ids import uuid7
from factcheck.store import renderings
from factcheck.store.renderings import KEEP, RenderingState
from tests.newsroom import Newsroom
from tests.pressed import Pressed, separately
from tests.review.stages import NOW

SOON = NOW + timedelta(minutes=1)


@pytest.fixture
def pressed(newsroom: Newsroom) -> Pressed:
    return Pressed(newsroom)


def taken(database: Database, at: timedelta = timedelta(0)) -> UUID | None:
    with database.writing() as session:
        found = renderings.take(session, NOW + at, SOON + at)
        return found.id if found else None


def moved(database: Database, rendering_id: UUID, attempt: int, **values: object) -> bool:
    with database.writing() as session:
        return renderings.move(session, rendering_id, attempt, **values)


def test_the_oldest_is_taken_first_and_nothing_is_taken_twice(pressed: Pressed) -> None:
    database = pressed.room.database
    first, second = pressed.ask("json"), pressed.ask("csv")
    with database.reading() as session:
        assert renderings.waits(session, NOW)
    assert [taken(database) for _ in range(3)] == [first, second, None]
    with database.reading() as session:
        assert not renderings.waits(session, NOW)
    found = pressed.file(first)
    assert (found.state, found.attempts, found.lease_until) == (RenderingState.RUNNING, 1, SOON)


def test_what_another_process_is_just_taking_is_passed_over(pressed: Pressed) -> None:
    """PostgreSQL goes on to the next one at once, SQLite when the other is ready."""
    database = pressed.room.database
    first, second = pressed.ask("json"), pressed.ask("csv")
    other = separately(database)
    with ThreadPoolExecutor(1) as pool:
        with database.writing() as session:
            found = renderings.take(session, NOW, SOON)
            assert found
            assert found.id == first
            theirs = pool.submit(taken, other)
            if not database.embedded:
                assert theirs.result(20) == second
        assert theirs.result(20) == second
    assert taken(other) is None
    other.dispose()


def test_a_lease_that_ran_out_lets_another_take_it(pressed: Pressed) -> None:
    database, file = pressed.room.database, pressed.ask()
    assert taken(database) == file
    assert taken(database, timedelta(seconds=59)) is None
    assert taken(database, timedelta(seconds=60)) == file
    assert pressed.file(file).attempts == 2


def test_only_the_attempt_that_has_it_can_move_it(pressed: Pressed) -> None:
    database, file = pressed.room.database, pressed.ask()
    assert not moved(database, file, 0, step=1)  # nobody has taken it yet
    taken(database)
    assert moved(database, file, 1, step=2)
    taken(database, timedelta(hours=1))
    assert not moved(database, file, 1, state=RenderingState.DONE, body=b"too late")
    assert moved(database, file, 2, state=RenderingState.DONE, body=b"in time")
    assert pressed.body(file) == b"in time"
    assert not moved(database, file, 2, body=b"again")  # it is done


def test_progress_goes_from_nothing_to_all(pressed: Pressed) -> None:
    database, file = pressed.room.database, pressed.ask()
    assert pressed.file(file).progress == 0
    taken(database)
    moved(database, file, 1, step=2, steps=8)
    assert pressed.file(file).progress == 0.25
    moved(database, file, 1, state=RenderingState.DONE)
    assert pressed.file(file).progress == 1


def test_a_list_never_loads_the_files_themselves(pressed: Pressed) -> None:
    file = pressed.ask()
    pressed.press().due()
    with pressed.room.database.reading() as session:
        (found,) = renderings.page(session, pressed.report_id, NOW, limit=10, after=None).items
        assert found.id == file
        with pytest.raises(InvalidRequestError, match="body"):
            _ = found.body
        assert renderings.body(session, file).startswith(b"{")


def test_pages_go_from_the_newest_to_the_oldest(pressed: Pressed) -> None:
    files = [pressed.ask(form) for form in ("json", "csv", "html")]
    with pressed.room.database.reading() as session:
        first = renderings.page(session, pressed.report_id, NOW, limit=2, after=None)
        rest = renderings.page(session, pressed.report_id, NOW, limit=2, after=first.next)
    assert [each.id for each in (*first.items, *rest.items)] == files[::-1]
    assert rest.next is None
    with pytest.raises(Rejected), pressed.room.database.reading() as session:
        renderings.page(session, pressed.report_id, NOW, limit=2, after=["x"])


def test_what_was_kept_long_enough_is_gone_whether_it_was_pruned_or_not(
    pressed: Pressed,
) -> None:
    database, desk_id, file = pressed.room.database, pressed.room.desk.id, pressed.ask()
    for ago, there in ((timedelta(seconds=1), True), (timedelta(0), False)):
        now = NOW + KEEP - ago
        with database.reading() as session:
            found = renderings.page(session, pressed.report_id, now, limit=10, after=None)
            assert bool(found.items) == there
            assert renderings.expired(session, now) != there
            kept = pressed.file(file)
            same = renderings.same(session, pressed.report_id, "json", "internal", kept.style, now)
            assert bool(same) == there
            if there:
                renderings.rendering(session, desk_id, pressed.report_id, file, now)
            else:
                with pytest.raises(NotFound, match="7 days"):
                    renderings.rendering(session, desk_id, pressed.report_id, file, now)
    pressed.now += timedelta(hours=1)
    younger = pressed.ask()
    assert younger == file  # an hour later it is the same one
    with database.writing() as session:
        assert renderings.prune(session, NOW + KEEP) == 1
        assert renderings.prune(session, NOW + KEEP) == 0


def test_only_the_desk_of_a_report_finds_its_files(pressed: Pressed) -> None:
    room, file = pressed.room, pressed.ask()
    own, foreign = room.desk.id, room.people["foreign"].desk_id
    with room.database.writing() as session:
        assert renderings.rendering(session, own, pressed.report_id, file, NOW).id == file
        assert renderings.report_number(session, own, pressed.report_id) == 1
        renderings.hold_report(session, own, pressed.report_id)
        with pytest.raises(NotFound):
            renderings.rendering(session, foreign, pressed.report_id, file, NOW)
        with pytest.raises(NotFound):
            renderings.rendering(session, own, uuid7(), file, NOW)
        with pytest.raises(NotFound):
            renderings.report_number(session, foreign, pressed.report_id)
        with pytest.raises(NotFound):
            renderings.hold_report(session, foreign, pressed.report_id)
        with pytest.raises(NotFound):
            renderings.body(session, uuid4())
