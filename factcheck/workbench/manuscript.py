"""The text of a draft, cut into paragraphs and pieces, with the claims in their places."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from factcheck.store.claims import Claim


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a paragraph: a claim's, or nobody's.

    A claim that runs over a line's end has several pieces; one is its `first`, one its
    `last`.
    """

    text: str
    claim: Claim | None = None
    first: bool = False
    last: bool = False


def paragraphs(text: str, claims: Iterable[Claim]) -> list[list[Piece]]:
    """Each line of the text that is not blank, as pieces that together are the line.

    Spans are believed to lie apart and inside the text; what does not is cut to fit, so
    that every letter is shown once whatever the spans say.
    """
    spans = list(_apart(claims, len(text)))
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(list(_pieces(text, start, start + len(line), spans)))
        start += len(line) + 1
    return found


def _apart(claims: Iterable[Claim], length: int) -> Iterator[tuple[int, int, Claim]]:
    """The claims' spans in order, without the parts that another one has."""
    free = 0
    for claim in sorted(claims, key=lambda each: (each.anchor.start, each.anchor.end)):
        start, end = max(claim.anchor.start, free), min(claim.anchor.end, length)
        if start < end:
            yield start, end, claim
            free = end


def _pieces(
    text: str, start: int, end: int, spans: list[tuple[int, int, Claim]]
) -> Iterator[Piece]:
    at = start
    for first, last, claim in spans:
        if last <= at or first >= end:
            continue
        if at < first:
            yield Piece(text[at:first])
        opening, closing = max(first, at), min(last, end)
        yield Piece(text[opening:closing], claim, opening == first, closing == last)
        at = closing
    if at < end:
        yield Piece(text[at:end])
