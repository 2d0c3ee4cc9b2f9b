"""The evidence vault: the desk's sources, their snapshots, and what leans on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Response, current_app, g, render_template, request, send_file
from sqlalchemy.orm import Session

from factcheck import review
from factcheck.actor import Actor
from factcheck.archive import Archive
from factcheck.errors import NotAllowed, NotFound
from factcheck.saying import say
from factcheck.store import people, reviews, snapshots, sources
from factcheck.store.sources import Filters, Source
from factcheck.vocabulary import Role, SourceKind, SourceState
from factcheck.workbench.asking import Asked, asked, behind
from factcheck.workbench.edge import blueprint, reads
from factcheck.workbench.translating import lazy_gettext

_SOURCES = 30
_SNAPSHOTS = 10
_USES = 20
_FILTERS = {
    "kind": [each.value for each in SourceKind],
    "state": [SourceState.CHANGED.value, SourceState.GONE.value],
    "confidential": ["yes"],
}
_OUTCOMES = {
    SourceState.FIRST: lazy_gettext("the first copy"),
    SourceState.SAME: lazy_gettext("the same as before"),
    SourceState.CHANGED: lazy_gettext("changed"),
    SourceState.GONE: lazy_gettext("gone"),
}
"""What a look at a source showed."""
_HARMLESS = frozenset(
    {
        "application/pdf",
        "text/plain",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)
"""What a stored file may be called by; anything else is bytes."""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A form that was not taken: which (`part`), why, and every word that was typed."""

    part: str
    message: str
    typed: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, list[str]] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)


@blueprint.get("/sources")
@reads()
def source_list() -> Any:
    """The desk's sources, newest first, or those that the reader narrowed them to."""
    wanted, after = asked(request.args, _FILTERS), behind(request.args)
    narrow = _narrow(wanted)
    page = sources.page(g.session, g.actor.desk_id, narrow, limit=_SOURCES, after=after)
    counts = sources.counts(g.session, [each.id for each in page.items])
    return render_template(
        "source_list.html",
        sources=[review.source_shape(each, g.actor) for each in page.items],
        counts=counts,
        asked=wanted,
        kinds=list(SourceKind),
        later=bool(after),
        older=page.next,
        may_add=g.actor.role >= Role.REVIEWER,
    )


def _narrow(wanted: Asked) -> Filters:
    kind, state = wanted.get("kind"), wanted.get("state")
    return Filters(
        q=wanted.q or None,
        kind=[SourceKind(kind)] if kind else (),
        state=[SourceState(state)] if state else (),
        # Finding a hidden source by its words would give them away.
        open_only=bool(wanted.q) and g.actor.role < Role.REVIEWER,
        confidential_only=wanted.get("confidential") is not None,
    )


@blueprint.get("/sources/<uuid:source_id>")
@reads()
def source(source_id: UUID) -> Any:
    """A source with every look at it, and the claims that lean on it."""
    return source_page(g.session, g.actor, source_id)


@blueprint.get("/sources/<uuid:source_id>/snapshots/<uuid:snapshot_id>/file")
@reads()
def snapshot_file(source_id: UUID, snapshot_id: UUID) -> Response:
    """The stored bytes, to be saved: a page as WARC, a file as it was uploaded."""
    found = sources.source(g.session, g.actor.desk_id, source_id)
    if review.is_hidden(found, g.actor):
        raise NotAllowed(
            say("This source is confidential; its copies are for the desk's reviewers.")
        )
    copy = snapshots.snapshot(g.session, found.desk_id, found.id, snapshot_id)
    if copy.stored_sha256 is None:
        raise NotFound(say("This look at the source brought no copy."))
    g.session.close()  # reading a large file takes a while and needs no transaction
    archive: Archive = current_app.extensions["factcheck.archive"]
    page = copy.url is not None
    kind = copy.media_type if copy.media_type in _HARMLESS else "application/octet-stream"
    response = send_file(
        BytesIO(archive.read(copy.stored_sha256)),
        mimetype="application/warc" if page else kind,
        as_attachment=True,
        download_name=f"{copy.id}.warc.gz" if page else copy.filename or str(copy.id),
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def source_page(
    session: Session, actor: Actor, source_id: UUID, unsaved: Unsaved | None = None
) -> str:
    """The page of a source, with a form as it was typed if it was refused."""
    found = sources.source(session, actor.desk_id, source_id)
    seen, used = behind(request.args, "looks"), behind(request.args, "uses")
    looks = snapshots.page(session, found.id, limit=_SNAPSHOTS, after=seen)
    leaning = sources.page_of_uses(session, found.id, limit=_USES, after=used)
    uses = review.uses(session, leaning.items, actor)
    count = sources.counts(session, [found.id])[found.id]
    shape = review.source_shape(found, actor)
    takers = {each.taken_by for each in looks.items if each.taken_by}
    return render_template(
        "source.html",
        source=shape,
        looks=[review.snapshot_shape(found, each, actor) for each in looks.items],
        more_looks=looks.next,
        outcomes=_OUTCOMES,
        uses=uses,
        more_uses=leaning.next,
        names=people.names(session, takers | {each["added_by"] for each in uses}),
        count=count,
        relying=reviews.count_relying_on(session, found.id, reader_id=actor.person_id),
        against_removing=review.against_removing(count),
        unsaved=unsaved,
        typed=unsaved.typed if unsaved and unsaved.part == "edit" else words_of(found),
        may_edit=actor.role >= Role.REVIEWER,
        may_open=actor.role >= Role.EDITOR or not found.confidential,
    )


def words_of(source: Source) -> dict[str, str]:
    """The record as its form shows it."""
    return {
        "title": source.title,
        "url": source.url or "",
        "publisher": source.publisher or "",
        "kind": source.kind.value,
        "reliability": source.reliability.value if source.reliability else "",
        "independence_group": source.independence_group or "",
        "confidential": "yes" if source.confidential else "",
    }
