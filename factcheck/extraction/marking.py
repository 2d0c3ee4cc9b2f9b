"""Claims at places that somebody else has chosen: read as if extraction had drawn them there."""

import datetime as dt
from collections.abc import Sequence
from itertools import chain

from factcheck.extraction.abroad import claim_abroad
from factcheck.extraction.alarms.finding import alarms_of, find_alarms
from factcheck.extraction.claims.building import build_claim
from factcheck.extraction.collecting import uncollected
from factcheck.extraction.passages import Passage, Place, Reading, read_article
from factcheck.extraction.records import Claim
from factcheck.extraction.sentences.language import ENGLISH, detect_language
from factcheck.extraction.words.tokens import tokenise
from factcheck.extraction.worth.features import find_features
from factcheck.extraction.worth.score import Candidate, weigh


@uncollected()
def read_spans(
    text: str, spans: Sequence[Place], *, published: dt.date | None = None
) -> list[Claim]:
    """The claim at each of these places of `text`: facets, kinds, speaker, score, reasons, alarms.

    A span may be a part of a sentence or reach over several; it must not be
    blank. The whole
    text is read, for what a name or "he" is may stand anywhere in it.
    """
    language = detect_language(text)
    if language != ENGLISH:
        return [claim_abroad(text, each, language, published=published) for each in spans]
    reading = read_article(text, published)
    alarms = find_alarms(reading)
    passages = [_passage(reading, each) for each in spans]
    worths = weigh([Candidate(each.tokens, each.features) for each in passages])
    return [
        alarms_of(build_claim(text, passage, worth), alarms)
        for passage, worth in zip(passages, worths, strict=True)
    ]


def _passage(reading: Reading, span: Place) -> Passage:
    """What stands at `span`, with all that was found there."""
    start, end = span
    touched = [each for each in reading.passages if each.span[0] < end and start < each.span[1]]
    if len(touched) == 1 and touched[0].span == span and not touched[0].frame:
        return touched[0]
    facets = [
        facet
        for each in touched
        for facet in each.facets
        if start <= facet.start and facet.end <= end
    ]
    said = list(dict.fromkeys(chain.from_iterable(each.said for each in touched)))
    quotations = list(dict.fromkeys(chain.from_iterable(each.quotations for each in touched)))
    tokens = tokenise(reading.text[start:end], start)
    features = find_features(tokens, facets, said, whole=False)
    return Passage(span, tokens, facets, features, quotations, said)
