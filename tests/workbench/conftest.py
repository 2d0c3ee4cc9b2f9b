"""A browser's view of a desk: the demo desk, a viewer on it, and a desk next door."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select, update
from werkzeug.test import TestResponse

from factcheck import accounts, intake, migrate, review, seeding
from factcheck.actor import Actor
from factcheck.app import create_app
from factcheck.config import Config
from factcheck.db import Database
from factcheck.store import claims, desks, people
from factcheck.store.articles import Article
from factcheck.store.claims import Claim
from factcheck.vocabulary import Channel, PolicyName, Role

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"


class Browser:
    """A client that fills in forms with the token that the page gave it."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, address: str) -> TestResponse:
        return self.client.get(address)

    def token(self, address: str = "/login") -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get(address).text)
        assert found
        return found[1]

    def post(self, address: str, form: dict[str, str], on: str = "/login") -> TestResponse:
        return self.client.post(address, data=form | {"csrf_token": self.token(on)})

    def sign_in(self, email: str, password: str = PASSWORD, then: str = "") -> TestResponse:
        address = f"/login?next={then}" if then else "/login"
        return self.post(address, {"email": email, "password": password})


@dataclass
class Bench:
    """The application on its own copy of the demo desk."""

    database: Database
    app: Any
    password: str

    def browser(self, email: str | None = None) -> Browser:
        browser = Browser(self.app.test_client())
        if email:
            seeded = email in {"ana@example.org", "admin@example.org"}
            secret = self.password if seeded else PASSWORD
            assert browser.sign_in(email, secret).status_code == 302
        return browser

    def actor(self, email: str, desk: str = "demo") -> Actor:
        with self.database.reading() as session:
            person, found = people.by_email(session, email), desks.by_slug(session, desk)
            assert person
            assert found
            return accounts.local_actor(session, person, found, channel=Channel.CLI)

    def article(self, title: str) -> Article:
        with self.database.reading() as session:
            return session.scalars(select(Article).where(Article.title.startswith(title))).one()

    def claim(self, words: str, title: str = "White House") -> Claim:
        with self.database.reading() as session:
            standing = claims.of_article(session, self.article(title).id)
            (found,) = [claim for claim in standing if words in claim.anchor.quote]
            return found

    def receive(self, title: str, text: str, email: str = "elena@example.org") -> UUID:
        with self.database.writing() as session:
            made = intake.receive(session, actor=self.actor(email), now=NOW, title=title, text=text)
            return made.id

    def decide(self, claim_id: UUID, email: str, **decision: Any) -> None:
        actor = self.actor(email)
        with self.database.writing() as session:
            review.decide(session, claim_id, actor=actor, now=NOW, **decision)

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """The SELECTs that are sent meanwhile."""
        seen: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith(("BEGIN", "PRAGMA")):
                seen.append(statement)

        event.listen(self.database.engine, "before_cursor_execute", note)
        yield seen
        event.remove(self.database.engine, "before_cursor_execute", note)


def _person(session: Any, desk: Any, email: str, role: Role) -> None:
    name = email.partition("@")[0].title()
    person = accounts.add_person(session, email=email, name=name, password=PASSWORD, now=NOW)
    accounts.join_desk(session, person, desk, role, now=NOW)


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A database file with both desks, and the demo password."""
    path = tmp_path_factory.mktemp("workbench") / "desk.sqlite3"
    database = Database(f"sqlite:///{path}")
    migrate.upgrade(database)
    seeded = seeding.load(database, now=NOW)
    assert seeded
    with database.writing() as session:
        session.execute(update(Article).values(deadline=None))  # each test sets its own
        demo = desks.by_slug(session, "demo")
        _person(session, demo, "vera@example.org", Role.VIEWER)
        _person(session, demo, "rob@example.org", Role.REVIEWER)
        _person(session, demo, "eddy@example.org", Role.EDITOR)
        next_door = accounts.open_desk(session, slug="rival", name="Rival desk", now=NOW)
        _person(session, next_door, "rita@example.org", Role.EDITOR)
        lost = accounts.add_person(
            session, email="lost@example.org", name="Lost", password=PASSWORD, now=NOW
        )
        assert lost
    bench = Bench(database, None, "")
    rita = bench.actor("rita@example.org", "rival")
    with database.writing() as session:
        review.adopt_policy(session, PolicyName.STANDARD, actor=rita, now=NOW)
    database.dispose()
    return path, seeded.password


@pytest.fixture
def bench(seeded_file: tuple[Path, str], tmp_path: Path) -> Iterator[Bench]:
    with copied(seeded_file, tmp_path) as found:
        yield found


@contextmanager
def copied(seeded_file: tuple[Path, str], folder: Path) -> Iterator[Bench]:
    """The application in a folder of its own."""
    path = folder / "desk.sqlite3"
    shutil.copy(seeded_file[0], path)
    database = Database(f"sqlite:///{path}")
    config = Config(
        data_dir=folder,
        database_url=str(database.url),
        base_url="http://localhost",
        secret_key="for tests alone",
    )
    yield Bench(database, create_app(config, database), seeded_file[1])
    database.dispose()


@pytest.fixture
def ana(bench: Bench) -> Browser:
    """A reviewer, signed in."""
    return bench.browser("ana@example.org")


@pytest.fixture
def eddy(bench: Bench) -> Browser:
    """An editor, signed in."""
    return bench.browser("eddy@example.org")


@pytest.fixture
def ada(bench: Bench) -> Browser:
    """An administrator, signed in."""
    browser = bench.browser()
    assert browser.sign_in("admin@example.org", bench.password).status_code == 302
    return browser
