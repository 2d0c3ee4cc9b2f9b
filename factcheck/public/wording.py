"""How the public pages say things."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from factcheck.publish.feed import MARKS, VERDICTS, day, linkable, one_line, verdict
from factcheck.report.legible import legible

_STANCES = {"supports": "supports the claim", "refutes": "refutes the claim", "context": "context"}


def date_of(moment: str) -> str:
    """The day of an RFC 3339 time, for people."""
    return day(datetime.fromisoformat(moment))


def stance(word: str) -> str:
    """What a source does to the claim."""
    return _STANCES.get(word, word)


def language_tag(code: str | None) -> str | None:
    """A language as a page names it; None where it cannot be told."""
    return None if code in {None, "", "und"} else code


FILTERS: dict[str, Callable[..., Any]] = {
    "date_of": date_of,
    "day": day,
    "legible": legible,
    "public_mark": MARKS.__getitem__,
    "language_tag": language_tag,
    "linkable_url": lambda url: legible(url) if linkable(url) else None,
    "one_line": lambda text: one_line(legible(text)),
    "public_stance": stance,
    "verdict": verdict,
    "verdict_word": VERDICTS.__getitem__,
}
