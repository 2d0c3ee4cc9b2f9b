"""Measures of kinds on claims that fact-checkers have typed."""

from collections.abc import Iterator

from benchmarks.quality.data import rows, shared_data, watched
from benchmarks.quality.formulas import f1_of, share
from benchmarks.quality.table import Figure
from factcheck.extraction import score_sentence
from factcheck.vocabulary import Kind

FITTING = {
    "Numerical Claim": {Kind.QUANTITY, Kind.COMPARISON},
    "Quote Verification": {Kind.QUOTATION},
    "Causal Claim": {Kind.CAUSAL},
    "Event/Property Claim": {
        Kind.EVENT, Kind.IDENTITY, Kind.LAW_OR_RULE, Kind.COMPARISON, Kind.OTHER,
    },
    "Position Statement": {Kind.OPINION, Kind.QUOTATION, Kind.EVENT},
}  # fmt: skip
"""AVeriTeC's types and the kinds of ours that say the same."""


def kinds() -> Iterator[Figure]:
    """Kinds, on claims typed by fact-checkers (AVeriTeC; a claim may have several types): the
    first kind fits if it says the same as one of the types. A found type counts in F1 if
    any of the kinds says the same as it."""
    typed = rows(shared_data() / "claim_types_averitec" / "claims.jsonl")
    found = [score_sentence(row["claim"])[1] for row in watched(typed, "kinds")]
    pairs = list(zip(typed, found, strict=True))
    unfit = [
        f"{ours[0]}, not {', '.join(row['claim_types'])}: {row['claim']}"
        for row, ours in pairs
        if not any(ours[0] in FITTING[each] for each in row["claim_types"])
    ]
    fitting = share(len(pairs) - len(unfit), len(pairs))
    yield Figure("kinds, AVeriTeC: first kind fits", fitting, failures=unfit)
    for label in ("Numerical Claim", "Quote Verification", "Causal Claim"):
        marked = [
            (not FITTING[label].isdisjoint(ours), label in row["claim_types"])
            for row, ours in pairs
        ]
        yield Figure(f"kinds, AVeriTeC: F1 of {label.lower()}s", f1_of(marked))
