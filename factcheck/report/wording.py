"""How the report says things: the words and marks that its renderings share."""

from collections.abc import Mapping

from factcheck.vocabulary import Disposition, Stage, Status

MARKS = {"verified": "✓", "disputed": "✗", "unverified": "?"}
"""A sign for each status, so that colour never has to tell them apart."""
_RANK: dict[str, int] = {
    term: place
    for terms in ((Status.VERIFIED, Status.DISPUTED, Status.UNVERIFIED), Stage, Disposition)
    for place, term in enumerate(terms)
}
"""The order in which people read the terms; a file keeps them by the alphabet."""


def words(term: str | None) -> str:
    """A term of the vocabulary as people write it: `law_or_rule` is "law or rule"."""
    return (term or "").replace("_", " ")


def ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Counts by term, in the order in which people read them."""
    return sorted(counts.items(), key=lambda pair: _RANK[pair[0]])
