"""Watches every request from outside: how long it took, what came of it, a line in the log.

It stands before all that answers, Flask and the short way to one fact alike, so nothing is
answered unseen. What it notes are the route's template and ids of our own; never the address as
it was asked for, for that may hold words.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from factcheck.asked import Asked, note_of
from factcheck.meters import Meters

Start = Callable[..., Any]
Answer = Callable[[dict[str, Any], Start], Iterable[bytes]]
_log = logging.getLogger("factcheck.requests")


class Watched:
    """A WSGI application in front of another one. `logs`: it writes a line for each request."""

    def __init__(self, behind: Answer, meters: Meters, *, logs: bool) -> None:
        self._behind, self._meters, self._logs = behind, meters, logs

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """The answer of the application behind; it is over when it was sent whole."""
        began = time.perf_counter()
        note, method = note_of(environ), environ["REQUEST_METHOD"]

        def begin(status: str, headers: Any, *rest: Any) -> Any:
            note.status = int(status[:3])
            return start(status, headers, *rest)

        try:
            body = self._behind(environ, begin)
        except BaseException:
            note.status = 500
            self._over(note, method, began)
            raise
        if type(body) in {tuple, list}:
            self._over(note, method, began)
            return body
        return _Sent(body, lambda: self._over(note, method, began))

    def _over(self, note: Asked, method: str, began: float) -> None:
        seconds = time.perf_counter() - began
        self._meters.answered(note.route, method, note.status, seconds)
        if self._logs:
            told = {
                "request_id": note.request_id,
                "method": method,
                "route": note.route,
                "status": note.status,
                "ms": round(seconds * 1000, 1),
                "desk": str(note.desk_id) if note.desk_id else None,
                "key": note.key_id,
            }
            _log.info("request", extra={"told": told})


class _Sent:
    """A body that tells, once, when it was sent or given up."""

    __slots__ = ("_body", "_over")

    def __init__(self, body: Iterable[bytes], over: Callable[[], None]) -> None:
        self._body = body
        self._over: Callable[[], None] | None = over

    def __iter__(self) -> Iterator[bytes]:
        yield from self._body
        self._tell()

    def close(self) -> None:
        """The server is done with it."""
        try:
            if (close := getattr(self._body, "close", None)) is not None:
                close()
        finally:
            self._tell()

    def _tell(self) -> None:
        over, self._over = self._over, None
        if over is not None:
            over()
