"""The change feed: each change once for each cursor, none lost, none of what is hidden."""

import random
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from factcheck import review
from factcheck.clock import utcnow
from factcheck.store.articles import Article
from factcheck.store.log import LogHead
from factcheck.vocabulary import PolicyName, Status
from tests.api.at_once import twin
from tests.api.problem import forgeries, problem
from tests.newsroom import TEXT, Client, Newsroom

Change = dict[str, Any]


def read(client: Client, address: str = "/facts/changes") -> tuple[list[Change], str]:
    """The changes at an address, and where to ask for more."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Link"] == f'<{answer.json["next"]}>; rel="next"'
    return answer.json["items"], answer.json["next"]


def short(changes: list[Change]) -> list[tuple[str, str | None]]:
    return [(each["op"], each.get("fact", {}).get("status")) for each in changes]


def test_a_fact_comes_changes_and_goes(newsroom: Newsroom) -> None:
    nothing, cursor = read(newsroom.viewer)
    assert nothing == []
    claim = newsroom.verified()["id"]
    path = f"/claims/{claim}"
    (came,), cursor = read(newsroom.viewer, cursor)
    assert (came["op"], came["id"]) == ("upsert", claim)
    assert came["fact"] == newsroom.viewer.get(f"/facts/{claim}").json
    assert came["version"] == came["fact"]["version"]

    body = {"stance": "refutes", "source": {"title": "Invoices", "kind": "primary"}}
    newsroom.reviewer.post(f"{path}/evidence", body, match=newsroom.reviewer.etag(path))
    newsroom.decide(claim, "disputed")
    (corrected,), cursor = read(newsroom.viewer, cursor)
    assert (corrected["fact"]["status"], corrected["fact"]["corrected"]) == ("disputed", True)
    assert corrected["version"] > came["version"]

    reopening = {"reason": "correction"}
    newsroom.reviewer.post(f"{path}/reopen", reopening, match=newsroom.reviewer.etag(path))
    (gone,), cursor = read(newsroom.viewer, cursor)
    assert gone == {"op": "delete", "id": claim, "version": gone["version"]}
    assert gone["version"] > corrected["version"]
    problem(newsroom.viewer.get(f"/facts/{claim}"), 404, "withdrawn")
    assert read(newsroom.viewer, cursor)[0] == []

    # Whoever begins afresh learns of every change, but not what was taken back.
    afresh, _ = read(newsroom.viewer)
    assert [(each["op"], each["version"]) for each in afresh] == [
        (each["op"], each["version"]) for each in (came, corrected, gone)
    ]
    assert "48 million" not in newsroom.viewer.get("/facts/changes").text
    history = newsroom.viewer.get(f"/facts/{claim}/history").json["items"]
    assert [(each["op"], each["status"], each["reason"]) for each in history] == [
        ("upsert", "verified", None),
        ("upsert", "disputed", None),
        ("delete", "disputed", "correction"),
    ]
    assert [each["fact"] for each in history] == [None] * 3


def test_pages_end_where_the_next_begins(newsroom: Newsroom) -> None:
    for claim in newsroom.claims(newsroom.article()):
        newsroom.decide(claim["id"], "unverified")
    whole, end = read(newsroom.viewer)
    assert len(whole) == 3
    found, address = [], "/facts/changes?limit=1"
    for _ in whole:
        page, address = read(newsroom.viewer, address)
        assert "limit=1" in address
        found += page
    assert found == whole
    assert read(newsroom.viewer, address)[0] == read(newsroom.viewer, end)[0] == []
    assert read(newsroom.viewer, "/facts/changes?start=now")[0] == []
    assert read(newsroom.foreign)[0] == []


def test_what_only_repeats_what_was_said_is_no_change(newsroom: Newsroom) -> None:
    claim = newsroom.verified()
    _, cursor = read(newsroom.viewer)
    article = f"/articles/{claim['article_id']}"
    for changes in ({"deadline": "2030-01-01"}, {"title": "Harbour"}):
        newsroom.editor.patch(article, changes, match=newsroom.editor.etag(article))
    comment = {"text": "Well done."}
    assert newsroom.reviewer.post(f"/claims/{claim['id']}/comments", comment).status_code == 201
    assert read(newsroom.viewer, cursor)[0] == []
    newsroom.editor.patch(article, {"title": "Port"}, match=newsroom.editor.etag(article))
    (change,), _ = read(newsroom.viewer, cursor)
    assert change["fact"]["article"]["title"] == "Port"
    assert change["version"] == claim["version"] + 1


def test_a_source_that_is_edited_changes_the_facts_that_name_it(newsroom: Newsroom) -> None:
    claim = newsroom.verified()["id"]
    evidence = newsroom.viewer.get(f"/claims/{claim}/evidence").json["items"][0]
    source = f"/sources/{evidence['source']['id']}"
    _, cursor = read(newsroom.viewer)
    new = {"title": "The budget of 2024"}
    assert newsroom.reviewer.patch(source, new, match=newsroom.reviewer.etag(source)).json
    (change,), cursor = read(newsroom.viewer, cursor)
    assert change["fact"]["sources"][0]["title"] == "The budget of 2024"

    new = {"confidential": True}
    answer = newsroom.editor.patch(source, new, match=newsroom.editor.etag(source))
    assert answer.status_code == 200, answer.json
    (change,), _ = read(newsroom.viewer, cursor)
    assert (change["fact"]["sources"], change["fact"]["confidential_sources"]) == ([], 1)
    # And what named it is read no more.
    everything = newsroom.viewer.get("/facts/changes").text
    assert (
        '"title":"The budget'
        not in everything + newsroom.viewer.get(f"/facts/{claim}/history").text
    )


def test_an_embargo_that_lifts_is_one_new_change(newsroom: Newsroom) -> None:
    tomorrow = (utcnow() + timedelta(days=1)).isoformat()
    hidden = newsroom.verified(embargo_until=tomorrow)
    shown = newsroom.verified(text=f"{TEXT} Two.")
    (first,), cursor = read(newsroom.viewer)
    assert first["id"] == shown["id"]
    assert read(newsroom.viewer, cursor)[0] == []
    with newsroom.database.writing() as session:
        past = utcnow() - timedelta(seconds=1)
        lifted = update(Article).where(Article.embargo_until.is_not(None))
        session.execute(lifted.values(embargo_until=past))
    (change,), later = read(newsroom.viewer, cursor)
    assert (change["op"], change["id"]) == ("upsert", hidden["id"])
    assert read(newsroom.viewer, later)[0] == []
    assert [each["id"] for each in read(newsroom.viewer)[0]] == [shown["id"], hidden["id"]]

    path = f"/articles/{hidden['article_id']}"
    newsroom.editor.patch(path, {"embargo_until": tomorrow}, match=newsroom.editor.etag(path))
    (change,), last = read(newsroom.viewer, later)
    assert (change["op"], change["id"]) == ("delete", hidden["id"])
    newsroom.editor.patch(path, {"embargo_until": None}, match=newsroom.editor.etag(path))
    assert short(read(newsroom.viewer, last)[0]) == [("upsert", "verified")]


def test_a_policy_decides_which_statuses_leave_and_who_is_named(newsroom: Newsroom) -> None:
    claim = newsroom.claim()["id"]
    newsroom.decide(claim, "unverified")
    known, cursor = read(newsroom.viewer)
    assert short(known) == [("upsert", "unverified")]

    def adopt(**rules: Any) -> list[Change]:
        nonlocal cursor
        body = {"name": "standard", "rules": rules}
        assert newsroom.admin.post("/policies", body).status_code == 201
        changes, cursor = read(newsroom.viewer, cursor)
        return changes

    assert adopt(rationale=5) == []
    assert short(adopt(publishes=["verified", "disputed"])) == [("delete", None)]
    every = "/facts?status=unverified&status=verified&status=disputed"
    assert newsroom.viewer.get(every).json["items"] == []
    (back,) = adopt(names_reviewers=True)
    assert (back["op"], back["fact"]["reviewer"]) == ("upsert", "Reviewer")
    assert newsroom.viewer.get(f"/facts/{claim}").json["reviewer"] == "Reviewer"
    (back,) = adopt()
    assert back["fact"]["reviewer"] is None


def test_strange_and_foreign_cursors_are_refused(newsroom: Newsroom) -> None:
    newsroom.verified()
    _, address = read(newsroom.viewer)
    cursor = address.partition("cursor=")[2]
    for strange in ("x", "", cursor[5:], *forgeries(cursor)):
        problem(newsroom.viewer.get(f"/facts/changes?cursor={strange}"), 422, "invalid")
    problem(newsroom.foreign.get(f"/facts/changes?cursor={cursor}"), 422, "invalid")
    lists = newsroom.viewer.get("/facts", query_string={"cursor": cursor})
    problem(lists, 422, "invalid")


def test_a_cursor_from_before_a_restore_is_gone(newsroom: Newsroom) -> None:
    newsroom.verified()
    _, cursor = read(newsroom.viewer)
    with newsroom.database.writing() as session:
        # What `factcheck restore` does to the head.
        session.execute(update(LogHead).values(epoch=uuid4()))
    told = problem(newsroom.viewer.get(cursor), 410, "gone")
    assert "restored" in told["detail"]
    assert len(read(newsroom.viewer)[0]) == 1


def test_whoever_waits_hears_of_a_change_when_it_comes(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    _, cursor = read(newsroom.viewer)
    heard: list[tuple[float, list[Change]]] = []
    waiting = twin(newsroom.viewer)

    def wait() -> None:
        heard.append((time.monotonic(), read(waiting, f"{cursor}&wait=20")[0]))

    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.5)
    newsroom.decide(claim["id"], "unverified")
    thread.join(20)
    assert short(heard[0][1]) == [("upsert", "unverified")]
    began = time.monotonic()
    _, cursor = read(newsroom.viewer)
    assert read(newsroom.viewer, f"{cursor}&wait=1")[0] == []
    assert 0.9 < time.monotonic() - began < 10


def test_only_so_many_may_wait_at_once(newsroom: Newsroom) -> None:
    _, cursor = read(newsroom.viewer)
    seats = newsroom.app.extensions["factcheck.waiting"]
    taken = 0
    while seats.acquire(blocking=False):
        taken += 1
    began = time.monotonic()
    answer = newsroom.viewer.get(f"{cursor}&wait=20")
    assert (answer.json["items"], answer.headers["Retry-After"]) == ([], "1")
    assert time.monotonic() - began < 10
    for _ in range(taken):
        seats.release()


@pytest.mark.parametrize("rounds", [12])
def test_a_reader_beside_eight_writers_misses_nothing(newsroom: Newsroom, rounds: int) -> None:
    """Reliability 11. Each writer rolls some of its changes back, after a while in the middle."""
    newsroom.admin.post("/policies", {"name": PolicyName.OPEN.value})
    made = " ".join(f"They sold {n + 2} million cars in 2024." for n in range(8))
    ids = [each["id"] for each in newsroom.claims(newsroom.article(made))]
    assert len(ids) == 8
    committed: list[tuple[str, int]] = []
    seen: list[Change] = []
    done = threading.Event()

    def write(number: int) -> None:
        client, chance = twin(newsroom.editor), random.Random(number)
        for turn in range(rounds):
            path = f"/claims/{ids[number]}"
            body = {"status": ("verified", "disputed")[turn % 2], "rationale": f"Turn {turn}, ten."}
            if chance.random() < 0.1:
                _roll_back(newsroom, ids[number], chance.random() / 100)
            answer = client.post(f"{path}/reviews", body, match=client.etag(path))
            assert answer.status_code == 201, answer.json
            committed.append((ids[number], answer.json["claim"]["version"]))

    def follow() -> None:
        client, address = twin(newsroom.viewer), "/facts/changes?limit=7"
        while True:
            last = done.is_set()
            page, address = read(client, address)
            seen.extend(page)
            if last and not page:
                return

    reader = threading.Thread(target=follow)
    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()
    found = [(each["id"], each["version"]) for each in seen]
    assert len(found) == len(set(found)) == 8 * rounds
    assert set(found) == set(committed)
    assert [each for page in _pages(newsroom.viewer) for each in page] == seen


def _pages(client: Client) -> Iterator[list[Change]]:
    """All changes from the first one on, a page at a time."""
    page, address = read(client, "/facts/changes?limit=50")
    while page:
        yield page
        page, address = read(client, address)


class _Never(Exception):
    """A writer thinks better of it."""


def _roll_back(newsroom: Newsroom, claim_id: str, seconds: float) -> None:
    """A change that is taken back in the middle, after a while."""
    with suppress(_Never), newsroom.database.writing() as session:
        review.decide(
            session,
            UUID(claim_id),
            status=Status.DISPUTED,
            rationale="This is taken back.",
            actor=newsroom.people["reviewer"],
            now=utcnow(),
        )
        time.sleep(seconds)
        raise _Never
