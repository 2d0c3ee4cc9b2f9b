"""Typeset a report: what is to be set on standard input, the PDF on standard output.

A process of its own, for typst keeps what it has set: the server would grow by some 75 MB
with every report of 200 claims, and never give them back. It imports nothing of ours, so
that it starts quickly.
"""

import json
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

_TEMPLATES = Path(__file__).parent / "templates"
_STANDARDS: list[Any] = ["a-3a", "ua-1"]
_MISSING = re.compile(r"the text `(\".*?\")` could not be displayed")
_PART = 1 << 20
"""Bytes that are taken over at once."""
_ELSEWHERE = re.compile("[\u0590-\u1dff\u2c00-\U0010ffff]")
"""Letters that the typesetter's own fonts lack or show poorly; the system's may do better."""
_PROBE = """
#import "fonts.typ": serif
#set document(title: "letters")
#set text(font: serif)
#json("letters.json")
"""


def typeset(folder: Path, made_at: datetime, *, system_fonts: bool = True) -> tuple[bytes, str]:
    """The PDF, and why it is neither PDF/UA-1 nor PDF/A-3a, if so.

    `folder` holds what the template reads: given.json, report.json and perhaps a logo; the
    compiler sees nothing else. A logo that cannot be set is left out.
    """
    press = _Press(folder, made_at)
    letters = set((folder / "given.json").read_text(encoding="utf-8"))
    lacking = press.missing(letters, system=False)
    if system_fonts and (lacking or any(map(_ELSEWHERE.match, letters))):
        lacking = press.missing(letters, system=True)
    for logo in (True, False):
        try:
            return press.report(logo=logo, lacking=bool(lacking)), lacking
        except typst.TypstError as error:
            trouble = error.message
    return press.report(logo=False, lacking=True), lacking or trouble


class _Press:
    """A compiler that is let out of one folder no way."""

    def __init__(self, folder: Path, made_at: datetime) -> None:
        self._folder = folder
        self._made_at = made_at
        self._fonts = typst.Fonts(include_system_fonts=False)
        (folder / "fonts.typ").write_text(_template("fonts.typ"), encoding="utf-8")

    def missing(self, letters: Iterable[str], *, system: bool) -> str:
        """Which of the letters no font shows; the system's fonts are used from now on, or not.

        Neither standard allows such a letter, and to look for one takes far less time than to
        set the whole twice.
        """
        if system:
            self._fonts = typst.Fonts()
        self._put("letters.json", " ".join(sorted(letters)))
        try:
            self._made(_PROBE, _STANDARDS)
        except typst.TypstError as error:
            return ", ".join(_MISSING.findall(error.diagnostic)) or error.message
        return ""

    def report(self, *, logo: bool, lacking: bool) -> bytes:
        """The whole; `lacking`: it says that some letters are not shown."""
        self._put("state.json", {"logo": logo, "lacking": lacking})
        return self._made(_template("report.typ"), [] if lacking else _STANDARDS)

    def _put(self, name: str, value: Any) -> None:
        (self._folder / name).write_text(json.dumps(value), encoding="utf-8")

    def _made(self, source: str, standards: Sequence[Any]) -> bytes:
        compiler = typst.Compiler(
            source.encode(),
            root=self._folder,
            font_paths=self._fonts,
            package_path=self._folder,
            package_cache_path=self._folder,
        )
        made = compiler.compile(
            format="pdf", pdf_standards=list(standards), timestamp=self._made_at
        )
        if not isinstance(made, bytes):  # pragma: no cover - several files are for pictures only
            raise TypeError("typst made no PDF")
        return made


def _template(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def main() -> None:
    """Read, typeset, write; what PDF/UA refused goes to standard error."""
    order = json.loads(sys.stdin.buffer.readline())
    with tempfile.TemporaryDirectory() as folder:
        for name, size in order["parts"].items():
            _receive(Path(folder) / name, size)
        made, lacking = typeset(Path(folder), datetime.fromisoformat(order["made_at"]))
    sys.stdout.buffer.write(made)
    sys.stderr.write(lacking)


def _receive(path: Path, size: int) -> None:
    """Keep what comes in, in memory where the system can: the disk should not hold secrets."""
    if hasattr(os, "memfd_create"):
        path.symlink_to(f"/proc/self/fd/{os.memfd_create(path.name)}")
    with path.open("wb") as file:
        while size:
            part = sys.stdin.buffer.read(min(size, _PART))
            if not part:
                raise EOFError(f"{path.name} ended early")
            file.write(part)
            size -= len(part)


if __name__ == "__main__":
    main()
