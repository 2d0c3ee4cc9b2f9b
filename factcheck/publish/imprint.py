"""Under whose name facts leave: the publisher, its addresses, and the scale of its ratings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.publish.scale import Scale, scale_from
from factcheck.store import log
from factcheck.store.desks import Desk

_NAMES = ("publisher", "site", "corrections", "licence", "language", "hub", "logo")


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a desk says of itself beside its facts.

    `site` is the publisher's own, `corrections` the page of its corrections policy,
    `licence` what its feeds may be used under, `hub` a WebSub hub, `same_as` further pages
    about the publisher. `unproven`: what was looked into and stays unverified leaves too.
    """

    publisher: str
    site: str
    corrections: str | None = None
    licence: str | None = None
    language: str | None = None
    hub: str | None = None
    logo: str | None = None
    same_as: tuple[str, ...] = ()
    unproven: bool = False
    scale: Scale = field(default_factory=Scale)

    def shape(self) -> dict[str, Any]:
        """As plain data."""
        return {name: getattr(self, name) for name in _NAMES} | {
            "same_as": list(self.same_as),
            "unproven": self.unproven,
            "scale": self.scale.shape(),
        }


def imprint_of(desk: Desk, *, base_url: str) -> Imprint:
    """The desk's imprint; what nobody set follows from its name and our own address."""
    given: Mapping[str, Any] = desk.imprint or {}
    named = {name: given.get(name) for name in _NAMES}
    return Imprint(
        **named
        | {
            "publisher": given.get("publisher") or desk.name,
            "site": given.get("site") or base_url,
            "same_as": tuple(given.get("same_as") or ()),
            "unproven": bool(given.get("unproven")),
            "scale": scale_from(given["scale"]) if given.get("scale") else Scale(),
        }
    )


def own_sites(desk: Desk, *, base_url: str) -> tuple[str, ...]:
    """The addresses at which the desk itself publishes."""
    site = (desk.imprint or {}).get("site")
    return (base_url, site) if site else (base_url,)


def set_imprint(
    session: Session,
    desk: Desk,
    changes: Mapping[str, Any] | None,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Change what is named; None for a part sets it back, None for all of it everything.

    Raises `Rejected` for a scale that cannot be published.
    """
    if changes is not None and changes.get("scale"):
        changes = {**changes, "scale": scale_from(changes["scale"]).shape()}
    before = desk.imprint
    merged = {} if changes is None else {**(before or {}), **changes}
    kept = {name: value for name, value in merged.items() if value not in (None, [], ())}
    desk.imprint = kept or None
    desk.version += 1
    log.record(
        session,
        "desk.edited",
        desk,
        actor=actor,
        now=now,
        before={"imprint": before},
        after={"imprint": desk.imprint},
    )
