"""Facets of all types together: their order, their spans and what they never share."""

from itertools import pairwise

import pytest

from factcheck.vocabulary import FacetType
from tests.facets import facets

SENTENCE = (
    "On Monday, Foreign Minister Lena Aalto said the first of 12 bridges, 40 percent of them in "
    "Peru, cost $5m in ten days: “a bargain”."
)


def test_facets_come_in_the_order_of_the_text() -> None:
    assert [(f.type.value, f.text) for f in facets(SENTENCE)] == [
        ("date", "Monday"),
        ("role", "Foreign Minister"),
        ("name", "Lena Aalto"),
        ("figure", "12"),
        ("percentage", "40 percent"),
        ("place", "Peru"),
        ("money", "$5m"),
        ("duration", "ten days"),
        ("quotation", "“a bargain”"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "The Boeing 737 left on Fifth Avenue at 3:30 pm on 14 October 2025.",
        "They won 3-1 on the second-largest pitch, 34-year-old Ana Ruiz, 34, said.",
        "May 3 to May 9, 2019 was the third quarter of the 20th century.",
    ],
)
def test_facets_never_overlap_and_keep_their_words(text: str) -> None:
    found = [f for f in facets(text) if f.type is not FacetType.QUOTATION]
    assert all(text[f.start : f.end] == f.text for f in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_quotation_is_a_facet_of_its_sentence() -> None:
    (found,) = [f for f in facets("He called it “a farce”.") if f.type is FacetType.QUOTATION]
    assert (found.text, found.value) == ("“a farce”", "a farce")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("About 40 ships came.", "40"),
        ("At least 40 ships came.", "40"),
        ("Between 40 and 50 ships came.", "40 and 50"),
        ("Ana Ruiz’s ships came.", "Ana Ruiz"),
        ("Mr Osei came.", "Osei"),
    ],
)
def test_words_around_a_facet_stay_outside_its_span(text: str, words: str) -> None:
    assert [f.text for f in facets(text)] == [words]
