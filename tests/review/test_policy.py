"""What each rule book asks for, for every kind of evidence."""

from dataclasses import asdict

import pytest

from factcheck import review
from factcheck.ids import uuid7
from factcheck.review.policy import RULES, Rules, rules_of, unmet_evidence, unmet_words
from factcheck.store import desks
from factcheck.store.sources import Evidence, Source, independent
from factcheck.vocabulary import PolicyName, SourceKind, Stance, Status
from tests.review.stages import NOW, Stages

WHY = "Ten letters"
SUPPORT = (
    "It needs supporting evidence from 1 primary source or 2 independent secondary sources; it has "
)
REFUTE = "It needs 1 piece of refuting evidence; it has 0."
RATIONALE = "It needs a rationale of at least 10 characters."


def piece(words: str) -> Evidence:
    """Evidence from its description: `supports secondary wire` (the last is its group)."""
    stance, kind, *group = words.split()
    source = Source(
        title=f"Paper {uuid7()}",
        kind=SourceKind(kind),
        independence_group=group[0] if group else None,
    )
    return Evidence(stance=Stance(stance), source=source)


def unmet(rules: Rules, status: Status, rationale: str, evidence: list[Evidence]) -> list[str]:
    """All that the rules still ask for, as a decision is told."""
    return unmet_words(rules, status, rationale) + unmet_evidence(rules, status, evidence)


def has(primary: int, secondary: int) -> list[str]:
    return [f"{SUPPORT}{primary} primary and {secondary} independent secondary."]


@pytest.mark.parametrize(
    ("status", "evidence", "reasons"),
    [
        ("verified", [], has(0, 0)),
        ("verified", ["supports primary"], []),
        ("verified", ["supports secondary"], has(0, 1)),
        ("verified", ["supports secondary", "supports secondary"], []),
        ("verified", ["supports secondary wire", "supports secondary wire"], has(0, 1)),
        ("verified", ["supports secondary wire", "supports secondary other"], []),
        ("verified", ["supports secondary wire", "supports secondary"], []),
        ("verified", ["supports tertiary"] * 3, has(0, 0)),
        ("verified", ["supports secondary", "supports tertiary"], has(0, 1)),
        ("verified", ["refutes primary"], has(0, 0)),
        ("verified", ["context primary"], has(0, 0)),
        ("verified", ["supports secondary", "context secondary"], has(0, 1)),
        ("verified", ["supports primary", "refutes primary"], []),
        ("disputed", [], [REFUTE]),
        ("disputed", ["refutes primary"], []),
        ("disputed", ["refutes tertiary"], []),
        ("disputed", ["supports primary", "context primary"], [REFUTE]),
        ("unverified", [], []),
        ("unverified", ["supports primary", "refutes primary"], []),
    ],
)
@pytest.mark.parametrize("policy", [PolicyName.STANDARD, PolicyName.TWO_PERSON])
def test_the_evidence_that_a_status_needs(
    policy: PolicyName, status: str, evidence: list[str], reasons: list[str]
) -> None:
    rules = RULES[policy]
    pieces = [piece(words) for words in evidence]
    assert unmet(rules, Status(status), WHY, pieces) == reasons
    assert unmet(RULES[PolicyName.OPEN], Status(status), WHY, pieces) == []


@pytest.mark.parametrize("policy", list(PolicyName))
@pytest.mark.parametrize(
    ("rationale", "decided", "undecided"),
    [
        ("", [RATIONALE], ["It needs a rationale of at least 1 character."]),
        (" \n\t ", [RATIONALE], ["It needs a rationale of at least 1 character."]),
        ("too short", [RATIONALE], []),
        ("  nine letr   ", [RATIONALE], []),
        ("ten letter", [], []),
        ("🙂" * 10, [], []),
    ],
)
def test_the_length_of_the_rationale(
    policy: PolicyName, rationale: str, decided: list[str], undecided: list[str]
) -> None:
    rules = RULES[policy]
    evidence = [piece("supports primary"), piece("refutes primary")]
    assert unmet(rules, Status.VERIFIED, rationale, evidence) == decided
    assert unmet(rules, Status.DISPUTED, rationale, evidence) == decided
    assert unmet(rules, Status.UNVERIFIED, rationale, evidence) == undecided


def test_every_reason_is_told_at_once() -> None:
    assert unmet(Rules(), Status.VERIFIED, "", []) == [RATIONALE, *has(0, 0)]
    assert unmet(Rules(), Status.DISPUTED, "no", []) == [RATIONALE, REFUTE]
    strict = Rules(refuting=2, primary=2, secondary=3)
    assert unmet(strict, Status.DISPUTED, WHY, [piece("refutes primary")]) == [
        "It needs 2 pieces of refuting evidence; it has 1."
    ]
    assert unmet(strict, Status.VERIFIED, WHY, [piece("supports primary")]) == [
        (
            "It needs supporting evidence from 2 primary sources or 3 independent secondary "
            "sources; it has 1 primary and 0 independent secondary."
        )
    ]


def test_a_desk_adopts_versions_of_its_policy_and_the_newest_holds(stages: Stages) -> None:
    admin = stages.actor("admin")
    with stages.room.database.writing() as session:
        second = review.adopt_policy(session, PolicyName.TWO_PERSON, actor=admin, now=NOW)
    with stages.room.database.reading() as session:
        found = desks.policies(session, admin.desk_id)
        foreign = desks.policy(session, stages.actor("foreign").desk_id)
        assert desks.policy(session, admin.desk_id).id == second.id
    assert [(each.version, each.name) for each in found] == [(2, "two_person"), (1, "standard")]
    assert rules_of(found[0]) == Rules(second_person=True)
    assert foreign.version == 1
    event = stages.events(second.id, "policy")[0]
    assert (event.action, event.policy_version) == ("policy.adopted", 2)
    assert event.before["version"] == 1
    assert event.after["rules"] == asdict(Rules(second_person=True))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"independence_group": "AP"}, {"independence_group": "ap "}),
        ({"url": "https://daily.example/a", "independence_group": "AP"},
         {"url": "http://DAILY.example/a/?utm=1#x"}),
        ({"title": "Daily report"}, {"title": "daily report"}),
    ],
)  # fmt: skip
def test_one_source_under_two_names_is_one(first: dict[str, str], second: dict[str, str]) -> None:
    pair = [Source(**({"title": f"Paper {uuid7()}"} | each)) for each in (first, second)]
    assert independent(pair) == 1
    other = Source(title="Another paper", url="https://other.example/")
    assert independent([*pair, other]) == 2
