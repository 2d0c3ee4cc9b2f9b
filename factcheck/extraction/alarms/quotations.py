"""One quotation, two speakers."""

import re
from collections import defaultdict
from collections.abc import Iterator

from factcheck.extraction.alarms.amounts import piece
from factcheck.extraction.alarms.article import Article
from factcheck.extraction.passages import Reading
from factcheck.extraction.records import Alarm, Attribution, Span
from factcheck.extraction.sentences.quotations import Quotation
from factcheck.extraction.words.clauses import DETERMINERS, PRONOUNS
from factcheck.extraction.words.roles import (
    BEFORE,
    HEADS,
    HONORIFICS,
    ORGANISATION_WORDS,
)
from factcheck.extraction.words.tokens import tokenise
from factcheck.extraction.words.wordlists import word_set
from factcheck.vocabulary import Speech

_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 4
_LONGEST = 600
"""Code points; a longer quotation does not stand in an article twice."""
_PASSING_ON = word_set("""
    agreed agree agrees echoed echo echoes echoing repeated repeat repeats repeating quoted quotes
    quoting cited cites citing sang chanted read reads
    """)
"""Cues of somebody who only passes the words on."""


def shared_quotations(article: Article) -> Iterator[Alarm]:
    """“We have lost a whole year,” said Ana Ruiz; and later Karl Weber says the same."""
    reading = article.reading
    alike = _alike(reading)
    if not alike:
        return
    said = {
        each.content.start: each
        for each in reading.attributions
        if each.speech is not Speech.INDIRECT and _may_differ(each)
    }
    for quotations in alike:
        known = [(each, said[each.start]) for each in quotations if each.start in said]
        for quotation, attribution in known[1:]:
            first, other = _speaker(known[0][1]), _speaker(attribution)
            if _are_two(first, other):
                message = f"The same words are given to {first} and to {other}."
                spans = (_span(reading.text, known[0][0]), _span(reading.text, quotation))
                yield Alarm("quotation", message, spans)
                break


def _alike(reading: Reading) -> list[list[Quotation]]:
    """The quotations of the same words, marks and case aside, that stand there repeatedly."""
    found: dict[tuple[str, ...], list[Quotation]] = defaultdict(list)
    for each in reading.quotations:
        if each.end - each.start <= _LONGEST:
            words = tuple(_WORD.findall(reading.text[each.inner_start : each.inner_end].lower()))
            if len(words) >= _FEWEST_WORDS:
                found[words].append(each)
    return [quotations for quotations in found.values() if len(quotations) > 1]


def _may_differ(attribution: Attribution) -> bool:
    """Whether somebody is named who says the words himself, and does not pass them on."""
    if attribution.speaker is None or attribution.cue is None:
        return False
    if attribution.cue.text.lower() in _PASSING_ON:
        return False
    return bool(_named(_speaker(attribution)))


def _speaker(attribution: Attribution) -> str:
    if attribution.identity is not None:
        return attribution.identity.name
    return attribution.speaker.text if attribution.speaker else ""


def _named(speaker: str) -> set[str]:
    """The words of the name; none for a pronoun or a mere office, which may be anybody's."""
    return {
        token.lower
        for token in tokenise(speaker)
        if token.capitalised and token.lower not in _NO_NAME
    }


_NO_NAME = PRONOUNS | HEADS | BEFORE | HONORIFICS | DETERMINERS


def _are_two(one: str, other: str) -> bool:
    """Whether the names share no word; an office may speak through its holder."""
    words, others = _named(one), _named(other)
    if not words.isdisjoint(others):
        return False
    return words.isdisjoint(ORGANISATION_WORDS) == others.isdisjoint(ORGANISATION_WORDS)


def _span(text: str, quotation: Quotation) -> Span:
    return piece(text, quotation.start, quotation.end)
