"""Parts that come to more than the whole of which the same sentence says they are parts."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from factcheck.extraction.alarms.amounts import (
    HEDGES,
    WORD_BEHIND,
    are_comparable,
    in_order,
    is_hedged,
    is_number,
    number,
    shown,
    slack,
    span,
)
from factcheck.extraction.alarms.article import Stated
from factcheck.extraction.records import Alarm, Facet
from factcheck.extraction.words.wordlists import word_set

_OF_WHICH = re.compile(rf"{WORD_BEHIND}{{0,5}},? of (?:which|whom|them),? {HEDGES}")
_AMONG_THEM = re.compile(
    rf"{WORD_BEHIND}{{1,5}}(?:,|:| –| —| \() ?(?:among (?:them|whom)|including|of (?:them|whom)) "
)
_NEXT = re.compile(rf"{WORD_BEHIND}{{1,4}}(?:,| and|, and|;) ")
_SEATS = re.compile(
    r" (?:seats|places)(?: [a-z]+){0,4}, (?:the )?[A-Z][\w’'-]*(?: [\w’'-]+){0,3}"
    r" (?:holds?|won|wins?|took|takes?|gets?|got|has|have|had|hold) "
)
_PARTY = re.compile(
    r"(?: seats)?(?:,| and|, and|;|, while) (?:the )?[A-Z][\w’'-]*(?: [\w’'-]+){0,3} "
)
"""Between two parties: "49, the Union Party 42"."""
_OF_THE_VOTE = re.compile(r" of (?:the |all )?(?:votes?|ballots)\b")
_VOTE = re.compile(
    r"[^.;:]{0,80}\b(?:with|for|and|by|at|won|got|took|received|had) (?:only |just )?"
)
_OTHER_TIME = re.compile(
    r"\b(?:from|turnout|up|down|ago|points?|than|lead|ahead by|margin|in (?:19|20)\d\d|counted)\b"
)
_FOR = re.compile(
    r"(?: of [\w ]{1,30})? (?:were for|were in favou?r|said yes|voted (?:for|yes)|(?:want|back"
    r"|support|favou?r|approv|agre)(?:e[ds]?|ed|s)?)\b"
)
_AGAINST = re.compile(
    r"(?: of [\w ]{1,30})? (?:(?:were |was )?against|said no|voted (?:against|no)|(?:oppos|preferr?"
    r"|reject|disapprov|disagre)(?:e[ds]?|ed|s)?)\b"
)
_ANSWER = re.compile(r"[^.%\d]{0,80}")
_GOES = re.compile(
    r"(?: of [\w’' -]{1,40})? (?:(?:goes|go|went) to|(?:comes|come|came) from) [^.;\d]*"
)
_ALL = 100.0
_MOST = 1.34
"""How many times the whole the parts come to, at most, where a figure is wrong by a slip."""
_MOST_PARTS = 10
_FEWEST = 10
"""A whole of which few are parts may be one of groups: "two families, of whom five"."""
_KINDS = word_set("men women children boys girls adults teenagers")
_OVERLAPPING = word_set("""
    foreigners nationals minors citizens immigrants migrants residents tourists locals others
    members victims people pensioners students injured dead wounded parents mothers fathers
    """)
"""Nouns for people who may be counted under another noun, too."""


def excesses(stated: Stated) -> Iterator[Alarm]:
    """ "Of 12 jobs, among them 8 teachers and 6 drivers": 14 are more than 12."""
    text, amounts = stated.text, stated.amounts
    for at, (one, other) in enumerate(pairwise(amounts)):
        if one.unit != other.unit or not (is_number(one) and is_number(other)):
            continue
        if one.unit == "%":
            if at == 0 or amounts[at - 1].unit != "%":
                yield from _percentages(text, amounts, at)
        elif _OF_WHICH.fullmatch(text, one.end, other.start):
            yield from _part(text, one, other)
        elif one.unit is None and _AMONG_THEM.fullmatch(text, one.end, other.start):
            parts = _chain(text, amounts, at + 1, _NEXT)
            if _are_apart(text, parts):
                yield from _excess(text, one, parts)
        elif one.unit is None and _SEATS.fullmatch(text, one.end, other.start):
            yield from _excess(text, one, _chain(text, amounts, at + 1, _PARTY))


def _chain(text: str, amounts: Sequence[Facet], at: int, gap: re.Pattern[str]) -> list[Facet]:
    """The amounts from `at` between which nothing but `gap` stands."""
    parts = [amounts[at]]
    for one, other in pairwise(amounts[at : at + _MOST_PARTS]):
        if one.unit != other.unit or other.start - one.end > 100:
            break
        if not gap.fullmatch(text, one.end, other.start):
            break
        parts.append(other)
    return parts


def _part(text: str, whole: Facet, part: Facet) -> Iterator[Alarm]:
    if not are_comparable(whole, part) or is_hedged(text, whole) or is_hedged(text, part):
        return
    if _FEWEST <= number(whole) < number(part) - slack(part) - slack(whole) <= 3 * number(whole):
        yield Alarm("total", f"{part.text} is more than {whole.text}.", (span(whole), span(part)))


def _are_apart(text: str, parts: Sequence[Facet]) -> bool:
    """Whether nobody can be counted under two of the nouns."""
    nouns = [re.split(r"\W", text[part.end + 1 : part.end + 30])[0] for part in parts]
    if any(noun[:1].isupper() or noun in _OVERLAPPING for noun in nouns):
        return False
    kinds = [noun in _KINDS for noun in nouns]
    return all(kinds) or not any(kinds)


def _excess(text: str, whole: Facet, parts: Sequence[Facet]) -> Iterator[Alarm]:
    if len(parts) < 2 or not all(is_number(part) for part in parts):
        return
    if any(is_hedged(text, each) for each in (whole, *parts)):
        return
    came = sum(number(part) for part in parts)
    spare = slack(whole) + sum(slack(part) for part in parts)
    if number(whole) + spare < came <= _MOST * number(whole):
        added = " + ".join(shown(number(part)) for part in parts)
        message = f"{added} = {shown(came)}, more than {whole.text}."
        yield Alarm("total", message, in_order(*map(span, (whole, *parts))))


def _percentages(text: str, amounts: Sequence[Facet], at: int) -> Iterator[Alarm]:
    """Shares of one vote, one survey or one sum that come to more than all."""
    one, other = amounts[at], amounts[at + 1]
    between = text[one.end : other.start]
    if _OF_THE_VOTE.match(text, one.end):
        parts = _chain(text, amounts, at, _VOTE)
        last = text[one.end : parts[-1].end + 30]
        shared = len(parts) > 1 and not _OTHER_TIME.search(last)
    elif _FOR.match(text, one.end) and _AGAINST.match(text, other.end):
        parts, shared = [one, other], bool(_ANSWER.fullmatch(between))
    else:
        goes = _GOES.fullmatch(text, one.end, other.start)
        parts, shared = [one, other], bool(goes and text.startswith((" to ", " from "), other.end))
    came = sum(number(part) for part in parts)
    if shared and _ALL + 0.5 * len(parts) < came <= _MOST * _ALL:
        added = " + ".join(shown(number(part)) for part in parts)
        message = f"{added} = {shown(came)} percent, more than all."
        yield Alarm("total", message, tuple(map(span, parts)))
