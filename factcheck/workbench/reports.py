"""Frozen reports: the list, one with its preview and files, and what changed between two."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from flask import Response, flash, g, redirect, render_template, request, url_for

from factcheck import report as reporting
from factcheck.clock import utcnow
from factcheck.errors import NotFound, Rejected
from factcheck.report import Audience
from factcheck.report.renderings.html import content_security_policy
from factcheck.saying import say
from factcheck.store import articles, desks, renderings, reports, worklist
from factcheck.store.reports import Report
from factcheck.vocabulary import CLOSED, Role, Stage, Status
from factcheck.workbench import forms
from factcheck.workbench.asking import behind
from factcheck.workbench.edge import blueprint, database, reads, report_style, signer, writes
from factcheck.workbench.tally import Tally
from factcheck.workbench.translating import lazy_gettext

_REPORTS = 30
_FORMS = ",".join(f'"{form}"' for form in reporting.FORMATS)
_ARTICLES = 20
_ORDERS = 20
_LARGE = 300
"""From how many claims on a file is offered to be made in the background."""
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
_AUDIENCES = {
    Audience.INTERNAL: lazy_gettext("For the desk"),
    Audience.LEGAL: lazy_gettext("For the lawyers, with confidential sources"),
    Audience.PUBLIC: lazy_gettext("For the public, without names and notes of the desk"),
}


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
    document = reporting.contents(found)
    made = renderings.page(g.session, report_id, utcnow(), limit=_ORDERS, after=None).items
    g.shows_frames = True
    return render_template(
        "report.html",
        report=found,
        document=document,
        large=document["content"]["summary"]["claims"] >= _LARGE,
        orders=made,
        audiences=_AUDIENCES,
        title=_title(found),
        others=_others(found),
        editions=[
            (each, label) for each, label in _AUDIENCES.items() if reporting.may_open(g.actor, each)
        ],
        formats=reporting.FORMATS,
        stages=list(Stage),
        may_freeze=g.actor.role >= Role.REVIEWER,
    )


def _title(found: Report) -> str | None:
    """The title of the article that a report is of; None for one of the desk."""
    if found.article_id is None:
        return None
    return articles.article(g.session, found.desk_id, found.article_id).title


def _others(found: Report) -> list[Any]:
    """The other reports of the same article."""
    if found.article_id is None:
        return []
    every = reports.of_article(g.session, found.article_id)
    return [each for each in every if each.number != found.number]


@blueprint.get(f"/reports/<uuid:report_id>.<any({_FORMS}):form>")
@reads()
def report_file(report_id: UUID, form: str) -> Any:
    """A frozen report as a file; our own page may show it in a frame."""
    found = reports.report(g.session, g.actor.desk_id, report_id)
    document = reporting.edition_for(g.actor, found, _audience())
    style = report_style(desks.desk(g.session, g.actor.desk_id).slug)
    g.session.close()  # rendering may take long and needs no transaction
    body = reporting.render(document, form, style, signer())
    response = Response(body, content_type=reporting.content_type(form))
    g.framed_by_us = True
    policy = f"{content_security_policy(style)}; frame-ancestors 'self'"
    response.headers["Content-Security-Policy"] = policy
    name = reporting.file_name(document, form)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _audience() -> Audience:
    """For whom the file is to be; for the desk unless the address says otherwise."""
    wanted = request.args.get("audience", Audience.INTERNAL)
    if wanted not in set(Audience):
        raise NotFound(say("There is no such edition of a report."))
    return Audience(wanted)


@blueprint.get("/reports/new")
@reads(Role.REVIEWER)
def new_report() -> Any:
    """What a report of an article would hold now; without `?article=`, which one it is to be."""
    chosen = forms.ids([request.args.get("article", "")])
    if not chosen:
        page = articles.page(g.session, g.actor.desk_id, limit=_ARTICLES, after=None)
        today = utcnow().date()
        return render_template(
            "new_report.html",
            article=None,
            articles=page.items,
            may_report_desk=g.actor.role >= Role.EDITOR,
            seen=reports.newest_of_desk(g.session, g.actor.desk_id),
            week=(today - timedelta(days=6), today),
        )
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
    with database().writing() as session:
        article = articles.article(session, g.actor.desk_id, article_id)
        made = _own(reports.newest(session, article_id)) or reporting.freeze(
            session, article, actor=g.actor, now=utcnow(), signer=signer()
        )
    flash(say("Report no. {number} is frozen; nothing changes it.", number=made.number), "message")
    return redirect(url_for("workbench.report", report_id=made.id), 303)


@blueprint.post("/reports")
@writes(Role.EDITOR)
def post_period_report() -> Any:
    """Freeze a report of what the whole desk did from one day to another, both included."""
    since, until = _days()
    named = request.form.get("reviewers") == "yes"
    with database().reading() as session:
        desk = desks.desk(session, g.actor.desk_id)
        state = reporting.look_at_period(
            session, desk, since=since, until=until, reviewers=named, now=utcnow()
        )
    with database().writing() as session:
        made = _own(reports.newest_of_desk(session, g.actor.desk_id)) or reporting.freeze_period(
            session, state, actor=g.actor, now=utcnow(), signer=signer()
        )
    flash(say("Report no. {number} is frozen; nothing changes it.", number=made.number), "message")
    return redirect(url_for("workbench.report", report_id=made.id), 303)


def _days() -> tuple[datetime, datetime]:
    """The days of the form as moments: the first one's begin, the last one's end (UTC)."""
    try:
        first, last = (
            date.fromisoformat(request.form.get(name, "")) for name in ("since", "until")
        )
    except ValueError as error:
        asked = say("Choose the first and the last day.")
        raise Rejected(asked, {"since": [asked]}) from error
    if first > last:
        wrong = say("The last day is before the first one.")
        raise Rejected(wrong, {"until": [wrong]})
    begun, ended = (datetime.combine(each, time(), UTC) for each in (first, last))
    return begun, ended + timedelta(days=1)


@blueprint.get("/reports/<uuid:report_id>/difference/<uuid:other_id>")
@reads()
def report_difference(report_id: UUID, other_id: UUID) -> Any:
    """What became of the claims between two reports of one article, whichever is named first."""
    two = [reports.report(g.session, g.actor.desk_id, each) for each in (report_id, other_id)]
    found = reporting.compare(*two)
    earlier, later = sorted(two, key=lambda each: each.number)
    return render_template(
        "difference.html",
        earlier=earlier,
        later=later,
        title=_title(later),
        found=found,
        fields=_FIELDS,
    )


def _own(newest: Any) -> Any:
    """The newest report, if a form that was sent twice made it: one's own, unknown to the form."""
    seen = request.form.get("seen")
    mine = newest is not None and newest.created_by == g.actor.person_id
    return newest if mine and seen is not None and seen != str(newest.number) else None


def _left(states: Counter[tuple[Status, Stage]]) -> tuple[int, int]:
    """How many claims are not final, and of how many; a dismissed one asks for no check."""
    left = sum(count for (_, stage), count in states.items() if stage not in CLOSED)
    dismissed = sum(count for (_, stage), count in states.items() if stage is Stage.DISMISSED)
    return left, states.total() - dismissed
