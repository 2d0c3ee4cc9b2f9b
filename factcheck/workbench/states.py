"""How the claims of a manuscript stand now, for a page that follows what others do."""

from collections.abc import Iterable
from hashlib import sha256

from factcheck.store.manuscripts import Mark
from factcheck.workbench.wording import tone

State = tuple[str, str, int, bool]
"""A claim's id, how it is drawn, its version, and whether it waits for a decision."""


def states(marks: Iterable[Mark]) -> list[State]:
    """The state of each claim, in text order."""
    return [(str(each.id), tone(each), each.version, each.open) for each in marks]


def digest(found: Iterable[State]) -> str:
    """A word that changes when any state does."""
    return sha256(repr(list(found)).encode()).hexdigest()[:16]
