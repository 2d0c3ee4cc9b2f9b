"""Typeset a report: JSON on standard input, PDF on standard output.

A process of its own, for typst keeps what it has set: the server would grow by some 75 MB
with every report of 200 claims, and never give them back. It imports nothing of ours, so
that it starts quickly.
"""

import json
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"


def typeset(given: dict[str, Any], made_at: datetime) -> tuple[bytes, str | None]:
    """A tagged PDF/UA-1, or a plain tagged PDF with the reason why it is no more.

    PDF/UA does not allow a letter that no font at hand can show. The compiler sees an
    empty folder: there is nothing that a template could read.
    """
    with tempfile.TemporaryDirectory() as empty:
        try:
            return _compile(given | {"lacking": False}, made_at, empty, ["ua-1"]), None
        except typst.TypstError as error:
            return _compile(given | {"lacking": True}, made_at, empty, []), error.message


def _compile(given: dict[str, Any], made_at: datetime, root: str, standards: list[Any]) -> bytes:
    compiler = typst.Compiler(
        _TEMPLATE.read_bytes(),
        root=root,
        sys_inputs={"report": json.dumps(given)},
        package_path=root,
        package_cache_path=root,
    )
    made = compiler.compile(format="pdf", pdf_standards=standards, timestamp=made_at)
    if not isinstance(made, bytes):  # pragma: no cover - several files are for pictures only
        raise TypeError("typst made no PDF")
    return made


def main() -> None:
    """Read, typeset, write; what PDF/UA refused goes to standard error."""
    order = json.load(sys.stdin.buffer)
    made, lacking = typeset(order["given"], datetime.fromisoformat(order["made_at"]))
    sys.stdout.buffer.write(made)
    if lacking:
        sys.stderr.write(lacking)


if __name__ == "__main__":
    main()
