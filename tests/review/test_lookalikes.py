"""Where words stand again, what is nearly the same, and how two wordings differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.review.lookalikes import (
    ALIKE,
    CONTEXT,
    MOST_PLACES,
    Candidates,
    Place,
    around,
    same_words,
    word_diff,
)

WORDS = st.lists(st.sampled_from(["a", "b", "10", "not", "é", "😀", "\n", "the"])).map(" ".join)


def found(quote: str, old: str, start: int, new: str) -> list[Place]:
    """The places of words that stand at `start` of a text of one sentence."""
    surroundings = around(old, (start, start + len(quote)), [(0, len(old))])
    return same_words(quote, surroundings, new)


def like(quote: str, spans: list[tuple[int, int, str]]) -> list[Place]:
    return Candidates(spans).like(quote, free=lambda _: True)


@pytest.mark.parametrize(
    ("quote", "text", "starts"),
    [
        ("10", "10, 100, 1.10 and 10", [0, 11, 18]),
        ("he ran", "she ran; he ran; he rank", [9]),
        ("ran.", "He ran. He ran.", [3, 11]),
        ("“Yes.”", "“Yes.”“Yes.”", [0, 6]),
        ("é", "cafés é", [6]),
        ("a a", "a a a", [0, 2]),
        ("😀 up", "😀😀 up", [1]),
        ("nowhere", "somewhere", []),
    ],
)
def test_words_stand_where_no_longer_word_holds_them(
    quote: str, text: str, starts: list[int]
) -> None:
    places = found(quote, quote, 0, text)
    assert sorted(place.start for place in places) == starts
    assert all(text[place.start : place.end] == quote for place in places)


def test_the_surroundings_tell_lookalikes_apart() -> None:
    old = "In May it rose. Later in May it fell. In June it rose."
    new = "Later in May it fell. In June it rose. In May it rose."
    places = found("it rose", old, old.rindex("it rose"), new)
    assert [new[place.start - 8 : place.start] for place in places] == ["In June ", " In May "]
    assert places[0].fit > places[1].fit
    # Only so much of the surroundings is looked at.
    far = "x" * (CONTEXT + 50)
    assert found("it", f"{far} it", len(far) + 1, f"{far} it")[0].fit == CONTEXT


def test_equal_surroundings_fit_equally() -> None:
    one, two = found("yes", "yes", 0, "yes. no. yes")
    assert one.fit == two.fit == 0


def test_nearly_the_same_words_are_found_best_first() -> None:
    quote = "The city spent 48 million euros on the harbour in 2024."
    texts = [
        "The city spent 50 million euros on the harbour in 2024.",
        "THE CITY SPENT 48 MILLION EUROS ON THE HARBOUR IN 2024!",
        "The region spent 50 million euros on its harbour in 2023.",
        "It rained.",
        "",
    ]
    places = like(quote, [(n, n + 1, text) for n, text in enumerate(texts)])
    assert {place.start for place in places} == {0, 1, 2}
    assert [place.fit for place in places] == sorted((each.fit for each in places), reverse=True)
    assert all(ALIKE <= place.fit <= 1 for place in places)
    assert like(quote, []) == []


def test_a_diff_goes_word_by_word() -> None:
    assert word_diff("It cost 48 million euros.", "It cost about 50 million euros.") == [
        {"op": "equal", "text": "It cost "},
        {"op": "delete", "text": "48 "},
        {"op": "insert", "text": "about 50 "},
        {"op": "equal", "text": "million euros."},
    ]
    assert word_diff("Ana", "") == [{"op": "delete", "text": "Ana"}]
    assert word_diff("", "Ana") == [{"op": "insert", "text": "Ana"}]
    assert word_diff("", "") == []


@given(WORDS, WORDS)
def test_a_diff_spells_both_wordings(old: str, new: str) -> None:
    runs = word_diff(old, new)
    after = "".join(run["text"] for run in runs if run["op"] != "delete")
    before = "".join(run["text"] for run in runs if run["op"] != "insert")
    assert after.split() == new.split()
    assert before.split() == old.split()
    assert {run["op"] for run in runs} <= {"equal", "delete", "insert"}


def test_words_that_stand_everywhere_have_no_place_of_their_own() -> None:
    text = "The end. " * (MOST_PLACES + 5)
    places = found("The end.", text, 0, text)
    assert len(places) > 1
    assert {place.fit for place in places} == {0}
