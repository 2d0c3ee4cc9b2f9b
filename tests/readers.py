"""Programs of others that open the files we make, as the people who are sent them do.

A test that needs one which is not there is skipped; `scripts/install-test-tools` has them.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

SECONDS = 180


def converted(
    files: Mapping[str, bytes], to: str, folder: Path, *, reading: str | None = None
) -> dict[str, bytes]:
    """What LibreOffice makes of files, by name. All in one go, for starting it is slow.

    `to` is an ending, with a filter and its options if need be (`pdf`, `csv:Text - …:44,34`);
    `reading` is the filter to read with. It has no settings but its own, in `folder`.
    """
    source, target = folder / "from", folder / "to"
    for each in (source, target):
        each.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (source / name).write_bytes(data)
    _run(
        _program("soffice"),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        *([f"--infilter={reading}"] if reading else []),
        *("--convert-to", to, "--outdir", str(target)),
        *[str(source / name) for name in files],
    )
    return {path.name: path.read_bytes() for path in sorted(target.iterdir())}


def pdf_text(pdf: bytes) -> str:
    """The words of a PDF as poppler reads them, page by page with a form feed after each."""
    return _run(_program("pdftotext"), "-", "-", given=pdf).decode()


def pdf_pictures(pdf: bytes, folder: Path, *, dots: int = 40) -> list[bytes]:
    """The pages of a PDF as poppler draws them: PNG files, `dots` to an inch."""
    _run(_program("pdftoppm"), "-png", "-r", str(dots), "-", str(folder / "page"), given=pdf)
    return [path.read_bytes() for path in sorted(folder.glob("page*.png"))]


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed; see scripts/install-test-tools")
    return found


def _run(*command: str, given: bytes = b"") -> bytes:
    pipe = subprocess.PIPE
    # A session of its own: LibreOffice starts others, which must not outlive it.
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True
    ) as program:
        try:
            out, error = program.communicate(given, timeout=SECONDS)
        except BaseException:
            os.killpg(program.pid, signal.SIGKILL)
            raise
    assert program.returncode == 0, error.decode(errors="replace")
    return out
