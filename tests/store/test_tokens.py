"""What search takes for a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.store import tokens


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The mayors' 3,000 jobs", ["the", "mayor", "3000", "job"]),
        ("Straße, STRASSE", ["strasse"]),
        ("L'Équipe’s café", ["l", "equipe", "s", "cafe"]),
        ("the press has less", ["the", "press", "has", "less"]),
        ("水道局が2024年に", ["水道", "道局", "局か", "2024", "年に"]),
        ("สวัสดี", ["สว", "วส", "สด"]),
        ("", []),
        ("?!…", []),
    ],
)
def test_words_are_folded(text: str, found: list[str]) -> None:
    assert tokens.words(text) == found


@given(st.text())
def test_a_token_is_one_whole_to_either_index_and_never_a_mark(text: str) -> None:
    """FTS5 ends a token at any ASCII sign but these; a blank would end it on the way there."""
    for each in tokens.words(text):
        assert each
        assert all(letter.isalnum() or letter == "_" or not letter.isascii() for letter in each)
        assert len(each.split()) == 1
    mark = tokens.mark("topic", text)
    assert mark.startswith("topic=")
    assert mark.count("=") == 1
    assert len(mark.split()) == 1


@given(st.text())
def test_what_is_looked_for_is_folded_as_what_is_stored(text: str) -> None:
    assert tokens.words(text.upper()) == tokens.words(text.upper().casefold())
    assert tokens.words(f"{text} {text}") == tokens.words(text) or not text.isprintable()
