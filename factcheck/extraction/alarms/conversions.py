"""Conversions in brackets: "40 miles (64 km)"."""

import re
from collections.abc import Iterator
from itertools import pairwise

from factcheck.extraction.alarms.amounts import (
    is_hedged,
    is_number,
    number,
    shown,
    slack,
    span,
)
from factcheck.extraction.alarms.article import Stated
from factcheck.extraction.records import Alarm, Facet

_SLACK = 0.051
"""Share by which a rounded number may be off: "10 km (6 miles)" is 3.4 percent off."""
_DEGREES = 1.2
"""Degrees by which a rounded temperature may be off."""

LENGTHS = {
    "km": 1000.0, "mi": 1609.344, "m": 1.0, "ft": 0.3048, "cm": 0.01, "in": 0.0254, "yd": 0.9144,
    "mm": 0.001,
}  # fmt: skip
"""In metres."""
WEIGHTS = {"kg": 1.0, "lb": 0.45359237, "t": 1000.0, "g": 0.001, "oz": 0.028349523125}
"""In kilograms."""
AREAS = {
    "ha": 10_000.0, "acre": 4046.8564224, "km²": 1e6, "mi²": 2_589_988.11, "m²": 1.0,
    "ft²": 0.09290304, "yd²": 0.83612736,
}  # fmt: skip
"""In square metres."""
SPEEDS = {"km/h": 1.0, "mph": 1.609344, "kn": 1.852, "m/s": 3.6}
"""In kilometres an hour."""
VOLUMES = {"l": 1.0, "gal": 3.785411784, "bbl": 158.987}
"""In litres."""
TABLES = (LENGTHS, WEIGHTS, AREAS, SPEEDS, VOLUMES)
TONS = (907.18474, 1000.0, 1016.0469)
"""Kilograms that a ton may have, by country; a tonne has 1,000."""
GALLONS = 4.54609 / 3.785411784
"""How much more a British gallon holds than an American one."""

_JOINT = re.compile(
    r"(?P<opening> \(|, or )(?:(?:about|around|roughly|approximately|some|nearly|almost|over) )?"
)
"""Between a figure and its conversion."""
_LONGEST_JOINT = 24
"""Code points."""
_AND_ON = re.compile(r" |, | and ")


def conversions(stated: Stated) -> Iterator[Alarm]:
    """ "40 miles (90 km)": 40 miles are 64 km."""
    text, before = stated.text, None
    for one, other in pairwise(stated.amounts):
        if _is_conversion(text, one, other) and not _is_compound(text, before, one):
            yield from _misfit(text, one, other)
        before = one


def _is_conversion(text: str, one: Facet, other: Facet) -> bool:
    """Whether the one is given as the other; "(5 km by train)" is none."""
    if other.start - one.end > _LONGEST_JOINT or not (is_number(one) and is_number(other)):
        return False
    joint = _JOINT.fullmatch(text, one.end, other.start)
    if joint is None:
        return False
    return joint["opening"] != " (" or text[other.end : other.end + 1] in _CLOSING


_CLOSING = frozenset("),;/")


def _is_compound(text: str, before: Facet | None, one: Facet) -> bool:
    """Whether the figure is the end of a longer one: "5 feet 6 inches (168 cm)"."""
    return before is not None and bool(_AND_ON.fullmatch(text, before.end, one.start))


def _misfit(text: str, one: Facet, other: Facet) -> Iterator[Alarm]:
    expected = _converted(one, other.unit or "")
    if not expected:
        return
    spare, share = slack(other) or 0.5, _SLACK + 0.05 * is_hedged(text, other)
    if other.unit in ("°C", "°F"):
        spare, share = _DEGREES, 0.0
    elif number(one):
        share += slack(one) / abs(number(one))
    if all(abs(each - number(other)) > max(spare, share * abs(each)) for each in expected):
        message = f"{one.text} is {shown(expected[0])} {other.unit}, not {other.text}."
        yield Alarm("conversion", message, (span(one), span(other)))


def _converted(one: Facet, unit: str) -> tuple[float, ...]:
    """What the figure comes to in another unit; more than one for units that differ by country."""
    value, own = number(one), one.unit or ""
    if {own, unit} == {"°C", "°F"}:
        return _degrees(value, unit)
    for table in TABLES:
        if own in table and unit in table and own != unit:
            return tuple(value * size / table[unit] for size in _sizes(one, table[own]))
    return ()


def _degrees(value: float, unit: str) -> tuple[float, float]:
    """The same temperature, or the same difference: "2 °C (3.6 °F) warmer"."""
    if unit == "°F":
        return value * 9 / 5 + 32, value * 9 / 5
    return (value - 32) * 5 / 9, value * 5 / 9


def _sizes(one: Facet, size: float) -> tuple[float, ...]:
    """What one of the unit may be, by country."""
    if one.unit == "gal":
        return size, size * GALLONS
    return TONS if one.text.lower().endswith(("ton", "tons")) else (size,)
