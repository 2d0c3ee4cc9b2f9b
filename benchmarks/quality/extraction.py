"""Measures of extraction on the development data: run as a script, prints a table.

    FACTCHECK_SHARED=../shared python benchmarks/quality/extraction.py

Sentence F1 counts ends of sentences, the last of each document aside. An attribution's
content counts as found where it overlaps a marked one by half (intersection over union);
its relation, where the speakers share a character besides.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from factcheck.extraction import Attribution, extract, score_sentence
from factcheck.extraction.sentences.splitting import split

Row = dict[str, Any]
Place = tuple[int, int]
ROOT = Path(__file__).resolve().parents[2]
_OVERLAP = 0.5


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the chosen measures; 0 unless the data is missing."""
    parser = argparse.ArgumentParser(description="Measure extraction on the development data.")
    parser.add_argument("measures", nargs="*", help=f"of: {', '.join(MEASURES)}; all by default")
    chosen = parser.parse_args(arguments).measures or list(MEASURES)
    unknown = [name for name in chosen if name not in MEASURES]
    if unknown:
        parser.error(f"unknown measure: {', '.join(unknown)}")
    data = shared_data()
    if not data.is_dir():
        print(f"No data at {data}: set FACTCHECK_SHARED to the folder above it.", file=sys.stderr)
        return 1
    for name in chosen:
        for label, value in MEASURES[name](data):
            print(f"{label:<44} {value}")
    return 0


def shared_data() -> Path:
    """The folder of the data sets, from FACTCHECK_SHARED or beside the repository."""
    return Path(os.environ.get("FACTCHECK_SHARED", ROOT.parent / "shared")) / "data"


def rows(path: Path) -> list[Row]:
    """The objects of a JSON lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def gum(data: Path) -> list[Row]:
    """All GUM documents at hand."""
    folder = data / "gum_attribution_sentences"
    return rows(folder / "train.jsonl") + rows(folder / "dev.jsonl")


def f1(hits: int, marked: int, found: int) -> float:
    """The harmonic mean of precision and recall, 0 to 1."""
    return 2 * hits / (marked + found) if marked + found else 0.0


def sentences(data: Path) -> Iterable[tuple[str, str]]:
    """Boundaries on GUM and EWT, whole cases of the golden rules."""
    documents = gum(data)
    news = [row for row in documents if row["genre"] == "news"]
    yield "sentences, GUM news: boundary F1", f"{boundary_f1(news):.3f}"
    yield "sentences, GUM all genres: boundary F1", f"{boundary_f1(documents):.3f}"
    ewt = rows(data / "sentences_ewt" / "dev.jsonl")
    yield "sentences, EWT: boundary F1", f"{boundary_f1(ewt):.3f}"
    golden = rows(data / "sentences_golden_rules" / "golden_rules_en.jsonl")
    kept = sum(
        [row["text"][start:end] for start, end in split(row["text"])] == row["sentences"]
        for row in golden
    )
    yield "sentences, golden rules", f"{kept}/{len(golden)}"


def boundary_f1(documents: Sequence[Row]) -> float:
    """F1 of the places where sentences end."""
    hits = marked = found = 0
    for row in documents:
        gold = {end for _, end in row["sentences"]}
        ours = {end for _, end in split(row["text"])}
        gold.discard(max(gold))
        ours.discard(max(ours))
        hits, marked, found = hits + len(gold & ours), marked + len(gold), found + len(ours)
    return f1(hits, marked, found)


def scores(data: Path) -> Iterable[tuple[str, str]]:
    """Check-worthiness on the ClaimBuster sentences of CheckThat! 2024."""
    for name in ("dev", "train"):
        examples = rows(data / "checkworthy_ct24_en" / f"{name}.jsonl")
        scored = [(score_sentence(row["text"])[0], row["label"]) for row in examples]
        positive = sum(label for _, label in scored)
        found = [label for score, label in scored if score >= 0.5]
        yield (
            f"check-worthiness, CT24 {name}: F1 at 0.5",
            f"{f1(sum(found), positive, len(found)):.3f}",
        )
        yield f"check-worthiness, CT24 {name}: AP", f"{average_precision(scored):.3f}"


def average_precision(scored: Sequence[tuple[float, int]]) -> float:
    """The mean of the precision at every positive, best score first."""
    hits, total = 0, 0.0
    for rank, (_, label) in enumerate(sorted(scored, key=lambda pair: -pair[0]), start=1):
        if label:
            hits += 1
            total += hits / rank
    return total / hits if hits else 0.0


def attributions(data: Path) -> Iterable[tuple[str, str]]:
    """Content and relation F1 on GUM."""
    documents = gum(data)
    news = [row for row in documents if row["genre"] == "news"]
    for label, chosen in (("news", news), ("all genres", documents)):
        content, relation = attribution_f1(chosen)
        yield f"attribution, GUM {label}: content F1", f"{content:.3f}"
        yield f"attribution, GUM {label}: relation F1", f"{relation:.3f}"


def attribution_f1(documents: Sequence[Row]) -> tuple[float, float]:
    """F1 of contents, and of contents with their speakers."""
    contents = relations = marked = found = 0
    for row in documents:
        gold = [each for each in row["attributions"] if each["content"]]
        ours = list(extract(row["text"]).attributions)
        marked, found = marked + len(gold), found + len(ours)
        for each in gold:
            best = max(ours, key=lambda one, each=each: fit(each, one), default=None)  # type: ignore[misc]
            if best is not None and fit(each, best)[1] >= _OVERLAP:
                ours.remove(best)
                contents += 1
                relations += same_speaker(each, best)
    return f1(contents, marked, found), f1(relations, marked, found)


def fit(gold: Row, ours: Attribution) -> tuple[bool, float]:
    """How well a finding fits: over the overlap at all, speaker, then how much overlaps."""
    marked = (gold["content"][0][0], gold["content"][-1][1])
    share = overlap(marked, (ours.content.start, ours.content.end))
    return (share >= _OVERLAP and same_speaker(gold, ours), share)


def same_speaker(gold: Row, ours: Attribution) -> bool:
    """Whether the speaker spans share a character."""
    speaker = ours.speaker
    return speaker is not None and any(
        max(start, speaker.start) < min(end, speaker.end) for start, end in gold["source"]
    )


def overlap(one: Place, other: Place) -> float:
    """Intersection over union of two spans."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]))


def speed(data: Path) -> Iterable[tuple[str, str]]:
    """Whole extraction of the GUM news, after one round to warm up."""
    texts = [row["text"] for row in gum(data) if row["genre"] == "news"]
    extract(texts[0])
    begun = time.perf_counter()
    count = sum(len(extract(text).sentences) for text in texts)
    yield "extraction, sentences a second", f"{count / (time.perf_counter() - begun):,.0f}"


MEASURES: dict[str, Callable[[Path], Iterable[tuple[str, str]]]] = {
    "sentences": sentences,
    "scores": scores,
    "attributions": attributions,
    "speed": speed,
}
"""Measures by the names the command line takes."""


if __name__ == "__main__":
    sys.exit(main())
