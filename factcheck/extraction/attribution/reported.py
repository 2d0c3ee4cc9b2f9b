"""The bare finding of an attribution rule, before it becomes a record."""

from collections.abc import Sequence
from typing import NamedTuple

from factcheck.extraction.words.tokens import Token

Place = tuple[int, int]
"""A half-open range of code points."""

Range = tuple[int, int]
"""Tokens from the first up to the second, which is not among them."""


class Reported(NamedTuple):
    """Where the content stands, and the speaker and cue, as far as there are any."""

    content: Place
    speaker: Place | None = None
    cue: Place | None = None


def report(tokens: Sequence[Token], content: Range, speaker: Range | None, cue: Range) -> Reported:
    """The finding whose parts stand at these ranges of `tokens`."""
    return Reported(
        _place(tokens, content),
        _place(tokens, speaker) if speaker else None,
        _place(tokens, cue),
    )


def _place(tokens: Sequence[Token], span: Range) -> Place:
    return tokens[span[0]].start, tokens[span[1] - 1].end
