"""The evidence vault: sources, their snapshots, and what leans on them."""

from io import BytesIO
from threading import BoundedSemaphore
from typing import Any
from uuid import UUID

from flask import Response, g, request, send_file

from factcheck import review
from factcheck.api.blueprint import Blueprint
from factcheck.api.edge import guarded, reads, tagged, writes
from factcheck.api.links import cursor_from, page_shape
from factcheck.api.wired import archive, database, egress
from factcheck.clock import utcnow
from factcheck.errors import Busy, NotAllowed, NotFound, Rejected, Unreachable
from factcheck.schemas.fields import PageQuery, page_of
from factcheck.schemas.reviews import SourceIn
from factcheck.schemas.sources import (
    KeptSourceOut,
    SnapshotIn,
    SnapshotOut,
    SnapshotTextOut,
    SourceDetailOut,
    SourcePatch,
    SourceQuery,
    UseOut,
)
from factcheck.store import reviews, snapshots, sources
from factcheck.store.pages import Page
from factcheck.store.snapshots import Snapshot
from factcheck.store.sources import Source
from factcheck.vocabulary import Role, Scope

blueprint = Blueprint("sources", __name__, url_prefix="/api/v1/sources")
_AT_ONCE = BoundedSemaphore(4)
"""Pages take seconds; so many threads may wait for them, and no more."""
_WAIT = 5.0
_HARMLESS = frozenset(
    {
        "application/pdf",
        "text/plain",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)
"""What a stored file may be called by; anything else is bytes."""
_KEPT_ALREADY = {
    "description": "The desk has it: the kept record.",
    "content": {"application/json": {"schema": KeptSourceOut}},
}
_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": SnapshotIn},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {
                            "type": "string",
                            "format": "binary",
                            "minLength": 1,
                            "description": "The copy itself, up to 50 MB.",
                        }
                    },
                }
            },
        },
    }
}


def _source(source_id: UUID) -> Source:
    return sources.source(g.session, g.actor.desk_id, source_id)


def _held(source_id: UUID) -> Source:
    """The source, at the version that the request was made from."""
    return guarded(sources.held(g.session, g.actor.desk_id, source_id))


def _shape(source: Source) -> dict[str, Any]:
    return _shapes([source])[0]


def _shapes(found: list[Source]) -> list[dict[str, Any]]:
    counts = sources.counts(g.session, [each.id for each in found])
    return [review.source_shape(each, g.actor) | {"claims": counts[each.id]} for each in found]


@blueprint.post("")
@writes(Scope.REVIEW, Role.REVIEWER, once=True)
@blueprint.arguments(SourceIn)
@blueprint.response(201, KeptSourceOut)
@blueprint.doc(responses={"200": _KEPT_ALREADY})
def post_source(body: dict[str, Any]) -> Any:
    """Keep a source; one that the desk has already is given as it is kept."""
    found, new = review.keep_source(g.session, body, actor=g.actor, now=utcnow())
    g.session.flush()
    tagged(found, whole=False)
    where = {"Location": f"/api/v1/sources/{found.id}"}
    return _shape(found), 201 if new else 200, where


@blueprint.get("")
@reads(Scope.DESK_READ)
@blueprint.arguments(SourceQuery, location="query")
@blueprint.response(200, page_of(KeptSourceOut))
def list_sources(query: dict[str, Any]) -> Any:
    """The desk's sources, newest first."""
    url = query["url"]
    narrow = sources.Filters(
        q=query["q"],
        kind=query["kind"],
        state=query["state"],
        address=url,
        identity=review.identity_of({"url": url}) if url else None,
        # Finding a hidden source by its words would give them away.
        open_only=g.actor.role < Role.REVIEWER and bool(query["q"] or url),
    )
    after = cursor_from(query["cursor"])
    page = sources.page(g.session, g.actor.desk_id, narrow, limit=query["limit"], after=after)
    return page_shape(Page(_shapes(page.items), page.next))


@blueprint.get("/<uuid:source_id>")
@reads(Scope.DESK_READ)
@blueprint.response(200, SourceDetailOut)
def get_source(source_id: UUID) -> Any:
    """A source with its newest copy, and how much leans on it."""
    source = tagged(_source(source_id), whole=False)
    newest = snapshots.newest(g.session, source.id)
    return _shape(source) | {
        "relying": reviews.count_relying_on(g.session, source.id, reader_id=g.actor.person_id),
        "newest_snapshot": _snapshot_shape(source, newest) if newest else None,
    }


@blueprint.patch("/<uuid:source_id>")
@writes(Scope.REVIEW, Role.REVIEWER, version_of=sources.version)
@blueprint.arguments(SourcePatch)
@blueprint.response(200, KeptSourceOut)
def patch_source(body: dict[str, Any], source_id: UUID) -> Any:
    """Grade or describe a source anew; decisions that no longer hold are reopened."""
    source = _held(source_id)
    review.edit_source(g.session, source, body, actor=g.actor, now=utcnow())
    return _shape(tagged(source, whole=False))


@blueprint.delete("/<uuid:source_id>")
@writes(Scope.REVIEW, Role.REVIEWER, version_of=sources.version)
@blueprint.response(204)
def delete_source(source_id: UUID) -> None:
    """Take a source off the list, once no evidence rests on it; its copies stay."""
    review.remove_source(g.session, _held(source_id), actor=g.actor, now=utcnow())


