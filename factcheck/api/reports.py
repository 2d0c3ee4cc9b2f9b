"""Verification reports: freeze one, read it, fetch it as a file, compare two."""

from typing import Any
from uuid import UUID

from flask import Response, g

from factcheck import report as reporting
from factcheck.api.blueprint import Blueprint
from factcheck.api.edge import reads, writes
from factcheck.api.links import cursor_from, page_shape
from factcheck.api.wired import database, report_style, signer
from factcheck.clock import utcnow
from factcheck.report.renderings.html import content_security_policy
from factcheck.schemas.fields import PageQuery, page_of
from factcheck.schemas.reports import (
    DifferenceOut,
    PeriodIn,
    ReportFileQuery,
    ReportLineOut,
    ReportOut,
    ReportQuery,
)
from factcheck.store import articles, desks, reports
from factcheck.store.pages import Page
from factcheck.store.reports import Report
from factcheck.vocabulary import Role, Scope

blueprint = Blueprint("reports", __name__, url_prefix="/api/v1")


def _shape(report: Report) -> dict[str, Any]:
    address = f"/api/v1/reports/{report.id}/file"
    return {
        "id": report.id,
        "article_id": report.article_id,
        "number": report.number,
        "content_hash": report.content_hash,
        "created_at": report.created_at,
        "files": {form: f"{address}?format={form}" for form in reporting.FORMATS},
    }


def _whole(report: Report, audience: reporting.Audience) -> dict[str, Any]:
    return _shape(report) | {"document": reporting.edition_for(g.actor, report, audience)}


@blueprint.post("/articles/<uuid:article_id>/reports")
@writes(Scope.REVIEW, Role.REVIEWER, once=True)
@blueprint.response(201, ReportOut)
def post_report(article_id: UUID) -> Any:
    """Freeze a report of the article as it stands now."""
    article = articles.article(g.session, g.actor.desk_id, article_id)
    report = reporting.freeze(g.session, article, actor=g.actor, now=utcnow(), signer=signer())
    return _created(report)


def _look_back() -> None:
    """Look up what the desk did while no transaction keeps others from writing."""
    asked = Blueprint.ARGUMENTS_PARSER.parse(PeriodIn, location="json")
    with database().reading() as session:
        desk = desks.desk(session, g.actor.desk_id)
        g.period = reporting.look_at_period(session, desk, now=utcnow(), **asked)


@blueprint.post("/reports")
@writes(Scope.REVIEW, Role.EDITOR, ahead=_look_back, once=True)
@blueprint.arguments(PeriodIn)
@blueprint.response(201, ReportOut)
def post_period_report(_: dict[str, Any]) -> Any:
    """Freeze a report of what the whole desk did in a time."""
    return _created(
        reporting.freeze_period(g.session, g.period, actor=g.actor, now=utcnow(), signer=signer())
    )


def _created(report: Report) -> Any:
    place = {"Location": f"/api/v1/reports/{report.id}"}
    return _whole(report, reporting.Audience.INTERNAL), place


@blueprint.get("/reports")
@reads(Scope.DESK_READ, from_replica=True)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, page_of(ReportLineOut))
def list_reports(query: dict[str, Any]) -> Any:
    """The desk's reports, newest first, without their documents."""
    after = cursor_from(query["cursor"])
    page = reports.page(g.session, g.actor.desk_id, limit=query["limit"], after=after)
    return page_shape(Page([_shape(each) for each in page.items], page.next))


@blueprint.get("/reports/schema")
@reads(Scope.DESK_READ)
@blueprint.files("application/schema+json")
def get_report_schema() -> Any:
    """The JSON Schema of a report's document."""
    return Response(reporting.schema_text(), content_type="application/schema+json")


@blueprint.get("/reports/<uuid:report_id>")
@reads(Scope.DESK_READ, from_replica=True)
@blueprint.arguments(ReportQuery, location="query")
@blueprint.response(200, ReportOut)
def get_report(query: dict[str, Any], report_id: UUID) -> Any:
    """A frozen report as data."""
    report = reports.report(g.session, g.actor.desk_id, report_id)
    return _whole(report, query["audience"])


@blueprint.get("/reports/<uuid:report_id>/file")
@reads(Scope.DESK_READ, from_replica=True)
@blueprint.arguments(ReportFileQuery, location="query")
@blueprint.files(*map(reporting.content_type, reporting.FORMATS))
def get_report_file(query: dict[str, Any], report_id: UUID) -> Any:
    """A frozen report as a file."""
    report = reports.report(g.session, g.actor.desk_id, report_id)
    document = reporting.edition_for(g.actor, report, query["audience"])
    style = report_style(desks.desk(g.session, g.actor.desk_id).slug)
    g.session.close()  # rendering may take long and needs no transaction
    form = query["format"]
    body = reporting.render(document, form, style, signer())
    response = Response(body, content_type=reporting.content_type(form))
    if form == "html":
        response.headers["Content-Security-Policy"] = content_security_policy(style)
    name = reporting.file_name(document, form)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@blueprint.get("/reports/<uuid:report_id>/diff/<uuid:other_id>")
@reads(Scope.DESK_READ, from_replica=True)
@blueprint.response(200, DifferenceOut)
def get_report_difference(report_id: UUID, other_id: UUID) -> Any:
    """What changed between two reports of one article, whichever is named first."""
    one, other = (
        reports.report(g.session, g.actor.desk_id, each) for each in (report_id, other_id)
    )
    return reporting.told_difference(reporting.compare(one, other))
