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

from factcheck.documents.kinds import Kind
from factcheck.errors import FactcheckError, TooLarge, Unreadable
from factcheck.limits import MAX_TEXT_CHARACTERS
from factcheck.saying import say

_MEMORY = 480 * 2**20
_SECONDS = 9
_MOST_ANSWER = 8 * MAX_TEXT_CHARACTERS
"""Bytes: JSON writes a character with two, four, six or twelve."""
_MOST_TITLE = 1_000
_MEMORY_GONE = say("Reading the document takes too much memory.")
_DAMAGED = say("No text could be made of this document; it may be damaged.")
_TOO_LONG = say("The text of the document is longer than can be taken.")
_PARSERS = {Kind.HTML: "html", Kind.PDF: "pdf", Kind.DOCX: "docx"}

Parser = Callable[[bytes], tuple[str, str]]


def main() -> None:
    """Read, parse, answer."""
    body = sys.stdin.buffer.read()
    module = import_module(f"factcheck.documents.{_PARSERS[Kind(sys.argv[1])]}")
    module.warm_up()
    _confine()
    gc.disable()  # one document, one process: walking a large tree again and again helps nobody
    answer = json.dumps(_answer(module.parse, body), ensure_ascii=False)
    sys.stdout.buffer.write(answer.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def _confine() -> None:
    for what, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_FSIZE, _MOST_ANSWER),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 3),  # standard input, output and error are open already
    ):
        hard = resource.getrlimit(what)[1]
        lowest = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (lowest, lowest))


def _answer(parse: Parser, body: bytes) -> dict[str, str]:
    try:
        text, title = parse(body)
    except FactcheckError as error:
        return {"error": error.code, "message": error.message}
    except MemoryError:
        return {"error": TooLarge.code, "message": _MEMORY_GONE}
    except Exception:  # noqa: BLE001 - parsers fail in all ways; this process is made for that
        return {"error": Unreadable.code, "message": _DAMAGED}
    if len(text) > MAX_TEXT_CHARACTERS:
        return {"error": TooLarge.code, "message": _TOO_LONG}
    return {"text": text, "title": title[:_MOST_TITLE]}


if __name__ == "__main__":
    main()
