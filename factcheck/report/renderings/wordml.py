"""Words as WordprocessingML: elements, and runs in the direction and script of their letters.

Markup is put together as text, which is some ten times as fast as node by node. Stored text
comes in by `words` alone, which escapes it.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from xml.sax.saxutils import escape, quoteattr

from factcheck.report.legible import legible

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\u2fff\u3005-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\uff00-\uffef\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
_KANA = re.compile("[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_TAG = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language tag as RFC 5646 has most of them."""
_COMPLEX = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"})
_FONTS = {"ja": "Yu Gothic", "ko": "Malgun Gothic", "zh": "Microsoft YaHei"}
_BREAKS = re.compile("([\n\t])")


def w(name: str, /, *inner: str, **attributes: object) -> str:
    """An element of the main namespace around markup; its attributes are escaped."""
    told = "".join(f" w:{key}={_quoted(str(value))}" for key, value in attributes.items())
    body = "".join(inner)
    return f"<w:{name}{told}>{body}</w:{name}>" if body else f"<w:{name}{told}/>"


@lru_cache(2048)
def _quoted(value: str) -> str:
    return quoteattr(value)


def words(
    text: str, looks: str = "", *, rtl: bool = False, language: str | None = None, style: str = ""
) -> str:
    """Runs of `text` as it can be seen. `rtl`: the line that they stand in runs to the left.

    `style` is the id of a character style, `looks` are further properties, which stand in
    the schema's order between those of fonts and those of direction.
    """
    named = w("rStyle", val=style) if style else ""
    return "".join(
        w("r", _properties(piece, named, looks, left, language), _letters(piece))
        for left, piece in _directed(legible(text), rtl)
    )


def _properties(text: str, named: str, looks: str, rtl: bool, language: str | None) -> str:
    fonts, spoken = "", {}
    tag = language if language and _TAG.fullmatch(language) else ""
    primary = tag.split("-")[0].lower()
    if rtl:
        spoken = {"bidi": tag if primary in _COMPLEX else _of_the_left(text)}
    elif not text.isascii() and _EAST_ASIAN.search(text):
        east = primary if primary in _FONTS else _of_the_east(text)
        spoken = {"eastAsia": tag if primary == east else east}
        # The hint decides of letters that both halves of the world have, such as “ and …
        hint = {} if _LATIN.search(text) else {"hint": "eastAsia"}
        fonts = w("rFonts", **hint, eastAsia=_FONTS[east])
    elif tag and primary not in _FONTS and primary not in _COMPLEX:
        spoken = {"val": tag}
    direction = w("rtl") if rtl else ""
    inner = f"{named}{fonts}{looks}{direction}{w('lang', **spoken) if spoken else ''}"
    return w("rPr", inner) if inner else ""


def _of_the_left(text: str) -> str:
    return "he" if _HEBREW.search(text) else "ar"


def _of_the_east(text: str) -> str:
    return "ja" if _KANA.search(text) else "ko" if _HANGUL.search(text) else "zh"


def _letters(text: str) -> str:
    parts = _BREAKS.split(text) if "\n" in text or "\t" in text else [text]
    made = []
    for part in parts:
        if part == "\n":
            made.append("<w:br/>")
        elif part == "\t":
            made.append("<w:tab/>")
        elif part:
            made.append(f'<w:t xml:space="preserve">{escape(part)}</w:t>')
    return "".join(made)


def runs_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left (Unicode UAX 9, P2)."""
    if not _RIGHT_TO_LEFT.search(text):
        return False
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind != "L" for kind in kinds if kind in {"L", "R", "AL"}), False)


def _directed(text: str, rtl: bool) -> Iterator[tuple[bool, str]]:
    """Pieces of one direction. Word does not work it out by itself: each run must say it.

    What has none takes that of its neighbours where they agree, else that of the line;
    figures go with the letters before them (UAX 9, W7, N1 and N2).
    """
    if not rtl and not _RIGHT_TO_LEFT.search(text):
        yield False, text
        return
    parts = [(way, len(list(run))) for way, run in groupby(_ways(text, rtl))]
    ways = [rtl, *(way for way, _ in parts), rtl]
    start = 0
    settled = (
        (_between(ways[place - 1], ways[place], ways[place + 1], rtl), length)
        for place, (_, length) in enumerate(parts, 1)
    )
    for left, run in groupby(settled, key=itemgetter(0)):
        end = start + sum(length for _, length in run)
        yield left, text[start:end]
        start = end


def _ways(text: str, rtl: bool) -> Iterator[bool | None]:
    """For each letter whether it runs to the left; None where it has no direction."""
    before, last = rtl, None
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in {"L", "R", "AL"}:
            last = before = kind != "L"
        elif kind in {"EN", "AN"}:
            last = before
        elif kind != "NSM":
            last = None
        yield last


def _between(before: bool | None, way: bool | None, after: bool | None, rtl: bool) -> bool:
    if way is not None:
        return way
    return bool(before) if before == after else rtl