@blueprint.get("/<uuid:source_id>/evidence")
@reads(Scope.DESK_READ)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, page_of(UseOut))
def list_uses(query: dict[str, Any], source_id: UUID) -> Any:
    """The evidence that rests on a source, each with its claim, oldest first."""
    source, after = _source(source_id), cursor_from(query["cursor"])
    page = sources.page_of_uses(g.session, source.id, limit=query["limit"], after=after)
    return page_shape(Page(review.uses(g.session, page.items, g.actor), page.next))


def _look(source_id: UUID) -> None:
    """Fetch the page or take the file, and keep it, while no transaction is open."""
    if request.mimetype == "multipart/form-data":
        g.capture = _uploaded()
        return
    body = Blueprint.ARGUMENTS_PARSER.parse(SnapshotIn, location="json")
    with database().reading() as session:
        own = sources.source(session, g.actor.desk_id, source_id).url
    url = body.get("url") or own
    if url is None:
        raise Rejected(
            "This source has no address.", {"url": ["Give one, or upload the copy as `file`."]}
        )
    if not _AT_ONCE.acquire(timeout=_WAIT):
        raise Busy("Many pages are being fetched right now. Try again.")
    try:
        g.capture = review.capture_page(egress(), archive(), url, now=utcnow())
    finally:
        _AT_ONCE.release()
    elsewhere = own is None or review.plain_address(url) != review.plain_address(own)
    if g.capture.gone and elsewhere:
        raise Unreachable(f"{g.capture.note} It is not the source's own address.")


def _uploaded() -> review.Capture:
    if set(request.files) != {"file"} or request.form or len(request.files.getlist("file")) > 1:
        raise Rejected("Send one file.", {"file": ["The form takes one `file` and nothing else."]})
    given = request.files["file"]
    return review.capture_file(
        archive(), given.read(), filename=given.filename, media_type=given.mimetype
    )


@blueprint.post("/<uuid:source_id>/snapshot")
@writes(
    Scope.REVIEW,
    Role.REVIEWER,
    within=sources.version,
    ahead=_look,
    takes_files=True,
    once=True,
)
@blueprint.response(201, SnapshotOut)
@blueprint.doc(**_FORM)
def post_snapshot(source_id: UUID) -> Any:
    """Keep a copy of the source: of its page, of another address, or as a file."""
    made = review.take_snapshot(g.session, source_id, g.capture, actor=g.actor, now=utcnow())
    where = {"Location": f"/api/v1/sources/{source_id}/snapshots/{made.id}/text"}
    return _snapshot_shape(_source(source_id), made), where


@blueprint.get("/<uuid:source_id>/snapshots")
@reads(Scope.DESK_READ)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, page_of(SnapshotOut))
def list_snapshots(query: dict[str, Any], source_id: UUID) -> Any:
    """Every look at the source, newest first."""
    source, after = _source(source_id), cursor_from(query["cursor"])
    page = snapshots.page(g.session, source.id, limit=query["limit"], after=after)
    return page_shape(Page([_snapshot_shape(source, each) for each in page.items], page.next))


@blueprint.get("/<uuid:source_id>/snapshots/<uuid:snapshot_id>/file")
@reads(Scope.DESK_READ, fails=500)
@blueprint.files("application/octet-stream", "application/warc", *_HARMLESS)
def get_snapshot_file(source_id: UUID, snapshot_id: UUID) -> Response:
    """The stored bytes, to be saved: a page as WARC, a file as it was uploaded."""
    found = _readable(source_id, snapshot_id)
    if found.stored_sha256 is None:
        raise NotFound("This look at the source brought no copy.")
    g.session.close()  # reading a large file takes a while and needs no transaction
    page = found.url is not None
    kind = found.media_type if found.media_type in _HARMLESS else "application/octet-stream"
    response = send_file(
        BytesIO(archive().read(found.stored_sha256)),
        mimetype="application/warc" if page else kind,
        as_attachment=True,
        download_name=f"{found.id}.warc.gz" if page else found.filename or str(found.id),
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@blueprint.get("/<uuid:source_id>/snapshots/<uuid:snapshot_id>/text")
@reads(Scope.DESK_READ)
@blueprint.response(200, SnapshotTextOut)
def get_snapshot_text(source_id: UUID, snapshot_id: UUID) -> Any:
    """What people read in a snapshot."""
    return _readable(source_id, snapshot_id, with_text=True)


def _readable(source_id: UUID, snapshot_id: UUID, *, with_text: bool = False) -> Snapshot:
    """The snapshot, if the caller may read what is in it. Raises `NotAllowed`, `NotFound`."""
    source = _source(source_id)
    if review.is_hidden(source, g.actor):
        raise NotAllowed("This source is confidential; its copies are for the desk's reviewers.")
    desk_id = g.actor.desk_id
    return snapshots.snapshot(g.session, desk_id, source.id, snapshot_id, with_text=with_text)


def _snapshot_shape(source: Source, snapshot: Snapshot) -> dict[str, Any]:
    return review.snapshot_shape(source, snapshot, g.actor)
