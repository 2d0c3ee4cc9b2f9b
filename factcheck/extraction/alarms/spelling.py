"""Whether two spellings are likely to be one word, and one of them a slip."""

import re
from functools import lru_cache

_SHORTEST = 5
"""Letters; shorter words that differ by one are other words: "Holt" and "Bolt"."""
_LONG = 8
"""Letters from which two slips are as likely as one in a short word."""
_SHORTEST_SOUND = 4
_SOUNDS = (
    (re.compile("ph|v"), "f"), (re.compile("ck|c|q"), "k"), (re.compile("z"), "s"),
    (re.compile("w"), "v"), (re.compile("(?<=[kgtrsd])h|h$"), ""), (re.compile("ie|ey|y|j"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)  # fmt: skip
"""Letters that sound alike in names: "Katherine" and "Catherine", "Stephen" and "Steven"."""


def sounds_alike(one: str, other: str) -> bool:
    """Whether two words, which differ, are written as one sound."""
    return min(len(one), len(other)) >= _SHORTEST_SOUND and sound_of(one) == sound_of(other)


@lru_cache(maxsize=4096)
def sound_of(word: str) -> str:
    """The word in letters that stand for sounds, one for all that sound alike."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def is_likely_slip(one: str, other: str, *, swapped: bool = False) -> bool:
    """Whether a letter is missing, wrong or swapped inside; two in a long word.

    The ends must be the same, "Carlo" and "Carla", "Roberts" and "Robert" are two names, but
    for two letters that changed places. `swapped` allows for these, inside, and nothing else.
    """
    short = min(len(one), len(other))
    if short < _SHORTEST or abs(len(one) - len(other)) > 1:
        return False
    if sorted(one) == sorted(other):
        return edits(one, other) == 1 and (not swapped or one[-2:] == other[-2:])
    if swapped or one[-1] != other[-1]:
        return False
    return edits(one, other) <= (2 if short >= _LONG and one[:2] == other[:2] else 1)


def edits(one: str, other: str) -> int:
    """Letters to insert, drop, change or swap with their neighbour to get from one to the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, match in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != match))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == match:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
