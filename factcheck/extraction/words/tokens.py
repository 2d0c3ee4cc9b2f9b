"""Words, numbers and marks of a text, each with the place where it stands."""

import re
from dataclasses import dataclass

WORD, NUMBER, MARK, POSSESSIVE = "word", "number", "mark", "possessive"

_TOKEN = re.compile(
    r"""
    (?:[^\W\d_]\.){2,}                                      # U.S.
    |\d+(?:[.,]\d+)*                                        # 1,250.5
    |[^\W\d_]+(?:['’](?![sS](?![^\W\d_]))[^\W\d_]+)*        # don't, O’Hara
    |['’][sS](?![^\W\d_])                                   # the minister’s
    |[^\w\s]|_
    """,
    re.VERBOSE,
)
_MOST_KNOWN, _LONGEST_KNOWN = 20_000, 24
"""How many distinct tokens are remembered, and up to how many characters."""


@dataclass(slots=True)
class Token:
    """One word, number or mark; `lower` is folded for look-ups, `text` is as written.

    `capitalised` says that it is a word that begins with a capital letter. A token never
    changes; it is not frozen because a frozen one takes four times as long to make.
    """

    text: str
    lower: str
    start: int
    end: int
    kind: str
    capitalised: bool


def tokenise(text: str, offset: int = 0) -> list[Token]:
    """The tokens of `text` in order; `offset` is added to every place."""
    found = []
    end = 0
    for words in _TOKEN.findall(text):
        # Only white space lies between two tokens, so the next one is found at once.
        start = text.index(words, end)
        end = start + len(words)
        lower, kind, capital = _KNOWN.get(words) or _learn(words)
        found.append(Token(words, lower, start + offset, end + offset, kind, capital))
    return found


_KNOWN: dict[str, tuple[str, str, bool]] = {}
"""Tokens read before, each with its folded form, its kind and whether it is capitalised: the
same few make up most of every text."""


def _learn(words: str) -> tuple[str, str, bool]:
    """What `_KNOWN` is to say of a token, which is remembered if it is not too long."""
    kind = _kind_of(words)
    look = words.lower().replace("’", "'"), kind, kind == WORD and words[0].isupper()
    if len(words) <= _LONGEST_KNOWN:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[words] = look
    return look


def _kind_of(words: str) -> str:
    """The kind of a token, which its first character shows."""
    if words[0].isdecimal():
        return NUMBER
    if words[0].isalnum():
        return WORD
    return POSSESSIVE if len(words) > 1 else MARK
