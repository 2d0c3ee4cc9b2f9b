"""Ten thousand hostile strings: every span is exact, and nothing is ever raised."""

import datetime as dt
import random

import pytest

from factcheck.extraction import Extraction, extract, score_sentence

PIECES = (
    # letters that change their length or look when folded, composed or joined
    "İ", "ß", "ﬁ", "ǅ", "e\u0301", "a\u0300\u0301\u0302\u0303", "ﷺ", "ŉ", "ΐ", "Σς", "क्षि", "한",
    # digits and numbers of every sort
    "²", "½", "Ⅷ", "①", "٣", "৩", "𝟛", "１２", "〇", "௧௨", "߁", "1٫5", "٪", "‰", "1\u00a0000", "१%",
    # marks without width, directions, joiners, selectors, tags
    "\u200b", "\u200d", "\u2060", "\ufeff", "\u202e", "\u202c", "\u2066", "\u2069", "\u200e",
    "\u061c", "\ufe0f", "\U000e0041", "\U000e007f", "\u034f", "\u00ad",
    # beyond the basic plane, alone or in clusters; surrogates; private and unassigned
    "😀", "👩‍👩‍👧‍👦", "🇦🇷", "𝐇𝐞", "\ud800", "\udfff", "\ue000", "\U0010ffff", "\uffff", "\x00",
    "\x1b", "\x7f",
    # spaces and breaks
    " ", "\u00a0", "\u2003", "\u3000", "\u2028", "\u2029", "\x85", "\x0b", "\x1c", "\r\n",
    "\n\n", "\t",
    # quotation marks and stops
    "“", "”", "„", "«", "»", '"', "'", "‘", "’", "‚", "「", "」", "…", "。", "！", "؟", "।", "—",
    "–", "‐",
    "(", ")", "[", "]", ".", ",", ";", ":", "!", "?", "%", "$", "€", "₹", "/", "\\", "&", "#",
    # words that rules wait for
    "said", "according to", "Ana Ruiz", "the minister", "He", "It", "who", "which", "and", "of",
    "first", "only", "million", "percent", "10 to 15", "US$20-billion", "two-thirds", "a third of",
    "October 14", "2025-02-30", "31/02/2025", "99/99/9999", "Monday", "last week", "aged",
    "born in",
    "0", "1e999", "9" * 40, "1" + ",000" * 12, "was confirmed by", "because", "will", "?!", "U.S.",
    "el", "la", "de", "que", "der", "die", "und", "14 de mayo de 2025", "3 Mio. Euro",
    "12,5 Prozent",
)  # fmt: skip
COUNT = 10_000
LONGEST = 24
"""Pieces in one string."""


def strings() -> list[str]:
    chance = random.Random(20251003)
    return [
        chance.choice(("", " ")).join(chance.choices(PIECES, k=chance.randint(1, LONGEST)))
        for _ in range(COUNT)
    ]


@pytest.mark.untraced  # the measuring would take twice as long as the strings do
@pytest.mark.parametrize("part", range(10))
def test_spans_of_hostile_strings_are_exact(part: int) -> None:
    for text in strings()[part::10]:
        found = extract(text, published=dt.date(2025, 10, 3), threshold=0.0)
        assert found == extract(text, published=dt.date(2025, 10, 3), threshold=0.0)
        assert 0 <= score_sentence(text)[0] <= 1
        check(text, found)


def check(text: str, found: Extraction) -> None:
    """Every span of every record is the text's own, in order and inside its claim."""
    covered = "".join(text[each.start : each.end] for each in found.sentences)
    assert "".join(covered.split()) == "".join(text.split())
    end = 0
    for claim in found.claims:
        assert end <= claim.start < claim.end
        end = claim.end
        assert text[claim.start : claim.end] == claim.quote
        for part in (*claim.facets, *(each for each in claim.reasons if each.start is not None)):
            assert text[part.start : part.end] == part.text
        for facet in claim.facets:
            assert claim.start <= facet.start < facet.end <= claim.end
        if claim.speaker:
            assert text[claim.speaker.start : claim.speaker.end] == claim.speaker.name
        if claim.speaker and claim.speaker.suggestion:
            who = claim.speaker.suggestion
            assert text[who.start : who.end] == who.name
            assert 1 <= who.sentence <= len(found.sentences)
    for said in found.attributions:
        for span in (said.content, *filter(None, (said.speaker, said.cue))):
            assert text[span.start : span.end] == span.text
            assert span.start < span.end
    for alarm in (*found.alarms, *(each for claim in found.claims for each in claim.alarms)):
        assert len(alarm.spans) > 1
        for span in alarm.spans:
            assert text[span.start : span.end] == span.text
