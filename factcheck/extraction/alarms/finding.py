"""Consistency alarms: places of one article that cannot all be right, with the arithmetic.

An alarm is a hint for the reviewer and decides nothing. Each rule asks for a close wording,
so that it rather stays silent than cries wolf.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from factcheck.extraction.alarms.ages import ages
from factcheck.extraction.alarms.article import Stated, state
from factcheck.extraction.alarms.changes import changes
from factcheck.extraction.alarms.comparisons import comparisons
from factcheck.extraction.alarms.conversions import conversions
from factcheck.extraction.alarms.counts import counts
from factcheck.extraction.alarms.figures import differing_figures
from factcheck.extraction.alarms.index import Alarms
from factcheck.extraction.alarms.magnitudes import magnitudes
from factcheck.extraction.alarms.names import spellings
from factcheck.extraction.alarms.parts import excesses
from factcheck.extraction.alarms.periods import periods
from factcheck.extraction.alarms.quotations import shared_quotations
from factcheck.extraction.alarms.shares import shares
from factcheck.extraction.alarms.sums import sums
from factcheck.extraction.alarms.superlatives import HINT, superlatives
from factcheck.extraction.alarms.tallies import tallies
from factcheck.extraction.alarms.totals import totals
from factcheck.extraction.alarms.weekdays import weekdays
from factcheck.extraction.passages import Reading
from factcheck.extraction.records import Alarm, Claim, Span

__all__ = ["CODES", "HINT", "alarms_of", "find_alarms"]


CODES = {
    HINT: "It is the first bridge over the Ridge.",
    "weekday": "It opened on Monday, October 14, 2025.",
    "period": "Ana Ruiz was mayor from 2010 to 2015 (nine years).",
    "total": "The storm hurt 12 people, 7 men and 6 women.",
    "share": "Some 40 of the 200 members (25 percent) voted.",
    "change": "The price rose from 40 to 50 pesos, or 20 percent.",
    "conversion": "The road is 40 miles (90 km) long.",
    "age": "Ana Ruiz, 34, runs the shop. Ruiz was born in 1890.",
    "two_figures": "The bridge is 120 metres long. Crowds filled the 210-metre bridge.",
    "magnitude": "The city has a budget of $3 million. Nobody read the $3 billion budget.",
    "spelling": "Katherine Holt won. Nobody saw Catherine Holt.",
    "quotation": "“We lost a whole year,” said Ana Ruiz. “We lost a whole year,” said Karl Weber.",
}
"""Every code that an alarm may have, with an example that raises it."""


class SentenceRule(NamedTuple):
    """What is found within one sentence that has at least so many amounts and so many dates."""

    find: Callable[[Stated], Iterator[Alarm]]
    amounts: int
    dates: int


IN_SENTENCES = (
    SentenceRule(weekdays, 0, 1),
    SentenceRule(periods, 0, 1),
    SentenceRule(totals, 3, 0),
    SentenceRule(excesses, 2, 0),
    SentenceRule(shares, 2, 0),
    SentenceRule(changes, 1, 0),
    SentenceRule(comparisons, 3, 0),
    SentenceRule(conversions, 2, 0),
)
ACROSS_SENTENCES = (
    ages,
    differing_figures,
    magnitudes,
    counts,
    tallies,
    sums,
    spellings,
    shared_quotations,
)


def find_alarms(reading: Reading) -> Alarms:
    """The alarms of an article in text order, the hints on superlatives among them."""
    article = state(reading)
    found: list[Alarm] = []
    hints: list[Alarm] = []
    for stated in article.sentences:
        hints.extend(superlatives(stated))
        if stated.amounts or stated.dates:
            found.extend(_in_sentence(stated))
    for find in ACROSS_SENTENCES:
        found.extend(find(article))
    return Alarms([*hints, *_once_each(found)])


def _in_sentence(stated: Stated) -> Iterator[Alarm]:
    amounts, dates = len(stated.amounts), len(stated.dates)
    for rule in IN_SENTENCES:
        if amounts >= rule.amounts and dates >= rule.dates:
            yield from rule.find(stated)


def _once_each(found: Sequence[Alarm]) -> list[Alarm]:
    """The alarms, each place once: two rules may see the same slip."""
    first: dict[tuple[str, tuple[Span, ...]], Alarm] = {}
    for alarm in found:
        first.setdefault((alarm.code, alarm.spans), alarm)
    return list(first.values())


def alarms_of(claim: Claim, alarms: Alarms) -> Claim:
    """The claim with the alarms that touch its words."""
    own = alarms.touching(claim.start, claim.end)
    return replace(claim, alarms=tuple(own)) if own else claim
