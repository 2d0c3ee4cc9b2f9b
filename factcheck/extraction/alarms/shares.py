"""Shares whose percentage does not follow from their counts."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from factcheck.extraction.alarms.amounts import (
    HEDGES,
    TRUNCATED,
    are_comparable,
    bounds,
    in_order,
    is_compared,
    is_number,
    meet,
    number,
    shown,
    span,
)
from factcheck.extraction.alarms.article import Stated
from factcheck.extraction.records import Alarm, Facet

_PART_OF = re.compile(r"(?: [^\W\d_]+)? (?:out )?of (?:the |its |their |all |a total of )*")
_IN_BRACKETS = re.compile(rf"(?: [a-z-]+){{0,4}}(?: \(|,? or | – | — ){HEDGES}")
"""Between an amount and the same said otherwise: "40 of 200 votes (25 percent)"."""
_OF_ALL = re.compile(
    r" of (?:all |the |its |their |his |her |our |[^\W\d_]+['’]s? ){1,3}"
    rf"(?:total |estimated )?{HEDGES}"
)
"""Between a share and its whole: "10 percent of the firm's 2,000 workers"."""
_RATIO = re.compile(
    r"(?i:(?:one|two|three|four|five|six|seven|eight|nine|\d{1,9}) (?:in|out of) \w+$"
    r"|(?:half|(?:an? |one[ -]|two[ -]|three[ -])(?:half|third|quarter|fifth)s?)$)"
)
_SPOKEN = 2.6
"""Percentage points by which "one in five" may be off."""

_THEN_PART = re.compile(r"(?: [^\W\d_][\w'’-]*){1,6}, ")
_OF_THEM = re.compile(rf" of (?:them|these|those|which|whom)(?:,? or |,? \(|,? – ){HEDGES}")
_OF_WHOM = re.compile(rf"(?: [^\W\d_][\w'’-]*){{1,6}},? of (?:them|whom|which) {HEDGES}")
"""Between a whole and its part: "200 members, 40 of them (25 percent)"."""

FORMS = (
    ("40 of 200 votes (25 percent)", (_PART_OF, _IN_BRACKETS), (0, 1, 2)),
    ("25 percent (40 of 200 votes)", (_IN_BRACKETS, _PART_OF), (1, 2, 0)),
    ("25 percent of its 200 workers, or 40", (_OF_ALL, _IN_BRACKETS), (2, 1, 0)),
    ("40 workers, or 25 percent of its 200 staff", (_IN_BRACKETS, _OF_ALL), (0, 2, 1)),
    ("200 members, 40 of them (25 percent)", (_THEN_PART, _OF_THEM), (1, 0, 2)),
    ("200 members, of whom 40 (25 percent)", (_OF_WHOM, _IN_BRACKETS), (1, 0, 2)),
)
"""An example, what stands between the three amounts, and which are part, whole and share."""


class Share(NamedTuple):
    """A part of a whole, and the percentage that it is said to be."""

    part: Facet
    whole: Facet
    percentage: Facet


def shares(stated: Stated) -> Iterator[Alarm]:
    """ "40 of 200 votes (25 percent)": it is 20 percent; "one in five, or 30 percent"."""
    text, amounts = stated.text, stated.amounts
    if not any(facet.unit == "%" for facet in amounts):
        return
    for one, other in pairwise(amounts):
        if other.unit == "%" and is_number(other):
            yield from _ratio(text, one, other)
    for three in zip(amounts, amounts[1:], amounts[2:], strict=False):
        share = _share(text, three)
        if share is not None:
            yield from _misfit(text, share)


def _share(text: str, three: tuple[Facet, Facet, Facet]) -> Share | None:
    """The three amounts as a share, if they stand in one of the forms."""
    if sum(facet.unit == "%" for facet in three) != 1 or not all(map(is_number, three)):
        return None
    first, second, third = three
    for _, (one, other), order in FORMS:
        share = Share(*(three[at] for at in order))
        if share.percentage.unit != "%" or share.part.unit != share.whole.unit:
            continue
        if _OF_ALL not in (one, other) and is_compared(text, share.percentage):
            continue
        if one.fullmatch(text, first.end, second.start) and other.fullmatch(
            text, second.end, third.start
        ):
            return share
    return None


def _misfit(text: str, share: Share) -> Iterator[Alarm]:
    part, whole, percentage = share
    if not number(whole) or not are_comparable(part, whole):
        return
    low, high = bounds(text, part)
    least, most = bounds(text, whole)
    possible = (100 * low / most, 100 * high / least if least > 0 else float("inf"))
    if not meet(possible, bounds(text, percentage, TRUNCATED)):
        right = shown(100 * number(part) / number(whole))
        message = f"{part.text} of {whole.text} is {right}%, not {percentage.text}."
        yield Alarm("share", message, in_order(*map(span, share)))


def _ratio(text: str, ratio: Facet, share: Facet) -> Iterator[Alarm]:
    if not isinstance(ratio.value, float) or not 0 < ratio.value < 1 or ratio.unit is not None:
        return
    if not _RATIO.match(ratio.text) or not _IN_BRACKETS.fullmatch(text, ratio.end, share.start):
        return
    right, (low, high) = 100 * ratio.value, bounds(text, share)
    if not low - _SPOKEN <= right <= high + _SPOKEN:
        message = f"{ratio.text} is {shown(right)}%, not {share.text}."
        yield Alarm("share", message, (span(ratio), span(share)))
