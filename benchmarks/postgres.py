"""A PostgreSQL server of the benchmark's own, as durable as one in production."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.service import free_port


def binaries() -> Path | None:
    """The folder of `initdb` and `pg_ctl`; Debian keeps them off the PATH."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def server() -> Iterator[str]:
    """Run a server on a free port, each commit fsynced; yields the address of its database.

    Raises `FileNotFoundError` where no PostgreSQL is installed.
    """
    folder_of_tools = binaries()
    if folder_of_tools is None:
        raise FileNotFoundError("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="factcheck-bench-pg-"))
    data, port = folder / "data", free_port()
    if os.getuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres")
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c max_connections=200 "
        "-c fsync=on -c synchronous_commit=on -c full_page_writes=on -c shared_buffers=256MB"
    )
    _run([folder_of_tools / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8",
          "--locale=C.UTF-8"])  # fmt: skip
    control: list[str | Path] = [folder_of_tools / "pg_ctl", "-D", data]
    _run([*control, "-w", "-o", options, "-l", folder / "log", "start"])
    try:
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
    finally:
        _run([*control, "-m", "fast", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: Sequence[str | Path]) -> None:
    words = [str(word) for word in command]
    if os.getuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd="/", timeout=60)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}\n{done.stdout}{done.stderr}")
