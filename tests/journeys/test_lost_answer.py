"""The server dies when a decision is committed and before it is answered.

Whoever sent it does not know what became of it, and sends it again under the same key.
"""

import http.client
import json
import os
import signal
from pathlib import Path

from factcheck.db import Database
from factcheck.store import log
from tests.faults.crash import LOST, Served

DEATHS = 20 if os.environ.get("FACTCHECK_LONG") else 2
_HOOK = """
import os, pathlib, signal, sys
if "serve" in sys.argv:
    from sqlalchemy import event
    from factcheck.db import WriteSession

    @event.listens_for(WriteSession, "after_commit")
    def die(session):
        flag = pathlib.Path(__file__).with_name("die")
        if flag.exists():
            flag.unlink()
            os.killpg(0, signal.SIGKILL)
"""


def test_a_decision_whose_answer_was_lost_is_made_once_and_answered_the_same(
    tmp_path: Path,
) -> None:
    hook = tmp_path / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(_HOOK)
    with Served(tmp_path / "data") as server:
        server._environment |= {"PYTHONPATH": str(hook)}
        server.start()
        made = server.command("key", "add", "--desk", "city", "--role", "editor", "--json")
        server.key = json.loads(made)["key"]
        text = " ".join(f"They sold {each + 2} million cars in 2024." for each in range(DEATHS))
        article = server.request("POST", "/api/v1/articles", {"title": "T", "text": text})[1]
        claims = server.request("GET", f"/api/v1/articles/{article['id']}/claims")[1]["items"]
        assert len(claims) == DEATHS
        for number, claim in enumerate(claims):
            _dies_and_is_asked_again(server, hook, claim["id"], number)
        assert server.stop(signal.SIGTERM) == 0
    database = Database(f"sqlite:///{tmp_path / 'data' / 'factcheck.sqlite3'}")
    with database.reading() as session:
        assert list(log.verify(session))
    database.dispose()


def _dies_and_is_asked_again(server: Served, hook: Path, claim: str, number: int) -> None:
    path = f"/api/v1/claims/{claim}"
    body = {"status": "unverified", "rationale": "It cannot be found out."}
    headers = {"If_Match": f'"{claim}.1"', "Idempotency_Key": f"lost-{number}"}
    (hook / "die").touch()
    try:
        status, _ = server.request("POST", f"{path}/reviews", body, **headers)
    except LOST:
        status = 0
    assert status == 0, "the server was to die before it answered"
    assert not (hook / "die").exists()
    server.stop(signal.SIGKILL)
    server.start()
    found = server.request("GET", path)[1]
    assert (found["stage"], found["version"]) == ("final", 2)

    answers = [server.request("POST", f"{path}/reviews", body, **headers) for _ in range(2)]
    assert answers[0] == answers[1]
    status, answer = answers[0]
    assert (status, answer["claim"]) == (201, found)
    kept = server.request("GET", f"{path}/reviews")[1]["items"]
    assert [each["id"] for each in kept] == [answer["id"]]
    assert server.request("GET", path)[1]["version"] == 2
    other = server.request("POST", f"{path}/reviews", body | {"rationale": "No."}, **headers)
    assert other[0] == http.client.UNPROCESSABLE_ENTITY
