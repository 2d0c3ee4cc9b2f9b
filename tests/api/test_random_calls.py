"""Thousands of right and wrong calls made from the served description."""

import threading
from collections import Counter
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
import schemathesis
from schemathesis.engine import events, from_schema
from werkzeug.serving import make_server

from factcheck.egress import Fetched
from factcheck.errors import EgressRefused
from tests.newsroom import Newsroom

ACCEPTED = ["401", "403", "404", "409", "412", "422", "428"]
"""What a request of the right shape may still be told: a stale version, a blank text, …"""
REFUSED = ["400", "405", "406", "413", "415", *ACCEPTED]
CONFIG: dict[str, Any] = {
    "cache": {"enabled": False},  # what an earlier run found would come first
    "generation": {"allow-x00": False, "deterministic": True, "max-examples": 4, "no-shrink": True},
    "checks": {
        "positive_data_acceptance": {"expected-statuses": ["2xx", *ACCEPTED]},
        "negative_data_rejection": {"expected-statuses": REFUSED},
        "missing_required_header": {"expected-statuses": REFUSED},
    },
}


class Homebound:
    """No way out: random addresses are none of our business."""

    def fetch(self, url: str) -> Fetched:
        raise EgressRefused("No address may be reached from here.")

    def send(self, *_: Any) -> Fetched:
        raise EgressRefused("No address may be reached from here.")

    def check(self, url: str) -> None:
        """None is reached, so any will do."""


def kept_webhook(room: Newsroom) -> dict[str, str]:
    """The ids of a new webhook and a message to it; random calls remove them again."""
    body = {"url": "https://hooks.example/", "events": ["fact.published"]}
    webhook = room.editor.post("/webhooks", body).json["id"]
    assert room.editor.post(f"/webhooks/{webhook}/ping").status_code == 200
    (message,) = room.editor.get(f"/webhooks/{webhook}/deliveries").json["items"]
    return {"webhook_id": webhook, "delivery_id": message["id"]}


def kept_source(room: Newsroom) -> dict[str, str]:
    """The ids of a new source and its copy; random calls remove them again."""
    register = {"title": f"Register {uuid4()}", "kind": "primary"}
    source = room.reviewer.post("/sources", register).json["id"]
    copy = {"file": (BytesIO(b"It says 48 million."), "register.txt")}
    snapshot = room.reviewer.post(f"/sources/{source}/snapshot", data=copy)
    return {"source_id": source, "snapshot_id": snapshot.json["id"]}


@pytest.mark.untraced  # what they reach, other tests reach on purpose
def test_random_calls_find_no_crash_and_nothing_undocumented(room: Newsroom) -> None:
    """Schemathesis' checks, all of them, over HTTP; the same calls in every run."""
    fact = room.verified()
    article, claim = fact["article_id"], room.claims({"id": fact["article_id"]})[1]["id"]
    ids = {"article_id": article, "claim_id": claim, "fact_id": fact["id"]}
    ids["desk_id"] = str(room.desk.id)
    ids["evidence_id"] = room.support(claim).json["id"]
    asked = {"asked": "The mayor", "question": "How many jobs?"}
    replies = f"/articles/{article}/replies"
    ids["reply_id"] = room.reviewer.post(replies, asked).json["id"]
    ids.update(kept_source(room))
    room.app.extensions["factcheck.egress"] = Homebound()
    ids.update(kept_webhook(room))
    ids["report_id"] = room.reviewer.post(f"/articles/{article}/reports").json["id"]
    files = f"/reports/{ids['report_id']}/files"
    ids["rendering_id"] = room.viewer.post(files, {"format": "json"}).json["id"]

    def after_call(context: Any, case: Any, response: Any) -> None:
        """Put back what the call has removed."""
        if case.method == "GET" or response.status_code >= 300:
            return
        if room.viewer.get(f"/sources/{ids['source_id']}").status_code == 404:
            ids.update(kept_source(room))
        if room.editor.get(f"/webhooks/{ids['webhook_id']}").status_code == 404:
            ids.update(kept_webhook(room))

    def before_call(context: Any, case: Any, kwargs: Any) -> None:
        """Aim at things that are there, at their present version; leave what is no id."""
        path = case.path_parameters or {}
        for name, value in path.items():
            if name in ids and _is_uuid(value):
                path[name] = ids[name]
        if case.headers and "If-Match" in case.headers:
            kind = next(
                each
                for each in ("claim", "article", "desk", "source", "webhook")
                if f"{each}_id" in path
            )
            case.headers["If-Match"] = room.editor.etag(f"/{kind}s/{ids[f'{kind}_id']}")

    server = make_server("127.0.0.1", 0, room.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    schemathesis.hook(before_call)
    schemathesis.hook(after_call)
    try:
        failures, codes = _run(f"http://127.0.0.1:{server.server_port}", room.admin.headers)
    finally:
        schemathesis.hooks.unregister(before_call)
        schemathesis.hooks.unregister(after_call)
        server.shutdown()
        thread.join()
        server.server_close()
    assert not failures, "\n\n".join(failures)
    assert sum(codes.values()) > 500
    assert {200, 201, 204, 401, 404, 422} <= codes.keys()
    assert max(codes) < 500


def _is_uuid(value: Any) -> bool:
    try:
        return bool(UUID(value))
    except (ValueError, AttributeError, TypeError):
        return False


def _run(base_url: str, headers: dict[str, str]) -> tuple[list[str], Counter[int]]:
    """What failed, and how often each status was answered."""
    config = schemathesis.Config.from_dict(
        CONFIG | {"auth": {"openapi": {"key": {"bearer": headers["Authorization"].split()[1]}}}}
    )
    schema = schemathesis.openapi.from_url(f"{base_url}/api/v1/openapi.json", config=config)
    failures: list[str] = []
    codes: Counter[int] = Counter()
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError):
            failures.append(f"{event.label}: {event.value!r}")
        if isinstance(event, events.FatalError):
            failures.append(repr(event.exception))
        if isinstance(event, events.ScenarioFinished):
            failures += _failed_checks(event.recorder)
            for call in event.recorder.interactions.values():
                if call.response is not None:
                    codes[call.response.status_code] += 1
                    failures += _no_problem(event.recorder.label, call)
    return failures, codes


def _failed_checks(recorder: Any) -> list[str]:
    found = [check for checks in recorder.checks.values() for check in checks if check.failure_info]
    return [
        f"{recorder.label} {check.name}: {check.failure_info.failure.title}\n"
        f"{check.failure_info.failure.message}\n{check.failure_info.code_sample}"
        for check in found
    ]


def _no_problem(label: str, call: Any) -> list[str]:
    """Every refusal with a body must be a problem."""
    status, headers = call.response.status_code, call.response.headers
    if status < 400 or headers["content-type"] == ["application/problem+json"]:
        return []
    return [f"{label}: {status} as {headers['content-type']}"]
