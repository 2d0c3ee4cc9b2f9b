"""People and keys: who may come in, as whom, and from when on no more."""

from datetime import timedelta

import pytest
from argon2 import Type
from sqlalchemy import text

from factcheck import accounts
from factcheck.db import Database
from factcheck.errors import NotAuthenticated, Rejected
from factcheck.store import log, people
from factcheck.store.desks import Desk
from factcheck.store.people import ApiKey, Person
from factcheck.vocabulary import SCOPES_BY_ROLE, Channel, Role, Scope
from tests.newsroom import Newsroom
from tests.once import costly_hasher
from tests.review.stages import NOW

PASSWORD = "correct horse battery"


def key_of(
    newsroom: Newsroom, name: str = "editor", role: Role = Role.EDITOR, **more: object
) -> tuple[str, str]:
    """A new key of one of the desk's people: its id and its text."""
    with newsroom.database.writing() as session:
        person = people.by_email(session, f"{name}@example.org")
        assert person is not None
        made, key = accounts.make_key(
            session, person=person, desk=newsroom.desk, role=role, now=NOW, **more
        )
        return made.id, key


def test_a_key_opens_its_desk_as_its_owner(newsroom: Newsroom) -> None:
    key_id, key = key_of(newsroom)
    with newsroom.database.reading() as session:
        actor = accounts.key_holder(session, key, now=NOW, request_id="r-1")
    assert (actor.name, actor.email, actor.role) == ("Editor", "editor@example.org", Role.EDITOR)
    assert (actor.desk_id, actor.key_id) == (newsroom.desk.id, key_id)
    assert (actor.auth_method, actor.channel, actor.request_id) == ("key", Channel.API, "r-1")
    assert actor.scopes == set(SCOPES_BY_ROLE[Role.EDITOR])


def test_a_password_costs_what_the_standard_recommends() -> None:
    """RFC 9106, section 4, its second choice; the tests' own passwords cost less."""
    hasher = costly_hasher()
    assert (hasher.time_cost, hasher.memory_cost, hasher.parallelism) >= (3, 64 * 1024, 4)
    assert hasher.type is Type.ID


def test_no_secret_is_kept_in_clear(newsroom: Newsroom) -> None:
    _, key = key_of(newsroom)
    with newsroom.database.writing() as session:
        ana = accounts.add_person(
            session, email="ana@example.org", name="Ana", password=PASSWORD, now=NOW
        )
        assert (ana.password_hash or "").startswith("$argon2id$")
    secret = key.split("_")[2]
    assert len(bytes.fromhex(secret)) == 32
    with newsroom.database.reading() as session:
        kept = [
            str(row)
            for table in ("api_keys", "people", "events")
            for row in session.execute(text(f"SELECT * FROM {table}"))
        ]
    assert not any(secret in row or key in row or PASSWORD in row for row in kept)


def test_what_is_no_key_opens_nothing(newsroom: Newsroom) -> None:
    key_id, key = key_of(newsroom)
    for wrong in (
        "", "fc", "fc__", "fc_{id}_", "fc_{id}_{no}", "fc_nobody_{ok}", "xx_{id}_{ok}", "{id}",
        "fc_{id}_{ok}_", "fc_{id}_{ok}é", "FC_{id}_{ok}", "fc_{id}_{ok} ",
    ):  # fmt: skip
        words = wrong.format(id=key_id, ok=key.split("_")[2], no="0" * 64)
        with pytest.raises(NotAuthenticated), newsroom.database.reading() as session:
            accounts.key_holder(session, words, now=NOW)


def test_a_key_ends_when_it_should(newsroom: Newsroom) -> None:
    client, path = newsroom.editor, "/articles"
    assert client.get(path).status_code == 200
    _, short = key_of(newsroom, days=1)
    with newsroom.database.reading() as session:
        just_before = NOW + timedelta(days=1, microseconds=-1)
        assert accounts.key_holder(session, short, now=just_before).name == "Editor"
        with pytest.raises(NotAuthenticated):
            accounts.key_holder(session, short, now=NOW + timedelta(days=1))

    def change(statement: str) -> int:
        with newsroom.database.writing() as session:
            session.execute(text(statement), {"now": NOW})
        return client.get(path).status_code

    assert change("UPDATE api_keys SET revoked_at = :now") == 401
    assert change("UPDATE api_keys SET revoked_at = NULL") == 200
    assert change("UPDATE api_keys SET expires_at = :now") == 401
    assert change("UPDATE api_keys SET expires_at = NULL") == 200
    assert change("UPDATE people SET disabled_at = :now") == 401
    assert change("UPDATE people SET disabled_at = NULL") == 200
    assert change("DELETE FROM memberships") == 401


