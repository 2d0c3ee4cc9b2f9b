"""One box over the desk's claims, articles and sources, and the searches that people keep."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from flask import flash, g, make_response, redirect, render_template, request, url_for
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from factcheck import review
from factcheck.clock import utcnow
from factcheck.errors import FactcheckError, Rejected
from factcheck.report.legible import legible
from factcheck.saying import say
from factcheck.schemas.fields import Line
from factcheck.store import saved_searches
from factcheck.store import search as finding
from factcheck.store.pages import Cursor, Page
from factcheck.vocabulary import Role, Stage, Status
from factcheck.workbench import forms
from factcheck.workbench.asking import Asked, asked, behind
from factcheck.workbench.edge import REFUSALS, blueprint, database, reads, status_of, writes
from factcheck.workbench.highlight import Piece, highlighted
from factcheck.workbench.sources import Unsaved

_EACH = 10
_WHAT = ("claims", "articles", "sources")
_FILTERS = {
    "what": _WHAT,
    "status": [each.value for each in Status],
    "stage": [each.value for each in Stage],
}


class _Name(Schema):
    """What a saved search is called."""

    name = Line(100, required=True)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one kind of thing (`what`), and where the next page begins."""

    what: str
    page: Page[Any]


@blueprint.get("/search")
@reads()
def search() -> Any:
    """What the desk has of these words; without words, the searches that the reader kept."""
    return _page(g.session, _asked(request.args))


@blueprint.post("/search")
@writes(Role.VIEWER)
def post_search() -> Any:
    """Keep a search by a name, to run it again."""
    wanted = _asked(request.form)
    name = request.form.get("name", "")
    try:
        if not wanted.values:
            raise Rejected(say("There is nothing to keep yet."), {"name": [say("Search first.")]})
        given = forms.checked(_Name(), {"name": name.strip() or _named(wanted)})
        with database().writing() as session:
            saved_searches.keep(
                session,
                g.actor.desk_id,
                g.actor.person_id,
                name=given["name"],
                query=wanted.query,
                now=utcnow(),
            )
    except REFUSALS as error:
        return _again(wanted, name, error)
    flash(say("The search is kept; you find it on the search page."), "message")
    return redirect(url_for("workbench.search", **wanted.but()), 303)


@blueprint.post("/search/<uuid:search_id>/removal")
@writes(Role.VIEWER)
def post_search_removal(search_id: UUID) -> Any:
    """Delete one of one's own saved searches."""
    with database().writing() as session:
        saved_searches.forget(session, g.actor.desk_id, g.actor.person_id, search_id)
    flash(say("The saved search is deleted."), "message")
    return redirect(url_for("workbench.search"), 303)


@blueprint.get("/search/<uuid:search_id>/removal")
@reads()
def search_address(search_id: UUID) -> Any:  # noqa: ARG001 - the address has it
    """Where a form was sent can be looked up again: it leads to the searches."""
    return redirect(url_for("workbench.search"), 303)


def _asked(given: MultiDict[str, str]) -> Asked:
    """What is asked for. Articles and sources have no status, so one means claims."""
    found = asked(given, _FILTERS)
    if found.get("status") or found.get("stage"):
        return Asked({**found.values, "what": "claims"})
    return found


def _again(wanted: Asked, name: str, error: FactcheckError) -> Any:
    fields = error.errors if isinstance(error, Rejected) else {}
    unsaved = Unsaved("save", error.message, {"name": name}, fields)
    with database().reading() as session:
        page = _page(session, wanted, unsaved)
    return make_response(page, status_of(error))


def _named(wanted: Asked) -> str:
    """A name for a search that was given none."""
    filters = [each for name, each in wanted.values.items() if name != "q"]
    return " · ".join([wanted.q, *filters] if wanted.q else filters)[:100]


def _page(session: Session, wanted: Asked, unsaved: Unsaved | None = None) -> str:
    words = finding.words_of(wanted.q)
    narrowed = bool(wanted.get("status") or wanted.get("stage"))
    after = behind(request.args) if wanted.get("what") else None
    found = _found(session, wanted, words, after) if words or narrowed else []
    saved = saved_searches.of_person(session, g.actor.desk_id, g.actor.person_id)
    return render_template(
        "search.html",
        asked=wanted,
        words=words,
        found=found,
        any=any(each.page.items for each in found),
        later=bool(after),
        marked=lambda text, most=300: _marked(text, words, most),
        saved=[(each, dict(parse_qsl(each.query))) for each in saved],
        kept=any(each.query == wanted.query for each in saved),
        stages=list(Stage),
        unsaved=unsaved,
        hides=g.actor.role < Role.REVIEWER,
    )


def _marked(text: str | None, words: list[str], most: int) -> list[Piece]:
    return highlighted(legible(text or ""), words, most)


def _found(session: Session, wanted: Asked, words: list[str], after: Cursor | None) -> list[Found]:
    """Each kind of thing that is asked for, from one query each."""
    status, stage = wanted.get("status"), wanted.get("stage")
    desk_id = g.actor.desk_id

    def claims() -> Page[Any]:
        return finding.find_claims(
            session,
            desk_id,
            words,
            statuses=[Status(status)] if status else (),
            stages=[Stage(stage)] if stage else (),
            limit=_EACH,
            after=after,
        )

    def articles() -> Page[Any]:
        return finding.find_articles(session, desk_id, words, limit=_EACH, after=after)

    def sources() -> Page[Any]:
        hides = g.actor.role < Role.REVIEWER
        page = finding.find_sources(
            session, desk_id, words, open_only=hides, limit=_EACH, after=after
        )
        return Page([review.source_shape(each, g.actor) for each in page.items], page.next)

    look: dict[str, Callable[[], Page[Any]]] = {
        "claims": claims,
        "articles": articles,
        "sources": sources,
    }
    what = wanted.get("what")
    return [Found(each, look[each]()) for each in ([what] if what else _WHAT)]
