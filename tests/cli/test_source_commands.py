"""`factcheck source`: list, show, snapshot, recheck."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck import accounts, review
from factcheck.actor import Actor
from factcheck.cli.session import open_database
from factcheck.clock import utcnow
from factcheck.review.vault import keep_source
from factcheck.vocabulary import PolicyName, SourceKind
from tests.cli.conftest import Run
from tests.egress.pages import Pages, Reply, page, serving
from tests.review.watched import article


@pytest.fixture
def replies() -> dict[str, Reply | bytes]:
    return {"/budget": article("The harbour costs 48 million euros.")}


@pytest.fixture
def pages(
    data_dir: Path, replies: dict[str, Reply | bytes], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Pages]:
    monkeypatch.setenv("FACTCHECK_EGRESS_ALLOW", "127.0.0.0/8")
    with serving(replies) as found:
        keep(found.url("/budget"))
        yield found


def keep(url: str, slug: str = "demo", **about: Any) -> None:
    """A source of a desk, which is made on the way."""
    database = open_database()
    with database.writing() as session:
        desk = accounts.open_desk(session, slug=slug, name=slug, now=utcnow())
        person = accounts.add_person(session, email=f"ana@{slug}.example", name="Ana", now=utcnow())
        operator: Actor = accounts.operator(desk)
        review.adopt_policy(session, PolicyName.STANDARD, actor=operator, now=utcnow())
        accounts.join_desk(session, person, desk, operator.role, now=utcnow())
        given = {"title": f"Budget of {slug}", "kind": SourceKind.PRIMARY, "url": url, **about}
        member = accounts.local_actor(session, person, desk, channel=operator.channel)
        keep_source(session, given, actor=member, now=utcnow())
    database.dispose()


def test_a_snapshot_is_taken_shown_and_compared(
    run: Run, pages: Pages, replies: dict[str, Reply | bytes]
) -> None:
    url = pages.url("/budget")
    assert run("source", "snapshot", url, "--by", "ana@demo.example").stdout.startswith("first: ")
    assert run("source", "snapshot", url).stdout.startswith("same: SHA-256 ")
    replies["/budget"] = article("Another text.")
    assert run("source", "snapshot", url).stdout.startswith("changed: ")
    listed = run("source", "list", "--state", "changed").stdout
    assert "Budget of demo" in listed
    source = listed.splitlines()[1].split()[0]
    shown = run("source", "show", source).stdout
    assert [word in shown for word in ("first", "same", "changed")] == [True] * 3
    assert run("source", "show", f"{url}#top").stdout == shown


def test_a_file_is_taken_as_a_copy(run: Run, pages: Pages, tmp_path: Path) -> None:
    path = tmp_path / "annex.txt"
    path.write_text("48 million")
    taken = run("source", "snapshot", pages.url("/budget"), "--file", path)
    assert taken.stdout.startswith("first: ")
    assert pages.connections == 0
    path.write_text("")
    run("source", "snapshot", pages.url("/budget"), "--file", path, code=1)


def test_recheck_takes_what_is_old_or_everything(
    run: Run, pages: Pages, replies: dict[str, Reply | bytes]
) -> None:
    assert "0 same, 0 changed, 0 gone, 0 first" in run("source", "recheck").stdout
    assert "1 first" in run("source", "recheck", "--all").stdout
    assert "0 same" in run("source", "recheck").stdout
    assert "1 same" in run("source", "recheck", "--older-than", "0m").stdout
    replies["/budget"] = article("Another text.")
    told = run("source", "recheck", "--all", "--desk", "demo").stdout
    assert f"changed: Budget of demo {pages.url('/budget')}" in told
    replies["/budget"] = page(b"gone", status="404 Not Found")
    assert "gone: Budget of demo" in run("source", "recheck", "--all").stdout
    keep(pages.url("/none"), slug="other")
    replies["/none"] = page(b"down", status="503 Unavailable")
    assert "1 failed" in run("source", "recheck", "--all", "--desk", "other", code=1).stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("snapshot", "http://nowhere.example/"), 1),
        (("show", "018f0000-0000-7000-8000-000000000000"), 1),
        (("recheck", "--desk", "nobody"), 1),
        (("recheck", "--older-than", "soon"), 2),
        (("list", "--state", "lost"), 2),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_line(
    run: Run, pages: Pages, words: tuple[str, ...], code: int
) -> None:
    run("source", *words, code=code)


def test_a_forbidden_address_is_refused(
    run: Run, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FACTCHECK_EGRESS_ALLOW")
    refused = run("source", "snapshot", pages.url("/budget"), code=1)
    assert "not on the public internet" in refused.stderr
    assert pages.connections == 0
