"""`factcheck desk`: what is set is listed, logged, and holds for what comes in."""

from pathlib import Path

import pytest

from factcheck.extraction import DEFAULT_THRESHOLD
from factcheck.store import desks, log
from tests.cli.conftest import Run, reading
from tests.newsroom import TEXT

DEFAULT = [f"{DEFAULT_THRESHOLD:g}", "(default)"]


@pytest.fixture
def desk(run: Run) -> Run:
    """The command with the desks `city` and `rival`."""
    run("user", "add", "ana@example.org", "--desk", "city", "--role", "admin")
    rival = ("--desk", "rival", "--role", "admin", "--policy", "two_person")
    run("user", "add", "eva@example.org", *rival)
    return run


def lines(run: Run) -> list[list[str]]:
    """The list, cut into words."""
    return [line.split() for line in run("desk", "list").stdout.splitlines()]


def test_desks_are_listed_with_threshold_and_policy(desk: Run) -> None:
    assert lines(desk) == [
        ["desk", "name", "threshold", "policy"],
        ["city", "City", *DEFAULT, "standard"],
        ["rival", "Rival", *DEFAULT, "two_person"],
    ]
    said = desk("desk", "set", "rival", "--threshold", "0.55").stdout
    assert said == "The threshold of rival is now 0.55. Stored claims stay.\n"
    assert lines(desk)[1:] == [
        ["city", "City", *DEFAULT, "standard"],
        ["rival", "Rival", "0.55", "two_person"],
    ]
    assert " ".join(DEFAULT) in desk("desk", "set", "rival", "--threshold", "default").stdout
    with reading() as session:
        rival = desks.by_slug(session, "rival")
        assert rival is not None
        assert (rival.threshold, rival.version) == (None, 3)
        entries = log.history(session, "desk", rival.id, limit=10, after=None).items
    edited = [each for each in entries if each.action == "desk.edited"]
    assert [each.after for each in edited] == [{"threshold": 0.55}, {"threshold": None}]
    assert {each.channel for each in edited} == {"cli"}


@pytest.mark.parametrize("wrong", ["1.01", "-0.1", "nan", "much", ""])
def test_what_is_no_threshold_is_wrong_use(desk: Run, wrong: str) -> None:
    for words in (("desk", "set", "city"), ("extract", "-")):
        refused = desk(*words, f"--threshold={wrong}", code=2)
        assert "is no number from 0 to 1" in refused.output
    assert lines(desk)[1][2:] == [*DEFAULT, "standard"]


def test_only_a_desk_that_is_there_is_set(desk: Run) -> None:
    assert "no desk 'town'" in desk("desk", "set", "town", "--threshold", "0.5", code=1).stderr
    desk("desk", "set", "city", code=2)


def test_what_is_taken_in_is_read_by_the_desks_threshold(desk: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    desk("desk", "set", "city", "--threshold", "1")
    assert desk("ingest", path, "--desk", "city").stdout.endswith("0 claims\n")
    assert desk("ingest", path, "--desk", "rival").stdout.endswith("3 claims\n")
