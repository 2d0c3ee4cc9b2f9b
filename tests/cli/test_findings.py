"""What commands tell of hints: alarms, likely speakers, and what could not be done."""

from pathlib import Path

import pytest

from factcheck.bulk import reading
from factcheck.cli.findings import print_found
from tests.cli.conftest import Run
from tests.hinted import HINTED, MENTION, MESSAGE, NAME, NOTICE, hinted
from tests.newsroom import TEXT

WRONG_DAY = "The city spent 48 million euros on Monday, October 14, 2025."


def test_hints_stand_below_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    print_found(hinted())
    shown = capsys.readouterr().out
    assert f"{MENTION} → {NAME}?" in shown
    table, _, hints = shown.partition("3 claims\n")
    assert "320 jobs" in table
    assert hints.splitlines() == [
        f"Look twice: {MESSAGE}",
        "Look twice: 48 is not 84.",
        f"Note: {NOTICE}",
    ]


def test_a_text_without_hints_ends_with_its_count(run: Run) -> None:
    assert run("extract", "-", stdin=TEXT).stdout.endswith("3 claims\n")
    shown = run("extract", "-", stdin=WRONG_DAY).stdout
    assert shown.endswith("Look twice: 2025-10-14 was a Tuesday, not a Monday.\n")


def test_hints_of_a_stored_article_are_told_when_it_is_taken_in(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("user", "add", "ana@example.org", "--desk", "city", "--role", "admin")
    path = tmp_path / "a.txt"
    path.write_text(HINTED, encoding="utf-8")
    monkeypatch.setattr(reading, "read", lambda text, *_, **__: hinted(text))
    shown = run("ingest", path, "--desk", "city").stdout
    assert f"{MENTION} → {NAME}?" in shown
    assert f"Look twice: {MESSAGE}\nNote: {NOTICE}\n" in shown


def test_a_threshold_holds_for_every_way_to_extract(run: Run) -> None:
    assert run("extract", "-", "--threshold", "1", stdin=TEXT).stdout.endswith("0 claims\n")
    assert '"claims": []' in run("extract", "-", "--json", "--threshold", "1", stdin=TEXT).stdout
    line = '{"text": "They sold 3 million cars in 2024."}\n'
    assert '"claims": []' in run("extract", "--jsonl", "--threshold", "1", stdin=line).stdout
    assert '"claims": []' not in run("extract", "--jsonl", stdin=line).stdout
