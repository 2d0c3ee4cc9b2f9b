"""Two drafts side by side, and claims that a person puts in their places."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, g, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from factcheck import review
from factcheck.clock import utcnow
from factcheck.errors import FactcheckError, IllegalTransition, Rejected
from factcheck.review import Comparison
from factcheck.saying import say
from factcheck.schemas.drafts import PlaceIn
from factcheck.store import articles, claims
from factcheck.vocabulary import Change, Role, Stage
from factcheck.workbench import forms
from factcheck.workbench.edge import REFUSALS, blueprint, database, reads, status_of, writes
from factcheck.workbench.side_by_side import candidates, stretches
from factcheck.workbench.translating import ngettext

_ORDER = (
    Change.AMBIGUOUS,
    Change.ALTERED,
    Change.GONE,
    Change.NEW,
    Change.MOVED,
    Change.UNCHANGED,
)
"""What there is to do first, then what there is to know."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A claim that was not placed, and why."""

    claim_id: UUID
    message: str
    reasons: list[str]


@blueprint.get(
    "/articles/<uuid:article_id>/drafts/<int(max=2147483647):a>..<int(max=2147483647):b>"
)
@reads()
def comparison(article_id: UUID, a: int, b: int) -> Any:
    """What changed from draft `a` to the later draft `b`."""
    return _page(g.session, article_id, a, b)


@blueprint.get("/articles/<uuid:article_id>/drafts")
@reads()
def drafts(article_id: UUID) -> Any:
    """Lead to the two drafts that were chosen, the older one first; else to the newest two."""
    article = articles.article(g.session, g.actor.desk_id, article_id)
    chosen = sorted(request.args.get(name, 0, int) for name in ("a", "b"))
    if not 0 < chosen[0] < chosen[1] <= article.draft_number:
        chosen = [article.draft_number - 1, article.draft_number]
    return redirect(
        url_for("workbench.comparison", article_id=article_id, a=chosen[0], b=chosen[1]), 303
    )


@blueprint.get("/claims/<uuid:claim_id>/anchors")
@reads()
def claim_anchors(claim_id: UUID) -> Any:
    """Where the form was sent can be looked up again: it leads to the newest drafts."""
    claim = claims.claim(g.session, g.actor.desk_id, claim_id)
    return redirect(url_for("workbench.drafts", article_id=claim.article_id), 303)


@blueprint.post("/claims/<uuid:claim_id>/anchors")
@writes(Role.REVIEWER)
def post_place(claim_id: UUID) -> Any:
    """Stand the claim at the place that was chosen; refused, show the drafts with the reasons."""
    given = {name: forms.number(request.form.get(name, "")) for name in ("start", "end", "draft")}
    place = forms.checked(PlaceIn(), given)
    with database().reading() as session:
        article_id = claims.claim(session, g.actor.desk_id, claim_id).article_id
    try:
        told = _placed(article_id, claim_id, place)
    except REFUSALS as error:
        return _refused(article_id, claim_id, place["draft"], error)
    flash(told, "message")
    address = {"article_id": article_id, "a": place["draft"] - 1, "b": place["draft"]}
    return redirect(url_for("workbench.comparison", **address, _anchor="claims"), 303)


def _placed(article_id: UUID, claim_id: UUID, place: dict[str, Any]) -> str:
    """Place it, and say what that did to its decision; the reading comes before the lock."""
    span = (place["start"], place["end"])
    with database().reading() as session:
        article = articles.article(session, g.actor.desk_id, article_id)
        looked = review.look(session, article, [span], number=place["draft"])
    with database().writing() as session:
        claim = claims.claim(session, g.actor.desk_id, claim_id)
        forms.expect(claim, request.form)
        before = claim.stage
        review.place_claim(session, claim, looked, actor=g.actor, now=utcnow())
    if claim.stage is Stage.REOPENED is not before:
        return say(
            "The claim has its place; it reads otherwise there, so it has to be checked again."
        )
    return say("The claim has its place in draft {number}.", number=place["draft"])


def _refused(article_id: UUID, claim_id: UUID, draft: int, error: FactcheckError) -> Any:
    reasons: list[str] = error.reasons if isinstance(error, IllegalTransition) else []
    if isinstance(error, Rejected):
        reasons = [said for each in error.errors.values() for said in each]
    refusal = Refusal(claim_id, error.message, reasons)
    with database().reading() as session:
        page = _page(session, article_id, draft - 1, draft, refusal)
    return make_response(page, status_of(error))


def _page(
    session: Session, article_id: UUID, a: int, b: int, refusal: Refusal | None = None
) -> str:
    article = articles.article(session, g.actor.desk_id, article_id)
    found = review.comparison(session, article_id, b, since=a)
    by_change = {change: _of(found, change) for change in _ORDER}
    places = {
        claim["id"]: candidates(found.new.text, claim["places"])
        for claim in by_change[Change.AMBIGUOUS]
    }
    return render_template(
        "comparison.html",
        article=article,
        comparison=found,
        by_change={change: claims for change, claims in by_change.items() if claims},
        places=places,
        headings=_headings(found),
        stretches=stretches(found),
        changed=any(pair["op"] != "equal" for pair in found.text),
        may_place=g.actor.role >= Role.REVIEWER and b == article.draft_number,
        refusal=refusal,
    )


def _of(found: Comparison, change: Change) -> list[dict[str, Any]]:
    """The claims that met this fate, each with the runs of words of its diff, if it has one."""
    return [
        claim | {"runs": [(run["op"], run["text"]) for run in claim["diff"] or ()]}
        for claim in found.claims
        if claim["change"] is change
    ]


def _headings(found: Comparison) -> dict[Change, str]:
    """What became of the claims, counted."""
    count = found.counts
    return {
        Change.AMBIGUOUS: ngettext(
            "%(num)s claim to place", "%(num)s claims to place", count["ambiguous"]
        ),
        Change.ALTERED: ngettext("%(num)s altered", "%(num)s altered", count["altered"]),
        Change.GONE: ngettext("%(num)s gone", "%(num)s gone", count["gone"]),
        Change.NEW: ngettext("%(num)s new", "%(num)s new", count["new"]),
        Change.MOVED: ngettext("%(num)s moved", "%(num)s moved", count["moved"]),
        Change.UNCHANGED: ngettext("%(num)s unchanged", "%(num)s unchanged", count["unchanged"]),
    }
