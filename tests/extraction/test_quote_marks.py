"""Reading quote marks of every make."""

import pytest

from factcheck.extraction.sentences.paragraphs import paragraphs
from factcheck.extraction.sentences.quotations import find_quotations

QUOTED = {
    "curly": ("He said “we left” at noon.", ["we left"]),
    "straight": ('He said "we left" at noon.', ["we left"]),
    "opened curly, closed straight": ('He said “we left" at noon.', ["we left"]),
    "opened straight, closed curly": ('He said "we left” at noon.', ["we left"]),
    "two in a row": ("“Yes,” she said, “of course.”", ["Yes,", "of course."]),
    "low and high": ("He said „we left“ at noon.", ["we left“ at noon."]),
    "angled": ("He said «we left» at noon.", ["we left"]),
    "single": ("They call it 'the long wait' here.", ["the long wait"]),
    "single curly": ("They call it ‘the long wait’ here.", ["the long wait"]),
    "single inside double": ("“It’s ‘the wait’ again,” he said.", ["It’s ‘the wait’ again,"]),
    "single before double": ("The 'old' and “new” piers", ["old", "new"]),
    "apostrophes": ("The dog's bowl and the cats' beds don't fit.", []),
    "years": ("In the '90s and the '80s it rained.", []),
    "inches": ("A 6'2\" man ran.", []),
    "nothing between": ("An empty “” pair.", []),
    "a speech in single marks": ("He said: 'We left. They didn't. It rained.' Then he sat.",
                                 ["We left. They didn't. It rained."]),
    "a speech with a plural's apostrophe": ("He said: 'The dogs' bowl broke.' He sat.",
                                            ["The dogs' bowl broke."]),
    "an open speech behind a colon": ("He said: 'We left the pier", ["We left the pier"]),
    "an open mark": ("He said 'We left the pier", []),
    "in brackets": ('The pier ("a ruin") stands.', ["a ruin"]),
}  # fmt: skip


def quoted(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in find_quotations(text, paragraphs(text))]


@pytest.mark.parametrize(("text", "inner"), QUOTED.values(), ids=QUOTED.keys())
def test_quotations_are_found_whatever_their_marks(text: str, inner: list[str]) -> None:
    assert quoted(text) == inner


def test_a_quotation_runs_over_several_sentences() -> None:
    assert quoted("“We left. It rained. Nobody cared,” he said.") == [
        "We left. It rained. Nobody cared,"
    ]


def test_a_paragraph_that_opens_again_carries_the_quotation_on() -> None:
    assert quoted("“We left.\n“It rained,” he said.") == ["We left.\n“It rained,"]


def test_a_quotation_may_be_closed_in_the_next_paragraph() -> None:
    assert quoted("He said: “We left.\nIt rained.” Then he sat.") == ["We left.\nIt rained."]


def test_a_lost_closing_mark_costs_one_paragraph_only() -> None:
    text = "He said “we left at noon.\nNothing else happened.\nShe said “no” twice."
    assert quoted(text) == ["we left at noon.", "no"]


def test_a_mark_left_open_at_the_end_closes_with_its_paragraph() -> None:
    assert quoted("He said “we left at noon.") == ["we left at noon."]


def test_a_lone_mark_at_the_end_quotes_nothing() -> None:
    assert quoted("He said “") == []
