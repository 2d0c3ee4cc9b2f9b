"""Facts: what newsroom tools pull with a key of their desk."""

from typing import Any
from uuid import UUID

from flask import current_app, g

from factcheck.api.blueprint import Blueprint
from factcheck.api.edge import reads
from factcheck.api.links import cursor_from, page_shape
from factcheck.clock import utcnow
from factcheck.publish import fact_shape
from factcheck.schemas.facts import FactOut, FactQuery
from factcheck.schemas.fields import page_of
from factcheck.store import facts
from factcheck.store.claims import Claim
from factcheck.store.pages import Page
from factcheck.vocabulary import Scope

blueprint = Blueprint("facts", __name__, url_prefix="/api/v1/facts")


def _shapes(found: list[Claim]) -> list[dict[str, Any]]:
    grounds = facts.grounds(g.session, found)
    base_url = current_app.config["FACTCHECK"].base_url
    return [fact_shape(claim, grounds[claim.id], base_url=base_url) for claim in found]


@blueprint.get("")
@reads(Scope.FACTS_READ)
@blueprint.arguments(FactQuery, location="query")
@blueprint.response(200, page_of(FactOut))
def list_facts(query: dict[str, Any]) -> Any:
    """Final facts, newest first; only verified ones unless other statuses are asked for."""
    limit, after = query.pop("limit"), cursor_from(query.pop("cursor"))
    page = facts.page(
        g.session,
        g.actor.desk_id,
        facts.FactFilters(**query),
        now=utcnow(),
        limit=limit,
        after=after,
    )
    g.cache_control = "private, max-age=0, must-revalidate"
    return page_shape(Page(_shapes(page.items), page.next))


@blueprint.get("/<uuid:fact_id>")
@reads(Scope.FACTS_READ)
@blueprint.response(200, FactOut)
def get_fact(fact_id: UUID) -> Any:
    """One fact."""
    claim = facts.fact(g.session, g.actor.desk_id, fact_id, now=utcnow())
    g.cache_control = "private, max-age=0, must-revalidate"
    return _shapes([claim])[0]
