"""The places where a sentence may be cut, by what joins the two sides."""

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from factcheck.extraction.sentences.quotations import Quotation
from factcheck.extraction.words.clauses import PREPOSITIONS
from factcheck.extraction.words.tokens import NUMBER, WORD, Token
from factcheck.extraction.words.wordlists import word_set

Place = tuple[int, int]


class Join(Enum):
    """What a joint joins, with an example each."""

    HALVES = "It shut in May; two hundred people lost their jobs."
    COLON = "The talks failed in May: Ms Ruiz left after two days."
    CONTRAST = "Rents rose by 4 percent, while wages fell by 2 percent."
    CLAUSES = "The mill shut in May and the school lost 40 pupils."
    CONTENTS = "She said that rents rose 4 percent and that wages fell 2 percent."
    RELATIVE = "The mill shut in May, which cost the town 300 jobs."
    PARTICIPLE = "A bomb went off on Friday, killing 12 people."
    SUMMARY = "The mill shut in May, a step that cost the town 300 jobs."
    ADDITION = "The bank cut 900 jobs, including 300 in Lima."
    DASH = "Rents rose by 4 percent – they had fallen by 2 percent in May."
    BRACKET = "Rents rose by 4 percent (they had fallen by 2 percent in May)."
    OPENING = "While rents rose by 4 percent, wages fell by 2 percent."


class Joint(NamedTuple):
    """A cut between two tokens: the left side stops before `left`, the right begins at `right`."""

    join: Join
    left: int
    right: int
    end: int | None = None
    """Where the right side stops before the end of the sentence: at a closing bracket."""


_CONTRASTING = word_set("but while whereas although though")
_BARE = frozenset({"and", "but", "whereas"})
_OPENERS = _CONTRASTING - _BARE
_RELATIVES = word_set("which who whose where whom")
_COUNTS = word_set("two three four five six seven eight nine ten another others some")
"""Open a clause right behind a comma: "ten were found, two are missing"."""
_DASHES = frozenset("–—-")
_ARTICLES = frozenset({"a", "an", "the"})
_SUMMING = _RELATIVES | {"that"}
_NOUN_WITHIN = 4
"""Tokens behind an article in which a noun gets its clause."""
_NO_PARTICIPLES = word_set("""
    according beijing bring building concerning during evening everything following housing
    including king meeting morning nothing offspring owing pending pudding regarding ring sibling
    something spring string thing training wedding
    """)
"""Words in -ing that open no participial addition."""
_SHORTEST_PARTICIPLE = 5


def find_joints(
    text: str, span: Place, tokens: Sequence[Token], quotations: Sequence[Quotation]
) -> Iterator[Joint]:
    """Every place that may be a cut, in text order; one pass over the tokens."""
    sentence = text[span[0] : span[1]]
    open_marks = quotations or "(" in sentence or "[" in sentence
    shut = _shut(span, tokens, quotations) if open_marks else [False] * len(tokens)
    if tokens[0].lower in _OPENERS:
        yield from _opening(tokens, shut)
    dashed = any(dash in sentence for dash in _DASHES)
    last_dash = _only_dash(text, tokens, shut) if dashed else -1
    for at in range(1, len(tokens) - 1):
        if shut[at]:
            continue
        mark = tokens[at].text
        if mark == ";":
            yield Joint(Join.HALVES, at, _behind_joining_word(tokens, at + 1))
        elif mark == ":" and tokens[at + 1].start > tokens[at].end:
            yield Joint(Join.COLON, at, at + 1)
        elif mark == ",":
            yield from _behind_comma(tokens, at)
        elif at == last_dash:
            yield Joint(Join.DASH, at, _behind_joining_word(tokens, at + 1))
        elif mark == "(":
            yield from _bracket(tokens, shut, at)
        elif tokens[at].lower in _BARE and tokens[at - 1].text != ",":
            yield from _bare(tokens, at)


def _behind_joining_word(tokens: Sequence[Token], at: int) -> int:
    return at + 1 if tokens[at].lower in ("and", "but") and at + 1 < len(tokens) else at


