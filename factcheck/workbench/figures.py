"""The desk in pictures: what is due, how fast it answers, and whose claims are disputed."""

from datetime import timedelta
from typing import Any

from flask import g, render_template, request
from flask_babel import format_decimal
from sqlalchemy.orm import Session

from factcheck.store import figures as stored
from factcheck.store import worklist
from factcheck.store.articles import Article
from factcheck.store.worklist import Narrow
from factcheck.workbench import charts
from factcheck.workbench.charts import BurnDown
from factcheck.workbench.edge import blueprint, reads
from factcheck.workbench.translating import gettext as _
from factcheck.workbench.translating import ngettext

_ARTICLES = 4
_SPEAKERS = 12
_LEAST = 5
"""Of fewer claims than these, a share would say nothing of a speaker."""
_WEEKS = {"4": 4, "12": 12, "52": 52}
_USUAL = "12"


@blueprint.get("/figures")
@reads()
def figures() -> Any:
    """The desk's figures, of the last weeks that the reader chose."""
    chosen = request.args.get("weeks", _USUAL)
    weeks = _WEEKS.get(chosen, _WEEKS[_USUAL])
    since = g.now - timedelta(weeks=weeks)
    desk_id = g.actor.desk_id
    counts = stored.speakers(g.session, desk_id, since=since, least=_LEAST, limit=_SPEAKERS)
    decided = stored.first_decisions(g.session, desk_id, since=since)
    return render_template(
        "figures.html",
        weeks=weeks,
        periods=list(_WEEKS.values()),
        most=format_decimal(stored.MOST_CLAIMS),
        least=_LEAST,
        due=_due(g.session),
        speakers=charts.speaker_bars(counts),
        times=charts.response_times(decided, since=since.date(), until=g.now.date()),
        lasting=lasting,
    )


def _due(session: Session) -> list[tuple[Article, BurnDown | None]]:
    """The open articles that are due next, with how their claims went down."""
    page = worklist.articles_page(
        session,
        g.actor.desk_id,
        Narrow.DUE,
        now=g.now,
        by=g.now + timedelta(days=365),
        limit=_ARTICLES,
        after=None,
    )
    moments = stored.open_claims(session, [article.id for article in page.items])
    return [
        (each, charts.burn_down(moments[each.id], deadline=each.deadline, now=g.now))
        for each in page.items
    ]


def lasting(span: timedelta) -> str:
    """A length of time for people, in one piece: `40 min`, `3.5 h`, `2.5 days`."""
    minutes = span.total_seconds() / 60
    hours, days = minutes / 60, minutes / 60 / 24
    if minutes < 60:
        said = _("%(number)s min", number=round(minutes))
    elif hours < 48:
        said = _("%(number)s h", number=_short(hours))
    else:
        said = ngettext("%(number)s day", "%(number)s days", round(days), number=_short(days))
    return str(said).replace(" ", "\u00a0")


def _short(number: float) -> str:
    told: str = format_decimal(round(number, 1))
    return told
