"""A desk's rules: what evidence a status needs, and whether a second person must agree."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.saying import say
from factcheck.store import desks, log
from factcheck.store.cases import Piece, Rulebook
from factcheck.store.desks import Policy
from factcheck.store.sources import Evidence, independent
from factcheck.vocabulary import PolicyName, Role, SourceChangeRule, SourceKind, Stance, Status


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one policy version; a count of 0 asks for nothing.

    `primary` supporting evidences from primary sources, or else `secondary` ones from
    independent secondary sources, verify; `refuting` ones dispute; `rationale` is the
    least length, in characters, of the words behind either. `second_person`: another person
    must come to the same status; `blind`: without seeing the first one's; `adder_confirms`:
    whoever added evidence that is relied on may be that person. `override` is the role from
    which on somebody may decide against the rules with a reason; None: nobody may.
    `source_change` is what a source that changed or went does to decisions that relied on it.
    `publishes` are the statuses with which a final claim is a fact; `names_reviewers`: a fact
    says who decided.
    """

    primary: int = 1
    secondary: int = 2
    refuting: int = 1
    rationale: int = 10
    second_person: bool = False
    blind: bool = False
    adder_confirms: bool = True
    override: str | None = "editor"
    source_change: str = SourceChangeRule.REOPEN.value
    publishes: Sequence[str] = field(default_factory=lambda: [each.value for each in Status])
    names_reviewers: bool = False

    @property
    def override_role(self) -> Role | None:
        """The least role that may decide against the rules."""
        return Role.named(self.override) if self.override else None


RULES: dict[PolicyName, Rules] = {
    PolicyName.STANDARD: Rules(),
    PolicyName.TWO_PERSON: Rules(second_person=True),
    PolicyName.OPEN: Rules(primary=0, secondary=0, refuting=0),
}


def rules_of(policy: Rulebook | Policy) -> Rules:
    """The rules as the policy version has stored them; what it did not know is as usual."""
    return Rules(**policy.rules)


def adopt_policy(
    session: Session,
    name: PolicyName,
    *,
    rules: Mapping[str, Any] | None = None,
    actor: Actor,
    now: datetime,
) -> Policy:
    """Make `name` the desk's policy, as its next version; `rules` says what differs from it."""
    earlier = desks.policies(session, actor.desk_id)
    policy = Policy(
        desk_id=actor.desk_id,
        version=earlier[0].version + 1 if earlier else 1,
        name=name,
        rules=asdict(replace(RULES[name], **(rules or {}))),
        created_by=actor.account_id,
        created_at=now,
    )
    session.add(policy)
    session.flush()
    log.record(
        session,
        "policy.adopted",
        policy,
        actor=actor,
        now=now,
        before=desks.policy_state(earlier[0]) if earlier else None,
        after=desks.policy_state(policy),
        policy_version=policy.version,
    )
    return policy


def unmet_words(rules: Rules, status: Status, rationale: str) -> list[str]:
    """What the rules still ask of the rationale; `unverified` needs one too, of any length."""
    needed = 1 if status is Status.UNVERIFIED else rules.rationale
    visible = sum(each.isprintable() for each in rationale.strip())
    if visible >= needed:
        return []
    if needed == 1:
        return [say("It needs a rationale of at least 1 character.")]
    return [say("It needs a rationale of at least {count} characters.", count=needed)]


def unmet_evidence(rules: Rules, status: Status, evidence: Sequence[Piece | Evidence]) -> list[str]:
    """What the rules still ask of the evidence before `status`, in plain sentences."""
    if status is Status.VERIFIED:
        return _unmet_support(rules, evidence)
    if status is Status.DISPUTED:
        against = sum(each.stance is Stance.REFUTES for each in evidence)
        if against < rules.refuting:
            return [_unmet_refuting(rules.refuting, against)]
    return []


def _unmet_support(rules: Rules, evidence: Sequence[Piece | Evidence]) -> list[str]:
    """One primary source is enough; so are two secondary ones that do not lean on each other."""
    supporting = [each.source for each in evidence if each.stance is Stance.SUPPORTS]
    primary = independent(each for each in supporting if each.kind is SourceKind.PRIMARY)
    secondary = independent(each for each in supporting if each.kind is SourceKind.SECONDARY)
    if primary >= rules.primary or secondary >= rules.secondary:
        return []
    return [
        say(
            "It needs supporting evidence from {needed} or {instead}; it has {primary} primary "
            "and {secondary} independent secondary.",
            needed=primary_sources(rules.primary),
            instead=secondary_sources(rules.secondary),
            primary=primary,
            secondary=secondary,
        )
    ]


def _unmet_refuting(needed: int, has: int) -> str:
    if needed == 1:
        return say("It needs 1 piece of refuting evidence; it has {has}.", has=has)
    return say(
        "It needs {needed} pieces of refuting evidence; it has {has}.", needed=needed, has=has
    )


def primary_sources(count: int) -> str:
    """`1 primary source`, `2 primary sources`."""
    return say("1 primary source") if count == 1 else say("{count} primary sources", count=count)


def secondary_sources(count: int) -> str:
    """`1 independent secondary source`, `2 independent secondary sources`."""
    if count == 1:
        return say("1 independent secondary source")
    return say("{count} independent secondary sources", count=count)
