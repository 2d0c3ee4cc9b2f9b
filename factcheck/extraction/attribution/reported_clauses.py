"""The clause that a verb of saying reports: "that it would", "it would", "whether", "to leave"."""

from collections.abc import Collection, Sequence

from factcheck.extraction.attribution.clause_ends import (
    FURTHEST,
    OCCASIONS,
    resumes,
    to_afterthought,
    to_end,
)
from factcheck.extraction.attribution.reported import Range
from factcheck.extraction.words.calendar import MONTHS, NEAR_DAYS, PERIODS, WEEKDAYS
from factcheck.extraction.words.clauses import (
    DETERMINERS,
    IRREGULAR_PASTS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_finite,
)
from factcheck.extraction.words.roles import ORGANISATION_WORDS
from factcheck.extraction.words.tokens import MARK, NUMBER, WORD, Token
from factcheck.extraction.words.verbs import (
    ADDRESSED,
    BARE_CLAUSE,
    COMMITTING,
    PARENTHETIC,
    REPORTING,
    SURE_OF_CLAUSE,
)
from factcheck.extraction.words.wordlists import word_set

_THAT_WITHIN = 12
"""Tokens between the verb and its "that": "said on Monday in a brief statement that"."""
VERB_WITHIN = 30
"""Tokens in which a reported clause must show a finite verb."""
_INDIRECT_QUESTIONS = word_set("what why how whether if which where who")
"""Open what was asked or is known: "explained why the road was closed"."""
_LISTENERS = word_set("him her them me us you reporters journalists everyone people investors")
_NEVER_CLAUSES = word_set(
    "so goodbye hello yes something anything much and or but when while as than because like "
    "about of not"
)
_QUANTIFIERS = frozenset({"no", "nothing", "everything", "none"})
"""Open a clause if a verb follows soon: "said no one was hurt", but "said no"."""
_PARTICLES = frozenset({"out", "aloud", "again", "openly"})
_RELATIVES = frozenset({"which", "who", "whose", "whom", "that"})


def clause_after(tokens: Sequence[Token], verb: int, base: str) -> Range | None:
    """From "that", or from the subject of a clause that leaves it out."""
    first = verb + 1
    if first < len(tokens) and tokens[first].lower in _PARTICLES:
        first += 1
    marked = _marked_clause(tokens, first, base)
    if marked is not None:
        return marked
    if base in COMMITTING and _to_do(tokens, first):
        return to_afterthought(tokens, first, first + 2)
    if base not in BARE_CLAUSE:
        return None
    first = _behind_occasion(tokens, _behind_day(tokens, first))
    if base not in ADDRESSED:
        return _bare_clause(tokens, first, base)
    told = _bare_clause(tokens, behind_listener(tokens, first), base)
    if told or base not in _SELDOM_ADDRESSED:
        return told
    shown = _shows_verb(tokens[first + 1 : first + VERB_WITHIN], over_commas=False)
    return _bare_clause(tokens, first, base) if shown else None


_SELDOM_ADDRESSED = frozenset({"warn", "promise"})
"""Mostly do without a listener: "warn the dam could fail"."""


def _bare_clause(tokens: Sequence[Token], first: int, base: str) -> Range | None:
    if first >= len(tokens) or not _begins_clause(tokens, first, base):
        return None
    return to_end(tokens, first)


def _to_do(tokens: Sequence[Token], first: int) -> bool:
    """ "vowed to appeal", "promised not to appeal"."""
    pair = [token.lower for token in tokens[first : first + 2]]
    return pair[:1] == ["to"] or pair in (["not", "to"], ["never", "to"])


def _behind_day(tokens: Sequence[Token], first: int) -> int:
    """ "said on Tuesday it would", "said last year the road": past the time."""
    leading = tokens[first].lower if first < len(tokens) else ""
    day = first + 1 if leading in _DATING else first
    if day + 1 >= len(tokens) or tokens[day].lower not in _DATING.get(leading, WEEKDAYS):
        return first
    opener = tokens[day + 1]
    plural = opener.kind == WORD and opener.lower.endswith("s")
    return day + 1 if plural or _begins_subject(opener) else first


