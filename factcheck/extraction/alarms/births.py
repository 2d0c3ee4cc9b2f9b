"""When people were born, as the article says."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.extraction.alarms.amounts import piece, span
from factcheck.extraction.alarms.article import Stated
from factcheck.extraction.records import Facet, Span
from factcheck.vocabulary import FacetType

DAY_OR_YEAR = re.compile(r"\d{4}(?:-\d{2}-\d{2})?")
MOST = 8
"""Names and dates at the head of a sentence; a longer one lists people."""
REACH = 60
"""Code points between a name and what is said of its age."""

_IN_TOWN = r"(?: in [A-Z][\w’'-]+(?:,? [A-Z][\w’'-]+){0,3},?)?"
_WAS_BORN = re.compile(
    r"(?:,? \(?(?:aged )?\d{1,3}\)?,?)?(?:,| who|, who)?(?: was)?(?: \(|,)? ?(?:born|b\.)"
    rf"{_IN_TOWN}(?: on| in)? "
)
"""Between a name and the day of birth: "Ana Ruiz was born in Lima on May 3, 1960"."""
_HE_WAS_BORN = re.compile(rf"(?:He|She) was born{_IN_TOWN} (?:on|in) ")
_AGED_SUBJECT = re.compile(r", \d{1,3}, ")
"""Behind the one of whom the sentence speaks: "Ruiz, 34, runs the shop. She was born …"."""
_BORN_FIRST = re.compile(r"Born (?:on |in )")
_THEN_NAMED = re.compile(rf"{_IN_TOWN},? (?:[a-z][\w-]* ){{0,4}}")
"""Between "Born in 1960" and the name: " in Lima, "."""
_LIFE = re.compile(r"(\d{4})[-–—](\d{4})")


class Birth(NamedTuple):
    """When somebody was born, and died if the text says so; as dates in ISO 8601."""

    name: str
    born: str
    span: Span
    died: str | None = None


def births(sentences: Sequence[Stated]) -> Iterator[Birth]:
    """All births in text order."""
    before: Stated | None = None
    for stated in sentences:
        if stated.dates:
            told = stated.text.find("orn ", *stated.passage.span) >= 0
            names = names_of(stated) if told or _has_brackets(stated) else []
            if names:
                yield from _lives(stated, names)
            if told:
                yield from _said(stated, names[:MOST], names_of(before) if before else ())
        before = stated


def _has_brackets(stated: Stated) -> bool:
    """Whether the years of a life may stand in it."""
    return stated.text.find("(", *stated.passage.span) >= 0


def names_of(stated: Stated) -> list[Facet]:
    """The names in a sentence; places are none."""
    return [each for each in stated.passage.facets if each.type is FacetType.NAME]


def _lives(stated: Stated, names: Sequence[Facet]) -> Iterator[Birth]:
    """ "Ana Ruiz (1930–2020)"."""
    ends = {name.end: name for name in names}
    for date in stated.dates:
        life, name = _LIFE.fullmatch(date.text), ends.get(date.start - len(" ("))
        if life and name and stated.text[date.start - 1] == "(":
            born = piece(stated.text, date.start, date.start + len("1930"))
            yield Birth(name.text, life[1], born, life[2])


def _said(stated: Stated, names: Sequence[Facet], before: Sequence[Facet]) -> Iterator[Birth]:
    """ "Ana Ruiz was born in 1960", "She was born in 1960", "Born in 1960, Ana Ruiz"."""
    for date in stated.dates[:MOST]:
        if DAY_OR_YEAR.fullmatch(str(date.value)) and str(date.value)[:4] in date.text:
            name = _who(stated, date, names, before)
            if name is not None:
                yield Birth(name.text, str(date.value), span(date))
                return


def _who(
    stated: Stated, date: Facet, names: Sequence[Facet], before: Sequence[Facet]
) -> Facet | None:
    text, start = stated.text, stated.passage.span[0]
    if _HE_WAS_BORN.fullmatch(text, start, date.start):
        return before[0] if before and _is_subject(text, before) else None
    first = _BORN_FIRST.fullmatch(text, start, date.start)
    for name in names:
        if first and 0 < name.start - date.end < REACH:
            if _THEN_NAMED.fullmatch(text, date.end, name.start):
                return name
        elif 0 < date.start - name.end < REACH and _WAS_BORN.fullmatch(text, name.end, date.start):
            return name
    return None


def _is_subject(text: str, names: Sequence[Facet]) -> bool:
    """Whether "he" must be the first of the names: it is alone, or its age opens the sentence."""
    if len(names) == 1 and " " in names[0].text:
        return True
    return bool(_AGED_SUBJECT.match(text, names[0].end))
