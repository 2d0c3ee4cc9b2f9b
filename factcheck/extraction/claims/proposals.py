"""Claims that somebody else proposes for a sentence, fitted to those the rules found in it."""

from collections.abc import Sequence
from dataclasses import replace

from factcheck.extraction.records import EXTRACTOR, Proposal

Place = tuple[int, int]

_SAME = 0.5
"""Share (intersection over union) from which two spans are the same claim."""


def fit_proposals(
    parts: Sequence[Place], proposals: Sequence[Proposal]
) -> list[tuple[Place, Proposal | None]]:
    """The claims of one sentence in text order, none overlapping another.

    `parts` are the claims of the rules; the proposals, in text order, lie inside the sentence
    and apart from each other. A proposal for the same words lends its wording, and the claim
    stays that of the rules; several inside one part take its place, being finer; one where the
    rules found nothing is added. The rest would have a reviewer decide the same thing twice,
    and are left.
    """
    fitted: list[tuple[Place, Proposal | None]] = []
    for part in parts:
        inside = [each for each in proposals if _overlap(part, each) > 0]
        within = [each for each in inside if part[0] <= each.start and each.end <= part[1]]
        if len(within) > 1 and len(within) == len(inside):
            fitted += (((each.start, each.end), each) for each in within)
        else:
            same = [each for each in inside if _overlap(part, each) >= _SAME]
            lent = replace(same[0], extractor=EXTRACTOR) if same else None
            fitted.append((part, lent))
    fitted += (
        ((each.start, each.end), each)
        for each in proposals
        if not any(_overlap(part, each) > 0 for part in parts)
    )
    return sorted(fitted, key=lambda pair: pair[0])


def _overlap(part: Place, proposal: Proposal) -> float:
    """Intersection over union of the two spans, 0 to 1."""
    common = min(part[1], proposal.end) - max(part[0], proposal.start)
    return max(0, common) / (max(part[1], proposal.end) - min(part[0], proposal.start))
