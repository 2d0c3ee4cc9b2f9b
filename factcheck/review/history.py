"""What a claim was at a moment of the past: the log, rewound from now."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from factcheck.errors import NotFound
from factcheck.saying import say
from factcheck.store import claims, log
from factcheck.store.claims import Anchor, Claim
from factcheck.store.log import Event
from factcheck.store.picture import ANCHOR_KEYS, Picture, picture, plain


def as_of(session: Session, claim: Claim, moment: datetime) -> Picture:
    """The claim as it stood at `moment`, with all that was done up to then.

    Raises `NotFound` for a moment before the claim was found.
    """
    if moment < claim.created_at:
        raise NotFound(say("There was no such claim at that time."))
    found = picture(claim)
    places = {each.draft_number: each for each in claims.anchors(session, claim.id)}
    before, since = log.around(session, "claim", claim.id, moment)
    for event in since:
        _rewind(found, event, places)
    if since:
        found["version"] = (before.object_version if before else None) or 1
        found["updated_at"] = plain(before.at) if before else found["created_at"]
    return found


def _rewind(found: Picture, event: Event, places: dict[int, Anchor]) -> None:
    """Take one entry back."""
    old: dict[str, Any] = event.before or {}
    if event.status_from is not None:
        found["status"], found["stage"] = event.status_from, event.stage_from
    if "draft_number" in old and old["draft_number"] in places:
        anchor = places[old["draft_number"]]
        found |= {key: plain(getattr(anchor, key)) for key in ANCHOR_KEYS}
    found |= {key: value for key, value in old.items() if key in found}
