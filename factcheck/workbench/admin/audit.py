"""The log: its signed head, and the newest entries of the desk."""

import json
from typing import Any
from uuid import UUID

from flask import Response, current_app, g, request

from factcheck import review
from factcheck.errors import Rejected
from factcheck.saying import say
from factcheck.store import log, pins
from factcheck.vocabulary import Role
from factcheck.workbench.admin.frame import PAGE, after, page
from factcheck.workbench.edge import blueprint, reads

_FILTERS = ("type", "id", "by")


@blueprint.get("/admin/audit")
@reads(Role.ADMIN)
def admin_audit() -> Any:
    """The head as it stands, and what was done last; of a blind proposal, its bones."""
    about, by = _about(), _id("by")
    found = log.latest(g.session, g.actor.desk_id, about=about, by=by, limit=PAGE, after=after())
    return page(
        "audit.html",
        head=_head(),
        entries=review.seen_by(g.session, found.items, g.actor),
        more=found.next,
        written=_written,
        narrowed={name: request.args[name] for name in _FILTERS if request.args.get(name)},
    )


@blueprint.get("/admin/audit/head.json")
@reads(Role.ADMIN)
def admin_head() -> Any:
    """The signed head as a file, to be kept elsewhere."""
    head = _head()
    response = Response(f"{current_app.json.dumps(head)}\n", mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="head-{head["seq"]}.json"'
    return response


def _head() -> dict[str, Any]:
    signer = current_app.extensions["factcheck.signer"]
    return pins.signed_head(log.head(g.session), signer=signer, now=g.now)


def _written(value: Any) -> str:
    """What an entry keeps, for people."""
    return json.dumps(value, ensure_ascii=False, indent=1)


def _about() -> tuple[str, UUID] | None:
    """The thing whose entries are asked for, if one is."""
    thing = _id("id")
    return (request.args.get("type", ""), thing) if thing else None


def _id(name: str) -> UUID | None:
    """An id in the address. Raises `Rejected` for what is none."""
    given = request.args.get(name)
    try:
        return UUID(given) if given else None
    except ValueError as error:
        raise Rejected(say("This address was cut or changed: it names nothing."), {}) from error
