"""Spans hold for every text there is, however odd."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.extraction import Extraction, extract, score_sentence

PIECES = st.sampled_from(
    [
        "“", "”", '"', "'", "’", "‘", "said", "Ana Ruiz", "according to", ".", "...", ". ", "\n",
        "\r\n", "\t", " ", "US$20-billion", "10 to 15 percent", "October 14", "last week", "(", ")",
        "was confirmed by", "the Ministry", "1. ", "• ", "and", ",", ";", "which", "-", "—", "I",
        "Mr.", "U.S.", "\u2028", "\u200f", "😀", "e\u0301", "\ud800", "a quarter of", "Monday",
        "told", "that", "of", "two-thirds", "?", "first", "Foreign Minister", "-of-", "½", "٣",
    ]
)  # fmt: skip

NASTY = [
    "",
    "   ",
    "\r\n\r\n",
    "\ud800 said “\udfff”.",
    "\ufeffAna Ruiz said it rained.",
    "a" * 5000,
    '"' * 999,
    "“" * 999,
    "1," * 999,
    "He said " * 400,
    "of the " * 400,
    "ﬁve İstanbul ǅ ß said that İ was.",
    "\u202eRTL said “abc”\u202c.",
    "Ana said:\n\n“Yes.\n\n“No.”",
    "In 99999999999999999999999 it cost $1e9 or $.5 or $,.",
    "million million million million",
    "a half of a dozen hundred hundred million",
    "Monday, " * 50,
    "the the the said the",
    "Chief-of-",
    "secretary-",
    "according to",
    "was confirmed by",
    "\x00\x01\x1c\x1d\x85",
]


def check(text: str, found: Extraction) -> None:
    end = 0
    for sentence in found.sentences:
        words = text[sentence.start : sentence.end]
        assert end <= sentence.start < sentence.end
        assert words == words.strip()
        end = sentence.end
    covered = "".join(text[s.start : s.end] for s in found.sentences)
    assert "".join(covered.split()) == "".join(text.split())
    end = 0
    for claim in found.claims:
        assert end <= claim.start < claim.end
        assert text[claim.start : claim.end] == claim.quote
        end = claim.end
        spans = [*claim.facets, *(span for alarm in claim.alarms for span in alarm.spans)]
        for span in spans:
            assert text[span.start : span.end] == span.text
            assert claim.start <= span.start < span.end <= claim.end
        for reason in claim.reasons:
            if reason.start is not None:
                assert text[reason.start : reason.end] == reason.text
        if claim.speaker is not None:
            assert text[claim.speaker.start : claim.speaker.end] == claim.speaker.name
    for attribution in found.attributions:
        for part in (attribution.speaker, attribution.cue, attribution.content):
            assert part is None or text[part.start : part.end] == part.text


@pytest.mark.parametrize("text", NASTY)
def test_spans_hold_for_nasty_texts(text: str) -> None:
    check(text, extract(text, threshold=0.0))
    assert 0 <= score_sentence(text)[0] <= 1


@given(st.text(st.characters(exclude_categories=()), max_size=200))
@settings(max_examples=150, deadline=None)
def test_spans_hold_for_any_text(text: str) -> None:
    check(text, extract(text, threshold=0.0))


@given(st.lists(PIECES, max_size=40).map(" ".join))
@settings(max_examples=250, deadline=None)
def test_spans_hold_for_any_mix_of_telling_words(text: str) -> None:
    check(text, extract(text, threshold=0.0))


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=100, deadline=None)
def test_the_same_text_gives_the_same_findings(text: str) -> None:
    assert extract(text) == extract(text)
    assert score_sentence(text) == score_sentence(text)
