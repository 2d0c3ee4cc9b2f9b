"""Drafts side by side."""

from typing import Any
from uuid import UUID

from flask import g

from factcheck import review
from factcheck.api.blueprint import Blueprint
from factcheck.api.edge import reads
from factcheck.schemas.drafts import ComparisonOut
from factcheck.store import articles
from factcheck.vocabulary import Scope

blueprint = Blueprint("drafts", __name__, url_prefix="/api/v1/articles")


@blueprint.get("/<uuid:article_id>/drafts/<int(max=2147483647):later>/comparison")
@reads(Scope.DESK_READ)
@blueprint.response(200, ComparisonOut)
def get_comparison(article_id: UUID, later: int) -> Any:
    """What a draft did to every claim and sentence of the one before it."""
    articles.version(g.session, g.actor.desk_id, article_id)
    return review.comparison(g.session, article_id, later)
