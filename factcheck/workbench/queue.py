"""The first page: what waits for whoever is signed in, what is due, and what was decided last."""

from collections.abc import Sequence
from typing import Any

from flask import g, render_template, request
from sqlalchemy.orm import Session

from factcheck.store import people, reviews, worklist
from factcheck.store.articles import Article
from factcheck.store.worklist import Heap, Narrow, Waiting
from factcheck.vocabulary import Role
from factcheck.workbench.article_list import cards
from factcheck.workbench.deadlines import end_of_day
from factcheck.workbench.edge import blueprint, reads
from factcheck.workbench.guide import guide
from factcheck.workbench.translating import gettext as _

_ARTICLES = 6
_CLAIMS = 25
_DECISIONS = 8


@blueprint.get("/")
@reads()
def queue() -> Any:
    """The queue of whoever is signed in."""
    return queue_page(g.session)


def queue_page(session: Session, outcome: Any = None) -> str:
    """The page, with what became of several claims at once, if that was just asked for."""
    desk_id, person_id = g.actor.desk_id, g.actor.person_id
    urgent = _articles(session, Narrow.DUE)
    newest = _articles(session, Narrow.ALL)
    waiting = worklist.queue(session, desk_id, person_id, each=_CLAIMS)
    first = waiting[0].article_id if waiting else None
    members = people.members_with_roles(session, desk_id)
    return render_template(
        "queue.html",
        heaps=_heaps(waiting),
        names=_names(),
        urgent=cards(session, urgent),
        lines=cards(session, [each for each in newest if each not in urgent]),
        decisions=[
            each
            for each in reviews.latest(session, desk_id, limit=_DECISIONS)
            if not reviews.veiled(each.claim, each, person_id)
        ],
        colleagues=[each for each, role in members if role >= Role.REVIEWER],
        may_decide=g.actor.role >= Role.REVIEWER,
        may_add=g.actor.role >= Role.EDITOR,
        guide=guide(session, first, asked=request.args.get("guide") == "open"),
        outcome=outcome,
    )


def _articles(session: Session, narrow: Narrow) -> Sequence[Article]:
    found = worklist.articles_page(
        session,
        g.actor.desk_id,
        narrow,
        now=g.now,
        by=end_of_day(g.now),
        limit=_ARTICLES,
        after=None,
    )
    return found.items


def _heaps(waiting: Sequence[Waiting]) -> dict[Heap, list[Waiting]]:
    """What waits by heap; a heap without claims is left out."""
    heaps = {heap: [each for each in waiting if each.heap is heap] for heap in Heap}
    return {heap: found for heap, found in heaps.items() if found}


def _names() -> dict[Heap, str]:
    return {
        Heap.MINE: _("Yours"),
        Heap.REOPENED: _("Came back"),
        Heap.SECOND: _("Awaiting a second person"),
        Heap.FREE: _("Nobody’s yet"),
        Heap.OTHERS: _("With colleagues"),
    }
