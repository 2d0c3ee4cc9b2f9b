"""Sums that do not add up: parts of a total, and totals of parts."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from factcheck.extraction.alarms.amounts import (
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

_LISTED = re.compile(rf"{WORD_BEHIND}{{1,5}}(?P<mark>:| –| —|,| \()(?: (?!\()|(?<=\())")
"""Between a total and its first part: "12 people were hurt, 7 men"."""
_NEXT_PART = re.compile(rf"{WORD_BEHIND}{{1,4}}(?:,| and|, and|;|, while) ")
_TAIL = re.compile(rf"{WORD_BEHIND}{{1,4}}(?P<mark>[.,;:)!?]|(?= [–—]|\s*$|\n))")
_GOES_ON = re.compile(r" (?:and|or|as well|plus|an?|\d)\b")
"""Behind a list that a comma ends, and which may not be over."""
_OPEN_LIST = word_set("""
    a among an another each every extra including includes included least more of one or other
    others per plus remaining rest several some than times twice with
    """)
"""Words by which a list is not, or not only, a list of parts."""
_KINDS = word_set("men women children boys girls adults teenagers males females sons daughters")
_CALLINGS = word_set(
    "civilians soldiers officers passengers crew students pupils teachers tourists workers police"
)
"""What people are; parts behind a mere comma must be these, "7 men and 6 women"."""
_ANYBODY = word_set("people persons victims members dead were are have")
"""What stands behind the total of people of different callings."""
_NEAR = 0.75
"""A slip is near the total; parts that come to less, or by as much to more, count other things."""
_OF_TOTAL = re.compile(r"(?:^|[.;:!?“\"\n]\s{0,9})Of (?:the |its |their |these |all |all the )?$")
_FIRST_OF = re.compile(rf"{WORD_BEHIND}{{1,5}}, ")
_PARTED = re.compile(
    r" (?:went to|voted|were (?:for|against|in favou?r)|backed|opposed|abstained|rejected"
    r"|died|survived|were (?:treated|killed|released|found|charged|rescued)"
    r"|was spent|were spent|goes to|go to|will go to)\b"
)
"""Verbs that share a total out, so that nothing is counted twice."""
_ON = re.compile(rf"{WORD_BEHIND}{{0,8}}(?:,| and|, and|;) ")
_LONGEST_GAP, _LEAD = 80, 24
"""Code points from one part to the next, and in front of the first."""
_FEWEST, _MOST = 3, 10
"""Amounts of a sum, the total among them."""
_SPLIT = re.compile(r"\W+")
_IN_ALL = re.compile(
    rf"(?:{WORD_BEHIND}{{1,5}})?(?:,? for|,? making|,|;| –| —) a (?:combined )?total of |"
    rf"(?:{WORD_BEHIND}{{1,5}})?,? (?:totall?ing|adding up to) "
)
"""Between the last part and the total: "7 men and 6 women, a total of 12"."""
_UNDECIDED = re.compile(
    r"(?: [a-z]+){0,3} (?:undecided|unsure|not sure|no opinion|don['’]t know|not know|not say)\b"
)
_ANSWER = re.compile(rf"{WORD_BEHIND}{{0,8}}(?:,| and|, and|, while|;) ")
"""What makes percentages the answers to one question, and what stands between them."""
_CONTINUED = re.compile(r"(?:[,;:]| and|\b(?:plus|of|as|with|to)|[–—-]) ?$")
"""In front of what is not the first part."""
_SO_FAR = re.compile(r"(?: [^\W\d_]+)? (?:since|so far|this|to date|over|until)\b")
"""Behind a total that counts more than the sentence does."""


def totals(stated: Stated) -> Iterator[Alarm]:
    """All sums of the sentence that do not come out."""
    amounts = stated.amounts
    if len(amounts) < _FEWEST:
        return
    yield from _poll(stated.text, amounts)
    for at, facet in enumerate(amounts):
        if at + _FEWEST <= len(amounts):
            yield from _listed(stated.text, amounts, at)
            yield from _shared_out(stated.text, amounts, at)
        if at >= _FEWEST - 1 and is_number(facet):
            yield from _in_all(stated.text, amounts, at)


def _listed(text: str, amounts: Sequence[Facet], at: int) -> Iterator[Alarm]:
    """ "12 people were hurt, 7 men and 6 women": 7 + 6 = 13."""
    total, first = amounts[at], amounts[at + 1]
    opening = _gap(_LISTED, text, total, first)
    if opening is None or not (_counts(text, total) or _is_sum(text, total, opening["mark"])):
        return
    parts = _chain(text, amounts, at + 1, _NEXT_PART)
    if len(parts) < 2:
        return
    tail = _TAIL.match(text, parts[-1].end)
    if tail is None or " and " in tail.group():
        return
    if _is_open(opening.group()) or _is_open(text[first.start : tail.end()]):
        return
    if opening["mark"] == "," and not _are_people(text, total, parts):
        return
    if (opening["mark"] == " (") == (tail["mark"] == ")"):
        closed = " and " in text[parts[-2].end : parts[-1].start]
        if tail["mark"] == ",":
            closed = closed and not _GOES_ON.match(text, tail.end())
        yield from _misfit(text, total, parts, only_more=not closed)


def _is_sum(text: str, total: Facet, mark: str) -> bool:
    """Whether it is money, or the like, that is split up behind a colon or in brackets."""
    return mark != "," and is_number(total) and total.unit != "%" and not is_hedged(text, total)


def _are_people(text: str, total: Facet, parts: Sequence[Facet]) -> bool:
    """Whether the parts are people, and the total does not name a further kind of them."""
    nouns, whole = {_noun(text, part) for part in parts}, _noun(text, total)
    if nouns <= _KINDS:
        return whole not in _KINDS or (whole == "children" and nouns <= {"boys", "girls"})
    return nouns <= _KINDS | _CALLINGS and whole in _ANYBODY


def _chain(text: str, amounts: Sequence[Facet], at: int, between: re.Pattern[str]) -> list[Facet]:
    """The amounts from `at` that follow each other as parts of one list."""
    parts = [amounts[at]]
    for one, other in pairwise(amounts[at : at + _MOST]):
        if _gap(between, text, one, other) is None:
            break
        parts.append(other)
    return parts


def _gap(pattern: re.Pattern[str], text: str, one: Facet, other: Facet) -> re.Match[str] | None:
    """The words between two amounts, if they are few and of that form."""
    if other.start - one.end > _LONGEST_GAP:
        return None
    return pattern.fullmatch(text, one.end, other.start)


def _counts(text: str, facet: Facet) -> bool:
    """Whether the amount counts things, exactly."""
    return facet.unit is None and isinstance(facet.value, int) and not is_hedged(text, facet)


def _is_open(words: str) -> bool:
    return not _OPEN_LIST.isdisjoint(_SPLIT.split(words.lower()))


def _noun(text: str, part: Facet) -> str:
    return _SPLIT.split(text[part.end + 1 : part.end + 24])[0].lower()


def _shared_out(text: str, amounts: Sequence[Facet], at: int) -> Iterator[Alarm]:
    """ "Of the 200 seats, 120 went to A and 90 to B": 210 are more than there were."""
    total = amounts[at]
    if not _OF_TOTAL.search(text[max(0, total.start - _LEAD) : total.start]):
        return
    if _gap(_FIRST_OF, text, total, amounts[at + 1]) is None or not _counts(text, total):
        return
    parts = _chain(text, amounts, at + 1, _ON)
    if _PARTED.search(text, parts[0].end, parts[-1].start):
        yield from _misfit(text, total, parts, only_more=True)


def _in_all(text: str, amounts: Sequence[Facet], at: int) -> Iterator[Alarm]:
    """ "$3 million for roads and $4 million for schools, a total of $8 million"."""
    total = amounts[at]
    if _gap(_IN_ALL, text, amounts[at - 1], total) is None:
        return
    parts = [amounts[at - 1]]
    while len(parts) < min(at, _MOST):
        before = amounts[at - 1 - len(parts)]
        between = _gap(_NEXT_PART, text, before, parts[0])
        if between is None or _is_open(between.group()):
            break
        parts.insert(0, before)
    led = text[max(0, parts[0].start - _LEAD) : parts[0].start]
    if not _CONTINUED.search(led) and not _SO_FAR.match(text, total.end):
        yield from _misfit(text, total, parts)


def _poll(text: str, amounts: Sequence[Facet]) -> Iterator[Alarm]:
    """ "48 percent were for it, 45 against and 12 undecided": 105 percent answered."""
    answers = [facet for facet in amounts if facet.unit == "%" and is_number(facet)]
    if not _FEWEST <= len(answers) <= _MOST or not _UNDECIDED.match(text, answers[-1].end):
        return
    if any(_gap(_ANSWER, text, *pair) is None for pair in pairwise(answers)):
        return
    came = sum(number(each) for each in answers)
    if 100 + 0.5 * len(answers) < came <= 100 / _NEAR:
        added = " + ".join(shown(number(each)) for each in answers)
        message = f"{added} = {shown(came)} percent, more than all."
        yield Alarm("total", message, tuple(span(each) for each in answers))


def _misfit(
    text: str, total: Facet, parts: Sequence[Facet], *, only_more: bool = False
) -> Iterator[Alarm]:
    """The alarm where the parts come to something near the total that no rounding explains."""
    if len(parts) < 2 or any(part.unit != total.unit or not is_number(part) for part in parts):
        return
    if any(is_hedged(text, each) for each in (total, *parts)):
        return
    if not are_comparable(total, *parts):
        return
    whole, came = number(total), sum(number(part) for part in parts)
    spare = slack(total) + sum(slack(part) for part in parts)
    if abs(came - whole) <= spare or (only_more and came < whole):
        return
    if _NEAR * whole <= came <= whole / _NEAR:
        added = " + ".join(shown(number(part)) for part in parts)
        message = f"{added} = {shown(came)}, not {total.text}."
        yield Alarm("total", message, in_order(*map(span, (total, *parts))))
