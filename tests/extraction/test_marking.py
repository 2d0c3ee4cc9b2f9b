"""Claims at places that a person chose are read as extraction reads its own."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.extraction import extract, read_spans
from factcheck.vocabulary import Kind

SEEDS = Path(__file__).parents[2] / "seeds"
TEXT = (
    "Mayor Rosa Vidal said the new pier created 320 jobs. 😀 It is e\u0301 wonderful place.\n\n"
    "“We spent 48 million euros,” she said."
)


@pytest.mark.parametrize("name", ["swap.txt", "visit-draft-1.txt", "visit-draft-2.txt"])
def test_at_its_own_places_nothing_is_read_otherwise(name: str) -> None:
    text = (SEEDS / name).read_text(encoding="utf-8")
    found = extract(text)
    assert read_spans(text, [(each.start, each.end) for each in found.claims]) == list(found.claims)


def test_a_part_of_a_sentence_is_said_by_whom_the_sentence_names() -> None:
    start = TEXT.index("the new pier")
    (claim,) = read_spans(TEXT, [(start, TEXT.index(" jobs"))])
    assert claim.speaker is not None
    assert "Vidal" in claim.speaker.name
    assert claim.kind is Kind.QUANTITY
    assert [each.text for each in claim.facets] == ["320"]
    assert claim.reasons


def test_a_text_in_another_language_gives_its_figures_alone() -> None:
    text = "Le maire a dépensé 48 millions d'euros en 2024. Il est content de cela et il le dit."
    first, second = read_spans(text, [(0, 47), (48, len(text))])
    assert first.facets
    assert first.kind is Kind.QUANTITY
    assert (second.facets, second.kind) == ((), Kind.OTHER)


@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 60)), max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_span_is_read_verbatim(places: list[tuple[int, int]]) -> None:
    every = [(start, min(len(TEXT), start + size)) for start, size in places]
    spans = [span for span in every if TEXT[slice(*span)].strip()]
    for span, claim in zip(spans, read_spans(TEXT, spans), strict=True):
        assert (claim.start, claim.end) == span
        assert claim.quote == TEXT[slice(*span)]
        assert 0 <= claim.score <= 1
        assert claim.kinds
        for facet in claim.facets:
            assert TEXT[facet.start : facet.end] == facet.text
            assert span[0] <= facet.start < facet.end <= span[1]
