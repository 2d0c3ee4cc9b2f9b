"""Figures: the people and bodies of an article, each under all the names it goes by."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from factcheck.extraction.identity.mentions import Mention, Title
from factcheck.extraction.identity.sorts import LEGAL_FORMS, PEOPLE, Sort

_MOST_NAMESAKES = 8
"""Figures that share a word; beyond it, the word names nobody new."""
_LONGEST_NAME = 5
"""Words; more are no name of a person."""
_SMALL = frozenset({"of", "the", "and", "for", "in", "on"})
"""Words of a name that its acronym may leave out."""
NEVER = -9
"""A sentence before all that a reader remembers."""


class Held(NamedTuple):
    """That somebody has a title, and the words `start:end` of the sentence that say so."""

    title: Title
    start: int
    end: int
    sentence: int


@dataclass(slots=True, eq=False)
class Figure:
    """Somebody in the article; `fullest` is the mention with the longest form of the name.

    `count` are the mentions by name. `men` and `women` count the pronouns that went with
    it. `seen` and `introduced` are the last sentences, from 0, in which the reading so far
    came upon any mention, and upon the full name.
    """

    fullest: Mention
    sort: Sort
    titles: list[Held] = field(default_factory=list)
    count: int = 0
    men: int = 0
    women: int = 0
    seen: int = NEVER
    introduced: int = NEVER

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the fullest name, in lower case; none for somebody unnamed."""
        return self.fullest.words

    def learn(self, sort: Sort) -> None:
        """Takes over what a further mention shows about the sort."""
        if self.sort is Sort.OPEN or (self.sort is Sort.PERSON and sort in PEOPLE):
            self.sort = sort
        elif {self.sort, sort} == {Sort.MAN, Sort.WOMAN}:
            self.sort = Sort.PERSON

    def conclude(self) -> None:
        """Takes the pronouns that went with the name for what they show."""
        if self.sort is Sort.PERSON or (self.sort is Sort.OPEN and self.men + self.women > 1):
            if self.men > 2 * self.women:
                self.sort = Sort.MAN
            elif self.women > 2 * self.men:
                self.sort = Sort.WOMAN


class Cast:
    """All figures that the article names, to be asked whom a name means."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.figures: list[Figure] = []
        self._by_end: dict[str, list[Figure]] = defaultdict(list)
        self._by_part: dict[str, list[Figure]] = defaultdict(list)
        self._by_initials: dict[str, list[Figure]] = defaultdict(list)
        self._by_words: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
        self._bearers: dict[Mention, list[Figure]] = {}
        for mention in sorted(mentions, key=lambda each: -len(each.words)):
            self._admit(mention)

    def bearers(self, mention: Mention) -> list[Figure]:
        """The figures that the name may mean; several where it is shared."""
        return self._bearers.get(mention, [])

    def bearer(self, mention: Mention) -> Figure | None:
        """The one figure that the name means; None where it is shared."""
        bearers = self.bearers(mention)
        return bearers[0] if len(bearers) == 1 else None

    def _admit(self, mention: Mention) -> None:
        found = self._namesakes(mention) or [self._enter(mention)]
        if len(found) == 1:
            figure = found[0]
            figure.count += 1
            figure.learn(_shown(mention, figure))
            if mention.title and len(figure.titles) < _MOST_NAMESAKES:
                figure.titles.append(
                    Held(mention.title, mention.lead, mention.end, mention.sentence)
                )
        self._bearers[mention] = found

    def _enter(self, mention: Mention) -> Figure:
        figure = Figure(mention, mention.sort)
        self.figures.append(figure)
        words = mention.words
        self._by_words[words].append(figure)
        self._by_end[words[-1]].append(figure)
        for word in set(words[:-1]) - _SMALL:
            self._by_part[word].append(figure)
        for initials in _initials(words) | ({mention.short} if mention.short else set()):
            self._by_initials[initials].append(figure)
        return figure

    def _namesakes(self, mention: Mention) -> list[Figure]:
        """Figures of that very name; else whose name ends so, is its long form, or holds it."""
        words = mention.words
        same = [each for each in self._by_words.get(words, ()) if _agrees(mention, each)]
        if same:
            return same[:1]
        for figures in (self._by_end.get(words[-1]), self._by_initials.get(words[0]),
                        self._by_part.get(words[0])):  # fmt: skip
            if figures and len(figures) <= _MOST_NAMESAKES:
                found = [each for each in figures if _may_be(mention, each)]
                if found:
                    return found
        return []


def _shown(mention: Mention, figure: Figure) -> Sort:
    """A name of several words whose last is used alone is a person's."""
    if mention.sort is Sort.OPEN and len(mention.words) == 1 < len(figure.words) < _LONGEST_NAME:
        return Sort.PERSON
    return mention.sort


def _agrees(mention: Mention, figure: Figure) -> bool:
    """Whether nothing known of either speaks against their being the same."""
    one, other = mention.sort, figure.sort
    if mention.sure and {one, other} == {Sort.MAN, Sort.WOMAN}:
        return False
    if (one in PEOPLE and other is Sort.BODY) or (one is Sort.BODY and other in PEOPLE):
        return False
    nation = mention.title.nation if mention.title and one is Sort.BODY else None
    return nation is None or all(held.title.nation in (None, nation) for held in figure.titles)


def _may_be(mention: Mention, figure: Figure) -> bool:
    """Whether the mention may be a shorter form of the figure's name.

    A middle name is one only behind the full name.
    """
    short, full = mention.words, figure.words
    if len(short) >= len(full) or not _agrees(mention, figure):
        return False
    if len(short) == 1 and (short[0] == figure.fullest.short or short[0] in _initials(full)):
        return mention.sort is Sort.BODY
    if figure.sort is Sort.BODY:
        return _names_body(mention, figure)
    if mention.sort in (Sort.BODY, Sort.PLACE) and figure.sort not in PEOPLE:
        return False
    if short[-1] != full[-1] and (figure.sort is Sort.OPEN or mention.sort is Sort.PLACE):
        return False
    if short[0] not in (full[0], full[-1]) and mention.sentence < figure.fullest.sentence:
        return False
    return figure.fullest.trusted and _names_person(short, full)


def _names_person(short: Sequence[str], full: Sequence[str]) -> bool:
    """ "Holt", "Frank", "Lee" or "Frank Holt" for Frank Lee Holt."""
    return _is_within(short, full) and (len(short) == 1 or short[-1] == full[-1])


def _names_body(mention: Mention, figure: Figure) -> bool:
    """ "the State Department" for the US State Department, "Acme" for Acme Corp."""
    short, full = mention.words, figure.words
    if mention.sort is Sort.BODY and short[-1] == full[-1]:
        return _is_within(short, full)
    return short == full[: len(short)] and LEGAL_FORMS.issuperset(full[len(short) :])


def _is_within(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether the words stand in the full name in the same order."""
    rest = iter(full)
    return all(word in rest for word in short)


def _initials(words: Sequence[str]) -> set[str]:
    """ "imf" for International Monetary Fund; with and without its small words."""
    if len(words) == 1:
        return set()
    return {
        "".join(word[0] for word in words),
        "".join(word[0] for word in words if word not in _SMALL),
    }
