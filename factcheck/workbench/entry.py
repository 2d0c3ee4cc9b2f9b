"""Coming in and going out."""

import re
from typing import Any

from flask import current_app, make_response, redirect, render_template, request, session, url_for

from factcheck import accounts
from factcheck.clock import utcnow
from factcheck.errors import NotAllowed, NotAuthenticated
from factcheck.store import people
from factcheck.store.desks import Desk
from factcheck.store.people import Person
from factcheck.workbench.edge import blueprint, database
from factcheck.workbench.throttle import WINDOW, Throttle

_LOCAL = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]*")
_WRONG = "The address or the password is wrong."
_TOO_OFTEN = "Too many tries for this address. Wait five minutes, then try again."


@blueprint.get("/login")
def login() -> Any:
    """The form to sign in."""
    return render_template("login.html", email="", message=None)


@blueprint.post("/login")
def sign_in() -> Any:
    """Check the password; the session starts afresh with whoever came in."""
    email = request.form.get("email", "").replace("\x00", "")[:320].strip()
    throttle: Throttle = current_app.extensions["factcheck.throttle"]
    key = f"{request.remote_addr} {email.lower()}"
    if not throttle.admit(key, utcnow()):
        response = _again(email, _TOO_OFTEN, 429)
        response.headers["Retry-After"] = str(int(WINDOW.total_seconds()))
        return response
    try:
        person, desk = _who(email, request.form.get("password", ""))
    except NotAuthenticated:
        return _again(email, _WRONG, 401)
    throttle.forget(key)
    session.clear()
    session.update(person=str(person.id), desk=str(desk.id))
    return redirect(local_path(request.args.get("next", "")))


@blueprint.post("/logout")
def sign_out() -> Any:
    """Forget who was here."""
    session.clear()
    return redirect(url_for("workbench.login"))


def local_path(given: str) -> str:
    """`given` if it is a path of this site, else the first page.

    >>> local_path("/articles/7?x=1"), local_path("//evil.example"), local_path("https://e.vil")
    ('/articles/7?x=1', '/', '/')
    """
    return given if _LOCAL.fullmatch(given) else "/"


def _who(email: str, password: str) -> tuple[Person, Desk]:
    """The person and their desk. Raises `NotAuthenticated`, or `NotAllowed` without a desk."""
    with database().reading() as db:
        person = accounts.check_password(db, email, password)
        found = people.desks_of(db, person.id)
    if not found:
        raise NotAllowed("You have no place on a desk yet; an administrator can give you one.")
    return person, found[0][0]


def _again(email: str, message: str, status: int) -> Any:
    return make_response(render_template("login.html", email=email, message=message), status)
