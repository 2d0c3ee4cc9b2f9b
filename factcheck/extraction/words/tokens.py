"""Words, numbers and marks of a text, each with the place where it stands."""

import re
from typing import NamedTuple

WORD, NUMBER, MARK, POSSESSIVE = "word", "number", "mark", "possessive"

_TOKEN = re.compile(
    r"""
    (?P<dotted>(?:[^\W\d_]\.){2,})                              # U.S.
    |(?P<number>\d+(?:[.,]\d+)*)                                # 1,250.5
    |(?P<word>[^\W\d_]+(?:['’](?![sS](?![^\W\d_]))[^\W\d_]+)*)  # don't, O’Hara
    |(?P<possessive>['’][sS](?![^\W\d_]))                       # the minister’s
    |(?P<mark>[^\w\s]|_)
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """One word, number or mark; `lower` is folded for look-ups, `text` is as written."""

    text: str
    lower: str
    start: int
    end: int
    kind: str

    @property
    def capitalised(self) -> bool:
        """Whether the word begins with a capital letter."""
        return self.kind == WORD and self.text[0].isupper()


def tokenise(text: str, offset: int = 0) -> list[Token]:
    """The tokens of `text` in order; `offset` is added to every place."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or MARK
        words = match.group()
        start, end = match.span()
        lower = words.lower().replace("’", "'") if kind != "number" else words
        if kind == "dotted":
            kind = WORD
        found.append(Token(words, lower, start + offset, end + offset, kind))
    return found
