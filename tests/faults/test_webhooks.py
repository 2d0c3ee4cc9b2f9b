"""The process that tells webhooks is killed in the middle of it, again and again."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from factcheck.clock import utcnow
from factcheck.db import Database
from factcheck.dispatch import Dispatcher
from factcheck.publish.attempts import LEASE
from factcheck.publish.sending import sender
from factcheck.publish.webhooks import hook_sealer
from factcheck.vocabulary import DeliveryState, HookEvent
from tests.hooked import LOOPBACK, Hooked, Request, receiving
from tests.newsroom import TEXT, open_newsroom

KILLS = 50
KEY = "s" * 32


@pytest.mark.faults
def test_a_dispatcher_that_is_killed_fifty_times_misses_nothing(
    sqlite_template: Path, tmp_path: Path
) -> None:
    path = tmp_path / "factcheck.sqlite3"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    dice = random.Random(14)
    environment = {name: value for name, value in os.environ.items() if "FACTCHECK" not in name}
    environment |= {
        "FACTCHECK_DATA_DIR": str(tmp_path),
        "FACTCHECK_SECRET_KEY": KEY,
        "FACTCHECK_EGRESS_ALLOW": "127.0.0.0/8",
    }
    command = [Path(sys.executable).parent / "factcheck", "worker"]

    def slowly(_: Request) -> tuple[int, dict[str, str], bytes]:
        time.sleep(dice.random() / 20)
        return 200, {}, b""

    with receiving() as receiver:
        desk = Hooked(open_newsroom(database, tmp_path), receiver, utcnow())
        desk.add(events=[HookEvent.FACT_PUBLISHED])
        receiver.answer = slowly
        for number in range(KILLS):
            for each in range(6):
                desk.stages.verified(text=f"{TEXT} Rents rose by {number}.{each} percent.")
            seen = len(receiver.requests)
            process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
            deadline = time.monotonic() + 20
            while len(receiver.requests) == seen and time.monotonic() < deadline:
                time.sleep(0.002)
            time.sleep(dice.random() / 10)
            process.send_signal(signal.SIGKILL)
            process.wait()
        desk.now = utcnow() + LEASE + timedelta(minutes=10)
        egress, sealer = sender(LOOPBACK), hook_sealer(KEY)
        desk.drain(Dispatcher(database, egress, sealer, "http://d", now=lambda: desk.now))
        found = desk.deliveries()
        assert len(found) == len({each.subject_id for each in found}) == 6 * KILLS
        assert {each.state for each in found} == {DeliveryState.DELIVERED}
        sent = Counter(each.id for each in receiver.taken)
        assert set(sent) == {each.message_id for each in found}
        assert max(sent.values()) > 1, "no kill fell between sending and writing down"
    database.dispose()
