"""Mentions by what somebody is: "the former mayor of Tula", "a spokeswoman", "the company"."""

from collections.abc import Sequence

from factcheck.extraction.identity.mentions import Mention, Scene, Title, leads_up
from factcheck.extraction.identity.sorts import NOUNS, Sort
from factcheck.extraction.words.clauses import DETERMINERS, PREPOSITIONS, is_finite
from factcheck.extraction.words.roles import BEFORE, HEADS, ORGANISATION_WORDS
from factcheck.extraction.words.tokens import MARK, POSSESSIVE, Token
from factcheck.extraction.words.wordlists import word_set

_LEFT = 7
"""Tokens of a phrase in front of its noun: "the former deputy finance minister"."""
_OWNER = 4
"""Words of an owner's name: "the Grand Bank's chairman"."""
_TAIL = 5
"""Tokens behind "of" in which a name or a noun must come: "the mayor of the old town"."""
_DEFINITE = word_set("the this that")
_TAIL_OPENERS = word_set("of for to at in from")
_TELLING = BEFORE | ORGANISATION_WORDS | HEADS
"""Words in small letters that tell one office from another."""


def phrase_mention(scene: Scene, at: int) -> Mention | None:
    """The phrase whose noun is the token `at`; None where that is part of something else."""
    tokens, after = scene.tokens, at + 1
    sort = NOUNS[tokens[at].lower]
    if after < len(tokens) and (_goes_on(scene, after) or leads_up(tokens, after)):
        return None
    first = left_edge(scene, at)
    opener = tokens[first]
    owned = any(token.kind == POSSESSIVE for token in tokens[first:at])
    bare = not owned and (first == at or opener.lower not in DETERMINERS)
    if bare and sort is not Sort.GROUP and not opener.capitalised:
        return None
    tail = _tail_end(scene, after)
    shown = tail if tail > after and tokens[after].lower in ("of", "for") else after
    return Mention(
        opener.start, tokens[shown - 1].end, scene.sentence, first, after, tail, sort,
        title=title_of(scene, first, after, tail), lead=opener.start,
        definite=owned or bare or opener.lower in _DEFINITE, weight=scene.weight(first, after),
    )  # fmt: skip


def _goes_on(scene: Scene, after: int) -> bool:
    """Whether the noun only leads up to another, or to a name: "company president"."""
    token = scene.tokens[after]
    if token.text == "-" and token.start == scene.tokens[after - 1].end:
        return True
    return after in scene.names or (token.lower in NOUNS and token.kind != MARK)


def left_edge(scene: Scene, at: int) -> int:
    """The first token of the phrase: its article or owner, as far as there is one near."""
    tokens = scene.tokens
    first = at
    while first > 0 and at - first < _LEFT:
        token = tokens[first - 1]
        if token.lower in DETERMINERS:
            return first - 1
        if token.kind == POSSESSIVE:
            return _owner_edge(scene, first - 1)
        if _ends_phrase(token):
            break
        first -= 1
    lead = at
    while lead > first and (tokens[lead - 1].capitalised or tokens[lead - 1].lower in BEFORE):
        lead -= 1
    return lead


def _ends_phrase(token: Token) -> bool:
    """Whether a mark, a preposition or a verb sets the phrase apart."""
    if token.kind == MARK:
        return token.text not in "-.&"
    return token.lower in PREPOSITIONS or (is_finite(token.lower) and not token.capitalised)


def _owner_edge(scene: Scene, possessive: int) -> int:
    tokens = scene.tokens
    first = possessive
    while first > 0 and possessive - first < _OWNER and tokens[first - 1].capitalised:
        first -= 1
    return first - 1 if first > 0 and tokens[first - 1].lower == "the" else first


def _tail_end(scene: Scene, after: int) -> int:
    """Behind "of Tula", "for the harbour board", "to the US"; `after` where there is none."""
    tokens = scene.tokens
    if after >= len(tokens) or tokens[after].lower not in _TAIL_OPENERS:
        return after
    place = after + 1
    while place < min(len(tokens), after + _TAIL):
        token = tokens[place]
        if token.capitalised and token.lower not in DETERMINERS:
            return max(_capitals_end(tokens, place), scene.names.get(place, 0))
        if _ends_phrase(token):
            return after
        place += 1
        if token.lower in NOUNS:
            return place
    return after


def _capitals_end(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].capitalised:
        at += 1
    return at


def title_of(scene: Scene, first: int, after: int, tail: int = 0) -> Title:
    """The office that the tokens name, its noun being the last before `after`.

    `tail` is the end of an "of …" behind it, which tells as well.
    """
    tokens = scene.tokens
    head = _head(tokens[first:after])
    nation, marks = None, set[str]()
    for begin, end in ((_country_lead(scene, first), after), (after, tail)):
        place = begin
        while place < end:
            found, step = scene.nation_at(place, end)
            word = tokens[place].lower
            nation = nation or found
            if not found and (word in _TELLING or tokens[place].capitalised):
                marks.add(word)
            place += step
    return Title(head, nation, frozenset(marks - DETERMINERS - {head}))


def _head(tokens: Sequence[Token]) -> str:
    """The noun of the office, with its hyphens: "chief-of-staff"."""
    first = len(tokens) - 1
    while first > 1 and tokens[first - 1].text == "-":
        first -= 2
    return "".join(token.lower for token in tokens[first:])


def _country_lead(scene: Scene, first: int) -> int:
    """Over "Chile's" in front of an office."""
    if first > 1 and scene.tokens[first - 1].kind == POSSESSIVE:
        return scene.place_ends.get(first - 1, first)
    return first
