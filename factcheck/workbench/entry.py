"""Coming in and going out."""

import re
from typing import Any

from flask import current_app, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from factcheck import accounts, sign_in
from factcheck.clock import utcnow
from factcheck.errors import NotAuthenticated
from factcheck.store.desks import Desk
from factcheck.store.people import Person
from factcheck.vocabulary import LoginMethod
from factcheck.workbench.browsers import browser
from factcheck.workbench.edge import blueprint, database, settings
from factcheck.workbench.throttle import RETRY_AFTER, Throttle
from factcheck.workbench.translating import gettext as _

_LOCAL = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]*")


@blueprint.get("/login")
def login() -> Any:
    """The form to sign in; whoever comes back to it is told what ended their login."""
    token, over = session.get("login", ""), None
    if token:
        with database().reading() as db:
            over = sign_in.why_over(db, token, settings().sessions, now=utcnow())
    return _form("", over)


@blueprint.post("/login")
def post_login() -> Any:
    """Check the password; the session starts afresh with whoever came in."""
    email = request.form.get("email", "").replace("\x00", "")[:320].strip()
    key = f"{request.remote_addr} {email.lower()}"
    if not throttle().admit(key, utcnow()):
        said = _("Too many tries for this address. Wait five minutes, then try again.")
        return _form(email, said, 429), RETRY_AFTER
    try:
        person, desk = _who(email, request.form.get("password", ""))
    except NotAuthenticated:
        return _form(email, _("The address or the password is wrong."), 401)
    throttle().forget(key)
    given = request.args.get("next", "")
    if let_in(person, desk, LoginMethod.PASSWORD):
        return redirect(url_for("workbench.code", next=given or None))
    return redirect(local_path(given))


@blueprint.post("/logout")
def sign_out() -> Any:
    """End the login, and forget who was here."""
    with database().writing() as db:
        sign_in.leave(db, session.get("login", ""), now=utcnow())
    session.clear()
    return redirect(url_for("workbench.login"))


def local_path(given: str) -> str:
    """`given` if it is a path of this site, else the first page.

    >>> local_path("/articles/7?x=1"), local_path("//evil.example"), local_path("https://e.vil")
    ('/articles/7?x=1', '/', '/')
    """
    return given if _LOCAL.fullmatch(given) else "/"


def let_in(person: Person, desk: Desk, how: LoginMethod) -> bool:
    """Begin a login in this browser, and say whether a code has to follow.

    Whatever it had before is over and gone.
    """
    with database().writing() as db:
        begun = sign_in.begin(
            db,
            person,
            desk,
            how=how,
            agent=browser(request.headers.get("User-Agent", "")),
            instead_of=session.get("login", ""),
            now=utcnow(),
        )
    keep(begun.token)
    return begun.awaits_code


def keep(token: str) -> None:
    """Let the browser have this token and nothing of before."""
    session.clear()
    session["login"] = token


def throttle() -> Throttle:
    """The brake on guessing."""
    found: Throttle = current_app.extensions["factcheck.throttle"]
    return found


def _who(email: str, password: str) -> tuple[Person, Desk]:
    """The person and their desk.

    Raises `NotAuthenticated`, or `NotAllowed` for somebody without a desk.
    """
    with database().reading() as db:
        person = accounts.check_password(db, email, password)
        return person, sign_in.desk_to_begin(db, person)


def _form(email: str, message: str | None, status: int = 200) -> Response:
    page = render_template("login.html", email=email, message=message, sso=settings().sso)
    return make_response(page, status)
