"""What is noted of a request while it is answered: for the figures and the log, never its words."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

_NOTE = "factcheck.asked"
UNMATCHED = "unmatched"


@dataclass(slots=True)
class Asked:
    """Which route a request took, and who came; `status` is 0 until the answer has begun."""

    route: str = UNMATCHED
    request_id: str = "-"
    desk_id: UUID | None = None
    key_id: str | None = None
    status: int = 0


def note_of(environ: dict[str, Any]) -> Asked:
    """The note of the request with this WSGI environment, begun where there is none."""
    note: Asked | None = environ.get(_NOTE)
    if note is None:
        note = environ[_NOTE] = Asked()
    return note
