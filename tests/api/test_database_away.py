"""A database that is away, or whose connections are all in use: 503 everywhere, never a 500."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.db import Database
from factcheck.db_settings import DatabaseSettings
from tests.api.problem import everything, problem
from tests.newsroom import TEXT, Newsroom, open_newsroom

BODY = {"title": "Harbour", "text": TEXT}
PAGES = ("/login", "/", "/feeds/facts.atom", "/facts/", "/v1alpha1/claims:search?query=harbour")


@pytest.fixture
def room(postgres_url: str, tmp_path: Path) -> Iterator[Newsroom]:
    database = Database(postgres_url, DatabaseSettings(pool=2, wait=0.1))
    yield open_newsroom(database, tmp_path)
    database.dispose()


def _all_say_when_to_come_again(room: Newsroom, path: str) -> None:
    answers = [
        room.viewer.get(f"/claims/{path}"),
        room.viewer.get(f"/facts/{path}"),
        room.viewer.get("/facts"),
        room.editor.post("/articles", BODY),
        room.editor.post("/articles", BODY, headers={"Idempotency-Key": "one"}),
    ]
    for answer in answers:
        problem(answer, 503, "busy")
        assert int(answer.headers["Retry-After"]) > 0
    browser = room.app.test_client()
    with browser.session_transaction() as session:
        session["login"] = "x" * 43
    for page in PAGES:
        answer = browser.get(page, headers={"Accept": "text/html"})
        assert answer.status_code in {200, 404, 503}, page
        if answer.status_code == 503:
            assert int(answer.headers["Retry-After"]) > 0, page
    assert browser.get("/").status_code == 503


def test_all_connections_in_use_is_a_503_that_passes(room: Newsroom) -> None:
    claim = room.claim(text=TEXT + " Two.")["id"]
    before = everything(room.database)
    held = [room.database.engine.connect() for _ in range(2)]
    _all_say_when_to_come_again(room, claim)
    for each in held:
        each.close()
    assert everything(room.database) == before
    assert room.editor.post("/articles", BODY).status_code == 201


def test_a_database_that_is_away_is_a_503(tmp_path: Path, room: Newsroom) -> None:
    claim = room.claim(text=TEXT + " Two.")["id"]
    away = Database("postgresql+psycopg://nobody@127.0.0.1:9/none", DatabaseSettings(pool=2))
    for name in ("database", "receipts"):
        assert f"factcheck.{name}" in room.app.extensions
    there, room.app.extensions["factcheck.database"] = room.database, away
    _all_say_when_to_come_again(room, claim)
    room.app.extensions["factcheck.database"] = there
    assert room.editor.post("/articles", BODY).status_code == 201
    away.dispose()
