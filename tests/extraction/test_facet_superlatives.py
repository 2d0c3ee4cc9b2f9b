"""Words that rank a thing above all others, or leave all others out."""

import pytest

from factcheck.vocabulary import FacetType
from tests.facets import of_type


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She is the first woman to win.", "first"),
        ("She is the first South American leader to win.", "first"),
        ("It is the first of its kind.", "first"),
        ("It won for the first time.", "first"),
        ("It was the first-ever win.", "first-ever"),
        ("It is the only bridge.", "only"),
        ("It is Peru's only bridge.", "only"),
        ("It is the largest lake.", "largest"),
        ("It is the second-largest lake.", "second-largest"),
        ("It is the third largest lake.", "third largest"),
        ("It is the world's costliest lake.", "costliest"),
        ("It is the longest-serving engine.", "longest-serving"),
        ("It is the third-most-populous land.", "third-most-populous"),
        ("It is the most powerful engine.", "most powerful"),
        ("It is the most wanted engine.", "most wanted"),
        ("It is the third most common engine.", "third most common"),
        ("It sold the most engines.", "most"),
        ("It sold the fewest engines.", "fewest"),
        ("It set a record high.", "record"),
        ("She holds the world record.", "record"),
        ("It was unprecedented.", "unprecedented"),
        ("It had never before snowed.", "never before"),
        ("It was the worst fire since the war.", "worst"),
    ],
)
def test_what_ranks_or_excludes_is_a_superlative(text: str, words: str) -> None:
    assert [found[0] for found in of_type(text, FacetType.SUPERLATIVE)] == [words]
    assert of_type(text, FacetType.ORDINAL) == []


@pytest.mark.parametrize(
    "text",
    [
        "First, we ate.",
        "At first it rained.",
        "They signed the FIRST treaty.",
        "In the first case it rained.",
        "Not only cats came.",
        "It opened only yesterday.",
        "They met most of them.",
        "Most people left.",
        "It opened most recently there.",
        "At most 20 people came.",
        "It took 20 people at best.",
        "They did their best.",
        "She is my best friend.",
        "This is off the record.",
        "The best-known song was sung.",
        "That was one of the most useful tools.",
        "The firm was first founded there.",
    ],
)
def test_words_that_rank_nothing_are_left_alone(text: str) -> None:
    assert of_type(text, FacetType.SUPERLATIVE) == []
