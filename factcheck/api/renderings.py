"""Files of reports: have one made in the background, see how far it is, fetch it."""

from typing import Any
from uuid import UUID

from flask import Response, g

from factcheck import report as reporting
from factcheck.api.blueprint import Blueprint
from factcheck.api.edge import reads, writes
from factcheck.api.links import cursor_from, page_shape
from factcheck.api.wired import report_style
from factcheck.clock import utcnow
from factcheck.report import orders
from factcheck.schemas.fields import PageQuery, page_of
from factcheck.schemas.renderings import RenderingIn, RenderingOut
from factcheck.store import desks, renderings
from factcheck.store.pages import Page
from factcheck.store.renderings import KEEP, Rendering, RenderingState
from factcheck.vocabulary import Role, Scope

blueprint = Blueprint("files", __name__, url_prefix="/api/v1/reports/<uuid:report_id>/files")
_SOON = {"Retry-After": "1"}
_DONE_ALREADY = {
    "description": "It is made already.",
    "content": {"application/json": {"schema": RenderingOut}},
}


def _shape(found: Rendering) -> dict[str, Any]:
    address = f"/api/v1/reports/{found.report_id}/files/{found.id}"
    told = ("id", "report_id", "form", "audience", "state", "progress", "error")
    more = ("created_at", "finished_at", "size", "sha256")
    return {
        **{name: getattr(found, name) for name in (*told, *more)},
        "expires_at": found.created_at + KEEP,
        "links": {"self": address, "file": f"{address}/content"},
    }


def _found(report_id: UUID, rendering_id: UUID) -> Rendering:
    return renderings.rendering(g.session, g.actor.desk_id, report_id, rendering_id, utcnow())


@blueprint.post("")
@writes(Scope.DESK_READ, Role.VIEWER, within=renderings.report_number, once=True)
@blueprint.arguments(RenderingIn)
@blueprint.response(202, RenderingOut)
@blueprint.doc(responses={"200": _DONE_ALREADY})
def post_rendering(body: dict[str, Any], report_id: UUID) -> Any:
    """Have the report made into a file. Asked again within a week, it is the same one."""
    desk = desks.desk(g.session, g.actor.desk_id)
    found = orders.ask(
        g.session,
        report_id,
        form=body["format"],
        audience=body["audience"],
        style=report_style(desk.slug),
        actor=g.actor,
        now=utcnow(),
    )
    shown = _shape(found)
    where = {"Location": shown["links"]["self"]}
    if found.state is RenderingState.DONE:
        return shown, 200, where
    return shown, 202, where | _SOON


@blueprint.get("")
@reads(Scope.DESK_READ)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, page_of(RenderingOut))
def list_renderings(query: dict[str, Any], report_id: UUID) -> Any:
    """The files that were asked for of a report in the last week, newest first."""
    renderings.report_number(g.session, g.actor.desk_id, report_id)
    after = cursor_from(query["cursor"])
    page = renderings.page(g.session, report_id, utcnow(), limit=query["limit"], after=after)
    return page_shape(Page([_shape(each) for each in page.items], page.next))


@blueprint.get("/<uuid:rendering_id>")
@reads(Scope.DESK_READ)
@blueprint.response(200, RenderingOut)
def get_rendering(report_id: UUID, rendering_id: UUID) -> Any:
    """How far a file has come; Retry-After says when to look again while it is being made."""
    found = _found(report_id, rendering_id)
    return _shape(found), 200, _SOON if found.state.pending else {}


@blueprint.get("/<uuid:rendering_id>/content")
@reads(Scope.DESK_READ, fails=409)
@blueprint.files(*map(reporting.content_type, reporting.FORMATS))
def get_rendering_content(report_id: UUID, rendering_id: UUID) -> Response:
    """The file itself. While it is not made this is a 409, and says why."""
    found = _found(report_id, rendering_id)
    response = Response(
        orders.opened(g.session, found, g.actor), content_type=reporting.content_type(found.form)
    )
    g.session.close()  # sending a large file takes a while and needs no transaction
    response.set_etag(found.sha256 or "")
    response.headers["Content-Disposition"] = f'inline; filename="{found.name}"'
    if found.policy:
        response.headers["Content-Security-Policy"] = found.policy
    return response
