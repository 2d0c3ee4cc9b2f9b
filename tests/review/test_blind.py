"""Blind review: nobody is led by what the first person decided before there is a second."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from factcheck import passwords, review
from factcheck.clock import utcnow
from factcheck.db import Database
from factcheck.store import people
from factcheck.vocabulary import PolicyName
from tests.newsroom import Newsroom, open_newsroom
from tests.workbench.conftest import PASSWORD, Browser

CANARY = "Zanzibarquartz"
PROPOSAL = {
    "status": "disputed",
    "rationale": f"{CANARY}: the budget says otherwise.",
    "rating": f"{CANARY} rating",
}
READERS = ("viewer", "second", "editor", "admin")


@pytest.fixture
def room(database: Database, tmp_path: Path) -> Newsroom:
    """A desk whose second person decides without seeing the first one's decision."""
    room = open_newsroom(database, tmp_path, PolicyName.TWO_PERSON)
    _adopt(room, blind=True)
    return room


def _adopt(room: Newsroom, **rules: Any) -> None:
    with room.database.writing() as session:
        admin = room.people["admin"]
        review.adopt_policy(session, PolicyName.TWO_PERSON, rules=rules, actor=admin, now=utcnow())


def _proposed(room: Newsroom) -> dict[str, Any]:
    """A claim that the reviewer disputes, with evidence for and against."""
    claim = room.claim()
    room.support(claim["id"])
    path = f"/claims/{claim['id']}"
    against = {"stance": "refutes", "source": {"title": "The minutes", "kind": "primary"}}
    room.editor.post(f"{path}/evidence", against, match=room.editor.etag(path))
    answer = room.reviewer.post(f"{path}/reviews", PROPOSAL, match=room.reviewer.etag(path))
    assert answer.status_code == 201, answer.json
    assert answer.json["status"] == "disputed"
    return claim


def _addresses(room: Newsroom, ids: dict[str, str]) -> list[str]:
    """Every address that can be read, about the claim where it is about any."""
    found = []
    for rule in room.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.rule.startswith("/static"):
            continue
        path = re.sub(
            r"<(?:[^:<>]+:)?(\w+)>", lambda part: ids.get(part[1], ids["claim_id"]), rule.rule
        )
        found.append(path)
    assert len(found) > 25
    return found


def _words(data: bytes, kind: str) -> str:
    if kind == "application/pdf":
        with pypdfium2.PdfDocument(data) as document:
            return "\n".join(page.get_textpage().get_text_range() for page in document)
    return data.decode(errors="replace")


def _read(room: Newsroom, name: str, paths: list[str]) -> dict[str, str]:
    """What the person reads there, as far as they may."""
    shown = {}
    for path in paths:
        answer = room.clients[name].get(
            path if path.startswith("/api") else f"http://localhost{path}"
        )
        if answer.status_code == 200:
            shown[path] = _words(answer.data, answer.mimetype)
    return shown


@contextmanager
def _signed_in(room: Newsroom, name: str) -> Iterator[Browser]:
    with room.database.writing() as session:
        person = people.person(session, room.people[name].person_id)
        person.password_hash = passwords.hashed(PASSWORD)
    browser = Browser(room.app.test_client())
    assert browser.sign_in(f"{name}@example.org").status_code == 302
    yield browser


def test_a_waiting_proposal_shows_nowhere_to_anybody_but_its_reviewer(room: Newsroom) -> None:
    claim = _proposed(room)
    report = room.editor.post(f"/articles/{claim['article_id']}/reports").json
    ids = {
        "claim_id": claim["id"],
        "article_id": claim["article_id"],
        "report_id": report["id"],
        "desk_id": str(room.desk.id),
        "number": "1",
        "form": "html",
    }
    paths = _addresses(room, ids)
    paths += [
        f"/api/v1/reports/{report['id']}/file?format={form}"
        for form in ("html", "pdf", "csv", "json")
    ]
    for name in READERS:
        shown = _read(room, name, paths)
        assert len(shown) > 15
        assert [path for path, words in shown.items() if CANARY in words] == []
    own = _read(room, "reviewer", paths)
    assert {path for path, words in own.items() if CANARY in words} >= {
        f"/api/v1/claims/{claim['id']}/history",
        f"/api/v1/articles/{claim['article_id']}/history",
        f"/api/v1/claims/{claim['id']}/reviews",
    }


