"""Who a speaker is: names, titles and pronouns resolved within the article.

First all mentions of the article are read, then its cast and their titles; with these the
article is gone through once more from the beginning, as a reader does.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from factcheck.extraction.identity.figures import Cast, Figure, Held
from factcheck.extraction.identity.mentions import Mention, Scene, Title, scenes_of
from factcheck.extraction.identity.reading import mentions_of
from factcheck.extraction.identity.resolving import Resolver
from factcheck.extraction.identity.sorts import Sort
from factcheck.extraction.identity.titles import Offices, titles_beside
from factcheck.extraction.records import Attribution, Facet, Identity, Span
from factcheck.extraction.words.clauses import PREPOSITIONS, PRONOUNS
from factcheck.extraction.words.tokens import Token

Place = tuple[int, int]

_PARTING = PREPOSITIONS | {"and", "or", ","}
"""Stand between two of whom one speaks, or both."""
_LONGEST = 8
"""Tokens of a speaker that a pronoun may take up."""


def identify(
    text: str,
    sentences: Sequence[Place],
    tokens: Sequence[Sequence[Token]],
    facets: Sequence[Sequence[Facet]],
    attributions: Sequence[Attribution],
) -> list[Attribution]:
    """The attributions, each with its speaker's likely identity where the text shows it.

    `tokens` and `facets` hold one list for each of the `sentences`.
    """
    said: dict[Place, list[Span]] = defaultdict(list)
    for each in attributions:
        if each.speaker is not None:
            said[each.speaker.start, each.speaker.end].append(each.content)
    found = _identities(text, sentences, scenes_of(tokens, facets), said) if said else {}
    return [_identified(each, found) for each in attributions]


def _identified(attribution: Attribution, found: Mapping[Place, Identity]) -> Attribution:
    speaker = attribution.speaker
    identity = found.get((speaker.start, speaker.end)) if speaker else None
    return replace(attribution, identity=identity) if identity else attribution


def _identities(
    text: str,
    sentences: Sequence[Place],
    scenes: Sequence[Scene],
    said: Mapping[Place, Sequence[Span]],
) -> dict[Place, Identity]:
    """Who the speakers at the places of `said` are; its spans are what each says."""
    mentions = [mentions_of(scene) for scene in scenes]
    resolver = _resolver(text, scenes, mentions)
    found: dict[Place, Identity] = {}
    waiting = sorted(said, reverse=True)
    for (_, end), scene, own in zip(sentences, scenes, mentions, strict=True):
        if not waiting:
            break
        asked = {}
        while waiting and waiting[-1][0] < end:
            place = waiting.pop()
            speaker = _mention_at(scene, own, place) or _plain(scene, place)
            if speaker is not None:
                asked[speaker] = place
        everybody = sorted({*own, *asked}, key=_head) if asked else own
        contents = {speaker: said[place] for speaker, place in asked.items()}
        answers = resolver.read(scene, everybody, contents)
        found |= {asked[speaker]: identity for speaker, identity in answers.items()}
    return found


def _head(mention: Mention) -> int:
    return mention.head


def _resolver(
    text: str, scenes: Sequence[Scene], mentions: Sequence[Sequence[Mention]]
) -> Resolver:
    """One who knows the cast of the whole article, and whom the phrases beside names mean."""
    cast = Cast(each for found in mentions for each in found if each.words)
    beside: dict[Mention, tuple[Figure, Held]] = {}
    for scene, own in zip(scenes, mentions, strict=True):
        beside |= titles_beside(cast, own, scene.tokens)
        _learn_from_pronouns(cast, scene, own)
    for figure in cast.figures:
        figure.conclude()
    return Resolver(text, cast, Offices(cast, scenes), beside)


_TELLING = frozenset({"he", "she", "his"})
"""Mostly mean who is named before them in a sentence; "him" and "her" mostly do not."""


def _learn_from_pronouns(cast: Cast, scene: Scene, mentions: Sequence[Mention]) -> None:
    """ "Oyelaran said she would": where nobody else is named, the pronoun shows the sort."""
    named: set[Figure] = set()
    for mention in mentions:
        if scene.is_quoted(mention.first):
            continue
        if mention.words:
            named.update(each for each in cast.bearers(mention) if each.sort is not Sort.BODY)
        elif len(named) == 1 and scene.tokens[mention.first].lower in _TELLING:
            figure = next(iter(named))
            figure.men += mention.sort is Sort.MAN
            figure.women += mention.sort is Sort.WOMAN


def _mention_at(scene: Scene, mentions: Sequence[Mention], place: Place) -> Mention | None:
    """The mention whose noun is that of the speaker at `place`."""
    at = bisect_left(mentions, place[0], key=lambda each: scene.tokens[each.head - 1].start)
    found = None
    for mention in mentions[at : at + _MOST_WITHIN]:  # "Harbour Club boss Ana Ruiz": the last
        if scene.tokens[mention.head - 1].end > place[1]:
            break
        if _is_whole(scene, mention, place):
            found = mention
    return found


_MOST_WITHIN = 4
"""Mentions within the words for one speaker."""


def _is_whole(scene: Scene, mention: Mention, place: Place) -> bool:
    """Whether the speaker is nobody else: no "Holt's lawyer", no "Holt and Ruiz"."""
    first = mention.first
    while first > 0 and scene.tokens[first - 1].start >= place[0]:
        first -= 1
        if scene.tokens[first].lower in _PARTING:
            return False
    if mention.head == len(scene.tokens) or scene.tokens[mention.head].start >= place[1]:
        return True
    after = scene.tokens[mention.head].lower
    return after in PREPOSITIONS or after == "," or after.endswith("self")


def _plain(scene: Scene, place: Place) -> Mention | None:
    """Another speaker as a mention, for the pronouns to come: "the auditors", "Holt and Ruiz"."""
    first = bisect_left(scene.tokens, place[0], key=lambda token: token.start)
    after = bisect_left(scene.tokens, place[1], lo=first, key=lambda token: token.start)
    if not 0 < after - first <= _LONGEST or scene.tokens[first].lower in PRONOUNS:
        return None
    words = [token.lower for token in scene.tokens[first:after]]
    several = "and" in words or words[-1].endswith("s")
    return Mention(
        *place, scene.sentence, first, after, after, Sort.GROUP if several else Sort.OPEN,
        title=Title(words[-1]), lead=place[0], weight=scene.weight(first, after),
    )  # fmt: skip
