"""Sign-off, the right of reply, and an article's history, over HTTP."""

import pytest

from tests.api.problem import everything, problem
from tests.newsroom import Newsroom

TEXT = "The city spent 48 million euros on the harbour in 2024. It is a wonderful place."


def test_an_article_is_signed_off_when_all_is_done_and_until_something_changes(
    newsroom: Newsroom,
) -> None:
    article = newsroom.article(TEXT)
    base, editor = f"/articles/{article['id']}", newsroom.editor
    (claim,) = newsroom.claims(article)
    assert article["sign_off"] is None
    refused = problem(editor.post(f"{base}/sign-off", {}), 409, "transition_refused")
    assert refused["reasons"] == [
        "1 of 2 sentences is not accounted for.",
        "1 of 1 claim is neither final nor dismissed.",
    ]
    newsroom.support(claim["id"])
    newsroom.decide(claim["id"])
    answer = editor.post(f"{base}/sign-off", {})
    assert answer.status_code == 201, answer.json
    made = answer.json
    assert (made["stands"], made["open_claims"], made["override_reason"]) == (True, 0, None)
    assert made["signed_by"]["name"] == "Editor"
    assert newsroom.viewer.get(base).json["sign_off"] == made
    assert newsroom.viewer.get(base).json["version"] == article["version"]

    newsroom.reviewer.post(f"/claims/{claim['id']}/comments", {"text": "Well done."})
    assert newsroom.viewer.get(base).json["sign_off"]["stands"] is True
    path = f"/claims/{claim['id']}"
    newsroom.reviewer.post(f"{path}/reopen", {"reason": "other"}, match=editor.etag(path))
    assert newsroom.viewer.get(base).json["sign_off"] == made | {"stands": False}


@pytest.mark.one_backend
def test_a_draft_ends_it_and_a_reason_signs_what_is_unfinished(newsroom: Newsroom) -> None:
    article = newsroom.article(TEXT)
    base, editor = f"/articles/{article['id']}", newsroom.editor
    short = editor.post(f"{base}/sign-off", {"override_reason": "Now."})
    assert problem(short, 409, "transition_refused")["reasons"]
    why = {"override_reason": "The printers wait for it."}
    made = editor.post(f"{base}/sign-off", why).json
    assert (made["stands"], made["open_claims"]) == (True, 1)
    editor.post(f"{base}/drafts", {"text": TEXT + " Nobody knows."}, match=editor.etag(base))
    assert editor.get(base).json["sign_off"]["stands"] is False
    events = editor.get(f"{base}/history").json["items"]
    (signed,) = [each for each in events if each["action"] == "article.signed_off"]
    assert signed["reason"] == why["override_reason"]


@pytest.mark.one_backend
def test_who_may_not_sign_does_not(newsroom: Newsroom) -> None:
    base = f"/articles/{newsroom.article(TEXT)['id']}"
    before = everything(newsroom.database)
    body = {"override_reason": "The printers wait for it."}
    for name, status, code in (
        ("viewer", 403, "forbidden"),
        ("reviewer", 403, "forbidden"),
        ("foreign", 404, "not_found"),
        ("nobody", 401, "unauthenticated"),
    ):
        problem(newsroom.clients[name].post(f"{base}/sign-off", body), status, code)
    assert everything(newsroom.database) == before


def test_the_right_of_reply_is_logged_and_answered_once(newsroom: Newsroom) -> None:
    base = f"/articles/{newsroom.article(TEXT)['id']}"
    asked = {
        "asked": "Mayor Rosa Vidal",
        "question": "Is it 48 million?",
        "channel": "E-mail",
        "asked_at": "2026-03-01T09:00:00Z",
        "deadline": "2026-03-02T12:00:00Z",
    }
    made = newsroom.reviewer.post(f"{base}/replies", asked)
    assert made.status_code == 201, made.json
    assert {key: made.json[key] for key in asked} == asked
    assert made.json["answer"] is None
    there = newsroom.second.post(
        f"{base}/replies", {"asked": "Port", "question": "Why?", "answer": "No comment."}
    )
    assert there.json["answered_at"] is not None
    address = f"{base}/replies/{made.json['id']}/answer"
    answer = newsroom.second.post(address, {"answer": "It is 47.9 million."})
    assert answer.status_code == 200, answer.json
    assert answer.json["answer_recorded_by"] == str(newsroom.people["second"].person_id)
    problem(newsroom.second.post(address, {"answer": "No, 48."}), 409, "conflict")
    assert newsroom.viewer.get(f"{base}/replies").json["items"] == [answer.json, there.json]


@pytest.mark.one_backend
def test_another_articles_reply_is_not_answered_here(newsroom: Newsroom) -> None:
    one, other = (f"/articles/{newsroom.article(TEXT + more)['id']}" for more in ("", " Why?"))
    made = newsroom.reviewer.post(f"{one}/replies", {"asked": "Port", "question": "Why?"}).json
    body = {"answer": "No comment."}
    problem(newsroom.reviewer.post(f"{other}/replies/{made['id']}/answer", body), 404, "not_found")
    problem(newsroom.foreign.post(f"{one}/replies/{made['id']}/answer", body), 404, "not_found")
    problem(newsroom.foreign.get(f"{one}/replies"), 404, "not_found")


@pytest.mark.one_backend
def test_an_articles_history_holds_all_that_belongs_to_it_and_nothing_else(
    newsroom: Newsroom,
) -> None:
    article = newsroom.article(TEXT)
    newsroom.article(TEXT + " Another one.")
    (claim,) = newsroom.claims(article)
    newsroom.support(claim["id"])
    newsroom.decide(claim["id"])
    base = f"/articles/{article['id']}"
    newsroom.reviewer.post(f"{base}/replies", {"asked": "Port", "question": "Why?"})
    newsroom.editor.post(f"{base}/sign-off", {})
    found, address = [], f"{base}/history?limit=2"
    while address:
        page = newsroom.viewer.get(address).json
        found += page["items"]
        address = page["next"]
    assert [each["action"] for each in found] == [
        "article.received",
        "claim.extracted",
        "evidence.added",
        "claim.reviewed",
        "fact.published",
        "reply.asked",
        "article.signed_off",
    ]
    assert [each["seq"] for each in found] == sorted({each["seq"] for each in found})
