"""The sources of a desk: each one once, graded, and what leans on it."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.errors import Conflict, IllegalTransition, NotAllowed
from factcheck.ids import uuid7
from factcheck.review.regrade import regrade, source_state
from factcheck.saying import say
from factcheck.store import log, sources
from factcheck.store.sources import Source
from factcheck.vocabulary import Role

_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid")
"""What addresses carry for advertisers; it names no other page."""
_NAMED = ("title", "url", "publisher", "kind", "independence_group")
_PORTS = {"http": 80, "https": 443}


def keep_source(
    session: Session, given: Mapping[str, Any], *, actor: Actor, now: datetime
) -> tuple[Source, bool]:
    """The desk's source that `given` describes, and whether it had to be made.

    One that is there stays as it was graded; what it left open is filled in, and a source
    that somebody calls confidential is confidential from then on.
    """
    identity = identity_of(given)
    found = sources.by_identity(session, actor.desk_id, identity)
    if found is not None:
        if not _missing(found, given):  # hold it: somebody may be about to remove it
            session.refresh(found, with_for_update={"read": True, "key_share": True})
        _complete(session, found, given, actor, now)
        return found, False
    made = Source(
        id=uuid7(),
        version=1,
        desk_id=actor.desk_id,
        identity=identity,
        created_by=actor.person_id,
        created_at=now,
        **given,
    )
    session.add(made)
    session.flush()
    log.record(session, "source.added", made, actor=actor, now=now, after=source_state(made))
    return made, True


def identity_of(given: Mapping[str, Any]) -> str:
    """What makes two records one source: the page's address, else every word of its name.

    SHA-256 in hexadecimal. Without an address the kind counts too: the minutes as such and
    a paper's report of them may bear one title.
    """
    if url := given.get("url"):
        material = "url " + plain_address(url).partition("://")[2]
    else:
        words = (given.get("title"), given.get("publisher"), given.get("kind"))
        group = given.get("independence_group")
        material = "name " + "\x1f".join(_folded(each) for each in (*words, group))
    return hashlib.sha256(material.encode()).hexdigest()


def plain_address(url: str) -> str:
    """An address without what does not name the page: fragment, trackers, default port.

    >>> plain_address("HTTPS://Example.org:443/a/?utm_source=x&b=1#top")
    'https://example.org/a?b=1'
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").rstrip(".")
    if parts.port and parts.port != _PORTS.get(parts.scheme.lower()):
        host = f"{host}:{parts.port}"
    query = [
        pair
        for pair in parse_qsl(parts.query, keep_blank_values=True)
        if not pair[0].lower().startswith(_TRACKING)
    ]
    path = parts.path.rstrip("/")
    return urlunsplit((parts.scheme.lower(), host, path, urlencode(query), ""))


def _folded(value: Any) -> str:
    return " ".join(str(value or "").casefold().split())


def _complete(
    session: Session, source: Source, given: Mapping[str, Any], actor: Actor, now: datetime
) -> None:
    """Fill in what the record left open."""
    if not _missing(source, given):
        return
    session.refresh(source, with_for_update=True)  # others may be about to fill it in too
    if added := _missing(source, given):
        regrade(session, source, added, actor=actor, now=now, tell_claims=False)


def _missing(source: Source, given: Mapping[str, Any]) -> dict[str, Any]:
    added = {
        name: value
        for name, value in given.items()
        if value is not None and getattr(source, name) is None
    }
    if given.get("confidential") and not source.confidential:
        added["confidential"] = True
    if source.removed_at is not None:
        added["removed_at"] = None
    return added


def edit_source(
    session: Session, source: Source, changes: Mapping[str, Any], *, actor: Actor, now: datetime
) -> None:
    """Set what is known of a source, which must be held.

    Raises `NotAllowed` for a reviewer who would open a confidential source to everybody,
    `Conflict` when it would become a source that the desk has already.
    """
    if source.confidential and changes.get("confidential") is False and actor.role < Role.EDITOR:
        raise NotAllowed(say("Only an editor may open a confidential source."))
    changed = {name: value for name, value in changes.items() if getattr(source, name) != value}
    described = {name: changes.get(name, getattr(source, name)) for name in _NAMED}
    before = identity_of({name: getattr(source, name) for name in _NAMED})
    if (identity := identity_of(described)) != before:
        other = sources.by_identity(session, source.desk_id, identity)
        if other is not None and other.id != source.id:
            raise Conflict(say("The desk has this source already, as another record."))
        changed["identity"] = identity
    regrade(session, source, changed, actor=actor, now=now)


def against_removing(count: int) -> list[str]:
    """Why a source that is evidence on so many claims cannot be removed; empty if it can."""
    if count == 1:
        return [say("It is evidence on 1 claim; take it off there first.")]
    if count:
        return [say("It is evidence on {count} claims; take it off there first.", count=count)]
    return []


def remove_source(session: Session, source: Source, *, actor: Actor, now: datetime) -> None:
    """Take a source off the desk's list; the record and its copies stay. It must be held.

    Raises `IllegalTransition` while evidence rests on it.
    """
    count = sources.counts(session, [source.id])[source.id]
    if reasons := against_removing(count):
        raise IllegalTransition(say("This source cannot be removed."), reasons)
    source.removed_at, source.next_check_at = now, None
    source.version += 1
    log.record(session, "source.removed", source, actor=actor, now=now, before=source_state(source))
