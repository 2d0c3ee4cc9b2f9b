"""Parts of a sentence that are claims by themselves."""

from collections.abc import Sequence
from itertools import pairwise

from factcheck.extraction.claims.clauses import Grounds, Range
from factcheck.extraction.claims.joints import Join, Joint, find_joints
from factcheck.extraction.claims.sides import RULES
from factcheck.extraction.passages import Passage

Place = tuple[int, int]

_FEWEST = 4
"""Tokens of a part."""
_SIDES = 2
"""Facets that are there, if each side holds one."""
_LONGEST = 1500
"""Code points; what is longer is a table or a list, and stays whole."""
_CLOSING = frozenset(",;:.!?)]}–—-")
"""Marks that open no part."""


def split_parts(text: str, passage: Passage) -> list[Place]:
    """The sentence cut into parts that can be checked apart, or whole if in doubt.

    Parts do not overlap; none begins with the word or the mark that joined it.
    """
    tokens, (start, end) = passage.tokens, passage.span
    if end - start > _LONGEST or len(tokens) < 2 * _FEWEST:
        return [passage.span]
    if len(passage.facets) < _SIDES and text.find(";", start, end) < 0:
        return [passage.span]
    joints = [
        joint
        for joint in find_joints(text, passage.span, tokens, passage.quotations)
        if _parts_facets(joint, passage)
    ]
    if not joints:
        return [passage.span]
    nexts = {one.right: other.left for one, other in pairwise(joints)}
    parts = _cut(joints, Grounds(passage, nexts))
    return [_place(passage, part) for part in parts]


def _parts_facets(joint: Joint, passage: Passage) -> bool:
    """Whether facets stand on both sides, which most rules ask for; a cheap first look."""
    if joint.join is Join.HALVES:
        return True
    facets, at = passage.facets, passage.tokens[joint.left].start
    return bool(facets) and facets[0].start < at < facets[-1].end


def _place(passage: Passage, part: Range) -> Place:
    """Where the tokens stand; the outermost ones reach to the ends of the sentence."""
    tokens, (start, end) = passage.tokens, passage.span
    return (
        tokens[part[0]].start if part[0] else start,
        tokens[part[1] - 1].end if part[1] < len(tokens) else end,
    )


def _cut(joints: Sequence[Joint], grounds: Grounds) -> list[Range]:
    """Cuts at every joint whose sides both stand, from left to right."""
    parts = [(0, len(grounds.tokens))]
    for joint in joints:
        begin, end = parts[-1]
        left = (1 if joint.join is Join.OPENING else begin, joint.left)
        right = (joint.right, end if joint.end is None else joint.end)
        if min(left[1] - left[0], right[1] - right[0]) < _FEWEST:
            continue
        if grounds.tokens[right[0]].text in _CLOSING:
            continue
        if RULES[joint.join](grounds, left, right):
            parts[-1:] = [left, right]
    return parts
