"""People, desks and keys: who may come in, and as whom.

Passwords are kept as argon2id hashes. An API key is `fc_<id>_<secret>` with 256 random
bits, shown once; only the SHA-256 of its secret is kept (a slow hash protects words that
people choose, not random bits).
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck import passwords
from factcheck.actor import OPERATOR_ID, Actor
from factcheck.errors import Conflict, NotAuthenticated, NotFound, Rejected
from factcheck.ids import uuid7
from factcheck.saying import say
from factcheck.store import desks, log, logins, people
from factcheck.store.desks import Desk
from factcheck.store.people import ApiKey, Membership, Person
from factcheck.vocabulary import SCOPES_BY_ROLE, Channel, Role, Scope

KEY_DAYS = 365

_UNKNOWN = say("This API key is unknown, expired or revoked.")


def open_desk(
    session: Session, *, slug: str, name: str, by: Actor | None = None, now: datetime
) -> Desk:
    """A new desk. It needs a policy (`review.adopt_policy`) before anything is decided."""
    desk = Desk(id=uuid7(), slug=slug, name=name, created_at=now)
    session.add(desk)
    session.flush()
    _note(session, "desk.opened", desk, desk, by, now, after={"slug": slug})
    return desk


def add_person(
    session: Session,
    *,
    email: str,
    name: str,
    password: str | None = None,
    service: bool = False,
    now: datetime,
) -> Person:
    """A new person, or a service account. Raises `Rejected` for a bad address or password."""
    email = email.strip().lower()
    if not service and ("@" not in email.strip("@") or " " in email):
        raise Rejected(
            say("That is no e-mail address."),
            {"email": [say("{email!r} has no name or host.", email=email)]},
        )
    if not 1 <= len(name.strip()) <= 200:
        raise Rejected(say("That is no name."), {"name": [say("Give 1 to 200 characters.")]})
    if people.by_email(session, email):
        raise Rejected(
            say("This address is taken."),
            {"email": [say("{email} has an account already.", email=email)]},
        )
    person = Person(
        id=uuid7(),
        email=email,
        name=name,
        service=service,
        password_hash=passwords.hashed(password) if password is not None else None,
        created_at=now,
    )
    session.add(person)
    session.flush()
    return person


def check_password(session: Session, email: str, password: str) -> Person:
    """The person who logs in. Raises `NotAuthenticated`, in equal time for whatever reason."""
    person = people.by_email(session, email)
    kept = person.password_hash if person and not person.disabled_at else None
    right = passwords.matches(kept, password)
    if person is None or not right:
        raise NotAuthenticated(say("The address or the password is wrong."))
    return person


def join_desk(
    session: Session,
    person: Person,
    desk: Desk,
    role: Role,
    *,
    by: Actor | None = None,
    now: datetime,
) -> Membership:
    """Give a person a role on a desk, or change it. Raises `Conflict` for its last admin."""
    found = people.membership(session, person.id, desk.id)
    if found is None:
        found = Membership(
            id=uuid7(), person_id=person.id, desk_id=desk.id, role=role, created_at=now
        )
        session.add(found)
    elif role < found.role == Role.ADMIN:
        keep_an_admin(session, desk.id, person)
    found.role = int(role)
    session.flush()
    after = {"desk": desk.slug, "role": role.label}
    _note(session, "person.joined", person, desk, by, now, after=after)
    return found


def keep_an_admin(session: Session, desk_id: UUID, leaving: Person) -> None:
    """Raise `Conflict` if `leaving` is the last person (no program) who administers the desk."""
    log.hold(session)  # two administrators who demote each other at once come one by one
    if leaving.service or people.administered_without(session, desk_id, leaving.id):
        return
    raise Conflict(
        say("{name} is the desk's last administrator. Make another one first.", name=leaving.name)
    )


def make_key(
    session: Session,
    *,
    person: Person,
    desk: Desk,
    role: Role,
    scopes: Iterable[Scope] | None = None,
    days: int = KEY_DAYS,
    by: Actor | None = None,
    now: datetime,
) -> tuple[ApiKey, str]:
    """A new key and its text, which cannot be shown again."""
    secret = secrets.token_hex(32)
    chosen = SCOPES_BY_ROLE[role] if scopes is None else scopes
    key = ApiKey(
        id=secrets.token_hex(6),
        person_id=person.id,
        desk_id=desk.id,
        role=int(role),
        scopes=[scope.value for scope in chosen],
        secret_hash=_digest(secret),
        expires_at=now + timedelta(days=days),
        created_at=now,
    )
    session.add(key)
    session.flush()
    after = {"key": key.id, "role": role.label, "scopes": key.scopes}
    _note(session, "key.made", person, desk, by, now, object_type="person", after=after)
    return key, f"fc_{key.id}_{secret}"


def revoke_key(session: Session, key_id: str, *, by: Actor | None = None, now: datetime) -> ApiKey:
    """Take a key back: the next request with it is refused. Raises `NotFound`.

    `by` may take back those of their own desk alone.
    """
    found = held_key(session, key_id, by)
    if found.revoked_at is None:
        found.revoked_at = now
        person, desk = people.person(session, found.person_id), desks.desk(session, found.desk_id)
        after = {"key": key_id}
        _note(session, "key.revoked", person, desk, by, now, object_type="person", after=after)
    return found


def held_key(session: Session, key_id: str, by: Actor | None) -> ApiKey:
    """The key, while nobody else changes it. Raises `NotFound`, for one of another desk too."""
    found = session.get(ApiKey, key_id, with_for_update=True)
    if found is None or (by and found.desk_id != by.desk_id):
        raise NotFound(
            say("There is no key {key_id!r}; its id is the part after `fc_`.", key_id=key_id)
        )
    return found


def set_password(
    session: Session,
    person: Person,
    password: str,
    *,
    desk: Desk,
    but: UUID | None = None,
    by: Actor | None = None,
    now: datetime,
) -> None:
    """Give a person another password; their logins end, but for the one named by `but`.

    Raises `Rejected` for one that is too short.
    """
    person.password_hash = passwords.hashed(password)
    logins.end(session, person.id, but=but, now=now)
    _note(session, "person.password_set", person, desk, by, now)


def key_holder(
    session: Session, text: str, *, now: datetime, request_id: str | None = None
) -> Actor:
    """Who comes with this key. Raises `NotAuthenticated` when it opens nothing (any more)."""
    key_id, secret = key_parts(text)
    found = people.holder(session, key_id)
    return admitted(found, secret, now=now, request_id=request_id)


def key_parts(text: str) -> tuple[str, str]:
    """The id and the secret of a key. Raises `NotAuthenticated` for what is none."""
    parts = text.split("_")
    if len(parts) != 3 or parts[0] != "fc":
        raise NotAuthenticated(_UNKNOWN)
    return parts[1], parts[2]


def admitted(
    found: people.Holder | None, secret: str, *, now: datetime, request_id: str | None = None
) -> Actor:
    """Who comes with the key that was found. Raises `NotAuthenticated` as `key_holder` does."""
    if found is None or not hmac.compare_digest(found.secret_hash, _digest(secret)):
        raise NotAuthenticated(_UNKNOWN)
    expired = found.expires_at is not None and found.expires_at <= now
    if found.revoked_at or found.disabled_at or expired:
        raise NotAuthenticated(_UNKNOWN)
    role = Role(min(found.key_role, found.role))
    return Actor(
        person_id=found.person_id,
        name=found.name,
        email=found.email,
        desk_id=found.desk_id,
        role=role,
        # A person who lost a role loses what their keys could do by it.
        scopes=frozenset(Scope(each) for each in found.scopes) & set(SCOPES_BY_ROLE[role]),
        auth_method="key",
        channel=Channel.API,
        key_id=found.key_id,
        request_id=request_id,
    )


def member(
    session: Session,
    person: Person,
    desk_id: UUID,
    *,
    auth_method: str,
    channel: Channel,
    request_id: str | None = None,
) -> Actor:
    """A person at work on one of their desks. Raises `NotAuthenticated` if it is not theirs."""
    found = people.membership(session, person.id, desk_id)
    if found is None or person.disabled_at:
        raise NotAuthenticated(say("This person has no place on that desk."))
    return at_work(
        person,
        desk_id,
        Role(found.role),
        auth_method=auth_method,
        channel=channel,
        request_id=request_id,
    )


def at_work(
    person: Person,
    desk_id: UUID,
    role: Role,
    *,
    auth_method: str,
    channel: Channel,
    request_id: str | None = None,
) -> Actor:
    """A person at work on a desk where they are known to have this role."""
    return Actor(
        person_id=person.id,
        name=person.name,
        email=person.email,
        desk_id=desk_id,
        role=role,
        scopes=frozenset(SCOPES_BY_ROLE[role]),
        auth_method=auth_method,
        channel=channel,
        request_id=request_id,
    )


def lost_right(
    session: Session,
    *,
    person_id: UUID,
    key_id: str | None,
    desk_id: UUID,
    role: Role,
    scope: Scope,
    now: datetime,
) -> str | None:
    """Why what somebody set up to go on without them may not go on; None while it may.

    They must still have the role on the desk, and the key that they used must still open it.
    """
    person = people.find(session, person_id)
    place = people.membership(session, person_id, desk_id)
    if person is None or person.disabled_at or place is None:
        return say("Whoever set it up has no place on the desk any more.")
    if place.role < role:
        return say("Whoever set it up is no longer {role} of the desk.", role=say(role.label))
    if key_id is None:
        return None
    key = people.holder(session, key_id)
    expired = key is not None and key.expires_at is not None and key.expires_at <= now
    if key is None or key.revoked_at or expired:
        return say("The key {id} that set it up was revoked or has expired.", id=key_id)
    if key.key_role < role or scope.value not in key.scopes:
        return say("The key {id} that set it up may not do so any more.", id=key_id)
    return None


def local_actor(session: Session, person: Person, desk: Desk, *, channel: Channel) -> Actor:
    """A person whom someone with a shell on this machine acts for."""
    return member(session, person, desk.id, auth_method="local", channel=channel)


def operator(desk: Desk) -> Actor:
    """Whoever has a shell on this machine, and so needs no account."""
    return Actor(
        person_id=OPERATOR_ID,
        name="operator",
        email="",
        desk_id=desk.id,
        role=Role.ADMIN,
        scopes=frozenset(Scope),
        auth_method="local",
        channel=Channel.CLI,
    )


def worker(desk_id: UUID) -> Actor:
    """What works on a desk by itself, on nobody's behalf: the background worker."""
    return Actor(
        person_id=OPERATOR_ID,
        name="worker",
        email="",
        desk_id=desk_id,
        role=Role.EDITOR,
        scopes=frozenset(Scope),
        auth_method="local",
        channel=Channel.WORKER,
    )


def _note(
    session: Session,
    action: str,
    thing: Desk | Person,
    desk: Desk,
    by: Actor | None,
    now: datetime,
    **details: Any,
) -> None:
    log.record(session, action, thing, actor=by or operator(desk), now=now, **details)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
