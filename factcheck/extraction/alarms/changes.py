"""Changes whose words or percentage do not follow from their figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from factcheck.extraction.alarms.amounts import (
    HEDGES,
    TRUNCATED,
    Range,
    are_comparable,
    bounds,
    in_order,
    is_compared,
    is_number,
    meet,
    number,
    piece,
    shown,
    slack,
    span,
)
from factcheck.extraction.alarms.article import Stated
from factcheck.extraction.records import Alarm, Facet, Span

_RISING = r"rose|risen|rises|rising|increased?|increases|increasing|grew|grown|grows|surged"
_RISING += r"|soared|climbed|jumped"
_FALLING = r"fell|fallen|falls|falling|decreased?|decreases|decreasing|declined?|declines|declining"
_FALLING += r"|dropped|drops|dropping|shrank|shrunk|plunged|tumbled|slumped|slipped|sank|slid"
_MOVED = re.compile(
    rf"\b(?:(?P<up>{_RISING})|(?P<down>{_FALLING}))(?: [a-z]+){{0,3}} (?:from|to) $"
)
_MOVED_BY = re.compile(
    rf"\b(?:{_RISING}|{_FALLING}|jumps|climbs|up|down|cuts?)(?:(?: [a-z]+){{0,4}} by)? {HEDGES}$"
)
_MULTIPLIED = re.compile(
    r"\b(?P<word>doubled|tripled|trebled|quadrupled|halved)(?: [a-z]+){0,2} from $"
)
_TIMES = {
    "doubled": (1.75, 2.5), "tripled": (2.6, 3.6), "trebled": (2.6, 3.6),
    "quadrupled": (3.5, 4.7), "halved": (0.38, 0.58),
}  # fmt: skip
"""How many times the later is the earlier, from and to, for the word to pass."""
_NOUNS = r"rise|increase|growth|jump|gain|surge|climb|drop|fall|decline|decrease|reduction|cut"
_NOUNS += r"|loss|slump|slide|plunge|dip"
_WHEN = r"(?:,? (?:in|by|for|since) \d{4}| (?:last|this) year| now| today"
_WHEN += r"|,? a year (?:ago|earlier),?)?"
_CHANGE = re.compile(
    rf"(?: [a-z]+){{0,3}}{_WHEN}(?: \(|, | – | — | or )(?:or |an? |by )?"
    rf"(?:(?:{_NOUNS})(?: of| by)? |up |down |plus |minus )?{HEDGES}"
)
"""Between "from 40 to 50" and the percentage: ", an increase of"."""
_SAID = re.compile(rf"\b(?:or|by|up|down|plus|minus|{_NOUNS})\b")
_BEHIND = re.compile(rf"(?:-percent)?[ -](?:{_NOUNS})\b")
"""One of the two must say that the percentage is that of the change: "a 25 percent rise"."""
_FROM = re.compile(r"(?: [a-z]+)?,? from ")
"""Between the two of "to 50 pesos from 40"."""
_TO = re.compile(rf"(?: [a-z]+){{0,3}}{_WHEN} to ")
_BETWEEN = frozenset({" from ", ", from ", " to ", ", to "})
"""Between a percentage and its change: "rose 20 percent, from 40 to 50"."""
_NAMED = re.compile(rf"(?:-percent)? (?:{_NOUNS})(?: in (?:[\w’'-]+ ){{1,4}}|,? )(?:from|to) ")
"""The same with a noun: "a 20 percent increase in rents from $500 to $600"."""
_A_YEAR = re.compile(
    r" (?:a|per|each|every) (?:year|month|week|day)(?! ago| earlier)|-a-year| annual| on average"
)
_RANKED = re.compile(r"\b(?:place|rank\w*|positions?|No|spot|seed\w*|table|list|charts?|par)\b")
_FRACTION = re.compile(r"\b(?:half|third|quarter|fifth|two-thirds|three-quarters)$", re.IGNORECASE)
_SPOKEN = 2.5
"""Percentage points by which "a fifth" may be off."""
_LARGE = 100
"""From here on, bare numbers are surely no places in a ranking."""
_LEAD = 60
"""Code points in front of a change that are searched."""


class Move(NamedTuple):
    """ "from 40 to 50", with the places of the amounts before and after it."""

    old: Facet
    new: Facet
    before: int
    after: int


def changes(stated: Stated) -> Iterator[Alarm]:
    """ "rose from 40 to 50, or 20 percent": it is 25 percent."""
    text, amounts = stated.text, stated.amounts
    for at, facet in enumerate(amounts):
        if not text.endswith(" from ", 0, facet.start):
            continue
        move = _move(text, amounts, at)
        first = facet if move is None else min(move[:2], key=lambda each: each.start)
        start = max(stated.passage.span[0], first.start - _LEAD)
        lead = text[start : first.start]
        if move is None or _RANKED.search(text, start, move.new.end + _LEAD):
            continue
        yield from _direction(text, start, lead, move)
        yield from _multiplied(text, start, lead, move)
        yield from _difference(text, amounts, move)
        share = _share(text, amounts, move)
        if share is not None:
            yield from _percentage(text, move, share)


def _move(text: str, amounts: Sequence[Facet], at: int) -> Move | None:
    """The change that begins with the amount at `at`, be it written as a range or as two."""
    one = amounts[at]
    if not is_number(one):
        return _from_range(one, at)
    if at + 1 < len(amounts) and _TO.fullmatch(text, one.end, amounts[at + 1].start):
        other = amounts[at + 1]
        if is_number(other) and one.unit in (other.unit, None) and are_comparable(one, other):
            return Move(replace(one, unit=other.unit), other, at - 1, at + 2)
    return _from_reversed(text, amounts, at) if at else None


def _from_reversed(text: str, amounts: Sequence[Facet], at: int) -> Move | None:
    """ "to 50 from 40"."""
    one, other = amounts[at], amounts[at - 1]
    if not is_number(other) or not _FROM.fullmatch(text, other.end, one.start):
        return None
    if one.unit not in (other.unit, None) or not are_comparable(one, other):
        return None
    one = replace(one, unit=other.unit)
    return Move(one, other, at - 2, at + 1) if text.endswith(" to ", 0, other.start) else None


def _from_range(facet: Facet, at: int) -> Move | None:
    """ "40 to 50", which is read as one amount, as two."""
    low, slash, high = str(facet.value).partition("/")
    left, to, right = facet.text.partition(" to ")
    if not slash or not to:
        return None
    middle = facet.start + len(left)
    old = replace(facet, text=left, end=middle, value=float(low))
    new = replace(facet, text=right, start=middle + len(to), value=float(high))
    return Move(old, new, at - 1, at + 1) if are_comparable(old, new) else None


def _direction(text: str, start: int, lead: str, move: Move) -> Iterator[Alarm]:
    """ "rose from 50 to 40" is a fall."""
    moved = _MOVED.search(lead)
    if move.new.unit is None and max(number(move.old), number(move.new)) < _LARGE:
        return
    if moved is None or meet(bounds(text, move.old), bounds(text, move.new)):
        return
    if (moved["up"] is None) == (number(move.new) < number(move.old)):
        return
    word = moved["up"] or moved["down"]
    way = "up" if number(move.new) > number(move.old) else "down"
    message = f"From {move.old.text} to {move.new.text} is {way}, not “{word}”."
    place = start + moved.start()
    yield Alarm("change", message, (piece(text, place, place + len(word)), *_both(move)))


def _multiplied(text: str, start: int, lead: str, move: Move) -> Iterator[Alarm]:
    """ "doubled from 40 to 60" is 1.5 times as much."""
    found = _MULTIPLIED.search(lead)
    if found is None or number(move.old) <= 0 or lead[: found.start()].endswith("more than "):
        return
    times = number(move.new) / number(move.old)
    least, most = _TIMES[found["word"]]
    if not least <= times <= most:
        message = f"{move.new.text} is {times:.3g} times {move.old.text}, not “{found['word']}”."
        place = start + found.start()
        end = place + len(found["word"])
        yield Alarm("change", message, (piece(text, place, end), *_both(move)))


def _difference(text: str, amounts: Sequence[Facet], move: Move) -> Iterator[Alarm]:
    """ "by 50 minutes, to 95 minutes from 135" is 40 minutes."""
    if move.before < 0 or move.new.unit in (None, "%"):
        return
    by, first = amounts[move.before], min(move.old, move.new, key=lambda each: each.start)
    if by.unit != move.new.unit or not is_number(by) or not text.endswith(" by ", 0, by.start):
        return
    if text[by.end : first.start] not in _BETWEEN or not are_comparable(by, move.old, move.new):
        return
    right = abs(number(move.new) - number(move.old))
    spare = slack(by) + slack(move.old) + slack(move.new)
    if abs(right - number(by)) > max(spare, 0.01 * right):
        message = f"From {move.old.text} to {move.new.text} is {shown(right)}, not {by.text}."
        yield Alarm("change", message, in_order(*map(span, (by, move.old, move.new))))


def _both(move: Move) -> tuple[Span, ...]:
    return in_order(span(move.old), span(move.new))


def _share(text: str, amounts: Sequence[Facet], move: Move) -> Facet | None:
    """The percentage by which the change is said to be, in front or behind."""
    last = max(move.old, move.new, key=lambda facet: facet.end)
    first = min(move.old, move.new, key=lambda facet: facet.start)
    found = None
    if move.before >= 0:
        before = _as_percentage(amounts[move.before])
        if before.unit == "%" and _leads(text, before, first):
            found = before
    after = _as_percentage(amounts[move.after]) if move.after < len(amounts) else None
    if found is None and after is not None and after.unit == "%":
        link = _CHANGE.fullmatch(text, last.end, after.start)
        if link and (_SAID.search(link.group()) or _BEHIND.match(text, after.end)):
            found = after
    if found is None or not is_number(found) or _A_YEAR.match(text, found.end):
        return None
    if is_compared(text, found):
        return None
    return None if _A_YEAR.match(text, last.end) else found


def _as_percentage(facet: Facet) -> Facet:
    """ "a fifth" as 20 percent."""
    if facet.unit is None and isinstance(facet.value, float) and _FRACTION.search(facet.text):
        return replace(facet, value=100 * facet.value, unit="%")
    return facet


def _leads(text: str, share: Facet, first: Facet) -> bool:
    """Whether the percentage in front belongs to the change that begins with `first`."""
    if first.start - share.end > _LEAD:
        return False
    if text[share.end : first.start] in _BETWEEN:
        return bool(_MOVED_BY.search(text[max(0, share.start - _LEAD) : share.start]))
    return bool(_NAMED.fullmatch(text, share.end, first.start))


def _percentage(text: str, move: Move, share: Facet) -> Iterator[Alarm]:
    """Both figures are taken as rounded alike: "$1.12 billion from $1 billion" means 1.00."""
    spare = min(slack(move.old), slack(move.new))
    old, new = (bounds(text, each, spare=spare) for each in (move.old, move.new))
    if old[0] <= 0:
        return
    spoken = _SPOKEN if _FRACTION.search(share.text) else None
    stated = bounds(text, share, TRUNCATED, spare=spoken)
    if meet(_size(100 * (new[0] / old[1] - 1), 100 * (new[1] / old[0] - 1)), stated):
        return
    if move.new.unit == "%" and meet(_size(new[0] - old[1], new[1] - old[0]), stated):
        return
    right = 100 * abs(number(move.new) - number(move.old)) / number(move.old)
    message = f"From {move.old.text} to {move.new.text} is {shown(right)}%, not {share.text}."
    yield Alarm("change", message, in_order(*map(span, (move.old, move.new, share))))


def _size(low: float, high: float) -> Range:
    """The bounds of a change, up or down."""
    if low <= 0 <= high:
        return 0.0, max(-low, high)
    return min(abs(low), abs(high)), max(abs(low), abs(high))
