"""What many at once leave in the database is what one by one leave there."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from factcheck.bulk import Order, Result, find_pieces, take_in
from factcheck.bulk.pieces import Piece
from factcheck.bulk.reading import Outcome, Reader
from factcheck.bulk.running import _Store
from factcheck.clock import utcnow
from factcheck.db import Base, Database
from factcheck.errors import NotAllowed
from factcheck.extraction import DEFAULT_THRESHOLD
from factcheck.intake import read, receive
from factcheck.store import log, people
from factcheck.store.articles import Article, Draft
from factcheck.store.claims import Anchor, Claim
from factcheck.store.log import Event
from factcheck.store.sealed import Writer
from factcheck.vocabulary import Stage
from tests.newsroom import TEXT, Newsroom

ODD = (
    "\ufeff😀 The city \\N spent 48 million euros in 2024.\r\n\r\n"
    "\tMayor Rosa “\\” Vidal said the pier created 320 jobs. He paid \u2028 US$20-billion in 2023."
)
TEXTS = (TEXT, ODD, "They sold 3 million cars in 2024, said Jan Petersen.", "Nothing happened.")
TABLES = ("articles", "drafts", "sentences", "claims", "anchors", "facets", "events")


def order_of(room: Newsroom, who: str = "editor") -> Order:
    """What the editor takes in."""
    url = room.database.url.render_as_string(hide_password=False)
    publication = {"author": "Ana", "published_at": None, "own": True}
    return Order(url, room.people[who], DEFAULT_THRESHOLD, publication=publication)


def pieces_of(folder: Path, texts: Sequence[str]) -> list[Piece]:
    """A folder with a file for each text."""
    for number, text in enumerate(texts):
        (folder / f"{number:03}.txt").write_bytes(text.encode())
    return list(find_pieces([folder]))


def taken(room: Newsroom, pieces: Sequence[Piece], processes: int = 1) -> list[Result]:
    """What became of the pieces."""
    batches = take_in(room.database, pieces, order_of(room), processes=processes)
    return [result for _, results in batches for result in results]


def rows_of(database: Database, since: int) -> dict[str, list[dict[str, Any]]]:
    """All rows of the articles and their entries, without ids of their own, times and hashes."""
    names: dict[UUID, str] = {}
    found: dict[str, list[dict[str, Any]]] = {}
    with database.reading() as session:
        for name in TABLES:
            table = Base.metadata.tables[name]
            query = select(table).order_by(*table.primary_key.columns)
            if name == "events":
                query = query.where(table.c.seq > since)
            rows = [dict(row._mapping) for row in session.execute(query)]
            for position, row in enumerate(rows):
                if name != "events" and "id" in row:
                    names.setdefault(row["id"], f"{name} {position}")
            found[name] = [_plain(row, names, since) for row in rows]
    return found


def _plain(row: dict[str, Any], names: dict[UUID, str], since: int) -> dict[str, Any]:
    plain = {
        key: names.get(value, value) if isinstance(value, UUID) else value
        for key, value in row.items()
        if not isinstance(value, datetime) and key not in ("hash", "prev_hash")
    }
    return plain | ({"seq": row["seq"] - since} if "seq" in row else {})


def last_of(database: Database) -> int:
    """The number of the newest entry."""
    with database.reading() as session:
        return log.head(session).seq


def emptied(database: Database) -> None:
    """The desks without articles; the log keeps what it has."""
    with database.writing() as session:
        for name in reversed(TABLES[:-1]):
            session.execute(Base.metadata.tables[name].delete())


def test_many_at_once_leave_the_same_rows_as_one_by_one(newsroom: Newsroom, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    pieces, before = pieces_of(folder, TEXTS), last_of(newsroom.database)
    for text in TEXTS:
        own = text.removeprefix("\ufeff")  # the mark of a file, not of the text
        title = next(line.strip() for line in own.splitlines() if line.strip())[:200]
        with newsroom.database.writing() as session:
            receive(
                session,
                title=title,
                text=own,
                found=read(own, None),
                actor=newsroom.people["editor"],
                now=utcnow(),
                author="Ana",
                own=True,
                published_at=None,
            )
    single, middle = rows_of(newsroom.database, before), last_of(newsroom.database)
    emptied(newsroom.database)
    assert all(result.new for result in taken(newsroom, pieces))
    bulk = rows_of(newsroom.database, middle)
    assert len(single["claims"]) > 5
    assert len(single["facets"]) > 5
    for name in TABLES:
        assert bulk[name] == single[name], name
    with newsroom.database.reading() as session:
        assert list(log.verify(session))[-1] == 2 * middle - before


def test_a_batch_that_the_database_refuses_is_halved_until_the_bad_one_is_alone(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    texts = [f"They sold {number} million cars in 2024." for number in range(2, 13)]
    pieces, order = pieces_of(folder, texts), order_of(newsroom)
    outcomes = Reader(order, newsroom.database).read(pieces)
    before = last_of(newsroom.database)
    spoilt = outcomes[4].parcel
    assert spoilt is not None
    spoilt.parts[2] = spoilt.parts[2] * 2  # type: ignore[index]
    results = _Store(newsroom.database, order).store(outcomes)
    assert [bool(each.error) for each in results] == [at == 4 for at in range(len(texts))]
    with newsroom.database.reading() as session:
        stored = session.scalars(select(Draft.text)).all()
        assert sorted(stored) == sorted(texts[:4] + texts[5:])
        assert list(log.verify(session))[-1] == before + len(session.scalars(
            select(Event.seq).where(Event.article_id.is_not(None))).all())  # fmt: skip


def test_a_text_that_another_intake_stored_meanwhile_is_here_already(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    pieces, order = pieces_of(folder, TEXTS), order_of(newsroom)
    outcomes = Reader(order, newsroom.database).read(pieces)
    first = taken(newsroom, pieces)
    again = _Store(newsroom.database, order).store(outcomes)
    assert [(each.article_id, each.new) for each in again] == [
        (each.article_id, False) for each in first
    ]
    twice = [*Reader(order, newsroom.database).read(pieces), Outcome("x", error="bad")]
    assert [each.parcel for each in twice] == [None] * 5
    results = _Store(newsroom.database, order).store(twice)
    assert results[-1] == Result("x", error="bad")


def test_several_processes_take_in_all_of_it_in_order(newsroom: Newsroom, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    texts = [f"They sold {number} million cars in 2024." for number in range(2, 122)]
    results = taken(newsroom, pieces_of(folder, [*texts, texts[3], "\x00 zero"]), processes=2)
    assert [each.label[-7:] for each in results] == [f"{at:03}.txt" for at in range(122)]
    assert [each.new for each in results] == [True] * 120 + [False] * 2
    assert results[120].article_id == results[3].article_id
    assert "cannot be stored" in (results[121].error or "")
    with newsroom.database.reading() as session:
        assert len(session.scalars(select(Article.id)).all()) == 120
        assert len(session.scalars(select(Anchor.id)).all()) == len(
            session.scalars(select(Claim.id)).all()
        )
        assert list(log.verify(session))


def test_whoever_loses_the_right_to_take_in_stops_doing_so(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    pieces, editor = pieces_of(folder, TEXTS), newsroom.people["editor"]
    with newsroom.database.writing() as session:
        place = people.place(session, newsroom.desk.id, editor.person_id)
        place.role = 1
    with pytest.raises(NotAllowed):
        taken(newsroom, pieces)
    with newsroom.database.reading() as session:
        assert session.scalars(select(Article.id)).all() == []


@pytest.mark.parametrize(
    "said",
    [{"action": "claim.decided"}, {"action": "claim.extracted", "stage_to": Stage.FINAL}],
)
def test_an_entry_that_may_change_facts_is_not_written_out_ahead(said: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="may change facts"):
        Writer("sqlite").write(said)
