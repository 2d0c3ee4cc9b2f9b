"""Changing the evidence vault: add a source, describe it anew, look at it, take it off."""

from collections.abc import Mapping
from contextlib import closing
from typing import Any
from uuid import UUID

from flask import current_app, flash, g, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from factcheck import errors, review
from factcheck.archive import Archive
from factcheck.clock import utcnow
from factcheck.egress import Egress
from factcheck.errors import FactcheckError, Rejected, StaleVersion
from factcheck.saying import Said, say
from factcheck.schemas.reviews import SourceIn
from factcheck.store import log, reviews, sources
from factcheck.store.sources import Source
from factcheck.vocabulary import Role, SourceState
from factcheck.workbench import forms
from factcheck.workbench.bringing import a_turn
from factcheck.workbench.edge import (
    REFUSALS,
    blueprint,
    database,
    reads,
    status_of,
    takes_files,
    writes,
)
from factcheck.workbench.sources import Unsaved, source_page
from factcheck.workbench.translating import ngettext

_FIELDS = (
    *("title", "url", "publisher", "kind", "reliability", "independence_group"),
    "confidential",
)
_REFUSALS = (
    *REFUSALS,
    errors.NotAllowed,
    errors.TooLarge,
    errors.EgressRefused,
    errors.Unreachable,
)
_LOOKED = {
    SourceState.FIRST: say("A first copy is kept."),
    SourceState.SAME: say("It says the same as the copy before; this copy is kept too."),
    SourceState.CHANGED: say("It says something else than the copy before; this copy is kept."),
    SourceState.GONE: say("The page is gone; the copies from before are kept."),
}


@blueprint.get("/sources/new")
@reads(Role.REVIEWER)
def new_source() -> Any:
    """The form for a source."""
    return render_template("new_source.html", unsaved=None, typed={})


@blueprint.post("/sources")
@writes(Role.REVIEWER)
def post_source() -> Any:
    """Keep a source; one that the desk has already is shown as it is kept."""
    words = _typed(request.form)
    try:
        given = _described(words)
        with database().writing() as session:
            made, new = review.keep_source(session, given, actor=g.actor, now=utcnow())
    except _REFUSALS as error:
        unsaved = _unsaved("add", error, words)
        page = render_template("new_source.html", unsaved=unsaved, typed=words)
        return make_response(page, status_of(error))
    had = say("The desk has this source already; here it is as it is kept.")
    flash(say("The source is kept.") if new else had, "message")
    return _to(made.id)


@blueprint.post("/sources/<uuid:source_id>")
@writes(Role.REVIEWER)
def post_source_edit(source_id: UUID) -> Any:
    """Describe or grade a source anew; decisions that no longer hold come back."""
    words = _typed(request.form)
    try:
        given = _described(words)
        with database().writing() as session:
            found = _held(session, source_id)
            relying = reviews.count_relying_on(session, source_id)
            review.edit_source(session, found, given, actor=g.actor, now=utcnow())
            fallen = relying - reviews.count_relying_on(session, source_id)
    except _REFUSALS as error:
        return _again(source_id, _unsaved("edit", error, words), error)
    flash(say("The source is recorded."), "message")
    _tell_of(fallen)
    return _to(source_id)


@blueprint.post("/sources/<uuid:source_id>/snapshots")
@writes(Role.REVIEWER)
@takes_files
def post_snapshot(source_id: UUID) -> Any:
    """Keep a copy of the source: of its page, or as a file. No transaction is open meanwhile."""
    try:
        capture = _looked(source_id)
        with database().writing() as session:
            relying = reviews.count_relying_on(session, source_id)
            made = review.take_snapshot(session, source_id, capture, actor=g.actor, now=utcnow())
            fallen = relying - reviews.count_relying_on(session, source_id)
    except _REFUSALS as error:
        return _again(source_id, _unsaved("look", error), error)
    flash(_LOOKED[made.state], "message")
    _tell_of(fallen)
    return _to(source_id, "looks")


