"""Two reports of an article, told by what the later one adds."""

from typing import Any

import pytest

from factcheck.report import difference
from factcheck.report.difference import Shift

DECISION = {
    "status": "verified",
    "rating": None,
    "rationale": "The budget says so.",
    "reviewer": "Ana",
    "reviewed_at": "2026-03-02T10:00:00Z",
    "second_person": None,
    "decided_at": "2026-03-02T10:00:00Z",
    "policy": {"name": "standard", "version": 1},
    "override_reason": None,
}
BUDGET = {
    "stance": "supports",
    "relied_on": False,
    "confidential": False,
    "title": "The budget",
    "url": None,
    "publisher": "City",
    "kind": "primary",
    "reliability": "A",
    "independence_group": None,
    "passage": None,
    "locator": "p. 12",
    "accessed_at": None,
    "credibility": None,
    "snapshot_sha256": None,
    "source_version": 1,
}


def line(claim: str = "a", number: int = 1, **changes: Any) -> dict[str, Any]:
    """A line of a report about a claim that nobody has looked at."""
    return {
        "number": number,
        "claim_id": claim,
        "claim_version": 1,
        "paragraph": 1,
        "start": 0,
        "end": 9,
        "quote": "It cost 48 million.",
        "statement": "It cost 48 million.",
        "kind": "quantity",
        "speaker": None,
        "facets": [],
        "status": "unverified",
        "stage": "queued",
        "stage_reason": None,
        "rating": None,
        "decision": None,
        "witnesses": None,
        "evidence": [],
    } | changes


def verified(claim: str = "a", **changes: Any) -> dict[str, Any]:
    decided = {"status": "verified", "stage": "final", "decision": DECISION}
    return line(claim, **(decided | {"evidence": [BUDGET | {"relied_on": True}]} | changes))


def document(*lines: dict[str, Any]) -> dict[str, Any]:
    return {"content": {"lines": list(lines)}}


def shifts(moved: Any) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {each.field: (each.before, each.after) for each in moved.shifts}


def test_two_reports_of_one_state_do_not_differ() -> None:
    found = difference(document(line(), verified("b")), document(line(), verified("b")))
    assert found.empty
    assert found.unchanged == 2


def test_a_claim_that_was_decided_since_is_told_with_before_and_after() -> None:
    found = difference(document(line()), document(verified()))
    [decided] = found.decided
    assert not found.altered
    assert (decided.claim_id, decided.number, decided.quote) == ("a", 1, "It cost 48 million.")
    told = shifts(decided)
    assert told["status"] == (("unverified",), ("verified",))
    assert told["stage"] == (("queued",), ("final",))
    assert told["rationale"] == ((), ("The budget says so.",))
    assert told["evidence"] == (
        (),
        ("supports (primary, reliability A): The budget | City | p. 12",),
    )
    assert "quote" not in told


def test_another_decision_on_a_final_claim_is_a_decision_even_in_the_same_words() -> None:
    later = DECISION | {"decided_at": "2026-03-03T10:00:00Z"}
    found = difference(document(verified()), document(verified(decision=later)))
    [decided] = found.decided
    assert decided.shifts == ()
    assert not found.empty
    turned = difference(document(verified()), document(verified(status="disputed", decision=later)))
    assert Shift("status", ("verified",), ("disputed",)) in turned.decided[0].shifts


def test_a_claim_that_came_back_is_altered_and_not_decided() -> None:
    back = line(stage="reopened", evidence=[BUDGET])
    found = difference(document(verified()), document(back))
    [altered] = found.altered
    assert not found.decided
    told = shifts(altered)
    assert told["stage"] == (("final",), ("reopened",))
    assert told["rationale"] == (("The budget says so.",), ())
    assert "evidence" not in told  # that no decision leans on it any more is no other evidence


@pytest.mark.parametrize(
    ("field", "change", "before", "after"),
    [
        (
            "quote",
            {"quote": "It cost 84 million."},
            ("It cost 48 million.",),
            ("It cost 84 million.",),
        ),
        ("statement", {"statement": "It cost 48."}, ("It cost 48 million.",), ("It cost 48.",)),
        ("rating", {"rating": "Mostly true"}, (), ("Mostly true",)),
        (
            "speaker",
            {"speaker": {"name": "Rosa Vidal", "cue": "said", "speech": "indirect"}},
            (),
            ("Rosa Vidal (“said”, indirect speech)",),
        ),
        (
            "parts",
            {
                "facets": [
                    {"type": "money", "text": "48", "value": None, "unit": None, "checked": True}
                ]
            },
            (),
            ("money: 48, checked",),
        ),
        (
            "evidence",
            {"evidence": [BUDGET, BUDGET]},
            (),
            ("supports (primary, reliability A): The budget | City | p. 12",) * 2,
        ),
    ],
)
def test_what_was_altered_is_named(
    field: str, change: Any, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    found = difference(document(line()), document(line(**change)))
    assert shifts(found.altered[0]) == {field: (before, after)}


def test_of_evidence_only_what_is_not_in_both_is_told() -> None:
    other = BUDGET | {"title": "The minutes", "stance": "refutes", "publisher": None}
    found = difference(
        document(line(evidence=[BUDGET, other])), document(line(evidence=[BUDGET, BUDGET]))
    )
    assert shifts(found.altered[0])["evidence"] == (
        ("refutes (primary, reliability A): The minutes | p. 12",),
        ("supports (primary, reliability A): The budget | City | p. 12",),
    )


def test_a_source_that_was_graded_anew_is_other_evidence() -> None:
    graded = BUDGET | {"reliability": "E"}
    found = difference(document(line(evidence=[BUDGET])), document(line(evidence=[graded])))
    before, after = shifts(found.altered[0])["evidence"]
    assert "reliability A" in before[0]
    assert "reliability E" in after[0]


def test_words_that_only_moved_are_the_same() -> None:
    moved = line(number=4, paragraph=3, start=90, end=99, claim_version=2)
    assert difference(document(line()), document(moved)).empty


def test_claims_of_one_text_alone_are_added_or_gone_in_text_order() -> None:
    found = difference(
        document(line("x"), line("a"), line("y")), document(line("a"), line("n"), line("m"))
    )
    assert [each["claim_id"] for each in found.added] == ["n", "m"]
    assert [each["claim_id"] for each in found.gone] == ["x", "y"]
    assert found.unchanged == 1


def test_documents_of_older_versions_lack_things_and_are_compared() -> None:
    old = line()
    for name in ("rating", "speaker", "facets", "decision", "evidence"):
        del old[name]
    found = difference(document(old), document(verified()))
    assert len(found.decided) == 1


def test_real_documents_are_compared(story: Any) -> None:
    claim = story.claim()
    before = story.document()
    claim = story.session.get(type(claim), claim.id)
    story.article = story.session.merge(story.article)
    claim.statement = "The swap is worth 20 billion dollars."
    found = difference(before, story.document())
    assert [each.field for each in found.altered[0].shifts] == ["statement"]
