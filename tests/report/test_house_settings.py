"""What a house.toml may say, and what it is told when it says something else."""

import tomllib
from typing import Any

import pytest

from factcheck.report.house_settings import Settings, settings
from factcheck.report.style import SECTIONS

WHOLE = """
sections = ["lines", "summary"]
[house]
name = "The Ellery Post"
language = "es"
paper = "us-letter"
logo = "logo.svg"
[colours]
accent = "#0B4F6C"
rule = "#eeeeee"
[labels]
"page.count" = "p. {page}/{pages}"
cover.author = "By"
[labels.report]
kicker = "No. {number}: {desk} ({number})"
untitled = "No title"
[ratings]
"Mostly false" = "Largely wrong"
"""


def told(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    settings(tomllib.loads(text), lambda key, message: found.append((key, message)))
    return found


def test_every_setting_is_taken() -> None:
    found = settings(tomllib.loads(WHOLE), lambda *fault: pytest.fail(str(fault)))
    assert found == Settings(
        name="The Ellery Post",
        language="es",
        paper="us-letter",
        logo="logo.svg",
        colours={"accent": "#0b4f6c", "rule": "#eeeeee"},
        labels={
            "page.count": "p. {page}/{pages}",
            "cover.author": "By",
            "report.kicker": "No. {number}: {desk} ({number})",
            "report.untitled": "No title",
        },
        sections=("lines", "summary"),
        ratings={"Mostly false": "Largely wrong"},
    )


def test_an_empty_file_sets_nothing() -> None:
    assert settings({}, lambda *fault: pytest.fail(str(fault))) == Settings()


REFUSED = {
    "an unknown table": ("[colors]", "colors", "no such setting. Did you mean colours?"),
    "a table nothing is like": ("[zzz]", "zzz", "There are: house, colours, labels, sections"),
    "a value for a table": ("labels = 3", "labels", "write [labels] on a line of its own"),
    "an unknown part of the house": (
        '[house]\nlang = "es"',
        "house.lang",
        "Did you mean language?",
    ),
    "a name that is no text": ("[house]\nname = 3", "house.name", "put it between quotation"),
    "a blank name": ('[house]\nname = "  "', "house.name", "This is empty."),
    "a long name": (f'[house]\nname = "{"x" * 101}"', "house.name", "101 letters; 100 are"),
    "an unseen letter": ('[house]\nname = "a\\u202eb"', "house.name", "cannot be seen"),
    "a line break": ('[house]\nname = "a\\nb"', "house.name", "Take out the line breaks"),
    "an unknown language": ('[house]\nlanguage = "fr"', "house.language", "one of: en, es."),
    "a language that is no text": ("[house]\nlanguage = []", "house.language", "one of: en, es"),
    "an unknown paper": ('[house]\npaper = "A4"', "house.paper", "one of: a4, us-letter."),
    "an unknown colour": ('[colours]\nacent = "#000000"', "colours.acent", "mean accent?"),
    "a colour by name": ('[colours]\nink = "black"', "colours.ink", '"#" and six digits'),
    "a short colour": ('[colours]\nink = "#000"', "colours.ink", '"#" and six digits'),
    "a colour with more to it": (
        '[colours]\nink = "#000000;} *{"',
        "colours.ink",
        '"#" and six digits',
    ),
    "a number for a colour": ("[colours]\nink = 0", "colours.ink", '"#" and six digits'),
    "a pale text": ('[colours]\nquiet = "#aaaaaa"', "colours.quiet", "by 2.32 to 1"),
    "a text that is nearly dark enough": (
        '[colours]\naccent = "#777777"',
        "colours.accent",
        "by 4.47 to 1, which is hard to read; 4.5 to 1 is the least (WCAG). Take a darker one",
    ),
    "a pale status": ('[colours]\nverified = "#3cb371"', "colours.verified", "to 1"),
    "an unknown label": (
        '[labels]\ncover.authr = "By"',
        "labels.cover.authr",
        "Did you mean cover.author?",
    ),
    "a label nothing is like": ('[labels]\nqqqqqq = "By"', "labels.qqqqqq", "no such label."),
    "a number for a label": ("[labels]\ncover.author = 1", "labels.cover.author", "be text"),
    "a list for a label": ("[labels]\ncover.author = ['a']", "labels.cover.author", "be text"),
    "a long label": (
        f'[labels]\ncover.author = "{"x" * 1001}"',
        "labels.cover.author",
        "1000 are the most",
    ),
    "a label set twice": (
        '[labels]\n"cover.author" = "By"\ncover.author = "Of"',
        "labels.cover.author",
        "set twice",
    ),
    "a field of another label": (
        '[labels]\npage.count = "{desk}"',
        "labels.page.count",
        "{desk} is not filled in here. In braces there may be: {page}, {pages}.",
    ),
    "a field where there is none": (
        '[labels]\ncover.author = "{name}"',
        "labels.cover.author",
        "Nothing is filled in here; take the braces out.",
    ),
    "a lone brace where there is none": (
        '[labels]\ncover.author = "By {"',
        "labels.cover.author",
        "take the braces out",
    ),
    "sections that are no list": ('sections = "lines"', "sections", "a list of names"),
    "sections that are no names": ("sections = [1]", "sections", "a list of names"),
    "no section": ("sections = []", "sections", "one section at least"),
    "an unknown section": (
        'sections = ["lines", "mustfix"]',
        "sections",
        "There is no section 'mustfix'. Did you mean must_fix?",
    ),
    "a section twice": ('sections = ["lines", "lines"]', "sections", "is there twice"),
    "sections below a table": (
        '[ratings]\nsections = ["lines"]',
        "ratings.sections",
        "Move this to the top of the file",
    ),
    "a rating that is no text": ("[ratings]\nTrue = 1", "ratings.True", "be text"),
    "a long rating": (f'[ratings]\nTrue = "{"x" * 61}"', "ratings.True", "60 are the most"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_this_is_refused_by_its_key_and_with_what_to_do(name: str) -> None:
    text, key, message = REFUSED[name]
    found = told(text)
    assert [each for each, _ in found] == [key], found
    assert message in found[0][1]


@pytest.mark.parametrize(
    "text",
    [
        "{page.__class__}",
        "{page[0]}",
        "{page!r}",
        "{page:>9999999}",
        "{page:{pages}}",
        "{0}",
        "{}",
        "{{page}}",
        "{page",
        "page}",
        "{ page }",
        "{Page}",
        "{page}}",
        "{page}{",
        "{__class__}",
    ],
)
def test_nothing_but_our_own_names_may_stand_in_braces(text: str) -> None:
    found = told(f'[labels]\npage.count = "{text}"')
    assert [key for key, _ in found] == ["labels.page.count"]
    assert "In braces there may be: {page}, {pages}" in found[0][1]


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = 'sections = []\n[house]\nlang = 1\npaper = "A5"\n[colours]\nink = "red"'
    assert [key for key, _ in told(text)] == [
        "house.lang",
        "house.paper",
        "colours.ink",
        "sections",
    ]


def test_the_same_section_twice_is_told_once() -> None:
    named: dict[str, Any] = {"sections": ["lines"] * 5}
    found: list[tuple[str, str]] = []
    settings(named, lambda key, message: found.append((key, message)))
    assert len(found) == 1


def test_every_section_may_be_named() -> None:
    found = settings({"sections": list(SECTIONS[::-1])}, lambda *fault: pytest.fail(str(fault)))
    assert found.sections == SECTIONS[::-1]
