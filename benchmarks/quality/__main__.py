"""Measures of extraction on the development data, printed as a table.

    FACTCHECK_SHARED=../shared python -m benchmarks.quality [measure …] [--show] [--json FILE]

The measures on invented articles need no data but this project's own.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.quality.alarms import alarms, planted
from benchmarks.quality.attributions import attributions
from benchmarks.quality.claims import articles, seed
from benchmarks.quality.data import shared_data
from benchmarks.quality.kinds import kinds
from benchmarks.quality.language import language
from benchmarks.quality.sentences import sentences
from benchmarks.quality.speed import speed
from benchmarks.quality.table import Figure, print_figures, print_head, write_figures
from benchmarks.quality.worth import scores, subjectivity, wikinews

MEASURES: dict[str, Callable[[], Iterator[Figure]]] = {
    "sentences": sentences,
    "scores": scores,
    "wikinews": wikinews,
    "subjectivity": subjectivity,
    "seed": seed,
    "articles": articles,
    "attributions": attributions,
    "kinds": kinds,
    "alarms": alarms,
    "planted": planted,
    "language": language,
    "speed": speed,
}
"""Measures by the names the command line takes."""
OF_OUR_OWN = {"articles", "planted", "speed"}
"""Those that need no shared data."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the chosen measures; 0 unless the data is missing."""
    options = _parser()
    given = options.parse_args(arguments)
    chosen = given.measures or list(MEASURES)
    unknown = [name for name in chosen if name not in MEASURES]
    if unknown:
        options.error(f"unknown measure: {', '.join(unknown)}")
    if not shared_data().is_dir() and not OF_OUR_OWN.issuperset(chosen):
        data = shared_data()
        print(f"No data at {data}: set FACTCHECK_SHARED to the folder above it.", file=sys.stderr)
        return 1
    print_head()
    figures: list[Figure] = []
    for name in chosen:
        found = list(MEASURES[name]())
        print_figures(MEASURES[name].__doc__ or name, found, show=given.show)
        figures += found
    if given.json:
        write_figures(given.json, figures)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality",
        description="Measure extraction on the development data.",
    )
    parser.add_argument("measures", nargs="*", help=f"of: {', '.join(MEASURES)}; all by default")
    parser.add_argument("--show", action="store_true", help="list what went wrong under each")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser


if __name__ == "__main__":
    sys.exit(main())
