"""Bodies with fields that are not theirs change nothing that they may not.

Every writing route gets its right body, spoiled by what somebody might try: columns that the
service sets, fields of other routes, ids of another desk. A refused body leaves the database
as it was, row by row; an accepted one changes the thing that it names, and its own desk alone.
"""

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from factcheck.db import Base, Database
from tests.api.surface import TABLE, VERSIONED, Surface
from tests.newsroom import TEXT, Newsroom, open_newsroom

LONG = bool(os.environ.get("FACTCHECK_LONG"))
BODIES = 10_000 if LONG else 150
ROOM_SERVES = 100
"""How many bodies one database takes: a small one is compared quickly."""
Row = tuple[str, tuple[Any, ...]]

WRITING = sorted(
    (method, rule)
    for (method, rule), codes in TABLE.items()
    if method in {"POST", "PATCH", "PUT"}
    and codes["admin"] < 400
    and not rule.endswith("/snapshot")  # takes a file, no fields
)
COLUMNS = sorted({column.name for table in Base.metadata.sorted_tables for column in table.columns})
FREE = {"events", "log_head", "idempotency_keys", "stored_answers"}
"""The log and the answers that are kept grow with every change."""
OPEN_TO = {
    "PATCH /api/v1/desks/{desk}": {"desks"},
    "POST /api/v1/policies": {"policies"},
}
NEVER = {"people", "memberships", "api_keys", "desks", "policies"}


class Desks:
    """A desk for so many bodies, then a fresh one; beside it a desk with work of its own."""

    def __init__(self, template: Path, folder: Path) -> None:
        self.template, self.folder = template, folder
        self.opened: list[Database] = []
        self.left = 0

    def ready(self, method: str, rule: str) -> Surface:
        """A desk on which the call can be made now."""
        if not self.left:
            self._open()
        self.left -= 1
        try:
            self.surface.make_ready(self.surface.room.admin, method, rule)
        except AssertionError:  # what was accepted has used this desk up
            self._open()
            self.surface.make_ready(self.surface.room.admin, method, rule)
        return self.surface

    def _open(self) -> None:
        self.close()
        path = self.folder / f"{len(self.opened)}.sqlite3"
        shutil.copy(self.template, path)
        self.opened.append(Database(f"sqlite:///{path}"))
        self.surface = _surface(open_newsroom(self.opened[-1], self.folder))
        self.left = ROOM_SERVES

    def close(self) -> None:
        """Let go of the desk's database."""
        if self.opened:
            self.opened[-1].dispose()


@pytest.fixture
def surfaces(sqlite_template: Path, tmp_path: Path) -> Iterator[Desks]:
    made = Desks(sqlite_template, tmp_path)
    yield made
    made.close()


def _surface(room: Newsroom) -> Surface:
    article = room.article()
    path = f"/articles/{article['id']}"
    later = {"text": f"{TEXT} It is late."}
    assert room.editor.post(f"{path}/drafts", later, match=room.editor.etag(path))
    fact, claim, other = (each["id"] for each in room.claims(article))
    room.support(fact)
    room.decide(fact)
    report = room.reviewer.post(f"{path}/reports").json["id"]
    ids = {"article": article["id"], "claim": claim, "fact": fact, "report": report, "draft": 1}
    ids |= {"desk": str(room.desk.id), "later": 2, "other": other}
    surface = Surface(room, ids)
    surface.add_evidence()
    surface.add_reply()
    surface.add_source()
    theirs = room.foreign.post("/articles", {"title": "Theirs", "text": TEXT}).json["id"]
    claim = room.foreign.get(f"/articles/{theirs}/claims").json["items"][0]["id"]
    body = {"stance": "supports", "source": {"title": "Their paper", "kind": "primary"}}
    path = f"/claims/{claim}"
    made = room.foreign.post(f"{path}/evidence", body, match=room.foreign.etag(path)).json
    foreign = room.people["foreign"]
    surface.theirs = [  # type: ignore[attr-defined]
        theirs,
        claim,
        made["id"],
        made["source"]["id"],
        str(foreign.person_id),
        str(foreign.desk_id),
    ]
    return surface