@blueprint.post("/sources/<uuid:source_id>/removal")
@writes(Role.REVIEWER)
def post_removal(source_id: UUID) -> Any:
    """Take a source off the list, once no evidence rests on it; its copies stay."""
    try:
        with database().writing() as session:
            found = _held(session, source_id)
            review.remove_source(session, found, actor=g.actor, now=utcnow())
    except _REFUSALS as error:
        return _again(source_id, _unsaved("remove", error), error)
    flash(say("The source is off the list; its copies stay."), "message")
    return redirect(url_for("workbench.source_list"), 303)


@blueprint.get("/sources/<uuid:source_id>/snapshots")
@blueprint.get("/sources/<uuid:source_id>/removal")
@reads()
def source_address(source_id: UUID) -> Any:
    """Where a form was sent can be looked up again: it leads to the source."""
    return _to(sources.source(g.session, g.actor.desk_id, source_id).id)


def _typed(form: Mapping[str, str]) -> dict[str, str]:
    return {name: forms.plain(form.get(name, "")) for name in _FIELDS}


def _described(words: Mapping[str, str]) -> dict[str, Any]:
    """What the form says of a source. Raises `Rejected` with the messages of each field."""
    given: dict[str, Any] = {name: words[name].strip() or None for name in _FIELDS}
    given["title"] = given["title"] or forms.title_of(words["url"])
    required = {name: given.pop(name) for name in ("title", "kind")}
    given |= {name: value for name, value in required.items() if value}
    return forms.checked(SourceIn(), given | {"confidential": bool(words["confidential"])})


def _held(session: Session, source_id: UUID) -> Source:
    """The source, at the version that the form was made from."""
    found = sources.held(session, g.actor.desk_id, source_id)
    if found.version != forms.version(request.form):
        raise StaleVersion(_overtaken(session, source_id))
    return found


def _overtaken(session: Session, source_id: UUID) -> Said:
    last = log.newest(session, "source", source_id)
    return say(
        "{name} changed this source while you were at work on it. Below it stands as it is now; "
        "what you typed is in the form, ready to be sent again.",
        name=last.actor_name if last else "Somebody",
    )


def _looked(source_id: UUID) -> review.Capture:
    """Fetch the page or take the file, and keep it, while no transaction is open."""
    archive: Archive = current_app.extensions["factcheck.archive"]
    with database().reading() as session:
        url = sources.source(session, g.actor.desk_id, source_id).url
    given = request.files.get("file")
    if given is not None and given.filename:
        with closing(given):
            return review.capture_file(
                archive, given.read(), filename=given.filename, media_type=given.mimetype
            )
    if "file" in request.files or url is None:
        raise Rejected(say("There is no file yet."), {"file": [say("Choose the file to keep.")]})
    egress: Egress = current_app.extensions["factcheck.egress"]
    with a_turn():
        return review.capture_page(egress, archive, url, now=utcnow())


def _unsaved(part: str, error: FactcheckError, words: Mapping[str, str] | None = None) -> Unsaved:
    return Unsaved(
        part,
        error.message,
        words or {},
        fields=error.errors if isinstance(error, Rejected) else {},
        reasons=error.reasons if isinstance(error, errors.IllegalTransition) else [],
    )


def _again(source_id: UUID, unsaved: Unsaved, error: FactcheckError) -> Any:
    with database().reading() as session:
        page = source_page(session, g.actor, source_id, unsaved)
    return make_response(page, status_of(error))


def _tell_of(fallen: int) -> None:
    """Say how many decisions came back, if any."""
    if fallen > 0:
        said = ngettext(
            "%(num)s claim came back: its decision leaned on this source.",
            "%(num)s claims came back: their decisions leaned on this source.",
            fallen,
        )
        flash(said, "message")


def _to(source_id: UUID, anchor: str | None = None) -> Any:
    return redirect(url_for("workbench.source", source_id=source_id, _anchor=anchor), 303)
