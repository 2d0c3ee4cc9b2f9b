"""An intake that is killed in the middle and started again: none lost, none twice."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from factcheck.db import Database
from factcheck.store import log
from factcheck.store.articles import Article, Draft
from factcheck.store.log import Event
from tests.newsroom import TEXT, Newsroom

COUNT = 300


def _command(room: Newsroom, folder: Path, data_dir: Path) -> "subprocess.Popen[str]":
    url = room.database.url.render_as_string(hide_password=False)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("FACTCHECK_")},
        "FACTCHECK_DATA_DIR": str(data_dir),
        "FACTCHECK_DATABASE_URL": url,
        "FACTCHECK_SECRET_KEY": "s" * 32,
    }
    words = ["ingest", str(folder), "--desk", room.desk.slug, "--processes", "2", "--json"]
    return subprocess.Popen(
        [str(Path(sys.executable).with_name("factcheck")), *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _stored(database: Database) -> int:
    with database.reading() as session:
        return session.scalars(select(func.count()).select_from(Article)).one()


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [int(each) for each in found]


def _lives(pid: int) -> bool:
    """Whether a process still does anything; one that nobody has buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2][1] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.untraced
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux's /proc")
def test_none_is_lost_and_none_is_there_twice_when_it_is_killed_and_started_again(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    folder, data_dir = tmp_path / "in", tmp_path / "data"
    folder.mkdir()
    data_dir.mkdir(mode=0o700)
    for number in range(COUNT):
        (folder / f"{number:03}.txt").write_text(f"{TEXT}\n\nEdition {number}.", encoding="utf-8")
    first = _command(newsroom, folder, data_dir)
    deadline = time.monotonic() + 90
    while not _stored(newsroom.database) and time.monotonic() < deadline:
        assert first.poll() is None, first.communicate()
        time.sleep(0.02)
    readers = _children(first.pid)
    first.send_signal(signal.SIGKILL)
    told, _ = first.communicate()
    survived = _stored(newsroom.database)
    assert 0 < survived < COUNT
    assert told.count('"new": true') <= survived
    while any(map(_lives, readers)):
        assert time.monotonic() < deadline, "a process outlived the one that it read for"
        time.sleep(0.02)
    second = _command(newsroom, folder, data_dir)
    told, complaints = second.communicate(timeout=120)
    assert second.returncode == 0, complaints
    assert told.count('"new": true') == COUNT - survived
    assert told.count('"new": false') == survived
    with newsroom.database.reading() as session:
        assert session.scalars(select(func.count(func.distinct(Draft.sha256)))).one() == COUNT
        assert session.scalars(select(func.count()).select_from(Draft)).one() == COUNT
        received = select(func.count()).where(Event.action == "article.received")
        assert session.scalars(received).one() == COUNT
        assert list(log.verify(session))
