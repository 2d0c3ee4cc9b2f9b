"""Reports from the command line: of an article, of a desk, again, and for whom."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.newsroom import TEXT


@pytest.fixture
def article(run: Run, tmp_path: Path) -> str:
    """The id of an article that was taken in on the desk `city`."""
    run("user", "add", "ana@example.org", "--desk", "city", "--role", "editor")
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(json.loads(run("ingest", path, "--desk", "city", "--json").stdout)["article_id"])


def test_the_format_is_what_the_file_is_called(run: Run, article: str, tmp_path: Path) -> None:
    for name, beginning in (("a.docx", b"PK"), ("a.md", b"# "), ("a.txt", b"<!doctype")):
        path = tmp_path / name
        said = run("report", article, "-o", path, "--desk", "city").stdout
        assert said.endswith(f"is in {path}.\n")
        assert path.read_bytes().startswith(beginning)


def test_the_word_article_may_be_said(run: Run, article: str, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    said = run("report", "article", article, "-o", path, "--desk", "city").stdout
    assert said.startswith("Report 1 of “")
    assert json.loads(path.read_text())["audience"] == "internal"


def test_a_report_is_had_again_for_another_audience(run: Run, article: str, tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    run("report", article, "-o", first, "--desk", "city")
    made = json.loads(first.read_text())
    number = made["made"]["report_id"]
    run("report", "file", number, "-o", second, "--audience", "public", "--desk", "city")
    again = json.loads(second.read_text())
    assert (again["audience"], again["content_hash"]) == ("public", made["content_hash"])
    assert again["disclosures"] == {}
    run("report", "file", article, "-o", second, "--desk", "city", code=1)


def test_a_week_of_a_desk_is_reported(run: Run, article: str, tmp_path: Path) -> None:
    path = tmp_path / "week.json"
    said = run("report", "period", "--since", "2025-11-24", "-o", path, "--desk", "city").stdout
    assert said.startswith("Report 1 of the desk “")
    cover = json.loads(path.read_text())["content"]["cover"]
    assert (cover["since"], cover["until"]) == ("2025-11-24T00:00:00Z", "2025-12-01T00:00:00Z")
    days = ("--since", "2026-11-23", "--until", "2026-11-23")
    refused = run("report", "period", *days, "-o", path, "--desk", "city", code=2)
    assert "--until must be after --since." in refused.stderr
    ahead = run("report", "period", "--since", "2999-01-01", "-o", path, "--desk", "city", code=1)
    assert "This time has not begun yet." in ahead.stderr


def test_a_file_that_cannot_be_written_loses_nothing(
    run: Run, article: str, tmp_path: Path
) -> None:
    place = tmp_path / "taken.pdf"
    place.mkdir()
    run("report", article, "-o", place, "--desk", "city", code=2)  # a folder is no file
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    said = run("report", article, "--format", "csv", "-o", full, "--desk", "city", code=1).stderr
    assert "The report is frozen, but /dev/full cannot be written" in said
    again = said.partition("factcheck report file ")[2].split()[0]
    path = tmp_path / "again.csv"
    run("report", "file", again, "-o", path, "--desk", "city")
    assert path.read_bytes()
