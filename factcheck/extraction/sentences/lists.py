"""Things set in one line without a full stop between them: list items, dates, credits."""

import re

_ITEM = re.compile(r"(?:(?<=\s)|^)(?P<label>\d{1,3}|[a-z])(?P<style>\.\)|\.|\))(?=\s)")
_DATE = re.compile(
    r"(?<!\S)(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, [A-Z][a-z]{2,8} \d{1,2}, \d{4}(?=\s|$)"
)
_CREDIT = re.compile(r"(?<=\s)(?:Image|Photo|Photograph|Picture)[:;] ")
DATELINE = re.compile(
    r"[A-Z][A-Z.'’\- ]{1,28}[A-Z.](?:, [A-Z][A-Za-z. ]{1,24}){0,2}"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r"(?:,? \([A-Z][A-Za-z.’' ]{1,24}\))? ?(?:--?|[–—])(?= ?[A-Z“\"'‘])"
)
"""Where the story was filed: "GENEVA (AFP) —", "PORT MORESBY, Papua New Guinea, May 3 -"."""
_OPENING = 600
"""Code points; a dateline stands below headline and standfirst, not in the story."""
_LEADS_ON = re.compile(r"(?:[,;:]|\b(?:on|of|from|until|since|by|to|and|for|the))\s{0,9}$")
_BEGINS_ANEW = re.compile(r"\s{1,20}[\"“'‘(]?[A-Z]")
_BULLETED = re.compile(r"[•⁃]\s?\d{1,3}\.(?=\s)")


def item_starts(text: str, start: int, end: int) -> list[int]:
    """Places where a further item begins: "1. Buy seed 2. Dig" has one, at the 2."""
    bulleted = text.find("•", start, end) >= 0 or text.find("⁃", start, end) >= 0
    bullets = [match.start() for match in _BULLETED.finditer(text, start, end)] if bulleted else []
    if bullets and bullets[0] == start:
        return bullets[1:]
    first = _ITEM.match(text, start, end)
    if first is None:
        return []
    places, wanted = [], _after(first["label"])
    for match in _ITEM.finditer(text, first.end(), end):
        if match["label"] == wanted and match["style"] == first["style"]:
            places.append(match.start())
            wanted = _after(wanted)
    return places


def _after(label: str) -> str:
    return str(int(label) + 1) if label.isdigit() else chr(ord(label) + 1)


def set_apart(text: str, start: int, end: int) -> list[int]:
    """Cuts around a full date at either edge of a paragraph, and before picture credits.

    "Ferry sinks Friday, May 2, 2014" is a headline and a date; "Image: A. Ruiz" is a credit;
    "GENEVA (AFP) —" says where the story was filed.
    """
    places = []
    if text.find(": ", start, end) >= 0 or text.find("; ", start, end) >= 0:
        places = [match.start() for match in _CREDIT.finditer(text, start, end)]
    filed = DATELINE.match(text, start, end) if start < _OPENING else None
    if filed:
        places.append(filed.end())
    if text.find("day, ", start, end) < 0:
        return places
    for match in _DATE.finditer(text, start, end):
        if match.start() == start and _BEGINS_ANEW.match(text, match.end(), end):
            places.append(match.end())
        elif match.end() == end and match.start() > start:
            before = text[max(start, match.start() - 12) : match.start()]
            if not _LEADS_ON.search(before):
                places.append(match.start())
    return places
