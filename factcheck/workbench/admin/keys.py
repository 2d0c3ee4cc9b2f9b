"""The keys by which tools open the desk: who has one, for what, until when."""

from typing import Any

from flask import current_app, flash, g, redirect, request, url_for
from sqlalchemy.orm import Session

from factcheck import accounts, members
from factcheck.clock import utcnow
from factcheck.schemas.people import KeyIn
from factcheck.store import people, pulls
from factcheck.store.people import ApiKey
from factcheck.vocabulary import Role, Scope
from factcheck.workbench import forms
from factcheck.workbench.admin.frame import (
    PAGE,
    REFUSALS,
    Refused,
    after,
    page,
    refusal,
)
from factcheck.workbench.edge import blueprint, database, reads, writes
from factcheck.workbench.translating import gettext as _


@blueprint.get("/admin/keys")
@reads(Role.ADMIN)
def admin_keys() -> Any:
    """The keys of the desk, newest first."""
    return _keys()


@blueprint.get("/admin/keys/<key_id>/revoke")
@reads(Role.ADMIN)
def admin_keys_again(key_id: str) -> Any:  # noqa: ARG001 - whichever it was
    """Where a form was sent leads back to the keys."""
    return redirect(url_for("workbench.admin_keys"))


@blueprint.post("/admin/keys")
@writes(Role.ADMIN)
def post_key() -> Any:
    """Make a key; its text is on the answer alone."""
    try:
        given = forms.checked(KeyIn(), _given())
        with database().writing() as session:
            made, text = _made(session, given)
    except REFUSALS as error:
        return _keys(refusal(error))
    return page("new_key.html", key=made, text=text, tool=given["tool"])


@blueprint.post("/admin/keys/<key_id>/revoke")
@writes(Role.ADMIN)
def post_revocation(key_id: str) -> Any:
    """Take a key back."""
    with database().writing() as session:
        accounts.revoke_key(session, key_id, by=g.actor, now=utcnow())
    flash(_("The key %(key)s opens nothing any more.", key=key_id), "message")
    return redirect(url_for("workbench.admin_keys"), 303)


def _given() -> dict[str, Any]:
    form = request.form
    given: dict[str, Any] = {name: form.get(name, "") for name in ("role", "days", "tool")}
    if form.get("whose") == "mine":
        del given["tool"]
    return given | {"scopes": form.getlist("scopes")}


def _made(session: Session, given: dict[str, Any]) -> tuple[ApiKey, str]:
    rest = {name: value for name, value in given.items() if name != "tool"}
    rest |= {"by": g.actor, "now": utcnow()}
    if given["tool"] is None:
        return members.make_own_key(session, **rest)
    return members.make_tool_key(session, tool=given["tool"], **rest)


def _keys(refused: Refused | None = None) -> Any:
    current_app.extensions["factcheck.receipts"].write()
    with database().reading() as session:
        found = people.keys(session, g.actor.desk_id, limit=PAGE, after=after())
        pulled = pulls.of_desk(session, g.actor.desk_id)
    return page(
        "keys.html",
        refused=refused,
        keys=found.items,
        more=found.next,
        pulled={each.key_id: each.at for each in reversed(pulled)},
        roles=list(Role),
        scopes=list(Scope),
        days=accounts.KEY_DAYS,
    )
