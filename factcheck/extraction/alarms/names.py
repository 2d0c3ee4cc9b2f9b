"""A name spelled in two ways."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from factcheck.extraction.alarms.amounts import in_order, span
from factcheck.extraction.alarms.article import Article, Stated
from factcheck.extraction.alarms.spelling import is_likely_slip, sound_of, sounds_alike
from factcheck.extraction.records import Alarm, Facet
from factcheck.extraction.words.clauses import IRREGULAR_PASTS, is_finite
from factcheck.extraction.words.roles import HONORIFICS, ORGANISATION_WORDS
from factcheck.extraction.words.tokens import POSSESSIVE, Token
from factcheck.extraction.words.wordlists import word_set
from factcheck.vocabulary import FacetType

Name = tuple[str, ...]
_ROLE, _NAME = FacetType.ROLE, FacetType.NAME

_MOST_WORDS = 5
_MOST_VARIANTS = 6
"""Names that differ in the same word; more of them are a series, "Route North", "Route South"."""
_WIDE_USE = 3
"""Mentions of each of two spellings from which they are two people."""
_SHORTEST_ALONE = 6
"""Letters of a surname that stands alone and may be a slip of a full name's."""
_LONGEST_ALONE = 20
_KIN = word_set("""
    aunt brother brothers cousin cousins daughter father grandfather grandmother grandson mother
    nephew niece sister sisters son sons twin twins uncle
    """)
"""Words beside a name by which somebody of a like name is likely to be somebody else."""
_PAIRED = word_set("""
    woman women eastern western northern southern labour labor defence defense centre center
    theatre theater harbour harbor
    """)
"""Words of names that differ by little and may well name two bodies."""


_SPOUSE = ("wife, ", "wife ", "husband, ", "husband ", "widow, ", "widow ")
"""In front of somebody who is likely to have the name of another."""


@dataclass(slots=True)
class Mentions:
    """Where one spelling stands, what offices are named in front of it, or whose husband or wife
    it is."""

    first: Facet
    sentences: set[int] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    count: int = 0
    married: bool = False


def spellings(article: Article) -> Iterator[Alarm]:
    """ "Katherine Holt … Catherine Holt", "Scott Bessent … Bessant"."""
    mentions = _mentions(article.sentences)
    _add_openers(article.sentences, mentions)
    for one, other in _of_a_couple(mentions):
        yield _alarm(mentions[one], mentions[other])
    for one, other in (*_one_word_apart(mentions), *_surnames_alone(mentions)):
        pair = mentions[one], mentions[other]
        if not _are_two(*pair) and not _are_kin(article.sentences, *pair):
            yield _alarm(*pair)


def _alarm(one: Mentions, other: Mentions) -> Alarm:
    first, second = in_order(span(one.first), span(other.first))
    message = f"“{first.text}” is also spelled “{second.text}”."
    return Alarm("spelling", message, (first, second))


def _mentions(sentences: Sequence[Stated]) -> dict[Name, Mentions]:
    found: dict[Name, Mentions] = {}
    for number, stated in enumerate(sentences):
        role: Facet | None = None
        for facet in stated.passage.facets:
            kind = facet.type
            if kind is _ROLE:
                role = facet
            elif kind is _NAME and (name := _name(facet, stated)):
                known = found.get(name)
                if known is None:
                    known = found[name] = Mentions(facet)
                known.count += 1
                known.sentences.add(number)
                known.married |= stated.text.endswith(_SPOUSE, 0, facet.start)
                if role is not None and role.end == facet.start - 1:
                    known.roles.add(role.text.lower())
    return found


def _name(facet: Facet, stated: Stated) -> Name:
    """The words of a name without initials and honorifics; none for what may be no name."""
    words = _words(facet.text)
    if len(words) == 1 and facet.start <= stated.passage.span[0] + 1:
        tokens = stated.passage.tokens
        if len(tokens) < 2 or tokens[0].start != facet.start or not _is_behind_name(tokens[1]):
            return ()
    return words


@lru_cache(maxsize=4096)
def _words(name: str) -> Name:
    words = [word for word in _plain(name).split() if len(word.rstrip(".")) > 1]
    if words and words[0].rstrip(".") in HONORIFICS:
        words = words[1:]
    letters = all(word.replace("-", "").isalpha() for word in words)
    return tuple(words) if letters and len(words) <= _MOST_WORDS else ()


def _is_behind_name(token: Token) -> bool:
    """Whether the word may follow a name that opens a sentence: "Ruiz said", "Ruiz, 34,"."""
    if token.text == "," or token.kind == POSSESSIVE:
        return True
    return is_finite(token.lower) or token.lower in IRREGULAR_PASTS or token.lower == "says"


