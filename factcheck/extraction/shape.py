"""What was found in a text, as plain data for other programs.

Written out field by field: `dataclasses.asdict` copies everything it meets, and took a quarter
of the time of the whole extraction.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, fields
from operator import attrgetter
from typing import Any

from factcheck.extraction.offsets import Utf16
from factcheck.extraction.records import (
    Alarm,
    Attribution,
    Claim,
    Extraction,
    Facet,
    Identity,
    Reason,
    Sentence,
    Span,
    Speaker,
)

Plain = dict[str, Any]


def shape(text: str, found: Extraction) -> Plain:
    """Sentences, claims, attributions and alarms; claims with UTF-16 offsets for browsers."""
    utf16 = Utf16(text)
    plain: Plain = {
        "sentences": [_sentence(each) for each in found.sentences],
        "claims": [_claim(each, utf16) for each in found.claims],
        "attributions": [_attribution(each) for each in found.attributions],
        "alarms": _alarms(found.alarms),
        "language": found.language,
        "notice": found.notice,
    }
    if found.assistance is not None:
        plain["assistance"] = asdict(found.assistance)
    return plain


def _flat(record: type) -> Callable[[Any], Plain]:
    """How a record whose fields are plain values becomes a dict."""
    names = tuple(field.name for field in fields(record))
    values = attrgetter(*names)
    return lambda one: dict(zip(names, values(one), strict=True))


_sentence, _span, _identity = _flat(Sentence), _flat(Span), _flat(Identity)
_reason, _facet = _flat(Reason), _flat(Facet)


def _claim(claim: Claim, utf16: Utf16) -> Plain:
    return {
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "start_utf16": utf16(claim.start),
        "end_utf16": utf16(claim.end),
        "statement": claim.statement,
        "kind": claim.kind,
        "kinds": claim.kinds,
        "score": claim.score,
        "reasons": [_reason(each) for each in claim.reasons],
        "speaker": _speaker(claim.speaker) if claim.speaker else None,
        "facets": [_facet(each) for each in claim.facets],
        "status": claim.status,
        "alarms": _alarms(claim.alarms),
        "extractor": {"name": claim.extractor.name, "version": claim.extractor.version},
    }


def _speaker(speaker: Speaker) -> Plain:
    mention, suggestion = speaker.mention, speaker.suggestion
    return {
        "name": speaker.name,
        "start": speaker.start,
        "end": speaker.end,
        "cue": speaker.cue,
        "speech": speaker.speech,
        "mention": _span(mention) if mention else None,
        "suggestion": _identity(suggestion) if suggestion else None,
    }


def _attribution(said: Attribution) -> Plain:
    return {
        "speaker": _span(said.speaker) if said.speaker else None,
        "cue": _span(said.cue) if said.cue else None,
        "content": _span(said.content),
        "speech": said.speech,
        "identity": _identity(said.identity) if said.identity else None,
    }


def _alarms(alarms: Iterable[Alarm]) -> list[Plain]:
    return [
        {
            "code": each.code,
            "message": each.message,
            "spans": [_span(span) for span in each.spans],
        }
        for each in alarms
    ]
