"""The press at work: threads that hold what they make, and processes that are killed."""

import csv
import io
import json
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from factcheck import press as printing
from factcheck import report as reporting
from factcheck.clock import utcnow
from factcheck.errors import Busy
from factcheck.press import LEASE, Press
from factcheck.store import renderings
from factcheck.store.renderings import Rendering, RenderingState
from tests.newsroom import Newsroom
from tests.pressed import Pressed, frozen, long_article, separately, styled

Render = Callable[..., bytes]
CLAIMS = 2_000


@pytest.fixture
def pressed(newsroom: Newsroom) -> Pressed:
    return Pressed(newsroom)


def waited(ready: Callable[[], bool], seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < ends
        time.sleep(0.01)


def rendering(monkeypatch: pytest.MonkeyPatch, made: Callable[[Render], Render]) -> None:
    """Put something around the making of a file."""
    monkeypatch.setattr(reporting, "render", made(reporting.render))


def test_how_far_a_file_has_come_is_seen_from_outside_while_it_is_made(
    pressed: Pressed, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, going, inside = pressed.ask(), threading.Event(), threading.Event()

    def slow(real: Render) -> Render:
        def render(*args: Any, **more: Any) -> bytes:
            inside.set()
            assert going.wait(20)
            return real(*args, **more)

        return render

    rendering(monkeypatch, slow)
    press = pressed.press(beat=0.02)
    press.start()
    assert inside.wait(20)
    outside = separately(pressed.room.database)

    def seen() -> tuple[RenderingState, float]:
        with outside.reading() as session:
            found = session.get_one(Rendering, file)
            return found.state, found.progress

    waited(lambda: seen() == (RenderingState.RUNNING, 0.2))
    pressed.later(timedelta(seconds=50))
    assert pressed.press().due() == Counter()  # nobody else begins it
    going.set()
    waited(lambda: seen() == (RenderingState.DONE, 1))
    press.stop()
    outside.dispose()
    assert not any(each.name.startswith("press") for each in threading.enumerate())


def hold(pressed: Pressed, beat: float) -> tuple[printing._Hold, Any]:
    file, press = pressed.ask(), pressed.press()
    order = press._take()
    assert order
    assert order.id == file
    found = printing._Hold(pressed.room.database, order, lambda: pressed.now, beat)
    return found, lambda: pressed.file(file)


@pytest.mark.one_backend
def test_progress_is_stored_once_a_beat_however_often_it_is_told(
    pressed: Pressed, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored: list[int] = []
    store = printing._Hold._store

    def counted(self: printing._Hold, step: int, steps: int) -> bool:
        stored.append(step)
        return store(self, step, steps)

    monkeypatch.setattr(printing._Hold, "_store", counted)
    holding, now = hold(pressed, 0.1)
    begun = time.monotonic()
    with holding:
        for step in range(2000):
            holding.told(step, 2000)
            time.sleep(0.0002)
        waited(lambda: now().step == 1999)
        took = time.monotonic() - begun
    assert 2 <= len(stored) <= took / 0.1 + 1
    assert (now().step, now().steps) == (1999, 2000)


def test_the_lease_of_a_file_that_takes_long_is_renewed(
    pressed: Pressed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "_RENEWED", 0.01)
    holding, now = hold(pressed, 0.02)
    with holding:
        for _ in range(3):
            pressed.later(timedelta(seconds=50))
            waited(lambda: now().lease_until == pressed.now + LEASE)
            assert pressed.press().due() == Counter()
        pressed.later(printing.LONGEST)
        waited(lambda: not holding._thread.is_alive())  # it hangs: let somebody else try
    assert pressed.press().due() == Counter(done=1)


def test_who_has_lost_a_file_stores_nothing_of_it(
    pressed: Pressed, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, slow, fast = pressed.ask(), pressed.press(beat=0.02), pressed.press()
    real, going, inside = reporting.render, threading.Event(), threading.Event()

    def first_is_slow(*args: Any, **more: Any) -> bytes:
        if not inside.is_set():
            inside.set()
            assert going.wait(20)
            return b"too late"
        return real(*args, **more)

    monkeypatch.setattr(reporting, "render", first_is_slow)
    monkeypatch.setattr(printing._Hold, "_keep", lambda _: None)  # it cannot reach the database
    found: list[Counter[str]] = []
    thread = threading.Thread(target=lambda: found.append(slow.due()))
    thread.start()
    assert inside.wait(20)
    pressed.later(LEASE)
    assert fast.due() == Counter(done=1)
    going.set()
    thread.join()
    assert found == [Counter(lost=1)]
    assert pressed.body(file).startswith(b"{")


@pytest.mark.one_backend
def test_a_hold_that_lost_its_file_lets_go(pressed: Pressed) -> None:
    holding, now = hold(pressed, 0.02)
    with holding:
        pressed.later(LEASE)
        with pressed.room.database.writing() as session:
            assert renderings.take(session, pressed.now, pressed.now + LEASE)
        holding.told(4, 5)
        waited(lambda: not holding._thread.is_alive())
    assert now().step == 0


@pytest.mark.one_backend
def test_a_database_that_is_away_for_a_moment_costs_nothing(
    pressed: Pressed, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    holding, now = hold(pressed, 0.02)
    store, tried = printing._Hold._store, list[int]()

    def away(self: printing._Hold, step: int, steps: int) -> bool:
        tried.append(step)
        if len(tried) == 1:
            raise Busy("away")
        return store(self, step, steps)

    monkeypatch.setattr(printing._Hold, "_store", away)
    with holding:
        holding.told(1, 5)
        waited(lambda: len(tried) == 1)
        holding.told(2, 5)
        waited(lambda: now().step == 2)
    assert "could not be kept" in caplog.text


def test_a_press_that_is_stopped_puts_back_what_it_cannot_finish(
    pressed: Pressed, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, going, inside = pressed.ask(), threading.Event(), threading.Event()

    def slow(real: Render) -> Render:
        def render(*args: Any, **more: Any) -> bytes:
            if not inside.is_set():
                inside.set()
                assert going.wait(20)
            return real(*args, **more)

        return render

    rendering(monkeypatch, slow)
    stopped = pressed.press()
    stopped.start()
    assert inside.wait(20)
    stopped.stop(wait=0.05)
    found = pressed.file(file)
    assert (found.state, found.attempts) == (RenderingState.QUEUED, 0)
    assert pressed.press().due() == Counter(done=1)  # at once, without waiting for a lease
    going.set()
    waited(lambda: not any(each.name.startswith("press") for each in threading.enumerate()))
    assert pressed.file(file).attempts == 1


@pytest.mark.one_backend
def test_a_press_that_is_stopped_begins_no_other_file(pressed: Pressed) -> None:
    pressed.ask()
    stop = threading.Event()
    stop.set()
    assert pressed.press().due(stop) == Counter()


@pytest.mark.one_backend
def test_it_works_by_itself_until_it_is_stopped_whatever_goes_wrong(
    pressed: Pressed, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    press, due, tried = pressed.press(), Press.due, list[int]()

    def away(self: Press, stop: Any = None) -> Counter[str]:
        tried.append(1)
        if len(tried) < 3:
            raise Busy("away")
        return due(self, stop)

    monkeypatch.setattr(Press, "due", away)
    press.start()
    file = pressed.ask()
    waited(lambda: pressed.file(file).state is RenderingState.DONE)
    press.stop()
    assert "no files were made" in caplog.text
    assert not any(each.name.startswith("press") for each in threading.enumerate())


@contextmanager
def working(room: Newsroom, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """`factcheck worker` in a process of its own, with the keys of the desk."""
    environment = {
        "FACTCHECK_DATA_DIR": str(folder),
        "FACTCHECK_DATABASE_URL": str(room.database.url),
        "FACTCHECK_SECRET_KEY": "s" * 32,
        "PATH": "/usr/bin:/bin",
    }
    command = [Path(sys.executable).parent / "factcheck", "worker"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    with process:
        assert process.stderr is not None
        assert "making files of reports" in process.stderr.readline()
        try:
            yield process
        finally:
            process.kill()


def asked(room: Newsroom, report_id: UUID, form: str) -> str:
    """Ask for a file over HTTP; gives the address of its state."""
    answer = room.viewer.post(f"/reports/{report_id}/files", {"format": form})
    assert answer.status_code == 202, answer.data
    place: str = answer.json["links"]["self"]
    return place


def state(room: Newsroom, place: str) -> dict[str, Any]:
    found: dict[str, Any] = room.viewer.get(place).json
    return found


@pytest.mark.untraced
def test_a_report_of_two_thousand_claims_is_made_by_the_worker(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    report_id = frozen(newsroom, long_article(newsroom, CLAIMS))
    forms = ("json", "html", "csv")
    with working(newsroom, tmp_path) as process:
        places = {form: asked(newsroom, report_id, form) for form in forms}
        waited(lambda: all(state(newsroom, each)["state"] == "done" for each in places.values()))
        process.terminate()
        assert process.wait(20) == 0
    files = {form: newsroom.viewer.get(f"{place}/content").data for form, place in places.items()}
    assert len(json.loads(files["json"])["content"]["lines"]) == CLAIMS
    assert len(list(csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"))))) == CLAIMS + 1
    last = f"The harbour of district {CLAIMS - 1} cost"
    assert last in files["html"].decode()


@pytest.mark.untraced
def test_a_worker_that_is_killed_in_the_middle_of_a_file_loses_only_time(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    report_id = frozen(newsroom, long_article(newsroom, CLAIMS // 2))
    with working(newsroom, tmp_path) as process:
        place = asked(newsroom, report_id, "html")
        while state(newsroom, place)["state"] != "running":
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait(20)
    assert state(newsroom, place)["state"] == "running"
    early, late = (
        Press(newsroom.database, newsroom.signer, styled, now=lambda ahead=ahead: utcnow() + ahead)
        for ahead in (timedelta(0), LEASE)
    )
    assert early.due() == Counter()
    assert late.due() == Counter(done=1)
    assert b"</html>" in newsroom.viewer.get(f"{place}/content").data[-20:]
    with newsroom.database.reading() as session:
        (row,) = session.scalars(select(Rendering)).all()
    assert row.attempts == 2


@pytest.mark.untraced
@pytest.mark.one_backend
def test_a_worker_that_is_told_to_stop_finishes_the_file_in_hand(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    report_id = frozen(newsroom, long_article(newsroom, CLAIMS // 3))
    with working(newsroom, tmp_path) as process:
        first, second = (asked(newsroom, report_id, form) for form in ("html", "json"))
        while state(newsroom, first)["state"] != "running":
            time.sleep(0.005)
        process.terminate()
        assert process.wait(30) == 0
    assert state(newsroom, first)["state"] == "done"
    assert state(newsroom, second)["state"] == "queued"
