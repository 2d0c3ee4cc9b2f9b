"""The words that the model of wording knows, and the numbers they go by."""

from collections.abc import Sequence

from factcheck.extraction.words.tokens import NUMBER, Token

START, END, UNKNOWN, FIGURE, YEAR = range(5)
"""Numbers of what is no word: both ends of a sentence, an unknown word, a figure, a year."""
SIGNS = ("<s>", "</s>", "<unknown>", "<figure>", "<year>")
"""How these are written in the file of the model, in the same order."""
MOST_TOKENS = 400
"""What stands farther back in a sentence is not looked at: such a sentence is a table."""
_CENTURIES = frozenset({"18", "19", "20"})
_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}


class Lexicon:
    """Words with their numbers, which count from 0 with the signs first."""

    def __init__(self, words: Sequence[str]) -> None:
        self._numbers = {word: number for number, word in enumerate(words)}

    def numbers(self, tokens: Sequence[Token]) -> list[int]:
        """The numbers of a sentence's tokens between START and END."""
        known = self._numbers.get
        inside = [
            number if (number := known(token.lower)) is not None else self._number(token)
            for token in tokens[:MOST_TOKENS]
        ]
        return [START, *inside, END]

    def _number(self, token: Token) -> int:
        word = folded(token)
        return self._numbers.get(word, UNKNOWN)


def folded(token: Token) -> str:
    """How the token is written in the lexicon: figures are all alike, quote marks straight."""
    if token.kind != NUMBER:
        return _STRAIGHT.get(token.lower, token.lower)
    text = token.text
    return SIGNS[YEAR if len(text) == 4 and text[:2] in _CENTURIES else FIGURE]
