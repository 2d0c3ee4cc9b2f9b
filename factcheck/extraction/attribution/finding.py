"""Who says what: speakers, cue words and the words laid in their mouths.

First every quotation with the words beside it, then each sentence word by word: "according
to", nouns ("his claim that"), passives, participles, and verbs with the clause or thing they
report. Quotations that are left go on with what was said before them.
"""

from collections.abc import Sequence

from factcheck.extraction.attribution.carrying import carry_on
from factcheck.extraction.attribution.direct import beside
from factcheck.extraction.attribution.indirect import indirect_attributions
from factcheck.extraction.attribution.reported import Reported
from factcheck.extraction.overlaps import Overlaps
from factcheck.extraction.records import Attribution, Span
from factcheck.extraction.sentences.quotations import Quotation
from factcheck.extraction.words.tokens import Token
from factcheck.vocabulary import Speech

_DIRECT_SHARE = 0.9
"""Share of quoted characters from which words count as direct speech."""


def find_attributions(
    text: str,
    sentences: Sequence[tuple[int, int]],
    tokens: Sequence[Sequence[Token]],
    quotations: Sequence[Quotation],
) -> list[Attribution]:
    """All attributions in the order of their content; `tokens` holds one list a sentence."""
    spans = list(sentences)
    near = (beside(text, spans, tokens, each) for each in quotations)
    found = [each for each in near if each is not None]
    cues = {each.cue for each in found}
    quoted = Overlaps(quotations)
    for (start, end), words in zip(sentences, tokens, strict=True):
        further = indirect_attributions(words, quoted.of(start, end) if quotations else ())
        if further:
            found.extend(_with_quotation(each, quoted) for each in further if each.cue not in cues)
    found.extend(carry_on(text, spans, quotations, found))
    records = {_record(text, each, quoted) for each in found}
    return sorted(records, key=_order)


def _with_quotation(each: Reported, quoted: Overlaps[Quotation]) -> Reported:
    """Words that end inside a quotation go on to its end: "was “bad. It will fall”."""
    start, end = each.content
    for quotation in quoted.of(end - 1, end):
        if start <= quotation.start and end < quotation.end:
            return each._replace(content=(start, quotation.end))
    return each


def _order(each: Attribution) -> tuple[int, int, int, int]:
    """By content, the longer first; then by the places of cue and speaker."""
    cue = each.cue.start if each.cue else 0
    return each.content.start, -each.content.end, cue, each.speaker.start if each.speaker else 0


def _record(text: str, reported: Reported, quoted: Overlaps[Quotation]) -> Attribution:
    content = _span(text, reported.content)
    return Attribution(
        speaker=_span(text, reported.speaker) if reported.speaker else None,
        cue=_span(text, reported.cue) if reported.cue else None,
        content=content,
        speech=_speech(content, quoted.of(content.start, content.end)),
    )


def _span(text: str, place: tuple[int, int]) -> Span:
    return Span(text[place[0] : place[1]], place[0], place[1])


def _speech(content: Span, quotations: Sequence[Quotation]) -> Speech:
    """Direct, indirect or mixed, by the share of the content inside quote marks."""
    quoted = sum(
        max(0, min(each.end, content.end) - max(each.start, content.start)) for each in quotations
    )
    if not quoted:
        return Speech.INDIRECT
    share = quoted / max(1, content.end - content.start)
    return Speech.DIRECT if share >= _DIRECT_SHARE else Speech.MIXED
