"""Paragraphs: what a writer set apart, with hard-wrapped lines joined again."""

import re
from itertools import pairwise

from factcheck.extraction.words.wordlists import word_set

_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BULLET = re.compile(r"\s{0,20}(?:[-*•⁃–—]\s|\(?\w{1,2}[.)]\s)")
_WRAP_WIDTHS = range(40, 121)
"""Columns at which mailers and wire services break their lines."""
_OPEN_ENDS = word_set(
    "a an and as at by for from in into of on or that the to was were which who with"
)
"""Words no paragraph ends with: "the leader of / the party"."""

Span = tuple[int, int]


def paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs; each line is one, unless the text is wrapped by hand."""
    spans: list[Span] = []
    for block in _blocks(text):
        spans.extend(_joined(text, block))
    return spans


def _blocks(text: str) -> list[list[Span]]:
    """Lines that stand together, without an empty line between them."""
    blocks: list[list[Span]] = []
    previous_end = -2
    for match in _LINE.finditer(text):
        if match.group().isspace():
            continue
        span = match.span()
        if blocks and _is_one_break(text, previous_end, span[0]):
            blocks[-1].append(span)
        else:
            blocks.append([span])
        previous_end = span[1]
    return blocks


def _is_one_break(text: str, end: int, start: int) -> bool:
    return start - end <= 2 and len(_BREAK.findall(text, end, start)) == 1


def _joined(text: str, lines: list[Span]) -> list[Span]:
    width = max(end - start for start, end in lines)
    wrapped = len(lines) > 2 and width in _WRAP_WIDTHS and _is_wrapped(text, lines, width)
    spans = [lines[0]]
    for line in lines[1:]:
        if _goes_on(text, spans[-1], line, wrapped):
            spans[-1] = (spans[-1][0], line[1])
        else:
            spans.append(line)
    return spans


def _is_wrapped(text: str, lines: list[Span], width: int) -> bool:
    """Whether every line was full: the next line's first word would not have fitted."""
    for (start, end), (after, after_end) in pairwise(lines):
        first = text[after : min(after_end, after + width)].split(None, 1)[:1]
        if end - start + 1 + len("".join(first)) <= width - 3:
            return False
    return True


def _goes_on(text: str, before: Span, line: Span, wrapped: bool) -> bool:
    """Whether the line carries on the paragraph before it."""
    if _BULLET.match(text, line[0], line[1]):
        return False
    if wrapped:
        return True
    tail = text[max(before[0], before[1] - 16) : before[1]].split()
    if not tail or line[1] - line[0] > 400:
        return False
    first = text[line[0] : line[0] + 1]
    if first.islower() and before[1] - before[0] >= min(_WRAP_WIDTHS) and tail[-1][-1].isalnum():
        return True  # the line broke off in the middle of a sentence
    return tail[-1] in _OPEN_ENDS and (first.islower() or first.isdigit() or first.isupper())
