"""All mentions of one sentence in text order: names, phrases and pronouns."""

from factcheck.extraction.identity.mentions import Mention, Scene
from factcheck.extraction.identity.named import named_mention
from factcheck.extraction.identity.phrases import phrase_mention
from factcheck.extraction.identity.sorts import NOUNS, PRONOUNS, Sort


def mentions_of(scene: Scene) -> list[Mention]:
    """Names, phrases and pronouns; a phrase may hold a name behind its noun."""
    found: list[Mention] = []
    behind = 0
    telling = [at for at, token in enumerate(scene.tokens) if token.lower in _TELLING]
    for at in sorted({*telling, *scene.names, *scene.places}):
        mention = _mention_at(scene, at) if at >= behind else None
        if mention is not None:
            found.append(mention)
            behind = mention.head
    return found


_TELLING = frozenset({*NOUNS, *PRONOUNS})


def _mention_at(scene: Scene, at: int) -> Mention | None:
    word = scene.tokens[at].lower
    if at in scene.names:
        return named_mention(scene, at, scene.names[at])
    if at in scene.places:
        return _bare(scene, at, scene.places[at], Sort.PLACE)
    if word in NOUNS:
        return phrase_mention(scene, at)
    return _bare(scene, at, at + 1, PRONOUNS[word]) if word in PRONOUNS else None


def _bare(scene: Scene, at: int, after: int, sort: Sort) -> Mention:
    """A place by its name, or a pronoun."""
    tokens = scene.tokens[at:after]
    words = tuple(token.lower for token in tokens) if sort is Sort.PLACE else ()
    return Mention(
        tokens[0].start, tokens[-1].end, scene.sentence, at, after, after, sort, words,
        lead=tokens[0].start, weight=scene.weight(at, after),
    )  # fmt: skip
