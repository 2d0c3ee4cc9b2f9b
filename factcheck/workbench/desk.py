"""The first page: what waits, how far each article is, and who decided what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import g, render_template, request
from sqlalchemy.orm import Session

from factcheck import review
from factcheck.review import Coverage
from factcheck.store import articles, reviews, worklist
from factcheck.store.articles import Article
from factcheck.store.worklist import Waiting
from factcheck.vocabulary import Stage
from factcheck.workbench.edge import blueprint, reads
from factcheck.workbench.tally import Tally

_ARTICLES = 20
_CLAIMS = 4
_DECISIONS = 8
_STAGES = (Stage.REOPENED, Stage.AWAITING_SECOND, Stage.IN_REVIEW, Stage.QUEUED)
"""What waits, the most pressing first."""


@dataclass(frozen=True, slots=True)
class Line:
    """An article with its claims counted and its sentences accounted for."""

    article: Article
    tally: Tally
    coverage: Coverage


@blueprint.get("/")
@reads()
def desk() -> Any:
    """The desk of whoever is signed in."""
    after = request.args.get("after")
    desk_id = g.actor.desk_id
    page = articles.page(
        g.session, desk_id, limit=_ARTICLES, after=[after] if after is not None else None
    )
    return render_template(
        "desk.html",
        queues=_queues(worklist.waiting(g.session, desk_id, each=_CLAIMS)),
        lines=_lines(g.session, page.items),
        older=page.next,
        later=after is not None,
        decisions=[
            each
            for each in reviews.latest(g.session, desk_id, limit=_DECISIONS)
            if not reviews.veiled(each.claim, each, g.actor.person_id)
        ],
    )


def _queues(waiting: Sequence[Waiting]) -> dict[Stage, list[Waiting]]:
    """What waits by stage; a stage in which nothing does is left out."""
    queues = {stage: [each for each in waiting if each.stage is stage] for stage in _STAGES}
    return {stage: found for stage, found in queues.items() if found}


def _lines(session: Session, found: Sequence[Article]) -> list[Line]:
    ids = [article.id for article in found]
    tallies, coverage = worklist.tallies(session, ids), review.coverages(session, ids)
    return [Line(article, Tally.of(tallies[article.id]), coverage[article.id]) for article in found]
