"""A streaming replica of a PostgreSQL server of the test run's own."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from tests import postgres


@dataclass(frozen=True)
class Standby:
    """A server that follows another one."""

    tools: Path
    folder: Path
    port: int

    def url(self, primary: str) -> str:
        """The address of the database at `primary` on this server."""
        return make_url(primary).set(port=self.port).render_as_string(hide_password=False)

    def start(self) -> None:
        """Run, and follow."""
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder} -c fsync=off "
            "-c max_connections=200 -c hot_standby_feedback=on"
        )
        self._control("-w", "-o", options, "-l", self.folder / "log", "start")

    def stop(self) -> None:
        """Be gone at once."""
        self._control("-m", "immediate", "stop")

    def run(self, statement: str) -> Any:
        """The first value that a statement gives."""
        url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(url, autocommit=True) as connection:
            cursor = connection.execute(statement)  # type: ignore[arg-type]
            row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None

    def _control(self, *words: str | Path) -> None:
        postgres._run([self.tools / "pg_ctl", "-D", self.folder / "data", *words])


@contextmanager
def standby(primary: str) -> Iterator[Standby]:
    """A replica of the server at `primary`, made by pg_basebackup."""
    tools = postgres.binaries()
    assert tools is not None
    folder = Path(tempfile.mkdtemp(prefix="factcheck-standby-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    url = make_url(primary)
    postgres._run(
        [tools / "pg_basebackup", "-h", url.host or "", "-p", str(url.port), "-U", "postgres",
         "-D", folder / "data", "-R", "-X", "stream", "-c", "fast", "--no-sync"]
    )  # fmt: skip
    found = Standby(tools, folder, postgres._free_port())
    found.start()
    try:
        yield found
    finally:
        found.stop()
        shutil.rmtree(folder, ignore_errors=True)
