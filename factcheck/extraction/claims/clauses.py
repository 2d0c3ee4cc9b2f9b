"""What the cuts of a sentence go by: its verbs, what can be checked, and what is closed."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from factcheck.extraction.claims.figures import amounts
from factcheck.extraction.facets.numerals import NUMBER_WORDS
from factcheck.extraction.passages import Passage
from factcheck.extraction.records import Facet
from factcheck.extraction.words.clauses import (
    AUXILIARIES,
    DETERMINERS,
    MODALS,
    PRONOUNS,
    is_finite,
)
from factcheck.extraction.words.tokens import NUMBER, WORD, Token
from factcheck.extraction.words.verbs import REPORTING
from factcheck.extraction.words.wordlists import word_set
from factcheck.vocabulary import FacetType

Range = tuple[int, int]
"""Tokens from the first up to, not with, the second."""

UNBOUND = word_set("be been being having")
"""Auxiliaries that assert nothing by themselves: "having left"."""

SUBJECTS = (PRONOUNS | word_set("this these those there")) - {"who", "one"}
"""Have their verb right behind them: "it fell"."""

_TOLD = word_set("""
    ate became began blew broke came chose did drank drew drove fell flew forgave forgot froze
    gave got grew hid knew ran rang rode rose sang sank saw shook spoke sprang stole swam swore
    swung took threw tore went woke wore wrote was were had
    """)
"""Past forms that are never participles: "the price fell"."""

_EITHER = word_set("""
    bought brought built caught cost cut dealt felt fought found held hit hurt kept laid led left
    lost made meant met paid put read said sent set shot shut sold sought spent split spread stood
    struck taught thought told understood won
    """)
"""Past forms that are participles as well: "the vote held in May", "the party held a vote"."""

SAME_IN_PAST = word_set("cost cut hit hurt put read set shut split spread")
"""Past forms that are the infinitive as well: "will cut"."""

_PRESENT = word_set(
    "comes gives goes gets grows keeps leaves loses makes meets needs runs rises takes wants "
    "stands brings remains seems appears means exists allows includes contains faces says owns "
    "employs produces costs earns carries serves becomes begins believes expects bans requires"
)
"""Present forms that are hardly ever nouns."""

_RELATIVES = frozenset({"who", "which"})
_FIRM = frozenset(
    {FacetType.MONEY, FacetType.PERCENTAGE, FacetType.FIGURE, FacetType.DATE, FacetType.DURATION}
)
_OTHERS = frozenset(
    {FacetType.NAME, FacetType.PLACE, FacetType.ROLE, FacetType.SUPERLATIVE, FacetType.ORDINAL}
)
_OBJECT_OPENERS = DETERMINERS | PRONOUNS | word_set("him her them us me up down off that $ £ €")


class Grounds:
    """One sentence by the numbers of its tokens; every look-up is a search, none a scan.

    `nexts` says where the next joint stands, by the token behind each joint.
    """

    def __init__(self, passage: Passage, nexts: Mapping[int, int]) -> None:
        self.passage, self.nexts = passage, nexts
        tokens = self.tokens = passage.tokens
        self.verbs = [
            at
            for at, token in enumerate(tokens)
            if token.kind == WORD and _may_be_verb(token.lower) and not (at and token.capitalised)
        ]
        """What may be finite."""
        self.told = [at for at in self.verbs if is_told(tokens, at)]
        """What is finite beyond doubt."""
        self.verbs_at, self.told_at = frozenset(self.verbs), frozenset(self.told)
        self.past = [at for at in self.told if is_past(tokens[at].lower)]
        self.firm = _places(tokens, [each for each in passage.facets if each.type in _FIRM])
        self.amounts = amounts(tokens, passage.facets)
        self.named = [
            at
            for at, token in enumerate(tokens)
            if token.text != token.lower and at and token.capitalised
            if token.lower not in SUBJECTS
        ]
        """Names, and adjectives made of them: "the Peruvian guards"."""
        self.others = _places(tokens, [each for each in passage.facets if each.type in _OTHERS])

    def has_something(self, part: Range) -> bool:
        """A firm facet, a rank, an office or a name: something a check can start from."""
        return holds(self.firm, part) or holds(self.named, part) or holds(self.others, part)

    def has_fact(self, part: Range) -> bool:
        """A firm facet, or a name in something that happened."""
        return holds(self.firm, part) or (holds(self.named, part) and holds(self.past, part))

    def has_statement(self, part: Range) -> bool:
        """A firm facet, or a name with a verb that is finite for sure."""
        return holds(self.firm, part) or (holds(self.named, part) and holds(self.told, part))

    def is_clause(self, part: Range) -> bool:
        """A verb behind the first token, or a subject that brings its own."""
        opener = self.tokens[part[0]].lower
        return opener in SUBJECTS or holds(self.verbs, (part[0] + 1, part[1]))


def holds(places: Sequence[int], part: Range) -> bool:
    """Whether one of the places, which are sorted, lies in the part."""
    at = bisect_left(places, part[0])
    return at < len(places) and places[at] < part[1]


def _places(tokens: Sequence[Token], facets: Sequence[Facet]) -> list[int]:
    return [bisect_left(tokens, each.start, key=_start) for each in facets]


def _start(token: Token) -> int:
    return token.start


def _may_be_verb(word: str) -> bool:
    return is_finite(word) or (word in REPORTING and not word.endswith("ing"))


def is_told(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb is finite for sure: no participle, infinitive or noun."""
    word = tokens[at].lower
    if at and tokens[at - 1].lower == "to":
        return False
    if word in AUXILIARIES:
        return word not in UNBOUND
    return word in _TOLD or word in _PRESENT or _takes_object(tokens, at)


PAST_FORMS = (
    _TOLD | _EITHER | word_set("was were had did has have wasn't weren't didn't hadn't hasn't")
)
"""Forms that tell the past, beside those in -ed."""


def is_past(word: str) -> bool:
    """Whether the form tells the past, if it is finite."""
    return word in PAST_FORMS or word.endswith("ed")


def _takes_object(tokens: Sequence[Token], at: int) -> bool:
    """ "closed its doors", "it closed": no participle, which has neither subject nor object."""
    before = tokens[at - 1].lower if at else ""
    if before in _RELATIVES or (before in SUBJECTS and not (at > 1 and tokens[at - 1].capitalised)):
        return True
    if at and _is_name(tokens[at - 1]) and _lower(tokens, at + 1) != "by":
        return True
    if before in AUXILIARIES or before in MODALS or before in DETERMINERS:
        return False
    if at + 1 == len(tokens):
        return False
    after = tokens[at + 1]
    if after.kind == NUMBER or after.capitalised or after.lower in _OBJECT_OPENERS:
        return True
    return after.lower in NUMBER_WORDS


def _is_name(token: Token) -> bool:
    return token.capitalised and token.lower not in _OBJECT_OPENERS


def _lower(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if at < len(tokens) else ""
