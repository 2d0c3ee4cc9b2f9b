"""Whether twice the text takes twice the time: each regular expression, and extraction whole.

    python -m benchmarks.doubling

Every compiled expression of the package reads 0.5 MB and 1 MB of text that is made to be hard:
one unit, over and over. Prints the slowest and the steepest, and ends with 1 if any takes more
than MOST times as long for twice the text.
"""

import argparse
import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.progress import track

import factcheck
from factcheck.extraction import extract

UNITS = (
    "a", "A", "1", " ", "\n", "\t", '"', "“", "'", ".", ",", "-", "(", "[", "|", "’s", "a ", "A ",
    "1 ", "1,", "1.", "a.", "A. ", "A-", "1/", "$1 ", "Ab ", "Ab, ", "said ", "the ", "of ",
    "e\u0301", "\u200f", "😀", "。", "Image: ", "May 3, 2014 ", "http://a ", '"a" - ', "1. ",
)  # fmt: skip
"""What hard texts are made of."""
SIZE = 500_000
"""Characters; the longer text has twice as many."""
MOST = 2.2
NOISE = 0.05
"""Seconds below which a ratio says nothing."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the ratios; 1 if one is over `MOST`."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", type=int, default=SIZE, help="characters of the shorter text")
    size = parser.parse_args(arguments).size
    tasks = [(name, _reader(pattern)) for name, pattern in expressions()]
    tasks.append(("extract", extract))
    found = [
        (name, unit, *_measure(task, unit, size))
        for name, task in track(tasks, "Reading hard texts", console=Console(stderr=True))
        for unit in UNITS
    ]
    steep = [each for each in found if each[3] > MOST]
    print(f"{len(tasks) - 1} expressions and extract, {len(UNITS)} hard texts of {2 * size:,}")
    for title, rows in (
        ("slowest", sorted(found, key=lambda row: -row[2])[:8]),
        ("too steep", steep),
    ):
        print(f"{title}:")
        for name, unit, seconds, ratio in rows:
            print(f"  {name:<60} {unit!r:<14} {seconds:7.2f} s  {ratio:.2f} times")
    return 1 if steep else 0


def expressions() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled expression of the package, by the name it has there."""
    seen: set[int] = set()
    for module in pkgutil.walk_packages(factcheck.__path__, "factcheck."):
        if module.name.startswith("factcheck.migrations"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in _patterns(value):
                if id(pattern) not in seen:
                    seen.add(id(pattern))
                    yield f"{module.name}.{name}", pattern


def _patterns(value: Any) -> Iterator[re.Pattern[str]]:
    """The expression itself, or those of a table of them."""
    table = value.values() if isinstance(value, dict) else value
    for each in table if isinstance(value, dict | tuple | list) else [value]:
        if isinstance(each, re.Pattern) and isinstance(each.pattern, str):
            yield each


def _reader(pattern: re.Pattern[str]) -> Callable[[str], object]:
    """Reads a text to its end, however often the expression is found."""
    return lambda text: sum(1 for _ in pattern.finditer(text))


def _measure(task: Callable[[str], object], unit: str, size: int) -> tuple[float, float]:
    """Seconds for twice `size` characters, and how many times those for `size`; best of three."""
    text = unit * (2 * size // len(unit))
    ratio = 0.0
    for _ in range(3):
        once, twice = _seconds(task, text[:size]), _seconds(task, text)
        ratio = min(ratio or twice / once, twice / once)
        if twice < NOISE or ratio <= MOST:
            return twice, 1.0 if twice < NOISE else ratio
    return twice, ratio


def _seconds(task: Callable[[str], object], text: str) -> float:
    begun = time.perf_counter()
    task(text)
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
