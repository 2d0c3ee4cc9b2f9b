"""The style that comes of a newsroom's folder: what is over what, and what a fault does."""

import configparser
import logging
import os
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from factcheck.errors import Misconfigured
from factcheck.report.compose import booklet
from factcheck.report.house import (
    desks_of,
    faults_of,
    load_style,
    read_house,
    require_sound,
)
from factcheck.report.house_settings import TABLES
from factcheck.report.preview import preview, sample
from factcheck.report.style import COLOURS, LANGUAGES, SECTIONS, Style, labels_of, plain_style
from tests.report.test_house_picture import PLAIN

pytestmark = pytest.mark.one_backend

EVERYTHING = """
sections = ["lines", "summary"]
[house]
name = "The Ellery Post"
paper = "us-letter"
logo = "logo.svg"
[colours]
ink = "#101010"
quiet = "#404040"
rule = "#eeeeee"
accent = "#0b4f6c"
verified = "#005000"
disputed = "#700000"
unverified = "#303030"
[labels]
section.lines = "Every line"
report.kicker = "Check {number} of {desk}"
term.disputed = "not so"
[ratings]
"Mostly false" = "Largely wrong"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "style"
    (made / "desks" / "sport").mkdir(parents=True)
    return made


def write(folder: Path, text: str, desk: str | None = None, name: str = "house.toml") -> None:
    place = folder / "desks" / desk if desk else folder
    place.mkdir(exist_ok=True)
    (place / name).write_text(text)


def test_without_a_folder_the_style_is_ours(tmp_path: Path) -> None:
    assert load_style(None, "sport") is plain_style()
    assert load_style(tmp_path / "none", "sport") is plain_style()
    assert read_house(None).style is plain_style()


def test_an_empty_folder_changes_nothing(folder: Path) -> None:
    assert load_style(folder, "sport") == plain_style()


def test_everything_can_be_set_and_is_seen_in_the_report(folder: Path) -> None:
    write(folder, EVERYTHING)
    write(folder, "h1 { letter-spacing: .123em }", name="report.css")
    (folder / "logo.svg").write_bytes(PLAIN)
    style = load_style(folder, "sport")
    page = preview(style).decode()
    for told in (
        *("Every line", "Check 2 of City desk", "not so", "Largely wrong", "The Ellery Post"),
        *("size: letter", "--accent: #0b4f6c", "letter-spacing: .123em", "data:image/svg+xml"),
    ):
        assert told in page, told
    assert all(colour != COLOURS[name] for name, colour in style.colours.items())
    assert [each.anchor for each in booklet(sample(), style).sections] == ["lines", "summary"]
    assert "Audit extract" not in page


def test_what_is_not_set_stays_ours(folder: Path) -> None:
    write(folder, '[labels]\ncover.author = "By"\n[colours]\nink = "#000000"')
    style = load_style(folder, "sport")
    assert style.labels == {**labels_of("en"), "cover.author": "By"}
    assert style.colours == {**COLOURS, "ink": "#000000"}
    assert (style.sections, style.paper, style.house, style.logo) == (SECTIONS, "a4", None, None)


def test_a_desk_goes_over_what_holds_for_all(folder: Path) -> None:
    write(folder, EVERYTHING)
    (folder / "logo.svg").write_bytes(PLAIN)
    write(folder, "a { color: red }", name="report.css")
    write(
        folder,
        'sections = ["summary"]\n[house]\nname = "Sport"\n[colours]\nink = "#000000"\n'
        '[labels]\nterm.disputed = "wrong"\n[ratings]\n"True" = "Goal"',
        "sport",
    )
    write(folder, "b { color: red }", "sport", "report.css")
    sport, other = load_style(folder, "sport"), load_style(folder, "world")
    assert (sport.house, other.house) == ("Sport", "The Ellery Post")
    assert (sport.colours["ink"], other.colours["ink"]) == ("#000000", "#101010")
    assert (sport.term("disputed"), other.term("disputed")) == ("wrong", "not so")
    assert sport.label("section.lines") == "Every line"
    assert sport.ratings == {"Mostly false": "Largely wrong", "True": "Goal"}
    assert (sport.sections, other.sections) == (("summary",), ("lines", "summary"))
    assert (sport.paper, sport.logo) == ("us-letter", other.logo)
    assert (sport.css, other.css) == ("a { color: red }\nb { color: red }", "a { color: red }")


def test_a_logo_of_a_desk_lies_in_the_desks_folder(folder: Path) -> None:
    write(folder, '[house]\nlogo = "logo.svg"', "sport")
    (folder / "desks" / "sport" / "logo.svg").write_bytes(PLAIN)
    logo = load_style(folder, "sport").logo
    assert logo is not None
    assert logo.data == PLAIN
    assert load_style(folder, "world").logo is None


def test_a_language_brings_its_own_words(folder: Path) -> None:
    write(folder, '[house]\nlanguage = "es"\n[labels]\ncover.author = "Firma"')
    style = load_style(folder, "sport")
    assert (style.language, style.label("cover.author")) == ("es", "Firma")
    assert style.label("section.lines") == labels_of("es")["section.lines"]


def test_a_desk_of_another_language_takes_none_of_the_words_for_all(folder: Path) -> None:
    write(
        folder,
        '[house]\nname = "X"\n[labels]\ncover.author = "By"\ncover.draft = "Text"\n'
        '[ratings]\n"True" = "Right"',
    )
    write(folder, '[house]\nlanguage = "es"\n[labels]\ncover.draft = "Texto"', "sport")
    style = load_style(folder, "sport")
    assert style.label("cover.author") == labels_of("es")["cover.author"]
    assert (style.label("cover.draft"), style.ratings, style.house) == ("Texto", {}, "X")
    assert load_style(folder, "world").label("cover.author") == "By"


def test_a_style_is_read_once_and_again_when_a_file_has_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, '[house]\nname = "One"')
    first = load_style(folder, "sport")
    assert load_style(folder, "sport") is first
    write(folder, '[house]\nname = "Two"')
    assert load_style(folder, "sport").house == "Two"
    write(folder, '[house]\nname = "Desk"', "sport")  # there was no such file before
    assert load_style(folder, "sport").house == "Desk"
    (folder / "desks" / "sport" / "house.toml").unlink()
    assert load_style(folder, "sport").house == "Two"


def test_a_changed_logo_is_seen(folder: Path) -> None:
    write(folder, '[house]\nlogo = "logo.svg"')
    (folder / "logo.svg").write_bytes(PLAIN)
    assert load_style(folder, "sport").logo
    (folder / "logo.svg").write_bytes(PLAIN + b"\n")
    logo = load_style(folder, "sport").logo
    assert logo is not None
    assert logo.data == PLAIN + b"\n"


def test_a_file_that_was_put_in_place_with_an_old_date_is_seen(folder: Path) -> None:
    write(folder, '[house]\nname = "One"')
    load_style(folder, "sport")
    write(folder, '[house]\nname = "Two"')
    os.utime(folder / "house.toml", (1, 1))
    assert load_style(folder, "sport").house == "Two"


def test_a_broken_file_leaves_the_last_sound_style_and_is_told_once(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(folder, '[house]\nname = "One"')
    sound = load_style(folder, "sport")
    write(folder, '[house]\nname = "Tw')
    with caplog.at_level(logging.WARNING):
        assert load_style(folder, "sport") is sound
        assert load_style(folder, "sport") is sound
    (record,) = caplog.records
    assert str(folder) in record.getMessage()
    assert "house.toml, line 2: This is not TOML" in record.getMessage()
    write(folder, '[house]\nname = "Two"')
    assert load_style(folder, "sport").house == "Two"


def test_the_warning_names_file_line_and_key(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(folder, '\n[colours]\nink = "red"', "sport")
    load_style(folder, "sport")
    assert "desks/sport/house.toml, line 3, colours.ink: Write the colour" in caplog.text


def test_a_folder_that_never_was_sound_gives_our_style(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(folder, '[house]\nname = "Good"\npaper = "A3"')
    assert load_style(folder, "sport") == plain_style()
    assert len(caplog.records) == 2  # once for the desk, once for all


def test_a_broken_desk_gets_what_holds_for_all_and_harms_no_other(folder: Path) -> None:
    write(folder, '[house]\nname = "All"')
    write(folder, "[house", "sport")
    assert load_style(folder, "sport").house == "All"
    assert load_style(folder, "world").house == "All"


@pytest.mark.parametrize("slug", ["..", "../..", "a/b", "", ".git", "a\0b", "x" * 65, "desk one"])
def test_no_slug_leads_out_of_the_folder(folder: Path, slug: str) -> None:
    write(folder, '[house]\nname = "All"')
    write(folder.parent, '[house]\nname = "Out"')
    assert load_style(folder, slug).house == "All"
    assert len(read_house(folder, slug).layers) == 1


@pytest.mark.parametrize("slug", ["sport", "Sport_2", "sport-2.1", "política", "政治"])
def test_other_slugs_have_a_folder_of_their_own(folder: Path, slug: str) -> None:
    write(folder, '[house]\nname = "Own"', slug)
    assert load_style(folder, slug).house == "Own"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            '[labels]\nterm.disputed = "Verified "',
            "house.toml, labels.term.disputed: 'term.verified' and 'term.disputed' would both",
        ),
        ('[labels]\nterm.unverified = "disputed"', "'term.disputed' and 'term.unverified' would"),
        ('[ratings]\n"True" = "Right"\n"Correct" = "right"', "ratings.Correct: 'True' and"),
    ],
)
def test_names_that_say_the_same_of_different_things_are_refused(
    folder: Path, text: str, fault: str
) -> None:
    write(folder, text)
    (found,) = read_house(folder).faults
    assert fault in str(found)
    assert load_style(folder, "sport") == plain_style()


def test_a_desks_word_is_held_against_those_for_all(folder: Path) -> None:
    write(folder, '[labels]\nterm.verified = "right"')
    write(folder, '[labels]\nterm.disputed = "right"', "sport")
    (fault,) = faults_of(folder)
    assert str(fault).startswith(
        "desks/sport/house.toml, labels.term.disputed: 'term.verified' and"
    )


def test_all_faults_of_all_desks_are_found_each_once(folder: Path) -> None:
    write(folder, '[house]\nnam = "X"')
    write(folder, "h1{}</style>", "sport", "report.css")
    write(folder, "[hose]", "world")
    write(folder, "", "a desk")
    (folder / "hause.toml").touch()
    assert [(each.file, each.key) for each in faults_of(folder)] == [
        ("house.toml", "house.nam"),
        ("hause.toml", None),
        ("desks/sport/report.css", None),
        ("desks/world/house.toml", "hose"),
        ("desks/a desk", None),
    ]
    assert desks_of(folder) == ["sport", "world"]


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path / "none")
    assert str(fault) == f"{tmp_path / 'none'}: There is no such folder."


def test_a_sound_folder_is_required_in_one_sentence(folder: Path) -> None:
    require_sound(folder)
    write(folder, '[house]\nname = 1\npaper = "A4"')
    with pytest.raises(Misconfigured) as refused:
        require_sound(folder)
    assert refused.value.message == (
        f"{folder}: house.toml, line 2, house.name: This must be text; put it between quotation "
        "marks. (1 more: run `factcheck report style`)"
    )


EXAMPLE = Path(str(files("factcheck.report") / "example"))


def test_the_example_changes_nothing() -> None:
    assert faults_of(EXAMPLE) == []
    for slug in ("", *desks_of(EXAMPLE)):
        assert Style(css=read_house(EXAMPLE, slug).style.css) == read_house(EXAMPLE, slug).style
        assert "/*" in read_house(EXAMPLE, slug).style.css


@pytest.mark.parametrize("desk", ["", "politics"])
def test_every_line_of_the_example_can_be_taken_into_use(desk: str, tmp_path: Path) -> None:
    place = f"desks/{desk}" if desk else ""
    target = tmp_path / place
    target.mkdir(parents=True, exist_ok=True)
    source = (EXAMPLE / place / "house.toml").read_text()
    used = "\n".join(
        line[1:] if line[:1] == "#" and line[1:2].strip() else line for line in source.split("\n")
    )
    (target / "house.toml").write_text(used)
    (tmp_path / "logo.svg").write_bytes((EXAMPLE / "logo.svg").read_bytes())
    assert faults_of(tmp_path) == []
    assert read_house(tmp_path, desk).style.house
    if not desk:
        assert set(tomllib.loads(used)) == set(TABLES)
        assert tuple(tomllib.loads(used)["sections"]) == SECTIONS
        assert tomllib.loads(used)["house"]["language"] in LANGUAGES
        assert set(tomllib.loads(used)["colours"]) == set(COLOURS)


def test_the_example_and_all_words_are_installed() -> None:
    root = EXAMPLE.parent
    told = configparser.ConfigParser()
    told.read(root.parents[1] / "setup.cfg")
    globs = told["options.package_data"]["factcheck.report"].split()
    installed = {path for glob in globs for path in root.glob(glob) if path.is_file()}
    own = (*EXAMPLE.rglob("*"), *(root / "labels").iterdir(), root / "sample.json")
    assert {path for path in own if path.is_file()} <= installed


def test_the_rules_of_the_example_can_be_taken_into_use(tmp_path: Path) -> None:
    css = (EXAMPLE / "report.css").read_text()
    (tmp_path / "report.css").write_text(css.split("\n\n", 1)[1].replace("*/", ""))
    assert faults_of(tmp_path) == []
