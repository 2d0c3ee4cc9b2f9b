"""Cutting a text into sentences without changing a character of it.

Paragraphs come first, then the full stops inside each paragraph are judged one by one,
by what stands before and after. A quotation of several sentences is cut into them, the
way the GUM corpus does it; closing quotes and brackets stay with the sentence they close.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from factcheck.extraction.sentences.lists import item_starts, set_apart
from factcheck.extraction.sentences.paragraphs import paragraphs
from factcheck.extraction.words.abbreviations import (
    BEFORE_NUMBERS,
    HOURS,
    LEANING_IF_NAMED,
    MAYBE_LAST,
    NEVER_LAST,
    STARTERS,
)

_STOP = re.compile(r"[.!?…。！？।؟](?:[ \u00a0]?[.!?…])*[\"'”’»)\]]*(?: ?\[\d{1,3}\])*")
_SPACELESS_STOPS = "。！？"
"""End a sentence though no space follows: Chinese and Japanese."""
_BARE_NOTE = re.compile(r" \d{1,2} (?=[A-Z])")
_NEXT = re.compile(r"\s*(?P<open>[\"'“‘«(\[]*)(?P<word>[^\W_]*)")
_LAST_WORD = re.compile(r"[^\s(\[\"“‘'/—–-]*+$")
_SPACED_DOTS = re.compile(r"\.(?: \.){3}$")
_LOOK_BACK = 24
"""Code points; no abbreviation with its brackets is longer."""


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of `text` as half-open spans of code points, in order.

    Every character that is not white space lies in exactly one of them.
    """
    return split_paragraphs(text, paragraphs(text))


def split_paragraphs(text: str, lines: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """`split`, where the spans of the paragraphs are known."""
    spans: list[tuple[int, int]] = []
    for start, end in lines:
        spans.extend(_sentences_of(text, start, end))
    return spans


def _sentences_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    items = sorted({*item_starts(text, start, end), *set_apart(text, start, end)})
    spans, begin = [], start
    for cut in _cuts(text, start, end, items):
        span = _trimmed(text, begin, cut)
        if span is not None:
            spans.append(span)
        begin = cut
    last = _trimmed(text, begin, end)
    if last is not None:
        spans.append(last)
    return spans


def _cuts(text: str, start: int, end: int, items: list[int]) -> list[int]:
    """Where one sentence ends and the next begins, list items among them."""
    cuts, begin, item = set(items), start, 0
    for match in _STOP.finditer(text, start, end):
        while item < len(items) and items[item] <= match.start():
            begin, item = items[item], item + 1
        cut = _cut_at(text, begin, match, end)
        if cut is not None:
            cuts.add(cut)
            begin = cut
    return sorted(cuts)


def _cut_at(text: str, begin: int, stop: re.Match[str], end: int) -> int | None:
    """The end of the sentence at this run of stops, or None where it goes on."""
    place = stop.end()
    if place >= end:
        return None
    if stop.group()[0] in _SPACELESS_STOPS:
        return place
    if not _followed_by_space(text, place):
        return None
    marks = stop.group()
    following = _NEXT.match(text, place, min(end, place + 60))
    word = following["word"] if following else ""
    opened = following["open"] if following else ""
    if word[:1].islower() and not word[1:2].isupper():
        return None
    if text.startswith(("–", "—"), place + 1):
        return None
    before = text[max(begin, stop.start() - _LOOK_BACK) : stop.start()]
    if before.endswith("[") and "]" in marks and word.lower() not in STARTERS:
        return None
    if _SPACED_DOTS.match(marks) and before[-1:].isalpha():
        return stop.start() + 1
    if marks.strip("\"'”’»)]") != ".":
        return place
    if not _full_stop_ends(text, begin, stop.start(), before, word, opened):
        return None
    return _past_note(text, place, end)


def _past_note(text: str, place: int, end: int) -> int:
    """Behind a bare footnote number, "a fee. 8 Yet others", which belongs to its sentence."""
    note = _BARE_NOTE.match(text, place, end)
    if note is None:
        return place
    following = _NEXT.match(text, note.end(), min(end, note.end() + 60))
    known = following is not None and following["word"].lower() in STARTERS
    return note.end() - 1 if known else place


def _followed_by_space(text: str, place: int) -> bool:
    return text[place].isspace() or text[place] in "—*•"


def _full_stop_ends(text: str, begin: int, dot: int, before: str, word: str, opened: str) -> bool:
    """Whether a single full stop ends its sentence, by the word it hangs on."""
    found = _LAST_WORD.search(before)
    last = found.group() if found else ""
    folded = last.lower()
    starts = bool(opened) or word.lower() in STARTERS
    if _only_an_enumerator(text, begin, dot):
        return False
    if folded in NEVER_LAST:
        return False
    if folded in BEFORE_NUMBERS:
        return not word[:1].isdigit()
    if folded in HOURS:
        return dot - begin > 12
    if folded in LEANING_IF_NAMED and not starts:
        return False
    if len(last) == 1 and last.isalpha():
        return _initial_ends(text, begin, dot, last, word, starts)
    if folded in MAYBE_LAST or _dotted(last):
        return starts
    return True


def _dotted(last: str) -> bool:
    """Whether the word is letters and stops in turn: "U.S", "e.g"."""
    return len(last) >= 3 and all((mark == ".") == bool(at % 2) for at, mark in enumerate(last))


def _initial_ends(text: str, begin: int, dot: int, last: str, word: str, starts: bool) -> bool:
    """A lone letter: "Ana P. Ruiz" goes on, "she and I. Then" and "plan B. It" end."""
    if not last.isupper():
        return starts
    previous = text[max(begin, dot - _LOOK_BACK) : dot - 1].split()
    named = bool(previous) and previous[-1][:1].isupper() and previous[-1].lower() not in STARTERS
    if last == "I" and not named:
        return True
    return starts and not named and word.lower() != "a"


def _only_an_enumerator(text: str, begin: int, dot: int) -> bool:
    """Whether nothing but a number or letter of a list stands before the stop: "3."."""
    if dot - begin > 12:
        return False
    words = text[begin:dot].strip(" \t•⁃([").removeprefix("Figure ").removeprefix("Table ")
    return words.isdigit() or (len(words) == 1 and words.isalpha() and words != "I")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def sentence_at(spans: list[tuple[int, int]], place: int) -> int:
    """The index of the sentence that holds `place`, or of the first one after it."""
    return bisect_left(spans, place, key=lambda span: span[1] - 1)
