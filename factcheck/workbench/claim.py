"""A claim by itself: how it stands, what it rests on, and everything that was done to it."""

from typing import Any
from uuid import UUID

from flask import flash, g, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from factcheck import review
from factcheck.actor import Actor
from factcheck.clock import utcnow
from factcheck.errors import Rejected
from factcheck.saying import say
from factcheck.schemas.handling import CommentIn
from factcheck.store import articles, claims, facts, people, sources, timeline
from factcheck.vocabulary import Channel, Role
from factcheck.workbench import forms
from factcheck.workbench.asking import behind
from factcheck.workbench.edge import REFUSALS, blueprint, database, reads, status_of, writes
from factcheck.workbench.sources import Unsaved
from factcheck.workbench.timeline import told
from factcheck.workbench.translating import lazy_gettext

_ENTRIES = 50
_CHANNELS = {
    Channel.API: lazy_gettext("by the API"),
    Channel.WORKBENCH: lazy_gettext("in the workbench"),
    Channel.CLI: lazy_gettext("on the command line"),
    Channel.IMPORT: lazy_gettext("by an import"),
    Channel.WORKER: lazy_gettext("by itself"),
}
"""The door that a change came in by, as people say it."""


@blueprint.get("/claims/<uuid:claim_id>")
@reads()
def claim(claim_id: UUID) -> Any:
    """The claim with its history, the newest entry first."""
    return claim_page(g.session, g.actor, claim_id)


@blueprint.post("/claims/<uuid:claim_id>/comments")
@writes(Role.REVIEWER)
def post_comment(claim_id: UUID) -> Any:
    """Say something about the claim; its version stays."""
    text = forms.plain(request.form.get("text", ""))
    try:
        given = forms.checked(CommentIn(), {"text": text} if text.strip() else {})
        with database().writing() as session:
            found = claims.claim(session, g.actor.desk_id, claim_id)
            review.comment(session, found, actor=g.actor, now=utcnow(), **given)
    except REFUSALS as error:
        messages = error.errors if isinstance(error, Rejected) else {}
        unsaved = Unsaved("comment", error.message, {"text": text}, messages)
        with database().reading() as session:
            page = claim_page(session, g.actor, claim_id, unsaved)
        return make_response(page, status_of(error))
    flash(say("Your comment is in the history."), "message")
    return _to(claim_id)


@blueprint.get("/claims/<uuid:claim_id>/comments")
@reads()
def comment_address(claim_id: UUID) -> Any:
    """Where a comment was sent can be looked up again: it leads to the claim."""
    return _to(claims.claim(g.session, g.actor.desk_id, claim_id).id)


def claim_page(
    session: Session, actor: Actor, claim_id: UUID, unsaved: Unsaved | None = None
) -> str:
    """The page of a claim, with a comment as it was typed if it was refused."""
    found = claims.claim(session, actor.desk_id, claim_id)
    article = articles.article(session, actor.desk_id, found.article_id)
    after = behind(request.args)
    page = timeline.entries(session, claim_id, limit=_ENTRIES, after=after)
    evidence = [
        review.evidence_shape(each, actor) for each in sources.evidence_of(session, claim_id)
    ]
    return render_template(
        "claim.html",
        claim=found,
        article=article,
        entries=told(session, claim_id, page.items, actor),
        earlier=page.next,
        later=bool(after),
        evidence=evidence,
        names=people.names(session, {each["added_by"] for each in evidence}),
        places=claims.anchors(session, claim_id)[::-1],
        published=bool(facts.published(session, [claim_id])),
        channels=_CHANNELS,
        may_comment=actor.role >= Role.REVIEWER,
        unsaved=unsaved,
    )


def _to(claim_id: UUID) -> Any:
    return redirect(url_for("workbench.claim", claim_id=claim_id, _anchor="history"), 303)
