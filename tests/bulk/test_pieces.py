"""What is found in folders, JSON lines and web archives."""

import gzip
import json
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from factcheck.bulk import find_pieces, pieces, total_bytes
from factcheck.store.articles import Article
from tests.bulk.test_same_rows import taken
from tests.newsroom import TEXT, Newsroom

PAGE = "<html><head><title>Harbour</title></head><body><article><p>{}</p></article></body></html>"
WORDS = "The city spent 48 million euros on the harbour in 2024, according to the labour office."


def test_a_line_of_json_is_an_article_with_what_it_says_of_itself(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    path = tmp_path / "in.jsonl"
    known = {
        "title": "Harbour",
        "text": TEXT,
        "author": "Rosa",
        "publisher": "The Gazette",
        "url": "https://gazette.example/a",
        "published_at": "2024-05-06",
        "language": "en",
        "tags": ["passed over"],
    }
    lines = [
        json.dumps(known),
        "",
        json.dumps({"html": PAGE.format(WORDS)}),
        "{",
        "[]",
        json.dumps({"title": "x"}),
        json.dumps({"text": "They sold 3 million cars.", "url": "javascript:x"}),
        json.dumps({"text": "They sold 4 million cars.", "title": "x" * 501}),
        json.dumps({"text": "half \ud800"}),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    results = taken(newsroom, list(find_pieces([path])))
    assert [each.label.rpartition(":")[2] for each in results] == list("13456789")
    assert [each.new for each in results] == [True, True] + [False] * 6
    complaints = ["no JSON", "no JSON object", "needs either", "url: ", "title: ", "cannot be"]
    for result, complaint in zip(results[2:], complaints, strict=True):
        assert complaint in (result.error or "")
    with newsroom.database.reading() as session:
        first, page = session.scalars(select(Article).order_by(Article.id)).all()
    assert (first.title, first.author, first.publisher) == ("Harbour", "Rosa", "The Gazette")
    assert first.published_at is not None
    assert first.published_at.isoformat() == "2024-05-06T00:00:00+00:00"
    assert (page.title, page.author) == ("Harbour", "Ana")


def test_lines_packed_by_gzip_are_read_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "a"}\n{"text": "b"}\n'))
    assert [each.data for each in find_pieces([path])] == [b'{"text": "a"}\n', b'{"text": "b"}\n']
    path.write_bytes(gzip.compress(b'{"text": "a"}\n' * 9_000)[:60])
    assert list(find_pieces([path]))[-1].problem == "It cannot be read (it is damaged)."


def test_a_line_longer_than_any_article_is_named_and_the_next_one_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "MOST_BYTES", 20)
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"x" * 21 + b"\n" + b"x" * 99 + b'\n{"text": "a"}\n')
    first, second, third = find_pieces([path])
    assert first.problem == second.problem == "The line is longer than 20 bytes."
    assert (third.label, third.data) == (f"{path}:3", b'{"text": "a"}\n')
    assert third.done == total_bytes([path])


def _archive(path: Path) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        answers = (
            ("200 OK", "text/html; charset=utf-8", PAGE.format(WORDS)),
            ("404 Not Found", "text/html", PAGE.format("gone")),
            ("200 OK", "image/png", "x"),
        )
        for number, (status, kind, body) in enumerate(answers):
            head = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            url = f"https://gazette.example/{number}"
            data = BytesIO(body.encode())
            record = writer.create_warc_record(
                url, "response", payload=data, length=len(body.encode()), http_headers=head
            )
            writer.write_record(record)


@pytest.mark.parametrize("name", ["in.warc", "in.warc.gz"])
@pytest.mark.one_backend
def test_the_pages_of_a_web_archive_are_articles_at_their_addresses(
    newsroom: Newsroom, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    _archive(path)
    (result,) = taken(newsroom, list(find_pieces([path])))
    assert (result.new, result.error) == (True, None)
    with newsroom.database.reading() as session:
        (article,) = session.scalars(select(Article)).all()
    assert (article.url, article.title) == ("https://gazette.example/0", "Harbour")


def test_an_archive_that_breaks_off_is_named(tmp_path: Path) -> None:
    path = tmp_path / "in.warc"
    path.write_bytes(b"no archive at all\r\n\r\n")
    (piece,) = find_pieces([path])
    assert piece.problem == "The archive is damaged from here on."


def test_a_folder_is_read_in_order_and_only_for_what_can_be_an_article(tmp_path: Path) -> None:
    for name in ("b.txt", "a.PDF", "z/a.html", "m/x.docx", "c.csv", "d.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b'{"text": "a"}')
    found = [str(each.path.relative_to(tmp_path)) for each in find_pieces([tmp_path])]
    assert found == ["a.PDF", "b.txt", "d.jsonl", "m/x.docx", "z/a.html"]
    assert list(find_pieces([tmp_path]))[-1].done == total_bytes([tmp_path])