def _behind_occasion(tokens: Sequence[Token], first: int) -> int:
    """ "said in a brief note the size", "told reporters at a rally they": past the place."""
    if first + 3 >= len(tokens) or tokens[first].lower not in ("in", "at"):
        return first
    if tokens[first + 1].lower not in ("a", "an"):
        return first
    for place in range(first + 2, min(len(tokens) - 1, first + 5)):
        if tokens[place].lower in OCCASIONS:
            return place + 1 if _begins_subject(tokens[place + 1]) else first
    return first


_SEASONS = frozenset({"spring", "summer", "autumn", "winter", "night"})
_PAST_TIMES = frozenset({*PERIODS, *WEEKDAYS, *MONTHS, *_SEASONS})
_DATING: dict[str, Collection[str]] = {
    "on": WEEKDAYS,
    "in": MONTHS,
    "last": _PAST_TIMES,
    "this": _PAST_TIMES,
}
"""Words in front of a time, and the times they go with."""


def _marked_clause(tokens: Sequence[Token], first: int, base: str) -> Range | None:
    """What "that", a question word or a colon opens."""
    for place in range(first, min(len(tokens), first + _THAT_WITHIN)):
        token = tokens[place]
        if token.lower == "that" and _brings(tokens, place, first, base):
            return to_end(tokens, place)
        if token.lower in _INDIRECT_QUESTIONS and _asks(tokens, place, first, base):
            return to_end(tokens, place)
        if token.lower == "when" and place == first and _is_withheld(tokens, first - 1):
            return to_end(tokens, place)
        if token.kind == MARK and token.text not in ",-()":
            return _behind_colon(tokens, place, first, base)
        further = token.lower in REPORTING and token.lower.endswith("ing")
        main = place > first and tokens[place - 1].text == "," and resumes(token)
        if further or main or _is_verb_of_its_own(tokens, place):
            return None
    return None


def _brings(tokens: Sequence[Token], that: int, first: int, base: str) -> bool:
    """Whether "that" opens what the verb reports, and describes nothing in between."""
    if that == first:
        run = tokens[that + 1 : that + 4]
        sure = base in BARE_CLAUSE and len(run) == 3 and all(t.kind != MARK for t in run[:2])
        return sure or opens_clause(tokens, that)
    between = tokens[first]
    if base in ADDRESSED and that == behind_listener(tokens, first) and that + 2 < len(tokens):
        return True
    apart = (
        base in ADDRESSED
        or between.kind == MARK
        or between.lower in PREPOSITIONS
        or between.lower in _LISTENERS
        or between.lower in _TIMES
        or between.lower.endswith("ly")
        or (between.lower in ("it", "his", "her", "their") and that - first < 4)
    )
    return apart and opens_clause(tokens, that)


_TIMES = NEAR_DAYS.keys() | WEEKDAYS.keys() | {"last", "this", "earlier", "later", "once", "again"}


def _is_verb_of_its_own(tokens: Sequence[Token], place: int) -> bool:
    """A finite verb, but not the participle of "after a stipulated trial"."""
    token = tokens[place]
    if token.capitalised or token.kind != WORD or not is_finite(token.lower):
        return False
    return tokens[place - 1].lower not in DETERMINERS


def _asks(tokens: Sequence[Token], place: int, first: int, base: str) -> bool:
    """ "asked why …", "told them whether …"; not "know how to"."""
    if place + 2 >= len(tokens) or tokens[place + 1].lower == "to":
        return False
    if place == first or (place == first + 1 and _is_precise(tokens[first])):
        return True
    return base in ADDRESSED and place == behind_listener(tokens, first)


def _is_withheld(tokens: Sequence[Token], verb: int) -> bool:
    """ "declined to say when", "did not say when": the time is what is asked for."""
    return verb > 0 and tokens[verb - 1].lower in ("to", "not", "didn't", "doesn't")


def _is_precise(token: Token) -> bool:
    """ "explained exactly why"."""
    return token.lower in ("just", "only") or token.lower.endswith("ly")


def _behind_colon(tokens: Sequence[Token], place: int, first: int, base: str) -> Range | None:
    """ "She wrote: the pier is safe." Words in quote marks are read elsewhere."""
    near = tokens[place].text == ":" and place - first <= 5 and base in PARENTHETIC
    if not near or place + 3 >= len(tokens) or quote_at(tokens, place + 1):
        return None
    return place + 1, min(len(tokens), place + 1 + FURTHEST)


