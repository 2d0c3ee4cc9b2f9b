"""What surrounds a story and asserts nothing: headlines, datelines, credits, source lists."""

import re
from collections.abc import Iterable

from factcheck.vocabulary import LedgerNote

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_LONGEST = 160
"""Code points; anything longer is prose."""

PATTERNS = {
    LedgerNote.DATELINE: re.compile(  # Friday, May 2, 2014
        rf"(?:(?:{_DAYS}),? )?(?:(?:{_MONTHS}) \d{{1,2}}|\d{{1,2}} (?:{_MONTHS})),? \d{{4}}\.?$"
    ),
    LedgerNote.BYLINE: re.compile(r"(?:By|Reporting by|Story by|Words by) [A-Z][^.,]{2,60}$"),
    LedgerNote.CREDIT: re.compile(  # Photo: A. Ruiz
        r"(?:Image|Images|Photo|Photos|Photograph|Picture|Video|Credit|Source|Sources|File photo"
        r"|Caption|Illustration|Graphic|Editing|Additional reporting)(?: by)?[:;/] ?\S"
    ),
    LedgerNote.POINTER: re.compile(  # Read more: …
        r"(?i:read more|related|see also|share this|subscribe|sign up|follow us|advertisement"
        r"|copyright|all rights reserved|click here|newsletter|listen to|watch)\b.{0,80}(?<![.?])$"
    ),
    LedgerNote.SOURCES: re.compile(r"(?:https?://|www\.)\S+$"),
}
"""Whole lines by what they are, with an example where the words do not say it."""

_CITATION = re.compile(  # Ana Ruiz. "Ferry sinks" — Ridge Post, May 2, 2014
    rf'[“"][^"”]+[”"]\.? ?[—–-].*\d{{4}}$|.*, (?:{_MONTHS}) \d{{1,2}}, \d{{4}}$'
)
_WORDS = re.compile(r"[^\W\d_]+")
_ENDS = (
    ".",
    "!",
    "?",
    "…",
    '."',
    ".”",
    ".’",
    "!”",
    "?”",
    '!"',
    '?"',
    ".)",
    ":",
    ",",
    ";",
    "”",
    '"',
)


def has_prose(text: str, lines: Iterable[tuple[int, int]]) -> bool:
    """Whether some line ends like a sentence; notes and lists have no headings."""
    return any(text.endswith(_ENDS, start, end) for start, end in lines)


def frame_of(line: str, *, own_line: bool, first: bool, prose: bool) -> LedgerNote | None:
    """What the sentence is in the frame of the story; None where it is part of the story.

    `own_line` says that it fills its line, `first` that it opens the text, and `prose`
    that the text has lines of prose. Credits are known by themselves.
    """
    if len(line) > _LONGEST:
        return None
    if not own_line:
        return LedgerNote.CREDIT if PATTERNS[LedgerNote.CREDIT].match(line) else None
    for note, pattern in PATTERNS.items():
        if pattern.match(line):
            return note
    if prose and _is_heading(line, first):
        return LedgerNote.HEADING
    if _CITATION.match(line) and not line.endswith("."):
        return LedgerNote.SOURCES
    return None


def _is_heading(line: str, first: bool) -> bool:
    """A line without a closing mark: the headline, a cross-heading, a caption."""
    if line.endswith(_ENDS):
        return False
    words = _WORDS.findall(line)
    return first or len(words) <= 12
