"""Forms whose connection to PostgreSQL is cut: done once, or shown again with every word."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from factcheck.db import Database
from factcheck.db_settings import DatabaseSettings
from tests.cut import Wire, once, wired
from tests.workbench.conftest import Bench
from tests.workbench.test_both_databases import QUOTE, WHY, _bench, _send


@pytest.fixture
def cut_bench(postgres_url: str, tmp_path: Path) -> Iterator[tuple[Bench, Wire]]:
    with wired(postgres_url) as (wire, near):
        database = Database(near, DatabaseSettings(lock=5))
        yield _bench(database, tmp_path), wire
        wire.cut = None
        database.dispose()


def _comments(bench: Bench) -> Any:
    with bench.database.reading() as session:
        return session.scalar(text("SELECT count(*) FROM comments"))


def test_a_form_that_is_cut_is_taken_once_or_comes_back(cut_bench: tuple[Bench, Wire]) -> None:
    bench, wire = cut_bench
    ada = bench.browser("admin@example.org")
    claim, before = bench.claim(QUOTE), _comments(bench)
    wire.cut = once(b"INSERT INTO comments", "before")
    assert _send(ada, claim, "comments", text=WHY).status_code == 303
    assert (wire.cuts, _comments(bench)) == (["before"], before + 1)
    wire.cut = once(b"COMMIT\x00", "before")
    answer = _send(ada, claim, "comments", text="Another word.")
    assert answer.status_code == 503
    assert "may have been kept or not" in answer.text
    assert "Another word." in answer.text
    assert _comments(bench) == before + 1
