"""What nouns and pronouns show about whom they stand for: a man, a woman, a body, several."""

from enum import StrEnum

from factcheck.extraction.words.roles import HEADS, ORGANISATION_WORDS
from factcheck.extraction.words.wordlists import word_set


class Sort(StrEnum):
    """What somebody is, as far as the words show it."""

    MAN = "man"
    WOMAN = "woman"
    PERSON = "person"
    BODY = "body"
    GROUP = "group"
    PLACE = "place"
    OPEN = "open"


PEOPLE = frozenset({Sort.MAN, Sort.WOMAN, Sort.PERSON})

_MEN = word_set("""
    man boy father husband son brother uncle nephew grandfather widower gentleman sir duke earl
    king prince emperor sultan pope monk waiter actor dad stepfather
    """)
_WOMEN = word_set("""
    woman girl mother wife daughter sister aunt niece grandmother widow lady queen princess duchess
    empress nun waitress actress mum mom stepmother
    """)
_OTHERS = word_set("""
    student player victim suspect driver patient neighbour neighbor artist musician composer
    designer architect engineer expert campaigner star rapper comedian broadcaster presenter
    guitarist drummer photographer painter sculptor poet linguist mathematician physicist chemist
    biologist psychologist sociologist anthropologist philosopher theologian critic survivor
    billionaire millionaire republican democrat defendant plaintiff petitioner respondent
    appellant
    """)
TRADES = word_set("""
    company firm agency charity watchdog regulator retailer manufacturer airline newspaper
    magazine website broadcaster carmaker startup bank supplier operator developer brewery
    publisher union
    """)
"""Say what a body is in front of its name: "the brewery Oakes"."""
_BODIES = TRADES | word_set("""
    paper station channel council administration authority factory academy network coalition
    alliance organisation organization committee commission body regime army militia team
    laboratory faculty airport
    """)
_WRITTEN = word_set("""
    report study document statement letter survey paper poll inquiry article lawsuit complaint
    filing audit memo review analysis
    """)
_SEVERAL = word_set("""
    people police authorities men women parents families residents critics experts scientists
    authors protesters demonstrators activists workers villagers children twins brothers sisters
    companies firms agencies groups parties unions governments countries states states bodies
    couple pair duo officials families economists
    """)
_NO_ROLES = frozenset({"general", "major"})
"""Nouns of office that are mostly something else: "the general election"."""


def _sorts() -> dict[str, Sort]:
    found = dict.fromkeys(_SEVERAL, Sort.GROUP)
    heads = (HEADS | _OTHERS) - _NO_ROLES
    found |= {word + "s": Sort.GROUP for word in heads if not word.endswith(("man", "s"))}
    found |= {word[:-3] + "men": Sort.GROUP for word in heads if word.endswith("man")}
    found |= dict.fromkeys(ORGANISATION_WORDS | _BODIES | _WRITTEN, Sort.BODY)
    found |= {word: _of_office(word) for word in heads}
    found |= dict.fromkeys(_MEN, Sort.MAN) | dict.fromkeys(_WOMEN, Sort.WOMAN)
    return found | {"police": Sort.GROUP, "house": Sort.OPEN, "school": Sort.OPEN}


def _of_office(word: str) -> Sort:
    if word.endswith("woman"):
        return Sort.WOMAN
    return Sort.MAN if word.endswith("man") else Sort.PERSON


NOUNS = _sorts()
"""Lower-case noun to what it says: "spokeswoman" → a woman, "ministry" → a body."""

PRONOUNS = {
    "he": Sort.MAN, "him": Sort.MAN, "his": Sort.MAN,
    "she": Sort.WOMAN, "her": Sort.WOMAN,
    "it": Sort.BODY, "its": Sort.BODY,
    "they": Sort.GROUP, "their": Sort.GROUP,
    "who": Sort.OPEN, "which": Sort.OPEN,
}  # fmt: skip
"""Pronouns that point back, to what they point at; the relative ones at any sort."""

LEGAL_FORMS = word_set("inc corp corporation ltd llc plc group holdings co gmbh ag company party")
"""Words at the end of a body's name that short forms leave out."""


def fits(sort: Sort, wanted: Sort) -> float:
    """How well somebody of one sort answers a pronoun of another, from 0 (not) to 1."""
    if sort is wanted:
        return 1.0
    return _ALSO_FITS.get((wanted, sort), 0.0)


_ALSO_FITS = {
    (Sort.MAN, Sort.PERSON): 0.9, (Sort.MAN, Sort.OPEN): 0.6,
    (Sort.WOMAN, Sort.PERSON): 0.9, (Sort.WOMAN, Sort.OPEN): 0.6,
    (Sort.BODY, Sort.OPEN): 0.4, (Sort.BODY, Sort.PLACE): 0.3,
}  # fmt: skip
"""Who else may answer: "he" the mayor, or a name that shows nothing."""
