"""Administration of a desk: its settings and the policy it works by."""

from typing import Any
from uuid import UUID

from flask import current_app, g

from factcheck import intake, review
from factcheck.api.blueprint import Blueprint
from factcheck.api.edge import guarded, reads, tagged, writes
from factcheck.api.links import cursor_from, page_shape
from factcheck.clock import utcnow
from factcheck.publish.imprint import imprint_of, set_imprint
from factcheck.schemas.desks import DeskOut, DeskPatch
from factcheck.schemas.fields import PageQuery, page_of
from factcheck.schemas.handling import MemberOut
from factcheck.schemas.reviews import PolicyIn, PolicyOut
from factcheck.store import desks, people
from factcheck.store.desks import Desk
from factcheck.store.pages import Page
from factcheck.vocabulary import Role, Scope

blueprint = Blueprint("administration", __name__, url_prefix="/api/v1")


@blueprint.get("/policies")
@reads(Scope.DESK_READ)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, page_of(PolicyOut))
def list_policies(query: dict[str, Any]) -> Any:
    """The desk's policy and its earlier versions, newest first."""
    after = cursor_from(query["cursor"])
    return page_shape(
        desks.policy_page(g.session, g.actor.desk_id, limit=query["limit"], after=after)
    )


@blueprint.post("/policies")
@writes(Scope.ADMIN, Role.ADMIN, once=True)
@blueprint.arguments(PolicyIn)
@blueprint.response(201, PolicyOut)
def post_policy(body: dict[str, Any]) -> Any:
    """Let the desk work by another policy from now on; decisions made stay as they are."""
    return review.adopt_policy(
        g.session, body["name"], rules=body["rules"], actor=g.actor, now=utcnow()
    )


@blueprint.get("/users")
@reads(Scope.DESK_READ)
@blueprint.response(200, page_of(MemberOut))
def list_users() -> Any:
    """Everybody who works on the desk, by name, all on one page: whom to assign and to call."""
    found = people.members_with_roles(g.session, g.actor.desk_id)
    items = [
        {"id": each.id, "name": each.name, "role": role.label, "service": each.service}
        for each, role in found
    ]
    return page_shape(Page(items, None))


def _shape(desk: Desk) -> dict[str, Any]:
    """The desk with the imprint that holds, be it set or not."""
    base_url = current_app.config["FACTCHECK"].base_url
    named = ("id", "version", "slug", "name", "threshold", "created_at")
    imprint = imprint_of(desk, base_url=base_url).shape()
    return {name: getattr(desk, name) for name in named} | {"imprint": imprint}


@blueprint.get("/desks")
@reads(Scope.DESK_READ)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, page_of(DeskOut))
def list_desks(query: dict[str, Any]) -> Any:
    """The desks that the key opens: its own."""
    after = cursor_from(query["cursor"])
    page = desks.page(g.session, g.actor.desk_id, limit=query["limit"], after=after)
    return page_shape(Page([_shape(each) for each in page.items], page.next))


@blueprint.get("/desks/<uuid:desk_id>")
@reads(Scope.DESK_READ)
@blueprint.response(200, DeskOut)
def get_desk(desk_id: UUID) -> Any:
    """The desk with its settings."""
    return _shape(tagged(desks.own(g.session, g.actor.desk_id, desk_id)))


@blueprint.patch("/desks/<uuid:desk_id>")
@writes(Scope.ADMIN, Role.ADMIN, version_of=desks.version)
@blueprint.arguments(DeskPatch)
@blueprint.response(200, DeskOut)
def patch_desk(body: dict[str, Any], desk_id: UUID) -> Any:
    """Set the threshold for articles to come, or the imprint of facts."""
    desk = guarded(desks.own(g.session, g.actor.desk_id, desk_id))
    if "threshold" in body:
        intake.set_threshold(g.session, desk, body["threshold"], actor=g.actor, now=utcnow())
    if "imprint" in body:
        set_imprint(g.session, desk, body["imprint"], actor=g.actor, now=utcnow())
    return _shape(tagged(desk))
