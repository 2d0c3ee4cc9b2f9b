"""Desks for what is asked of all routes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.db import Database
from tests.api.surface import Surface
from tests.newsroom import TEXT, Newsroom, open_newsroom


@pytest.fixture
def room(sqlite_template: Path, tmp_path: Path) -> Iterator[Newsroom]:
    """A desk on SQLite alone."""
    path = tmp_path / "openapi.sqlite3"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    yield open_newsroom(database, tmp_path)
    database.dispose()


@pytest.fixture
def surface(newsroom: Newsroom) -> Surface:
    """A desk on which every route has something to show or to change."""
    article = newsroom.article(public=True)
    path = f"/articles/{article['id']}"
    second = {"text": f"{TEXT} It is late."}
    assert newsroom.editor.post(f"{path}/drafts", second, match=newsroom.editor.etag(path))
    fact, claim, other = (each["id"] for each in newsroom.claims(article))
    newsroom.support(fact)
    newsroom.decide(fact)
    report = newsroom.reviewer.post(f"/articles/{article['id']}/reports").json["id"]
    ids = {"article": article["id"], "claim": claim, "fact": fact, "report": report, "draft": 1}
    ids |= {"desk": str(newsroom.desk.id), "later": 2, "other": other, "file": "public.css"}
    surface = Surface(newsroom, ids)
    surface.add_evidence()
    surface.add_reply()
    surface.add_source()
    return surface
