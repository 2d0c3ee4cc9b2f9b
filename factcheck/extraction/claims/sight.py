"""What the rules for kinds look at: marks, each of which says one thing of a claim."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from factcheck.extraction.claims import cues
from factcheck.extraction.claims.clauses import PAST_FORMS, is_past, is_told
from factcheck.extraction.claims.figures import amounts, aside, counts
from factcheck.extraction.claims.quoted import quoted
from factcheck.extraction.claims.ranks import ranks
from factcheck.extraction.facets.numerals import NUMBER_WORDS
from factcheck.extraction.passages import Passage
from factcheck.extraction.records import Facet
from factcheck.extraction.words.calendar import MONTHS, NEAR_DAYS, WEEKDAYS
from factcheck.extraction.words.clauses import BE, PREPOSITIONS
from factcheck.extraction.words.tokens import MARK, NUMBER, Token
from factcheck.extraction.words.verbs import REPORTING
from factcheck.extraction.words.wordlists import word_set
from factcheck.vocabulary import FacetType

COPULAS = word_set("is was are were remains became becomes become")
_VERB_WITHIN = 7
"""Tokens between "will" and its verb: "will not now, for once, be held"."""


def look(passage: Passage) -> frozenset[str]:
    """The marks of a claim: the codes of its features, its facets, and what is read here."""
    tokens = passage.tokens
    marks = {each.code for each in passage.features}
    marks.update([_MARK_OF[facet.type] for facet in passage.facets])
    found = amounts(tokens, passage.facets)
    if found:
        marks.add("asides" if aside(tokens, found) else "amounts")
    elif counts(tokens, passage.facets):
        marks.add("counts")
    marks.update(_cues(tokens))
    marks.update(quoted(passage))
    marks.update(_verbs(passage))
    marks.update(ranks(tokens, passage.facets))
    if "forecast_cue" in marks and _is_dated(passage):
        marks.add("dated")
    return frozenset(marks)


_MARK_OF = {each: f"facet:{each.value}" for each in FacetType}


def _cues(tokens: Sequence[Token]) -> Iterator[str]:
    """Codes of cue words and phrases, with "_cue" behind them."""
    for at, token in enumerate(tokens):
        word = token.lower
        if word not in cues.WATCHED:
            continue
        for code in cues.CODES_OF_WORD.get(word, ()):
            if code not in _DOUBTED or not _DOUBTED[code](tokens, at):
                yield f"{code}_cue"
        if word in cues.AFTER_OPENER:
            if _lower(tokens, at + 1) in cues.AFTER_OPENER[word]:
                yield from _phrases(tokens, at)
        else:
            yield from _by_the_next(tokens, at, word)


def _by_the_next(tokens: Sequence[Token], at: int, word: str) -> Iterator[str]:
    """Cues that only the next words make one: "seen as", "so dry that"."""
    following = _lower(tokens, at + 1)
    if word == "due" and following == "to":
        yield "forecast_cue" if _lower(tokens, at + 2) in cues.TO_COME else "cause_cue"
    elif word == "than" and _sets_against(tokens, at):
        yield "against_cue"
    elif word == "so":
        if "that" in (_lower(tokens, at + 2), _lower(tokens, at + 3)):
            yield "cause_cue"
    elif word in cues.CAUSE_FORMS and following not in cues.NOUN_SIGNS:
        yield "cause_cue"
    elif word in cues.LEGAL and at and not _BEFORE_LEGAL.isdisjoint(_before(tokens, at)):
        yield "legality_cue"
    elif word in cues.REGARDED and following == "as":
        yield "regarded"


_BEFORE_LEGAL = BE | {"it"}


def _before(tokens: Sequence[Token], at: int) -> list[str]:
    return [token.lower for token in tokens[max(0, at - 2) : at]]


def is_no_forecast(tokens: Sequence[Token], at: int) -> bool:
    """ "may have left" is about the past, "less likely than" about the present, "May" a month."""
    if _lower(tokens, at + 1) == "have" or (at and tokens[at].text == "May"):
        return True
    return tokens[at].lower.endswith("likely") and at > 0 and _lower(tokens, at - 1) in _DEGREES


_DEGREES = frozenset({"more", "less", "as", "most", "least", "equally"})


def _is_no_law(tokens: Sequence[Token], at: int) -> bool:
    """ "Bill Torrance", "her brother-in-law"."""
    if tokens[at].text == "Bill":
        return at + 1 < len(tokens) and tokens[at + 1].capitalised
    return tokens[at].lower == "law" and at > 1 and tokens[at - 1].text == "-"


def _is_no_finding(tokens: Sequence[Token], at: int) -> bool:
    """ "Police found it, the court heard": no court has found it."""
    if any(token.lower in cues.COURTS for token in tokens[max(0, at - _COURT_WITHIN) : at]):
        return False
    behind = [token.lower for token in tokens[at + 1 : at + 1 + _COURT_WITHIN]]
    return "by" not in behind or cues.COURTS.isdisjoint(behind)


_COURT_WITHIN = 10
"""Tokens between a court and what it finds."""
_DOUBTED = {"forecast": is_no_forecast, "law": _is_no_law, "finding": _is_no_finding}
"""Cue words that may be something else, to what tells so."""


def _phrases(tokens: Sequence[Token], at: int) -> Iterator[str]:
    two = f"{tokens[at].lower} {_lower(tokens, at + 1)}"
    for phrase in (two, f"{two} {_lower(tokens, at + 2)}"):
        code = cues.CODE_OF_PHRASE.get(phrase)
        if code is not None and not (code == "forecast" and is_no_forecast(tokens, at)):
            yield f"{code}_cue"


def _sets_against(tokens: Sequence[Token], at: int) -> bool:
    """ "more water than the lake", but not "more than 40" or "rather than"."""
    before = _lower(tokens, at - 1) if at else ""
    if before in cues.NO_COMPARISON_BEFORE_THAN:
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    counted = after is not None and (after.kind == NUMBER or after.lower in _NUMBERS)
    return not (before in cues.MORE_OR_LESS and counted)


_NUMBERS = NUMBER_WORDS | word_set("a an half once twice double $ £ €")


def _lower(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if at < len(tokens) else ""


def _verbs(passage: Passage) -> Iterator[str]:
    """What happened, what is announced, and who is what."""
    tokens = passage.tokens
    said = {each.cue.start for each in passage.said if each.cue is not None}
    told = False
    for at, token in enumerate(tokens):
        word = token.lower
        if not (word in _TELLING or word.endswith("ed")):
            continue
        if word == "to" or (word in cues.FORECASTING and not is_no_forecast(tokens, at)):
            yield from _to_come(tokens, at)
        if word in COPULAS:
            yield from _copula(passage, at)
        elif token.start in said:
            if REPORTING.get(word) in _BINDING:
                yield "vowed"
        elif not told and is_past(word) and is_told(tokens, at):
            told = True
            yield "told_past"


_TELLING = cues.FORECASTING | PAST_FORMS | COPULAS | REPORTING.keys() | {"to"}
"""Words that the reading of verbs stops at, beside those in -ed."""
_BINDING = frozenset({"announce", "promise", "pledge", "vow", "threaten", "agree"})
"""Verbs of saying that are acts themselves: "he announced that he would appeal"."""


def _to_come(tokens: Sequence[Token], at: int) -> Iterator[str]:
    """ "will open" is arranged, "will be seen" is not."""
    for token in tokens[at + 1 : at + 1 + _VERB_WITHIN]:
        if token.lower in cues.FIXED:
            yield "arranged"
            return
        if not (token.lower in _BETWEEN or token.lower.endswith("ly") or token.kind == MARK):
            return


_BETWEEN = word_set("be also not now soon then have and")


def _copula(passage: Passage, at: int) -> Iterator[str]:
    """ "is the mayor of", "was a mill town": says who or what somebody or something is."""
    tokens = passage.tokens
    place = at + 1
    while place < len(tokens) and tokens[place].lower in _BEFORE_WHAT:
        place += 1
    if at == 0 or place >= len(tokens) or tokens[place].lower in PREPOSITIONS:
        return
    role = _role_near(passage.facets, tokens[place])
    if role or (tokens[place].lower in _ARTICLES and _is_somebody(tokens[at - 1])):
        yield "is_somebody"


_BEFORE_WHAT = word_set("also now currently still then both not")
_ARTICLES = frozenset({"a", "an", "the"})


def _is_somebody(token: Token) -> bool:
    return token.capitalised or token.lower in ("he", "she", ")", ",")


def _role_near(facets: Sequence[Facet], token: Token) -> bool:
    """Whether an office is named within a few words of the token."""
    at = bisect_left(facets, token.start, key=lambda facet: facet.start)
    return any(
        facet.type is FacetType.ROLE and facet.start - token.end < _ROLE_WITHIN
        for facet in facets[at : at + 3]
    )


_ROLE_WITHIN = 20
"""Code points between "is" and the office."""


def _is_dated(passage: Passage) -> bool:
    """Whether a day is set; that on which somebody said so sets nothing: "said on Monday"."""
    contents = [each.content for each in passage.said[:_MOST_SAID]]
    return names_day(
        facet
        for facet in passage.facets
        if not contents or any(each.start <= facet.start < each.end for each in contents)
    )


_MOST_SAID = 8
"""Attributions of one sentence that are looked at."""


def names_day(facets: Iterable[Facet]) -> bool:
    """Whether a day, a weekday or a month is named; a year alone fixes little."""
    return any(
        facet.type is FacetType.DATE
        and not _DAYS.isdisjoint(facet.text.lower().replace(",", " ").split())
        for facet in facets
    )


_DAYS = frozenset({*MONTHS, *WEEKDAYS, *NEAR_DAYS})
