"""`factcheck claimreview` and `factcheck desk imprint`."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.publish.claimreview_rules import SOUND
from factcheck.store import desks, earlier_checks
from factcheck.store.earlier_checks import Filters
from tests.cli.conftest import Run, reading
from tests.egress.pages import Pages, page, serving


@pytest.fixture
def desk(run: Run) -> Run:
    """The command with the desk `city`."""
    run("user", "add", "ana@example.org", "--desk", "city", "--role", "admin")
    return run


def write(folder: Path, document: object, name: str = "a.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_findings_are_a_table_and_errors_an_exit_code(run: Run, tmp_path: Path) -> None:
    good = write(tmp_path, SOUND)
    assert run("claimreview", "validate", good).stdout == "Nothing is wrong with it.\n"
    bad = write(tmp_path, SOUND | {"url": "/relative", "author": None}, "b.json")
    said = run("claimreview", "validate", bad, code=1).stdout
    assert "$.url" in said
    assert "url_relative" in said
    assert "errors: 1, warnings: 1" in said
    warned = write(tmp_path, SOUND | {"author": None}, "c.json")
    assert "errors: 0, warnings: 1" in run("claimreview", "validate", warned).stdout
    script = f'<script type="application/ld+json">{json.dumps(SOUND)}</script>'
    run("claimreview", "validate", "-", stdin=script)
    run("claimreview", "validate", "-", "--page", "https://b.example/", stdin=script, code=1)
    told = run("claimreview", "validate", "-", "--json", stdin="{", code=1).stdout
    (found,) = json.loads(told)["findings"]
    assert found.keys() == {"path", "severity", "rule", "message", "source"}
    assert (found["severity"], found["rule"]) == ("error", "json")
    run("claimreview", "validate", tmp_path / "none.json", code=2)


@pytest.fixture
def pages(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    monkeypatch.setenv("FACTCHECK_EGRESS_ALLOW", "127.0.0.0/8")
    with serving({"/feed": page(json.dumps([SOUND]).encode())}) as found:
        yield found


def test_checks_are_imported_from_files_and_addresses(
    desk: Run, pages: Pages, tmp_path: Path
) -> None:
    path = write(tmp_path, [SOUND, {"@type": "ClaimReview"}])
    said = desk("claimreview", "import", path, "--desk", "city").stdout
    assert said == (
        "skipped $[1] : It has no claimReviewed.\nimported: 1, updated: 0, skipped: 1\n"
    )
    again = desk("claimreview", "import", pages.url("/feed"), "--desk", "city", "--json").stdout
    assert json.loads(again) == {"imported": 0, "updated": 1, "skipped": 0, "reasons": []}
    with reading() as session:
        city = desks.by_slug(session, "city")
        assert city is not None
        found = earlier_checks.page(session, city.id, Filters(), limit=10, after=None).items
    assert [each.fetched_from for each in found] == [pages.url("/feed")]
    gone = desk("claimreview", "import", pages.url("/none"), "--desk", "city", code=1)
    assert "404" in gone.stderr
    assert "no desk 'town'" in desk("claimreview", "import", path, "--desk", "town", code=1).stderr
    desk("claimreview", "import", tmp_path / "none", "--desk", "city", code=1)
    viewer = ("--desk", "city", "--by", "eva@example.org")
    desk("user", "add", "eva@example.org", "--desk", "city", "--role", "viewer")
    assert "role" in desk("claimreview", "import", path, *viewer, code=1).stderr


def test_a_large_import_goes_in_parts(
    desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.cli.claimreview._BATCH", 2)
    many = [SOUND | {"url": f"https://check.example/{number}"} for number in range(5)]
    path = write(tmp_path, [*many, {"@type": "ClaimReview"}])
    said = desk("claimreview", "import", path, "--desk", "city").stdout
    assert said.endswith("imported: 5, updated: 0, skipped: 1\n")


def test_an_imprint_is_shown_set_and_set_back(desk: Run, tmp_path: Path) -> None:
    shown = desk("desk", "imprint", "city").stdout
    assert "City" in shown
    assert "1 to 5" in shown
    scale = tmp_path / "scale.toml"
    scale.write_text('best = 4\nverified = "Cierto"\n[labels]\nFalso = 1\nCierto = 4\n')
    options = ("--publisher", "The Daily", "--corrections", "https://daily.example/c", "--unproven")
    said = desk("desk", "imprint", "city", *options, "--scale", scale).stdout
    for words in ("The Daily", "https://daily.example/c", "1 to 4", "4  Cierto", "yes"):
        assert words in said
    assert desk("desk", "imprint", "city").stdout == said
    back = desk("desk", "imprint", "city", "--publisher", "").stdout
    assert "The Daily" not in back
    assert "4  Cierto" in back
    with reading() as session:
        city = desks.by_slug(session, "city")
        assert city is not None
        assert city.version == 3


def test_a_bad_imprint_is_refused_in_one_line(desk: Run, tmp_path: Path) -> None:
    low = write(tmp_path, {"worst": 0}, "low.json")
    assert "at least 1" in desk("desk", "imprint", "city", "--scale", low, code=1).stderr
    broken = tmp_path / "broken.toml"
    broken.write_text("best = ")
    assert "broken.toml" in desk("desk", "imprint", "city", "--scale", broken, code=1).stderr
    listed = write(tmp_path, [1], "list.json")
    assert "scale" in desk("desk", "imprint", "city", "--scale", listed, code=1).stderr
    refused = desk("desk", "imprint", "city", "--site", "daily", code=1).stderr
    assert "site: Not a valid URL" in refused
