"""The worker: each page once, whatever goes wrong with another."""

import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from factcheck import accounts
from factcheck.errors import Busy
from factcheck.store import sources
from factcheck.worker import LEASE, Rounds, Worker
from tests.newsroom import Newsroom
from tests.review.stages import Stages
from tests.review.watched import DAY, Watched, watching


@pytest.fixture
def watched(newsroom: Newsroom, tmp_path: Path) -> Iterator[Watched]:
    with watching(Stages(newsroom), tmp_path) as found:
        yield found


def due_page(watched: Watched, path: str = "/budget") -> Any:
    """A source with a copy, whose time has come."""
    watched.say(f"The page {path}.", path)
    url = watched.pages.url(path)
    source = watched.source(url=url, title=path)
    watched.take(source, url)
    return source


def test_two_workers_look_at_a_due_page_once(watched: Watched) -> None:
    due_page(watched)
    watched.now += 2 * DAY
    asked, start = watched.pages.connections, threading.Barrier(4)
    found: list[Counter[str]] = []

    def work() -> None:
        start.wait()
        found.append(watched.rounds.due())

    threads = [threading.Thread(target=work) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert watched.pages.connections == asked + 1
    assert sum((each["same"] for each in found), 0) == 1
    assert watched.rounds.due() == Counter()


def test_what_another_has_taken_is_left_for_an_hour(watched: Watched) -> None:
    source = due_page(watched)
    watched.now += 2 * DAY
    with watched.stages.room.database.reading() as session:
        (target,) = sources.pages(session, due=watched.now)
    with watched.stages.room.database.writing() as session:
        assert sources.claim_check(session, target, watched.now + LEASE)
    assert watched.rounds.look(target, accounts.worker(target.desk_id)) is None
    assert watched.rounds.due() == Counter()
    watched.now += LEASE + timedelta(seconds=1)
    assert watched.rounds.due() == Counter(same=1)
    assert watched.kept(source).checked_at == watched.now


@pytest.mark.one_backend
@pytest.mark.parametrize("error", [Busy("full"), RuntimeError("a fault of ours")])
def test_one_page_that_cannot_be_checked_does_not_stop_the_others(
    watched: Watched, error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    bad, good = due_page(watched, "/bad"), due_page(watched, "/good")
    watched.now += 2 * DAY
    bad_url = watched.pages.url("/bad")
    look = Rounds.look

    def breaks(self: Rounds, target: Any, actor: Any) -> Any:
        if target.url == bad_url:
            raise error
        return look(self, target, actor)

    monkeypatch.setattr(Rounds, "look", breaks)
    assert watched.rounds.due() == Counter(failed=1, same=1)
    assert watched.kept(good).checked_at == watched.now
    assert f"source {bad} was not checked" in caplog.text
    assert bad_url not in caplog.text


@pytest.mark.one_backend
def test_it_works_by_itself_until_it_is_stopped(watched: Watched) -> None:
    source = due_page(watched)
    watched.say("Another text.")
    watched.now += 2 * DAY
    worker = Worker(watched.rounds, pause=0.05)
    worker.start()
    until = time.monotonic() + 20
    while watched.kept(source).state != "changed" and time.monotonic() < until:
        time.sleep(0.05)
    worker.stop()
    assert watched.kept(source).state == "changed"
    assert not any(each.name == "worker" for each in threading.enumerate())


@pytest.mark.one_backend
def test_a_database_that_is_away_does_not_end_it(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []
    worker = Worker(watched.rounds, pause=0.01)

    def away(*_: Any) -> Any:
        tried.append(1)
        if len(tried) == 3:
            worker.stop()
        raise Busy("away")

    monkeypatch.setattr(Rounds, "due", away)
    worker.run()
    assert len(tried) == 3


@pytest.mark.one_backend
def test_the_command_stops_at_sigterm(newsroom: Newsroom, tmp_path: Path) -> None:
    environment = {
        "FACTCHECK_DATA_DIR": str(tmp_path),
        "FACTCHECK_DATABASE_URL": str(newsroom.database.url),
        "PATH": "/usr/bin:/bin",
    }
    command = [Path(sys.executable).parent / "factcheck", "worker", "--pause", "0.1"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    with process:
        assert process.stderr is not None
        assert "watching pages" in process.stderr.readline()
        process.terminate()
        assert process.wait(20) == 0
