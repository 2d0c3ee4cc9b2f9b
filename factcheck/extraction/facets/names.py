"""Names of people, organisations and places, and the offices people hold.

Without a dictionary of names, a run of capitalised words is one; titles in front of it are
cut off as roles: "Foreign Minister Lena Aalto" is the role and then the name. An office keeps
its "of" and "to" in capitals, "Ambassador to the US"; honorifics ("Dr.", "Mr") belong to
neither, and a possessive ending stays outside.
"""

from collections.abc import Iterator, Sequence

from factcheck.extraction.facets.headlines import is_headline, read_headline
from factcheck.extraction.facets.places import DEMONYMS, PLACES, SIDES
from factcheck.extraction.facets.placing import is_place, leads_to_place
from factcheck.extraction.facets.readings import Reading
from factcheck.extraction.facets.runs import QUOTES, begins, run_end
from factcheck.extraction.facets.titles import (
    TITLE_WORDS,
    inner_title,
    read_lower_title,
    sent_end,
    title_end,
    with_prefix,
)
from factcheck.extraction.words.clauses import AUXILIARIES, PREPOSITIONS, SUBORDINATORS
from factcheck.extraction.words.roles import OFFICE_SHORT
from factcheck.extraction.words.tokens import WORD, Token
from factcheck.vocabulary import FacetType


def known_names(sentences: Sequence[Sequence[Token]]) -> frozenset[str]:
    """Words seen with a capital inside some sentence.

    "in oakwell" is added where a word follows a preposition of place. The words behind a
    quotation mark or colon may open a sentence too, and prove nothing; nor do headlines.
    """
    known: set[str] = set()
    tokens = [token for sentence in sentences for token in sentence]
    after = 0
    for sentence in sentences:
        first, after = after, after + len(sentence)
        if not is_headline(sentence):
            known.update(_known_in(tokens, first, after))
    return frozenset(known)


def _known_in(tokens: Sequence[Token], first: int, after: int) -> Iterator[str]:
    capitals = [
        at
        for at, token in enumerate(tokens[first + 1 : after], first + 1)
        if token.text != token.lower
    ]
    for at in capitals:
        if tokens[at].kind == WORD and tokens[at - 1].text not in QUOTES:
            lower = tokens[at].lower
            yield lower
            if _is_alone(tokens, at + 1) and leads_to_place(tokens, at, at + 1):
                yield f"in {lower}"


def _is_alone(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name ends before `at` and belongs to no noun behind it."""
    return at == len(tokens) or tokens[at].lower in _BEHIND_PLACE


_BEHIND_PLACE = PREPOSITIONS | AUXILIARIES | SUBORDINATORS | set(".,;)")


def read_names(tokens: Sequence[Token], opener: int, known: frozenset[str]) -> list[Reading]:
    """Names, places and roles of one sentence, `opener` being the place where it starts."""
    if is_headline(tokens):
        return read_headline(tokens, known)
    found: list[Reading] = []
    done = 0
    cues = _CUES
    begun = [
        at for at, token in enumerate(tokens) if token.text != token.lower or token.lower in cues
    ]
    for at in begun:
        token, lower = tokens[at], tokens[at].lower
        if at < done or token.kind != WORD:
            continue
        if token.text != lower or lower in _ARTICLES:
            done = _capitals(tokens, at, opener, known, found)
        if done <= at and lower in TITLE_WORDS:
            role = read_lower_title(tokens, at)
            if role is not None:
                found.append(role)
                done = role.next
    return found


_ARTICLES = frozenset({"al", "el", "ash"})
"""Small words a name may open with: "al-Osei"."""
_CUES = TITLE_WORDS | _ARTICLES


def _capitals(
    tokens: Sequence[Token], at: int, opener: int, known: frozenset[str], found: list[Reading]
) -> int:
    """Adds what the run of capitals at `at` names; the token behind it, or `at` for no name."""
    if tokens[at].lower in OFFICE_SHORT and _is_before_name(tokens, at):
        after = at + 1 + (tokens[at + 1].text == ".")
        found.append(Reading(FacetType.ROLE, at, after, None))
        return after
    if not begins(tokens, at, opener, known):
        return at
    after = run_end(tokens, at)
    return _named(tokens, at, after, known, found)


def _is_before_name(tokens: Sequence[Token], at: int) -> bool:
    """ "Sen. Aalto", "Prof Aalto"."""
    place = at + 1
    if place < len(tokens) and tokens[place].text == ".":
        place += 1
    return place < len(tokens) and tokens[place].capitalised


def _named(
    tokens: Sequence[Token], first: int, after: int, known: frozenset[str], found: list[Reading]
) -> int:
    """Cuts a run into the role in front and the name behind it; the token behind both."""
    cut = title_end(tokens, first, after)
    if cut > first:
        target = sent_end(tokens, cut - 1) if cut == after else 0
        if target:
            cut = after = run_end(tokens, target)
        found.append(Reading(FacetType.ROLE, with_prefix(tokens, first), cut, None))
    else:
        inner = inner_title(tokens, first, after)
        if inner is None:
            _name(tokens, first, after, known, found)
            return after
        _name(tokens, first, inner[0], known, found)
        cut = inner[1]
        found.append(Reading(FacetType.ROLE, inner[0], cut, None))
    _name(tokens, cut, after, known, found)
    return after


def _name(
    tokens: Sequence[Token], first: int, after: int, known: frozenset[str], found: list[Reading]
) -> None:
    if first < after and not _is_demonym(tokens, first, after):
        place = is_place(tokens, first, after, known)
        found.append(Reading(FacetType.PLACE if place else FacetType.NAME, first, after, None))


def _is_demonym(tokens: Sequence[Token], first: int, after: int) -> bool:
    """ "South American" and "Russians" say where from, and name nobody."""
    last = tokens[after - 1].lower
    if last not in DEMONYMS and last.removesuffix("s") not in DEMONYMS:
        return False
    if " ".join(token.lower for token in tokens[first:after]) in PLACES:
        return False
    return all(
        token.lower in SIDES or token.lower in DEMONYMS or token.text == "-"
        for token in tokens[first : after - 1]
    )
