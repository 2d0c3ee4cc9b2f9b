"""An article comes in by a form: pasted, as a file, or from the page at an address."""

import html
import re
from datetime import UTC, datetime
from io import BytesIO
from ipaddress import ip_network
from typing import Any
from uuid import UUID

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from factcheck.egress import Egress
from factcheck.store import articles, claims
from factcheck.workbench import bringing
from tests.documents.samples import docx, paragraph, word
from tests.egress.pages import page, serving

TEXT = "Bridges of Lima\nIn 2024 the city spent US$20 million on bridges. It has 14 of them."
PAGE = (
    "<html><head><title>Bridges of Quito</title></head><body><article><p>In 2023 the city of "
    "Quito spent US$30 million on bridges, and it has built 17 of them since the year 2001.</p>"
    "</article></body></html>"
)
WORD = docx(word("".join(map(paragraph, TEXT.replace("14", "15").split("\n")))))
FILES = [
    (TEXT.encode(), "bridges.txt", "Bridges of Lima"),
    (f"# {TEXT}".encode(), "bridges.md", "# Bridges of Lima"),
    (PAGE.encode(), "bridges.html", "Bridges of Quito"),
    (WORD, "bridges.docx", "Bridges of Lima"),
]
REFUSED: list[Any] = [
    (None, {}, 422, "Paste it, choose a file, or give an address."),
    (None, {"text": " \n "}, 422, "Paste it, choose a file, or give an address."),
    ((b"", "empty.txt"), {}, 422, "It holds nothing."),
    ((b"\x89PNG\r\n", "a.png"), {}, 422, "This is a picture; there is no text to read."),
    ((b"x" * 20_000_001, "a.txt"), {}, 413, "at most 20,000,000 are read"),
    (None, {"text": "x " * 1_000_001}, 413, "at most 2,000,000 are taken"),
    ((b"One.", "a.txt"), {"text": "Others."}, 422, "Send the text or the file, not both."),
    (None, {"url": "javascript:alert(1)"}, 422, "Not a valid URL."),
    (None, {"text": TEXT, "deadline": "soon"}, 422, "Not a time"),
    (None, {"text": TEXT, "url": "ftp://x.example"}, 422, "Not a valid URL."),
    (None, {"text": "Half \x00 a text"}, 422, "cannot be stored"),
    (None, {"text": TEXT, "title": "t" * 501}, 422, "Length must be between 1 and 500."),
]


def _send(browser: Any, file: tuple[bytes, str] | None = None, **form: str) -> Any:
    data: dict[str, Any] = form | {"csrf_token": browser.token("/articles/new")}
    if file:
        data["file"] = FileStorage(BytesIO(file[0]), filename=file[1])
    return _post(browser, data)


def _post(browser: Any, data: dict[str, Any]) -> Any:
    """A form in one piece: the client would leave a temporary file open for a large one."""
    boundary, body = encode_multipart(data)
    kind = f"multipart/form-data; boundary={boundary}"
    return browser.client.post("/articles/new", data=body, content_type=kind)


def _made(bench: Any, answer: Any) -> tuple[Any, str]:
    """The article that the answer leads to, and its text."""
    assert answer.status_code == 303, answer.text
    found = re.fullmatch(r"/articles/([0-9a-f-]{36})", answer.location)
    assert found
    with bench.database.reading() as session:
        desk_id = bench.actor("eddy@example.org").desk_id
        article = articles.article(session, desk_id, UUID(found[1]))
        return article, articles.draft(session, article.id, 1, with_text=True).text


def _count(bench: Any) -> int:
    with bench.database.reading() as session:
        desk_id = bench.actor("eddy@example.org").desk_id
        return len(articles.page(session, desk_id, limit=200, after=None).items)


def test_a_pasted_text_becomes_an_article_with_all_that_was_said_of_it(
    bench: Any, eddy: Any
) -> None:
    answer = _send(
        eddy,
        text=TEXT.replace("\n", "\r\n"),
        title="Bridges",
        author="Ana Ruiz",
        publisher="The Paper",
        url="https://paper.example/bridges",
        deadline="2026-05-04T17:30",
        embargo_until="2026-05-05T06:00",
        published_at="2026-05-05T06:00",
        own="yes",
    )
    article, text = _made(bench, answer)
    assert text == TEXT
    assert (article.title, article.author, article.publisher) == (
        "Bridges",
        "Ana Ruiz",
        "The Paper",
    )
    assert article.url == "https://paper.example/bridges"
    assert article.deadline == datetime(2026, 5, 4, 17, 30, tzinfo=UTC)
    assert article.embargo_until == article.published_at == datetime(2026, 5, 5, 6, 0, tzinfo=UTC)
    assert article.own
    with bench.database.reading() as session:
        assert claims.of_article(session, article.id)
    assert "The article is taken in; " in eddy.get(answer.location).text


def test_without_a_title_the_first_line_is_one(bench: Any, eddy: Any) -> None:
    article, _ = _made(bench, _send(eddy, text=TEXT))
    assert article.title == "Bridges of Lima"
    assert not article.own
    assert article.author is None


def test_a_file_becomes_an_article(bench: Any, eddy: Any) -> None:
    for body, name, title in FILES:
        article, text = _made(bench, _send(eddy, (body, name)))
        assert article.title == title
        assert "spent US$" in text