def _plain(name: str) -> str:
    """In small letters and without accents, which are often left out."""
    if not name.isascii():
        parts = unicodedata.normalize("NFKD", name)
        name = "".join(mark for mark in parts if not unicodedata.combining(mark))
    return name.lower()


def _add_openers(sentences: Sequence[Stated], mentions: dict[Name, Mentions]) -> None:
    """Names that stand at the head of a sentence alone, where any word has a capital letter."""
    initials = {name[-1][0] for name in mentions if len(name) in (2, 3)}
    words = {word for name in mentions for word in name}
    for number, stated in enumerate(sentences):
        tokens = stated.passage.tokens
        if len(tokens) < 2 or len(tokens[0].text) < _SHORTEST_ALONE:
            continue
        word = _plain(tokens[0].text)
        if word[0] in initials and word not in words and _is_behind_name(tokens[1]):
            place = tokens[0]
            facet = Facet(FacetType.NAME, place.text, place.start, place.end, place.text)
            known = mentions.setdefault((word,), Mentions(facet))
            known.count += 1
            known.sentences.add(number)


def _of_a_couple(mentions: dict[Name, Mentions]) -> Iterator[tuple[Name, Name]]:
    """ "Leopold Varga … his wife, Judit Warga"."""
    for name, known in mentions.items():
        if known.married and len(name) == 2:
            for other in mentions:
                if len(other) == 2 and other[0] != name[0] and _sound_as_one(name[1], other[1]):
                    yield other, name
                    break


def _sound_as_one(one: str, other: str) -> bool:
    """Whether the surnames differ in nothing that is heard; v and w are one in many languages."""
    return one != other and (
        one.replace("w", "v") == other.replace("w", "v") or sounds_alike(one, other)
    )


def _one_word_apart(mentions: dict[Name, Mentions]) -> Iterator[tuple[Name, Name]]:
    """Names of several words, all the same but for the spelling of one."""
    alike: dict[tuple[Name, Name], list[Name]] = defaultdict(list)
    for name in mentions:
        if len(name) > 1:
            for at in range(len(name)):
                alike[name[:at], name[at + 1 :]].append(name)
    for (before, _), names in alike.items():
        if 1 < len(names) <= _MOST_VARIANTS:
            at = len(before)
            for one, other in combinations(names, 2):
                if _same_word(one[at], other[at], given=at == 0 and not _is_body(one)):
                    yield one, other


def _same_word(one: str, other: str, *, given: bool) -> bool:
    """Whether one is likely a slip of the other. Relatives have given names that are alike."""
    if one in _PAIRED or other in _PAIRED:
        return False
    if given:
        return sounds_alike(one, other) or is_likely_slip(one, other, swapped=True)
    return sounds_alike(one, other) or is_likely_slip(one, other)


def _is_body(name: Name) -> bool:
    return not ORGANISATION_WORDS.isdisjoint(name)


def _surnames_alone(mentions: dict[Name, Mentions]) -> Iterator[tuple[Name, Name]]:
    """A surname that nobody has, but for one letter: "Scott Bessent … Bessant"."""
    parts = {word for name in mentions if len(name) > 1 for word in name}
    alone = [
        name
        for name in mentions
        if len(name) == 1 and len(name[0]) >= _SHORTEST_ALONE and name[0] not in parts
    ]
    initials = {name[0][0] for name in alone}
    near: dict[str, list[Name]] = defaultdict(list)
    for name in mentions:
        if len(name) in (2, 3) and name[-1][0] in initials and not _is_body(name):
            for form in _shortened(name[-1]):
                near[form].append(name)
    for name in alone if near else ():
        found = {
            each for form in _shortened(name[0]) for each in near.get(form, ())[:_MOST_VARIANTS]
        }
        for other in sorted(found):
            if name[0][0] == other[-1][0] and _same_word(name[0], other[-1], given=False):
                yield other, name
                break


def _shortened(word: str) -> set[str]:
    """The word, and the word without any one of its letters: words a slip apart share one."""
    if not _SHORTEST_ALONE <= len(word) <= _LONGEST_ALONE:
        return set()
    return {word, sound_of(word), *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _are_two(one: Mentions, other: Mentions) -> bool:
    """Whether they are two people: both named in one sentence, often, or with other offices."""
    if not one.sentences.isdisjoint(other.sentences):
        return True
    if min(one.count, other.count) >= _WIDE_USE:
        return True
    return bool(one.roles and other.roles and one.roles.isdisjoint(other.roles))


def _are_kin(sentences: Sequence[Stated], one: Mentions, other: Mentions) -> bool:
    """Whether the article speaks of relatives where it names either."""
    return any(
        token.lower in _KIN
        for at in one.sentences | other.sentences
        for token in sentences[at].passage.tokens
    )
