"""A line for each request: who asked which kind of thing, and never what for."""

import json
import logging
from dataclasses import replace
from typing import Any

import pytest

from factcheck.app import create_app
from factcheck.config import Config
from factcheck.logs import Lines
from factcheck.operating_settings import LogFormat, Operating
from tests.api.surface import TABLE, Surface
from tests.newsroom import Client, Newsroom

CANARY = "Kanarienvogel"
LOGGING = Operating(log_format=LogFormat.JSON)


def logged(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """The lines of requests so far, read back."""
    form = Lines(LogFormat.JSON)
    lines = [json.loads(form.format(each)) for each in caplog.records]
    return [line for line in lines if line["logger"] == "factcheck.requests"]


def watched(room: Newsroom, name: str) -> Client:
    """The same client at an application that logs its requests."""
    config: Config = replace(room.app.config["FACTCHECK"], operating=LOGGING)
    client = Client(create_app(config, room.database), None)
    client.headers = room.clients[name].headers
    return client


def test_a_line_says_who_asked_which_kind_of_thing_and_how_long_it_took(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    claim = newsroom.verified()
    viewer = watched(newsroom, "viewer")
    caplog.set_level(logging.INFO)
    for path in (f"/claims/{claim['id']}", f"/facts/{claim['id']}", f"/facts/{claim['id']}?"):
        viewer.get(path, headers={"X-Request-ID": "one-of-mine"}, buffered=True)
    first, short, long = logged(caplog)
    assert short | {"ms": 0, "time": ""} == long | {"ms": 0, "time": ""}
    assert first["route"] == "/api/v1/claims/<uuid:claim_id>"
    assert first["ms"] > 0
    key = viewer.headers["Authorization"].split("_")[1]
    expected = {"request_id": "one-of-mine", "method": "GET", "status": 200, "key": key}
    assert expected.items() <= first.items()
    assert first["desk"] == str(newsroom.desk.id)


def test_nothing_is_logged_of_a_request_unless_it_is_asked_for(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    newsroom.viewer.get("/claims", buffered=True)
    assert logged(caplog) == []


@pytest.mark.one_backend
def test_no_line_holds_a_word_of_what_was_sent_or_shown(
    surface: Surface, caplog: pytest.LogCaptureFixture
) -> None:
    """Every route, with canaries in body, address and headers, by a caller with a name."""
    room = surface.room
    client = watched(room, "admin")
    caplog.set_level(logging.DEBUG)
    for method, rule in TABLE:
        address = surface.address(rule)
        mark = "&" if "?" in address else "?"
        body = surface.body(method, rule)
        options = {"json": {**body, CANARY: CANARY} if body else None, "buffered": True}
        for asked in (
            f"{address}{mark}q={CANARY}&email={CANARY}@example.org",
            f"{address}/{CANARY}",
        ):
            client._send(method, asked, dict(options))
    lines = logged(caplog)
    assert len(lines) >= 2 * len(TABLE)
    shown = "\n".join(Lines(LogFormat.JSON).format(each) for each in caplog.records)
    secret = client.headers["Authorization"].rsplit("_", 1)[1]
    for word in (
        CANARY,
        secret,
        "admin@example.org",
        "Harbour",
        "Rosa Vidal",
        surface.ids["claim"],
    ):
        assert word not in shown
