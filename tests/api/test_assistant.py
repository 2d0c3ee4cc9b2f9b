"""An article is taken in with the help of a model, or of one that means harm."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select

from factcheck.llm.assistant import Assistant
from factcheck.llm.client import Client
from factcheck.store.log import Event
from tests.llm.model_server import ModelServer, Reply, claims, serving, status
from tests.newsroom import TEXT, Newsroom

MISSED = "Nobody asked the fishermen."
STORY = f"{TEXT}\n\n{MISSED}"


@contextmanager
def assisted(newsroom: Newsroom, *replies: Reply) -> Iterator[ModelServer]:
    with serving(*replies) as server:
        assistant = Assistant(Client(server.url, "small"), patience=5.0)
        newsroom.app.extensions["factcheck.assistant"] = assistant
        yield server


def accounts(newsroom: Newsroom) -> list[dict[str, Any]]:
    query = select(Event).where(Event.action == "article.assisted").order_by(Event.seq)
    with newsroom.database.reading() as session:
        return [entry.after or {} for entry in session.scalars(query)]


def test_what_the_model_found_is_stored_as_an_unverified_claim(newsroom: Newsroom) -> None:
    wording = "Nobody asked the fishermen of the harbour."
    reply = claims({"quote": MISSED, "statement": wording}, {"quote": "Not in there."})
    with assisted(newsroom, reply):
        article = newsroom.article(STORY)
    (claim,) = [each for each in newsroom.claims(article) if each["quote"] == MISSED]
    assert claim["statement"] == wording
    assert claim["extractor"] == {"name": "llm", "version": "small"}
    assert (claim["status"], claim["stage"]) == ("unverified", "queued")
    (account,) = accounts(newsroom)
    assert (account["taken"], account["dropped"]) == (1, {"not verbatim": 1})


def test_a_model_that_means_harm_sets_no_status_and_adds_no_words(newsroom: Newsroom) -> None:
    harm = {
        "quote": MISSED,
        "statement": "<img src=x onerror=alert()>",
        "status": "verified",
        "stage": "final",
        "score": 99,
        "start": -5,
        "speaker": {"name": "The Pope"},
    }
    with assisted(newsroom, claims(harm, {"quote": "<script>"}, {"quote": "x" * 3000})):
        article = newsroom.article(STORY)
    stored = newsroom.claims(article)
    assert {(each["status"], each["stage"]) for each in stored} == {("unverified", "queued")}
    for each in stored:
        assert STORY[each["start"] : each["end"]] == each["quote"]
        assert 0 <= each["score"] <= 1
        assert (each["speaker"] or {}).get("name") != "The Pope"


def test_a_model_that_fails_costs_nothing_but_its_proposals(newsroom: Newsroom) -> None:
    plain = newsroom.claims(newsroom.article(STORY))
    with assisted(newsroom, status(401)):
        helped = newsroom.claims(newsroom.article(STORY + " "))
    assert [each["quote"] for each in helped] == [each["quote"] for each in plain]
    (account,) = accounts(newsroom)
    assert account["failure"] == "it answered 401"


def test_a_new_draft_asks_again_and_says_so_in_the_log(newsroom: Newsroom) -> None:
    with assisted(newsroom, claims({"quote": MISSED})) as server:
        article = newsroom.article(STORY)
        path = f"/articles/{article['id']}"
        answer = newsroom.editor.post(
            f"{path}/drafts", {"text": STORY + " Why?"}, match=newsroom.editor.etag(path)
        )
        assert answer.status_code == 201, answer.json
    assert len(server.questions) == len(accounts(newsroom)) == 2


def test_a_text_in_another_language_is_not_sent(newsroom: Newsroom) -> None:
    spanish = "El alcalde dijo que el puerto de la ciudad perdió 3 millones en el año 2024."
    with assisted(newsroom, claims()) as server:
        newsroom.article(spanish)
    assert server.questions == []


def test_a_text_for_a_desk_that_is_not_ones_own_is_not_sent(newsroom: Newsroom) -> None:
    body = {"title": "Harbour", "text": STORY, "desk": "rivals"}
    with assisted(newsroom, claims()) as server:
        assert newsroom.editor.post("/articles", body).status_code == 404
    assert server.questions == []


def test_extraction_without_storing_asks_nobody(newsroom: Newsroom) -> None:
    with assisted(newsroom, claims()) as server:
        assert newsroom.viewer.post("/extract", {"text": STORY}).status_code == 200
    assert server.questions == []
