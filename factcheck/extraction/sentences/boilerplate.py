"""What surrounds a story and asserts nothing: headlines, datelines, credits, source lists."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter

from factcheck.extraction.sentences.lists import DATELINE
from factcheck.extraction.words.wordlists import phrase_set
from factcheck.vocabulary import LedgerNote

Place = tuple[int, int]
Frame = LedgerNote | None
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_LONGEST = 160
"""Code points; anything longer is prose."""

PATTERNS = {
    LedgerNote.DATELINE: re.compile(  # Friday, May 2, 2014
        rf"(?:(?:{_DAYS}),? )?(?:(?:{_MONTHS}) \d{{1,2}}|\d{{1,2}} (?:{_MONTHS})),? \d{{4}}\.?$"
    ),
    LedgerNote.BYLINE: re.compile(
        r"(?:By|BY|Reporting by|Story by|Words by) (?:the |[A-Z])[^.]{2,90}$"
    ),
    LedgerNote.CREDIT: re.compile(  # Photo: A. Ruiz
        r"(?:Image|Images|Photo|Photos|Photograph|Picture|Video|Credit|Source|Sources|File photo"
        r"|Caption|Illustration|Graphic|Editing|Additional reporting|Photo credit)(?: by)?[:;/] ?\S"
        r"|\(?(?:Editing|Reporting|Additional reporting|Photographs?|Illustrations?) by [A-Z]"
        r"|[^.]{3,100} contributed to this (?:report|story|article)\b"
        r"|(?:©|\(c\)) ?\d{4}"
    ),
    LedgerNote.POINTER: re.compile(  # Read more: …
        r"(?i:read more|related|see also|share this|subscribe|sign up|follow us|advertisement"
        r"|copyright|all rights reserved|click here|newsletter|listen to|watch)\b.{0,80}(?<![.?])$"
    ),
    LedgerNote.SOURCES: re.compile(r"(?:https?://|www\.)\S{1,300}$"),
}
"""Whole lines by what they are, with an example where the words do not say it."""

_SHORTEST = 4
"""Code points that a caption has in front of its credit."""
_CAPTION = re.compile(  # The ferry on Monday. (Ana Ruiz/Ridge Post)
    r"(?:\((?:Photo|Image|Picture|File|Credit|Courtesy|Reuters|AP|AFP)\b[^()]{0,60}\)"
    r"|\([A-Z][\w.’' -]{2,40}/[A-Z][\w.’' -]{1,40}\)"
    r"|(?:\||/|©) ?(?:Photo|Image|Picture|©).{2,60}"
    r"|\s(?:Photo|Image|Picture|Photograph|Credit)[:;] .{2,60}"
    r"|\[(?:Photo|Image|Picture|File)\b[^\[\]]{0,60}\])\.?$"
)
_LISTS = phrase_set(
    "sources, references, external links, related news, related stories, further reading, notes, "
    "see also, links, more on this story, read more, bibliography, works cited"
)
"""Headings under which nothing is told any more."""
_CITATION = re.compile(  # Ana Ruiz. "Ferry sinks" — Ridge Post, May 2, 2014
    rf'[“"][^"”]{{1,160}}[”"]\.? ?[—–-].{{0,160}}\d{{4}}$|, (?:{_MONTHS}) \d{{1,2}}, \d{{4}}$'
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


def has_prose(text: str, lines: Iterable[Place]) -> bool:
    """Whether some line ends like a sentence; notes and lists have no headings."""
    return any(text.endswith(_ENDS, start, end) for start, end in lines)


def frames_of(text: str, spans: Sequence[Place], lines: Sequence[Place]) -> list[Frame]:
    """What each sentence is in the frame of the story: a heading, a credit …; None for prose.

    Captions and the entries of a list of sources may be several sentences of one line.
    """
    whole, prose = frozenset(lines), has_prose(text, lines)
    framed = _framed_lines(text, lines)
    return [
        framed[bisect_right(lines, span[0], key=itemgetter(0)) - 1]
        or frame_of(text[slice(*span)], own_line=span in whole, first=span == spans[0], prose=prose)
        for span in spans
    ]


def _framed_lines(text: str, lines: Sequence[Place]) -> list[Frame]:
    """Which lines are captions with their credit, or stand in a list of sources."""
    found: list[Frame] = []
    listing = False
    for start, end in lines:
        line = text[start : min(end, start + 2 * _LONGEST)]
        frame = LedgerNote.SOURCES if listing and len(line) <= _LONGEST else None
        if line.rstrip(" :").lower() in _LISTS:
            listing, frame = True, LedgerNote.HEADING
        elif _CAPTION.search(line.rstrip(), _SHORTEST):
            frame = LedgerNote.CAPTION
        found.append(frame)
    return found


def frame_of(line: str, *, own_line: bool, first: bool, prose: bool) -> Frame:
    """What the sentence is in the frame of the story; None where it is part of the story.

    `own_line` says that it fills its line, `first` that it opens the text, and `prose`
    that the text has lines of prose. Credits are known by themselves.
    """
    if len(line) > _LONGEST:
        return None
    if not own_line:
        filed = DATELINE.match(line + " A")
        if filed and filed.end() == len(line):
            return LedgerNote.DATELINE
        return LedgerNote.CREDIT if PATTERNS[LedgerNote.CREDIT].match(line) else None
    for note, pattern in PATTERNS.items():
        if pattern.match(line):
            return note
    if prose and _is_heading(line, first):
        return LedgerNote.HEADING
    if _CITATION.search(line) and not line.endswith("."):
        return LedgerNote.SOURCES
    return None


def _is_heading(line: str, first: bool) -> bool:
    """A line without a closing mark: the headline, a cross-heading, a caption."""
    if line.endswith(_ENDS):
        return False
    words = _WORDS.findall(line)
    return first or len(words) <= 12
