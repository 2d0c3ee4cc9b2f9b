"""Articles marked by hand: what a good fact-checker would list, as spans into their text.

The marks were made by reading, before and without looking at what extraction finds. Those of
texts that are not ours hold offsets alone; ours hold the words too, and loading compares them.
"""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.quality.data import Place, Row, rows, shared

FOLDER = Path(__file__).parent
SEED_PUBLISHED = dt.date(2025, 10, 3)
YES, NO, MAYBE = "yes", "no", "maybe"


@dataclass(frozen=True)
class MarkedSentence:
    """Whether a checker could confirm or refute it: yes, no, maybe.

    `disposition` is what the ledger should say of it; None where that was not marked.
    """

    place: Place
    checkable: str
    disposition: str | None = None


@dataclass(frozen=True)
class MarkedClaim:
    """A span with its kinds, strongest first; `speaker` is None for the article's own voice.

    A speaker is two spans: the mention as written there, and the best name in the text.
    """

    place: Place
    kinds: tuple[str, ...]
    speaker: tuple[Place, Place] | None


@dataclass(frozen=True)
class MarkedAttribution:
    """Words laid in somebody's mouth, from the first to the last, and who says them."""

    sources: tuple[Place, ...]
    content: Place


@dataclass(frozen=True)
class MarkedFacet:
    """A figure, amount or date with its normalised value; a unit of None is not asked for."""

    type: str
    place: Place
    value: int | float | str | None
    unit: str | None


@dataclass(frozen=True)
class MarkedArticle:
    """A text with its marks. `published` anchors dates like "on Monday"."""

    name: str
    text: str
    published: dt.date
    sentences: tuple[MarkedSentence, ...]
    claims: tuple[MarkedClaim, ...]
    attributions: tuple[MarkedAttribution, ...] = ()
    facets: tuple[MarkedFacet, ...] = ()


def seed_article() -> MarkedArticle | None:
    """The real article of the shared folder; None where it is not at hand, or another."""
    marks = json.loads((FOLDER / "marks" / "seed.json").read_text(encoding="utf-8"))
    for path in sorted((shared() / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        if hashlib.sha256(text.encode()).hexdigest() == marks["sha256"]:
            return _article("seed", text, SEED_PUBLISHED, marks)
    return None


def own_articles() -> list[MarkedArticle]:
    """The invented articles of this project.

    Raises:
        ValueError: a marked span does not hold the words that were marked.
    """
    return [own_article(path) for path in sorted((FOLDER / "articles").glob("*.json"))]


def own_article(path: Path) -> MarkedArticle:
    """The article whose marks stand in the JSON file `path`, its text beside it."""
    marks = json.loads(path.read_text(encoding="utf-8"))
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    compare_words(text, marks)
    return _article(path.stem, text, dt.date.fromisoformat(marks["published"]), marks)


def compare_words(text: str, marks: Any) -> None:
    """Goes through all that was marked; raises ValueError where a span's words are others."""
    if isinstance(marks, dict) and "text" in marks:
        words = text[marks["start"] : marks["end"]]
        if words != marks["text"]:
            raise ValueError(f"marked: {marks['text']!r}, in the text: {words!r}")
    for each in marks.values() if isinstance(marks, dict) else marks:
        if isinstance(each, dict | list):
            compare_words(text, each)


def wikinews_marks() -> dict[str, tuple[MarkedSentence, ...]]:
    """The marked sentences of each Wikinews document of GUM, by the document's name."""
    return {
        row["doc"]: tuple(_sentence(each) for each in row["sentences"])
        for row in rows(FOLDER / "marks" / "wikinews.jsonl")
    }


def _article(name: str, text: str, published: dt.date, marks: Row) -> MarkedArticle:
    return MarkedArticle(
        name,
        text,
        published,
        sentences=tuple(_sentence(each) for each in marks["sentences"]),
        claims=tuple(_claim(each) for each in marks["claims"]),
        attributions=tuple(
            MarkedAttribution((_place(each["speaker"]),), _place(each["content"]))
            for each in marks.get("attributions", ())
        ),
        facets=tuple(
            MarkedFacet(each["type"], _place(each), each["value"], each["unit"])
            for each in marks.get("facets", ())
        ),
    )


def _sentence(mark: Row) -> MarkedSentence:
    disposition = mark.get("disposition")
    checkable = mark.get("checkable") or (YES if disposition == "claim" else NO)
    return MarkedSentence(_place(mark), checkable, disposition)


def _claim(mark: Row) -> MarkedClaim:
    speaker = mark["speaker"]
    names = speaker and (_place(speaker["as_written"]), _place(speaker["who"]))
    return MarkedClaim(_place(mark), tuple(mark["kinds"]), names)


def _place(mark: Any) -> Place:
    start, end = (mark["start"], mark["end"]) if isinstance(mark, dict) else mark
    return start, end
