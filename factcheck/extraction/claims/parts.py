"""Parts of a sentence that are claims by themselves."""

import re
from collections.abc import Sequence

from factcheck.extraction.records import Facet
from factcheck.extraction.sentences.quotations import Quotation
from factcheck.extraction.words.clauses import PRONOUNS, is_finite
from factcheck.extraction.words.tokens import Token
from factcheck.vocabulary import FacetType

Place = tuple[int, int]

_FIRM = frozenset(
    {FacetType.MONEY, FacetType.PERCENTAGE, FacetType.FIGURE, FacetType.DATE, FacetType.DURATION}
)
"""Facets a part must have one of, to be checked without the other part."""
_JOINTS = re.compile(
    r"(?P<semicolon>;)\s"
    r"|,\s(?P<and>and|but|while|whereas|although|though)\s"
    r"|(?P<along>,\salong with\s)"
    r"|,\s(?P<relative>which|who)\s"
)
"""Places where a sentence may be cut: "rents rose 4 percent, while wages fell 2 percent"."""
_FEWEST_TOKENS = 4
_LONGEST = 1500
"""Code points; what is longer is a table or a list, and stays whole."""


def split_parts(
    text: str,
    span: Place,
    tokens: Sequence[Token],
    facets: Sequence[Facet],
    quotations: Sequence[Quotation],
) -> list[Place]:
    """The sentence cut into parts that hold a firm facet each, or whole if in doubt.

    Parts do not overlap and start and end with a word or its marks.
    """
    parts = [span]
    if span[1] - span[0] > _LONGEST:
        return parts
    for joint in _JOINTS.finditer(text, *span):
        if any(each.start < joint.start() < each.end for each in quotations):
            continue
        if _in_brackets(text, parts[-1][0], joint.start()):
            continue
        begin, end = parts[-1]
        left, right = (begin, joint.start()), (_right_start(joint), end)
        if _stands(tokens, facets, left, True) and _stands(
            tokens, facets, right, joint.lastgroup != "along"
        ):
            parts[-1:] = [left, right]
    return parts


def _right_start(joint: re.Match[str]) -> int:
    """A relative clause keeps its pronoun, a joined one drops its "and"."""
    if joint.lastgroup == "relative":
        return joint.start("relative")
    if joint.lastgroup == "along":
        return joint.start() + 2
    return joint.end()


def _in_brackets(text: str, begin: int, place: int) -> bool:
    return text.count("(", begin, place) > text.count(")", begin, place)


def _stands(tokens: Sequence[Token], facets: Sequence[Facet], part: Place, clause: bool) -> bool:
    """Whether the part has a firm facet and, if it must be a clause, subject and verb."""
    if not any(
        facet.type in _FIRM and part[0] <= facet.start and facet.end <= part[1] for facet in facets
    ):
        return False
    inside = [token for token in tokens if part[0] <= token.start < part[1]]
    if len(inside) < _FEWEST_TOKENS:
        return False
    if not clause:
        return True
    opener = inside[0].lower
    return opener in _SUBJECTS or any(is_finite(token.lower) for token in inside[1:])


_SUBJECTS = PRONOUNS | {"which"}
"""Words with a verb of their own right behind them."""
