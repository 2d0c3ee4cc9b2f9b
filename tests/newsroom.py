"""A desk for tests: an application, people of every role, keys, and a foreign desk."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import Table
from werkzeug.test import TestResponse

from factcheck import accounts, review
from factcheck.actor import Actor
from factcheck.app import create_app
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.db import Base, Database
from factcheck.signing import Signer
from factcheck.store.desks import Desk
from factcheck.vocabulary import Channel, PolicyName, Role

TEXT = (
    "Harbour budget doubles\n\n"
    "The city spent 48 million euros on the harbour in 2024. "
    "Mayor Rosa Vidal said the new pier created 320 jobs. "
    "Unemployment fell by 2.5 percent last year, according to the labour office.\n\n"
    "Is the money well spent? It is a wonderful place."
)


class Client:
    """A tool with an API key. `If-Match` is read from the thing unless it is given."""

    def __init__(self, app: Flask, key: str | None) -> None:
        self._client = app.test_client()
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}

    def get(self, path: str, **options: Any) -> TestResponse:
        """GET `path`; paths are below /api/v1 unless they begin with another slash-name."""
        return self._send("GET", path, options)

    def post(self, path: str, json: Any = None, **options: Any) -> TestResponse:
        """POST `json` to `path`."""
        return self._send("POST", path, options | {"json": json} if json is not None else options)

    def patch(self, path: str, json: Any = None, **options: Any) -> TestResponse:
        """PATCH `path` with `json`."""
        return self._send("PATCH", path, options | {"json": json})

    def delete(self, path: str, **options: Any) -> TestResponse:
        """DELETE `path`."""
        return self._send("DELETE", path, options)

    def etag(self, path: str) -> str:
        """The ETag of the thing at `path` now."""
        return self.get(path).headers["ETag"]

    def _send(self, method: str, path: str, options: dict[str, Any]) -> TestResponse:
        match = options.pop("match", None)
        headers = self.headers | options.pop("headers", {})
        if match is not None:
            headers["If-Match"] = match
        full = (
            path
            if path.startswith(("/api", "http", "/healthz", "/readyz", "/metrics"))
            else f"/api/v1{path}"
        )
        return self._client.open(full, method=method, headers=headers, **options)


@dataclass
class Newsroom:
    """An application with a desk `desk`, a foreign desk, and a client for each role."""

    app: Flask
    database: Database
    desk: Desk
    people: dict[str, Actor] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Client:
        """The client called `name`: viewer, reviewer, second, editor, admin, foreign, nobody."""
        try:
            return self.clients[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def signer(self) -> Signer:
        """What signs heads of the log."""
        found: Signer = self.app.extensions["factcheck.signer"]
        return found

    def article(self, text: str = TEXT, **more: Any) -> dict[str, Any]:
        """A stored article."""
        answer = self.editor.post("/articles", {"title": "Harbour", "text": text, **more})
        assert answer.status_code == 201, answer.json
        body: dict[str, Any] = answer.json
        return body

    def claims(self, article: dict[str, Any]) -> list[dict[str, Any]]:
        """The claims of an article, in text order."""
        found: list[dict[str, Any]] = self.viewer.get(
            f"/articles/{article['id']}/claims?limit=200"
        ).json["items"]
        return found

    def claim(self, **more: Any) -> dict[str, Any]:
        """The first claim of a new article."""
        return self.claims(self.article(**more))[0]

    def support(self, claim_id: str, **source: Any) -> TestResponse:
        """Put supporting evidence from a primary source on a claim."""
        body = {
            "stance": "supports",
            "source": {"title": "The budget", "kind": "primary"} | source,
        }
        path = f"/claims/{claim_id}"
        return self.reviewer.post(f"{path}/evidence", body, match=self.reviewer.etag(path))

    def decide(self, claim_id: str, status: str = "verified", **more: Any) -> TestResponse:
        """A decision by `by` (default: the reviewer) on a claim as it stands."""
        by = self.clients[more.pop("by", "reviewer")]
        body = {"status": status, "rationale": "The budget says so, page 12."} | more
        path = f"/claims/{claim_id}"
        return by.post(f"{path}/reviews", body, match=by.etag(path))

    def verified(self, **more: Any) -> dict[str, Any]:
        """A claim that is final and verified."""
        claim = self.claim(**more)
        self.support(claim["id"])
        answer = self.decide(claim["id"])
        assert answer.status_code == 201, answer.json
        body: dict[str, Any] = answer.json["claim"]
        return body


@dataclass(frozen=True)
class _Opened:
    """What opening a newsroom makes: whom and what keys, and the rows that they left."""

    desk_id: UUID
    people: dict[str, Actor]
    keys: dict[str, str]
    rows: dict[Table, list[dict[str, Any]]]


_opened: dict[PolicyName, _Opened] = {}
"""By policy, the first of this process; the rows of all later ones are written as they are."""


def open_newsroom(
    database: Database,
    data_dir: Path,
    policy: PolicyName = PolicyName.STANDARD,
    *,
    by_stages: bool = False,
) -> Newsroom:
    """Make the desk, the foreign desk, the people and their keys; `by_stages` in any case."""
    config = Config(data_dir, str(database.url), "http://desk.example", "s" * 32)
    app = create_app(config, database)
    app.testing = False  # a crash must be answered as it would be in production
    if by_stages or policy not in _opened:
        made = _opened[policy] = _open(database, policy)
    else:
        made = _opened[policy]
        _write(database, made.rows)
    with database.reading() as session:
        room = Newsroom(app, database, session.get_one(Desk, made.desk_id))
    room.people.update(made.people)
    room.clients.update({name: Client(app, key) for name, key in made.keys.items()})
    room.clients["nobody"] = Client(app, None)
    return room


def _open(database: Database, policy: PolicyName) -> _Opened:
    """Open both desks by the stages."""
    people, keys = dict[str, Actor](), dict[str, str]()
    before = _read(database)
    with database.writing() as session:
        desk = accounts.open_desk(session, slug="city", name="City", now=utcnow())
        other = accounts.open_desk(session, slug="rivals", name="Rivals", now=utcnow())
        members = [
            ("viewer", desk, Role.VIEWER),
            ("reviewer", desk, Role.REVIEWER),
            ("second", desk, Role.REVIEWER),
            ("editor", desk, Role.EDITOR),
            ("admin", desk, Role.ADMIN),
            ("foreign", other, Role.ADMIN),
        ]
        for name, place, role in members:
            person = accounts.add_person(
                session, email=f"{name}@example.org", name=name.title(), now=utcnow()
            )
            accounts.join_desk(session, person, place, role, now=utcnow())
            _, keys[name] = accounts.make_key(
                session, person=person, desk=place, role=role, now=utcnow()
            )
            people[name] = accounts.local_actor(session, person, place, channel=Channel.CLI)
        for name in ("admin", "foreign"):
            review.adopt_policy(session, policy, actor=people[name], now=utcnow())
    after = _read(database)
    changed = {table: rows for table, rows in after.items() if rows != before[table]}
    for row in changed[Base.metadata.tables["log_head"]]:
        del row["epoch"]  # each database's own
    return _Opened(desk.id, people, keys, changed)


def _read(database: Database) -> dict[Table, list[dict[str, Any]]]:
    """All rows of all tables."""
    with database.engine.connect() as connection:
        return {
            table: [dict(row) for row in connection.execute(table.select()).mappings()]
            for table in Base.metadata.sorted_tables
        }


def _write(database: Database, rows: dict[Table, list[dict[str, Any]]]) -> None:
    """Put rows into a database at head; the log's head, which is there, is moved."""
    with database.engine.begin() as connection:
        for table, found in rows.items():
            known = connection.execute(table.select().limit(1)).first()
            connection.execute(table.update() if known else table.insert(), found)
