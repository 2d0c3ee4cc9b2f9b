"""The reading of an article for whom its mentions mean, sentence by sentence."""

from collections.abc import Collection, Mapping, Sequence

from factcheck.extraction.identity.evidence import holder_of, short_for, taken_up
from factcheck.extraction.identity.figures import Cast, Figure, Held
from factcheck.extraction.identity.mentions import Mention, Scene
from factcheck.extraction.identity.salience import Memory
from factcheck.extraction.identity.sorts import Sort
from factcheck.extraction.identity.titles import Offices
from factcheck.extraction.records import Identity, Span
from factcheck.extraction.words.clauses import BE
from factcheck.extraction.words.wordlists import word_set

_HE_OR_SHE = frozenset({Sort.MAN, Sort.WOMAN})
_NEAR = 3
"""Sentences in which one of two namesakes must have been mentioned, and the other not."""

_EMPTY = BE | word_set("seems seemed appears appeared may might would could should can will")
"""Verbs behind an "it" that stands for nothing."""
_AHEAD = 12
"""Mentions behind one in its sentence whose figures it does not mean."""


class Resolver:
    """Goes through an article and remembers whom it came upon."""

    def __init__(
        self,
        text: str,
        cast: Cast,
        offices: Offices,
        beside: Mapping[Mention, tuple[Figure, Held]],
    ) -> None:
        """`beside` are the phrases that stand beside a name, with whom they mean."""
        self._text = text
        self._cast = cast
        self._offices = offices
        self._beside = beside
        self._memory = Memory()
        self._unnamed: dict[str, Figure] = {}

    def read(
        self,
        scene: Scene,
        mentions: Sequence[Mention],
        asked: Mapping[Mention, Sequence[Span]],
    ) -> dict[Mention, Identity]:
        """Takes in a sentence; who those `asked` for are, by what each says."""
        found: dict[Mention, Identity] = {}
        for at, mention in enumerate(mentions):
            contents = asked.get(mention)
            if self._is_idle(scene, mention, asked=contents is not None):
                continue
            later = mentions[at + 1 : at + 1 + _AHEAD]
            figure, identity = self._meant(mention, later, contents)
            if figure is None:
                continue
            figure.seen = mention.sentence
            if mention.words == figure.words:
                figure.introduced = mention.sentence
            self._memory.add(mention, figure, speaks=contents is not None)
            if contents is not None and identity is not None:
                found[mention] = identity
        return found

    def _is_idle(self, scene: Scene, mention: Mention, *, asked: bool) -> bool:
        """Whether nobody is meant, as by "it is clear", or nothing follows from whom.

        That is so for pronouns in quotations and those for things, unless they are `asked` for.
        """
        if asked:
            return mention.sort is Sort.BODY and not mention.words and _is_empty(scene, mention)
        if mention.words or mention.title:
            return False
        return mention.sort not in _HE_OR_SHE or scene.is_quoted(mention.first)

    def _meant(
        self, mention: Mention, later: Sequence[Mention], contents: Sequence[Span] | None
    ) -> tuple[Figure | None, Identity | None]:
        """Whom the mention means; and why, if that is not plain and somebody asks.

        `contents` are what it says; None where nobody asks.
        """
        if mention.words:
            figure = self._named(mention)
            if figure is None or contents is None:
                return figure, None
            return figure, short_for(self._text, mention, figure)
        barred = self._memory.named_in(contents or ()) | {
            figure for each in later if (figure := self._cast.bearer(each))
        }
        if mention.title:
            return self._described(mention, barred)
        if mention.sort is Sort.OPEN:
            trace = self._memory.just_before(mention)
        else:
            trace = self._memory.answer(mention, barred)
        if trace is None:
            return None, None
        trace.figure.men += mention.sort is Sort.MAN
        trace.figure.women += mention.sort is Sort.WOMAN
        return trace.figure, taken_up(self._text, mention, trace)

    def _named(self, mention: Mention) -> Figure | None:
        """Of namesakes, the one who has been introduced, or has been mentioned just now."""
        bearers = self._cast.bearers(mention)
        if len(bearers) == 1:
            return bearers[0]
        for some in (
            [each for each in bearers if each.introduced >= 0],
            [each for each in bearers if mention.sentence - each.seen <= _NEAR],
        ):
            if len(some) == 1:
                return some[0]
        return None

    def _described(
        self, mention: Mention, barred: Collection[Figure]
    ) -> tuple[Figure | None, Identity | None]:
        """Who has the title; else somebody without a name, the same under the same noun."""
        held = self._beside.get(mention) or self._offices.holder(mention, barred)
        if held is not None:
            return held[0], holder_of(self._text, mention, *held)
        head = mention.title.head if mention.title else ""
        if mention.definite and mention.sort is not Sort.GROUP and head in self._unnamed:
            return self._unnamed[head], None
        self._unnamed[head] = Figure(mention, mention.sort)
        return self._unnamed[head], None


def _is_empty(scene: Scene, mention: Mention) -> bool:
    """Whether it only fills the place of a subject: "it is clear that", "it seems"."""
    behind = scene.tokens[mention.head : mention.head + 1]
    return mention.title is None and any(token.lower in _EMPTY for token in behind)
