"""The formulas of the measures: from counts and scored labels to one number each."""

from collections.abc import Sequence

Scored = Sequence[tuple[float, bool]]
"""Scores (0–1) with what is true of what was scored."""


def f1(hits: int, marked: int, found: int) -> float:
    """The harmonic mean of precision and recall, 0 to 1."""
    return 2 * hits / (marked + found) if marked + found else 0.0


def f1_of(pairs: Sequence[tuple[bool, bool]]) -> float:
    """F1 of pairs: what was found, what is marked."""
    hits = sum(found and marked for found, marked in pairs)
    return f1(hits, sum(marked for _, marked in pairs), sum(found for found, _ in pairs))


def macro_f1(pairs: Sequence[tuple[bool, bool]]) -> float:
    """The mean of the F1 of the one answer and of the other."""
    return (f1_of(pairs) + f1_of([(not found, not marked) for found, marked in pairs])) / 2


def average_precision(scored: Scored) -> float:
    """The mean of the precision at every positive, best score first."""
    hits, total = 0, 0.0
    for rank, (_, label) in enumerate(sorted(scored, key=lambda pair: -pair[0]), start=1):
        if label:
            hits += 1
            total += hits / rank
    return total / hits if hits else 0.0


def auc(scored: Scored) -> float:
    """How often a positive scores above a negative; equal scores count half."""
    ranks: dict[float, list[int]] = {}
    for score, label in scored:
        ranks.setdefault(score, [0, 0])[label] += 1
    below = above = 0.0
    for score in sorted(ranks):
        negative, positive = ranks[score]
        above += positive * (below + negative / 2)
        below += negative
    positives = len(scored) - below
    return above / (positives * below) if positives and below else 0.0


def calibration_error(scored: Scored, bins: int = 10) -> float:
    """Expected calibration error: how far scores and shares are apart, over equal bins."""
    boxes: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for score, label in scored:
        boxes[min(bins - 1, int(score * bins))].append((score, label))
    gaps = (abs(sum(score - label for score, label in box)) for box in boxes)
    return sum(gaps) / len(scored) if scored else 0.0


def share(hits: int, total: int) -> float:
    """A part of a whole, 0 to 1; 0 of nothing."""
    return hits / total if total else 0.0
