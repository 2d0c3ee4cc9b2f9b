"""Ages that do not follow from a date of birth."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from factcheck.extraction.alarms.amounts import in_order, is_number, number, piece, shown, span
from factcheck.extraction.alarms.article import Article, Stated, datings
from factcheck.extraction.alarms.births import DAY_OR_YEAR, MOST, REACH, Birth, births, names_of
from factcheck.extraction.records import Alarm, Facet, Span

_AGED = re.compile(r"(?:, (?:aged |age |now )?| \((?:aged )?| is (?:now )?)")
"""Between a name and an age: "Ana Ruiz, 34,"."""
_LEADS = (", ", "(", "aged ", "age ", "now ", " is ", "age of ", " at ")
"""What stands right in front of an age that is a bare number."""
_BEHIND_AGE = re.compile(r"[,)](?! \d)|\.(?!\d)| years old| today| now")
_YEAR_OLD = re.compile(r"-year-old (?:[\w’'-]+ ){0,3}$")
_YEARS = re.compile(r"[- ]year")
_DIED = re.compile(r"\b(?:died|death|dies|dead|killed|murdered)\b")
_HE_DIED = re.compile(
    r"(?: \([^()]{0,40}\))?(?:, (?:the|a|an) [^,;]{0,60},|,)?"
    r"(?: (?:who|has|had|then|later|suddenly|peacefully))* died"
    r"(?: [\w’'-]+){0,6},? (?:aged|at|at age|at the age of) "
)
"""Between a name and an age at death: "Otto Lind (1890–1932) died in Oslo at the age of 52"."""
_OLDEST, _YOUNGEST = 120, 6
"""Years; from the youngest on, two ages of one name are of one person."""
_THEN = re.compile(
    r"\b(?:[Ww]hen|[Tt]hen|at the time|[Aa]fter|[Bb]efore|later|son|daughter|father)\b"
)
"""Beside an age that is not of today, or not of who is named."""


class Age(NamedTuple):
    """How old somebody is said to be, at publication or at death; `dates` stand beside it."""

    name: str
    years: float
    span: Span
    at_death: bool
    dates: Sequence[Facet]


def ages(article: Article) -> Iterator[Alarm]:
    """ "Ana Ruiz, 34, … was born in 1960" in an article of 2025; "the 43-year-old Ruiz"."""
    born: dict[str, list[Birth]] = defaultdict(list)
    for birth in births(article.sentences):
        born[_surname(birth.name)].append(birth)
    told: dict[str, list[tuple[Age, Stated]]] = defaultdict(list)
    for stated in article.sentences:
        if stated.amounts:
            for age in _ages(stated):
                told[_surname(age.name)].append((age, stated))
    if not told or not (born or any(len(each) > 1 for each in told.values())):
        return
    families = _families(article.sentences)
    for surname, each in told.items():
        known = born.get(surname, ())
        for age, stated in each:
            if len(known) == 1 and _same_person(known[0].name, age.name, families[surname]):
                yield from _misfit(known[0], age, stated)
        yield from _two_ages(each, families[surname])


def _two_ages(told: Sequence[tuple[Age, Stated]], family: set[str]) -> Iterator[Alarm]:
    """ "Ana Ruiz, 34, … the 43-year-old Ruiz", both of today."""
    today = [age for age, stated in told if not age.at_death and not _is_of_the_past(age, stated)]
    for one, other in combinations(today[:MOST], 2):
        if not _same_person(one.name, other.name, family) or one.span.start == other.span.start:
            continue
        if abs(one.years - other.years) > 1 and min(one.years, other.years) >= _YOUNGEST:
            words = f"{shown(one.years)} and {shown(other.years)} for the age of {one.name}."
            yield Alarm("age", words, in_order(one.span, other.span))
            return


def _is_of_the_past(age: Age, stated: Stated) -> bool:
    """Whether a time of its own stands by the age: "in 1994", "then 29", "at the time"."""
    start, end = stated.passage.span
    first, last = max(start, age.span.start - REACH // 2), min(end, age.span.end + REACH // 2)
    if _THEN.search(stated.text, first, last):
        return True
    return any(date.text[-4:].isdigit() for date in datings(stated.text, age.dates))


def _surname(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1].lower()


def _families(sentences: Sequence[Stated]) -> dict[str, set[str]]:
    """The full names in the article by their surnames."""
    found: dict[str, set[str]] = defaultdict(set)
    for stated in sentences:
        for name in names_of(stated):
            if " " in name.text:
                found[_surname(name.text)].add(name.text.lower())
    return found


def _same_person(one: str, other: str, family: set[str]) -> bool:
    """Whether the names are the same, or one is a surname that only one person has."""
    if one.lower() == other.lower():
        return True
    return (" " in one) != (" " in other) and len(family) == 1


def _ages(stated: Stated) -> Iterator[Age]:
    text = stated.text
    amounts = [each for each in stated.amounts[:MOST] if _may_be_age(text, each)]
    names = names_of(stated)[:MOST] if amounts else []
    if not names:
        return
    died = bool(_DIED.search(text, *stated.passage.span))
    for amount in amounts:
        for name in names:
            if died and _is_age_at_death(text, name, amount):
                yield Age(name.text, number(amount), span(amount), True, stated.dates)
            elif not died and _is_age_of(text, name, amount):
                years = piece(text, amount.start, amount.start + len(_YEARS.split(amount.text)[0]))
                yield Age(name.text, number(amount), years, False, stated.dates)


def _may_be_age(text: str, amount: Facet) -> bool:
    """Whether it is a number of years, or a bare one behind what leads to an age."""
    if amount.unit not in (None, "year") or not is_number(amount):
        return False
    if not 0 < number(amount) <= _OLDEST:
        return False
    return amount.unit == "year" or text.endswith(_LEADS, 0, amount.start)


def _is_age_at_death(text: str, name: Facet, amount: Facet) -> bool:
    if not name.end < amount.start <= name.end + 2 * REACH or amount.unit not in (None, "year"):
        return False
    return bool(_HE_DIED.fullmatch(text, name.end, amount.start))


def _is_age_of(text: str, name: Facet, amount: Facet) -> bool:
    """ "Ana Ruiz, 34,", "Ana Ruiz is 34 years old", "34-year-old Ana Ruiz"."""
    if name.end <= amount.start <= name.end + REACH:
        behind = _BEHIND_AGE.match(text, amount.end)
        return bool(_AGED.fullmatch(text, name.end, amount.start) and behind)
    if amount.end <= name.start <= amount.start + REACH:
        return bool(_YEAR_OLD.search(text[amount.start : name.start]))
    return False


def _misfit(birth: Birth, age: Age, stated: Stated) -> Iterator[Alarm]:
    on = _reference(birth, age, stated)
    if on is None:
        return
    least, most = _years(birth.born, on)
    spare = 0 if age.at_death else 1
    if least < 0 or least - spare <= age.years <= most + spare:
        return
    right = str(most) if least == most else f"{least} or {most}"
    verb = "was" if age.at_death else "is"
    words = f"Born in {birth.born[:4]}, {birth.name} {verb} {right} in {on[:4]}"
    yield Alarm("age", f"{words}, not {age.span.text}.", in_order(birth.span, age.span))


def _reference(birth: Birth, age: Age, stated: Stated) -> str | None:
    """The date at which the age holds. An age beside an older date is one of that time."""
    dates = datings(stated.text, age.dates)
    others = [str(date.value) for date in dates if date.start != birth.span.start]
    if age.at_death:
        alone = len(others) == 1 and DAY_OR_YEAR.fullmatch(others[0])
        return birth.died or (others[0] if alone else None)
    published = stated.published
    if published is None or birth.died is not None:
        return None
    if any(value[:4].isdigit() and int(value[:4]) < published.year for value in others):
        return None
    return published.isoformat()


def _years(born: str, on: str) -> tuple[int, int]:
    """The fewest and the most full years between two dates, as far as they are known."""
    years = int(on[:4]) - int(born[:4])
    if len(born) == len(on) == len("2025-10-14"):
        exact = years - (on[5:] < born[5:])
        return exact, exact
    return years - 1, years
