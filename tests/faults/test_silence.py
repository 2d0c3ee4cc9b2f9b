"""Clients that begin a request and fall silent."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from factcheck.cli.serving import SILENCE_SECONDS

COMMAND = Path(sys.executable).parent / "factcheck"
THREADS = 2


@pytest.mark.faults
def test_clients_that_fall_silent_do_not_keep_the_others_out(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    clean = {key: value for key, value in os.environ.items() if "FACTCHECK" not in key}
    server = subprocess.Popen(
        [COMMAND, "serve", "--port", str(port), "--threads", str(THREADS)],
        env=clean | {"FACTCHECK_DATA_DIR": str(tmp_path)},
        stderr=subprocess.DEVNULL,
    )
    held: list[socket.socket] = []
    try:
        _answered(port, within=30)
        for start in (b"GET /healthz HTTP/1.1\r\nX-A:", b"POST /login HTTP/1.1\r\n") * THREADS:
            held.append(socket.create_connection(("127.0.0.1", port)))
            held[-1].sendall(start)
        time.sleep(1)
        assert _answered(port, within=4 * SILENCE_SECONDS) < 3 * SILENCE_SECONDS
    finally:
        for each in held:
            each.close()
        server.terminate()
        server.wait(timeout=40)


def _answered(port: int, within: float) -> float:
    """How many seconds it took until the server answered."""
    begun = time.monotonic()
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=within) as got:
                assert got.status == 200
                return time.monotonic() - begun
        except OSError:
            if time.monotonic() - begun > within:
                raise
            time.sleep(0.1)
