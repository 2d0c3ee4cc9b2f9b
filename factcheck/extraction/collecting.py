"""The garbage collector kept out of the way while a text is read.

Extraction makes hundreds of thousands of small records and no cycles among them. The collector
walks them all again and again for nothing: a fifth of the time of a text of 1 MB, and more than
twice as much for twice the text.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class _Pauses:
    """How many threads read a text just now, and whether the collector was on before."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._running = 0
        self._was_on = False

    def begin(self) -> None:
        with self._lock:
            if not self._running:
                self._was_on = gc.isenabled()
                gc.disable()
            self._running += 1

    def end(self) -> None:
        with self._lock:
            self._running -= 1
            if not self._running and self._was_on:
                gc.enable()


_pauses = _Pauses()


@contextmanager
def uncollected() -> Iterator[None]:
    """No collection of garbage until the block ends, in whichever thread it ends last."""
    _pauses.begin()
    try:
        yield
    finally:
        _pauses.end()
