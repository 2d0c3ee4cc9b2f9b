"""Claims that stand within one another, as people may draw them; they go where the widest goes.

Pure comparison, nothing is stored. Extraction draws no claim within another.
"""

from collections.abc import Sequence

from factcheck.review.lookalikes import inside
from factcheck.review.spans import Span, Spans
from factcheck.store.carried import Standing
from factcheck.store.claims import Claim
from factcheck.vocabulary import Stage

AnyClaim = Claim | Standing


def led(standing: Sequence[AnyClaim]) -> list[tuple[AnyClaim, AnyClaim]]:
    """Pairs of a claim and the wider one that it shares words with; the wider ones share none.

    A dismissed claim leads nobody who is not dismissed: what was merged away must not push
    out what took it in.
    """
    leaders: dict[Span, AnyClaim] = {}
    taken, pairs = Spans(), []
    for claim in sorted(standing, key=_rank):
        span = (claim.anchor.start, claim.anchor.end)
        if met := taken.meeting(span):
            pairs.append((claim, leaders[met[0]]))
        else:
            leaders[span] = claim
            taken.add(span)
    return pairs


def _rank(claim: AnyClaim) -> tuple[bool, int, int]:
    anchor = claim.anchor
    return claim.stage is Stage.DISMISSED, anchor.start - anchor.end, anchor.start


def places_within(claim: AnyClaim, leader: AnyClaim, place: Span, text: str) -> list[Span]:
    """Where a claim's words stand when its leader stands at `place`: as before, or once in it."""
    quote, by = claim.anchor.quote, place[0] - leader.anchor.start
    start = claim.anchor.start + by
    if (
        start >= 0
        and text.startswith(quote, start)
        and text.startswith(leader.anchor.quote, place[0])
    ):
        return [(start, start + len(quote))]
    found = inside(quote, text[slice(*place)])
    return [(place[0] + at, place[0] + at + len(quote)) for at in found]
