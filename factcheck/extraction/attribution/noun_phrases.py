"""Noun phrases that can name a speaker: how far they reach, and which of them can speak."""

from collections.abc import Sequence

from factcheck.extraction.attribution.reported import Range
from factcheck.extraction.words.calendar import MONTHS, NEAR_DAYS, PERIODS, WEEKDAYS
from factcheck.extraction.words.clauses import (
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_finite,
)
from factcheck.extraction.words.roles import HEADS, ORGANISATION_WORDS
from factcheck.extraction.words.tokens import MARK, NUMBER, POSSESSIVE, WORD, Token
from factcheck.extraction.words.wordlists import word_set

LONGEST = 22
"""Tokens; a longer stretch is no name of a speaker."""
PLURAL_SPEAKERS = word_set(
    """
    activists advocates agents aides allies analysts authorities authors backers bishops bosses
    campaigners candidates citizens colleagues commentators companies conservatives critics
    customers data democrats diplomats doctors documents economists employees estimates evidence
    executives experts families fans farmers figures findings firms fishermen friends governors
    governments groups historians insiders investigators investors journalists judges lawmakers
    lawyers leaders liberals locals managers mayors members ministers moderates monitors
    neighbors neighbours observers officers officials operatives opponents organisers organizers
    others owners parents participants passengers patients people pilots police policymakers
    politicians polls pollsters pundits progressives prosecutors protesters readers records
    regulators relatives reporters reports republicans rescuers research researchers residents
    respondents results rivals scholars scientists senators shareholders sources spokesmen staffers
    statistics strategists students studies supporters surveys survivors teachers traders unions
    users veterans viewers villagers voters watchers witnesses women men workers
    """
)
"""Speak without an article: "Witnesses said"."""
_BODIES = word_set("""
    aide official agent attorney backer administration ally brother campaign caucus
    coalition couple daughter delegation family father firm husband jury lawsuit leadership
    man media memo mother nation network newspaper nominee other others panel paper parents
    poll protester radio report side sister son spokespeople staff statement study suit
    survey team television wife woman
    """)
"""Speak and judge, though they are no office and no organisation."""
COUNTS = word_set("one two three four five six seven eight nine ten dozens hundreds thousands")
_INSIDE_MARKS = frozenset({"-", ".", "&", "/", "’", "'"})
_JOINING = frozenset({"of", "for", "at"})
_DEAD = word_set(
    "there here then this that these those what which how why when where nobody nothing none "
    "let something anything everything anyone anybody so cuz well yes no ok okay please but"
)
"""Stand before a verb of saying without speaking."""
_NO_SPEAKERS = _DEAD - {"this", "that", "these", "those", "anyone", "anybody"}
_LEADS = word_set(
    "and then but so meanwhile however now later earlier today yesterday still instead thus hence "
    "perhaps maybe also or nor yet because cuz well yeah uh um even moreover furthermore similarly "
    "just only once soon afterwards recently finally eventually here"
)
"""Adverbs before a subject: "Later the mayor said"."""
_TIMES = word_set(
    "second seconds minute minutes hour hours day days week weeks weekend weekends month months "
    "year years decade decades century centuries night nights morning afternoon evening time times "
    "later earlier ago before after afterwards"
)
_STOPPERS = frozenset({*NEAR_DAYS, "last", "this", "next", "and", "who", "whose", "when", "adding"})


def without_lead(tokens: Sequence[Token], first: int, end: int) -> int:
    """Drops what stands before a subject: "In a statement the firm" → "the firm"."""
    while first < end and (tokens[first].lower in _LEADS or tokens[first].kind == POSSESSIVE):
        first += 1
    first = _behind_time(tokens, first, end)
    if first < end and tokens[first].lower in PREPOSITIONS:
        for place in range(end - 1, first, -1):
            if tokens[place].lower in DETERMINERS or tokens[place].lower in PRONOUNS:
                return place
        place = end
        while place > first and (
            tokens[place - 1].capitalised or tokens[place - 1].lower in PLURAL_SPEAKERS
        ):
            place -= 1
        return place
    return first


def without_time(tokens: Sequence[Token], first: int, end: int) -> int:
    """Where a subject ends before a day: "Ana Ruiz on Monday" → "Ana Ruiz"."""
    last = end - 1
    if last - first < 1 or not (tokens[last].lower in WEEKDAYS or tokens[last].lower in NEAR_DAYS):
        return end
    if tokens[last - 1].lower == "on" and last - 1 > first:
        return last - 1
    return end if is_finite(tokens[last - 1].lower) else last


def _behind_time(tokens: Sequence[Token], first: int, end: int) -> int:
    """ "One day later the minister", "Last week Ruiz", "On Monday the firm": behind the time."""
    behind = first
    for place in range(first, min(end - 1, first + 8)):
        word = tokens[place].lower
        if word in _TIMES or word in PERIODS or word in WEEKDAYS or _is_date(tokens, place):
            behind = place + 1
        elif place > first and (tokens[place].capitalised or word in PRONOUNS):
            break
    if behind == first or tokens[behind].lower in PREPOSITIONS or behind >= end:
        return first
    opener = tokens[behind]
    fresh = opener.capitalised or opener.lower in DETERMINERS or opener.lower in PRONOUNS
    return behind if fresh or opener.lower in PLURAL_SPEAKERS else first


