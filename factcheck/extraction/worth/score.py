"""Check-worthiness of sentences and the reasons for it; the arithmetic is loaded when used."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

from factcheck.extraction.records import Reason
from factcheck.extraction.worth.features import Candidate, Worth

__all__ = ["DEFAULT_THRESHOLD", "Candidate", "Worth", "reasons", "scores", "weigh"]

DEFAULT_THRESHOLD = 0.4
"""From this score on a sentence of an article makes a claim.

Debate sentences are told apart best at 0.5; news states more and judges less, and a missed
claim costs a newsroom more than a dismissed one.
"""


def weigh(candidates: Sequence[Candidate]) -> list[Worth]:
    """What each is worth, whatever else is weighed with it."""
    weighed: list[Worth] = _blend().weigh(candidates)
    return weighed


def scores(candidates: Sequence[Candidate]) -> list[float]:
    """Check-worthiness of each, between 0 and 1."""
    return [each.score for each in weigh(candidates)]


def reasons(text: str, candidate: Candidate, worth: Worth) -> tuple[Reason, ...]:
    """What moved the score, the weightiest first, with its words in `text`.

    The weights and the score of a sentence without anything add up to the logit of its score,
    but for what moves it by less than a fortieth.
    """
    given: tuple[Reason, ...] = _blend().reasons(text, candidate, worth)
    return given


@cache
def _blend() -> Any:
    """The module that needs numpy, which no other command should wait for."""
    return import_module("factcheck.extraction.worth.blend")
