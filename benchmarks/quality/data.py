"""The texts that are measured on, and what extraction makes of them, read once each."""

import datetime as dt
import json
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import track

from factcheck.extraction import Extraction, Sentence, extract

Thing = TypeVar("Thing")
Row = dict[str, Any]
Place = tuple[int, int]
"""A half-open range of code points."""
ROOT = Path(__file__).resolve().parents[2]


def shared() -> Path:
    """The folder of development data, from FACTCHECK_SHARED or beside the repository."""
    return Path(os.environ.get("FACTCHECK_SHARED", ROOT.parent / "shared"))


def shared_data() -> Path:
    """The folder of the data sets."""
    return shared() / "data"


def rows(path: Path) -> list[Row]:
    """The objects of a JSON lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@cache
def gum() -> tuple[Row, ...]:
    """All GUM documents at hand."""
    folder = shared_data() / "gum_attribution_sentences"
    return (*rows(folder / "train.jsonl"), *rows(folder / "dev.jsonl"))


def gum_news() -> tuple[Row, ...]:
    """The Wikinews documents among them."""
    return tuple(row for row in gum() if row["genre"] == "news")


@cache
def extraction_of(text: str, published: dt.date | None = None) -> Extraction:
    """What extraction finds in `text`; each text is read once, whoever measures it."""
    return extract(text, published=published)


def watched(things: Iterable[Thing], doing: str) -> Iterator[Thing]:
    """The things one by one, with a bar on a standard error that is a terminal."""
    bar = Console(stderr=True)
    yield from track(things, doing, console=bar, transient=True, disable=not bar.is_terminal)


def overlap(one: Place, other: Place) -> float:
    """Intersection over union of two spans, 0 to 1."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]))


def meet(one: Place, other: Place) -> bool:
    """Whether two spans share a character."""
    return max(one[0], other[0]) < min(one[1], other[1])


def ledger_entry(found: Extraction, place: Place) -> Sentence | None:
    """The sentence of the ledger that shares most characters with `place`."""
    start, end = place
    return max(
        (each for each in found.sentences if meet((each.start, each.end), place)),
        key=lambda each: min(end, each.end) - max(start, each.start),
        default=None,
    )
