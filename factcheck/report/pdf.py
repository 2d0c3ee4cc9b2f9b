"""The report as PDF, typeset by typst in a process of its own.

Stored text reaches typst as JSON among its inputs, never as markup, so nothing in it can
become code.
"""

import json
import logging
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from factcheck.errors import TooLarge
from factcheck.report.legible import breakable, closed_up, legible
from factcheck.report.wording import MARKS, day, facet, grade, ranked, speaker, words
from factcheck.saying import say

SECONDS = 60.0
"""How long the typesetting may take; 2,000 claims need about 7."""
_LOG = logging.getLogger(__name__)
_TYPESET = str(Path(__file__).with_name("typeset.py"))
_HASHES = frozenset({"sha256", "snapshot_sha256", "content_hash", "hash", "key_id", "report_id"})
_TITLE = 80
"""How many letters of the title fit into the head of a page."""
_SURELY_A_PAGE = 1_000


def render(document: Mapping[str, Any]) -> bytes:
    """A tagged PDF/UA-1; a plain tagged PDF where the fonts at hand lack a letter.

    Raises `TooLarge` for a report that is not set within `SECONDS`.
    """
    order = json.dumps({"given": prepared(document), "made_at": document["made"]["at"]})
    try:
        # -I: the folder of the script holds a json.py, which must not stand in for Python's.
        done = subprocess.run(  # noqa: S603 - a fixed command, no stored text in it
            [sys.executable, "-I", _TYPESET],
            input=order.encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TooLarge(say("The report is too long for a PDF; take the HTML file.")) from error
    said = done.stderr.decode(errors="replace")
    if done.returncode:
        raise RuntimeError(f"The PDF could not be typeset: {said[-2000:]}")
    if said:
        _LOG.warning("report %s is no PDF/UA: %s", document["content_hash"][:12], said)
    return done.stdout


def prepared(document: Mapping[str, Any]) -> dict[str, Any]:
    """What the template is given: the document in words, its strings safe to set."""
    content = document["content"]
    title = " ".join(legible(content["cover"]["title"]).split())
    given: dict[str, Any] = _settable(
        {
            **document,
            "content": {
                **content,
                "summary": _ordered(content["summary"]),
                "lines": [_told(each) for each in content["lines"]],
                "must_fix": [
                    {**each, "refuting": _graded(each["refuting"])} for each in content["must_fix"]
                ],
            },
        }
    )
    language = re.match(r"[a-z]{2,3}\b", content["cover"]["language"])
    short = title if len(title) <= _TITLE else f"{title[:_TITLE].rstrip()}…"
    return given | {
        "title": title or "Untitled",
        "shown_title": breakable(title) or "Untitled",
        "short_title": breakable(short),
        "language": language[0] if language else "en",
        "marks": MARKS,
    }


def _ordered(summary: Mapping[str, Any]) -> dict[str, Any]:
    sentences = summary["sentences"]
    return {
        **summary,
        "status": ranked(summary["status"]),
        "stage": ranked(summary["stage"]),
        "sentences": {**sentences, "disposition": ranked(sentences["disposition"])},
    }


def _told(line: Mapping[str, Any]) -> dict[str, Any]:
    """A line with its records turned into phrases."""
    return {
        **line,
        "kind": words(line["kind"]),
        "stage": words(line["stage"]),
        "speaker": speaker(line["speaker"]),
        "facets": [facet(each) for each in line["facets"]],
        "evidence": _graded(line["evidence"]),
        "whole": _fits(line),
    }


def _fits(line: Mapping[str, Any]) -> bool:
    """Whether the line is surely shorter than a page, and so need not be broken.

    The narrowest column holds 15 of the widest letters, a page 70 lines of it.
    """
    decision = line["decision"] or {}
    parts = [*line["facets"], *line["evidence"]]
    told = [line, line["speaker"] or {}, decision, decision.get("second_person") or {}, *parts]
    texts = [each for record in told for each in record.values() if isinstance(each, str)]
    letters = sum(len(each) + 15 * each.count("\n") for each in texts)
    return letters + 30 * len(parts) < _SURELY_A_PAGE


def _graded(evidence: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {**each, "grade": grade(each), "accessed": day(each["accessed_at"])} for each in evidence
    ]


def _settable(value: Any, key: str = "") -> Any:
    """The value with every string made legible, and breakable unless it is a hash.

    Typst 0.15 loses words behind many blank lines in a table, so those are closed up.
    """
    if isinstance(value, str):
        return value if key in _HASHES else breakable(closed_up(legible(value)))
    if isinstance(value, dict):
        return {name: _settable(each, name) for name, each in value.items()}
    return [_settable(each) for each in value] if isinstance(value, list | tuple) else value
