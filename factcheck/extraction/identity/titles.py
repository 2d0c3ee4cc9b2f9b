"""Titles: which of an article's figures is "the US President" or "the ministry"."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import pairwise

from factcheck.extraction.identity.figures import NEVER, Cast, Figure, Held
from factcheck.extraction.identity.mentions import Mention, Scene, Title
from factcheck.extraction.identity.sorts import PEOPLE, Sort
from factcheck.extraction.words.tokens import Token
from factcheck.extraction.words.wordlists import word_set

_CHANGING = word_set("former vice deputy acting prime assistant ex interim under then shadow")
"""Make another office of the one they stand with: "deputy mayor"."""
_EQUATING = word_set("is was became remains remained")
_BETWEEN = word_set(", who which also now")
"""May stand beside the verb: "Ana Ruiz, who is now the mayor"."""
_MOST_HOLDERS = 12
_NEAR = 3
"""Sentences in which one of several holders must have been mentioned."""


class Offices:
    """Who holds which office or is what, to be asked whom a description means."""

    def __init__(self, cast: Cast, scenes: Sequence[Scene]) -> None:
        self._scenes = scenes
        self._holders: dict[str, list[tuple[Figure, Held]]] = defaultdict(list)
        for figure in cast.figures:
            for held in {each.title: each for each in reversed(figure.titles)}.values():
                holders = self._holders[held.title.head]
                if len(holders) < _MOST_HOLDERS:
                    holders.append((figure, held))

    def holder(self, mention: Mention, barred: Collection[Figure]) -> tuple[Figure, Held] | None:
        """Who the description means, with where the article says so; None if it is open.

        The figures `barred` cannot be meant. A person may be named later, a body is not.
        """
        title = mention.title
        if title is None or not mention.definite:
            return None
        fitting = [
            (figure, held)
            for figure, held in self._holders.get(title.head, ())
            if figure not in barred
            and (figure.seen > NEVER or mention.sort in PEOPLE)
            and _agrees(mention, figure)
            and self._fits(title, held)
        ]
        same_land = [each for each in fitting if title.nation and each[1].title.nation]
        near = [each for each in fitting if mention.sentence - each[0].seen <= _NEAR]
        for holders in (fitting, same_land, near):
            if holders and all(figure is holders[0][0] for figure, _ in holders):
                return holders[0]
        return None

    def _fits(self, asked: Title, held: Held) -> bool:
        """Whether everything said with the description holds of the office.

        An office of no country is that of one named in its sentence.
        """
        title = held.title
        if (title.marks ^ asked.marks) & _CHANGING or not asked.marks <= title.marks:
            return False
        if asked.nation is None or asked.nation == title.nation:
            return True
        return title.nation is None and asked.nation in self._scenes[held.sentence].nations()


def _agrees(mention: Mention, figure: Figure) -> bool:
    if mention.sort in PEOPLE:
        return figure.sort is Sort.OPEN or (
            figure.sort in PEOPLE and {mention.sort, figure.sort} != {Sort.MAN, Sort.WOMAN}
        )
    return figure.sort in (mention.sort, Sort.OPEN)


def titles_beside(
    cast: Cast, mentions: Sequence[Mention], tokens: Sequence[Token]
) -> dict[Mention, tuple[Figure, Held]]:
    """The phrases of a sentence that stand beside a name and say what its bearer is."""
    found: dict[Mention, tuple[Figure, Held]] = {}
    for one, other in pairwise(each for each in mentions if each.words or each.title):
        name, phrase = (one, other) if one.words else (other, one)
        figure = cast.bearer(name) if not phrase.words else None
        if figure is None or phrase.title is None or not _agrees(phrase, figure):
            continue
        gap = [token.lower for token in tokens[one.next : other.first]]
        if gap == [","] or (name is one and _equates(gap)):
            held = Held(phrase.title, one.lead, other.end, one.sentence)
            found[phrase] = figure, held
            figure.learn(phrase.sort)
            if len(figure.titles) < _MOST_HOLDERS:
                figure.titles.append(held)
    return found


def _equates(gap: Sequence[str]) -> bool:
    """ "Ana Ruiz is / , who was / became the mayor"."""
    words = [word for word in gap if word not in _BETWEEN]
    return len(words) == 1 and words[0] in _EQUATING
