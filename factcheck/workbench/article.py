"""The desk of an article: its manuscript, with the card of one claim beside it."""

from typing import Any
from uuid import UUID

from flask import g, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from factcheck import review
from factcheck.actor import Actor
from factcheck.errors import NotFound
from factcheck.saying import say
from factcheck.store import articles, figures, manuscripts, reports
from factcheck.store.cases import Standpoint
from factcheck.store.claims import Claim
from factcheck.vocabulary import Role
from factcheck.workbench import charts, forms
from factcheck.workbench.cards import Refusal, card
from factcheck.workbench.deadlines import due
from factcheck.workbench.edge import blueprint, reads
from factcheck.workbench.manuscript import paragraphs
from factcheck.workbench.states import states
from factcheck.workbench.tally import Tally

PART = "X-Factcheck-Part"
"""A script asks with this header for the card and what changed around it, not the whole page."""


@blueprint.get("/articles/<uuid:article_id>")
@reads()
def article(article_id: UUID) -> Any:
    """The desk of an article; `?claim=` is the claim whose card is open."""
    return article_page(g.session, g.actor, article_id, forms.chosen(request.args.get("claim")))


def article_page(
    session: Session,
    actor: Actor,
    article_id: UUID,
    claim_id: UUID | None = None,
    refusal: Refusal | None = None,
) -> str:
    """The page, or the part of it that a script asked for, with a refused step in its card."""
    found = articles.article(session, actor.desk_id, article_id)
    marks = manuscripts.marks(session, found)
    if claim_id is None and marks:
        claim_id = manuscripts.next_open(marks, None) or marks[0].id
    opened = None
    if claim_id is not None:
        opened = card(session, actor, found, claim_id, marks=marks, refusal=refusal)
        if opened.claim.article_id != found.id:
            raise NotFound(say("There is no such claim."))
    ledger = review.ledger(session, found)
    shown = {
        "article": found,
        "marks": marks,
        "card": opened,
        "tally": Tally.of_claims(marks),
        "coverage": ledger.coverage,
        "may_decide": actor.role >= Role.REVIEWER,
        "states": states(marks),
        "due": due(found.deadline, g.now, left=any(each.open for each in marks)),
    }
    if PART in request.headers:
        return render_template("desk_part.html", **shown)
    draft = articles.draft(session, found.id, found.draft_number, with_text=True)
    asides = [line for line in ledger.items if not line.claim_ids]
    return render_template(
        "article.html",
        **shown,
        draft=draft,
        may_edit=actor.role >= Role.EDITOR,
        paragraphs=paragraphs(draft.text, marks, asides),
        asides=asides,
        absent=manuscripts.absent(session, found),
        alarms=review.alarms(session, found),
        statements={each.id: each.statement for each in marks},
        reports=reports.of_article(session, found.id),
        strip=charts.coverage_strip(ledger.items, {each.id: each for each in marks}),
        burn_down=charts.burn_down(
            figures.open_claims(session, [found.id])[found.id], deadline=found.deadline, now=g.now
        ),
    )


def to_card(claim: Claim | Standpoint, then: UUID | None = None) -> Any:
    """The way back to the desk: to the claim's card, or to that of the claim `then`."""
    address = url_for(
        "workbench.article",
        article_id=claim.article_id,
        claim=then or claim.id,
        _anchor="card",
    )
    return redirect(address, 303)
