"""Signing in: a login begins, is looked up at every request, and ends.

The token of a login is shown to the browser alone. It changes whenever what the login may do
changes, so that an old one opens nothing.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck import accounts
from factcheck.actor import Actor
from factcheck.errors import NotAllowed, NotAuthenticated, NotFound, Rejected
from factcheck.ids import uuid7
from factcheck.saying import Said, say
from factcheck.sign_in_settings import SessionLimits
from factcheck.store import log, logins, people, second_factors
from factcheck.store.desks import Desk
from factcheck.store.logins import Holder, Login
from factcheck.store.people import Person
from factcheck.vocabulary import LoginMethod

CODE_WITHIN = timedelta(minutes=10)
"""How long the code of the second factor may take after the password."""
GLIMPSE = timedelta(minutes=1)
"""How exactly it is known when a login was used last."""
_KEPT = timedelta(days=90)
_FIRST = say("Sign in first.")


class Begun(NamedTuple):
    """A login that has begun: its token, and whether the code of the second factor must come."""

    token: str
    awaits_code: bool


def begin(
    session: Session,
    person: Person,
    desk: Desk,
    *,
    how: LoginMethod,
    agent: str,
    instead_of: str = "",
    now: datetime,
) -> Begun:
    """A new login of somebody, as they were when they were found to be who they say.

    What the browser came with before is over. Logins of more than 90 days ago are removed on
    the way. Raises `NotAuthenticated` if the account was changed in the meantime.
    """
    found = people.held(session, person.id)
    if found is None or found.disabled_at or found.password_hash != person.password_hash:
        raise NotAuthenticated(_FIRST)
    # A provider has its own second factor; ours goes with the password.
    awaits_code = how is LoginMethod.PASSWORD and second_factors.is_on(session, person.id)
    token = token_urlsafe(32)
    leave(session, instead_of, now=now)
    logins.forget(session, now - _KEPT)
    session.add(
        Login(
            id=uuid7(),
            token_hash=_digest(token),
            person_id=person.id,
            desk_id=desk.id,
            how=how,
            awaits_code=awaits_code,
            agent=agent,
            created_at=now,
            seen_at=now,
        )
    )
    session.flush()
    return Begun(token, awaits_code)


def entered(session: Session, token: str, limits: SessionLimits, *, now: datetime) -> Holder:
    """Who is signed in with this token. Raises `NotAuthenticated`, saying what ended it."""
    found = logins.holder(session, _digest(token)) if token else None
    if found is None or found.login.awaits_code:
        raise NotAuthenticated(_FIRST)
    if reason := _over(found.login, limits, now):
        raise NotAuthenticated(reason)
    return found


def halfway(session: Session, token: str, *, now: datetime) -> Holder:
    """Whose password was right, and whose code is still to come. Raises `NotAuthenticated`."""
    found = logins.holder(session, _digest(token)) if token else None
    if found is None or not found.login.awaits_code or found.login.ended_at:
        raise NotAuthenticated(_FIRST)
    if now - found.login.created_at >= CODE_WITHIN:
        raise NotAuthenticated(say("The code came too late. Sign in again."))
    return found


def why_over(session: Session, token: str, limits: SessionLimits, *, now: datetime) -> str | None:
    """What ended the login of this token; None if nothing did, or there was none."""
    found = logins.holder(session, _digest(token)) if token else None
    if found is None or found.login.awaits_code:
        return None
    return _over(found.login, limits, now)


def renew(session: Session, login: Login, *, desk_id: UUID | None = None, now: datetime) -> str:
    """Another token for a login, whose code has come if it was to, on another desk if given.

    Raises `NotAuthenticated` if it ended, or was given another one, a moment ago.
    """
    token = token_urlsafe(32)
    changes = {"desk_id": desk_id or login.desk_id, "awaits_code": False, "seen_at": now}
    if not logins.replace_token(session, login.id, login.token_hash, _digest(token), **changes):
        raise NotAuthenticated(_FIRST)
    return token


def leave(session: Session, token: str, *, now: datetime) -> None:
    """End the login of this token, if there is one."""
    if token:
        logins.end_held(session, _digest(token), now)


def desk_to_begin(session: Session, person: Person) -> Desk:
    """Where somebody goes on working: the desk of last time, else the first by name.

    Raises `NotAllowed` for whoever has no desk.
    """
    found = [desk for desk, _ in people.desks_of(session, person.id)]
    if not found:
        raise NotAllowed(say("You have no place on a desk yet; an administrator can give you one."))
    last = logins.last_desk(session, person.id) if len(found) > 1 else None
    return next((desk for desk in found if desk.id == last), found[0])


def own_password(session: Session, actor: Actor, given: str) -> Person:
    """The person behind the actor, if this is their password. Raises `Rejected`."""
    try:
        return accounts.check_password(session, actor.email, given)
    except NotAuthenticated:
        wrong = say("That is not your password.")
        raise Rejected(wrong, {"own_password": [wrong]}) from None


def change_password(
    session: Session, login: Login, new: str, *, desk: Desk, actor: Actor, now: datetime
) -> str:
    """Let somebody choose another password; gives the new token of the one login that stays.

    Raises `Rejected` for a password that is too short.
    """
    person = people.person(session, actor.person_id)
    accounts.set_password(session, person, new, desk=desk, but=login.id, by=actor, now=now)
    return renew(session, login, now=now)


def switch_desk(session: Session, login: Login, desk_id: UUID, *, now: datetime) -> str:
    """Go to work on another of one's desks; gives a new token. Raises `NotFound`."""
    if people.membership(session, login.person_id, desk_id) is None:
        raise NotFound(say("There is no such desk."))
    return renew(session, login, desk_id=desk_id, now=now)


def end(
    session: Session,
    *,
    actor: Actor,
    only: UUID | None = None,
    but: UUID | None = None,
    now: datetime,
) -> int:
    """End logins of one's own: all, one, or all but one; gives how many there were."""
    ended = logins.end(session, actor.person_id, only=only, but=but, now=now)
    if ended:
        person, after = people.person(session, actor.person_id), {"logins": ended}
        log.record(session, "person.signed_out", person, actor=actor, now=now, after=after)
    return ended


def standing(
    session: Session, person_id: UUID, limits: SessionLimits, *, now: datetime
) -> Sequence[Login]:
    """In which browsers a person is signed in, the one used last first."""
    return logins.standing(
        session, person_id, begun_after=now - limits.longest, seen_after=now - limits.idle
    )


def _over(login: Login, limits: SessionLimits, now: datetime) -> Said | None:
    if login.ended_at:
        return say(
            "You were signed out here, by yourself elsewhere or because your password or second "
            "factor changed. Sign in again."
        )
    if now - login.created_at >= limits.longest:
        hours = int(limits.longest / timedelta(hours=1))
        return say("After {hours} hours you have to sign in again.", hours=hours)
    if now - login.seen_at >= limits.idle:
        minutes = int(limits.idle / timedelta(minutes=1))
        return say(
            "Nothing was done here for {minutes} minutes, so you were signed out. Sign in again.",
            minutes=minutes,
        )
    return None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