def test_no_body_changes_what_it_may_not(surfaces: Desks) -> None:
    dice = random.Random(24)
    codes: dict[int, int] = {}
    for number in range(BODIES):
        method, rule = WRITING[number % len(WRITING)]
        surface = surfaces.ready(method, rule)
        body = _spoiled(surface, method, rule, dice)
        options: dict[str, Any] = {}
        if (method, rule) in VERSIONED:
            options["match"] = surface.etag(VERSIONED[(method, rule)])
        before = _rows(surface.room.database)
        answer = surface.call(surface.room.admin, method, rule, json=body, **options)
        after = _rows(surface.room.database)
        codes[answer.status_code] = codes.get(answer.status_code, 0) + 1
        told = f"{method} {rule} {body} → {answer.status_code} {answer.data[:300]!r}"
        assert answer.status_code < 500, told
        if answer.status_code >= 400:
            assert after == before, told
        else:
            _changes_its_own_alone(surface, f"{method} {rule}", before, after, told)
    assert sum(codes.values()) == BODIES
    assert codes.get(422, 0) > BODIES / 2
    assert sum(number for code, number in codes.items() if code < 300) > BODIES / 50


def _spoiled(surface: Surface, method: str, rule: str, dice: random.Random) -> Any:
    body: dict[str, Any] = dict(surface.body(method, rule) or {})
    how = dice.randrange(6)
    if how == 0:  # what only the service sets
        for name in dice.sample(COLUMNS, dice.randint(1, 3)):
            body[name] = _value(surface, dice)
    elif how == 1:  # what belongs to another route
        other = surface.body(*dice.choice(WRITING)) or {}
        body = other | body if dice.random() < 0.5 else body | other
    elif how == 2 and body:  # another desk's things in the place of one's own
        name = dice.choice(sorted(body.keys() - {"text"}) or ["id"])
        theirs = dice.choice(surface.theirs)  # type: ignore[attr-defined]
        body[name] = [theirs] if isinstance(body.get(name), list) else theirs
    elif how == 3:  # inside of what is nested
        nested = [value for value in body.values() if isinstance(value, dict)]
        place = dice.choice(nested) if nested else body
        place[dice.choice(COLUMNS)] = _value(surface, dice)
    elif how == 4:  # a field that exists, with another's id or a wild value
        name = dice.choice(
            ["evidence_ids", "source_id", "assignee", "mentions", "ids", "rating", "note", "desk"]
        )
        theirs = dice.choice(surface.theirs)  # type: ignore[attr-defined]
        body[name] = [theirs] if name in {"evidence_ids", "mentions", "ids"} else theirs
        if name == "source_id":
            body.pop("source", None)
    else:  # names that some languages take for more than names
        names = ["__class__", "__proto__", "constructor", "$where", "desk.id", "claim[status]", ""]
        body[dice.choice(names)] = _value(surface, dice)
    return body


def _value(surface: Surface, dice: random.Random) -> Any:
    theirs = dice.choice(surface.theirs)  # type: ignore[attr-defined]
    wild: list[Any] = [theirs, [theirs], {"id": theirs}, str(uuid4()), 1, 99, -1, True, None]
    wild += ["final", "verified", "admin", "2020-01-01T00:00:00Z", 1e308, "", [], {}]
    return dice.choice(wild)


def _rows(database: Database) -> dict[Row, dict[str, Any]]:
    """Every row of every table, by its key."""
    found = {}
    with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            keys = [column.name for column in table.primary_key]
            if table.name == "facts":
                keys = ["claim_id"]  # its number is that of its newest version
            for row in session.execute(select(table)).mappings():
                found[table.name, tuple(row[key] for key in keys)] = dict(row)
    return found


def _changes_its_own_alone(
    surface: Surface,
    call: str,
    before: dict[Row, dict[str, Any]],
    after: dict[Row, dict[str, Any]],
    told: str,
) -> None:
    ids, desk = surface.ids, str(surface.room.desk.id)
    assert before.keys() <= after.keys() | {key for key in before if key[0] == "facets"}, told
    changed = [key for key in after if before.get(key) != after[key]]
    parts = call.endswith(("/split", "/merge"))  # these concern more claims of the article
    one_claim = "/claims/{claim}" in call and not parts
    one_article = "/articles/{article}" in call or parts
    for key in changed:
        table, row = key[0], after[key]
        if table in FREE:
            continue
        assert table not in NEVER - OPEN_TO.get(call, set()), f"{told}: {table}"
        assert str(row.get("desk_id", desk)) == desk, f"{told}: {table}"
        if one_claim:
            own = row["id"] if table == "claims" else row.get("claim_id", ids["claim"])
            assert str(own) == ids["claim"], f"{told}: {table}"
        if one_article:
            own = row["id"] if table == "articles" else row.get("article_id", ids["article"])
            assert str(own) == ids["article"], f"{told}: {table}"
        for who in ("created_by", "added_by", "reviewer_id", "author_id", "signed_by"):
            if who in row and key not in before and not parts:  # copies keep who brought them
                assert row[who] in _accounts(surface), f"{told}: {who}"


def _accounts(surface: Surface) -> set[Any]:
    admin = surface.room.people["admin"]
    return {admin.person_id, admin.account_id}
