"""What every command needs first: the settings, the database at head, and who acts."""

from typing import Any

import click
from marshmallow import Schema, ValidationError
from sqlalchemy.orm import Session

from factcheck import accounts, migrate
from factcheck.actor import Actor
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.db import Database
from factcheck.errors import NotAllowed, NotFound, Rejected
from factcheck.store import desks, people
from factcheck.store.desks import Desk
from factcheck.vocabulary import Channel, Role

_OPERATOR = "operator@localhost"
_CONNECTIONS = 8
"""The most that a command opens to PostgreSQL; `factcheck worker` has three threads that ask."""


def configured_database() -> Database:
    """The configured database as it is; its connections are closed when the command ends."""
    config = Config.from_env()
    database = Database(config.database_url, config.database.for_work(_CONNECTIONS))
    if context := click.get_current_context(silent=True):
        context.call_on_close(database.dispose)
    return database


def open_database() -> Database:
    """The configured database; the embedded one is brought to head on the way."""
    database = configured_database()
    if database.embedded:
        migrate.upgrade(database)
    return database


def desk_called(session: Session, slug: str) -> Desk:
    """The desk with this slug. Raises `NotFound`, naming the way to make one."""
    desk = desks.by_slug(session, slug)
    if desk is None:
        raise NotFound(
            f"There is no desk {slug!r}. Make it with its first member: "
            f"factcheck user add you@example.org --desk {slug} --role admin"
        )
    return desk


def checked(schema: Schema, **values: Any) -> dict[str, Any]:
    """What was given on the command line, by the same rules as in the API.

    Raises `Rejected`, naming each value that cannot be used.
    """
    try:
        return dict(schema.load({name: value for name, value in values.items() if value}))
    except ValidationError as error:
        found = error.messages_dict
        raise Rejected(
            "This cannot be used.",
            {name: [f"{name}: {' '.join(words)}"] for name, words in found.items()},
        ) from error


def acting(session: Session, desk: Desk, email: str | None, role: Role) -> Actor:
    """The desk's member with this address; without one, the machine's operator account.

    Raises `NotAllowed` for a member whose role is lower than `role`.
    """
    if email is None:
        person = people.by_email(session, _OPERATOR) or accounts.add_person(
            session, email=_OPERATOR, name="Operator", service=True, now=utcnow()
        )
        if people.membership(session, person.id, desk.id) is None:
            accounts.join_desk(session, person, desk, Role.ADMIN, now=utcnow())
        return accounts.local_actor(session, person, desk, channel=Channel.CLI)
    found = people.by_email(session, email)
    if found is None or people.membership(session, found.id, desk.id) is None:
        raise NotFound(f"{email} is not a member of the desk {desk.slug!r}.")
    actor = accounts.local_actor(session, found, desk, channel=Channel.CLI)
    if actor.role < role:
        raise NotAllowed(f"This takes the role of {role.label}; {email} is {actor.role.label}.")
    return actor
