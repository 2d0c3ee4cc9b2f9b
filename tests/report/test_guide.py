"""docs/reports.md says what the code does, and its scripts run."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from factcheck.report import FORMATS, Audience, render, whole
from factcheck.report.compose import booklet
from factcheck.report.house_settings import IN_HOUSE, settings
from factcheck.report.renderings import json
from factcheck.report.style import COLOURS, LANGUAGES, PAPERS, SECTIONS, labels_of, plain_style
from tests.report.whole_story import TEXTS, fill

pytestmark = pytest.mark.one_backend

PAGE = (Path(__file__).parents[2] / "docs" / "reports.md").read_text()


def _rows(heading: str) -> list[str]:
    """The names in the first column of the tables under a heading of the guide."""
    part = PAGE.split(f"\n{heading}\n")[1]
    part = re.split(r"\n#", part)[0]
    return re.findall(r"^\| `([\w.]+)` \|", part, re.MULTILINE)


def test_the_guide_lists_every_section_in_its_order() -> None:
    assert tuple(_rows("## Sections")) == SECTIONS


def test_the_guide_says_which_sections_the_public_reads(tell: Any) -> None:
    told = dict(re.findall(r"^\| `(\w+)` \|.*\| (yes|no) \|$", PAGE, re.MULTILINE))
    assert set(told) == set(SECTIONS)
    report = fill(tell(texts=TEXTS)).freeze()
    for audience, answers in ((Audience.PUBLIC, {"yes"}), (Audience.INTERNAL, {"yes", "no"})):
        sections = booklet(whole(report, audience), plain_style()).sections
        shown = {each.anchor.replace("-", "_") for each in sections}
        assert shown == {name for name, each in told.items() if each in answers}, audience


def test_the_guide_lists_every_colour() -> None:
    assert tuple(_rows("### Colours")) == tuple(COLOURS)


def test_the_guide_lists_every_table_of_labels() -> None:
    tables = {key.partition(".")[0] for key in labels_of("en")}
    assert set(_rows("### Labels")) == tables
    assert len(_rows("### Labels")) == len(tables)


def test_the_guide_lists_every_setting_and_its_choices() -> None:
    names = [f"house.{name}" for name in IN_HOUSE]
    assert set(_rows("### Settings")) == {*names, "sections", "ratings"}
    for choices in (LANGUAGES, PAPERS):
        assert " or ".join(f"`{each}`" for each in choices) in PAGE


def test_the_guide_lists_every_format() -> None:
    part = PAGE.split("\n## Formats\n")[1].split("\n#")[0]
    cells = re.findall(r"^\| (`[^|]+`) \|", part, re.MULTILINE)
    assert sorted(re.findall(r"`([\w-]+)`", " ".join(cells))) == sorted(FORMATS)


def test_the_example_of_the_guide_can_be_used() -> None:
    text = PAGE.split("```toml\n")[1].split("```")[0]
    found = settings(tomllib.loads(text), lambda *fault: pytest.fail(str(fault)))
    assert found.name == "The Ellery Post"
    assert found.ratings


def _scripts() -> list[str]:
    return re.findall(r"```python\n(.+?)```", PAGE, re.DOTALL)


def _run(script: str, *words: object, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-c", script, *map(str, words)]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder)


def test_the_script_of_the_guide_takes_a_genuine_report_and_no_other(
    tell: Any, tmp_path: Path
) -> None:
    report = fill(tell(texts=TEXTS)).freeze()
    (key,) = (tmp_path / "keys").glob("*.pub")
    file = tmp_path / "report.json"
    for audience in Audience:
        made = json.render(whole(report, audience))
        file.write_bytes(made)
        done = _run(_scripts()[0], file, key, folder=tmp_path)
        assert done.stdout.startswith("genuine: "), done.stderr
        file.write_bytes(made.replace(b"US$20 billion", b"US$21 billion", 1))
        done = _run(_scripts()[0], file, key, folder=tmp_path)
        assert done.returncode, audience
        assert "altered" in done.stderr


def test_the_script_of_the_guide_misses_what_was_taken_out(tell: Any, tmp_path: Path) -> None:
    edition = whole(fill(tell(texts=TEXTS)).freeze(), Audience.LEGAL)
    (key,) = (tmp_path / "keys").glob("*.pub")
    file = tmp_path / "report.json"
    first = next(digest for digest, each in edition["disclosures"].items())
    less = {digest: each for digest, each in edition["disclosures"].items() if digest != first}
    file.write_bytes(json.render({**edition, "disclosures": less}))
    assert "left out: something for" in _run(_scripts()[0], file, key, folder=tmp_path).stderr


def test_the_script_of_the_guide_holds_a_pdf_against_its_seal(tell: Any, tmp_path: Path) -> None:
    story = fill(tell(texts=TEXTS))
    made = render(whole(story.freeze()), "pdf", plain_style(), story.signer)
    (key,) = (tmp_path / "keys").glob("*.pub")
    head = _scripts()[0].split("report = json")[0] + (
        f"key = load_pem_public_key(open({str(key)!r}, 'rb').read())\n"
    )
    (tmp_path / "report.pdf").write_bytes(made)
    done = _run(head + _scripts()[1], folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    (tmp_path / "report.pdf").write_bytes(made.replace(b"obj", b"obk", 1))
    assert "AssertionError" in _run(head + _scripts()[1], folder=tmp_path).stderr
