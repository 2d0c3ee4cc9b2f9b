"""Which language a text is written in, as far as its commonest words tell."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from factcheck.extraction.words.languages import COMMON_WORDS, NAMES, SCRIPTS, UKRAINIAN

_WORD = re.compile(r"[^\W\d_]+")
_READ = 20_000
"""Code points from which the language is told; a longer text has shown it by then."""
_FEWEST = 4
"""Different common words of a language that have to stand in a text of that language."""
_LEAD = 1.3
"""How many times as many as English ones they have to be: English is the first guess."""
_LONG, _SHARE = 60, 0.02
"""From how many words on a text without any language's common words is in an unknown one."""


class Language(NamedTuple):
    """An ISO 639-1 code ("und": cannot be told), and what cannot be done because of it."""

    code: str
    notice: str | None = None


ENGLISH = Language("en")
_STARTS = [first for _, first, _ in SCRIPTS]
_FIRST_BEYOND_LATIN = chr(min(_STARTS))
_OF_WORD: dict[str, tuple[str, ...]] = {}
for _code, _words in COMMON_WORDS.items():
    for _word in _words:
        _OF_WORD[_word] = (*_OF_WORD.get(_word, ()), _code)


def detect_language(text: str) -> Language:
    """The language that most of the words belong to; English where too little is said."""
    words = _WORD.findall(text[:_READ].lower())
    code = _by_script(words) or _by_words(words)
    return ENGLISH if code == "en" else Language(code, _notice(code))


def _notice(code: str) -> str:
    written = f"This text seems to be in {NAMES[code]}." if code in NAMES else (
        "The language of this text is not known."
    )  # fmt: skip
    return (
        f"{written} Sentences, figures, dates and quotations are marked. Speakers, names, kinds "
        "and opinions are only read in English: what is flagged here holds a figure, a date or a "
        "quotation, and the rest is for a person to read."
    )


def _by_script(words: Sequence[str]) -> str | None:
    """The language of a script of its own, if most words are written in one."""
    if max(words, default="") < _FIRST_BEYOND_LATIN:
        return None
    beyond = [word[0] for word in words if word[0] >= _FIRST_BEYOND_LATIN]
    if 2 * len(beyond) <= len(words):
        return None
    script, count = Counter(map(_script, beyond)).most_common(1)[0]
    if script is None or 2 * count <= len(words):
        return None
    if script == "zh" and any(_script(letter) == "ja" for word in words for letter in word):
        return "ja"
    if script == "ru" and any(not UKRAINIAN.isdisjoint(word) for word in words):
        return "uk"
    return script


def _script(letter: str) -> str | None:
    at = bisect_right(_STARTS, ord(letter)) - 1
    return SCRIPTS[at][0] if at >= 0 and ord(letter) <= SCRIPTS[at][2] else None


def _by_words(words: Sequence[str]) -> str:
    """The language with the most of its common words in the text, each counted once."""
    common = _OF_WORD.keys() & set(words)
    counts = Counter(code for word in common for code in _OF_WORD[word])
    code, count = max(sorted(counts.items()), key=lambda pair: pair[1], default=("en", 0))
    if count >= max(_FEWEST, _LEAD * counts["en"]):
        return code
    if len(words) < _LONG or len(common) >= _SHARE * len(words):
        return "en"
    return "und" if sum(word in common for word in words) < _SHARE * len(words) else "en"