@pytest.mark.one_backend
def test_its_lines_are_there_without_what_they_say(room: Newsroom) -> None:
    claim = _proposed(room)
    path = f"/claims/{claim['id']}"
    (made,) = room.second.get(f"{path}/reviews").json["items"]
    assert (made["veiled"], made["reviewer"]["name"]) == (True, "Reviewer")
    told = ("status", "rating", "rationale", "override_reason", "evidence_ids")
    assert [made[key] for key in told] == [None, None, None, None, []]
    (own,) = room.reviewer.get(f"{path}/reviews").json["items"]
    assert (own["veiled"], own["status"], len(own["evidence_ids"])) == (False, "disputed", 2)
    for address in (f"{path}/history", f"/articles/{claim['article_id']}/history"):
        event = room.second.get(address).json["items"][-1]
        assert event["action"] == "claim.reviewed"
        assert (event["reason"], event["evidence_ids"]) == (None, None)
        assert event["after"].keys() & {"decided", "evidence", "override_reason"} == set()
        assert event["stage_to"] == "awaiting_second"
        assert room.reviewer.get(address).json["items"][-1]["after"]["decided"] == "disputed"


@pytest.mark.one_backend
def test_the_pages_do_not_give_it_away_either(room: Newsroom) -> None:
    claim = _proposed(room)
    pages = ("/", f"/articles/{claim['article_id']}", f"/claims/{claim['id']}")
    for name in READERS:
        with _signed_in(room, name) as browser:
            for page in pages:
                shown = browser.get(page)
                assert shown.status_code == 200
                assert CANARY not in shown.text
    with _signed_in(room, "reviewer") as browser:
        assert CANARY in browser.get(pages[1]).text
        assert CANARY in browser.get(pages[2]).text


@pytest.mark.one_backend
@pytest.mark.parametrize("name", ["second", "editor"])
def test_the_pages_are_the_same_whatever_was_proposed(room: Newsroom, name: str) -> None:
    """The evidence relied on, what may be decided and the order of things do not tell it."""
    claim = _proposed(room)
    path, page = f"/claims/{claim['id']}", f"/articles/{claim['article_id']}"

    def seen() -> tuple[str, Any]:
        with _signed_in(room, name) as browser:
            shown = browser.get(page).text
        shown = re.sub(r'name="(csrf_token|version|nonce)" value="[^"]*"', "", shown)
        # A version says that somebody decided anew, which all may know; a line moves with time.
        shown = re.sub(r'data-version="\d+"|(?<=&#34;), \d+, (?=true|false)', "", shown)
        shown = re.sub(r' (d|x|x1|x2)="[^"]*"', "", shown)
        shown = re.sub(r'nonce[-=]"?[\w-]+"?|datetime="[^"]*"|\d{1,2}:\d\d', "", shown)
        return shown, room.clients[name].get(f"{path}/steps").json

    first = seen()
    assert "relied on" not in first[0]
    relied = {"evidence_ids": [], "rationale": f"{CANARY} again.", "status": "unverified"}
    answer = room.reviewer.post(f"{path}/reviews", relied, match=room.reviewer.etag(path))
    assert answer.json["claim"]["stage"] == "awaiting_second"
    second = seen()
    assert second[1] == first[1]
    made = re.compile(r"(?s)<li[^>]*class=\"[^\"]*review.*?</li>")
    assert made.sub("", second[0]) == made.sub("", first[0])


@pytest.mark.one_backend
def test_a_refusal_says_the_same_for_every_status(room: Newsroom) -> None:
    _adopt(room, blind=True, adder_confirms=False)
    claim = _proposed(room)
    path = f"/claims/{claim['id']}"
    answers = [
        room.editor.post(
            f"{path}/reviews",
            {"status": status, "rationale": "The budget says so."},
            match=room.editor.etag(path),
        )
        for status in ("verified", "disputed", "unverified")
    ]
    assert [each.status_code for each in answers] == [409] * 3
    assert len({tuple(each.json["reasons"]) for each in answers}) == 1


