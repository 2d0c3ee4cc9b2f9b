"""What search looks for: the words of a fact, folded, and marks for what lists are narrowed to.

Both databases index the same tokens, made here, so a search finds the same on either.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_NUMBER_GROUPS = re.compile(r"(?<=\d)[,\u00a0\u202f](?=\d{3}(?!\d))")
_WORDS = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")
"""Scripts that write no spaces: Thai, Japanese, Chinese."""
_SHORTEST_PLURAL = 4
_PUBLIC = "p_"


def words(text: str) -> list[str]:
    """The words of a text, each once, in order: folded, without accents and plural endings.

    >>> words("Köln's 3,000 new cafés")
    ['koln', 's', '3000', 'new', 'cafe']
    >>> words("\u6c34\u9053\u5c40")
    ['\u6c34\u9053', '\u9053\u5c40']
    """
    found = (part for word in _WORDS.findall(_folded(text)) for part in _parts(word))
    return list(dict.fromkeys(found))


def mark(name: str, value: str) -> str:
    """The token that says `name` is `value`; no word of a text can be one.

    >>> mark("topic", 'The "old" port')
    'topic=the_old_port'
    """
    return f"{name}={'_'.join(_WORDS.findall(_folded(value)))}"


def marks(name: str, values: Iterable[str]) -> list[str]:
    """A mark for each of these."""
    return [mark(name, each) for each in values]


def for_public(found: Iterable[str]) -> list[str]:
    """The same marks as everybody may look for them."""
    return [f"{_PUBLIC}{each}" for each in found]


def kept_for_public(tokens: Iterable[str]) -> list[str]:
    """Those of the tokens that are marks for everybody."""
    return [each for each in tokens if each.startswith(_PUBLIC) and "=" in each]


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", _NUMBER_GROUPS.sub("", text).casefold())
    bare = "".join(letter for letter in apart if unicodedata.category(letter)[0] != "M")
    return unicodedata.normalize("NFC", bare)


def _parts(word: str) -> Iterator[str]:
    """The word itself; where words are not set apart, every two letters of it."""
    at = 0
    for run in _UNSPACED.finditer(word):
        yield from _whole(word[at : run.start()])
        letters = run[0]
        yield from (letters[i : i + 2] for i in range(max(1, len(letters) - 1)))
        at = run.end()
    yield from _whole(word[at:])


def _whole(word: str) -> Iterator[str]:
    if len(word) >= _SHORTEST_PLURAL and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if word:
        yield word
