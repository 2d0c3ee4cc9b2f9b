"""Figures beside those of an earlier time, with a change that does not follow from them."""

import re
from collections.abc import Iterator, Sequence

from factcheck.extraction.alarms.amounts import (
    HEDGES,
    TRUNCATED,
    are_comparable,
    bounds,
    in_order,
    is_number,
    meet,
    number,
    shown,
    slack,
    span,
)
from factcheck.extraction.alarms.article import Stated
from factcheck.extraction.records import Alarm, Facet

_WORDS = r"(?: [^\W\d_][\w'’&-]*)"
_BEFORE = r"(?: \d{4}| \(\d{4}\))?"
_UP = re.compile(
    rf"{_WORDS}{{0,8}}{_BEFORE}(?:,| –| —| \() ?(?:(?P<up>up|an increase of|a rise of)"
    rf"|(?P<down>down|a fall of|a drop of|a decrease of|a decline of)) (?:by )?{HEDGES}"
)
"""Between a figure and its change: "410,000 passengers last year, up"."""
_SINCE = frozenset({" from ", ", from ", " on ", " compared with ", " compared to "})
_AGAINST = re.compile(
    rf"{_WORDS}{{0,8}}{_BEFORE},? (?:compared (?:with|to)|against|up from|down from) {HEDGES}"
)
_THEN_UP = re.compile(
    rf"{_WORDS}{{0,6}}{_BEFORE}(?:,| –| —| \() ?(?:(?P<up>an? (?:increase|rise|gain|jump) of|up)"
    rf"|(?P<down>an? (?:fall|drop|decrease|decline) of|down)) (?:by )?{HEDGES}"
)
"""Behind the earlier figure: "against £8m in 2023, an increase of"."""
_OTHERWISE = re.compile(
    r" (?:a|per|each|every) (?:year|month|week|day)(?! ago| earlier)|-a-year| points?"
)

_MOST_TIMES = 20.0
"""How many times the one is the other, at most, where both are of the same things."""

FORMS = (
    ("410,000 last year, up 25 percent from 328,000", (0, 2, 1)),
    ("£9.6m, compared with £8m in 2023, an increase of 20 percent", (0, 1, 2)),
)
"""Examples, and which of the amounts are the later, the earlier and the change."""


def comparisons(stated: Stated) -> Iterator[Alarm]:
    """ "410,000 passengers, up 35 percent from 328,000": it is 25 percent."""
    text, amounts = stated.text, stated.amounts
    for three in zip(amounts, amounts[1:], amounts[2:], strict=False):
        for place, link in ((1, _link_before), (2, _link_behind)):
            if three[place].unit == "%" and all(map(is_number, three)):
                found = link(text, three)
                if found is not None and not _OTHERWISE.match(text, three[place].end):
                    new, old, share = (three[at] for at in FORMS[place - 1][1])
                    yield from _misfit(text, new, old, share, found)


def _link_before(text: str, three: Sequence[Facet]) -> re.Match[str] | None:
    new, share, old = three
    if text[share.end : old.start] not in _SINCE:
        return None
    return _UP.fullmatch(text, new.end, share.start)


def _link_behind(text: str, three: Sequence[Facet]) -> re.Match[str] | None:
    new, old, share = three
    if _AGAINST.fullmatch(text, new.end, old.start) is None:
        return None
    return _THEN_UP.fullmatch(text, old.end, share.start)


def _misfit(text: str, new: Facet, old: Facet, share: Facet, way: re.Match[str]) -> Iterator[Alarm]:
    if new.unit != old.unit or new.unit == "%" or number(old) <= 0 or number(new) < 0:
        return
    if (
        not are_comparable(new, old)
        or not 1 / _MOST_TIMES < number(new) / number(old) < _MOST_TIMES
    ):
        return
    spare = min(slack(new), slack(old))
    (low, high), (least, most) = (bounds(text, each, spare=spare) for each in (new, old))
    change = (100 * (low / most - 1), 100 * (high / least - 1) if least > 0 else float("inf"))
    if way["down"]:
        change = (-change[1], -change[0])
    if not meet(change, bounds(text, share, TRUNCATED)):
        right = 100 * (number(new) / number(old) - 1)
        said = f"{way['down'] or way['up']} {share.text}"
        message = f"From {old.text} to {new.text} is {shown(right)}%, not {said}."
        yield Alarm("change", message, in_order(*map(span, (new, old, share))))
