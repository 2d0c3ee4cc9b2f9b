"""Who comes at once: one ETag, one proposer with four hands, one Idempotency-Key.

A few rounds in the usual run; with FACTCHECK_LONG=1 as many as the promise names.
"""

import os
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from factcheck import accounts, passwords
from factcheck.clock import utcnow
from factcheck.store import claims, desks, people, reviews
from factcheck.vocabulary import Role
from tests.api.at_once import at_once, twin
from tests.api.problem import everything, problem
from tests.newsroom import Client, Newsroom
from tests.workbench.conftest import PASSWORD, Browser

LONG = bool(os.environ.get("FACTCHECK_LONG"))
ROUNDS = 200 if LONG else 12
CLIENTS = 50
ATTEMPTS = 200 if LONG else 12
WHY = "It cannot be found out."
DECISION = {"status": "unverified", "rationale": WHY}
SOURCE = {"title": "The minutes", "kind": "secondary"}


def test_of_fifty_with_one_etag_exactly_one_changes_the_claim(newsroom: Newsroom) -> None:
    path = f"/claims/{newsroom.claim()['id']}"
    clients = [newsroom.clients[name] for name in ("reviewer", "second")] * (CLIENTS // 2)

    def send(own: Client, number: int, kind: int, etag: str) -> TestResponse:
        if kind == 0:
            return own.patch(path, {"tags": [f"by {number}"]}, match=etag)
        if kind == 1:
            return own.post(f"{path}/reviews", DECISION, match=etag)
        if kind == 2:
            body = {"stance": "context", "source": SOURCE}
            return own.post(f"{path}/evidence", body, match=etag)
        return own.post(f"{path}/assign", {"assignee": None}, match=etag)

    for played in range(ROUNDS):
        etag = newsroom.viewer.etag(path)
        answers = at_once(
            clients, lambda own, n, kind=played % 4, etag=etag: send(own, n, kind, etag)
        )
        codes = Counter(each.status_code for each in answers)
        assert codes[412] == CLIENTS - 1, codes
        assert codes[200] + codes[201] == 1, codes
        for answer in answers:
            if answer.status_code == 412:
                problem(answer, 412, "stale_version")
        assert newsroom.viewer.get(path).json["version"] == played + 2
    history = newsroom.viewer.get(f"{path}/history?limit=200").json["items"]
    versions = [each["object_version"] for each in history]
    assert versions == list(range(versions[0], versions[0] + len(versions)))


def test_nobody_approves_their_own_proposal_with_two_keys_and_two_sessions(
    two_person_newsroom: Newsroom,
) -> None:
    room = two_person_newsroom
    hands = _hands(room)
    for text in _texts(ATTEMPTS):
        for claim in room.claims(room.article(text)):
            _race(hands, claim["id"], [1, 2, 1, 2])
            _race(hands, claim["id"], [2, 2, 2, 2])
            _race(hands, claim["id"], [2, 3, 3, 2])
            with room.database.reading() as session:
                now = claims.claim(session, room.desk.id, UUID(claim["id"]))
                made = reviews.of_claims(session, [now.id])
            assert (now.status, now.stage) == ("unverified", "awaiting_second")
            assert now.version == 2
            assert [(each.settled, each.confirms_id) for each in made] == [(False, None)]


Hand = Callable[[str, int], int]


def _texts(number: int) -> Sequence[str]:
    """Articles with so many claims in all, each in a sentence of its own."""
    many = [f"They sold {each + 2} million cars in 2024." for each in range(number)]
    return [" ".join(many[start : start + 40]) for start in range(0, number, 40)]


def _hands(room: Newsroom) -> list[Hand]:
    """The reviewer with two keys and in two browsers."""
    with room.database.writing() as session:
        person = people.person(session, room.people["reviewer"].person_id)
        person.password_hash = passwords.hashed(PASSWORD)
        desk = desks.desk(session, room.desk.id)
        _, key = accounts.make_key(
            session, person=person, desk=desk, role=Role.REVIEWER, now=utcnow()
        )
    return [
        *(_with_key(twin(each)) for each in (room.reviewer, Client(room.app, key))),
        *(_with_browser(room) for _ in range(2)),
    ]


def _with_key(client: Client) -> Hand:
    def send(claim: str, version: int) -> int:
        path = f"/claims/{claim}/reviews"
        return client.post(path, DECISION, match=f'"{claim}.{version}"').status_code

    return send


def _with_browser(room: Newsroom) -> Hand:
    browser = Browser(room.app.test_client())
    assert browser.sign_in("reviewer@example.org").status_code == 302
    token = browser.token("/")

    def send(claim: str, version: int) -> int:
        form = DECISION | {"version": str(version), "csrf_token": token}
        return browser.client.post(f"/claims/{claim}/reviews", data=form).status_code

    return send


def _race(hands: Sequence[Hand], claim: str, versions: Sequence[int]) -> None:
    start = threading.Barrier(len(hands))

    def strike(hand: Hand, version: int) -> int:
        start.wait()
        return hand(claim, version)

    with ThreadPoolExecutor(len(hands)) as pool:
        codes = list(pool.map(strike, hands, versions))
    assert set(codes) <= {201, 303, 409, 412}, codes


def test_of_twenty_decisions_under_one_key_one_is_made_and_all_get_its_answer(
    newsroom: Newsroom,
) -> None:
    ids = [each["id"] for each in newsroom.claims(newsroom.article())]
    for number, claim in enumerate(ids):
        path, key = f"/claims/{claim}", {"Idempotency-Key": f"decision-{number}"}
        etag = newsroom.viewer.etag(path)

        def send(own: Client, _: int, path: str = path, etag: str = etag, key: Any = key) -> Any:
            return own.post(f"{path}/reviews", DECISION, match=etag, headers=key)

        answers = at_once([newsroom.reviewer] * 20, send)
        made = [each for each in answers if each.status_code == 201]
        assert made
        for each in answers:
            if each.status_code != 201:
                problem(each, 409, "idempotency_key_in_use")
        assert len({(each.data, each.headers["ETag"]) for each in made}) == 1
        stored = everything(newsroom.database)
        again = send(twin(newsroom.reviewer), 0)
        assert (again.status_code, again.data) == (201, made[0].data)
        assert again.headers["ETag"] == made[0].headers["ETag"]
        assert everything(newsroom.database) == stored
        assert len(newsroom.viewer.get(f"{path}/reviews").json["items"]) == 1
        assert newsroom.viewer.get(path).json["version"] == 2
