"""Measures of sentence splitting."""

from collections.abc import Iterator, Sequence

from benchmarks.quality.data import Row, gum, gum_news, rows, shared_data, watched
from benchmarks.quality.formulas import f1
from benchmarks.quality.table import Figure
from factcheck.extraction.sentences.splitting import split

_SHOWN = 40
"""Code points shown on each side of a boundary that is missed or made up."""


def sentences() -> Iterator[Figure]:
    """Sentences: F1 of the places where sentences end, the last of each document aside.
    A golden rule counts as kept if all its sentences come out as they should."""
    yield _boundaries("sentences, GUM news: boundary F1", gum_news(), 0.965)
    yield _boundaries("sentences, GUM all genres: boundary F1", gum(), 0.970)
    ewt = rows(shared_data() / "sentences_ewt" / "dev.jsonl")
    yield _boundaries("sentences, EWT: boundary F1", ewt)
    yield golden_rules(rows(shared_data() / "sentences_golden_rules" / "golden_rules_en.jsonl"))


def golden_rules(cases: Sequence[Row]) -> Figure:
    """The share of cases whose sentences come out whole."""
    failures = []
    for case in cases:
        ours = [case["text"][start:end] for start, end in split(case["text"])]
        if ours != case["sentences"]:
            failures.append(f"{case['sentences']} → {ours}")
    kept = 1 - len(failures) / len(cases)
    measure = f"sentences, golden rules: share of {len(cases)} kept"
    return Figure(measure, kept, failures=failures)


def _boundaries(measure: str, documents: Sequence[Row], target: float | None = None) -> Figure:
    """F1 of the places where sentences end."""
    hits = marked = found = 0
    failures = []
    for row in watched(documents, measure):
        gold = {end for _, end in row["sentences"]}
        ours = {end for _, end in split(row["text"])}
        gold.discard(max(gold))
        ours.discard(max(ours))
        hits, marked, found = hits + len(gold & ours), marked + len(gold), found + len(ours)
        failures += [_shown(row["text"], at, "missed") for at in sorted(gold - ours)]
        failures += [_shown(row["text"], at, "made up") for at in sorted(ours - gold)]
    return Figure(measure, f1(hits, marked, found), target, failures=failures)


def _shown(text: str, at: int, fault: str) -> str:
    around = f"{text[max(0, at - _SHOWN) : at]} | {text[at : at + _SHOWN]}"
    return f"{fault}: {' '.join(around.split())}"
