"""What became of an article's claims between two of its frozen reports; a pure comparison."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from factcheck.report.compose.phrases import facet, grade, speaker
from factcheck.report.seal import opened
from factcheck.report.style import plain_style
from factcheck.vocabulary import Stage

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shift:
    """One thing that is said of a claim, before and after; empty where nothing was said.

    `field` is a word of the document, `parts` and `evidence` hold only what differs.
    """

    field: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A claim that the later report tells otherwise. `number` is its number there."""

    claim_id: str
    number: int
    quote: str
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What the later report says of the claims, told by what it adds to the earlier one.

    `decided`: a decision that the earlier report does not have made the claim final;
    `altered`: anything else about it changed. `added` and `gone` are lines of the documents:
    claims that stand in the text of one report alone.
    """

    decided: tuple[Moved, ...]
    altered: tuple[Moved, ...]
    added: tuple[Line, ...]
    gone: tuple[Line, ...]
    unchanged: int

    @property
    def empty(self) -> bool:
        """Whether both say the same of every claim."""
        return not (self.decided or self.altered or self.added or self.gone)


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    """Compare two editions of reports of one article, the earlier one first.

    Where a claim stands in the text does not count: words that only moved are the same.
    """
    old, new = _by_claim(before), _by_claim(after)
    decided, altered, unchanged = [], [], 0
    for each in (each for each in new if each in old):
        moved = _moved(old[each], new[each])
        if _newly_decided(old[each], new[each]):
            decided.append(moved)
        elif moved.shifts:
            altered.append(moved)
        else:
            unchanged += 1
    return Difference(
        decided=tuple(decided),
        altered=tuple(altered),
        added=tuple(line for each, line in new.items() if each not in old),
        gone=tuple(line for each, line in old.items() if each not in new),
        unchanged=unchanged,
    )


def _by_claim(document: Mapping[str, Any]) -> dict[str, Line]:
    """The lines of a report by the ids of their claims, in text order."""
    return {line["claim_id"]: line for line in opened(document)["content"]["lines"]}


def told_difference(found: Difference) -> dict[str, Any]:
    """The difference in plain values, for JSON."""
    return {
        "decided": [_told_move(each) for each in found.decided],
        "altered": [_told_move(each) for each in found.altered],
        "added": [_told_line(each) for each in found.added],
        "gone": [_told_line(each) for each in found.gone],
        "unchanged": found.unchanged,
    }


def _told_move(moved: Moved) -> dict[str, Any]:
    shifts = [
        {"field": each.field, "before": list(each.before), "after": list(each.after)}
        for each in moved.shifts
    ]
    return {
        "claim_id": moved.claim_id,
        "number": moved.number,
        "quote": moved.quote,
        "changes": shifts,
    }


def _told_line(line: Line) -> dict[str, Any]:
    return {name: line[name] for name in ("claim_id", "number", "quote", "status", "stage")}


def _newly_decided(old: Line, new: Line) -> bool:
    if new["stage"] != Stage.FINAL:
        return False
    when = [(line.get("decision") or {}).get("decided_at") for line in (old, new)]
    return old["stage"] != Stage.FINAL or when[0] != when[1]


def _moved(old: Line, new: Line) -> Moved:
    was, now = _told(old), _told(new)
    shifts = [Shift(name, _less(was[name], now[name]), _less(now[name], was[name])) for name in now]
    told = tuple(each for each in shifts if each.before or each.after)
    return Moved(new["claim_id"], new["number"], new["quote"], told)


def _less(some: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """What is in the one list and not, or less often, in the other."""
    return tuple((Counter(some) - Counter(others)).elements())


def _told(line: Line) -> dict[str, tuple[str, ...]]:
    """What counts of a line, each as words; documents of older versions may lack some."""
    decision = line.get("decision") or {}
    second = decision.get("second_person") or {}
    return {
        "status": _one(line["status"]),
        "stage": _one(line["stage"]),
        "rating": _one(line.get("rating")),
        "quote": _one(line["quote"]),
        "statement": _one(line["statement"]),
        "speaker": _one(speaker(line.get("speaker"), plain_style())),
        "parts": tuple(facet(each, plain_style()) for each in line.get("facets", ())),
        "rationale": _one(decision.get("rationale")),
        "reviewer": _one(decision.get("reviewer")),
        "second_person": _one(second.get("reviewer")),
        "override_reason": _one(decision.get("override_reason")),
        "evidence": tuple(_piece(each) for each in line.get("evidence", ())),
    }


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _piece(evidence: Mapping[str, Any]) -> str:
    """A piece of evidence as one line: `supports (primary, reliability A): The budget | p. 12`.

    Whether a decision leans on it is left out: every decision would change that.
    """
    parts = ("title", "publisher", "url", "locator", "passage")
    told = " | ".join(evidence[part] for part in parts if evidence.get(part))
    return (
        f"{evidence['stance']} ({grade({**evidence, 'relied_on': False}, plain_style())}): {told}"
    )
