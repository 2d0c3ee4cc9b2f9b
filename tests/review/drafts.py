"""Drafts written by hand, so that comparison is tested apart from extraction."""

import re
from dataclasses import dataclass

from factcheck.extraction import Claim as Found
from factcheck.extraction import Extraction, Sentence, Speaker
from factcheck.ids import uuid7
from factcheck.review.comparison import OldDraft, Outcome, compare
from factcheck.store.claims import Anchor, Claim
from factcheck.vocabulary import Disposition, Kind, Speech

_MARK = re.compile(r"\[([^|\]]*)(?:\|([^\]]*))?\]")


@dataclass(frozen=True)
class Written:
    """A text with the claims that were marked in it."""

    text: str
    found: Extraction

    @property
    def old(self) -> OldDraft:
        """The draft as the one that claims come from."""
        return OldDraft(self.text, [(each.start, each.end) for each in self.found.sentences])

    def claims(self) -> list[Claim]:
        """A stored claim for each marked one."""
        return [_stored(each) for each in self.found.claims]


def written(*sentences: str) -> Written:
    """A text from its sentences; `[a claim]` marks one, `[a claim|Ana]` names its speaker."""
    text, spans, marks = "", [], []
    for sentence in sentences:
        start = len(text) + bool(text)
        text += " " * bool(text)
        last = 0
        for mark in _MARK.finditer(sentence):
            text += sentence[last : mark.start()]
            marks.append((len(text), len(text) + len(mark[1]), mark[2]))
            text += mark[1]
            last = mark.end()
        text += sentence[last:]
        spans.append(Sentence(start, len(text), 0.9, Disposition.CLAIM))
    found = [
        Found(text[start:end], start, end, 0.9, (Kind.OTHER,), speaker=_speaker(text, name))
        for start, end, name in marks
    ]
    return Written(text, Extraction(tuple(spans), tuple(found)))


def compared(old: Written, new: Written) -> list[Outcome]:
    """What became of each claim of `old` in `new`, in the order of `old`."""
    standing = old.claims()
    outcomes = compare(standing, old.old, new.text, new.found)
    by_id = {outcome.claim.id: outcome for outcome in outcomes}
    assert len(by_id) == len(outcomes) == len(standing)
    return [by_id[claim.id] for claim in standing]


def _speaker(text: str, name: str | None) -> Speaker | None:
    if name is None:
        return None
    start = text.index(name)
    return Speaker(name, start, start + len(name), "said", Speech.INDIRECT)


def _stored(found: Found) -> Claim:
    claim = Claim(id=uuid7(), draft_number=1, statement=found.quote, score=found.score)
    speaker = found.speaker
    claim.speaker_name = speaker.name if speaker else None
    claim.anchor = Anchor(
        quote=found.quote,
        start=found.start,
        end=found.end,
        speaker_start=speaker.start if speaker else None,
        speaker_end=speaker.end if speaker else None,
        reasons=[{"code": "marked"}],
    )
    return claim
