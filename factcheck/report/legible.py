"""Stored text made safe to look at: what is unseen is taken out or shown."""

import re
from itertools import groupby

_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Any of the above: most texts have none, and one look tells."""
_LONG = re.compile(r"[^\s\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]{21,}")
_PIECE = 10
_CLINGS = re.compile("[\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0000-\U000e007f]")
"""Letters that belong to the one before them: accents, joiners, variants, skin tones."""

_INKLESS = re.compile(r"[\s\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0]")
"""Letters by their category that are drawn as nothing (Unicode: Default_Ignorable)."""


def legible(text: str) -> str:
    """`text` without control characters, and with marks that reorder it made visible.

    An embedding, override or isolate that nobody closes turns around what follows it, and
    can make a quotation read as something that it is not (Unicode TR36, section 2.5).
    """
    if not _ODD.search(text):
        return text
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    return _REORDERING.sub(lambda mark: f"[U+{ord(mark[0]):04X}]", text)


def closed_up(text: str) -> str:
    """`text` with no blank line at its ends and never two in a row."""
    lines: list[str] = []
    for filled, run in groupby(text.split("\n"), key=_has_ink):
        lines += run if filled else [""]
    return "\n".join(lines).strip("\n")


def _has_ink(line: str) -> bool:
    return any(each.isprintable() and not _INKLESS.match(each) for each in line)


def breakable(text: str) -> str:
    """`text` with an unseen place to break (U+200B) every 10 letters of a very long word."""
    return _LONG.sub(_broken, text)


def _broken(match: re.Match[str]) -> str:
    word, start, pieces = match[0], 0, []
    for end in range(1, len(word)):
        joined = _CLINGS.match(word[end]) or word[end - 1] == "\u200d"
        if end - start >= _PIECE and not joined:
            pieces.append(word[start:end])
            start = end
    return "\u200b".join([*pieces, word[start:]])


def is_linkable(url: str) -> bool:
    """Whether an address may become a link: `javascript:` and `file:` stay plain words."""
    return url.startswith(("https://", "http://"))
