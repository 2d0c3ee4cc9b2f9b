"""What each rendering of a report costs: seconds, and memory at its highest.

    python -m benchmarks.reports [--claims 200 2000] [--rounds 3]

Each is made in a process of its own, as a worker makes it for the first time. The seconds are
those of the rendering alone, the best of the rounds; the memory is that of the whole process
with Python and all modules, and that of the typesetter that it starts. Linux only.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import checked

FORMATS = ("html", "pdf", "docx", "xlsx", "csv", "md", "json")
_CHILD = """
import json, resource, sys, time
from pathlib import Path
from factcheck.report.render import render
from factcheck.report.style import plain_style
from factcheck.signing import Signer
document = json.loads(Path(sys.argv[1]).read_bytes())
signer, style = Signer(Path(sys.argv[2])), plain_style()
begun = time.perf_counter()
made = render(document, sys.argv[3], style, signer)
seconds = time.perf_counter() - begun
# Not ru_maxrss: that is at least what the process had that started this one.
status = Path("/proc/self/status").read_text().split()
own = int(status[status.index("VmHWM:") + 1])
child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([seconds, own, child, len(made)]))
"""
_KILO, _MEGA = 1024, 1024 * 1024


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--claims", type=int, nargs="+", default=[200, 2000])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    table = Table("claims", "format", "seconds", "its MB", "typesetter's MB", "file, MB")
    for count in options.claims:
        for disputed in (False, True):
            _measure(table, count, options.rounds, disputed=disputed)
    Console().print(table)


def _measure(table: Table, count: int, rounds: int, *, disputed: bool) -> None:
    """All formats of one report; of one in which all is disputed the PDF alone, its worst case."""
    with tempfile.TemporaryDirectory(prefix="factcheck-bench-") as place:
        folder = Path(place)
        document = checked.report(folder, count, disputed=disputed)
        claims = len(document["content"]["lines"])
        file = folder / "edition.json"
        file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        for form in ("pdf",) if disputed else FORMATS:
            made = [_render(file, folder / "keys", form) for _ in range(rounds)]
            seconds, own, children, size = min(made)
            name = f"{claims:,} disputed" if disputed else f"{claims:,}"
            table.add_row(
                name,
                form,
                f"{seconds:.2f}",
                f"{own / _KILO:.0f}",
                f"{children / _KILO:.0f}" if form == "pdf" else "–",
                f"{size / _MEGA:.1f}",
            )
        table.add_section()


def _render(file: Path, keys: Path, form: str) -> list[Any]:
    """Seconds, kilobytes of the process and of its largest child, bytes of the file."""
    command = [sys.executable, "-c", _CHILD, str(file), str(keys), form]
    done = subprocess.run(command, capture_output=True, check=True)
    found: list[Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
