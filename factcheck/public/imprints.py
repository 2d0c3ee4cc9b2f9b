"""The desks that everybody may know of, with the names they publish under."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.publish.imprint import Imprint, imprint_of
from factcheck.store import facts


@dataclass(frozen=True, slots=True)
class Outlet:
    """A desk as the public knows it."""

    desk_id: UUID
    slug: str
    imprint: Imprint


def outlets(session: Session, *, base_url: str) -> list[Outlet]:
    """The desks that have public facts, or once had. A desk without is known to nobody."""
    found = facts.public_desks(session)
    return [Outlet(each.id, each.slug, imprint_of(each, base_url=base_url)) for each in found]


def hub(shown: list[Outlet]) -> str | None:
    """The WebSub hub that hears of every change of these desks; None unless it is one."""
    hubs = {each.imprint.hub for each in shown}
    return hubs.pop() if len(hubs) == 1 else None
