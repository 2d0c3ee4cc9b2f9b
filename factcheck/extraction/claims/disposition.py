"""What becomes of a sentence: a claim, or which reason there is that it is none."""

from factcheck.extraction.claims.figures import amounts, counts
from factcheck.extraction.claims.intents import Intent, intent_of, is_fixed
from factcheck.extraction.claims.ranks import ranks
from factcheck.extraction.claims.sight import names_day
from factcheck.extraction.passages import Passage
from factcheck.extraction.records import Sentence
from factcheck.extraction.sentences.quotations import quoted_share
from factcheck.vocabulary import Disposition, LedgerNote

OPINION_MARGIN = 0.1
"""How far above the threshold a sentence that judges has to be."""
FIRM_MARGIN = -0.25
"""How far below it a sentence may be that is firm enough to be looked up; of the way from the
threshold to 1, so that a threshold nothing can reach lets nothing pass.
"""
_MOSTLY = 0.4
"""Share of a sentence that a quoted question fills."""

_JUDGING = frozenset({"opinion", "duty", "emotive"})
"""Features of a sentence that judges."""
_PERSONAL = frozenset({"first_person", "you"})
_NOTES = {
    Intent.PLAN: LedgerNote.PLAN,
    Intent.FORECAST: LedgerNote.PREDICTION,
    Intent.GUESS: LedgerNote.PREDICTION,
}

Fate = tuple[Disposition, LedgerNote | None]
_CLAIM: Fate = (Disposition.CLAIM, None)
_OPINION: Fate = (Disposition.OPINION, LedgerNote.OPINION)
_QUESTION: Fate = (Disposition.QUESTION, LedgerNote.QUESTION)


def dispose(passage: Passage, worth: float, threshold: float) -> Sentence:
    """The ledger's entry for a sentence of check-worthiness `worth` (0–1)."""
    disposition, note = _fate(passage, worth - threshold, 1 - threshold)
    return Sentence(*passage.span, worth, disposition, note)


def _fate(passage: Passage, above: float, room: float) -> Fate:
    """What becomes of a sentence that lies `above` the threshold, with `room` over that."""
    if passage.frame is not None:
        return Disposition.NOTHING_CHECKABLE, passage.frame
    codes = {each.code for each in passage.features}
    if _asks(passage, codes):
        return _QUESTION
    judges = not codes.isdisjoint(_JUDGING)
    if not _reaches(passage, codes, above, room):
        return _OPINION if judges else _not_enough(passage, codes)
    intent = intent_of(passage)
    if intent is None or intent is Intent.GUESS or is_fixed(passage):
        return _CLAIM
    return _meant(intent)


def _reaches(passage: Passage, codes: set[str], above: float, room: float) -> bool:
    """Whether the sentence holds enough to be checked.

    A judgment has to hold more than others, unless a figure makes it firm.
    """
    if not codes.isdisjoint(_JUDGING):
        if 0 <= above < OPINION_MARGIN:
            return bool(amounts(passage.tokens, passage.facets))
        return above >= 0
    return above >= 0 or (above >= FIRM_MARGIN * room and _is_firm(passage, codes))


def _is_firm(passage: Passage, codes: set[str]) -> bool:
    """Whether a rank, a count or a day is stated; who speaks of themselves states little."""
    if not codes.isdisjoint(_PERSONAL):
        return False
    tokens, facets = passage.tokens, passage.facets
    return "ranks" in ranks(tokens, facets) or counts(tokens, facets) or names_day(facets)


def _asks(passage: Passage, codes: set[str]) -> bool:
    """A question, spoken ones too: "“Who will pay for it?” asked the mayor"."""
    if "question" in codes:
        return True
    start, end = passage.span
    tokens = passage.tokens
    return any(
        quoted_share(passage.span, [each]) >= _MOSTLY
        and start <= each.start
        and each.end <= end
        and any(token.text == "?" and token.end == each.inner_end for token in tokens)
        for each in passage.quotations
    )


def _not_enough(passage: Passage, codes: set[str]) -> Fate:
    """Why a sentence below the bar that does not judge is no claim."""
    intent = intent_of(passage)
    if intent is not None:
        return _meant(intent)
    forecast = "forecast" in codes
    note = LedgerNote.PREDICTION if forecast else LedgerNote.LOW_SCORE
    return Disposition.NOTHING_CHECKABLE, note


def _meant(intent: Intent) -> Fate:
    if intent is Intent.REGARD:
        return _OPINION
    return Disposition.NOTHING_CHECKABLE, _NOTES[intent]
