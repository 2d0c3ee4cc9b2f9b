"""How far a claim is made of somebody's own words."""

from collections.abc import Iterator

from factcheck.extraction.passages import Passage
from factcheck.extraction.sentences.quotations import quoted_share
from factcheck.extraction.words.tokens import WORD

_MOSTLY, _PARTLY = 0.5, 0.12
"""Shares of a claim in quote marks."""
_LONGER = 5
"""Letters of a word that a title would write with a capital."""


def quoted(passage: Passage) -> Iterator[str]:
    """How much of the claim is in quote marks; a title or a nickname does not count."""
    share = quoted_share(passage.span, passage.quotations)
    if share >= _MOSTLY:
        yield "quoted"
    elif share >= _PARTLY and _is_spoken(passage):
        yield "partly_quoted"


def _is_spoken(passage: Passage) -> bool:
    """Whether a quotation is part of what somebody says; a lone sentence knows no speakers."""
    if not passage.said:
        reports = any(each.code == "reporting" for each in passage.features)
        return reports and not _is_title(passage)
    start, end = passage.span
    near = 0
    for each in passage.said:
        first, last = max(each.content.start, start), min(each.content.end, end)
        while near < len(passage.quotations) and passage.quotations[near].end <= first:
            near += 1
        if near < len(passage.quotations) and passage.quotations[near].start < last:
            return True
    return False


def _is_title(passage: Passage) -> bool:
    """Whether no longer word in quote marks begins with a small letter: “Long Way Home”."""
    first, last = passage.quotations[0].inner_start, passage.quotations[-1].inner_end
    return not any(
        token.kind == WORD and len(token.text) >= _LONGER and token.text[0].islower()
        for token in passage.tokens
        if first <= token.start < last
    )
