"""What becomes of a sentence: a claim, or which reason there is that it is none."""

from factcheck.extraction.passages import Passage
from factcheck.extraction.records import Sentence
from factcheck.extraction.sentences.quotations import quoted_share
from factcheck.vocabulary import Disposition, LedgerNote

OPINION_MARGIN = 0.1
"""How far above the threshold a sentence that judges has to be."""

_JUDGING = frozenset({"opinion", "duty", "emotive"})
"""Features of a sentence that judges."""


def dispose(passage: Passage, worth: float, threshold: float) -> Sentence:
    """The ledger's entry for a sentence of check-worthiness `worth` (0–1)."""
    disposition, note = _disposition(passage, worth - threshold)
    return Sentence(*passage.span, worth, disposition, note)


def _disposition(passage: Passage, above: float) -> tuple[Disposition, LedgerNote | None]:
    """What becomes of a sentence that lies `above` the threshold.

    A judgment is a claim only if it holds enough that can be checked.
    """
    if passage.frame is not None:
        return Disposition.NOTHING_CHECKABLE, passage.frame
    codes = {each.code for each in passage.features}
    judges = not codes.isdisjoint(_JUDGING)
    if "question" in codes and quoted_share(passage.span, passage.quotations) < 1:
        return Disposition.QUESTION, LedgerNote.QUESTION
    if above >= (OPINION_MARGIN if judges else 0):
        return Disposition.CLAIM, None
    if judges:
        return Disposition.OPINION, LedgerNote.OPINION
    forecast = "forecast" in codes
    return Disposition.NOTHING_CHECKABLE, (
        LedgerNote.PREDICTION if forecast else LedgerNote.LOW_SCORE
    )
