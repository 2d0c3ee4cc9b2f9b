"""A desk's rules as the sentences that a reviewer reads, and what other rules would mean."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.review.policy import Rules, unmet_evidence, unmet_words
from factcheck.saying import Said, say
from factcheck.store import releases
from factcheck.store.releases import Outlook
from factcheck.vocabulary import SourceChangeRule, Status

_LEAVES = {
    Status.VERIFIED: (
        say("What is verified leaves the house as a fact once it is final."),
        say("What is verified stays in the house."),
    ),
    Status.DISPUTED: (
        say("What is disputed leaves the house as a fact once it is final."),
        say("What is disputed stays in the house."),
    ),
    Status.UNVERIFIED: (
        say("What was looked into and stays unverified leaves the house as a fact too."),
        say("What was looked into and stays unverified stays in the house."),
    ),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """What other rules would change: sentences that go and come, and what becomes of facts.

    `renamed` are the facts that would say otherwise who decided.
    """

    gone: list[Said]
    new: list[Said]
    outlook: Outlook
    renamed: int


def sentences(rules: Rules) -> list[Said]:
    """The rules, a sentence each, in the order in which a reviewer comes upon them."""
    said = [_to_verify(rules), _to_dispute(rules), _rationale(rules), *_second_person(rules)]
    said += [_override(rules), _source_change(rules)]
    said += [_LEAVES[status][status not in rules.publishes] for status in _LEAVES]
    if rules.names_reviewers:
        return [*said, say("A fact says by name who decided.")]
    return [*said, say("A fact does not say who decided.")]


def refusals(rules: Rules) -> dict[Status, list[str]]:
    """What a reviewer is told of each decision while a claim has nothing yet, in those words."""
    return {
        status: unmet_evidence(rules, status, []) + unmet_words(rules, status, "")
        for status in _LEAVES
    }


def difference(
    session: Session, desk_id: UUID, old: Rules, new: Rules, *, now: datetime
) -> Difference:
    """What it means to go from the old rules to the new ones. Decisions made stay as they are."""
    before, after = sentences(old), sentences(new)
    outlook = releases.outlook(session, desk_id, new.publishes, now)
    return Difference(
        [each for each in before if each not in after],
        [each for each in after if each not in before],
        outlook,
        outlook.kept if old.names_reviewers != new.names_reviewers else 0,
    )


def _to_verify(rules: Rules) -> Said:
    if not (rules.primary and rules.secondary):
        return say("To verify a claim, no evidence is needed.")
    return say(
        "To verify a claim, there must be supporting evidence from primary sources "
        "(at least {primary}) or from independent secondary sources (at least {secondary}).",
        primary=rules.primary,
        secondary=rules.secondary,
    )


def _to_dispute(rules: Rules) -> Said:
    if not rules.refuting:
        return say("To dispute a claim, no evidence is needed.")
    return say(
        "To dispute a claim, there must be refuting evidence (pieces: at least {count}).",
        count=rules.refuting,
    )


def _rationale(rules: Rules) -> Said:
    if not rules.rationale:
        return say("To verify or dispute a claim, no rationale is needed.")
    return say(
        "To verify or dispute a claim, a rationale is needed (characters: at least {count}); "
        "to leave it unverified, a few words.",
        count=rules.rationale,
    )


def _second_person(rules: Rules) -> list[Said]:
    if not rules.second_person:
        return [say("One person’s decision is final.")]
    said = [
        say(
            "A decision is final when a second person has come to the same one; neither who "
            "proposed it nor who wrote the article can be that person."
        ),
        say("The second person decides without seeing what the first decided.")
        if rules.blind
        else say("The second person sees what the first decided."),
    ]
    if not rules.adder_confirms:
        said.append(say("Who added evidence that a decision relies on cannot confirm it."))
    return said


def _override(rules: Rules) -> Said:
    match rules.override:
        case None:
            return say("Nobody may decide against these rules.")
        case "admin":
            return say("An administrator may decide against these rules and has to say why.")
        case _:
            return say("An editor may decide against these rules and has to say why.")


def _source_change(rules: Rules) -> Said:
    if rules.source_change == SourceChangeRule.REOPEN:
        return say("When a source changes or goes, the decisions that relied on it come back.")
    return say("When a source changes or goes, the decisions that relied on it are flagged.")
