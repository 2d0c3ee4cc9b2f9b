"""What the machine can do without the service: one-row transactions, each fsynced."""

import time
from pathlib import Path

from sqlalchemy.engine import make_url

from factcheck.db import sqlite_driver

COUNT = 2000


def sqlite_commits(folder: Path) -> float:
    """Transactions a second of SQLite in WAL with `synchronous=FULL`, one connection."""
    file = folder / "floor.sqlite3"
    connection = sqlite_driver().connect(str(file), isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS t (a INTEGER)")
    begun = time.perf_counter()
    for number in range(COUNT):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO t VALUES (?)", (number,))
        connection.execute("COMMIT")
    spent = time.perf_counter() - begun
    connection.close()
    return COUNT / spent


def postgresql_commits(url: str) -> float:
    """Transactions a second of PostgreSQL as that server is set, one connection."""
    import psycopg  # noqa: PLC0415 - an extra

    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS floor (a INTEGER)")
        begun = time.perf_counter()
        for number in range(COUNT):
            connection.execute("INSERT INTO floor VALUES (%s)", (number,))
        return COUNT / (time.perf_counter() - begun)