def _is_date(tokens: Sequence[Token], place: int) -> bool:
    """ "May 3", "3 May", "in 2016"."""
    if tokens[place].kind == NUMBER:
        before = tokens[place - 1].lower if place else ""
        return before in MONTHS or (before == "in" and len(tokens[place].text) == 4)
    return tokens[place].lower in MONTHS and tokens[place - 1].kind == NUMBER if place else False


def can_speak(tokens: Sequence[Token], first: int, end: int) -> bool:
    """A pronoun, a name, "the" and a noun, or people named by what they are."""
    head, opener = tokens[end - 1], tokens[first]
    if head.kind == MARK and head.text != ".":
        return False
    if opener.lower in _NO_SPEAKERS or head.lower in PREPOSITIONS or head.lower == "whom":
        return False
    if end - first == 1:
        return _speaks_alone(opener)
    if opener.lower in PRONOUNS and opener.lower not in ("one", "you"):
        return tokens[first + 1].lower in ("all", "both", "too")
    if opener.lower in DETERMINERS or opener.lower in COUNTS or head.capitalised:
        return True
    if opener.kind == NUMBER and tokens[first + 1].lower in _SHARES:
        return True
    named = any(token.capitalised for token in tokens[first:end])
    return (
        named
        or head.lower in PLURAL_SPEAKERS
        or head.lower in _BODIES
        or _is_kind_of_people(head.lower)
        or _is_paper_about(tokens, first, end)
        or head.lower in HEADS
        or head.lower in ORGANISATION_WORDS
    )


_SHARES = frozenset({"%", "percent", "per", "people", "voters", "members"})
_KINDS_OF_PEOPLE = ("ists", "ians", "crats", "ers", "ors")
"""Endings of words for people: "nationalists", "physicians", "forecasters"."""


_NO_PEOPLE = word_set(
    "numbers powers matters orders waters dollars doors floors errors factors colors flowers "
    "towers rivers winters summers corners dinners hers yours ours flyers computers mirrors"
)


def _is_kind_of_people(word: str) -> bool:
    return word.endswith(_KINDS_OF_PEOPLE) and word not in _NO_PEOPLE


def _is_paper_about(tokens: Sequence[Token], first: int, end: int) -> bool:
    """ "figures from the land register", "data on jobs": what speaks stands in front."""
    for place in range(first, min(end - 1, first + 3)):
        if tokens[place].lower in PLURAL_SPEAKERS:
            return tokens[place + 1].lower in PREPOSITIONS
    return False


def _speaks_alone(token: Token) -> bool:
    word = token.lower
    if _is_kind_of_people(word):
        return True
    if word in PRONOUNS or word in PLURAL_SPEAKERS or word in HEADS:
        return word not in _DEAD
    if word in (
        "another",
        "this",
        "that",
        "these",
        "those",
        "many",
        "some",
        "most",
        "both",
        "several",
        "all",
    ):
        return True
    return token.capitalised and word not in DETERMINERS and word not in _DEAD


def phrase_after(tokens: Sequence[Token], at: int, ceiling: int) -> Range | None:
    """The noun phrase that begins at `at`: behind "by", "according to" or an inverted verb."""
    end = at
    while end < min(ceiling, at + LONGEST) and _belongs(tokens, end, at):
        end += 1
    while end > at and tokens[end - 1].kind == MARK:
        end -= 1
    if end == at or not can_speak(tokens, at, end):
        return None
    return at, end


def _belongs(tokens: Sequence[Token], place: int, first: int) -> bool:
    token = tokens[place]
    if token.kind == MARK:
        if token.text == ".":
            return len(tokens[place - 1].text) < 4 and place > first and (place + 1 < len(tokens))
        return token.text in _INSIDE_MARKS and place > first
    word = token.lower
    if word in _JOINING:
        return place > first
    if word == "and":
        return _joins_names(tokens, place, first)
    if word in PREPOSITIONS or word in SUBORDINATORS or word in _STOPPERS:
        return False
    if word in DETERMINERS and place > first and tokens[place - 1].lower not in _JOINING:
        return False
    if word in PRONOUNS:
        return place == first
    if token.capitalised and (word in WEEKDAYS or word in MONTHS):
        return False
    if tokens[place - 1].text == "-" and place > first:
        return True  # "a city-funded survey"
    return not (token.kind == WORD and is_finite(word) and not token.capitalised)


def _joins_names(tokens: Sequence[Token], place: int, first: int) -> bool:
    """ "Ana Ruiz and Frank Holt": one phrase of two names."""
    return (
        place > first
        and place + 1 < len(tokens)
        and tokens[place - 1].capitalised
        and tokens[place + 1].capitalised
    )


def is_personal(tokens: Sequence[Token], span: Range) -> bool:
    """Whether somebody stands there, a person or a body, and no mere thing."""
    head, opener = tokens[span[1] - 1], tokens[span[0]]
    if head.lower in PRONOUNS or _is_office(head):
        return True
    named = any(
        token.capitalised and (place or token.lower not in DETERMINERS)
        for place, token in enumerate(tokens[span[0] : span[1]])
    )
    return named and opener.lower not in ("this", "these")


def _is_office(head: Token) -> bool:
    word = head.lower
    return word in HEADS or word in PLURAL_SPEAKERS or word in ORGANISATION_WORDS or word in _BODIES
