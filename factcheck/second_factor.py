"""The second factor: one-time codes of a device (RFC 6238), recovery codes for when it is lost.

The secret is kept sealed. Recovery codes have 80 random bits; only their SHA-256 is kept (a slow
hash protects words that people choose, not random bits).
"""

import hashlib
import hmac
from base64 import b32encode
from datetime import datetime, timedelta
from secrets import token_bytes
from uuid import UUID

import pyotp
from sqlalchemy.orm import Session

from factcheck import accounts
from factcheck.actor import Actor
from factcheck.errors import Conflict, NotFound, Rejected
from factcheck.ids import uuid7
from factcheck.saying import say
from factcheck.sealing import Sealer
from factcheck.store import log, logins, people, second_factors
from factcheck.store.people import Person
from factcheck.store.second_factors import RecoveryCode, SecondFactor

CODES = 10
_STEP = 30
"""Seconds for which a code is shown."""
_WAITS = timedelta(minutes=15)
"""How long a secret waits for its first code; then whoever sits there begins again."""
_LATE = (0, -1, 1)
"""Which steps besides the present one are taken: clocks differ, and typing takes time."""
_ISSUER = "factcheck"


def factor_sealer(secret_key: str) -> Sealer:
    """What seals the secrets of second factors."""
    return Sealer(secret_key, "second factors")


def prepare(session: Session, person: Person, *, sealer: Sealer, now: datetime) -> None:
    """A new secret for a person. It counts for nothing until a code of it was confirmed.

    Raises `Conflict` for somebody who has a second factor.
    """
    found = second_factors.find(session, person.id)
    if found is not None and found.confirmed_at:
        raise Conflict(say("Your second factor is on already. Turn it off first."))
    if found is None:
        found = SecondFactor(person_id=person.id)
        session.add(found)
    found.secret = sealer.seal(pyotp.random_base32(), person.id.bytes)
    found.last_step, found.created_at = 0, now
    session.flush()


def waiting(session: Session, person_id: UUID, *, now: datetime) -> SecondFactor | None:
    """The second factor of a person that is still to be confirmed, if there is one."""
    found = second_factors.find(session, person_id)
    if found is None or found.confirmed_at or now - found.created_at >= _WAITS:
        return None
    return found


def pairing(found: SecondFactor, email: str, *, sealer: Sealer) -> tuple[str, str]:
    """The secret of a second factor, as text and as the address that devices scan."""
    secret = sealer.open(found.secret, found.person_id.bytes)
    return secret, pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=_ISSUER)


def confirm(
    session: Session, person: Person, code: str, *, sealer: Sealer, actor: Actor, now: datetime
) -> list[str]:
    """Turn the second factor on by its first code; gives the recovery codes.

    Raises:
        Conflict: there is nothing to confirm.
        Rejected: the code is wrong.
    """
    found = waiting(session, person.id, now=now)
    if found is None:
        raise Conflict(say("There is no second factor waiting for its first code."))
    if not _matches(session, found, _bare(code), sealer, now):
        wrong = say("This code is wrong or too old. Type the one that the device shows now.")
        raise Rejected(wrong, {"code": [wrong]})
    found.confirmed_at = now
    codes = _new_codes(session, person)
    log.record(session, "person.second_factor_on", person, actor=actor, now=now)
    return codes


def admits(
    session: Session, person: Person, code: str, *, sealer: Sealer, actor: Actor, now: datetime
) -> bool:
    """Whether this code lets the person in, be it the device's or a recovery code.

    Either is used up by it. A recovery code leaves an entry in the log.
    """
    found, given = second_factors.find(session, person.id), _bare(code)
    if found is None or not found.confirmed_at:
        return False
    if len(given) <= 6:
        return _matches(session, found, given, sealer, now)
    if not second_factors.use_code(session, person.id, _digest(given), now):
        return False
    left = {"codes_left": second_factors.codes_left(session, person.id)}
    log.record(session, "person.recovery_code_used", person, actor=actor, now=now, after=left)
    return True


def renew_codes(session: Session, person: Person, *, actor: Actor, now: datetime) -> list[str]:
    """New recovery codes; the old ones open nothing any more. Raises `NotFound` without factor."""
    if not second_factors.is_on(session, person.id):
        raise NotFound(say("There is no second factor to make recovery codes for."))
    codes = _new_codes(session, person)
    log.record(session, "person.recovery_codes_made", person, actor=actor, now=now)
    return codes


def turn_off(session: Session, person: Person, *, actor: Actor, now: datetime) -> None:
    """Let the person sign in with the password alone again. Raises `NotFound` if they do."""
    _remove(session, person)
    log.record(session, "person.second_factor_off", person, actor=actor, now=now)


def reset(session: Session, person: Person, *, by: Actor | None = None, now: datetime) -> None:
    """Take a lost second factor from somebody; their logins end.

    It is told on the desk of whoever does it; an operator's doing on all desks of the person.
    Raises `NotFound` for somebody who has none.
    """
    _remove(session, person)
    logins.end(session, person.id, now=now)
    found = people.desks_of(session, person.id)
    for actor in [by] if by else [accounts.operator(desk) for desk, _ in found]:
        log.record(session, "person.second_factor_reset", person, actor=actor, now=now)


def _remove(session: Session, person: Person) -> None:
    found = second_factors.find(session, person.id)
    if found is None:
        raise NotFound(say("{name} has no second factor.", name=person.name))
    second_factors.drop_codes(session, person.id)
    session.delete(found)
    session.flush()


def _matches(
    session: Session, found: SecondFactor, code: str, sealer: Sealer, now: datetime
) -> bool:
    """Whether the code is the device's now, and was not used before; from now on it was."""
    totp = pyotp.TOTP(sealer.open(found.secret, found.person_id.bytes))
    present = int(now.timestamp()) // _STEP
    for step in (present + late for late in _LATE):
        if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode()):
            return second_factors.move_on(session, found.person_id, step)
    return False


def _new_codes(session: Session, person: Person) -> list[str]:
    second_factors.drop_codes(session, person.id)
    bare = [b32encode(token_bytes(10)).decode() for _ in range(CODES)]
    session.add_all(
        RecoveryCode(id=uuid7(), person_id=person.id, code_hash=_digest(each)) for each in bare
    )
    session.flush()
    return ["-".join(each[at : at + 4] for at in range(0, 16, 4)) for each in bare]


def _bare(code: str) -> str:
    """A code without what people put between its letters."""
    return "".join(letter for letter in code.upper()[:64] if letter.isalnum())


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
