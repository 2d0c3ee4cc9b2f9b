"""Names to IP addresses, in time."""

import socket
import time
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread

from factcheck.errors import Unreachable
from factcheck.saying import say

Resolve = Callable[[str], Sequence[str]]
"""All addresses of a name. Raises `OSError` where there are none."""


def look_up(name: str) -> list[str]:
    """Ask the system's resolver."""
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def resolve_by(ends: float, name: str, resolve: Resolve) -> Sequence[str]:
    """What `resolve` finds before `ends` (monotonic seconds).

    The system's resolver cannot be interrupted, so it runs in a thread that is left behind
    when it takes too long; its own time-out ends it.

    Raises `Unreachable`.
    """
    answer: SimpleQueue[Sequence[str] | None] = SimpleQueue()

    def ask() -> None:
        try:
            answer.put(resolve(name))
        except (OSError, UnicodeError):
            answer.put(None)

    Thread(target=ask, name="resolve", daemon=True).start()
    try:
        found = answer.get(timeout=max(0.0, ends - time.monotonic()))
    except Empty:
        raise Unreachable(
            say("The address of {name} could not be found in time.", name=name)
        ) from None
    if not found:
        raise Unreachable(say("There is no site called {name}.", name=name))
    return found
