"""Figures, and how they are printed and written down."""

import datetime as dt
import inspect
import json
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.quality.data import ROOT
from factcheck.extraction import EXTRACTOR


@dataclass(frozen=True)
class Figure:
    """One measure: its value, what it is to reach, and the cases that went wrong.

    `below` says that a smaller value is the better one. `form` is how the numbers are written.
    """

    measure: str
    value: float
    target: float | None = None
    form: str = ".3f"
    below: bool = False
    failures: Sequence[str] = field(default=(), repr=False)

    @property
    def reached(self) -> bool:
        """Whether the value is as good as the target; True without one."""
        if self.target is None:
            return True
        return self.value <= self.target if self.below else self.value >= self.target


def print_figures(counted: str, figures: Iterable[Figure], *, show: bool = False) -> None:
    """A row for each figure under the lines that say how they are counted."""
    print(f"\n{inspect.cleandoc(counted)}\n")
    for figure in figures:
        target = "" if figure.target is None else format(figure.target, figure.form)
        mark = "" if figure.reached else "missed"
        print(f"  {figure.measure:<58} {figure.value:>10{figure.form}} {target:>8} {mark}".rstrip())
        for failure in figure.failures if show else ():
            print(f"      - {failure}")


def print_head() -> None:
    """The names of the columns."""
    print(f"  {'measure':<58} {'value':>10} {'target':>8}")


def write_figures(path: Path, figures: Iterable[Figure]) -> None:
    """The figures as JSON, with the date, the commit and the version of the extractor."""
    measures = {
        figure.measure: {"value": round(figure.value, 6), "target": figure.target}
        for figure in figures
    }
    record = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "commit": _commit(),
        "extractor": " ".join(EXTRACTOR),
        "measures": measures,
    }
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _commit() -> str | None:
    """The commit of the code, with a plus where the working tree differs from it."""
    command = ["git", "-C", str(ROOT), "describe", "--always", "--abbrev=12", "--dirty=+"]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    return asked.stdout.strip() or None
