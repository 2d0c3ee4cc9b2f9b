"""Mentions: words of a sentence that stand for somebody, and how much they come to mind."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from factcheck.extraction.identity.nations import NATION_OF, OPENERS
from factcheck.extraction.identity.sorts import Sort
from factcheck.extraction.records import Facet
from factcheck.extraction.words.clauses import (
    DETERMINERS,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_finite,
)
from factcheck.extraction.words.tokens import POSSESSIVE, WORD, Token
from factcheck.extraction.words.verbs import REPORTING
from factcheck.extraction.words.wordlists import word_set
from factcheck.vocabulary import FacetType

Range = tuple[int, int]

SUBJECT = 1.0
_OBJECT, _OBLIQUE, _OWNER, _ATTRIBUTE = 0.65, 0.5, 0.5, 0.25
"""How much a mention comes to mind, by its place in the clause, against a subject."""
_ASIDE = 0.3
"""What is left of it inside a quotation."""
_IN_HEADINGS = 0.8
"""Share of longer words with a capital that makes a sentence a heading."""
_LONGEST_HEADING = 20
"""Tokens."""
_GOING_ON = PREPOSITIONS | SUBORDINATORS | DETERMINERS | PRONOUNS | MODALS | word_set(
    "and who whom also just even still then now never not himself herself itself too ago later"
)  # fmt: skip
"""Words in small letters that may follow a name without its leading up to them."""


class Title(NamedTuple):
    """An office or a description, "the former US trade secretary", in lower case.

    `head` is its noun, `nation` the country by its plain name, `marks` the other words that
    tell it from its like.
    """

    head: str
    nation: str | None = None
    marks: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class Mention:
    """A name, a noun phrase or a pronoun that stands at `start:end`.

    `sentence` counts from 0; `first`, `head` and `next` are tokens of it: where the phrase
    begins with its title, behind its noun or name, and behind an "of …" as well. `words` are
    those of a name in lower case, without the title. `sure`: an honorific shows the sort;
    `trusted`: no other capital word can have slipped into the name; `short` is the acronym
    in brackets behind it; `lead` the place where a title in front begins.
    """

    start: int
    end: int
    sentence: int
    first: int
    head: int
    next: int
    sort: Sort
    words: tuple[str, ...] = ()
    title: Title | None = None
    definite: bool = False
    sure: bool = False
    trusted: bool = True
    short: str | None = None
    lead: int = 0
    weight: float = 0.0


@dataclass(slots=True)
class Scene:
    """A sentence with its names, roles and places by token: first → next, or next → first.

    `verb` is its first finite verb, `quoted` are the quotations that touch it, the
    first being one that began before.
    """

    tokens: Sequence[Token]
    sentence: int
    quoted: list[Range]
    verb: int
    names: dict[int, int]
    role_ends: dict[int, int]
    places: dict[int, int]
    place_ends: dict[int, int]

    def weight(self, first: int, after: int) -> float:
        """How much the words from token `first` up to `after` come to mind."""
        tokens = self.tokens
        before = first - 1
        while before >= 0 and tokens[before].lower in DETERMINERS:
            before -= 1
        if after < len(tokens) and tokens[after].kind == POSSESSIVE:
            weight = _OWNER
        elif leads_up(tokens, after):
            weight = _ATTRIBUTE
        elif before >= 0 and tokens[before].lower in PREPOSITIONS:
            weight = _OBLIQUE
        else:
            weight = SUBJECT if first < self.verb else _OBJECT
        return weight * _ASIDE if self.is_quoted(first) else weight

    def is_quoted(self, at: int) -> bool:
        """Whether the token stands in quote marks."""
        place = self.tokens[at].start
        if len(self.quoted) == 1 or place < self.quoted[0][1]:
            return place < self.quoted[0][1]
        start, end = self.quoted[bisect_left(self.quoted, (place,)) - 1]
        return start < place < end

    def is_heading(self) -> bool:
        """Whether it is short and most words have capitals, as in "How Hotels Fight Acme"."""
        if len(self.tokens) > _LONGEST_HEADING:
            return False
        words = [token for token in self.tokens if token.kind == WORD and len(token.text) > 3]
        capitals = sum(token.capitalised for token in words)
        return len(words) > 2 and capitals > _IN_HEADINGS * len(words)

    def nation_at(self, at: int, end: int) -> tuple[str | None, int]:
        """The country that the words at token `at` stand for, and how many tokens they take.

        No more than those before `end` are looked at.
        """
        first = at + (at < len(self.tokens) and self.tokens[at].lower == "the")
        if first >= len(self.tokens) or not self.tokens[first].capitalised:
            return None, 1
        if self.tokens[first].lower.removesuffix(".") not in OPENERS:
            return None, 1
        for stop in (self.places.get(first, first + 1), min(first + 2, end), first + 1):
            words = " ".join(token.lower.removesuffix(".") for token in self.tokens[first:stop])
            if words in NATION_OF:
                return NATION_OF[words], stop - at
        return None, 1

    def nations(self) -> set[str]:
        """The countries whose names, capitals or governments the sentence names."""
        found = {
            self.nation_at(first, after)[0]
            for spans in (self.places, self.names)
            for first, after in spans.items()
        }
        return {each for each in found if each}


def scenes_of(tokens: Sequence[Sequence[Token]], facets: Sequence[Sequence[Facet]]) -> list[Scene]:
    """The sentences made ready; a quotation may reach over several."""
    scenes = []
    reach = (-1, -1)
    for at, (words, found) in enumerate(zip(tokens, facets, strict=True)):
        own = [(each.start, each.end) for each in found if each.type is _QUOTATION]
        scene = Scene(words, at, [reach, *own], _first_verb(words), {}, {}, {}, {})
        if len(own) < len(found):
            _place_facets(scene, found)
        if own:
            reach = max([reach, *own], key=lambda each: each[1])
        scenes.append(scene)
    return scenes


def _place_facets(scene: Scene, facets: Sequence[Facet]) -> None:
    starts = [token.start for token in scene.tokens]
    for facet in facets:
        kind = facet.type
        if kind not in _TELLING:
            continue
        first = bisect_left(starts, facet.start)
        after = bisect_left(starts, facet.end, first)
        if kind is _NAME:
            scene.names[first] = after
        elif kind is _ROLE:
            scene.role_ends[after] = first
        else:
            scene.places[first] = after
            scene.place_ends[after] = first


_NAME, _ROLE, _QUOTATION = FacetType.NAME, FacetType.ROLE, FacetType.QUOTATION
_TELLING = frozenset({_NAME, _ROLE, FacetType.PLACE})


def leads_up(tokens: Sequence[Token], after: int) -> bool:
    """Whether a noun in small letters follows: "the Harbour Party vote"."""
    if after >= len(tokens):
        return False
    token = tokens[after]
    if token.kind != WORD or token.capitalised:
        return False
    word = token.lower
    if word in _GOING_ON or word in REPORTING or is_finite(word):
        return False
    return not word.endswith(("s", "ly", "ed"))


def _first_verb(tokens: Sequence[Token]) -> int:
    """The first token that is likely a finite verb; behind the last where none is."""
    for place, token in enumerate(tokens):
        if place and (is_finite(token.lower) or token.lower in REPORTING) and (
            not token.capitalised
        ):  # fmt: skip
            return place
    return len(tokens)
