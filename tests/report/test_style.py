"""Our own words, in every language, and the style of a newsroom that has set none."""

import re
from pathlib import Path
from string import Formatter

import pytest

from factcheck import vocabulary
from factcheck.report import style
from factcheck.report.renderings.tints import AA, contrast
from factcheck.report.style import (
    COLOURS,
    LANGUAGES,
    SECTIONS,
    Style,
    labels_of,
    plain_style,
)

ROOT = Path(__file__).parents[2]
TOLD = (
    *(vocabulary.Status, vocabulary.Stage, vocabulary.ReopenReason, vocabulary.HoldReason),
    *(vocabulary.DismissReason, vocabulary.Kind, vocabulary.FacetType, vocabulary.Speech),
    *(vocabulary.Disposition, vocabulary.LedgerNote, vocabulary.Stance, vocabulary.SourceKind),
    vocabulary.PolicyName,
)
"""The enumerations of which a report tells."""
ALIKE = {"SHA-256 {hash}", "Hash", "{number}", "no", "plan", "ordinal"}
"""What is the same in English and in Spanish, beside patterns without a word of ours."""


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def spoken(text: str) -> str:
    """The words of a text without what is filled in."""
    return re.sub(r"\{\w+\}|\W", "", text)


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_has_every_word_and_no_other(language: str) -> None:
    assert set(style._words(language)) == set(style._words("en"))


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_fills_in_the_same(language: str) -> None:
    ours, theirs = style._words("en"), style._words(language)
    unlike = {key: theirs[key] for key in ours if fields(ours[key]) != fields(theirs[key])}
    assert not unlike


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_word_was_left_in_english(language: str) -> None:
    ours, theirs = labels_of("en"), labels_of(language)
    same = {key for key in ours if ours[key] == theirs[key] and spoken(ours[key])}
    assert {ours[key] for key in same} <= ALIKE


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_ours_would_be_refused_from_a_newsroom(language: str) -> None:
    for key, text in style._words(language).items():
        assert text.strip(), key
        assert not re.search(r"\{[^a-z_]|[^a-z_]\}", text), key


def test_a_word_that_a_language_lacks_is_said_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    few = {"en": {"report.none": "None", "term.open": "open"}, "xx": {"report.none": "Nada"}}
    monkeypatch.setattr(style, "_words", few.__getitem__)
    assert labels_of.__wrapped__("xx") == {"report.none": "Nada", "term.open": "open"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_that_a_report_tells_of_has_a_word(language: str) -> None:
    terms = {f"term.{each.value}" for every in TOLD for each in every}
    assert terms == {key for key in style._words(language) if key.startswith("term.")}


def test_every_entry_of_the_log_about_an_article_has_words() -> None:
    noun = r'"((?:article|claim|evidence|reply|comment)\.[a-z_]+)"'
    stages = [*(ROOT / "factcheck/review").glob("*.py"), *(ROOT / "factcheck/intake").glob("*.py")]
    said = {each for path in stages for each in re.findall(noun, path.read_text())}
    assert len(said) > 15
    assert said <= {
        key.removeprefix("action.") for key in labels_of("en") if key.startswith("action.")
    }


def test_every_section_has_a_heading() -> None:
    assert [key for key in labels_of("en") if key.startswith("section.")] == [
        f"section.{name}" for name in SECTIONS
    ]


def test_our_own_colours_keep_the_rule_that_newsrooms_must_keep() -> None:
    pale = {name for name, colour in COLOURS.items() if contrast(colour, "#ffffff") < AA}
    assert pale == {"rule"}


def test_values_are_filled_into_a_sentence() -> None:
    told = plain_style().label("summary.coverage", accounted=41, total=44, percent=93)
    assert told == "41 of 44 sentences are accounted for (93 %)."
    assert plain_style().label("report.none") == "None"


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("law_or_rule", "law or rule"),
        ("claim.reviewed", "claim decided"),
        ("not_yet_named", "not yet named"),
        ("thing.not_yet_named", "thing.not yet named"),
        (None, ""),
        ("", ""),
    ],
)
def test_terms_are_said_as_people_write_them(word: str | None, told: str) -> None:
    assert plain_style().term(word) == told


@pytest.mark.parametrize(
    "words", ["https://example.org/a_b_c", "Ana_Paz said so", "_", "snake_case, he said", "A_B"]
)
def test_what_is_no_term_is_left_as_it_is(words: str) -> None:
    assert plain_style().term(words) == words


def test_ratings_are_called_as_the_house_calls_them() -> None:
    house = Style(ratings={"True": "Right"})
    assert [house.rating(each) for each in ("True", "False", None)] == ["Right", "False", None]
