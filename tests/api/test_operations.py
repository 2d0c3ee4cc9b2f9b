"""Health checks and figures: alive, able to serve, and how it does."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import text

from factcheck import migrate
from factcheck.app import create_app
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.db import Database
from factcheck.egress import Egress
from factcheck.meters import BacklogCollector, Meters
from factcheck.operating_settings import Operating
from factcheck.publish.outbox import collect
from factcheck.readiness import Readiness
from tests.api.problem import problem
from tests.newsroom import Client, Newsroom

TOKEN = "a-token-of-the-monitoring"


def figures(client: Client, **options: Any) -> dict[str, float]:
    """Every figure of `/metrics` by its name and labels."""
    answer = client.get("/metrics", **options)
    assert answer.status_code == 200, answer.data
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def again(room: Newsroom, **changes: Any) -> Client:
    """Nobody, at another application on the same database."""
    config: Config = replace(room.app.config["FACTCHECK"], **changes)
    return Client(create_app(config, room.database), None)


def test_a_process_is_alive_and_ready_when_its_database_is_at_head(newsroom: Newsroom) -> None:
    assert newsroom.nobody.get("/healthz").json == {"status": "ok"}
    ready = {"status": "ok", "schema": migrate.revisions()[-1]}
    assert newsroom.nobody.get("/readyz").json == ready
    with newsroom.database.engine.begin() as connection:
        older = {"older": migrate.revisions()[0]}
        connection.execute(text("UPDATE alembic_version SET version_num = :older"), older)
    answer = newsroom.nobody.get("/readyz")
    assert migrate.revisions()[-1] in problem(answer, 503, "not_ready")["checks"]["database"]
    assert answer.headers["Retry-After"]
    assert newsroom.nobody.get("/healthz").status_code == 200


def test_an_outsider_learns_that_it_is_not_ready_and_not_why(newsroom: Newsroom) -> None:
    newsroom.app.extensions["factcheck.readiness"].stopping.set()
    inside = problem(newsroom.nobody.get("/readyz"), 503, "not_ready")
    assert inside["checks"] == {"process": "It is about to end."}
    outside = newsroom.nobody.get("/readyz", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert "checks" not in problem(outside, 503, "not_ready")


class Work:
    """Background work whose thread may have ended."""

    def __init__(self, *, alive: bool) -> None:
        self.alive = alive


@pytest.mark.one_backend
def test_each_thing_that_is_missing_is_named(database: Database, tmp_path: Path) -> None:
    key = tmp_path / "signing.key"
    ready = Readiness(database, tmp_path, key, {"webhooks": Work(alive=True)})
    assert ready.reasons() == {}
    key.mkdir()
    assert "directory" in ready.reasons()["signing_key"]
    key.rmdir()
    ready.workers["press"] = Work(alive=False)
    assert ready.reasons().keys() == {"press"}
    gone = Readiness(database, tmp_path / "gone", key)
    assert "cannot be written" in gone.reasons()["data_folder"]
    assert list(tmp_path.glob(".ready*")) == []


@pytest.mark.one_backend
def test_a_full_disk_is_not_ready(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.readiness.ROOM", 1 << 62)
    reasons = Readiness(database, tmp_path, tmp_path / "x").reasons()
    assert "MB are free" in reasons["data_folder"]


@pytest.mark.one_backend
def test_a_database_that_hangs_is_told_within_its_second_and_asked_once(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go, asked = Event(), []

    @contextmanager
    def hang() -> Iterator[None]:
        asked.append(1)
        let_go.wait(10)
        yield

    monkeypatch.setattr("factcheck.readiness.PATIENCE", 0.05)
    monkeypatch.setattr(database, "reading", hang)
    ready = Readiness(database, tmp_path, tmp_path / "x")
    for _ in range(3):
        assert "did not answer" in ready.reasons()["database"]
    let_go.set()
    assert asked == [1]


def test_requests_are_counted_by_the_template_of_their_route(newsroom: Newsroom) -> None:
    claim = newsroom.verified()
    for _ in range(3):
        newsroom.viewer.get(f"/claims/{claim['id']}", buffered=True)
    newsroom.viewer.get(f"/facts/{claim['id']}")  # the short way
    newsroom.viewer.get(f"/facts/{claim['id']}?", buffered=True)  # the long one
    newsroom.nobody.get("/articles/secret-story", buffered=True)
    newsroom.nobody._send("BREW", "/api/v1/facts", {"buffered": True})
    shown = figures(newsroom.nobody)
    one = (
        'factcheck_requests_total{method="GET",route="/api/v1/claims/<uuid:claim_id>",status="2xx"}'
    )
    fact = (
        'factcheck_requests_total{method="GET",route="/api/v1/facts/<uuid:fact_id>",status="2xx"}'
    )
    assert shown[one] >= 3
    assert shown[fact] == 2
    assert shown['factcheck_requests_total{method="GET",route="unmatched",status="4xx"}'] == 1
    assert shown['factcheck_requests_total{method="other",route="unmatched",status="4xx"}'] == 1
    seconds = 'factcheck_request_seconds_count{method="GET",route="/api/v1/facts/<uuid:fact_id>"}'
    assert shown[seconds] == 2
    whole = " ".join(shown)
    assert claim["id"] not in whole
    assert "secret-story" not in whole
    assert "BREW" not in whole
    assert shown["factcheck_process_resident_bytes"] > 1_000_000
    assert shown["factcheck_database_connections_limit"] > 0


def test_what_waits_is_told(newsroom: Newsroom) -> None:
    newsroom.verified()
    hook = {"url": "https://tools.example/hook", "events": ["fact.published", "fact.withdrawn"]}
    newsroom.app.extensions["factcheck.egress"] = Egress(resolve=lambda _: [])
    with newsroom.database.engine.begin() as connection:
        _overdue(connection)
    made = newsroom.editor.post("/webhooks", hook)
    assert made.status_code == 201, made.json
    other = newsroom.claim(text="The town spent 12 million euros on roads in 2023. " * 2)
    newsroom.support(other["id"])
    newsroom.decide(other["id"])
    shown = figures(newsroom.nobody)
    assert shown['factcheck_claims{status="verified"}'] == 2
    assert shown['factcheck_claims_in_stage{stage="final"}'] == 2
    assert shown['factcheck_claims_in_stage{stage="queued"}'] > 0
    assert shown['factcheck_waiting{queue="source_checks"}'] >= 1
    assert shown["factcheck_feed_lag_seconds"] > 0
    collect(newsroom.database, base_url="http://desk.example", now=utcnow())
    fresh = figures(again(newsroom))
    assert fresh["factcheck_feed_lag_seconds"] == 0
    assert fresh['factcheck_waiting{queue="webhook_messages"}'] == 1
    assert fresh["factcheck_dead_letters"] == 0


def _overdue(connection: Any) -> None:
    connection.execute(text("UPDATE sources SET next_check_at = :then"), {"then": "2020-01-01"})


def test_counting_is_spared_for_a_while_and_longer_when_it_was_slow(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, counted = [0.0], []

    def slow(*_: object) -> None:
        counted.append(now[0])
        now[0] += 0.5

    monkeypatch.setattr("factcheck.store.backlog.count", slow)
    collector = BacklogCollector(newsroom.database, clock=lambda: now[0])
    for now[0] in (0.0, 20.0, 49.0, 51.0):  # half a second of counting is kept for fifty
        collector._found()
    assert counted == [0.0, 51.0]


@pytest.mark.one_backend
def test_figures_of_requests_are_told_while_the_database_is_away(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("the words of an article")

    monkeypatch.setattr("factcheck.store.backlog.count", broken)
    newsroom.nobody.get("/healthz", buffered=True)
    with caplog.at_level(logging.WARNING):
        shown = figures(newsroom.nobody)
    assert shown["factcheck_database_up"] == 0
    assert any(name.startswith("factcheck_requests_total") for name in shown)
    assert "words" not in caplog.text


@pytest.mark.one_backend
def test_the_figures_are_for_this_machine_or_for_whoever_has_the_token(
    newsroom: Newsroom, subtests: pytest.Subtests
) -> None:
    guarded = again(newsroom, operating=Operating(metrics_token=TOKEN))
    proxied = again(newsroom, trusted_proxies=1)
    away = {"REMOTE_ADDR": "192.0.2.7"}
    cases: list[tuple[str, Client, dict[str, Any], int]] = [
        ("this machine", newsroom.nobody, {}, 200),
        ("elsewhere", newsroom.nobody, {"environ_base": away}, 404),
        ("an admin elsewhere", newsroom.admin, {"environ_base": away}, 404),
        ("by an untold proxy", newsroom.nobody, _forwarded("192.0.2.7"), 404),
        ("says that it is local", newsroom.nobody, _forwarded("127.0.0.1"), 404),
        ("by a told proxy", proxied, _forwarded("192.0.2.7"), 404),
        ("local by a told proxy", proxied, _forwarded("127.0.0.1"), 200),
        ("by a proxy elsewhere", proxied, _forwarded("127.0.0.1") | {"environ_base": away}, 404),
        ("this machine without the token", guarded, {}, 404),
        ("a wrong token", guarded, _bearing("another"), 404),
        ("a strange token", guarded, _bearing("tökèn"), 404),
        ("the token from elsewhere", guarded, _bearing(TOKEN) | {"environ_base": away}, 200),
    ]  # fmt: skip
    for name, client, options, status in cases:
        with subtests.test(name):
            answer = client.get("/metrics", **options)
            assert answer.status_code == status
            if status == 404:
                found = problem(answer, 404, "not_found")
                other = problem(client.get("/no-such-page", **options), 404, "not_found")
                assert found["detail"] == other["detail"]


def _forwarded(address: str) -> dict[str, Any]:
    return {"headers": {"X-Forwarded-For": address}}


def _bearing(token: str) -> dict[str, Any]:
    return {"headers": {"Authorization": f"Bearer {token}"}}


@pytest.mark.one_backend
def test_no_label_tells_of_a_desk(newsroom: Newsroom) -> None:
    newsroom.verified()
    names = set(re.findall(r"(\w+)=", " ".join(figures(newsroom.nobody))))
    assert names <= {"method", "route", "status", "stage", "queue", "outcome", "le"}


@pytest.mark.one_backend
def test_a_request_that_crashes_is_counted_too(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, str, int]] = []
    note: Callable[..., None] = lambda _, *told: seen.append(told[:3])  # noqa: E731
    monkeypatch.setattr(Meters, "answered", note)

    def crash(*_: object, **__: object) -> None:
        raise ValueError

    monkeypatch.setattr("factcheck.accounts.key_holder", crash)
    assert newsroom.viewer.get("/claims", buffered=True).status_code == 500
    assert seen == [("/api/v1/claims", "GET", 500)]
