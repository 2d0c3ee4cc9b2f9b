"""Who works on a desk, as its administrators handle it: people, their roles, keys of tools."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck import accounts, second_factor
from factcheck.actor import Actor
from factcheck.errors import Conflict, NotFound, Rejected, StaleVersion
from factcheck.saying import say
from factcheck.store import desks, log, logins, people, webhooks
from factcheck.store.people import ApiKey, Membership, Person
from factcheck.vocabulary import SCOPES_BY_ROLE, Role, Scope

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None of them is taken for another when it is read aloud or copied by hand."""


def first_password() -> str:
    """A password to begin with, of 79 random bits: `k7mp-2xqd-hv9c-t4wa`."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def add_member(
    session: Session, *, email: str, name: str, role: Role, by: Actor, now: datetime
) -> tuple[Person, str]:
    """Somebody new on the actor's desk, with the password to begin with, shown this once.

    Raises `Rejected` for an address that has an account: whoever works on another desk is
    given a place here by the service's operator alone.
    """
    password = first_password()
    person = accounts.add_person(session, email=email, name=name, password=password, now=now)
    accounts.join_desk(session, person, desks.desk(session, by.desk_id), role, by=by, now=now)
    return person, password


def change_role(
    session: Session, person_id: UUID, role: Role, *, seen: Role, by: Actor, now: datetime
) -> Membership:
    """Give a member another role than the one that was `seen`.

    Raises `NotFound`, `StaleVersion` when it is another one by now, `Conflict` for the last
    administrator.
    """
    place = _held(session, person_id, by)
    if place.role != seen:
        raise StaleVersion(
            say(
                "Somebody made {name} {role} in the meantime; nothing was changed.",
                name=place.person.name,
                role=say(Role(place.role).label),
            )
        )
    desk = desks.desk(session, by.desk_id)
    return accounts.join_desk(session, place.person, desk, role, by=by, now=now)


def lock_out(session: Session, person_id: UUID, *, by: Actor, now: datetime) -> Person:
    """Disable a member's account: they are out with their next click, and so are their keys.

    Raises `NotFound`, and `Conflict` for oneself, for the last administrator, and for who has
    a place on another desk too.
    """
    person = _leaving(session, person_id, by).person
    _answer_for(session, person, by)
    if person.disabled_at is None:
        person.disabled_at = now
        logins.end(session, person.id, now=now)
        log.record(session, "person.disabled", person, actor=by, now=now)
    return person


def let_in(session: Session, person_id: UUID, *, by: Actor, now: datetime) -> Person:
    """Enable a member's account again. Raises `NotFound`, or `Conflict` as `lock_out` does."""
    person = _held(session, person_id, by).person
    _answer_for(session, person, by)
    if person.disabled_at is not None:
        person.disabled_at = None
        log.record(session, "person.enabled", person, actor=by, now=now)
    return person


def renew_password(
    session: Session, person_id: UUID, *, by: Actor, now: datetime
) -> tuple[Person, str]:
    """A new password to begin with for a member who lost theirs, shown this once.

    Raises `NotFound`, and `Conflict` for oneself and for who has a place on another desk too.
    """
    person = _held(session, person_id, by).person
    _answer_for(session, person, by)
    password, desk = first_password(), desks.desk(session, by.desk_id)
    accounts.set_password(session, person, password, desk=desk, by=by, now=now)
    return person, password


def reset_second_factor(session: Session, person_id: UUID, *, by: Actor, now: datetime) -> Person:
    """Take a lost second factor from a member. Raises as `renew_password` does."""
    person = _held(session, person_id, by).person
    _answer_for(session, person, by)
    second_factor.reset(session, person, by=by, now=now)
    return person


def take_off(session: Session, person_id: UUID, *, by: Actor, now: datetime) -> Person:
    """End a member's place on the actor's desk; the account and other places stay.

    Raises `NotFound`, and `Conflict` for oneself, for the last administrator, and for who has
    no other desk.
    """
    place = _leaving(session, person_id, by)
    if not people.elsewhere(session, by.desk_id, [person_id]):
        raise Conflict(
            say(
                "{name} works on no other desk. Disable the account instead.",
                name=place.person.name,
            )
        )
    session.delete(place)
    before = {"role": Role(place.role).label}
    log.record(session, "person.left", place.person, actor=by, now=now, before=before)
    return place.person


