"""Measures of check-worthiness: of single sentences, and of the ledger of whole articles."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from benchmarks.quality.data import (
    Row,
    extraction_of,
    gum_news,
    ledger_entry,
    rows,
    shared_data,
    watched,
)
from benchmarks.quality.formulas import (
    auc,
    average_precision,
    calibration_error,
    f1_of,
    macro_f1,
)
from benchmarks.quality.marks import MAYBE, YES, MarkedSentence, wikinews_marks
from benchmarks.quality.table import Figure
from factcheck.extraction import Extraction, score_sentence
from factcheck.vocabulary import Disposition

_EVEN = 0.5
"""The score from which on a sentence is as likely as not worth a check."""
Judged = tuple[MarkedSentence, float, bool, str]
"""A marked sentence, its score, whether it makes a claim, and its words."""


def scores() -> Iterator[Figure]:
    """Check-worthiness of debate sentences, each scored by itself: F1 at a score of 0.5
    and average precision on ClaimBuster (CheckThat! 2024); on the lines that
    fact-checkers picked, the mean over debates of the average precision, as CheckThat!
    does (debates without a picked line aside). The model was fitted on train, so that its
    figures are no promise; dev was held out."""
    for name in ("dev", "train"):
        yield from _claimbuster(name)
    yield _debates("CT19", "ct19_train_factcheckorg.jsonl", 0.17)
    yield _debates("CT20", "ct20_task5_train.jsonl", 0.09)


def _claimbuster(name: str) -> Iterator[Figure]:
    label = f"check-worthiness, CT24 {name}"
    examples = rows(shared_data() / "checkworthy_ct24_en" / f"{name}.jsonl")
    scored = [(_score(row), row["label"] == 1) for row in watched(examples, label)]
    pairs = [(score >= _EVEN, marked) for score, marked in scored]
    failures = [
        f"{'missed' if row['label'] else 'made up'} at {score:.2f}: {row['text']}"
        for row, (score, _), (found, marked) in zip(examples, scored, pairs, strict=True)
        if found != marked
    ]
    yield Figure(f"{label}: F1 at 0.5", f1_of(pairs), 0.70, failures=failures)
    yield Figure(f"{label}: average precision", average_precision(scored), 0.79)


def _debates(name: str, file: str, target: float) -> Figure:
    debates: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    label = f"check-worthiness, debates {name}: MAP"
    for row in watched(rows(shared_data() / "checkworthy_debates" / file), label):
        debates[row["doc"]].append((_score(row), row["label"] == 1))
    found = [average_precision(each) for each in debates.values() if any(yes for _, yes in each)]
    return Figure(label, sum(found) / len(found), target)


def _score(row: Row) -> float:
    return score_sentence(row["text"])[0]


def wikinews() -> Iterator[Figure]:
    """Checkable sentences of the Wikinews documents: the marked sentence is set against the
    entry of the ledger that covers most of it. AUC of its score; macro-F1 of its being a
    claim, without the doubtful ones and with these counted as checkable; expected calibration
    error of the score over ten bins. The model was fitted on these documents too, so that the
    figures are no promise; the seed article and ours were held out."""
    judged: list[Judged] = []
    marks = wikinews_marks()
    for row in gum_news():
        judged += judge(row["text"], extraction_of(row["text"]), marks[row["doc"]])
    label = "checkable, Wikinews"
    yield Figure(f"{label}: AUC", auc(_scored(judged)), 0.88)
    macro = macro_f1(_pairs(judged))
    yield Figure(f"{label}: macro-F1", macro, 0.80, failures=_mistakes(judged))
    generous = [(found, mark.checkable in (YES, MAYBE)) for mark, _, found, _ in judged]
    yield Figure(f"{label}: macro-F1, doubtful = checkable", macro_f1(generous))
    yield Figure(f"{label}: calibration error", calibration_error(_scored(judged)), below=True)


def checkable(label: str, judged: Sequence[Judged], target: float | None) -> Iterator[Figure]:
    """F1 of the checkable sentences that make a claim, and AUC of the score."""
    found = f1_of(_pairs(judged))
    yield Figure(f"{label}: checkable F1", found, target, failures=_mistakes(judged))
    yield Figure(f"{label}: checkable AUC", auc(_scored(judged)))


def judge(text: str, found: Extraction, marks: tuple[MarkedSentence, ...]) -> list[Judged]:
    """Each marked sentence with what the ledger says of it; a sentence it lacks scores 0."""
    judged = []
    for mark in marks:
        entry = ledger_entry(found, mark.place)
        claim = entry is not None and entry.disposition is Disposition.CLAIM
        words = " ".join(text[slice(*mark.place)].split())
        judged.append((mark, entry.score if entry else 0.0, claim, words))
    return judged


def _sure(judged: Sequence[Judged]) -> list[Judged]:
    return [each for each in judged if each[0].checkable != MAYBE]


def _pairs(judged: Sequence[Judged]) -> list[tuple[bool, bool]]:
    return [(found, mark.checkable == YES) for mark, _, found, _ in _sure(judged)]


def _scored(judged: Sequence[Judged]) -> list[tuple[float, bool]]:
    return [(score, mark.checkable == YES) for mark, score, _, _ in _sure(judged)]


def _mistakes(judged: Sequence[Judged]) -> list[str]:
    """The sentences that are taken for what they are not, doubtful ones aside."""
    return [
        f"{'made up' if found else 'missed'} at {score:.2f}: {words}"
        for mark, score, found, words in _sure(judged)
        if found != (mark.checkable == YES)
    ]


def subjectivity() -> Iterator[Figure]:
    """Objective against subjective news sentences (CheckThat! 2025): how often an objective
    one scores higher. Being objective is not being check-worthy, so there is no target."""
    folder = shared_data() / "subjectivity_ct25_en"
    found = [
        (_score(row), row["label"] == "OBJ")
        for name in ("train", "dev", "devtest")
        for row in watched(rows(folder / f"{name}.jsonl"), "subjectivity")
    ]
    yield Figure("check-worthiness, CT25 subjectivity: AUC of objective", auc(found))
