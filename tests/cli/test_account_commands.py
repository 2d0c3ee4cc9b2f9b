"""`factcheck user` and `factcheck key`."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from factcheck import accounts, second_factor
from factcheck.cli.session import open_database
from factcheck.clock import utcnow
from factcheck.db import Database
from factcheck.errors import NotAuthenticated
from factcheck.store import desks, log, people, second_factors
from factcheck.store.log import Event
from factcheck.store.people import Person
from factcheck.store.webhooks import Webhook
from factcheck.vocabulary import Role
from tests.cli.conftest import Run, reading

PASSWORD = "correct horse battery"


def test_a_person_is_added_with_a_password_from_standard_input(run: Run) -> None:
    add = ("user", "add", "Ana@Example.org", "--desk", "city-desk", "--role", "reviewer")
    said = run(*add, "--name", "Ana Ruiz", "--password-stdin", stdin=f"{PASSWORD}\r\n")
    assert PASSWORD not in said.output
    with reading() as session:
        ana = accounts.check_password(session, "ana@example.org", PASSWORD)
        desk = desks.by_slug(session, "city-desk")
        assert desk is not None
        assert (ana.name, desk.name) == ("Ana Ruiz", "City Desk")
        assert desks.policy(session, desk.id).name == "standard"
        assert [role for _, role in people.desks_of(session, ana.id)] == [Role.REVIEWER]
    changed = ("user", "add", "ana@example.org", "--desk", "city-desk", "--role", "editor")
    run(*changed, "--password-stdin", stdin="another long word")
    with reading() as session:
        ana = accounts.check_password(session, "ana@example.org", "another long word")
        assert [role for _, role in people.desks_of(session, ana.id)] == [Role.EDITOR]
        with pytest.raises(NotAuthenticated):
            accounts.check_password(session, "ana@example.org", PASSWORD)


def test_a_bad_person_or_desk_is_refused_and_leaves_nothing(run: Run) -> None:
    role = ("--role", "viewer")
    for words, stdin, complaint in (
        (("ana", "--desk", "city"), "", "no name or host"),
        (("a@b.org", "--desk", "The City"), "", "a-z, 0-9 and hyphens"),
        (("a@b.org", "--desk", "city", "--password-stdin"), "short\n", "at least 12"),
        (("a@b.org", "--desk", "city", "--password-stdin"), "", "at least 12"),
    ):
        refused = run("user", "add", *words, *role, stdin=stdin, code=1)
        assert complaint in refused.stderr
        assert refused.stderr.count("\n") == 1
    with reading() as session:
        assert desks.by_slug(session, "city") is None
        assert session.scalars(select(Person)).all() == []


def test_a_lost_second_factor_is_reset(run: Run, data_dir: Path) -> None:
    reset = ("user", "reset-second-factor", "Ana@example.org")
    assert "There is nobody" in run(*reset, code=1).stderr
    for desk in ("city", "sports"):
        run("user", "add", "ana@example.org", "--desk", desk, "--role", "viewer")
    assert "has no second factor" in run(*reset, code=1).stderr
    database = Database(f"sqlite:///{data_dir / 'factcheck.sqlite3'}")
    with database.writing() as session:
        ana = people.by_email(session, "ana@example.org")
        assert ana
        sealer = second_factor.factor_sealer("s" * 32)
        second_factor.prepare(session, ana, sealer=sealer, now=utcnow())
    database.dispose()
    assert "has no second factor any more" in run(*reset).stdout
    with reading() as session:
        assert second_factors.find(session, ana.id) is None
        told = log.history(session, "person", ana.id, limit=9, after=None).items
    found = [each for each in told if each.action == "person.second_factor_reset"]
    assert len({each.desk_id for each in found}) == 2
    assert {(each.actor_name, each.channel) for each in found} == {("operator", "cli")}


def test_a_key_is_shown_once_in_the_promised_shape(run: Run) -> None:
    words = ("key", "add", "--desk", "city", "--role", "editor", "--policy", "two_person")
    made = json.loads(run(*words, "--json").stdout)
    assert set(made) == {"key", "id", "desk", "role", "scopes"}
    assert made["key"].startswith(f"fc_{made['id']}_")
    assert (made["desk"], made["role"]) == ("city", "editor")
    assert made["scopes"] == ["facts:read", "desk:read", "review", "edit"]
    with reading() as session:
        actor = accounts.key_holder(session, made["key"], now=utcnow())
        assert (actor.role, actor.name) == (Role.EDITOR, "Service 1")
        desk = desks.by_slug(session, "city")
        assert desk is not None
        assert desks.policy(session, desk.id).name == "two_person"
    plain = run("key", "add", "--desk", "city", "--role", "viewer", "--scopes", "facts:read")
    assert plain.stdout.startswith("fc_")
    assert plain.stdout.count("\n") == 1
    assert "cannot be shown again" in plain.stderr
    with reading() as session:
        actor = accounts.key_holder(session, plain.stdout.strip(), now=utcnow())
    assert (actor.scopes, actor.name) == ({"facts:read"}, "Service 2")


def test_a_members_key_carries_no_more_than_the_member_may(run: Run) -> None:
    run("user", "add", "ana@example.org", "--desk", "city", "--role", "viewer")
    words = ("key", "add", "--desk", "city", "--role", "admin", "--user")
    made = json.loads(run(*words, "ana@example.org", "--json").stdout)
    with reading() as session:
        assert accounts.key_holder(session, made["key"], now=utcnow()).role is Role.VIEWER
    assert "not a member" in run(*words, "eve@example.org", code=1).stderr


@pytest.mark.parametrize("scopes", ["edit", "admin,review", "everything", "", " , "])
def test_a_scope_that_the_role_does_not_have_is_refused(
    run: Run, data_dir: Path, scopes: str
) -> None:
    words = ("key", "add", "--desk", "city", "--role", "viewer", "--scopes", scopes)
    assert "Choose among: facts:read, desk:read." in run(*words, code=1).stderr


def test_a_rotated_key_works_on_for_a_while_and_then_no_more(run: Run) -> None:
    add = ("key", "add", "--desk", "city", "--role", "editor", "--scopes", "facts:read,edit")
    old = json.loads(run(*add, "--days", "30", "--json").stdout)
    new = json.loads(run("key", "rotate", old["key"], "--grace", "2", "--json").stdout)
    assert new | {"key": "", "id": ""} == old | {"key": "", "id": ""}
    now = utcnow()
    with reading() as session:
        kept = accounts.key_holder(session, old["key"], now=now + timedelta(hours=1.9))
        fresh = accounts.key_holder(session, new["key"], now=now + timedelta(days=29.9))
        assert kept.person_id == fresh.person_id
        with pytest.raises(NotAuthenticated):
            accounts.key_holder(session, old["key"], now=now + timedelta(hours=2.1))
        with pytest.raises(NotAuthenticated):
            accounts.key_holder(session, new["key"], now=now + timedelta(days=30.1))
        entry = session.scalars(select(Event).where(Event.action == "key.rotated")).one()
        assert entry.after is not None
        assert (entry.after["key"], entry.after["renewed_by"]) == (old["id"], new["id"])
    assert "unbroken" in run("audit", "verify").stdout


def test_rotating_prolongs_no_key_and_raises_no_dead_one(run: Run) -> None:
    add = ("key", "add", "--desk", "city", "--role", "viewer", "--json")
    old = json.loads(run(*add, "--days", "1").stdout)
    said = run("key", "rotate", old["id"], "--grace", "2000")
    assert "cannot be shown again" in said.stderr
    with reading() as session, pytest.raises(NotAuthenticated):
        accounts.key_holder(session, old["key"], now=utcnow() + timedelta(days=1.1))
    run("key", "revoke", old["id"])
    assert "opens nothing" in run("key", "rotate", old["id"], code=1).stderr
    assert "There is no key" in run("key", "rotate", "0" * 12, code=1).stderr


def test_webhooks_that_a_rotated_key_set_up_go_on(run: Run) -> None:
    add = ("key", "add", "--desk", "city", "--role", "editor", "--json")
    old = json.loads(run(*add).stdout)
    run("webhook", "add", "https://8.8.8.8/hook", "--event", "fact.published", "--desk", "city")
    store = open_database()
    with store.writing() as session:
        session.execute(update(Webhook).values(key_id=old["id"]))
    new = json.loads(run("key", "rotate", old["id"], "--grace", "0", "--json").stdout)
    with reading() as session:
        assert session.scalars(select(Webhook.key_id)).one() == new["id"]
    store.dispose()


def test_a_revoked_key_opens_nothing(run: Run) -> None:
    made = json.loads(run("key", "add", "--desk", "city", "--role", "viewer", "--json").stdout)
    assert "opens nothing" in run("key", "revoke", made["key"]).stdout
    with reading() as session, pytest.raises(NotAuthenticated):
        accounts.key_holder(session, made["key"], now=utcnow())
    assert "There is no key" in run("key", "revoke", "0" * 12, code=1).stderr
