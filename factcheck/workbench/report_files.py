"""Files of reports that are made in the background: ask for one, see how far it is, have it."""

from typing import Any
from uuid import UUID

from flask import Response, g, make_response, redirect, render_template, request, url_for

from factcheck import report as reporting
from factcheck.clock import utcnow
from factcheck.errors import NotFound
from factcheck.report import Audience, orders
from factcheck.saying import say
from factcheck.store import desks, renderings
from factcheck.store.renderings import Rendering
from factcheck.vocabulary import Role
from factcheck.workbench.edge import blueprint, database, reads, report_style, writes


@blueprint.post("/reports/<uuid:report_id>/files")
@writes(Role.VIEWER)
def post_report_file(report_id: UUID) -> Any:
    """Have the report made into a file by the worker."""
    form, audience = request.form.get("format", ""), request.form.get("audience", "")
    if form not in reporting.FORMATS or audience not in set(Audience):
        raise NotFound(say("There is no such edition of a report."))
    with database().writing() as session:
        found = orders.ask(
            session,
            report_id,
            form=form,
            audience=Audience(audience),
            style=report_style(desks.desk(session, g.actor.desk_id).slug),
            actor=g.actor,
            now=utcnow(),
        )
    place = url_for("workbench.report_order", report_id=report_id, rendering_id=found.id)
    return redirect(place, 303)


@blueprint.get("/reports/<uuid:report_id>/files")
@reads()
def report_files_address(report_id: UUID) -> Any:
    """Where the form was sent can be looked up again: it leads to the report."""
    return redirect(url_for("workbench.report", report_id=report_id), 303)


@blueprint.get("/reports/<uuid:report_id>/files/<uuid:rendering_id>")
@reads()
def report_order(report_id: UUID, rendering_id: UUID) -> Any:
    """How far a file is; the page comes again by itself until it is made."""
    found = _found(report_id, rendering_id)
    page = render_template(
        "report_order.html",
        order=found,
        number=renderings.report_number(g.session, g.actor.desk_id, report_id),
        may_open=reporting.may_open(g.actor, Audience(found.audience)),
        until=found.created_at + renderings.KEEP,
    )
    response = make_response(page)
    if found.state.pending:
        response.headers["Refresh"] = "1"
    return response


@blueprint.get("/reports/<uuid:report_id>/files/<uuid:rendering_id>/content")
@reads()
def report_order_file(report_id: UUID, rendering_id: UUID) -> Any:
    """The file itself."""
    found = _found(report_id, rendering_id)
    body = orders.opened(g.session, found, g.actor)
    g.session.close()  # sending a large file takes a while and needs no transaction
    response = Response(body, content_type=reporting.content_type(found.form))
    response.headers["Content-Disposition"] = f'inline; filename="{found.name}"'
    if found.policy:
        response.headers["Content-Security-Policy"] = found.policy
    return response


def _found(report_id: UUID, rendering_id: UUID) -> Rendering:
    return renderings.rendering(g.session, g.actor.desk_id, report_id, rendering_id, utcnow())
