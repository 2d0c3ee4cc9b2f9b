"""Frozen reports: the list, one with its preview and files, and what changed between two."""

import json
from collections import Counter
from typing import Any
from uuid import UUID

from flask import Response, current_app, flash, g, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from factcheck import report as reporting
from factcheck.clock import utcnow
from factcheck.errors import NotFound
from factcheck.report.html import CONTENT_SECURITY_POLICY
from factcheck.saying import say
from factcheck.signing import Signer
from factcheck.store import articles, reports, worklist
from factcheck.vocabulary import CLOSED, Role, Stage, Status
from factcheck.workbench import forms
from factcheck.workbench.asking import behind
from factcheck.workbench.edge import blueprint, database, reads, writes
from factcheck.workbench.tally import Tally
from factcheck.workbench.translating import lazy_gettext

_REPORTS = 30
_ARTICLES = 20
_FIELDS = {
    "status": lazy_gettext("Status"),
    "stage": lazy_gettext("Stage"),
    "rating": lazy_gettext("Rating"),
    "quote": lazy_gettext("Words"),
    "statement": lazy_gettext("Statement"),
    "speaker": lazy_gettext("Speaker"),
    "parts": lazy_gettext("Parts"),
    "rationale": lazy_gettext("Rationale"),
    "reviewer": lazy_gettext("Decided by"),
    "second_person": lazy_gettext("Second person"),
    "override_reason": lazy_gettext("Against the rules, because"),
    "evidence": lazy_gettext("Evidence"),
}
"""What a difference tells of a claim, by the words of `report.difference`."""


@blueprint.get("/reports")
@reads()
def report_list() -> Any:
    """The desk's reports, newest first."""
    after = behind(request.args)
    page = reports.page(g.session, g.actor.desk_id, limit=_REPORTS, after=after)
    return render_template(
        "report_list.html",
        reports=page.items,
        told=reports.summaries(g.session, [each.id for each in page.items]),
        later=bool(after),
        older=page.next,
        may_freeze=g.actor.role >= Role.REVIEWER,
    )


@blueprint.get("/reports/<uuid:report_id>")
@reads()
def report(report_id: UUID) -> Any:
    """A frozen report: what it says in numbers, its preview, and its files."""
    found = reports.report(g.session, g.actor.desk_id, report_id)
    g.shows_frames = True
    return render_template(
        "report.html",
        report=found,
        document=json.loads(found.document),
        title=articles.article(g.session, found.desk_id, found.article_id).title,
        others=[
            each
            for each in reports.of_article(g.session, found.article_id)
            if each.number != found.number
        ],
        formats=reporting.FORMATS,
        stages=list(Stage),
        may_freeze=g.actor.role >= Role.REVIEWER,
    )


@blueprint.get("/reports/<uuid:report_id>.<any(html,pdf,csv,json):form>")
@reads()
def report_file(report_id: UUID, form: str) -> Any:
    """A frozen report as a file; our own page may show it in a frame."""
    found = reports.report(g.session, g.actor.desk_id, report_id)
    g.session.close()  # rendering may take long and needs no transaction
    body = reporting.render(json.loads(found.document), form)
    response = Response(body, content_type=reporting.content_type(form))
    g.framed_by_us = True
    policy = f"{CONTENT_SECURITY_POLICY}; frame-ancestors 'self'"
    response.headers["Content-Security-Policy"] = policy
    response.headers["Content-Disposition"] = (
        f'inline; filename="verification-report-{found.number}.{form}"'
    )
    return response


@blueprint.get("/reports/new")
@reads(Role.REVIEWER)
def new_report() -> Any:
    """What a report of an article would hold now; without `?article=`, which one it is to be."""
    chosen = forms.ids([request.args.get("article", "")])
    if not chosen:
        page = articles.page(g.session, g.actor.desk_id, limit=_ARTICLES, after=None)
        return render_template("new_report.html", article=None, articles=page.items)
    article = articles.article(g.session, g.actor.desk_id, chosen[0])
    states = worklist.tallies(g.session, [article.id])[article.id]
    left, wanted = _left(states)
    return render_template(
        "new_report.html",
        article=article,
        tally=Tally.of(states),
        left=left,
        wanted=wanted,
        earlier=reports.of_article(g.session, article.id),
    )


@blueprint.get("/articles/<uuid:article_id>/reports")
@reads(Role.REVIEWER)
def report_address(article_id: UUID) -> Any:
    """Where the form was sent can be looked up again: it leads to the form."""
    article = articles.article(g.session, g.actor.desk_id, article_id)
    return redirect(url_for("workbench.new_report", article=article.id), 303)


@blueprint.post("/articles/<uuid:article_id>/reports")
@writes(Role.REVIEWER)
def post_report(article_id: UUID) -> Any:
    """Freeze a report of the article as it stands now, finished or not."""
    signer: Signer = current_app.extensions["factcheck.signer"]
    with database().writing() as session:
        article = articles.article(session, g.actor.desk_id, article_id)
        made = _just_made(session, article_id) or reporting.freeze(
            session, article, actor=g.actor, now=utcnow(), signer=signer
        )
    flash(say("Report no. {number} is frozen; nothing changes it.", number=made.number), "message")
    return redirect(url_for("workbench.report", report_id=made.id), 303)


@blueprint.get("/reports/<uuid:report_id>/difference/<uuid:other_id>")
@reads()
def report_difference(report_id: UUID, other_id: UUID) -> Any:
    """What became of the claims between two reports of one article, whichever is named first."""
    two = [reports.report(g.session, g.actor.desk_id, each) for each in (report_id, other_id)]
    if two[0].article_id != two[1].article_id:
        raise NotFound(say("These are reports of two articles; they cannot be compared."))
    earlier, later = sorted(two, key=lambda each: each.number)
    return render_template(
        "difference.html",
        earlier=earlier,
        later=later,
        title=articles.article(g.session, later.desk_id, later.article_id).title,
        found=reporting.difference(json.loads(earlier.document), json.loads(later.document)),
        fields=_FIELDS,
    )


def _just_made(session: Session, article_id: UUID) -> Any:
    """The report of a form that was sent twice: one's own, which the form did not know of."""
    seen, newest = request.form.get("seen"), reports.of_article(session, article_id)[:1]
    mine = [each for each in newest if each.created_by == g.actor.person_id]
    return mine[0] if mine and seen is not None and seen != str(mine[0].number) else None


def _left(states: Counter[tuple[Status, Stage]]) -> tuple[int, int]:
    """How many claims are not final, and of how many; a dismissed one asks for no check."""
    left = sum(count for (_, stage), count in states.items() if stage not in CLOSED)
    dismissed = sum(count for (_, stage), count in states.items() if stage is Stage.DISMISSED)
    return left, states.total() - dismissed
