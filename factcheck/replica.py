"""A streaming replica to read from: only while it keeps up, and never waited for twice.

How far it is behind is measured by the log of the primary, not by the replica's own clock: a
replica whose connection to the primary is cut believes itself up to date for ever. Each look
remembers how far the primary's log reached then; the replica is as old as the newest of
those marks that it has replayed.
"""

import logging
import math
import threading
import time
from collections import deque
from collections.abc import Callable

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

_LOOK_SECONDS = 1.0
"""How long a verdict holds."""
_REST_SECONDS = 5.0
"""For how long a replica is left alone that could not be asked, or failed somebody."""
_MOMENT = 0.02
"""What the primary has just written is on its way for so long, usually for less."""
_MARKS = 600
_POSITION = text("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")
_REPLAYED = text(
    "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() - '0/0'::pg_lsn END"
)
_log = logging.getLogger(__name__)


class Replica:
    """The replica behind `engine` and whether it may be read; `lag` is in seconds."""

    def __init__(
        self,
        engine: Engine,
        primary: Engine,
        lag: float,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.engine = engine
        self._primary, self._lag, self._clock = primary, lag, clock
        self._looking = threading.Lock()
        self._until = -1.0
        self._good = False
        self._marks: deque[tuple[float, int]] = deque(maxlen=_MARKS)

    def usable(self) -> bool:
        """Whether it may be read now. One caller looks; the others go by the last verdict."""
        if self._clock() < self._until or not self._looking.acquire(blocking=False):
            return self._good
        try:
            behind = self._behind()
            good = behind is not None and behind <= self._lag
            self._judge(good=good, why=_words(behind), seconds=_LOOK_SECONDS)
        except SQLAlchemyError as error:
            self._judge(good=False, why=f"it could not be asked ({type(error).__name__})")
        finally:
            self._looking.release()
        return self._good

    def rest(self) -> None:
        """Leave it alone for a while: it has just failed somebody."""
        self._judge(good=False, why="a reading failed")

    def _judge(self, *, good: bool, why: str, seconds: float = _REST_SECONDS) -> None:
        if good is not self._good:
            _log.warning("the replica is %s: %s", "read again" if good else "left alone", why)
        self._good = good
        self._until = self._clock() + seconds

    def _behind(self) -> float | None:
        """Seconds; None when it is no replica (any more)."""
        with self._primary.connect() as connection:
            asked = self._clock()
            self._marks.append((asked, int(connection.scalar(_POSITION) or 0)))
        with self.engine.connect() as connection:
            replayed = connection.scalar(_REPLAYED)
            if replayed is not None and replayed < self._marks[-1][1]:
                time.sleep(_MOMENT)
                replayed = connection.scalar(_REPLAYED)
        if replayed is None:
            return None
        reached = [at for at, position in self._marks if position <= replayed]
        # Where none of our marks has arrived yet, nobody can say how old it is.
        return asked - reached[-1] if reached else math.inf


def _words(behind: float | None) -> str:
    if behind is None:
        return "it is not in recovery, so it follows nobody"
    return f"{behind:.1f} s behind"
