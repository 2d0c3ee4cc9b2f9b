"""`kill -9` of the server, many times, under eight clients that write."""

import os
import sys
from pathlib import Path

import pytest

from tests.faults.crash import survive

KILLS = int(os.environ.get("FACTCHECK_KILLS", "10"))


@pytest.mark.faults
def test_no_kill_loses_or_doubles_what_was_acknowledged(tmp_path: Path) -> None:
    record = survive(tmp_path / "data", kills=KILLS, seconds=1.5)
    sys.stdout.write(
        f"{KILLS} kills: {len(record.evidence)} pieces of evidence and {len(record.reviews)} "
        f"reviews acknowledged, {record.replayed} of them after a retry\n"
    )
    assert record.replayed >= KILLS / 2
