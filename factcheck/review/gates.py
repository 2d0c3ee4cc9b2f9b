"""May I, and if not, why not: every step on a claim is asked here, by every edge.

A gate gives the reasons that stand against a step, in plain sentences; none means go. The
API refuses with them, the pages and the command line show them before anybody tries.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.actor import Actor
from factcheck.errors import IllegalTransition
from factcheck.review.policy import Rules, rules_of, unmet_evidence, unmet_words
from factcheck.saying import Said, say
from factcheck.store.cases import Opinion, Piece, Rulebook, Standpoint
from factcheck.store.claims import Claim
from factcheck.store.desks import Policy
from factcheck.store.reviews import Review
from factcheck.store.sources import Evidence
from factcheck.vocabulary import TRANSITIONS, Act, HoldReason, Role, Stage, Status

_OVERRIDE = (
    say("An override must come from somebody who has not reviewed the claim yet."),
    say("An override cannot come from the article's author."),
)
_SETTLING = (
    say(
        "The decision between two people must come from somebody who has not reviewed the claim "
        "yet."
    ),
    say("The decision between two people cannot come from the article's author."),
)


@dataclass(frozen=True, slots=True)
class Case:
    """A claim with all that a decision on it is judged by.

    `author` is the article's byline, `standing` the reviews that count, oldest first,
    `evidence` what stands on the claim now.
    """

    claim: Standpoint | Claim
    author: str | None
    policy: Rulebook | Policy
    standing: Sequence[Opinion | Review]
    evidence: Sequence[Piece | Evidence]

    @property
    def rules(self) -> Rules:
        """The rules that hold on the desk now."""
        return rules_of(self.policy)

    @property
    def waits(self) -> bool:
        """Whether a proposal waits for its second person."""
        return self.claim.stage is Stage.AWAITING_SECOND and bool(self.standing)

    @property
    def disagreed(self) -> bool:
        """Whether two people came to different ends, so that an editor must decide."""
        return self.waits and self.claim.stage_reason == HoldReason.DISAGREEMENT

    @property
    def proposal(self) -> Opinion | Review | None:
        """What was proposed first and waits for a second person."""
        return self.standing[0] if self.waits else None

    def confirmed_by(self, status: Status) -> Opinion | Review | None:
        """The waiting review of the same status, which a decision for `status` confirms."""
        found = self.standing if self.waits and self.rules.second_person else ()
        return next((each for each in found if each.status is status), None)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A decision that somebody would like to record.

    `override_reason`: why the rules shall not hold this once; None: they shall.
    """

    status: Status
    rationale: str
    relied: Sequence[Piece | Evidence]
    override_reason: str | None = None


def against_deciding(case: Case, attempt: Attempt, actor: Actor) -> list[str]:
    """Why this actor may not decide so; empty when they may."""
    if case.claim.stage not in TRANSITIONS[Act.DECIDE]:
        return [say("It was dismissed; reopen it first.")]
    rules = case.rules
    reasons = unmet_words(rules, attempt.status, attempt.rationale)
    if attempt.override_reason is None:
        reasons += unmet_evidence(rules, attempt.status, attempt.relied)
    else:
        reasons += _against_overriding(rules, attempt.override_reason, actor)
    if rules.second_person:
        reasons += _against_person(case, attempt, actor)
    return reasons


def _against_overriding(rules: Rules, why: str, actor: Actor) -> list[str]:
    least = rules.override_role
    if least is None:
        return [say("The desk's policy lets nobody decide against its rules.")]
    reasons: list[str] = []
    if actor.role < least:
        reasons.append(
            say("Deciding against the rules takes the role of {role}.", role=say(least.label))
        )
    if sum(each.isprintable() for each in why.strip()) < max(1, rules.rationale):
        count = max(1, rules.rationale)
        reasons.append(
            say("An override needs a reason of at least {count} characters.", count=count)
        )
    return reasons


def _against_person(case: Case, attempt: Attempt, actor: Actor) -> list[str]:
    """Who may not be the second person, or settle what two others disagree on."""
    overrides = attempt.override_reason is not None
    if case.disagreed:
        return _against_settling(case, actor)
    if overrides:
        return _against_own(case, actor, _OVERRIDE)
    confirms = case.confirmed_by(attempt.status)
    if case.rules.blind and case.proposal and case.proposal.reviewer_id != actor.person_id:
        confirms = case.proposal  # the same reasons for every status: they must not give it away
    if confirms is None:
        return []
    reasons: list[str] = []
    if confirms.reviewer_id == actor.person_id:
        reasons.append(say("You proposed this status; another person must confirm it."))
    if wrote(actor, case.author):
        reasons.append(say("The article's author cannot confirm a status in it."))
    if not case.rules.adder_confirms and _added(case, confirms, attempt, actor):
        reasons.append(
            say(
                "You added evidence that it relies on; by the desk's policy somebody else must "
                "confirm."
            )
        )
    return reasons


def _against_settling(case: Case, actor: Actor) -> list[str]:
    reasons: list[str] = []
    if actor.role < Role.EDITOR:
        reasons.append(say("Two people came to different ends; an editor must decide."))
    return reasons + _against_own(case, actor, _SETTLING)


def _against_own(case: Case, actor: Actor, refusals: tuple[str, str]) -> list[str]:
    """`refusals`: to whoever has reviewed the claim, and to the author."""
    reasons = []
    waiting = case.standing if case.waits else ()
    if any(each.reviewer_id == actor.person_id for each in waiting):
        reasons.append(refusals[0])
    if wrote(actor, case.author):
        reasons.append(refusals[1])
    return reasons


def _added(case: Case, proposal: Opinion | Review, attempt: Attempt, actor: Actor) -> bool:
    """Whether the actor brought evidence that the proposal or the attempt relies on."""
    relied = {*proposal.evidence_ids, *(each.id for each in attempt.relied)}
    return any(each.id in relied and each.added_by == actor.person_id for each in case.evidence)


def against_step(claim: Standpoint | Claim, act: Act) -> list[str]:
    """Why a claim at this stage cannot take a step of this kind; empty when it can."""
    if claim.stage in TRANSITIONS[act]:
        return []
    if act is Act.DISMISS and claim.stage is Stage.FINAL:
        return [say("It is final; reopen it before you dismiss it.")]
    return [
        say(
            "It is {now}; only a claim that is {stages} can take this step.",
            now=_word(claim.stage),
            stages=_one_of([_word(stage) for stage in TRANSITIONS[act]]),
        )
    ]


def _word(stage: Stage) -> Said:
    return say(stage.value.replace("_", " "))


def _one_of(words: Sequence[Said]) -> Said:
    """`queued, in review or final`, of two words or more."""
    *most, last = words
    listed = most[0]
    for each in most[1:]:
        listed = say("{listed}, {each}", listed=listed, each=each)
    return say("{listed} or {last}", listed=listed, last=last)


def refuse_unless(reasons: list[str], message: str) -> None:
    """Raise `IllegalTransition` with the reasons, if there are any."""
    if reasons:
        raise IllegalTransition(message, reasons)


def wrote(actor: Actor, byline: str | None) -> bool:
    """Whether the byline names the actor, alone or among others, in whatever spelling."""
    found = _words(byline or "")
    return any(name and name <= found for name in (_words(actor.name), _words(actor.email)))


def _words(name: str) -> set[str]:
    """The words of a name without case and accents: `Rúiz, Ana` has those of `Ana Ruiz`."""
    plain = unicodedata.normalize("NFKD", name)
    letters = (each for each in plain if not unicodedata.combining(each))
    return set(re.findall(r"[\w.@-]+", "".join(letters).casefold()))
