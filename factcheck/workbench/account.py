"""Your account: who you are, your password, and where you are signed in."""

from typing import Any
from uuid import UUID

from flask import flash, g, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from factcheck import passwords, sign_in
from factcheck.errors import NotFound, Rejected
from factcheck.saying import say
from factcheck.store import people, second_factors
from factcheck.store.people import Person
from factcheck.vocabulary import Role
from factcheck.workbench.edge import blueprint, database, reads, settings, writes
from factcheck.workbench.entry import keep, throttle
from factcheck.workbench.throttle import TooOften

_BACK = "workbench.account"


@blueprint.get("/account")
@reads()
def account() -> Any:
    """The account of whoever is signed in."""
    return _page()


@blueprint.post("/account/password")
@writes(Role.VIEWER)
def change_password() -> Any:
    """Take another password, and end all other logins."""
    try:
        new = _new_password()
        confirmed()
        with database().writing() as db:
            token = sign_in.change_password(db, g.login, new, desk=g.desk, actor=g.actor, now=g.now)
    except Rejected as refused:
        with database().reading() as g.session:
            return _page(refused)
    keep(token)
    flash(say("Your password is changed. Everywhere else you were signed out."), "message")
    return redirect(url_for(_BACK), 303)


@blueprint.post("/account/desk")
@writes(Role.VIEWER)
def switch_desk() -> Any:
    """Go to work on another desk."""
    with database().writing() as db:
        token = sign_in.switch_desk(db, g.login, _uuid(request.form.get("desk", "")), now=g.now)
    keep(token)
    return redirect(url_for("workbench.queue"), 303)


@blueprint.post("/account/logins/<uuid:login_id>/end")
@writes(Role.VIEWER)
def end_login(login_id: UUID) -> Any:
    """Sign out in one browser."""
    with database().writing() as db:
        if not sign_in.end(db, actor=g.actor, only=login_id, now=g.now):
            raise NotFound(say("This login is over already."))
    if login_id == g.login.id:
        session.clear()
    else:
        flash(say("That browser is signed out."), "message")
    return redirect(url_for(_BACK), 303)


@blueprint.post("/account/logins/end")
@writes(Role.VIEWER)
def end_logins() -> Any:
    """Sign out everywhere else, or here too."""
    here = request.form.get("here") == "yes"
    with database().writing() as db:
        ended = sign_in.end(db, actor=g.actor, but=None if here else g.login.id, now=g.now)
    if here:
        session.clear()
        return redirect(url_for("workbench.login"), 303)
    flash(
        say("Everywhere else you are signed out.")
        if ended
        else say("You were signed in nowhere else."),
        "message",
    )
    return redirect(url_for(_BACK), 303)


def confirmed() -> Person:
    """Whoever is signed in, by the password that the form must bring along.

    Raises `Rejected` for a wrong one, and `TooOften`.
    """
    key = f"own {g.actor.person_id}"
    if not throttle().admit(key, g.now):
        raise TooOften(say("Too many tries with a wrong password. Wait five minutes."))
    with database().reading() as db:
        person = sign_in.own_password(db, g.actor, request.form.get("own_password", ""))
    throttle().forget(key)
    return person


def _new_password() -> str:
    """The password that the form asks for. Raises `Rejected`."""
    new = request.form.get("password", "")
    passwords.check_length(new)
    if new == request.form.get("own_password"):
        same = say("Choose another one than the one you have.")
        raise Rejected(same, {"password": [same]})
    if new != request.form.get("again"):
        other = say("The two are not the same. Type the new password twice.")
        raise Rejected(other, {"again": [other]})
    return new


def _page(refused: Rejected | None = None) -> Response:
    person_id = g.actor.person_id
    page = render_template(
        "account.html",
        person=people.person(g.session, person_id),
        desks=people.desks_of(g.session, person_id),
        factor=second_factors.is_on(g.session, person_id),
        codes_left=second_factors.codes_left(g.session, person_id),
        logins=sign_in.standing(g.session, person_id, settings().sessions, now=g.now),
        limits=settings().sessions,
        least=passwords.LENGTH,
        refused=refused,
    )
    return make_response(page, 422 if refused else 200)


def _uuid(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        raise NotFound(say("There is no such desk.")) from None
