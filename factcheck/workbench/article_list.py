"""The desk's articles, each as a card that says how far it is and when it is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import g, render_template, request
from sqlalchemy.orm import Session

from factcheck import review
from factcheck.review import Coverage
from factcheck.store import worklist
from factcheck.store.articles import Article
from factcheck.store.worklist import Narrow
from factcheck.vocabulary import Role
from factcheck.workbench.asking import behind
from factcheck.workbench.deadlines import Due, due, end_of_day
from factcheck.workbench.edge import blueprint, reads
from factcheck.workbench.tally import Tally
from factcheck.workbench.translating import gettext as _

_ARTICLES = 24


@dataclass(frozen=True, slots=True)
class Card:
    """An article with its claims counted, its sentences accounted for, and its deadline."""

    article: Article
    tally: Tally
    coverage: Coverage
    due: Due | None


@blueprint.get("/articles")
@reads()
def article_list() -> Any:
    """The articles of the desk, newest first, or those that the reader narrowed them to."""
    narrow, after = _narrow(request.args.get("show", "")), behind(request.args)
    page = worklist.articles_page(
        g.session,
        g.actor.desk_id,
        narrow,
        now=g.now,
        by=end_of_day(g.now),
        limit=_ARTICLES,
        after=after,
    )
    return render_template(
        "article_list.html",
        cards=cards(g.session, page.items),
        narrow=narrow,
        filters=_filters(),
        empty=_empty(narrow),
        later=bool(after),
        older=page.next,
        may_add=g.actor.role >= Role.EDITOR,
    )


def _narrow(wanted: str) -> Narrow:
    return Narrow(wanted) if wanted in set(Narrow) else Narrow.ALL


def _filters() -> list[tuple[Narrow, str]]:
    return [
        (Narrow.ALL, _("All")),
        (Narrow.OPEN, _("Open")),
        (Narrow.DUE, _("Due today or overdue")),
        (Narrow.DONE, _("Done")),
        (Narrow.EMBARGOED, _("Embargoed")),
    ]


def _empty(narrow: Narrow) -> str:
    """What to say where no article is."""
    said: dict[Narrow, str] = {
        Narrow.ALL: _("The desk has no articles yet."),
        Narrow.OPEN: _("No article is open: every claim on this desk is decided."),
        Narrow.DUE: _("Nothing is due today, and nothing is overdue."),
        Narrow.DONE: _("No article is done yet: each has claims that wait for a decision."),
        Narrow.EMBARGOED: _("No article is under embargo."),
    }
    return said[narrow]


def cards(session: Session, found: Sequence[Article]) -> list[Card]:
    """A card for each, from three queries."""
    ids = [article.id for article in found]
    tallies, coverage = worklist.tallies(session, ids), review.coverages(session, ids)
    cards = []
    for article in found:
        tally = Tally.of(tallies[article.id])
        when = due(article.deadline, g.now, left=tally.counts["waiting"] > 0)
        cards.append(Card(article, tally, coverage[article.id], when))
    return cards