def test_a_page_is_fetched_where_there_is_neither_text_nor_file(bench: Any, eddy: Any) -> None:
    egress = Egress([ip_network("127.0.0.0/8")], connect_and_read_seconds=3)
    bench.app.extensions["factcheck.egress"] = egress
    with serving({"/bridges": page(PAGE.encode(), "Content-Type: text/html")}) as pages:
        article, text = _made(bench, _send(eddy, url=pages.url("/bridges")))
        assert article.url == pages.url("/bridges")
    assert article.title == "Bridges of Quito"
    assert "US$30 million" in text


def test_a_page_that_is_not_there_is_said_to_be_so(bench: Any, eddy: Any) -> None:
    egress = Egress([ip_network("127.0.0.0/8")], connect_and_read_seconds=3)
    bench.app.extensions["factcheck.egress"] = egress
    with serving({}) as pages:
        answer = _send(eddy, url=pages.url("/gone"), title="Kept title")
    assert answer.status_code == 502
    assert "answered 404" in answer.text
    assert 'value="Kept title"' in answer.text


def test_an_address_that_may_not_be_reached_is_refused(bench: Any, eddy: Any) -> None:
    answer = _send(eddy, url="http://127.0.0.1/admin", author="Kept author")
    assert answer.status_code == 422
    assert 'value="Kept author"' in answer.text
    assert 'id="fault-url"' in answer.text


def test_a_text_that_is_there_already_leads_to_its_article(bench: Any, eddy: Any) -> None:
    earlier = bench.receive("The earlier <b>one</b>", TEXT)
    answer = _send(eddy, text=TEXT, title="Again")
    assert answer.status_code == 409
    assert "already has an article with exactly this text" in answer.text
    assert f'<a href="/articles/{earlier}" dir="auto">The earlier &lt;b&gt;one&lt;/b&gt;</a>' in (
        answer.text
    )
    assert f">\n{TEXT}</textarea>" in html.unescape(answer.text)
    assert 'value="Again"' in answer.text


def test_a_refusal_says_what_is_wrong_and_keeps_every_word(bench: Any, eddy: Any) -> None:
    before = _count(bench)
    for file, form, status, words in REFUSED:
        answer = _send(eddy, file, **{"author": "Kept author", "own": "yes"} | form)
        told = html.unescape(answer.text)
        assert answer.status_code == status, words
        assert words in told
        assert 'value="Kept author"' in told
        assert re.search(r'name="own" value="yes" checked', told)
        if form.get("text", "").strip():
            assert f">\n{form['text'][:40]}" in told
        if file:
            assert f"The file {file[1]} has to be chosen again" in told
    assert _count(bench) == before


def test_more_than_a_form_may_carry_is_refused_with_a_page(bench: Any, eddy: Any) -> None:
    answer = _send(eddy, (b"x" * 61_000_000, "a.txt"))
    assert answer.status_code == 413
    assert answer.mimetype == "text/html"


def test_the_browser_is_told_to_forget_what_arrived(bench: Any, eddy: Any) -> None:
    form = eddy.get("/articles/new").text
    kept = re.search(r'data-keeps="([^"]+)"', form)
    assert kept
    assert str(bench.actor("eddy@example.org").person_id) in kept[1]
    answer = _send(eddy, text=TEXT)
    assert f"factcheck_sent={kept[1]};" in answer.headers["Set-Cookie"]
    again = _send(eddy, text=TEXT)
    assert "factcheck_sent" not in again.headers.get("Set-Cookie", "")


def test_only_an_editor_takes_articles_in(bench: Any, ana: Any) -> None:
    assert ana.get("/articles/new").status_code == 403
    answer = ana.client.post("/articles/new", data={"text": TEXT, "csrf_token": ana.token("/")})
    assert answer.status_code == 403
    assert TEXT in answer.text.replace("\r\n", "\n")


def test_who_is_not_signed_in_may_send_no_large_form(bench: Any) -> None:
    stranger = bench.browser()
    file = FileStorage(BytesIO(b"x" * 10_100_000), filename="a.txt")
    answer = _post(stranger, {"file": file, "csrf_token": stranger.token()})
    assert answer.status_code == 413


def test_many_pages_at_once_have_to_wait(
    bench: Any, eddy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing, "_WAIT", 0.01)
    turns = [bringing.a_turn() for _ in range(4)]
    for turn in turns:
        turn.__enter__()
    try:
        answer = _send(eddy, url="https://paper.example/1")
    finally:
        for turn in turns:
            turn.__exit__(None, None, None)
    assert answer.status_code == 503
    assert "Many pages are being fetched" in answer.text
    assert 'value="https://paper.example/1"' in answer.text


def test_typed_words_are_never_markup(bench: Any, eddy: Any) -> None:
    attack = '"></textarea><script>alert(1)</script>\u202e'
    answer = _send(eddy, text="", title=attack, author=attack, url=attack)
    assert "<script>alert" not in answer.text
    article, _ = _made(bench, _send(eddy, text=f"{attack} In 2024 it cost US$5 million."))
    shown = eddy.get(f"/articles/{article.id}").text
    assert "<script>alert" not in shown
    assert "[U+202E]" in shown
