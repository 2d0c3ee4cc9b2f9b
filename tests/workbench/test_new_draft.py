"""The next draft comes by a form, and leads to what it did to the claims."""

from io import BytesIO
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from factcheck import review
from factcheck.clock import utcnow
from factcheck.store import articles, claims
from factcheck.vocabulary import Status

TEXT = "Bridges of Lima.\nIn 2024 the city spent US$20 million on bridges. It has 14 of them."
NEXT = TEXT.replace("14", "15")
REFUSED: list[Any] = [
    (None, {}, 422, "Paste it, choose a file, or give an address."),
    ((b"GIF89a", "a.gif"), {}, 422, "This is a picture"),
    (None, {"text": "y " * 1_000_001}, 413, "at most 2,000,000 are taken"),
    (None, {"url": "http://127.0.0.1/"}, 422, 'value="http://127.0.0.1/"'),
]


@pytest.fixture
def made(bench: Any) -> Any:
    return bench.receive("Bridges", TEXT, email="eddy@example.org")


def _send(browser: Any, made: Any, version: int = 1, file: Any = None, **form: str) -> Any:
    address = f"/articles/{made}/drafts/new"
    data: dict[str, Any] = {"csrf_token": browser.token(address), "version": str(version)} | form
    if file:
        data["file"] = FileStorage(BytesIO(file[0]), filename=file[1])
    boundary, body = encode_multipart(data)
    kind = f"multipart/form-data; boundary={boundary}"
    return browser.client.post(address, data=body, content_type=kind)


def _article(bench: Any, made: Any) -> Any:
    with bench.database.reading() as session:
        return articles.article(session, bench.actor("eddy@example.org").desk_id, made)


def test_a_pasted_draft_leads_to_what_it_did(bench: Any, eddy: Any, made: Any) -> None:
    answer = _send(eddy, made, text=NEXT.replace("\n", "\r\n"))
    assert answer.status_code == 303
    assert answer.location == f"/articles/{made}/drafts/1..2"
    with bench.database.reading() as session:
        draft = articles.draft(session, made, 2, with_text=True)
    assert draft.text == NEXT
    assert f"factcheck_sent=factcheck.new-draft.{made}." in answer.headers["Set-Cookie"]
    page = eddy.get(answer.location).text
    assert "Draft 2 is stored; this is what it did to each claim." in page
    assert "1 altered" in page


def test_a_draft_may_be_a_file(bench: Any, eddy: Any, made: Any) -> None:
    assert _send(eddy, made, file=(NEXT.encode(), "second.txt")).status_code == 303
    assert _article(bench, made).draft_number == 2


def test_altered_words_bring_a_decided_claim_back(bench: Any, eddy: Any, made: Any) -> None:
    with bench.database.reading() as session:
        (claim,) = [e for e in claims.of_article(session, made) if "14" in e.anchor.quote]
    bench.decide(
        claim.id, "eddy@example.org", status=Status.UNVERIFIED, rationale="Nobody could tell us."
    )
    page = eddy.get(_send(eddy, made, text=NEXT).location).text
    fate = page.partition('id="altered"')[2].partition("</details>")[0]
    assert "<del>14</del> <ins>15</ins> " in fate
    assert "reopened" in fate
    assert "the text changed" in fate


def test_the_same_text_is_no_new_draft(bench: Any, eddy: Any, made: Any) -> None:
    answer = _send(eddy, made, text=TEXT)
    assert answer.status_code == 409
    assert "already reads exactly so" in answer.text
    assert f">\n{TEXT}</textarea>" in answer.text
    assert _article(bench, made).draft_number == 1


def test_who_was_overtaken_keeps_their_text(bench: Any, eddy: Any, made: Any) -> None:
    actor = bench.actor("elena@example.org")
    with bench.database.writing() as session:
        article = articles.article(session, actor.desk_id, made)
        review.carry_over(session, article, "It has 99 of them.", actor=actor, now=utcnow())
    answer = _send(eddy, made, text=NEXT)
    assert answer.status_code == 409
    assert "its newest draft is number 2" in answer.text
    assert f">\n{NEXT}</textarea>" in answer.text
    assert 'name="version" value="2"' in answer.text
    assert _send(eddy, made, version=2, text=NEXT).status_code == 303


def test_pressing_twice_stores_once(bench: Any, eddy: Any, made: Any) -> None:
    answers = [_send(eddy, made, text=NEXT) for _ in range(2)]
    assert [each.location for each in answers] == [f"/articles/{made}/drafts/1..2"] * 2
    assert _article(bench, made).draft_number == 2


def test_a_refusal_says_what_is_wrong(bench: Any, eddy: Any, made: Any) -> None:
    for file, form, status, words in REFUSED:
        answer = _send(eddy, made, file=file, **form)
        assert answer.status_code == status, words
        assert words in answer.text
    assert _article(bench, made).draft_number == 1


def test_only_an_editor_of_the_desk_uploads_drafts(bench: Any, ana: Any, made: Any) -> None:
    assert ana.get(f"/articles/{made}/drafts/new").status_code == 403
    rita = bench.browser("rita@example.org")
    assert rita.get(f"/articles/{made}/drafts/new").status_code == 404
    answer = rita.post(f"/articles/{made}/drafts/new", {"text": NEXT, "version": "1"}, on="/")
    assert answer.status_code == 404
    assert _article(bench, made).draft_number == 1


def test_typed_words_are_never_markup(eddy: Any, made: Any) -> None:
    attack = "</textarea><script>alert(1)</script>"
    answer = _send(eddy, made, version=7, text=attack, url=f'"{attack}')
    assert answer.status_code == 409
    assert "<script>alert" not in answer.text
