"""`factcheck webhook`."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from factcheck.cli.session import open_database
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.dispatch import Dispatcher
from tests.cli.conftest import Run
from tests.hooked import Receiver, receiving, verify
from tests.newsroom import TEXT


@pytest.fixture
def receiver(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A receiver that may be reached, and a desk with an article."""
    monkeypatch.setenv("FACTCHECK_EGRESS_ALLOW", "127.0.0.0/8")
    run("user", "add", "ed@example.org", "--desk", "city", "--role", "editor")
    (tmp_path / "article.txt").write_text(TEXT)
    with receiving() as found:
        yield found


def added(run: Run, receiver: Receiver, *more: str) -> tuple[str, str]:
    words = run("webhook", "add", receiver.url(), "--desk", "city", *more).stdout.split()
    assert len(words) == 2
    return words[0], words[1]


def tell() -> None:
    """What the worker does, once."""
    database = open_database()
    dispatcher = Dispatcher.of(Config.from_env(), database)
    while (done := dispatcher.turn()) or dispatcher.under_way:
        if not done:
            dispatcher.wait(5)
    database.dispose()


def frozen(run: Run, tmp_path: Path) -> None:
    """Let something happen that is told."""
    told = run("ingest", tmp_path / "article.txt", "--desk", "city").stdout
    (article,) = re.findall(r"article ([0-9a-f-]{36})", told)
    run("report", article, "--desk", "city", "-o", tmp_path / "report.json", "--format", "json")


def test_it_is_added_listed_tried_rotated_and_removed(run: Run, receiver: Receiver) -> None:
    words = ("--event", "fact.published", "--description", "The CMS", "--by", "ed@example.org")
    hook, secret = added(run, receiver, *words)
    assert secret.startswith("whsec_")
    listed = run("webhook", "list", "--desk", "city").stdout
    for each in (hook, "active", "fact.published", "The CMS"):
        assert each in listed
    assert secret not in listed
    assert "answered 204 after" in run("webhook", "ping", hook, "--desk", "city").stdout
    assert verify(secret, receiver.taken[0])["type"] == "ping"
    new = run("webhook", "rotate", hook, "--desk", "city").stdout.strip()
    run("webhook", "ping", hook, "--desk", "city")
    for key in (secret, new):
        assert verify(key, receiver.taken[1])["data"]["id"] == hook
    assert "removed http://127.0.0.1" in run("webhook", "remove", hook, "--desk", "city").stdout
    assert hook not in run("webhook", "list", "--desk", "city").stdout


def test_what_failed_is_seen_and_sent_again(
    run: Run, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook, _ = added(run, receiver)
    receiver.answer = lambda _: (500, {}, b"")
    failed = run("webhook", "ping", hook, "--desk", "city", code=1)
    assert "The receiver answered 500" in failed.stderr
    shown = run("webhook", "deliveries", hook, "--desk", "city", "--state", "dead").stdout
    assert "ping" in shown
    assert "500" in shown
    receiver.answer = lambda _: (200, {}, b"")
    assert run("webhook", "replay", hook, "--dead", "--desk", "city").stdout == "1 queued\n"
    tell()
    assert len({each.id for each in receiver.requests}) == 1
    assert "dead" not in run("webhook", "deliveries", hook, "--desk", "city").stdout
    assert "delivered" in run("webhook", "deliveries", hook, "--desk", "city").stdout
    found = run("webhook", "deliveries", hook, "--desk", "city").stdout.split()
    one = next(word for word in found if word.count("-") == 4)
    assert run("webhook", "replay", hook, str(UUID(one)), "--desk", "city").stdout == "1 queued\n"
    again = run("webhook", "replay", hook, one, "--desk", "city", code=1).stderr
    assert "waiting to be sent already" in again


def test_what_happens_from_then_on_is_told(run: Run, receiver: Receiver, tmp_path: Path) -> None:
    _, secret = added(run, receiver, "--event", "report.frozen")
    frozen(run, tmp_path)
    tell()
    assert [verify(secret, each)["type"] for each in receiver.taken] == ["report.frozen"]
    assert receiver.taken[0].at <= utcnow()


def test_wrong_use_is_told(run: Run, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    hook, _ = added(run, receiver)
    run("webhook", "replay", hook, "--desk", "city", code=2)
    run("webhook", "add", receiver.url(), "--event", "fact.exploded", "--desk", "city", code=2)
    monkeypatch.delenv("FACTCHECK_EGRESS_ALLOW")
    refused = run("webhook", "add", receiver.url(), "--desk", "city", code=1)
    assert "not on the public internet" in refused.stderr
    refused = run("webhook", "add", "ftp://a.example", "--desk", "city", code=1)
    assert "url" in refused.stderr
    unknown = run("webhook", "ping", str(UUID(int=7)), "--desk", "city", code=1)
    assert "There is no such webhook." in unknown.stderr
