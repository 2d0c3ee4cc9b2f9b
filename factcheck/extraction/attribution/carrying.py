"""Quotations without words of their own that keep the speaker of what stands before them."""

from collections.abc import Iterable, Sequence

from factcheck.extraction.attribution.direct import SHORTEST
from factcheck.extraction.attribution.reported import Place, Reported
from factcheck.extraction.sentences.quotations import Quotation
from factcheck.extraction.sentences.splitting import sentence_at

_LONGEST_CUE = 60
"""Code points between two halves of what one speaker says: "she told the paper."."""


def carry_on(
    text: str,
    sentences: Sequence[Place],
    quotations: Sequence[Quotation],
    found: Sequence[Reported],
) -> list[Reported]:
    """One finding for each quotation that goes on with what somebody said before it."""
    spans = list(sentences)
    own = {each.content[0]: each for each in found if each.speaker}
    told = _last_told(spans, found)
    carried: list[Reported] = []
    previous: Reported | None = None
    for quotation in quotations:
        reported = own.get(quotation.start)
        if reported is None and quotation.end - quotation.start > SHORTEST:
            source = _source(text, spans, quotation, previous, told)
            if source is not None:
                reported = source._replace(content=(quotation.start, quotation.end))
                carried.append(reported)
                _note(told, spans, reported)
        previous = reported or previous
    return carried


def _last_told(spans: list[Place], found: Iterable[Reported]) -> dict[int, Reported]:
    """For each sentence, who is the last to say something in it."""
    told: dict[int, Reported] = {}
    outer = 0
    for each in sorted(found, key=lambda one: (one.content[0], -one.content[1])):
        if each.speaker and each.content[1] > outer:
            _note(told, spans, each)
            outer = each.content[1]
    return told


def _note(told: dict[int, Reported], spans: list[Place], reported: Reported) -> None:
    ends = [place[1] for place in (reported.content, reported.cue) if place]
    told[sentence_at(spans, max(ends) - 1)] = reported


def _source(
    text: str,
    spans: list[Place],
    quotation: Quotation,
    previous: Reported | None,
    told: dict[int, Reported],
) -> Reported | None:
    if previous and _follows_cue(text, previous, quotation):
        return previous
    at = sentence_at(spans, quotation.start)
    if at == 0 or at >= len(spans) or spans[at][0] != quotation.start:
        return None
    gap = text[spans[at - 1][1] : quotation.start]
    if "\n" in gap and not _fills_paragraph(text, quotation):
        return None
    return told.get(at - 1)


def _fills_paragraph(text: str, quotation: Quotation) -> bool:
    """Whether nothing but the quotation stands in its paragraph."""
    rest = text[quotation.end : quotation.end + 3].lstrip(" \t.")
    return not rest or rest[0] == "\n"


def _follows_cue(text: str, previous: Reported, quotation: Quotation) -> bool:
    """Whether only the speaker's own cue lies between the two quotations."""
    behind = previous.cue is not None and previous.cue[0] >= previous.content[1]
    end = max(place[1] for place in (previous.content, previous.speaker, previous.cue) if place)
    if not end <= quotation.start <= end + _LONGEST_CUE + 8:
        return False
    between = text[end : quotation.start].strip()
    if not behind or not between:
        return between in {"", ".", ",", ";"} and "\n" not in text[end : quotation.start]
    one_stop = between.find(between[-1]) == len(between) - 1 and between[-1] in ".,;:"
    return one_stop and len(between) <= _LONGEST_CUE and "\n" not in text[end : quotation.start]
