"""Kinds of a claim, by ordered rules: the first that holds is the strongest."""

from collections.abc import Callable, Sequence

from factcheck.extraction.records import Facet
from factcheck.extraction.worth.features import is_firm_amount
from factcheck.vocabulary import Kind

_MOSTLY, _PARTLY = 0.5, 0.1
"""Shares of a claim in quote marks."""


class Sight(frozenset[str]):
    """What the rules look at: the codes of the features, and `facet:` codes of the facets."""


def _seen(codes: set[str], facets: Sequence[Facet], quoted_share: float) -> Sight:
    marks = {f"facet:{facet.type.value}" for facet in facets}
    if any(is_firm_amount(facet) for facet in facets):
        marks.add("amount")
    if quoted_share >= _MOSTLY:
        marks.add("quoted")
    elif quoted_share >= _PARTLY and "reporting" in codes:
        marks.add("partly quoted")
    return Sight(codes | marks)


def _happened(sight: Sight) -> bool:
    return not sight.isdisjoint({"happened", "past"})


RULES: tuple[tuple[Kind, Callable[[Sight], bool]], ...] = (
    # "Unemployment fell to 4 percent"
    (Kind.QUANTITY, lambda sight: "amount" in sight),
    # "On May 3 the museum will open"
    (Kind.EVENT, lambda sight: "scheduled" in sight),
    # "“We were not told,” the mayor said"
    (Kind.QUOTATION, lambda sight: "quoted" in sight),
    # "The dam holds more water than the lake", "the largest dam in Europe"
    (Kind.COMPARISON, lambda sight: not sight.isdisjoint({"set_against", "ranked"})),
    # "The fire was caused by a faulty cable"
    (Kind.CAUSAL, lambda sight: "reason" in sight),
    # "The act bans the sale of fireworks"
    (Kind.LAW_OR_RULE, lambda sight: "rule" in sight),
    # "Prices will double"
    (Kind.PREDICTION, lambda sight: "forecast" in sight and not _happened(sight)),
    # "The minister resigned"
    (Kind.EVENT, _happened),
    # "Critics say the plan is “a farce”"
    (Kind.QUOTATION, lambda sight: "partly quoted" in sight),
    # "Lena Aalto is the mayor of Tampere"
    (
        Kind.IDENTITY,
        lambda sight: "facet:role" in sight and not sight.isdisjoint({"is", "was", "has"}),
    ),
    # "The talks come a week after the summit"
    (Kind.EVENT, lambda sight: not sight.isdisjoint({"facet:date", "facet:duration"})),
    # "She had a word with Frank Holt"
    (Kind.EVENT, lambda sight: "was" in sight and "name" in sight),
    # "A wonderful plan"
    (Kind.OPINION, lambda sight: not sight.isdisjoint({"opinion", "duty"})),
)
"""Kind and condition, in order of strength, with an example each."""


def find_kinds(
    codes: set[str], facets: Sequence[Facet], *, quoted_share: float = 0.0
) -> tuple[Kind, ...]:
    """Every kind whose rule holds, strongest first; where none does, `OTHER`.

    A statement about somebody or some place that fits no rule still tells an `EVENT`.

    `codes` are those of the features; `quoted_share` (0–1) is how much stands in quote marks.
    """
    sight = _seen(codes, facets, quoted_share)
    kinds = [kind for kind, holds in RULES if holds(sight)]
    if not kinds and "no_verb" not in sight and not sight.isdisjoint({"name", "place"}):
        return (Kind.EVENT,)
    return tuple(dict.fromkeys(kinds)) or (Kind.OTHER,)
