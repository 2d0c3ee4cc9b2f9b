"""ClaimReview: the linter, and what other publishers found before."""

from threading import BoundedSemaphore
from typing import Any
from uuid import UUID

from flask import current_app, g, request

from factcheck import review
from factcheck.api.blueprint import Blueprint
from factcheck.api.edge import reads, writes
from factcheck.api.links import cursor_from, page_shape
from factcheck.api.wired import egress
from factcheck.clock import utcnow
from factcheck.documents.jsonld import Markup, read_jsonld
from factcheck.errors import Busy, Rejected, TooLarge, Unreachable
from factcheck.publish.claimreview_lint import lint_markup
from factcheck.publish.imprint import own_sites
from factcheck.schemas.claimreview import (
    EarlierCheckDetailOut,
    EarlierCheckOut,
    EarlierCheckQuery,
    FindingsOut,
    ImportedOut,
    MarkupIn,
)
from factcheck.schemas.fields import page_of
from factcheck.store import desks, earlier_checks
from factcheck.vocabulary import Role, Scope

blueprint = Blueprint("claimreview", __name__, url_prefix="/api/v1")
_AT_ONCE = BoundedSemaphore(4)
"""Pages take seconds; so many threads may wait for them, and no more."""
_WAIT = 5.0
_MOST_CHECKS = 10_000
"""More would keep all others from writing for too long."""
_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": MarkupIn},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {
                            "type": "string",
                            "format": "binary",
                            "minLength": 1,
                            "description": "JSON-LD, a page or a DataFeed, up to 50 MB.",
                        }
                    },
                }
            },
        },
    }
}


@blueprint.post("/claimreview/validate")
@reads(Scope.DESK_READ, fails=502)
@blueprint.arguments(MarkupIn)
@blueprint.response(200, FindingsOut)
def post_validate(body: dict[str, Any]) -> Any:
    """What is wrong with ClaimReview markup, by rule, with the source of each rule."""
    g.session.close()  # fetching and reading take a while and need no transaction
    markup, page_url = _markup(body)
    return {"findings": lint_markup(markup, page_url=page_url)}


def _markup(body: dict[str, Any]) -> tuple[Markup, str | None]:
    """The markup that a request gives or names, and the address it was fetched from."""
    if url := body.get("url"):
        return _fetched(url)
    document = body.get("html") or body.get("document") or ""
    if isinstance(document, str):
        return read_jsonld(document), None
    return Markup((("$", document),)), None


def _fetched(url: str) -> tuple[Markup, str]:
    if not _AT_ONCE.acquire(timeout=_WAIT):
        raise Busy("Many pages are being fetched right now. Try again.")
    try:
        page = egress().fetch(url)
    finally:
        _AT_ONCE.release()
    if not 200 <= page.status < 300:
        raise Unreachable(f"The page answered {page.status}, so there is nothing to read.")
    return read_jsonld(page.body, media_type=page.header("content-type")), page.url


def _look() -> None:
    """Fetch or take the markup and read it, while no transaction is open."""
    if request.mimetype == "multipart/form-data":
        markup, where = _uploaded(), None
    else:
        markup, where = _markup(Blueprint.ARGUMENTS_PARSER.parse(MarkupIn, location="json"))
    g.found = review.checks_of(markup, fetched_from=where)
    if len(g.found.checks) > _MOST_CHECKS:
        raise TooLarge(
            f"There are {len(g.found.checks):,} reviews; one call takes {_MOST_CHECKS:,}. "
            "`factcheck claimreview import` takes any number."
        )


def _uploaded() -> Markup:
    if set(request.files) != {"file"} or request.form or len(request.files.getlist("file")) > 1:
        raise Rejected("Send one file.", {"file": ["The form takes one `file` and nothing else."]})
    return read_jsonld(request.files["file"].read())


@blueprint.post("/claimreview/import")
@writes(Scope.REVIEW, Role.REVIEWER, ahead=_look, takes_files=True, once=True)
@blueprint.response(200, ImportedOut)
@blueprint.doc(**_FORM)
def post_import() -> Any:
    """Take in other publishers' ClaimReview as earlier checks; never the desk's own."""
    base_url = current_app.config["FACTCHECK"].base_url
    own = own_sites(desks.desk(g.session, g.actor.desk_id), base_url=base_url)
    return review.import_checks(g.session, g.found, own=own, actor=g.actor, now=utcnow())


@blueprint.get("/earlier-checks")
@reads(Scope.DESK_READ)
@blueprint.arguments(EarlierCheckQuery, location="query")
@blueprint.response(200, page_of(EarlierCheckOut))
def list_earlier_checks(query: dict[str, Any]) -> Any:
    """What other publishers found, those that came last first."""
    narrow = earlier_checks.Filters(q=query["q"], publisher=query["publisher"])
    after = cursor_from(query["cursor"])
    return page_shape(
        earlier_checks.page(g.session, g.actor.desk_id, narrow, limit=query["limit"], after=after)
    )


@blueprint.get("/earlier-checks/<uuid:check_id>")
@reads(Scope.DESK_READ)
@blueprint.response(200, EarlierCheckDetailOut)
def get_earlier_check(check_id: UUID) -> Any:
    """One earlier check, with the ClaimReview as it came."""
    return earlier_checks.check(g.session, g.actor.desk_id, check_id)
