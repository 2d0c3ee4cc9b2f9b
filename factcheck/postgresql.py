"""Connections to PostgreSQL: how many, how patient, and never a dead one handed out twice."""

import math
import time
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from factcheck.db_settings import DatabaseSettings

_POOL = 16
_RESTS, _REST_SECONDS = "factcheck_rests", 1.0
_SILENCE_SECONDS = 20
"""For how long a network may swallow what was sent before the connection counts as lost."""


class Losses:
    """When a connection was last found dead: whatever lay in the pool then is asked first."""

    def __init__(self) -> None:
        self._last = -math.inf

    def note(self) -> None:
        """A connection was lost just now."""
        self._last = time.monotonic()

    def doubtful(self, rests_since: float) -> bool:
        """Whether a connection that has rested since then may be dead.

        One that worked a moment ago is believed to live: asking each time, as the pool can,
        is a tenth of what a decision costs.
        """
        return rests_since < self._last or time.monotonic() - rests_since >= _REST_SECONDS


def connect(url: URL, settings: DatabaseSettings, losses: Losses, **more: Any) -> Engine:
    """An engine on a pool of at most `settings.pool` connections."""
    engine = create_engine(
        url,
        isolation_level="READ COMMITTED",
        pool_size=settings.pool or _POOL,
        max_overflow=0,
        pool_timeout=settings.wait,
        pool_use_lifo=True,  # what is not needed at quiet times rests, and the server may end it
        connect_args={
            "connect_timeout": settings.connect,
            "options": _options(settings),
            "tcp_user_timeout": _SILENCE_SECONDS * 1000,
            "keepalives_idle": _SILENCE_SECONDS,
            "keepalives_interval": 5,
            "keepalives_count": 3,
        },
        **more,
    )
    _ping_the_doubtful(engine, losses)
    return engine


def _options(settings: DatabaseSettings) -> str:
    """What the server shall hold this connection to; 0 leaves it as the server has it."""
    limits = {
        "statement_timeout": settings.statement,
        "lock_timeout": settings.lock,
        "idle_in_transaction_session_timeout": settings.idle,
    }
    told = [f"-c {name}={seconds}s" for name, seconds in limits.items() if seconds]
    return " ".join(["-c timezone=UTC", *told])


def _ping_the_doubtful(engine: Engine, losses: Losses) -> None:
    """Ask a connection that may be dead whether it still lives, before it is used."""
    gone: Any = engine.dialect.loaded_dbapi.Error

    @event.listens_for(engine, "checkin")
    def rest(_: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        record.info[_RESTS] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def wake(
        connection: DBAPIConnection, record: ConnectionPoolEntry, _: PoolProxiedConnection
    ) -> None:
        # A new connection has never rested, and lives.
        if losses.doubtful(record.info.get(_RESTS, math.inf)):
            try:
                engine.dialect.do_ping(connection)
            except gone as error:
                raise InvalidatePoolError from error
