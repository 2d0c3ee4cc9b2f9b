"""Running the reader: one process for one document, killed when its time is up."""

import errno
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import IO

from factcheck.errors import Busy, FactcheckError, StorageFull, TooLarge, Unreadable
from factcheck.saying import say

_SECONDS = 9.0
"""For one document; the limit on processor time inside is the same."""
_AT_ONCE = BoundedSemaphore(2)
"""Each may take half a gigabyte, and a processor."""
_WAIT = 20.0
"""Seconds to wait for a turn."""
_ROOT = Path(__file__).parents[2]
_UNREADABLE = say("No text could be made of this document; it may be damaged, or made to do harm.")
_ERRORS: dict[str, type[FactcheckError]] = {each.code: each for each in (Unreadable, TooLarge)}


def parse(kind: str, body: bytes) -> tuple[str, str]:
    """Text and title of a document of that media type.

    Raises `Unreadable`, `TooLarge`; `Busy` when there is no turn to be had.
    """
    if not _AT_ONCE.acquire(timeout=_WAIT):
        raise Busy(say("Too many documents are being read right now. Try again."))
    try:
        with TemporaryFile() as given, TemporaryFile() as answer:
            given.write(body)
            given.seek(0)
            _run(kind, given, answer)
            answer.seek(0)
            return _understood(answer.read())
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise StorageFull(say("There is no room on the disk to read the document.")) from error
        raise
    finally:
        _AT_ONCE.release()


def _run(kind: str, given: IO[bytes], answer: IO[bytes]) -> None:
    """Files instead of pipes: nobody waits for the other side, and the answer has a limit.

    The process gets nothing of the environment: it holds secrets.
    """
    process = subprocess.Popen(  # noqa: S603 - a fixed command, nothing of the document in it
        [sys.executable, "-P", "-m", "factcheck.documents.reader", kind],
        stdin=given,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": str(_ROOT)},
        cwd="/",
        start_new_session=True,
    )
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(say("The document takes too long to read.")) from error
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _understood(answer: bytes) -> tuple[str, str]:
    """What the reader found. Not believed more than the document itself."""
    try:
        whole = json.loads(answer)
        if "error" in whole:
            raise _ERRORS.get(whole["error"], Unreadable)(str(whole["message"]))
        text, title = whole["text"], whole["title"]
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise Unreadable(_UNREADABLE) from error
    if not (isinstance(text, str) and isinstance(title, str)):
        raise Unreadable(_UNREADABLE)
    return text, title
