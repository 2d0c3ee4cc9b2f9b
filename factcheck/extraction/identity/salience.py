"""Salience: who comes to mind at a pronoun, by what was mentioned shortly before."""

from collections import deque
from collections.abc import Collection, Sequence
from typing import NamedTuple

from factcheck.extraction.identity.figures import Figure
from factcheck.extraction.identity.mentions import Mention
from factcheck.extraction.identity.sorts import PEOPLE, Sort, fits
from factcheck.extraction.records import Span

_PEOPLE_BACK, _OTHERS_BACK = 3, 2
"""Sentences that "he" and "she", and "it" and "they", reach back."""
_MOST = 48
"""Mentions that are kept in mind."""
_FADING = 0.5
"""What is left of a mention one sentence later."""
_LEAD = 1.5
"""How many times as salient as the next the first must be."""
_LEAST = 0.12
"""Less than that is too faint to point at."""
_SAYING = 0.8
"""Added for who speaks in the sentence."""
_UNNAMED = 0.6
"""What a phrase counts against a name."""
_DOUBTED = 0.3
"""What is left where a pronoun of the other sex has meant them before."""
_OFTEN, _OFTEN_AT_MOST = 0.05, 10
"""Added for each mention by name in the article, up to so many."""


class Trace(NamedTuple):
    """A mention in mind, whom it means, and whether they speak in the sentence."""

    mention: Mention
    figure: Figure
    speaks: bool


class Memory:
    """The mentions of the last sentences, each with its figure."""

    def __init__(self) -> None:
        self._traces: deque[Trace] = deque(maxlen=_MOST)

    def add(self, mention: Mention, figure: Figure, *, speaks: bool) -> None:
        """Keeps a mention in mind."""
        self._traces.append(Trace(mention, figure, speaks))

    def just_before(self, mention: Mention) -> Trace | None:
        """The mention that ends where this one begins, but for a comma."""
        if not self._traces:
            return None
        last = self._traces[-1]
        near = last.mention.sentence == mention.sentence
        return last if near and 0 <= mention.first - last.mention.next <= 1 else None

    def named_in(self, contents: Sequence[Span]) -> set[Figure]:
        """Whom the words of a speaker name: hardly the same."""
        if not contents:
            return set()
        return {
            figure
            for mention, figure, _ in self._traces
            if mention.words and any(each.start <= mention.start < each.end for each in contents)
        }

    def answer(self, pronoun: Mention, barred: Collection[Figure]) -> Trace | None:
        """The mention that a pronoun takes up; None where two are about as likely.

        The figures `barred` cannot be meant.
        """
        latest, totals = self._weigh(pronoun, barred)
        ranked = sorted(totals, key=lambda figure: -totals[figure])[:2]
        if not ranked or totals[ranked[0]] < _LEAST:
            return None
        if len(ranked) > 1 and totals[ranked[0]] < _LEAD * totals[ranked[1]]:
            return None
        first = ranked[0]
        if first.sort is Sort.OPEN and pronoun.sort in PEOPLE and len(first.words) == 1:
            return None
        return latest[first]

    def _weigh(
        self, pronoun: Mention, barred: Collection[Figure]
    ) -> tuple[dict[Figure, Trace], dict[Figure, float]]:
        """The last mention of each figure, not a pronoun if possible; and how salient it is.

        A figure counts once a sentence, by its best mention there.
        """
        reach = _PEOPLE_BACK if pronoun.sort in PEOPLE else _OTHERS_BACK
        best: dict[tuple[Figure, int], float] = {}
        latest: dict[Figure, Trace] = {}
        for trace in reversed(self._traces):
            mention, figure, speaks = trace
            back = pronoun.sentence - mention.sentence
            if back > reach:
                break
            if figure in barred:
                continue
            if (_is_pronoun(latest.get(figure)) and not _is_pronoun(trace)) or figure not in latest:
                latest[figure] = trace
            weight = (mention.weight + (_SAYING if speaks else 0)) * _FADING**back
            best[figure, back] = max(best.get((figure, back), 0.0), weight)
        totals: dict[Figure, float] = {}
        for (figure, _), weight in best.items():
            totals[figure] = totals.get(figure, 0.0) + weight * _fit(figure, pronoun)
        return latest, totals


def _is_pronoun(trace: Trace | None) -> bool:
    return trace is not None and not trace.mention.words and trace.mention.title is None


def _fit(figure: Figure, pronoun: Mention) -> float:
    """How well the pronoun agrees with what is known of the figure."""
    fit = fits(figure.sort, pronoun.sort)
    if pronoun.sort in PEOPLE and figure.sort is not pronoun.sort:
        others = figure.men if pronoun.sort is Sort.WOMAN else figure.women
        fit *= _DOUBTED if others else 1.0
    if not figure.words:
        return fit * _UNNAMED
    return fit * (1 + _OFTEN * min(figure.count, _OFTEN_AT_MOST))