def opens_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether "that" brings a clause, not a noun: "denied that claim" brings none."""
    if quote_at(tokens, at + 1):
        return True
    if _shows_verb(tokens[at + 2 : at + VERB_WITHIN], over_commas=True):
        return True
    return (
        at + 4 < len(tokens)
        and _begins_subject(tokens[at + 1])
        and (all(token.kind != MARK for token in tokens[at + 1 : at + 5]))
    )


def _begins_subject(token: Token) -> bool:
    return token.capitalised or token.lower in DETERMINERS or token.lower in PRONOUNS


def quote_at(tokens: Sequence[Token], at: int) -> bool:
    """Whether a quote mark or a bracket opens there."""
    return at < len(tokens) and tokens[at].text in "\"“‘'[("


def behind_listener(tokens: Sequence[Token], at: int) -> int:
    """Past whom the words are said to: "told him", "told the Ridge Post", "told voters"."""
    if at >= len(tokens) or tokens[at].kind == MARK:
        return at
    if tokens[at].lower in _LISTENERS:
        return at + 1
    if tokens[at].kind == NUMBER:
        return at
    place = at + 1 if tokens[at].lower in DETERMINERS else at
    while place < len(tokens) and tokens[place].capitalised:
        place += 1
    if place < len(tokens) and tokens[place].text == ",":
        return place + 1
    bare = place == at + 1 and tokens[at].lower in DETERMINERS
    if bare or (place < len(tokens) and tokens[place].lower in ORGANISATION_WORDS):
        place += 1
    return place if place > at else at + 1


def _begins_clause(tokens: Sequence[Token], at: int, base: str) -> bool:
    opener = tokens[at]
    if opener.kind == MARK and not quote_at(tokens, at):
        return False
    if opener.lower in _QUANTIFIERS:
        return _shows_verb(tokens[at + 1 : at + 6], over_commas=False)
    if opener.lower == "to" or opener.lower in _NEVER_CLAUSES:
        return False
    if is_finite(opener.lower) and not opener.capitalised:
        return False
    if opener.lower in _TIMES and any(token.text == "," for token in tokens[at + 1 : at + 3]):
        return False
    if opener.lower in PREPOSITIONS:
        return _begins_with_place(tokens[at + 1 : at + VERB_WITHIN], base)
    if opener.lower in ("it", "you"):
        return at + 1 < len(tokens) and tokens[at + 1].lower not in PREPOSITIONS
    if opener.lower in PRONOUNS:
        return at + 1 < len(tokens) and (tokens[at + 1].kind != MARK or opener.lower != "nobody")
    if base in _SURELY_SAID and _is_bare_plural(tokens, at):
        return True
    sure = base in SURE_OF_CLAUSE and base != "add"  # "added a goal, and the keeper left"
    return _shows_verb(tokens[at + 1 : at + VERB_WITHIN], over_commas=sure)


_SURELY_SAID = frozenset({"say", "argue", "believe", "think", "insist", "tell"})


def _is_bare_plural(tokens: Sequence[Token], at: int) -> bool:
    """ "said naps help": a verb in its base form, which no ending shows, follows a plural."""
    if at + 2 >= len(tokens) or not tokens[at].lower.endswith("s"):
        return False
    after = tokens[at + 1]
    return after.kind == WORD and after.lower not in PREPOSITIONS and after.lower not in _LINKS


_LINKS = frozenset({"and", "or", "that", "who", "which"})


def _begins_with_place(clause: Sequence[Token], base: str) -> bool:
    """ "said in Tula, trade had halved"; not "which reports on May 22, lost 2 %"."""
    for place, token in enumerate(clause[:6]):
        if token.text == ",":
            main = place + 1 < len(clause) and resumes(clause[place + 1])
            return not main and _shows_verb(clause, over_commas=True)
    return base == "say" and _shows_verb(clause, over_commas=True)


def _shows_verb(stretch: Sequence[Token], *, over_commas: bool) -> bool:
    """Whether a finite verb follows, before the clause is over."""
    for place, token in enumerate(stretch):
        if token.text in ";:" or (token.text == "," and not over_commas):
            return False
        if token.capitalised or token.kind != WORD:
            continue
        if not over_commas and (token.lower in _RELATIVES or token.lower in SUBORDINATORS):
            return False
        after = stretch[place + 1 : place + 2]
        if token.lower == "and" and not over_commas and after and resumes(after[0]):
            return False
        if is_finite(token.lower) or token.lower in IRREGULAR_PASTS:
            return True
        if over_commas and place and token.lower in REPORTING and token.kind != MARK:
            return True
    return False
