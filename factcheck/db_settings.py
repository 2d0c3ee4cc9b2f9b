"""Settings of a database server: connections, patience, and a replica to read from."""

from dataclasses import dataclass, replace

from environs import Env
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from factcheck.errors import Misconfigured

_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class DatabaseSettings:
    """What PostgreSQL is asked to hold to; SQLite has no use for it. Times are seconds.

    `pool`: the most connections that one process opens for its requests, None for as many as
    its threads need. `statement` bounds one statement of a request, `work` one of a worker or
    a command; `lock` a wait for a row, `idle` a transaction that does nothing, `connect` the
    opening of a connection, `wait` a request that finds all connections in use. 0 is no bound.
    `replica_url` is a streaming replica, read while it is no more than `replica_lag` behind.
    """

    pool: int | None = None
    statement: int = 0
    work: int = 0
    lock: int = 0
    idle: int = 0
    connect: int = 5
    wait: float = 8.0
    replica_url: str | None = None
    replica_lag: int = 5

    def with_room(self, connections: int) -> "DatabaseSettings":
        """With a pool for so many connections, unless the settings say how many."""
        return self if self.pool is not None else replace(self, pool=connections)

    def for_work(self, connections: int) -> "DatabaseSettings":
        """For what runs beside requests: more patience, connections of its own, no replica."""
        return replace(
            self, pool=connections, statement=self.work, idle=self.work, replica_url=None
        )


def database_from_env() -> DatabaseSettings:
    """Read `FACTCHECK_DB_*` and `FACTCHECK_REPLICA_*`. Raises `Misconfigured`."""
    env = Env(prefix="FACTCHECK_")
    pool = env.str("DB_POOL", "")
    return DatabaseSettings(
        pool=_number("DB_POOL", pool, 1, 1000) if pool else None,
        statement=_number("DB_STATEMENT_SECONDS", env.str("DB_STATEMENT_SECONDS", "") or "15"),
        work=_number("DB_WORK_SECONDS", env.str("DB_WORK_SECONDS", "") or "600"),
        lock=_number("DB_LOCK_SECONDS", env.str("DB_LOCK_SECONDS", "") or "8"),
        idle=_number("DB_IDLE_SECONDS", env.str("DB_IDLE_SECONDS", "") or "60"),
        connect=_number("DB_CONNECT_SECONDS", env.str("DB_CONNECT_SECONDS", "") or "5", 2, 60),
        replica_url=_replica(env.str("REPLICA_URL", "")),
        replica_lag=_number("REPLICA_LAG_SECONDS", env.str("REPLICA_LAG_SECONDS", "") or "5", 2),
    )


def _replica(url: str) -> str | None:
    """Raises `Misconfigured` for what is no PostgreSQL address; its password is not repeated."""
    if not url:
        return None
    try:
        backend = make_url(url).get_backend_name()
    except ArgumentError:
        backend = ""
    if backend != "postgresql":
        raise Misconfigured("FACTCHECK_REPLICA_URL must begin with postgresql+psycopg://.")
    return url


def _number(name: str, value: str, least: int = 0, most: int = _DAY) -> int:
    if not (value.isascii() and value.isdecimal() and least <= int(value) <= most):
        raise Misconfigured(f"FACTCHECK_{name} must be a whole number from {least} to {most}.")
    return int(value)
