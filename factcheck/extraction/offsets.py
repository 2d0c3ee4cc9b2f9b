"""From code points, in which every span counts, to the UTF-16 units that browsers count."""

from bisect import bisect_left


class Utf16:
    """Turns code point offsets of one text into UTF-16 offsets.

    >>> Utf16("a😀b")(2)
    3
    """

    def __init__(self, text: str) -> None:
        flat = not text or max(text) <= "\uffff"
        self._astral = [] if flat else [i for i, letter in enumerate(text) if letter > "\uffff"]

    def __call__(self, offset: int) -> int:
        """The UTF-16 offset of a code point offset."""
        return offset + bisect_left(self._astral, offset)
