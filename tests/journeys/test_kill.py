"""One `kill -9` under writing clients; tests/faults does the same many times."""

from pathlib import Path

from tests.faults.crash import survive


def test_a_killed_server_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    record = survive(tmp_path / "data", kills=1, seconds=1.0)
    assert len(record.evidence) > 16
    assert record.reviews
