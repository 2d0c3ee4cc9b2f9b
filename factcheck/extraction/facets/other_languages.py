"""Figures, dates and quotations of a text that is not in English, read without its grammar."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from factcheck.extraction.facets.relative_dates import calendar_date, likeliest_year
from factcheck.extraction.overlaps import Overlaps
from factcheck.extraction.records import Facet
from factcheck.extraction.sentences.quotations import Quotation
from factcheck.extraction.words.abroad import (
    CURRENCIES,
    MONTHS_OF,
    PERCENT,
    POINTED,
    SCALES,
)
from factcheck.vocabulary import FacetType

Place = tuple[int, int]


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, longer ones first, each to its end.

    Chinese, Japanese and Korean write without spaces: a word may follow at once.
    """
    ordered = sorted(words, key=len, reverse=True)
    ends = [r"\b" if word[-1].isalpha() and word[-1] < _SPACELESS else "" for word in ordered]
    return "|".join(re.escape(word) + end for word, end in zip(ordered, ends, strict=True))


_SPACELESS = "\u2e80"
"""From here on the scripts of East Asia."""


_DIGITS = r"[0-9]{1,15}(?:[.,\u00a0\u202f ][0-9]{3}(?![0-9])){0,4}(?:[.,][0-9]{1,6})?"
_AMOUNT = re.compile(
    rf"(?<![0-9A-Za-z\u00c0-\u1fff.,])(?P<before>{_any(CURRENCIES)})?\s?(?P<digits>{_DIGITS})"
    rf"(?:\s?(?P<scale>{_any(SCALES)}))?"
    rf"(?:\s?(?P<percent>{_any(PERCENT)})|\s(?:d[ei] |d[’'])?(?P<after>{_any(CURRENCIES)})"
    rf"|(?P<sign>[€£$¥円元원₺₹]))?",
    re.IGNORECASE,
)
"""1.250,50 € / US$ 20 milhões / 12,5 Prozent / 3 millones de dólares."""

_NAMES = "|".join(sorted({name for months in MONTHS_OF.values() for name in months}, key=len)[::-1])
_DATE = re.compile(
    rf"(?<![0-9A-Za-z\u00c0-\u1fff.,])(?:(?P<year0>[0-9]{{4}})-(?P<month0>[0-9]{{2}})-(?P<day0>[0-9]{{2}})(?!\w)"
    r"|(?P<year1>[0-9]{4})年(?:(?P<month1>[0-9]{1,2})月(?:(?P<day1>[0-9]{1,2})日)?)?"
    r"|(?P<day2>[0-9]{1,2})(?P<gap>[./])(?P<month2>[0-9]{1,2})(?P=gap)(?P<year2>[0-9]{4})(?!\w)"
    rf"|(?:(?P<day3>[0-9]{{1,2}})(?:\.|º|er)?\s(?:de\s)?)?(?P<name>{_NAMES})\b"
    r"(?:\s(?:de\s|del\s)?(?P<year3>[0-9]{4})(?!\w))?)",
    re.IGNORECASE,
)
"""2025-10-14 / 2025年10月14日 / 14.10.2025 / 14 de octubre de 2025 / octobre 2025."""

_YEARS = range(1800, 2100)


def find_facets_abroad(
    text: str,
    span: Place,
    *,
    language: str,
    published: dt.date | None = None,
    quotations: Sequence[Quotation] = (),
) -> list[Facet]:
    """Facets of the sentence at `span` in `language` (ISO 639-1), in text order.

    Names, roles and superlatives are left out: they take a knowledge of the language.
    """
    found = list(_dates(text, span, language, published))
    dates = Overlaps(list(found))
    found += [each for each in _amounts(text, span, language) if not dates.of(each.start, each.end)]
    found += [
        Facet(FacetType.QUOTATION, text[q.start : q.end], q.start, q.end,
              text[q.inner_start : q.inner_end])
        for q in quotations
    ]  # fmt: skip
    return sorted(found, key=lambda facet: (facet.start, facet.end))


def _dates(text: str, span: Place, language: str, published: dt.date | None) -> Iterator[Facet]:
    for match in _DATE.finditer(text, *span):
        parts = match.groupdict()
        form = next(number for number in "0123" if parts.get(f"year{number}") or number == "3")
        name = parts["name"]
        if name and not (parts["day3"] or parts["year3"]):
            continue  # "mars" and "mai" mean other things too
        month = _month(name, language) if name else int(parts.get(f"month{form}") or 0)
        if month is not None:
            value = _value(parts[f"year{form}"], month, parts[f"day{form}"], published)
            yield Facet(FacetType.DATE, match.group(), *match.span(), value)


def _month(name: str, language: str) -> int | None:
    return MONTHS_OF.get(language, {}).get(name.lower())


def _value(year: str | None, month: int, day: str | None, published: dt.date | None) -> str | None:
    """The ISO 8601 value, with the likeliest year where none is written."""
    number = int(day) if day else None
    if year and not month:
        return year
    if not 1 <= month <= 12:
        return None
    known = int(year) if year else likeliest_year("", month, number, published)
    return calendar_date(known, month, number)


def _amounts(text: str, span: Place, language: str) -> Iterator[Facet]:
    for match in _AMOUNT.finditer(text, *span):
        number = _number(match["digits"], pointed=language in POINTED)
        if number is None:
            continue
        if scale := match["scale"]:
            number = _whole(number * SCALES[scale.lower()])
        start, end = match.span()
        start += len(match.group()) - len(match.group().lstrip())
        beside = match["before"] or match["after"] or match["sign"] or ""
        currency = CURRENCIES.get(beside.lower())
        if match["percent"]:
            yield Facet(FacetType.PERCENTAGE, text[start:end], start, end, number, "%")
        elif currency:
            yield Facet(FacetType.MONEY, text[start:end], start, end, number, currency)
        elif not scale and number in _YEARS and match["digits"].isdigit():
            yield Facet(FacetType.DATE, text[start:end], start, end, match["digits"])
        else:
            yield Facet(FacetType.FIGURE, text[start:end], start, end, number)


def _number(digits: str, *, pointed: bool) -> int | float | None:
    """The value of digits with their separators: "1.250,5" is 1250.5, pointed "1,250.5" too."""
    plain = re.sub(r"[\u00a0\u202f ]", "", digits)
    thousands, decimal = (",", ".") if pointed else (".", ",")
    whole, _, part = plain.partition(decimal)
    groups = whole.split(thousands)
    if len(groups) > 1 and any(len(group) != 3 for group in groups[1:]):
        whole, part = ".".join(groups[:2]).partition(".")[::2] if len(groups) == 2 else ("", "")
    try:
        return _whole(float(f"{whole.replace(thousands, '')}.{part or 0}"))
    except ValueError:
        return None


def _whole(number: float) -> int | float:
    return int(number) if number == int(number) else number
