"""Tokens: what they are, where they stand, and that what is remembered of them changes nothing."""

import pytest

from factcheck.extraction.words import tokens
from factcheck.extraction.words.tokens import MARK, NUMBER, POSSESSIVE, WORD, tokenise

SENTENCE = "“O’Hara’s U.S. plan”, she said,\u00a0cost 1,250.5 m² _ so don't."


def test_every_token_stands_where_it_says():
    found = tokenise(SENTENCE, 7)
    assert all(SENTENCE[each.start - 7 : each.end - 7] == each.text for each in found)
    assert "".join(each.text for each in found) == "".join(SENTENCE.split())


@pytest.mark.parametrize(
    ("text", "kind"),
    [("don’t", WORD), ("U.S.", WORD), ("m²", WORD), ("1,250.5", NUMBER), ("%", MARK), ("_", MARK)],
)
def test_the_first_character_shows_the_kind(text, kind):
    assert [each.kind for each in tokenise(text)] == [kind]


def test_a_possessive_is_a_token_of_its_own():
    assert [each.kind for each in tokenise("Ruiz’s")] == [WORD, POSSESSIVE]


def test_what_is_remembered_of_a_token_is_bounded(monkeypatch):
    monkeypatch.setattr(tokens, "_MOST_KNOWN", 3)
    monkeypatch.setattr(tokens, "_KNOWN", {})
    first = tokenise(SENTENCE)
    assert tokenise(SENTENCE) == first
    tokenise("a" * 1000)
    assert len(tokens._KNOWN) <= 3
    assert max(map(len, tokens._KNOWN)) < 1000
