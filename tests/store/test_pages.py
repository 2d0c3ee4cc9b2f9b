"""Keyset pages: every row once, in order, whatever ties and directions there are."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import UnaryExpression, select

from factcheck.db import Database
from factcheck.errors import Rejected
from factcheck.ids import uuid7
from factcheck.store import claims
from factcheck.store.claims import Claim, Filters
from factcheck.store.desks import Desk
from factcheck.store.pages import keyset
from tests.review.stages import Stages

DAY = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def desks(database: Database) -> Database:
    dice = random.Random(7)
    with database.writing() as session:
        for number in range(23):
            session.add(
                Desk(
                    id=uuid7(),
                    slug=f"desk-{number:02}",
                    name=dice.choice(["a", "b", "ä", "é", "😀"]),
                    created_at=DAY + timedelta(microseconds=dice.randint(0, 2)),
                )
            )
    return database


ORDERS: dict[str, list[UnaryExpression[Any]]] = {
    "one up": [Desk.slug.asc()],
    "one down": [Desk.slug.desc()],
    "ties up": [Desk.created_at.asc(), Desk.id.asc()],
    "ties down": [Desk.created_at.desc(), Desk.id.desc()],
    "mixed": [Desk.created_at.desc(), Desk.name.asc(), Desk.slug.desc()],
}


def test_pages_hold_every_row_once_in_order(desks: Database) -> None:
    for words, order in ORDERS.items():
        with desks.reading() as session:
            whole = [desk.id for desk in session.scalars(select(Desk).order_by(*order))]
            for limit in (1, 4, 22, 23, 24):
                seen, after, pages = [], None, 0
                while True:
                    page = keyset(session, select(Desk), order, limit=limit, after=after)
                    seen += [desk.id for desk in page.items]
                    pages += 1
                    if page.next is None:
                        break
                    assert len(page.items) == limit
                    after = page.next
                assert seen == whole, (words, limit)
                assert pages == -(-23 // limit)


def test_a_row_that_comes_or_goes_shifts_no_page(desks: Database) -> None:
    order = [Desk.slug.asc()]
    with desks.reading() as session:
        first = keyset(session, select(Desk), order, limit=5, after=None)
    with desks.writing() as session:
        session.delete(session.get_one(Desk, first.items[0].id))
        session.add(Desk(id=uuid7(), slug="desk-00a", name="new", created_at=DAY))
    with desks.reading() as session:
        second = keyset(session, select(Desk), order, limit=5, after=first.next)
    assert [desk.slug for desk in second.items] == [f"desk-{n:02}" for n in range(5, 10)]


def test_a_cursor_that_does_not_fit_is_refused(database: Database) -> None:
    by_time = [Claim.updated_at.desc(), Claim.id.desc()]
    by_score = [Claim.score.desc(), Claim.id.desc()]
    by_place = [Claim.draft_number.asc(), Claim.id.asc()]
    good = str(uuid7())
    wrong: list[tuple[Any, Any]] = [
        (by_time, []),
        (by_time, [DAY.isoformat()]),
        (by_time, [DAY.isoformat(), good, 1]),
        (by_time, ["soon", good]),
        (by_time, ["2026-01-01T00:00:00", good]),
        (by_time, ["0001-01-01T00:00:00+14:00", good]),
        (by_time, [5, good]),
        (by_time, [None, good]),
        (by_time, [DAY.isoformat(), "no-id"]),
        (by_time, [DAY.isoformat(), 5]),
        (by_score, ["high", good]),
        (by_score, [10**400, good]),
        (by_score, [[], good]),
        (by_place, [10**30, good]),
        (by_place, [float("inf"), good]),
        (by_place, ["x", good]),
        ([Desk.slug.asc()], [5]),
    ]
    for order, cursor in wrong:
        with pytest.raises(Rejected, match="does not belong"), database.reading() as session:
            keyset(session, select(Claim), order, limit=5, after=cursor)


def test_claims_are_paged_by_score_change_and_place(stages: Stages) -> None:
    for number in range(4):
        stages.receive(
            f"The city spent {number} million euros in 2024. They sold {number} million cars. "
            "Mayor Rosa Vidal said the new pier created 320 jobs."
        )
    desk = stages.room.desk.id
    for sort in ("score", "updated", "position"):
        with stages.room.database.reading() as session:
            whole = claims.page(session, desk, Filters(), sort=sort, limit=200, after=None).items
            seen, after = [], None
            while True:
                page = claims.page(session, desk, Filters(), sort=sort, limit=3, after=after)
                seen += page.items
                after = page.next
                if after is None:
                    break
        assert [each.id for each in seen] == [each.id for each in whole]
        assert len({each.id for each in seen}) == 12
