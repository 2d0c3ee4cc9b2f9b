"""Verification reports: freeze one, read it, fetch it as a file."""

import json
from typing import Any
from uuid import UUID

from flask import Response, g

from factcheck import report as reporting
from factcheck.api.blueprint import Blueprint
from factcheck.api.edge import reads, signer, writes
from factcheck.clock import utcnow
from factcheck.report.html import CONTENT_SECURITY_POLICY
from factcheck.schemas.facts import ReportFileQuery, ReportOut
from factcheck.store import articles, reports
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
        "document": json.loads(report.document),
    }


@blueprint.post("/articles/<uuid:article_id>/reports")
@writes(Scope.REVIEW, Role.REVIEWER, once=True)
@blueprint.response(201, ReportOut)
def post_report(article_id: UUID) -> Any:
    """Freeze a report of the article as it stands now."""
    article = articles.article(g.session, g.actor.desk_id, article_id)
    report = reporting.freeze(g.session, article, actor=g.actor, now=utcnow(), signer=signer())
    return _shape(report), {"Location": f"/api/v1/reports/{report.id}"}


@blueprint.get("/reports/<uuid:report_id>")
@reads(Scope.DESK_READ)
@blueprint.response(200, ReportOut)
def get_report(report_id: UUID) -> Any:
    """A frozen report as data."""
    return _shape(reports.report(g.session, g.actor.desk_id, report_id))


@blueprint.get("/reports/<uuid:report_id>/file")
@reads(Scope.DESK_READ)
@blueprint.arguments(ReportFileQuery, location="query")
@blueprint.files(*map(reporting.content_type, reporting.FORMATS))
def get_report_file(query: dict[str, Any], report_id: UUID) -> Any:
    """A frozen report as a file: html, pdf, csv or json."""
    report = reports.report(g.session, g.actor.desk_id, report_id)
    form = query["format"]
    g.session.close()  # rendering may take long and needs no transaction
    response = Response(
        reporting.render(json.loads(report.document), form),
        content_type=reporting.content_type(form),
    )
    if form == "html":
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response.headers["Content-Disposition"] = (
        f'inline; filename="verification-report-{report.number}.{form}"'
    )
    return response
