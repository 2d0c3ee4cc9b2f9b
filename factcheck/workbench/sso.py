"""Signing in by a provider that vouches for people, where one is configured."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from flask import abort, current_app, redirect, request, session, url_for

from factcheck import sign_in
from factcheck.clock import utcnow
from factcheck.errors import NotAllowed
from factcheck.saying import say
from factcheck.store import people
from factcheck.store.desks import Desk
from factcheck.store.people import Person
from factcheck.vocabulary import LoginMethod
from factcheck.workbench.edge import blueprint, database, settings
from factcheck.workbench.entry import let_in, local_path

if TYPE_CHECKING:
    from factcheck import oidc

_WITHIN_SECONDS = 600
"""How long somebody may be away at the provider."""
_LONGEST_WAY = 500
"""How much of an address to come back to has room in the cookie, beside what was asked."""


@blueprint.get("/login/sso")
def go_to_provider() -> Any:
    """Send the browser to the provider, which sends it back."""
    address, asked = _provider().ask(_back())
    then = request.args.get("next", "")
    session["sso"] = {
        "asked": asked,
        "next": then if len(then) <= _LONGEST_WAY else "",
        "at": utcnow().timestamp(),
    }
    return redirect(address)


@blueprint.get("/login/sso/back")
def come_from_provider() -> Any:
    """Let in whom the provider vouches for."""
    provider, kept = _provider(), session.pop("sso", None)
    if kept is None or utcnow().timestamp() - kept["at"] > _WITHIN_SECONDS:
        raise NotAllowed(
            say("This answer belongs to no sign-in that was begun in this browser. Begin again.")
        )
    claims = provider.vouched(kept["asked"], request.args, _back())
    person, desk = _who(claims)
    let_in(person, desk, LoginMethod.SSO)
    return redirect(local_path(kept["next"]))


def _who(claims: Mapping[str, Any]) -> tuple[Person, Desk]:
    """The person with the address that the provider has verified, and their desk.

    Raises `NotAllowed`: nobody gets an account by signing in.
    """
    email = str(claims.get("email", ""))[:320]
    if not email or claims.get("email_verified") is not True:
        raise NotAllowed(
            say("The provider has verified no e-mail address of yours. Nobody was signed in.")
        )
    with database().reading() as db:
        person = people.by_email(db, email.replace("\x00", ""))
        if person is None or person.service or person.disabled_at:
            raise NotAllowed(
                say("{email} has no account here. Ask an administrator to add it.", email=email)
            )
        return person, sign_in.desk_to_begin(db, person)


def _provider() -> "oidc.Provider":
    """The provider; what it takes is loaded at the first sign-in alone."""
    sso = settings().sso
    if sso is None:
        abort(404)
    if "factcheck.oidc" not in current_app.extensions:
        made = import_module("factcheck.oidc").Provider(sso)
        current_app.extensions["factcheck.oidc"] = made
    found: oidc.Provider = current_app.extensions["factcheck.oidc"]
    return found


def _back() -> str:
    """Where the provider sends the browser back to, as it was told to the provider."""
    return f"{settings().base_url}{url_for('workbench.come_from_provider')}"
