"""Who says what: speakers, cue words and the words laid in their mouths.

Rules, tried in this order for each sentence: direct speech beside a quotation, "according
to", the passive ("was confirmed by"), and verbs of saying with their clause.
"""

from collections.abc import Sequence

from factcheck.extraction.attribution.direct import direct_attributions
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
    found = direct_attributions(text, sentences, tokens, quotations)
    cues = {each.cue for each in found}
    quoted = Overlaps(quotations)
    for (start, end), words in zip(sentences, tokens, strict=True):
        further = indirect_attributions(words, quoted.of(start, end))
        found.extend(each for each in further if each.cue not in cues)
    records = {_record(text, each, quoted) for each in found}
    return sorted(records, key=_order)


def _order(each: Attribution) -> tuple[int, int, int]:
    """By content, the longer first; then by the place of the cue."""
    return each.content.start, -each.content.end, each.cue.start if each.cue else 0


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