def _behind_comma(tokens: Sequence[Token], comma: int) -> Iterator[Joint]:
    """What the words behind a comma join."""
    at = comma + 1
    word = tokens[at].lower
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if word == "and" or word in _CONTRASTING:
        if following == "that":
            yield Joint(Join.CONTENTS, comma, at + 2)
        elif at + 1 < len(tokens):
            yield Joint(Join.CLAUSES if word == "and" else Join.CONTRAST, comma, at + 1)
    elif word in _RELATIVES or (word in PREPOSITIONS and following in ("which", "whom")):
        yield Joint(Join.RELATIVE, comma, at)
    elif word == "including" or (word == "along" and following == "with"):
        yield Joint(Join.ADDITION, comma, at)
    elif word in _ARTICLES and _sums_up(tokens, at + 1):
        yield Joint(Join.SUMMARY, comma, at)
    elif tokens[at].kind == NUMBER or word in _COUNTS:
        yield Joint(Join.CLAUSES, comma, at)
    elif _is_participle(tokens[at]):
        yield Joint(Join.PARTICIPLE, comma, at)


def _sums_up(tokens: Sequence[Token], at: int) -> bool:
    """ "decision triggering", "move that", in a few words."""
    for token in tokens[at + 1 : at + 1 + _NOUN_WITHIN]:
        if token.lower in _SUMMING or _is_participle(token):
            return True
        if token.kind != WORD:
            return False
    return False


def _is_participle(token: Token) -> bool:
    word = token.lower
    return (
        token.kind == WORD
        and word.endswith("ing")
        and len(word) >= _SHORTEST_PARTICIPLE
        and not token.capitalised
        and word not in _NO_PARTICIPLES
    )


def _bare(tokens: Sequence[Token], at: int) -> Iterator[Joint]:
    """ "and" and "but" without a comma before them; "while" tells of a time there."""
    if tokens[at + 1].lower == "that" and at + 2 < len(tokens):
        yield Joint(Join.CONTENTS, at, at + 2)
    elif tokens[at + 1].kind == WORD or tokens[at + 1].text.isdigit():
        yield Joint(Join.CLAUSES, at, at + 1)


def _bracket(tokens: Sequence[Token], shut: Sequence[bool], at: int) -> Iterator[Joint]:
    """A bracket that ends the sentence."""
    place = at + 1
    while place < len(tokens) and shut[place]:
        place += 1
    if len(tokens) - 2 <= place < len(tokens):
        yield Joint(Join.BRACKET, at, at + 1, place)


def _opening(tokens: Sequence[Token], shut: Sequence[bool]) -> Iterator[Joint]:
    """The first comma behind a "while" that opens the sentence."""
    for at in range(2, len(tokens) - 1):
        if tokens[at].text == "," and not shut[at]:
            yield Joint(Join.OPENING, at, at + 1)
            return


def _only_dash(text: str, tokens: Sequence[Token], shut: Sequence[bool]) -> int:
    """The one dash between words; two of them are a pair of brackets. -1 where none is."""
    found = -1
    for at in range(1, len(tokens) - 1):
        token = tokens[at]
        if token.text not in _DASHES or shut[at]:
            continue
        if tokens[at - 1].kind == tokens[at + 1].kind == NUMBER:
            continue
        spaced = text[token.start - 1].isspace() and text[token.end].isspace()
        if spaced or token.text == "—":
            if found >= 0:
                return -1
            found = at
    return found


def _shut(span: Place, tokens: Sequence[Token], quotations: Sequence[Quotation]) -> list[bool]:
    """Which tokens stand inside brackets or between the marks of a quotation.

    A quotation that reaches over both ends of the sentence shuts nothing: no cut can tear it.
    """
    marks = [each for each in quotations if not (each.start < span[0] and each.end > span[1])]
    shut, depth, near = [], 0, 0
    for token in tokens:
        if token.text in ")]":
            depth = max(0, depth - 1)
        while near < len(marks) and marks[near].end <= token.start:
            near += 1
        quoted = near < len(marks) and marks[near].start < token.start
        shut.append(depth > 0 or quoted)
        if token.text in "([":
            depth += 1
    return shut