def test_a_lost_role_is_lost_on_the_very_next_call(newsroom: Newsroom) -> None:
    body = {"title": "T", "text": "They sold 3 million cars in 2024."}
    assert newsroom.editor.post("/articles", body).status_code == 201
    with newsroom.database.writing() as session:
        person = people.by_email(session, "editor@example.org")
        assert person is not None
        accounts.join_desk(session, person, newsroom.desk, Role.VIEWER, now=NOW)
    assert newsroom.editor.post("/articles", body | {"text": "Other."}).status_code == 403
    assert newsroom.editor.get("/articles").status_code == 200


def test_what_a_key_may_do_is_what_key_and_owner_both_may(newsroom: Newsroom) -> None:
    for owner, role, scopes, expected in (
        ("admin", Role.VIEWER, None, {"facts:read", "desk:read"}),
        ("viewer", Role.ADMIN, None, {"facts:read", "desk:read"}),
        ("viewer", Role.ADMIN, [Scope.ADMIN, Scope.FACTS_READ], {"facts:read"}),
        ("editor", Role.EDITOR, [Scope.FACTS_READ], {"facts:read"}),
        ("reviewer", Role.REVIEWER, [Scope.EDIT], set()),
        ("editor", Role.EDITOR, [], set()),
    ):
        _, key = key_of(newsroom, owner, role, scopes=scopes)
        with newsroom.database.reading() as session:
            actor = accounts.key_holder(session, key, now=NOW)
        assert actor.scopes == expected, (owner, role)
        assert actor.role == min(role, Role.named(owner))


def test_a_person_logs_in_with_their_own_password_alone(database: Database) -> None:
    with database.writing() as session:
        accounts.add_person(
            session, email=" Ana@Example.org ", name="Ana", password=PASSWORD, now=NOW
        )
        accounts.add_person(session, email="tool@example.org", name="T", service=True, now=NOW)
    with database.reading() as session:
        assert accounts.check_password(session, "ANA@example.org", PASSWORD).name == "Ana"
        for email, password in (
            ("ana@example.org", PASSWORD + "!"),
            ("ana@example.org", ""),
            ("nobody@example.org", PASSWORD),
            ("tool@example.org", ""),
            ("tool@example.org", "None"),
        ):
            with pytest.raises(NotAuthenticated, match="address or the password"):
                accounts.check_password(session, email, password)
    with database.writing() as session:
        person = people.by_email(session, "ana@example.org")
        assert isinstance(person, Person)
        person.disabled_at = NOW
    with pytest.raises(NotAuthenticated), database.reading() as session:
        accounts.check_password(session, "ana@example.org", PASSWORD)


def test_bad_addresses_and_short_passwords_are_refused(database: Database) -> None:
    for email in ("", "ana", "@example.org", "ana@", "a b@example.org", "@"):
        with pytest.raises(Rejected) as refused, database.writing() as session:
            accounts.add_person(session, email=email, name="A", now=NOW)
        assert "email" in refused.value.errors
    for password in ("", "eleven char", "🙂" * 11):
        with pytest.raises(Rejected) as refused, database.writing() as session:
            accounts.add_person(
                session, email="ana@example.org", name="A", password=password, now=NOW
            )
        assert refused.value.errors == {"password": ["Take at least 12 characters."]}
    with database.writing() as session:
        accounts.add_person(session, email="ana@example.org", name="A", now=NOW)
    with pytest.raises(Rejected, match="taken"), database.writing() as session:
        accounts.add_person(session, email="ANA@example.org", name="B", now=NOW)


def test_a_person_is_on_a_desk_once_with_one_role(newsroom: Newsroom) -> None:
    with newsroom.database.writing() as session:
        person = people.by_email(session, "viewer@example.org")
        assert person is not None
        accounts.join_desk(session, person, newsroom.desk, Role.ADMIN, now=NOW)
    with newsroom.database.reading() as session:
        ((desk, role),) = people.desks_of(session, person.id)
        assert (desk.slug, role) == ("city", Role.ADMIN)
        foreign = newsroom.people["foreign"].desk_id
        with pytest.raises(NotAuthenticated):
            accounts.member(
                session, person, foreign, auth_method="session", channel=Channel.WORKBENCH
            )
        actor = accounts.member(
            session, person, newsroom.desk.id, auth_method="session", channel=Channel.WORKBENCH
        )
    assert (actor.role, actor.key_id) == (Role.ADMIN, None)
    assert actor.scopes == set(Scope)


def test_who_makes_people_and_keys_is_in_the_log(newsroom: Newsroom) -> None:
    key_id, key = key_of(newsroom)
    person = newsroom.people["editor"].person_id
    with newsroom.database.reading() as session:
        events = log.history(session, "person", person, limit=9, after=None).items
        made = session.get_one(ApiKey, key_id)
        desk = session.get_one(Desk, newsroom.desk.id)
    assert [event.action for event in events] == ["person.joined", "key.made", "key.made"]
    assert events[-1].after["key"] == made.id
    assert (events[-1].actor_name, events[-1].desk_id) == ("operator", desk.id)
    assert key.split("_")[2] not in str([event.after for event in events])
