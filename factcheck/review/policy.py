"""A desk's rules: what evidence a status needs, and whether a second person must agree."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.store import desks, log
from factcheck.store.desks import Policy
from factcheck.store.sources import Evidence, independent
from factcheck.vocabulary import PolicyName, SourceKind, Stance, Status


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one policy version; a count of 0 asks for nothing.

    `primary` supporting evidences from primary sources, or else `secondary` ones from
    independent secondary sources, verify; `refuting` ones dispute; `rationale` is the
    least length, in characters, of the words behind either.
    """

    primary: int = 1
    secondary: int = 2
    refuting: int = 1
    rationale: int = 10
    second_person: bool = False


RULES: dict[PolicyName, Rules] = {
    PolicyName.STANDARD: Rules(),
    PolicyName.TWO_PERSON: Rules(second_person=True),
    PolicyName.OPEN: Rules(primary=0, secondary=0, refuting=0),
}


def rules_of(policy: Policy) -> Rules:
    """The rules as the policy version has stored them."""
    return Rules(**policy.rules)


def adopt_policy(session: Session, name: PolicyName, *, actor: Actor, now: datetime) -> Policy:
    """Make `name` the desk's policy, as its next version."""
    earlier = desks.policies(session, actor.desk_id)
    policy = Policy(
        desk_id=actor.desk_id,
        version=earlier[0].version + 1 if earlier else 1,
        name=name,
        rules=asdict(RULES[name]),
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


def unmet(rules: Rules, status: Status, rationale: str, evidence: Sequence[Evidence]) -> list[str]:
    """What the rules still ask for before `status`, in plain sentences; empty when met."""
    needed = 1 if status is Status.UNVERIFIED else rules.rationale
    reasons = []
    visible = [each for each in rationale.strip() if each.isprintable()]
    if len(visible) < needed:
        reasons.append(f"It needs a rationale of at least {_count(needed, 'character')}.")
    if status is Status.VERIFIED:
        reasons += _unmet_support(rules, evidence)
    if status is Status.DISPUTED:
        against = sum(each.stance is Stance.REFUTES for each in evidence)
        if against < rules.refuting:
            needs = _count(rules.refuting, "piece")
            reasons.append(f"It needs {needs} of refuting evidence; it has {against}.")
    return reasons


def _unmet_support(rules: Rules, evidence: Sequence[Evidence]) -> list[str]:
    """One primary source is enough; so are two secondary ones that do not lean on each other."""
    supporting = [each.source for each in evidence if each.stance is Stance.SUPPORTS]
    primary = independent(each for each in supporting if each.kind is SourceKind.PRIMARY)
    secondary = independent(each for each in supporting if each.kind is SourceKind.SECONDARY)
    if primary >= rules.primary or secondary >= rules.secondary:
        return []
    needed = _count(rules.primary, "primary source")
    instead = _count(rules.secondary, "independent secondary source")
    has = f"{primary} primary and {secondary} independent secondary"
    return [f"It needs supporting evidence from {needed} or {instead}; it has {has}."]


def _count(number: int, thing: str) -> str:
    """`1 primary source`, `2 primary sources`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
