"""The steps beside a decision: edit, tick, assign, dismiss, bring back, take back."""

from typing import Any
from uuid import UUID

from flask import flash, g, request

from factcheck import review
from factcheck.clock import utcnow
from factcheck.errors import IllegalTransition, NotFound
from factcheck.saying import say
from factcheck.schemas.claims import ClaimPatch
from factcheck.schemas.handling import DismissIn, ReopenIn
from factcheck.store import acts, articles, claims, manuscripts
from factcheck.vocabulary import Role
from factcheck.workbench import forms
from factcheck.workbench.article import to_card
from factcheck.workbench.edge import blueprint, database, writes
from factcheck.workbench.refusals import back_on_the_card


@blueprint.post("/claims/<uuid:claim_id>/edit")
@writes(Role.REVIEWER)
@back_on_the_card("edit")
def post_edit(claim_id: UUID) -> Any:
    """Another statement, speaker, kind, priority or other tags."""
    form = request.form
    given: dict[str, Any] = {
        "statement": forms.plain(form.get("statement", "")),
        "kind": form.get("kind", ""),
        "tags": [each.strip() for each in form.get("tags", "").split(",") if each.strip()],
        "priority": forms.number(form.get("priority", "")) or 0,
    }
    name = form.get("speaker", "").strip()
    with database().writing() as session:
        claim = claims.claim(session, g.actor.desk_id, claim_id)
        forms.expect(claim, form)
        if name != (claim.speaker_name or ""):
            given["speaker"] = {"name": name} if name else None
        changes = forms.checked(ClaimPatch(), given)
        review.edit_claim(session, claim, changes, actor=g.actor, now=utcnow())
    flash(say("The changes are kept."), "desk")
    return to_card(claim)


@blueprint.post("/claims/<uuid:claim_id>/ticks")
@writes(Role.REVIEWER)
@back_on_the_card("ticks")
def post_ticks(claim_id: UUID) -> Any:
    """Which parts of the claim are checked: those that are named, and no others."""
    ticked = set(forms.ids(request.form.getlist("facet")))
    with database().writing() as session:
        claim = claims.claim(session, g.actor.desk_id, claim_id)
        forms.expect(claim, request.form)
        ticks = [{"id": each.id, "checked": each.id in ticked} for each in claim.facets]
        review.edit_claim(session, claim, {"facets": ticks}, actor=g.actor, now=utcnow())
    flash(say("The ticks are kept."), "desk")
    return to_card(claim)


@blueprint.post("/claims/<uuid:claim_id>/assign")
@writes(Role.REVIEWER)
@back_on_the_card("assign")
def post_assign(claim_id: UUID) -> Any:
    """Give the claim to somebody, to oneself, or to nobody."""
    mine = request.form.get("to") == "me"
    assignee = g.actor.person_id if mine else forms.chosen(request.form.get("assignee"))
    with database().writing() as session:
        claim = claims.claim(session, g.actor.desk_id, claim_id)
        forms.expect(claim, request.form)
        review.assign(session, claim, assignee, actor=g.actor, now=utcnow())
    flash(say("The claim is yours.") if mine else say("The claim is handed over."), "desk")
    return to_card(claim)


@blueprint.post("/claims/<uuid:claim_id>/dismiss")
@writes(Role.REVIEWER)
@back_on_the_card("dismiss")
def post_dismiss(claim_id: UUID) -> Any:
    """The claim needs no check; go on to the next that waits."""
    given = forms.checked(DismissIn(), _reason())
    with database().writing() as session:
        claim = claims.claim(session, g.actor.desk_id, claim_id)
        forms.expect(claim, request.form)
        review.dismiss(session, claim, actor=g.actor, now=utcnow(), **given)
    flash([say("Dismissed: the claim needs no check."), str(claim_id)], "done")  # type: ignore[arg-type]
    with database().reading() as session:
        article = articles.article(session, g.actor.desk_id, claim.article_id)
        following = manuscripts.next_open(manuscripts.marks(session, article), claim_id)
    return to_card(claim, following)


@blueprint.post("/claims/<uuid:claim_id>/reopen")
@writes(Role.REVIEWER)
@back_on_the_card("reopen")
def post_reopen(claim_id: UUID) -> Any:
    """Take a decided or dismissed claim back into work."""
    given = forms.checked(ReopenIn(), _reason())
    with database().writing() as session:
        claim = claims.claim(session, g.actor.desk_id, claim_id)
        forms.expect(claim, request.form)
        review.reopen(session, claim, actor=g.actor, now=utcnow(), **given)
    flash([say("The claim is back in work."), str(claim_id)], "done")  # type: ignore[arg-type]
    return to_card(claim)


@blueprint.post("/articles/<uuid:article_id>/undo")
@writes(Role.REVIEWER)
def post_undo(article_id: UUID) -> Any:
    """Take back one's own last step on the claim that is named, or else in the article."""
    named = forms.chosen(request.form.get("claim"))
    with database().writing() as session:
        article = articles.article(session, g.actor.desk_id, article_id)
        claim_id = named or acts.last_own(session, article.id, g.actor.person_id, review.UNDOABLE)
        if claim_id is None:
            raise IllegalTransition(
                say("There is nothing of yours to undo."),
                [say("You have not decided or dismissed anything here that still stands.")],
            )
        claim = claims.claim(session, g.actor.desk_id, claim_id)
        if claim.article_id != article.id:
            raise NotFound(say("There is no such claim."))
        review.undo(session, claim, actor=g.actor, now=utcnow())
    flash(say("Taken back: the claim stands as it did before."), "desk")
    return to_card(claim)


def _reason() -> dict[str, Any]:
    """The reason and the note, as far as they are filled in."""
    return {name: told for name in ("reason", "note") if (told := request.form.get(name, ""))}
