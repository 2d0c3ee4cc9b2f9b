"""Two drafts as a page shows them: pairs of sentences, and the places that a claim may have."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from factcheck.review import Comparison

CONTEXT = 90
"""How many code points stand on either side of a place that a person looks at."""
_FOLDED = 4
"""So many unchanged sentences in a row and more are folded away, but for those at the edges."""

Run = tuple[str, str]
"""Some words with what became of them: `equal`, `delete` or `insert`."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of the one draft beside its counterpart in the other; either may be missing."""

    op: str
    before: Sequence[Run] | None
    after: Sequence[Run] | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pairs that follow each other; `folded` ones are alike and may stay out of sight."""

    pairs: Sequence[Pair]
    folded: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a claim may stand, with what stands around it."""

    start: int
    end: int
    left: str
    words: str
    right: str


def stretches(comparison: Comparison) -> list[Stretch]:
    """The texts of both drafts, side by side, in the order of the newer one."""
    pairs = (_pair(comparison, each) for each in comparison.text)
    found: list[Stretch] = []
    for same, run in groupby(pairs, key=lambda pair: pair.op == "equal"):
        together = list(run)
        found += _fold(together) if same else [Stretch(together, folded=False)]
    return found


def _fold(pairs: list[Pair]) -> Iterator[Stretch]:
    """Alike sentences in a row; the first and the last stay, to say where one is."""
    if len(pairs) < _FOLDED:
        yield Stretch(pairs, folded=False)
        return
    yield Stretch(pairs[:1], folded=False)
    yield Stretch(pairs[1:-1], folded=True)
    yield Stretch(pairs[-1:], folded=False)


def _pair(comparison: Comparison, pair: Mapping[str, Any]) -> Pair:
    if pair["words"]:
        return Pair(pair["op"], *both_sides(pair["words"]))
    before = _whole(comparison.old.text, pair["before"], pair["op"], "delete")
    return Pair(
        pair["op"], before, _whole(comparison.new.text, pair["after"], pair["op"], "insert")
    )


def _whole(text: str, span: Mapping[str, int] | None, op: str, alone: str) -> list[Run] | None:
    if span is None:
        return None
    mark = alone if op in {"deleted", "inserted"} else "equal"
    return [(mark, text[span["start"] : span["end"]])]


def both_sides(runs: Iterable[Mapping[str, str]]) -> tuple[list[Run], list[Run]]:
    """The runs of a word diff as they read in the older and in the newer draft."""
    told = [(each["op"], each["text"]) for each in runs]
    before = [each for each in told if each[0] != "insert"]
    return before, [each for each in told if each[0] != "delete"]


def candidates(text: str, places: Iterable[Mapping[str, int]]) -> list[Candidate]:
    """The places with their surroundings in the newer draft."""
    found = []
    for place in places:
        start, end = place["start"], place["end"]
        words = text[start:end]
        found.append(Candidate(start, end, _before(text, start), words, _behind(text, end)))
    return found


def _before(text: str, start: int) -> str:
    """What stands before it, from the beginning of a word on."""
    if start <= CONTEXT:
        return _flat(text[:start])
    cut = text[start - CONTEXT : start]
    return "…" + _flat(cut.partition(" ")[2] or cut)


def _behind(text: str, end: int) -> str:
    if len(text) - end <= CONTEXT:
        return _flat(text[end:])
    cut = text[end : end + CONTEXT]
    return _flat(cut.rpartition(" ")[0] or cut) + "…"


def _flat(text: str) -> str:
    """The text without line breaks: how it is set does not matter here."""
    return re.sub(r"\s+", " ", text)
