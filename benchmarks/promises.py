"""What was measured, as a table and as figures for a machine, beside what was promised."""

import argparse
import os
import platform
import statistics
from typing import Any, NamedTuple

from benchmarks.subjects import OURS, OURS_PG, PLAIN, TUNED, Subject


class Promise(NamedTuple):
    """A ratio of two measures with what was promised of it: at least, or at most."""

    title: str
    above: tuple[str, str]
    below: tuple[str, str]
    least: float | None = None
    most: float | None = None

    def kept(self, ratio: float) -> str:
        """`ok` or `NOT KEPT`; nothing where nothing was promised."""
        if self.least is None and self.most is None:
            return ""
        low = self.least is None or ratio >= self.least
        high = self.most is None or ratio <= self.most
        return "ok" if low and high else "NOT KEPT"

    def wanted(self) -> str:
        """What was promised, in signs."""
        if self.least is not None:
            return f"≥ {self.least:g}"
        return "" if self.most is None else f"≤ {self.most:g}"


Ratio = tuple[Promise, float, float, float]
"""A promise with the median, the least and the greatest ratio of the rounds."""
MEASURES = (
    ("commits", "raw fsynced one-row commits, one connection", "/s"),
    ("empty", "empty route, all clients", "/s"),
    ("json", "constant JSON, all clients", "/s"),
    ("changes", "decisions (plain: updates), all clients", "/s"),
    ("change p50", "  one of them, p50", "ms"),
    ("change p95", "  one of them, p95", "ms"),
    ("changes read", "decisions (updates) while others read", "/s"),
    ("one p50", "claim, p50, reads alone", "ms"),
    ("one p95", "claim, p95, reads alone", "ms"),
    ("one p50 busy", "claim, p50, while all clients write", "ms"),
    ("one p95 busy", "claim, p95, while all clients write", "ms"),
    ("list p50", "list of 50, p50, reads alone", "ms"),
    ("list p95", "list of 50, p95, reads alone", "ms"),
    ("list p50 busy", "list of 50, p50, while all clients write", "ms"),
    ("list p95 busy", "list of 50, p95, while all clients write", "ms"),
    ("generator empty", "generator's own work, empty route", "%"),
    ("generator changes", "generator's own work, decisions", "%"),
)
PROMISES = (
    Promise("decisions ÷ plain updates", (OURS, "changes"), (PLAIN, "changes"), least=1.0),
    Promise(
        "decisions on PostgreSQL ÷ plain updates", (OURS_PG, "changes"), (PLAIN, "changes"),
        least=0.7,
    ),
    *(
        Promise(
            f"{words} p95, while writing ÷ alone: {name}", (name, f"{kind} p95 busy"),
            (name, f"{kind} p95"), most=None if name == PLAIN else 2.0,
        )
        for kind, words in (("one", "claim"), ("list", "list"))
        for name in (OURS, OURS_PG, PLAIN)
    ),
    Promise("decisions ÷ updates of the tuned plain one", (OURS, "changes"), (TUNED, "changes")),
    Promise("decisions ÷ raw commits", (OURS, "changes"), (OURS, "commits")),
    Promise("empty route ÷ decisions", (OURS, "empty"), (OURS, "changes")),
)  # fmt: skip


def ratios_of(subjects: list[Subject]) -> list[Ratio]:
    """What came of each promise whose services both took part."""
    by_name = {each.name: each for each in subjects}
    found = []
    for promise in PROMISES:
        above, below = by_name.get(promise.above[0]), by_name.get(promise.below[0])
        if above is None or below is None:
            continue
        rounds = zip(above.rounds, below.rounds, strict=True)
        each = [one[promise.above[1]] / other[promise.below[1]] for one, other in rounds]
        found.append((promise, statistics.median(each), min(each), max(each)))
    return found


def show(
    subjects: list[Subject],
    ratios: list[Ratio],
    options: argparse.Namespace,
) -> None:
    """Print the table: absolute figures, then ratios."""
    width = max(len(words) for _, words, _ in MEASURES)
    width = max(width, *(len(promise.title) for promise, *_ in ratios))
    print(
        f"\n{os.cpu_count()} cores, {options.clients} clients, {options.readers} readers, "
        f"{options.claims} claims, {options.threads} threads, {options.workers} processes on "
        f"PostgreSQL; median of {options.rounds} rounds of {options.seconds:g} s\n"
    )
    print(" " * width + "".join(f"{each.name:>20}" for each in subjects))
    for measure, words, unit in MEASURES:
        cells = [_cell(each.median(measure), unit) for each in subjects]
        print(f"{words:<{width}}" + "".join(f"{cell:>20}" for cell in cells))
    print(f"\n{'ratios':<{width}}{'median':>10}{'rounds':>16}{'promised':>10}")
    for promise, middle, least, most in ratios:
        spread = f"{least:.2f}–{most:.2f}"
        line = f"{promise.title:<{width}}{middle:>10.2f}{spread:>16}{promise.wanted():>10}"
        print(f"{line}  {promise.kept(middle)}".rstrip())


def _cell(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return f"{value:,.1f} {unit}" if unit == "ms" else f"{value:,.0f} {unit}"


def as_json(
    subjects: list[Subject],
    ratios: list[Ratio],
    options: argparse.Namespace,
) -> dict[str, Any]:
    """All figures, for a machine."""
    chosen = {name: value for name, value in vars(options).items() if name != "json"}
    return {
        "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
        "options": chosen,
        "figures": {
            each.name: {name: each.median(name) for name, *_ in MEASURES} for each in subjects
        },
        "ratios": {
            promise.title: {
                "median": middle,
                "least": least,
                "greatest": most,
                "promised": promise.wanted(),
                "kept": promise.kept(middle),
            }
            for promise, middle, least, most in ratios
        },
        "rounds": {each.name: each.rounds for each in subjects},
    }
