"""A PostgreSQL server of the test run's own, where the machine has one installed."""

import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import make_url

TEMPLATE = "template_head"
_WATCH = """
CREATE SCHEMA suite;
CREATE TABLE suite.changes (command text);
CREATE FUNCTION suite.note() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS
    $$ BEGIN INSERT INTO suite.changes VALUES (tg_tag); END $$;
CREATE EVENT TRIGGER suite_watch ON ddl_command_end EXECUTE FUNCTION suite.note();
"""
"""Writes down every change of the schema or of a privilege."""
_TABLES = """
SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
_LEAVE = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
_EMPTY = f"""
DO $$ DECLARE name text; BEGIN
    FOR name IN {_TABLES} LOOP EXECUTE format('DELETE FROM public.%I', name); END LOOP;
END $$
"""


def binaries() -> Path | None:
    """The folder of `initdb` and `pg_ctl`; Debian keeps them off the PATH."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def server(bin_dir: Path) -> Iterator[str]:
    """Run a server on a free port; yields the address of its `postgres` database."""
    folder = Path(tempfile.mkdtemp(prefix="factcheck-pg-"))
    data, port = folder / "data", _free_port()
    if os.getuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres")
    # Durability is not what these tests are about; the faults suite keeps it on.
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off "
        "-c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
    )
    _run([bin_dir / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8",
          "--locale=C.UTF-8", "--no-sync"])  # fmt: skip
    _run([bin_dir / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start"])
    try:
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
    finally:
        _run([bin_dir / "pg_ctl", "-D", data, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str | Path]) -> None:
    words = [str(word) for word in command]
    if os.getuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd="/", timeout=60)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}\n{done.stdout}{done.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Databases:
    """Databases at head, for one test after the other.

    Making one takes ten times as long as emptying one. So a database in which a test has
    changed rows alone gets the rows that it began with; one whose schema or privileges a
    test has changed is thrown away.
    """

    def __init__(self, server: str, migrate: Callable[[str], None]) -> None:
        """`migrate` brings the empty database at an address to head."""
        self._server = make_url(server)
        self._numbers = itertools.count()
        self._open: dict[str, psycopg.Connection[Any]] = {}
        self._free: list[str] = []
        self._admin = self._connect("postgres")
        self._admin.execute(f"CREATE DATABASE {TEMPLATE}")
        migrate(self._address(TEMPLATE))
        with self._connect(TEMPLATE) as template:
            template.execute(_WATCH)
            tables = [table for (table,) in template.execute(_TABLES)]
            self._rows = {table: kept for table in tables if (kept := _copied(template, table))}

    def take(self) -> str:
        """The address of a database at head that nobody uses."""
        if self._free:
            return self._address(self._free.pop())
        name = f"test_{next(self._numbers)}"
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        self._open[name] = self._connect(name)
        return self._address(name)

    def give_back(self, address: str) -> None:
        """Let the next test have the database at `address`, if it can be made as it was."""
        name = make_url(address).database or ""
        connection = self._open[name]
        connection.execute(_LEAVE)
        if connection.execute("SELECT count(*) FROM suite.changes").fetchone() == (0,):
            self._refill(connection)
            self._free.append(name)
        else:
            self._open.pop(name).close()
            self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Let go of the server."""
        for connection in (*self._open.values(), self._admin):
            connection.close()

    def _refill(self, connection: psycopg.Connection[Any]) -> None:
        """The rows of head; the log refuses to lose its own, so its guards are put to sleep."""
        with connection.transaction():
            connection.execute("SET LOCAL session_replication_role = replica")
            connection.execute(_EMPTY)
            for table, rows in self._rows.items():
                words = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
                with connection.cursor().copy(words) as copy:
                    copy.write(rows)

    def _connect(self, name: str) -> psycopg.Connection[Any]:
        url = self._server.set(drivername="postgresql", database=name)
        return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)

    def _address(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)


def _copied(connection: psycopg.Connection[Any], table: str) -> bytes:
    words = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))
    with connection.cursor().copy(words) as copy:
        return b"".join(bytes(part) for part in copy)
