"""A reviewer decides; `moves` then takes the step."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.errors import IllegalTransition, Rejected
from factcheck.ids import uuid7
from factcheck.review.moves import move
from factcheck.review.policy import Rules, rules_of, unmet
from factcheck.store import desks, people, reviews, sources
from factcheck.store.articles import Article
from factcheck.store.claims import Claim
from factcheck.store.desks import Policy
from factcheck.store.reviews import Review, ReviewEvidence
from factcheck.store.sources import Evidence
from factcheck.vocabulary import TRANSITIONS, Stage, Status


@dataclass(frozen=True, slots=True)
class Case:
    """A claim with all that a decision on it is judged by.

    `standing` are the reviews that no later one has superseded, `evidence` what stands on
    the claim now.
    """

    claim: Claim
    article: Article
    policy: Policy
    standing: Sequence[Review]
    evidence: Sequence[Evidence]

    @property
    def rules(self) -> Rules:
        """The rules that hold on the desk now."""
        return rules_of(self.policy)

    def confirmed_by(self, status: Status) -> Review | None:
        """The proposal of another review that deciding for `status` would confirm."""
        waits = self.claim.stage is Stage.AWAITING_SECOND and self.rules.second_person
        proposal = self.standing[-1] if waits and self.standing else None
        return proposal if proposal and proposal.status is status else None


def open_case(session: Session, claim: Claim, article: Article) -> Case:
    """Load what a decision on the claim is judged by."""
    return Case(
        claim,
        article,
        desks.policy(session, claim.desk_id),
        reviews.standing(session, claim.id),
        sources.evidence_of(session, claim.id),
    )


def unmet_reasons(
    case: Case, status: Status, rationale: str, relied: Sequence[Evidence], actor: Actor
) -> list[str]:
    """Why this actor may not decide so; empty when they may. The same for API and pages."""
    if Stage.FINAL not in TRANSITIONS[case.claim.stage]:
        return ["It was dismissed; reopen it first."]
    reasons = unmet(case.rules, status, rationale, relied)
    proposal = case.confirmed_by(status)
    if proposal and proposal.reviewer_id == actor.person_id:
        reasons.append("You proposed this status; another person must confirm it.")
    if proposal and _wrote(actor, case.article):
        reasons.append("The article's author cannot confirm a status in it.")
    return reasons


def decide(
    session: Session,
    claim: Claim,
    article: Article,
    *,
    status: Status,
    rationale: str,
    rating: str | None = None,
    evidence_ids: Sequence[UUID] | None = None,
    actor: Actor,
    now: datetime,
) -> Review:
    """Record the actor's decision on the claim as it stands.

    Without `evidence_ids` the decision relies on all evidence that stands on the claim.
    Under a policy with a second person, the first review proposes and changes no status;
    another person who reviews to the same status makes it final.

    Raises:
        Rejected: an evidence id is not of this claim.
        IllegalTransition: with the plain reasons that are unmet.
    """
    case = open_case(session, claim, article)
    relied = _relied(case.evidence, evidence_ids)
    if reasons := unmet_reasons(case, status, rationale, relied, actor):
        raise IllegalTransition(f"This claim cannot be marked {status} yet.", reasons)
    confirms = case.confirmed_by(status)
    review = Review(
        id=uuid7(),
        claim=claim,
        claim_version=claim.version,
        status=status,
        rating=rating,
        rationale=rationale.strip(),
        reviewer=people.person(session, actor.person_id),
        policy=case.policy,
        confirms_id=confirms.id if confirms else None,
        relied_on=[ReviewEvidence(evidence_id=each.id) for each in relied],
        created_at=now,
    )
    session.add(review)
    session.flush()
    _settle(session, case, review, confirms, actor, now)
    return review


def _wrote(actor: Actor, article: Article) -> bool:
    """Whether the byline names the actor, alone or among others, in whatever spelling."""
    byline = _words(article.author or "")
    return any(name and name <= byline for name in (_words(actor.name), _words(actor.email)))


def _words(name: str) -> set[str]:
    """The words of a name without case and accents: `Rúiz, Ana` has those of `Ana Ruiz`."""
    plain = unicodedata.normalize("NFKD", name)
    letters = (each for each in plain if not unicodedata.combining(each))
    return set(re.findall(r"[\w.@-]+", "".join(letters).casefold()))


def _relied(standing: Sequence[Evidence], ids: Sequence[UUID] | None) -> Sequence[Evidence]:
    """The evidence with these ids; all of it when none are named."""
    if ids is None:
        return standing
    by_id = {each.id: each for each in standing}
    unknown = [str(each) for each in ids if each not in by_id]
    if unknown:
        raise Rejected(
            "A review can rely only on evidence that stands on its claim.",
            {"evidence_ids": [f"{each} is not evidence of this claim." for each in unknown]},
        )
    return [by_id[each] for each in dict.fromkeys(ids)]


def _settle(
    session: Session,
    case: Case,
    review: Review,
    confirms: Review | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Supersede what stood, and move the claim: to final, or to the second person.

    There its status is held back until that person agrees.
    """
    for earlier in case.standing:
        if earlier is not confirms:
            earlier.superseded_by_id = review.id
    final = confirms is not None or not case.rules.second_person
    rating = review.rating or (confirms.rating if confirms else None)
    move(
        session,
        case.claim,
        action="claim.reviewed",
        status=review.status if final else Status.UNVERIFIED,
        stage=Stage.FINAL if final else Stage.AWAITING_SECOND,
        reason=review.rationale,
        rating=rating if final else None,
        actor=actor,
        now=now,
        evidence_ids=[str(each) for each in review.evidence_ids],
        policy_version=case.policy.version,
        after={"review_id": str(review.id), "decided": review.status.value},
    )
