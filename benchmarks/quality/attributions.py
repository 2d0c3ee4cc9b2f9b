"""Measures of attribution: whose words are whose."""

from collections.abc import Iterator, Sequence

from benchmarks.quality.data import (
    Place,
    Row,
    extraction_of,
    gum,
    gum_news,
    meet,
    overlap,
    watched,
)
from benchmarks.quality.formulas import f1
from benchmarks.quality.marks import MarkedAttribution
from benchmarks.quality.table import Figure
from factcheck.extraction import Attribution

HALF = 0.5
"""Intersection over union from which on a found span is the marked one."""
Said = tuple[str, Sequence[MarkedAttribution], Sequence[Attribution]]
"""A text, what is marked in it, what is found in it."""


def attributions() -> Iterator[Figure]:
    """Attribution: content is found where it overlaps a marked one by half (intersection
    over union), each counted once; a relation, where the speakers share a character besides."""
    yield from figures("GUM news", _gum(gum_news()), (0.82, 0.73))
    yield from figures("GUM all genres", _gum(gum()))


def figures(
    label: str, documents: Sequence[Said], targets: tuple[float | None, float | None] = (None, None)
) -> Iterator[Figure]:
    """F1 of contents, and of contents with their speakers."""
    contents = relations = marked = found = 0
    failures: list[str] = []
    for text, gold, given in documents:
        ours = list(given)
        marked, found = marked + len(gold), found + len(ours)
        for mark in gold:
            best = _best(mark, ours)
            if best is None:
                failures.append(f"missed: {_words(text, mark.content)}")
                continue
            ours.remove(best)
            contents += 1
            relations += _same_speaker(mark, best)
            if not _same_speaker(mark, best):
                says = best.speaker.text if best.speaker else "nobody"
                failures.append(f"laid in the mouth of {says}: {_words(text, mark.content)}")
        failures += [f"made up: {_words(text, (a.content.start, a.content.end))}" for a in ours]
    content, relation = f1(contents, marked, found), f1(relations, marked, found)
    yield Figure(f"attribution, {label}: content F1", content, targets[0], failures=failures)
    yield Figure(f"attribution, {label}: relation F1", relation, targets[1])


def _gum(documents: Sequence[Row]) -> list[Said]:
    said: list[Said] = []
    for row in watched(documents, "attributions"):
        marked = [
            MarkedAttribution(
                tuple((start, end) for start, end in each["source"]),
                (each["content"][0][0], each["content"][-1][1]),
            )
            for each in row["attributions"]
            if each["content"]
        ]
        said.append((row["text"], marked, extraction_of(row["text"]).attributions))
    return said


def _best(mark: MarkedAttribution, ours: Sequence[Attribution]) -> Attribution | None:
    """The finding that is the marked one: the right speaker first, then the most overlap."""
    near = [each for each in ours if _share(mark, each) >= HALF]
    return max(near, key=lambda one: (_same_speaker(mark, one), _share(mark, one)), default=None)


def _share(mark: MarkedAttribution, ours: Attribution) -> float:
    return overlap(mark.content, (ours.content.start, ours.content.end))


def _same_speaker(mark: MarkedAttribution, ours: Attribution) -> bool:
    speaker = ours.speaker
    return speaker is not None and any(
        meet(place, (speaker.start, speaker.end)) for place in mark.sources
    )


def _words(text: str, place: Place) -> str:
    return " ".join(text[slice(*place)].split())
