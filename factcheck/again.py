"""Doing once more what the database gave up before anything of it was kept.

A deadlock, a serialisation failure or a lost connection before COMMIT was sent leaves no
trace: whoever does the work again does it for the first time. Once something was committed,
or COMMIT was sent and its answer never came, nothing is done again by itself.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

from factcheck.errors import Interrupted

T = TypeVar("T")


class _Try:
    """A piece of work under way: `committed`, once something of it is there to stay."""

    __slots__ = ("committed",)

    def __init__(self) -> None:
        self.committed = False


_TRY: ContextVar[_Try | None] = ContextVar("factcheck_try", default=None)


def twice(work: Callable[[], T]) -> T:
    """Do the work, and once more should the database give it up without a trace.

    The second time its trouble is the caller's, as `Busy`.
    """
    token = _TRY.set(_Try())
    try:
        return work()
    except Interrupted:
        pass
    finally:
        _TRY.reset(token)
    return work()


def possible() -> bool:
    """Whether who is at work here would begin again, and may."""
    found = _TRY.get()
    return found is not None and not found.committed


def committed() -> None:
    """Something is there to stay from now on."""
    if (found := _TRY.get()) is not None:
        found.committed = True
