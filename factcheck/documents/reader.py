"""The process that parses one document: `python -m factcheck.documents.reader TYPE`.

The document comes on standard input, and a JSON object goes to standard output. Before the
first byte is parsed, everything is loaded and the process gives up what it does not need:
after `_confine` it can open no file, make no connection and start no process.
"""

import gc
import json
import resource
import sys
from collections.abc import Callable
from importlib import import_module

from factcheck.documents.kinds import ATTACHMENT, Kind
from factcheck.errors import FactcheckError, TooLarge, Unreadable
from factcheck.limits import MAX_ATTACHED_BYTES, MAX_TEXT_CHARACTERS
from factcheck.saying import say

_MEMORY = 480 * 2**20
_SECONDS = 9
_MOST_ANSWER = 8 * MAX_TEXT_CHARACTERS
"""Bytes: JSON writes a character with two, four, six or twelve."""
_MOST_ATTACHED_ANSWER = 2 * MAX_ATTACHED_BYTES
"""An attached text comes byte by byte, and none of its bytes takes more than two."""
_MOST_TITLE = 1_000
_MEMORY_GONE = say("Reading the document takes too much memory.")
_DAMAGED = say("No text could be made of this document; it may be damaged.")
_TOO_LONG = say("The text of the document is longer than can be taken.")
_PARSERS: dict[str, str] = {
    Kind.HTML: "html",
    Kind.PDF: "pdf",
    Kind.DOCX: "docx",
    ATTACHMENT: "attachment",
}

Parser = Callable[[bytes], tuple[str, str]]


def main() -> None:
    """Read, parse, answer."""
    body = sys.stdin.buffer.read()
    kind = sys.argv[1]
    attached = kind == ATTACHMENT
    module = import_module(f"factcheck.documents.{_PARSERS[kind]}")
    module.warm_up()
    _confine(_MOST_ATTACHED_ANSWER if attached else _MOST_ANSWER)
    gc.disable()  # one document, one process: walking a large tree again and again helps nobody
    most = MAX_ATTACHED_BYTES if attached else MAX_TEXT_CHARACTERS
    answer = json.dumps(_answer(module.parse, body, most), ensure_ascii=False)
    sys.stdout.buffer.write(answer.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def _confine(most_answer: int) -> None:
    for what, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_FSIZE, most_answer),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 3),  # standard input, output and error are open already
    ):
        hard = resource.getrlimit(what)[1]
        lowest = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (lowest, lowest))


def _answer(parse: Parser, body: bytes, most: int) -> dict[str, str]:
    try:
        text, title = parse(body)
    except FactcheckError as error:
        return {"error": error.code, "message": error.message}
    except MemoryError:
        return {"error": TooLarge.code, "message": _MEMORY_GONE}
    except Exception:  # noqa: BLE001 - parsers fail in all ways; this process is made for that
        return {"error": Unreadable.code, "message": _DAMAGED}
    if len(text) > most:
        return {"error": TooLarge.code, "message": _TOO_LONG}
    return {"text": text, "title": title[:_MOST_TITLE]}


if __name__ == "__main__":
    main()
