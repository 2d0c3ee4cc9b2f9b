"""The card of one claim: all that its reader may know about it, and what may be done to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck import review
from factcheck.actor import Actor
from factcheck.store import claims, desks, facts, log, people, reviews, sources
from factcheck.store.articles import Article
from factcheck.store.claims import Claim
from factcheck.store.log import Event
from factcheck.store.manuscripts import Mark, neighbours, next_open
from factcheck.store.people import Person
from factcheck.store.reviews import Review
from factcheck.vocabulary import CLOSED, DECIDED, Act, Role, Stage, Status
from factcheck.workbench.forms import Typed


@dataclass(frozen=True, slots=True)
class Refusal:
    """A step on a claim that was not taken: why, and every word that was typed for it.

    `part` is the form that was sent, `fields` the messages for its single fields; `change`
    is the log's last entry about a claim that somebody else was faster with.
    """

    claim_id: UUID
    part: str
    message: str
    typed: Typed
    form: Mapping[str, str]
    reasons: Sequence[str] = ()
    fields: dict[str, list[str]] = field(default_factory=dict)
    change: Event | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A claim with its evidence, as the reader may see it, and its decisions.

    `needs` says what each status still takes, `against` why a step cannot be taken;
    `case` may hold more than the reader may see. `place` counts from 1; 0: not in the draft.
    """

    claim: Claim
    evidence: Sequence[Mapping[str, Any]]
    case: review.Case
    reviews: Sequence[Review]
    needs: dict[Status, list[str]]
    against: dict[str, list[str]]
    colleagues: Sequence[Person]
    names: Mapping[UUID, str]
    published: bool
    refusal: Refusal | None
    place: int
    before: UUID | None
    behind: UUID | None
    following: UUID | None

    @property
    def relied(self) -> set[UUID]:
        """The evidence that the decisions which hold rely on; none does on a reopened claim."""
        if self.claim.stage not in {Stage.AWAITING_SECOND, Stage.FINAL}:
            return set()
        return {each for review in self.reviews if review.counts for each in review.evidence_ids}

    @property
    def gives_way(self) -> bool:
        """Whether a decision falls when the suggested speaker is taken."""
        suggestion = self.claim.anchor.speaker_suggestion or {}
        return self.claim.stage in DECIDED and suggestion.get("name") != self.claim.speaker_name

    @property
    def decided(self) -> bool:
        """Whether a change of its meaning makes a decision fall."""
        return self.claim.stage in DECIDED

    @property
    def waits(self) -> bool:
        """Whether it still waits for a decision."""
        return self.claim.stage not in CLOSED

    @property
    def open_to_decide(self) -> bool:
        """Whether a decision can be taken at all."""
        return self.claim.stage is not Stage.DISMISSED

    @property
    def stray(self) -> Refusal | None:
        """The refusal of a form that the card has not, or not any more."""
        gone = {"speaker", "ticks", *(step for step, reasons in self.against.items() if reasons)}
        if not self.open_to_decide:
            gone |= {"decide", "evidence"}
        return self.refusal if self.refusal and self.refusal.part in gone else None

    def refused(self, part: str) -> Refusal | None:
        """The refusal of this form, if that is what was sent."""
        return self.refusal if self.refusal and self.refusal.part == part else None


def card(
    session: Session,
    actor: Actor,
    article: Article,
    claim_id: UUID,
    *,
    marks: Sequence[Mark],
    refusal: Refusal | None = None,
) -> Card:
    """The card of the article's claim, from a fixed number of queries. Raises `NotFound`."""
    claim = claims.claim(session, actor.desk_id, claim_id)
    evidence = sources.evidence_of(session, claim_id)
    decided = reviews.of_claims(session, [claim_id])
    case = review.Case(
        claim,
        article.author,
        desks.policy(session, article.desk_id),
        [each for each in decided if each.counts],
        evidence,
    )
    members = people.members_with_roles(session, article.desk_id)
    before, behind = neighbours(marks, claim_id)
    return Card(
        claim=claim,
        evidence=[review.evidence_shape(each, actor) for each in evidence],
        case=case,
        reviews=[each for each in decided if not reviews.veiled(claim, each, actor.person_id)],
        needs=_needs(case, actor),
        against={
            "dismiss": review.against_step(claim, Act.DISMISS),
            "reopen": review.against_step(claim, Act.REOPEN),
            "undo": review.against_undoing(claim, log.newest(session, "claim", claim_id), actor),
        },
        colleagues=[each for each, role in members if role >= Role.REVIEWER],
        names=people.names(session, {each.added_by for each in evidence}),
        published=claim_id in facts.published(session, [claim_id]),
        refusal=refusal if refusal and refusal.claim_id == claim_id else None,
        place=next((at for at, each in enumerate(marks, 1) if each.id == claim_id), 0),
        before=before,
        behind=behind,
        following=next_open(marks, claim_id),
    )


def _needs(case: review.Case, actor: Actor) -> dict[Status, list[str]]:
    """What each status would still take, a rationale apart: the reasons that the API gives."""
    rationale = "x" * max(1, case.rules.rationale)
    return {
        status: review.against_deciding(
            case, review.Attempt(status, rationale, case.evidence), actor
        )
        for status in Status
    }