@pytest.mark.one_backend
def test_what_the_reviewer_thought_before_stays_hidden_too(room: Newsroom) -> None:
    claim = _proposed(room)
    path = f"/claims/{claim['id']}"
    paths = [f"/api/v1{path}/reviews", f"/api/v1{path}/history"]
    for step, body in (
        ("reviews", {"status": "unverified", "rationale": f"{CANARY} once more."}),
        ("undo", None),
        ("undo", None),
    ):
        answer = room.reviewer.post(f"{path}/{step}", body, match=room.reviewer.etag(path))
        if step == "reviews":
            assert answer.status_code == 201
        shown = _read(room, "second", paths)
        assert not any(CANARY in words for words in shown.values()), step


@pytest.mark.one_backend
@pytest.mark.parametrize(("step", "reason"), [("reopen", "other"), ("dismiss", "opinion")])
def test_nobody_comes_by_it_with_a_step_that_is_taken_back(
    room: Newsroom, step: str, reason: str
) -> None:
    claim = _proposed(room)
    path = f"/claims/{claim['id']}"
    paths = [f"/api/v1{path}/reviews", f"/api/v1{path}/history"]
    done = room.second.post(f"{path}/{step}", {"reason": reason}, match=room.second.etag(path))
    assert done.status_code == 200
    assert not any(CANARY in words for words in _read(room, "second", paths).values())
    assert room.second.post(f"{path}/undo", match=room.second.etag(path)).status_code == 200
    assert room.viewer.get(path).json["stage"] == "awaiting_second"
    assert not any(CANARY in words for words in _read(room, "second", paths).values())


@pytest.mark.parametrize(
    ("status", "stage"), [("disputed", "final"), ("unverified", "awaiting_second")]
)
def test_after_the_second_review_both_are_open(room: Newsroom, status: str, stage: str) -> None:
    claim = _proposed(room)
    path = f"/claims/{claim['id']}"
    body = {"status": status, "rationale": "The minutes say otherwise."}
    answer = room.second.post(f"{path}/reviews", body, match=room.second.etag(path))
    assert answer.json["claim"]["stage"] == stage
    for name in (*READERS, "reviewer"):
        items = room.clients[name].get(f"{path}/reviews").json["items"]
        assert [each["status"] for each in items] == ["disputed", status]
        assert [each["veiled"] for each in items] == [False, False]
        assert CANARY in room.clients[name].get(f"{path}/history").text


@pytest.mark.one_backend
def test_without_the_rule_a_proposal_is_open(room: Newsroom) -> None:
    _adopt(room, blind=False)
    claim = _proposed(room)
    (made,) = room.second.get(f"/claims/{claim['id']}/reviews").json["items"]
    assert (made["veiled"], made["status"]) == (False, "disputed")


def test_on_what_a_proposal_relies_is_told_to_its_reviewer_alone(room: Newsroom) -> None:
    claim = _proposed(room)
    for source in room.reviewer.get("/sources").json["items"]:
        path = f"/sources/{source['id']}"
        for name in READERS:
            assert room.clients[name].get(path).json["relying"] == 0
            (use,) = room.clients[name].get(f"{path}/evidence").json["items"]
            assert use["relied_on"] is False
            with _signed_in(room, name) as browser:
                assert "relied on" not in browser.get(path).text
        assert room.reviewer.get(path).json["relying"] == 1
        assert room.reviewer.get(f"{path}/evidence").json["items"][0]["relied_on"] is True
    decision = {"status": "disputed", "by": "second", "rationale": "The minutes say otherwise."}
    answer = room.decide(claim["id"], **decision)
    assert answer.json["claim"]["stage"] == "final", answer.json
    assert room.viewer.get(path).json["relying"] == 1
    assert room.viewer.get(f"{path}/evidence").json["items"][0]["relied_on"] is True
