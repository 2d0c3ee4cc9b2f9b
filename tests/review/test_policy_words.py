"""A desk's rules as sentences: every rule is told, and every change of one shows."""

from dataclasses import asdict, fields, replace
from typing import Any

import pytest

from factcheck import review
from factcheck.review import policy_words
from factcheck.review.policy import RULES, Rules
from factcheck.store import facts
from factcheck.store.facts import Reader
from factcheck.vocabulary import PolicyName, Status
from tests.review.stages import NOW, Stages

OTHER: dict[str, Any] = {
    "primary": 2,
    "secondary": 3,
    "refuting": 2,
    "rationale": 99,
    "second_person": False,
    "blind": True,
    "adder_confirms": False,
    "override": "admin",
    "source_change": "flag",
    "publishes": ["verified"],
    "names_reviewers": True,
}


def test_a_change_of_any_rule_changes_a_sentence() -> None:
    rules = RULES[PolicyName.TWO_PERSON]
    assert OTHER.keys() == {each.name for each in fields(Rules)}
    for name, value in OTHER.items():
        before, after = (
            policy_words.sentences(each) for each in (rules, replace(rules, **{name: value}))
        )
        assert before != after, name


def test_the_standard_rules_read_as_a_reviewer_knows_them() -> None:
    said = policy_words.sentences(RULES[PolicyName.STANDARD])
    assert said[0] == (
        "To verify a claim, there must be supporting evidence from primary sources (at least 1) "
        "or from independent secondary sources (at least 2)."
    )
    assert "One person’s decision is final." in said
    assert said[0].template.count("{") == 2


def test_rules_that_ask_for_nothing_say_so() -> None:
    said = policy_words.sentences(replace(RULES[PolicyName.OPEN], rationale=0, override=None))
    for words in (
        "To verify a claim, no evidence is needed.",
        "To dispute a claim, no evidence is needed.",
        "To verify or dispute a claim, no rationale is needed.",
        "Nobody may decide against these rules.",
    ):
        assert words in said


def test_what_a_reviewer_is_told_is_what_the_rules_answer() -> None:
    told = policy_words.refusals(RULES[PolicyName.STANDARD])
    assert any("1 primary source" in each for each in told[Status.VERIFIED])
    assert any("refuting evidence" in each for each in told[Status.DISPUTED])
    assert len(told[Status.UNVERIFIED]) == 1


@pytest.mark.one_backend
def test_what_is_foretold_of_facts_is_what_happens(stages: Stages) -> None:
    """Each way there and back: what a preview counts is what adopting the policy does."""
    stages.verified()
    stages.verified(text="The city spent 9 million euros on trams in 2023.", public=True)
    desk = stages.room.desk
    admin = stages.room.people["admin"]

    def live() -> int:
        with stages.room.database.reading() as session:
            return facts.count(session, Reader(desk.id))

    standard = RULES[PolicyName.STANDARD]
    silent = replace(standard, publishes=[])
    for old, new in ((standard, silent), (silent, standard)):
        before = live()
        with stages.room.database.reading() as session:
            told = policy_words.difference(session, desk.id, old, new, now=NOW).outlook
        with stages.room.database.writing() as session:
            review.adopt_policy(
                session, PolicyName.STANDARD, rules=asdict(new), actor=admin, now=NOW
            )
        assert live() == before - told.withdrawn + told.published
        assert told.withdrawn + told.published == 2
        assert told.withdrawn_publicly == (1 if told.withdrawn else 0)
