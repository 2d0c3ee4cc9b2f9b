"""The connection to PostgreSQL cut at every place of a change: done once, or not, never twice."""

import os
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from werkzeug.test import TestResponse

from factcheck import intake
from factcheck.db import Database
from factcheck.db_settings import DatabaseSettings
from factcheck.store import log
from factcheck.store.articles import Article
from factcheck.store.log import Event
from tests.api.problem import problem
from tests.cut import Wire, once, wired
from tests.newsroom import TEXT, Newsroom, open_newsroom

COMMIT = b"COMMIT\x00"  # and not that of READ COMMITTED
ROUNDS = int(os.environ.get("FACTCHECK_CUTS", "20"))
KEYED = {"Idempotency-Key": "k-1"}


@pytest.fixture
def cut_room(postgres_url: str, tmp_path: Path) -> Iterator[tuple[Newsroom, Wire]]:
    """A desk whose database is at the other end of a wire."""
    with wired(postgres_url) as (wire, near):
        database = Database(near, DatabaseSettings(lock=5))
        yield open_newsroom(database, tmp_path), wire
        wire.cut = None
        database.dispose()


def _titles(room: Newsroom) -> Counter[str]:
    with room.database.reading() as session:
        return Counter(session.scalars(select(Article.title)))


def _post(room: Newsroom, number: int, **headers: str) -> TestResponse:
    body = {"title": f"T{number}", "text": f"{TEXT} It is number {number}."}
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return room.editor.post("/articles", body, headers=sent)


@pytest.mark.parametrize("words", [b"INSERT INTO articles", b"INSERT INTO events", b"FOR UPDATE"])
def test_what_is_cut_before_commit_is_done_once_and_nobody_notices(
    cut_room: tuple[Newsroom, Wire], words: bytes
) -> None:
    room, wire = cut_room
    for number, how in enumerate(("before", "after", "unheard")):
        wire.cut = once(words, how)
        answer = _post(room, number)
        assert answer.status_code == 201, answer.json
    assert wire.cuts == ["before", "after", "unheard"]
    assert _titles(room) == {"T0": 1, "T1": 1, "T2": 1}


@pytest.mark.parametrize("how", ["before", "after", "unheard"])
def test_without_a_key_a_cut_commit_is_said_to_be_in_doubt(
    cut_room: tuple[Newsroom, Wire], how: str
) -> None:
    room, wire = cut_room
    wire.cut = once(COMMIT, how)
    answer = _post(room, 1)
    problem(answer, 503, "outcome_unknown")
    assert int(answer.headers["Retry-After"]) > 0
    assert wire.cuts == [how]
    _let_go(room)
    assert _titles(room)["T1"] == {"before": 0, "after": 1}.get(how, _titles(room)["T1"])


@pytest.mark.parametrize("how", ["before", "after", "unheard"])
def test_under_a_key_the_stored_answer_decides(cut_room: tuple[Newsroom, Wire], how: str) -> None:
    room, wire = cut_room
    wire.cut = once(COMMIT, how)
    answer = _post(room, 1, **KEYED)
    if answer.status_code == 503:  # the server was still busy with what had been cut
        problem(answer, 503, "outcome_unknown")
        _let_go(room)
        answer = _post(room, 1, **KEYED)
    assert answer.status_code == 201, answer.json
    assert wire.cuts == [how]
    assert _titles(room) == {"T1": 1}
    assert _post(room, 1, **KEYED).data == answer.data


@pytest.mark.parametrize("how", ["before", "after", "unheard"])
def test_a_decision_that_was_cut_at_commit_is_the_one_its_key_stands_for(
    cut_room: tuple[Newsroom, Wire], how: str
) -> None:
    room, wire = cut_room
    claim = room.claim()
    room.support(claim["id"])
    path, body = f"/claims/{claim['id']}", {"status": "verified", "rationale": "Page 12 says so."}
    tag = room.reviewer.etag(path)
    wire.cut = once(COMMIT, how)
    answer = room.reviewer.post(f"{path}/reviews", body, match=tag, headers=KEYED)
    assert answer.status_code == 201, answer.json
    assert wire.cuts == [how]
    assert len(room.viewer.get(f"{path}/reviews").json["items"]) == 1


def test_a_reading_that_was_cut_is_read_again(cut_room: tuple[Newsroom, Wire]) -> None:
    room, wire = cut_room
    claim = room.claim()
    wire.cut = once(b"FROM claims", "before")
    assert room.viewer.get(f"/claims/{claim['id']}").status_code == 200
    assert wire.cuts == ["before"]


def test_a_deadlock_and_a_serialisation_failure_are_tried_once_more(
    cut_room: tuple[Newsroom, Wire], monkeypatch: pytest.MonkeyPatch
) -> None:
    room, _ = cut_room
    for number, state in enumerate(("40001", "40P01")):
        _fail_once(monkeypatch, state)
        assert _post(room, number).status_code == 201
    assert _titles(room) == {"T0": 1, "T1": 1}


def _fail_once(monkeypatch: pytest.MonkeyPatch, state: str) -> None:
    """The database itself refuses the next change, as when two stand in each other's way."""
    failed, receive = list[str](), intake.receive

    def refusing(session: Any, *args: Any, **more: Any) -> Any:
        if not failed:
            failed.append(state)
            told = f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{state}'; END $$"
            session.execute(text(told))
        return receive(session, *args, **more)

    monkeypatch.setattr(intake, "receive", refusing)


def _let_go(room: Newsroom) -> None:
    """Wait until the server has noticed that nobody is at the other end."""
    with room.database.reading() as session:
        for _ in range(500):
            busy = session.scalar(
                text(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                    "AND state <> 'idle' AND pid <> pg_backend_pid() "
                    "AND backend_type = 'client backend'"
                )
            )
            if not busy:
                return
            session.execute(text("SELECT pg_sleep(0.01), pg_stat_clear_snapshot()"))
    raise TimeoutError("a connection that was cut did not end")


@pytest.mark.untraced
def test_in_many_rounds_of_cuts_anywhere_nothing_is_done_twice_and_nothing_said_is_lost(
    cut_room: tuple[Newsroom, Wire],
) -> None:
    """Any piece that is sent may be the last; a tool repeats under its key until it hears."""
    room, wire = cut_room
    dice, said = random.Random(8), Counter[int]()
    for number in range(ROUNDS):
        left = dice.randrange(3, 40)
        how = dice.choice(["before", "after", "unheard"])

        def cut(_: bytes, how: str = how) -> str | None:
            nonlocal left
            left -= 1
            return how if left == 0 else None

        wire.cut = cut
        for _ in range(20):
            answer = _post(room, number, Idempotency_Key=f"k-{number}")
            said[answer.status_code] += 1
            if answer.status_code == 201:
                break
            assert answer.status_code in {409, 503}, answer.json
    wire.cut = None
    assert len(wire.cuts) > ROUNDS / 2
    assert _titles(room) == {f"T{number}": 1 for number in range(ROUNDS)}
    with room.database.reading() as session:
        assert list(log.verify(session))
        made = select(func.count()).where(Event.action == "article.received")
        assert session.scalar(made) == ROUNDS