def make_own_key(
    session: Session, *, role: Role, scopes: Collection[Scope], days: int, by: Actor, now: datetime
) -> tuple[ApiKey, str]:
    """A key of the actor's own and its text, shown this once. Raises `Rejected`."""
    return _make_key(session, people.person(session, by.person_id), role, scopes, days, by, now)


def make_tool_key(
    session: Session,
    *,
    tool: str,
    role: Role,
    scopes: Collection[Scope],
    days: int,
    by: Actor,
    now: datetime,
) -> tuple[ApiKey, str]:
    """A key for a tool that gets an account of its own, and its text, shown this once.

    Nobody makes keys for another person: whoever held one could act in that person's name.
    Raises `Rejected`.
    """
    desk = desks.desk(session, by.desk_id)
    address = f"service-{secrets.token_hex(6)}@{desk.slug}"
    person = accounts.add_person(session, email=address, name=tool, service=True, now=now)
    accounts.join_desk(session, person, desk, role, by=by, now=now)
    return _make_key(session, person, role, scopes, days, by, now)


def _make_key(
    session: Session,
    person: Person,
    role: Role,
    scopes: Collection[Scope],
    days: int,
    by: Actor,
    now: datetime,
) -> tuple[ApiKey, str]:
    beyond = [each for each in scopes if each not in SCOPES_BY_ROLE[role]]
    if beyond:
        said = say(
            "The role {role} does not go with {scopes}.",
            role=say(role.label),
            scopes=", ".join(beyond),
        )
        raise Rejected(say("This key cannot be made."), {"scopes": [said]})
    desk = desks.desk(session, by.desk_id)
    return accounts.make_key(
        session, person=person, desk=desk, role=role, scopes=scopes, days=days, by=by, now=now
    )


def rotate_key(
    session: Session, key_id: str, *, grace: timedelta, by: Actor | None = None, now: datetime
) -> tuple[ApiKey, str]:
    """Another key in the place of one: same owner, desk, role, scopes, and time to live.

    The old one opens things for `grace` longer; webhooks that it set up go on by the new one.
    `by` may renew those of their own desk alone. Raises `NotFound`, and `Conflict` for a key
    that opens nothing any more.
    """
    old = accounts.held_key(session, key_id, by)
    if old.revoked_at is not None or (old.expires_at is not None and old.expires_at <= now):
        raise Conflict(say("The key {key_id!r} opens nothing any more.", key_id=key_id))
    person, desk = people.person(session, old.person_id), desks.desk(session, old.desk_id)
    lasts = old.expires_at - old.created_at if old.expires_at else None
    made, text = accounts.make_key(
        session,
        person=person,
        desk=desk,
        role=Role(old.role),
        scopes=[Scope(each) for each in old.scopes],
        days=max(lasts.days, 1) if lasts else accounts.KEY_DAYS,
        by=by,
        now=now,
    )
    old.expires_at = min(old.expires_at or now + grace, now + grace)
    webhooks.hand_over(session, old.id, made.id)
    after = {"key": old.id, "renewed_by": made.id, "ends": old.expires_at.isoformat()}
    actor = by or accounts.operator(desk)
    log.record(
        session, "key.rotated", person, actor=actor, now=now, object_type="person", after=after
    )
    return made, text


def _leaving(session: Session, person_id: UUID, by: Actor) -> Membership:
    """The place of who is to go, if they may."""
    place = _held(session, person_id, by)
    if person_id == by.person_id:
        raise Conflict(say("You cannot lock yourself out; another administrator can."))
    if place.role == Role.ADMIN and place.person.disabled_at is None:
        accounts.keep_an_admin(session, by.desk_id, place.person)
    return place


def _answer_for(session: Session, person: Person, by: Actor) -> None:
    """Raise `Conflict` for an account that is not the actor's to change from here.

    One's own is changed with its password at hand. And of who works on another desk too, that
    desk has a say in it.
    """
    if person.id == by.person_id:
        raise Conflict(say("Change your own account on your account page."))
    if people.elsewhere(session, by.desk_id, [person.id]):
        raise Conflict(
            say(
                "{name} works on another desk too, so the account is the operator’s to change. "
                "You can take them off this desk.",
                name=person.name,
            )
        )


def _held(session: Session, person_id: UUID, by: Actor) -> Membership:
    """The place of a person, while nobody else changes one. Raises `NotFound`."""
    log.hold(session)
    place = people.place(session, by.desk_id, person_id)
    if place.person.service:
        raise NotFound(say("There is no such person on this desk."))
    return place
