"""Years and stretches of them: "2019", "2015–19", "the 1990s", "Q3 2024", "spring of 2022"."""

from collections.abc import Sequence

from factcheck.extraction.facets.calendar_dates import BEFORE_YEARS, number_at, year_at
from factcheck.extraction.facets.numerals import word_at
from factcheck.extraction.facets.ordinals import ENDINGS, ORDINALS
from factcheck.extraction.facets.readings import Reading, dated, glued
from factcheck.extraction.facets.relative_dates import Day, part_of_year
from factcheck.extraction.words.calendar import MONTHS, NARROWING, SHIFTS
from factcheck.extraction.words.tokens import WORD, Token

_PARTS = {"quarter": 4, "half": 2}
"""How many of them make a year."""
_LETTERS = {"q": "quarter", "h": "half"}
_MOST_CENTURIES = 21


_OUR_ERA = frozenset({"ad", "ce", "a.d."})
_ERAS = _OUR_ERA | {"bc", "bce", "b.c."}
"""Behind a year: "394 AD"; years before our era have no value."""


def read_year(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "in 2019", "(1994)", "the 2024 elections"; not "2019 people" without such a word."""
    era = word_at(tokens, at + 1)
    if era in _ERAS and number_at(tokens, at) is not None:
        return dated(at, at + 2, tokens[at].text.zfill(4) if era in _OUR_ERA else None)
    year = year_at(tokens, at)
    if year is None:
        return None
    span = _span_of_years(tokens, at, year)
    if span is not None:
        return span
    before = tokens[at - 1].lower if at else ""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    placed = before in BEFORE_YEARS or before in NARROWING or before in MONTHS
    placed = placed or before in {"(", ",", "the", "'s"} or _is_named_before(tokens, at)
    loose = after is None or after.kind != WORD or after.lower in BEFORE_YEARS
    modern = 1900 <= year <= 2100
    if placed and (modern or loose or (before in _INTO and not _is_counted(after))):
        return dated(at, at + 1, str(year))
    if modern and loose and before not in {"$", "£", "€"}:
        return dated(at, at + 1, str(year))
    return None


def _is_named_before(tokens: Sequence[Token], at: int) -> bool:
    """ "Rome 2012"; short words of capitals alone number laws: "HB 1775"."""
    if at == 0 or not tokens[at - 1].capitalised:
        return False
    return len(tokens[at - 1].text) > 3 or not tokens[at - 1].text.isupper()


_INTO = frozenset({"in", "since", "until", "circa"})


def _is_counted(after: Token | None) -> bool:
    """Whether the word behind may be what is counted: "in 1500 cases"."""
    if after is None or after.lower in _NO_NOUNS:
        return False
    return after.lower.endswith("s") or after.lower in _PLURALS


_PLURALS = frozenset({"people", "men", "women", "children", "km"})
_NO_NOUNS = frozenset({"as", "was", "is", "his", "this", "has", "its"})


def _span_of_years(tokens: Sequence[Token], at: int, year: int) -> Reading | None:
    """ "1939-1945", "2019-20", "2019/20"."""
    mark = word_at(tokens, at + 1)
    if mark not in ("-", "–", "/"):
        return None
    end = year_at(tokens, at + 2)
    if end is None:
        short = number_at(tokens, at + 2)
        if short is None or len(tokens[at + 2].text) != 2 or short <= year % 100:
            return None
        if mark == "/" and short != year % 100 + 1:
            return None
        end = year - year % 100 + short
    if word_at(tokens, at + 3) == mark:
        return None
    return dated(at, at + 3, f"{year}/{end}")


def read_decade(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "1990s", and at a mark "’90s"."""
    if tokens[at].text in ("'", "’", "‘"):
        short = number_at(tokens, at + 1)
        if short is None or len(tokens[at + 1].text) != 2 or not glued(tokens[at + 1], tokens[at]):
            return None
        year, place = (2000 if short < 30 else 1900) + short, at + 1
    else:
        year, place = year_at(tokens, at) or 1, at
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if year % 10 or after is None or not glued(after, tokens[place]):
        return None
    return dated(at, place + 2, f"{year}/{year + 9}") if after.lower in ("s", "'s") else None


def _rank_at(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "third" or "20th" and the token behind it."""
    if tokens[at].lower in ORDINALS:
        return ORDINALS[tokens[at].lower], at + 1
    number = number_at(tokens, at)
    if number is not None and word_at(tokens, at + 1) in ENDINGS:
        return number, at + 2
    return None


def read_century(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "the 20th century", "nineteenth-century": 1800 to 1899, as ISO 8601 counts."""
    rank = _rank_at(tokens, at)
    if rank is None:
        return None
    place = rank[1] + (word_at(tokens, rank[1]) == "-")
    if word_at(tokens, place) != "century" or not 0 < rank[0] <= _MOST_CENTURIES:
        return None
    if word_at(tokens, place + 1) in ("bc", "bce"):
        return None
    return dated(at, place + 1, f"{100 * rank[0] - 100:04}/{100 * rank[0] - 1:04}")


def read_part_of_year(tokens: Sequence[Token], at: int, published: Day) -> Reading | None:
    """ "third quarter of 2024", "Q3 2024", "first half of last year"."""
    part = _LETTERS.get(tokens[at].lower)
    if part is not None:
        number, place = number_at(tokens, at + 1), at + 2
        if number is None or not glued(tokens[at + 1], tokens[at]):
            return None
    else:
        rank = _rank_at(tokens, at)
        part = word_at(tokens, rank[1]) if rank else ""
        if rank is None or part not in _PARTS:
            return None
        number, place = rank[0], rank[1] + 1
    place += word_at(tokens, place) == "of"
    if not 1 <= number <= _PARTS[part]:
        return None
    year, after = year_at(tokens, place), place + 1
    if year is None:
        if word_at(tokens, place + 1) != "year" or tokens[place].lower not in SHIFTS:
            return None
        year, after = _shifted_year(published, SHIFTS[tokens[place].lower]), place + 2
    return dated(at, after, part_of_year(year, part, number) if year else None)


def _shifted_year(published: Day, shift: int) -> int | None:
    return published.year + shift if published and 1 <= published.year + shift <= 9999 else None


def read_season(tokens: Sequence[Token], at: int) -> Reading | None:
    """ "summer 2023", "the spring of 2022": the year alone, for seasons differ over the earth."""
    place = at + 1 + (word_at(tokens, at + 1) == "of")
    year = year_at(tokens, place)
    return dated(at, place + 1, str(year)) if year else None
