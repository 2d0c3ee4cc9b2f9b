"""Logins and second factors as they are kept, on either database."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest

from factcheck import accounts, members, second_factor, sign_in
from factcheck.db import Database
from factcheck.errors import Conflict, NotAuthenticated, NotFound, Rejected
from factcheck.restore import restore
from factcheck.sign_in_settings import SessionLimits
from factcheck.store import log, logins, people, second_factors
from factcheck.store.logins import Login
from factcheck.store.people import Person
from factcheck.vocabulary import LoginMethod
from tests.backups import everything, saved
from tests.newsroom import Newsroom
from tests.review.stages import NOW
from tests.store.counting import counted

LIMITS = SessionLimits()
SEALER = second_factor.factor_sealer("s" * 32)
PASSWORD = "correct horse battery"


def person(room: Newsroom, session: Any, name: str = "editor") -> Person:
    return people.person(session, room.people[name].person_id)


def begun(room: Newsroom, name: str = "editor", now: datetime = NOW, **more: Any) -> str:
    """The token of a new login."""
    given = {"how": LoginMethod.PASSWORD, "agent": "Firefox on Linux"} | more
    with room.database.writing() as session:
        someone = person(room, session, name)
        return sign_in.begin(session, someone, room.desk, now=now, **given).token


def entered(room: Newsroom, token: str, now: datetime = NOW) -> logins.Holder:
    with room.database.reading() as session:
        return sign_in.entered(session, token, LIMITS, now=now)


def refused(room: Newsroom, token: str, now: datetime = NOW) -> str:
    with pytest.raises(NotAuthenticated) as found:
        entered(room, token, now)
    return found.value.message


def secret_of(room: Newsroom, name: str = "editor") -> pyotp.TOTP:
    """A second factor that waits for its first code."""
    with room.database.writing() as session:
        second_factor.prepare(session, person(room, session, name), sealer=SEALER, now=NOW)
        found = second_factors.find(session, room.people[name].person_id)
        assert found
        return pyotp.TOTP(second_factor.pairing(found, "e@x", sealer=SEALER)[0])


def confirmed(room: Newsroom, totp: pyotp.TOTP, now: datetime = NOW) -> list[str]:
    """The recovery codes."""
    with room.database.writing() as session:
        return second_factor.confirm(
            session,
            person(room, session),
            totp.at(now),
            sealer=SEALER,
            actor=room.people["editor"],
            now=now,
        )


def admits(room: Newsroom, code: str, now: datetime = NOW) -> bool:
    with room.database.writing() as session:
        return second_factor.admits(
            session,
            person(room, session),
            code,
            sealer=SEALER,
            actor=room.people["editor"],
            now=now,
        )


def actions(room: Newsroom, name: str = "editor") -> list[str]:
    with room.database.reading() as session:
        found = log.history(session, "person", room.people[name].person_id, limit=50, after=None)
        return [each.action for each in found.items]


def test_a_token_opens_its_own_login_in_one_query(newsroom: Newsroom) -> None:
    token = begun(newsroom)
    assert len(token) == 43  # 256 bits in base64
    with counted(newsroom.database) as sent:
        found = entered(newsroom, token)
    assert len(sent) == 1
    assert (found.person.name, found.desk.slug, found.role.label) == ("Editor", "city", "editor")
    for other in ("", token[:-1], token + "a", token.swapcase(), "é"):
        assert refused(newsroom, other) == "Sign in first."


def test_a_login_ends_when_it_is_idle_and_when_it_is_old(newsroom: Newsroom) -> None:
    token = begun(newsroom)
    just_before = NOW + LIMITS.idle - timedelta(microseconds=1)
    assert entered(newsroom, token, just_before)
    assert "120 minutes" in refused(newsroom, token, NOW + LIMITS.idle)
    with newsroom.database.writing() as session:
        late = NOW + LIMITS.longest - timedelta(minutes=5)
        logins.see(session, entered(newsroom, token).login.id, late)
    assert entered(newsroom, token, late)
    assert "After 14 hours" in refused(newsroom, token, NOW + LIMITS.longest)


def test_what_was_seen_later_is_not_made_earlier(newsroom: Newsroom) -> None:
    token = begun(newsroom)
    login_id = entered(newsroom, token).login.id
    for minutes in (5, 3):
        with newsroom.database.writing() as session:
            logins.see(session, login_id, NOW + timedelta(minutes=minutes))
    assert entered(newsroom, token).login.seen_at == NOW + timedelta(minutes=5)


def test_a_renewed_login_has_another_token_and_its_old_age(newsroom: Newsroom) -> None:
    old = begun(newsroom)
    login, later = entered(newsroom, old).login, NOW + timedelta(hours=1)
    with newsroom.database.writing() as session:
        new = sign_in.renew(session, login, now=later)
    assert refused(newsroom, old) == "Sign in first."
    found = entered(newsroom, new, later).login
    assert (found.id, found.created_at, found.seen_at) == (login.id, NOW, later)
    with pytest.raises(NotAuthenticated), newsroom.database.writing() as session:
        sign_in.renew(session, login, now=later)  # by whoever still has the old one


def test_another_password_ends_all_logins_but_the_one_that_is_named(newsroom: Newsroom) -> None:
    here, there = begun(newsroom), begun(newsroom)
    others = begun(newsroom, "viewer")
    with newsroom.database.writing() as session:
        new = sign_in.change_password(
            session,
            entered(newsroom, here).login,
            PASSWORD,
            desk=newsroom.desk,
            actor=newsroom.people["editor"],
            now=NOW,
        )
    assert "You were signed out here" in refused(newsroom, there)
    assert refused(newsroom, here) == "Sign in first."
    assert entered(newsroom, new)
    assert entered(newsroom, others)
    with newsroom.database.writing() as session:
        accounts.set_password(
            session, person(newsroom, session), PASSWORD, desk=newsroom.desk, now=NOW
        )
    assert "You were signed out here" in refused(newsroom, new)
    assert actions(newsroom)[-2:] == ["person.password_set"] * 2


def test_who_was_disabled_stays_out_when_enabled_again(newsroom: Newsroom) -> None:
    token, editor = begun(newsroom), newsroom.people["editor"].person_id
    by = {"by": newsroom.people["admin"], "now": NOW}
    with newsroom.database.writing() as session:
        members.lock_out(session, editor, **by)
    assert refused(newsroom, token) == "Sign in first."
    with newsroom.database.writing() as session:
        members.let_in(session, editor, **by)
    assert "You were signed out here" in refused(newsroom, token)


def test_logins_of_long_ago_are_removed_when_somebody_signs_in(newsroom: Newsroom) -> None:
    begun(newsroom, now=NOW)
    begun(newsroom, "viewer", now=NOW + timedelta(days=1))
    begun(newsroom, "viewer", now=NOW + timedelta(days=90, seconds=1))
    with newsroom.database.reading() as session:
        kept = [each.created_at for each in session.query(Login).order_by(Login.created_at)]
    assert kept == [NOW + timedelta(days=1), NOW + timedelta(days=90, seconds=1)]


def test_only_standing_logins_are_listed(newsroom: Newsroom) -> None:
    for now in (NOW, NOW - timedelta(days=1)):
        begun(newsroom, now=now)
    confirmed(newsroom, secret_of(newsroom))
    begun(newsroom)  # it waits for its code
    over, editor = begun(newsroom, how=LoginMethod.SSO), newsroom.people["editor"].person_id
    with newsroom.database.writing() as session:
        sign_in.leave(session, over, now=NOW)
    begun(newsroom, "viewer")
    with newsroom.database.reading() as session:
        assert len(sign_in.standing(session, editor, LIMITS, now=NOW)) == 1


def test_a_restored_backup_signs_everybody_out(newsroom: Newsroom, tmp_path: Path) -> None:
    token = begun(newsroom)
    path = saved(newsroom.database, tmp_path)
    assert entered(newsroom, token)
    restore(newsroom.database, path, snapshots=tmp_path / "snapshots", now=NOW, force=True)
    assert "You were signed out here" in refused(newsroom, token)


def test_a_login_that_waits_for_its_code_opens_nothing(newsroom: Newsroom) -> None:
    confirmed(newsroom, secret_of(newsroom))
    token = begun(newsroom)
    assert refused(newsroom, token) == "Sign in first."
    with newsroom.database.reading() as session:
        assert sign_in.halfway(session, token, now=NOW).person.name == "Editor"
        with pytest.raises(NotAuthenticated, match="too late"):
            sign_in.halfway(session, token, now=NOW + timedelta(minutes=10))
        with pytest.raises(NotAuthenticated):
            sign_in.halfway(session, begun(newsroom, "viewer"), now=NOW)


def test_a_code_is_taken_around_its_time_and_once(newsroom: Newsroom) -> None:
    totp, step = secret_of(newsroom), timedelta(seconds=30)
    confirmed(newsroom, totp)
    at = NOW + 10 * step
    assert not admits(newsroom, totp.at(NOW), at)
    assert not admits(newsroom, totp.at(at - 2 * step), at)
    assert not admits(newsroom, totp.at(at + 2 * step), at)
    assert admits(newsroom, totp.at(at - step), at)
    assert not admits(newsroom, totp.at(at - step), at)
    assert admits(newsroom, f" {totp.at(at)[:3]} {totp.at(at)[3:]} ", at)
    assert not admits(newsroom, totp.at(at), at)
    assert admits(newsroom, totp.at(at + step), at)
    assert not admits(newsroom, totp.at(at), at)  # an older one than that was used
    for wrong in ("", "0", "٠١٢٣٤٥", "00000é", "1" * 4000):
        assert not admits(newsroom, wrong, at)


def test_of_many_who_send_one_code_at_once_one_comes_in(newsroom: Newsroom) -> None:
    totp = secret_of(newsroom)
    codes = confirmed(newsroom, totp)
    at = NOW + timedelta(minutes=5)
    with ThreadPoolExecutor(8) as pool:
        for code in (totp.at(at), codes[0]):
            assert sum(pool.map(lambda _, code=code: admits(newsroom, code, at), range(8))) == 1


def test_a_recovery_code_lets_in_once_and_is_told_of(newsroom: Newsroom) -> None:
    codes = confirmed(newsroom, secret_of(newsroom))
    assert len(set(codes)) == 10
    assert admits(newsroom, codes[3].lower().replace("-", " "))
    assert not admits(newsroom, codes[3])
    with newsroom.database.reading() as session:
        editor = newsroom.people["editor"].person_id
        assert second_factors.codes_left(session, editor) == 9
        told = log.newest(session, "person", editor)
    assert told
    assert (told.action, told.after) == ("person.recovery_code_used", {"codes_left": 9})
    with newsroom.database.writing() as session:
        new = second_factor.renew_codes(
            session, person(newsroom, session), actor=newsroom.people["editor"], now=NOW
        )
    assert not admits(newsroom, codes[4])
    assert admits(newsroom, new[0])


def test_a_second_factor_counts_from_its_first_code_on(newsroom: Newsroom) -> None:
    totp, editor = secret_of(newsroom), newsroom.people["editor"].person_id
    assert not admits(newsroom, totp.at(NOW))
    with pytest.raises(Rejected, match="wrong"):
        confirmed(newsroom, pyotp.TOTP(pyotp.random_base32()))
    with newsroom.database.reading() as session:
        assert not second_factors.is_on(session, editor)
    with pytest.raises(Conflict, match="waiting"):
        confirmed(newsroom, totp, NOW + timedelta(minutes=15))
    confirmed(newsroom, totp)
    with newsroom.database.reading() as session:
        assert second_factors.is_on(session, editor)
    with pytest.raises(Conflict, match="on already"):
        secret_of(newsroom)
    with pytest.raises(Conflict, match="waiting"):
        confirmed(newsroom, totp)


def test_a_reset_takes_factor_codes_and_logins(newsroom: Newsroom) -> None:
    token, codes = begun(newsroom), confirmed(newsroom, secret_of(newsroom))
    with newsroom.database.writing() as session:
        second_factor.reset(
            session, person(newsroom, session), by=newsroom.people["admin"], now=NOW
        )
    assert "You were signed out here" in refused(newsroom, token)
    assert not admits(newsroom, codes[0])
    assert actions(newsroom)[-2:] == ["person.second_factor_on", "person.second_factor_reset"]
    with pytest.raises(NotFound, match="no second factor"), newsroom.database.writing() as session:
        second_factor.reset(session, person(newsroom, session), now=NOW)


def test_no_token_secret_or_code_is_in_the_database(newsroom: Newsroom) -> None:
    token, totp = begun(newsroom), secret_of(newsroom)
    codes = confirmed(newsroom, totp)
    bare = [code.replace("-", "") for code in codes]
    hidden = [token, totp.secret, *codes, *bare]
    kept = _everything(newsroom.database)
    assert hashlib.sha256(token.encode()).hexdigest().encode() in kept
    assert [each for each in hidden if each.encode() in kept] == []
    assert totp.byte_secret() not in kept


def _everything(database: Database) -> bytes:
    """All that the database holds: SQLite's file as it is, else every row as text."""
    if not database.embedded:
        return str(everything(database)).encode()
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(str(database.url.database)).read_bytes()
