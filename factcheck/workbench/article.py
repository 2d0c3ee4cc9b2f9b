"""An article under check: the manuscript, a card for each claim, and its reports."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import Response, g, redirect, render_template, url_for
from sqlalchemy.orm import Session

from factcheck import report as reporting
from factcheck import review
from factcheck.actor import Actor
from factcheck.report.html import CONTENT_SECURITY_POLICY
from factcheck.store import articles, claims, desks, facts, people, reports, reviews, sources
from factcheck.store.articles import Article
from factcheck.store.cases import Standpoint
from factcheck.store.claims import Claim
from factcheck.store.log import Event
from factcheck.store.reviews import Review
from factcheck.store.sources import Evidence
from factcheck.vocabulary import DECIDED, Role, Stage, Status
from factcheck.workbench.edge import blueprint, reads
from factcheck.workbench.forms import Typed
from factcheck.workbench.manuscript import paragraphs
from factcheck.workbench.tally import Tally


@dataclass(frozen=True, slots=True)
class Refusal:
    """A decision that was not recorded: why, and every word of it.

    `fields` holds the messages for single fields; `change` is the log's last entry about
    a claim that somebody else was faster with.
    """

    claim_id: UUID
    message: str
    typed: Typed
    reasons: Sequence[str] = ()
    fields: dict[str, list[str]] = field(default_factory=dict)
    change: Event | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A claim with all that its reader may know about it; `case` may hold more.

    `evidence` is what stands on it, as the reader may see it. `needs` says what each status
    still takes; `following` is the next claim to check.
    """

    claim: Claim
    evidence: Sequence[Mapping[str, Any]]
    case: review.Case
    reviews: Sequence[Review]
    needs: dict[Status, list[str]]
    refusal: Refusal | None
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
    def open_to_decide(self) -> bool:
        """Whether a decision can be taken at all."""
        return self.claim.stage is not Stage.DISMISSED


@blueprint.get("/articles/<uuid:article_id>")
@reads()
def article(article_id: UUID) -> Any:
    """The article with its claims."""
    return article_page(g.session, g.actor, article_id)


@blueprint.get("/reports/<uuid:report_id>.<any(html,pdf,csv,json):form>")
@reads()
def report(report_id: UUID, form: str) -> Any:
    """A frozen report as a file."""
    found = reports.report(g.session, g.actor.desk_id, report_id)
    g.session.close()  # rendering may take long and needs no transaction
    body = reporting.render(json.loads(found.document), form)
    response = Response(body, content_type=reporting.content_type(form))
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response.headers["Content-Disposition"] = (
        f'inline; filename="verification-report-{found.number}.{form}"'
    )
    return response


def article_page(
    session: Session, actor: Actor, article_id: UUID, refusal: Refusal | None = None
) -> str:
    """The page of an article, with a refused decision in its card if there is one."""
    found = articles.article(session, actor.desk_id, article_id)
    draft = articles.draft(session, found.id, found.draft_number, with_text=True)
    every = claims.of_article(session, found.id)
    standing = [claim for claim in every if claim.draft_number == found.draft_number]
    ledger = review.ledger(session, found)
    asides = [line for line in ledger.items if not line.claim_ids]
    cards = _cards(session, actor, found, every, refusal)
    added_by = {each["added_by"] for card in cards for each in card.evidence}
    return render_template(
        "article.html",
        article=found,
        draft=draft,
        paragraphs=paragraphs(draft.text, standing, asides),
        asides=asides,
        alarms=review.alarms(session, found),
        statements={claim.id: claim.statement for claim in standing},
        cards=[card for card in cards if card.claim in standing],
        absent=[card for card in cards if card.claim not in standing],
        tally=Tally.of_claims(standing),
        coverage=ledger.coverage,
        reports=reports.of_article(session, found.id),
        names=people.names(session, added_by),
        published=facts.published(session, [claim.id for claim in every]),
        may_decide=actor.role >= Role.REVIEWER,
        refusal=refusal,
    )


def to_card(claim: Claim | Standpoint) -> Any:
    """The way back to a claim's card."""
    card = f"claim-{claim.id}"
    return redirect(url_for("workbench.article", article_id=claim.article_id, _anchor=card), 303)


def _cards(
    session: Session,
    actor: Actor,
    article: Article,
    found: Sequence[Claim],
    refusal: Refusal | None,
) -> list[Card]:
    """A card for each claim, from a fixed number of queries."""
    policy = desks.policy(session, article.desk_id)
    evidence: dict[UUID, list[Evidence]] = defaultdict(list)
    for piece in sources.evidence_of_article(session, article.id):
        evidence[piece.claim_id].append(piece)
    decided: dict[UUID, list[Review]] = defaultdict(list)
    for each in reviews.of_claims(session, [claim.id for claim in found]):
        decided[each.claim_id].append(each)
    following = _following(found)
    cards = []
    for claim in found:
        standing = [each for each in decided[claim.id] if each.counts]
        case = review.Case(claim, article.author, policy, standing, evidence[claim.id])
        shown = [
            each for each in decided[claim.id] if not reviews.veiled(claim, each, actor.person_id)
        ]
        refused = refusal if refusal and refusal.claim_id == claim.id else None
        cards.append(
            Card(
                claim,
                [review.evidence_shape(each, actor) for each in evidence[claim.id]],
                case,
                shown,
                _needs(case, actor),
                refused,
                following[claim.id],
            )
        )
    return cards


def _following(found: Sequence[Claim]) -> dict[UUID, UUID | None]:
    """For each claim, the next one behind it in the text that waits for a decision."""
    following: dict[UUID, UUID | None] = {}
    waits = None
    for claim in reversed(found):
        following[claim.id] = waits
        if claim.stage not in {Stage.FINAL, Stage.DISMISSED}:
            waits = claim.id
    return following


def _needs(case: review.Case, actor: Actor) -> dict[Status, list[str]]:
    """What each status would still take, a rationale apart: the reasons that the API gives."""
    rationale = "x" * max(1, case.rules.rationale)
    return {
        status: review.against_deciding(
            case, review.Attempt(status, rationale, case.evidence), actor
        )
        for status in Status
    }
