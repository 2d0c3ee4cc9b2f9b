"""The second factor on the pages: setting it up, and asking for its code when somebody signs in."""

from collections.abc import Sequence
from typing import Any

import segno
from flask import flash, g, make_response, redirect, render_template, request, session, url_for
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from factcheck import accounts, second_factor, sign_in
from factcheck.clock import utcnow
from factcheck.errors import Rejected
from factcheck.saying import say
from factcheck.sealing import Sealer
from factcheck.store import people, second_factors
from factcheck.store.logins import Holder
from factcheck.vocabulary import Channel, Role
from factcheck.workbench.account import confirmed
from factcheck.workbench.edge import blueprint, database, reads, settings, writes
from factcheck.workbench.entry import keep, local_path, throttle
from factcheck.workbench.throttle import RETRY_AFTER
from factcheck.workbench.translating import gettext as _


@blueprint.get("/login/code")
def code() -> Any:
    """The form for the code, after the password."""
    with database().reading() as db:
        sign_in.halfway(db, session.get("login", ""), now=utcnow())
    return render_template("code.html", message=None)


@blueprint.post("/login/code")
def post_code() -> Any:
    """Check the code; the login begins with it."""
    now = utcnow()
    with database().writing() as db:
        holder = sign_in.halfway(db, session.get("login", ""), now=now)
        key = f"code {holder.person.id}"
        if not throttle().admit(key, now):
            said = _("Too many tries. Wait five minutes, then try again.")
            return render_template("code.html", message=said), 429, RETRY_AFTER
        if not _admits(db, holder):
            said = _("This code is wrong, too old, or was used before.")
            return render_template("code.html", message=said), 401
        token = sign_in.renew(db, holder.login, now=now)
    throttle().forget(key)
    keep(token)
    return redirect(local_path(request.args.get("next", "")))


@blueprint.get("/account/second-factor", endpoint="second_factor")
@reads()
def page() -> Any:
    """How the second factor stands, and what to do next."""
    return _page()


@blueprint.post("/account/second-factor")
@writes(Role.VIEWER)
def prepare_factor() -> Any:
    """Make a secret, to be confirmed by its first code."""
    try:
        person = confirmed()
    except Rejected as refused:
        return _again(refused)
    with database().writing() as db:
        second_factor.prepare(db, person, sealer=_sealer(), now=g.now)
    return redirect(url_for("workbench.second_factor"), 303)


@blueprint.post("/account/second-factor/on")
@writes(Role.VIEWER)
def turn_factor_on() -> Any:
    """Confirm the secret; its recovery codes are shown this once."""
    try:
        with database().writing() as db:
            person = people.person(db, g.actor.person_id)
            given = request.form.get("code", "")
            codes = second_factor.confirm(
                db, person, given, sealer=_sealer(), actor=g.actor, now=g.now
            )
            token = _alone(db)
    except Rejected as refused:
        return _again(refused)
    keep(token)
    return _codes(codes, first=True)


@blueprint.post("/account/second-factor/codes")
@writes(Role.VIEWER)
def renew_codes() -> Any:
    """Make new recovery codes, shown this once."""
    try:
        person = confirmed()
    except Rejected as refused:
        return _again(refused)
    with database().writing() as db:
        codes = second_factor.renew_codes(db, person, actor=g.actor, now=g.now)
        token = _alone(db)
    keep(token)
    return _codes(codes)


@blueprint.post("/account/second-factor/off")
@writes(Role.VIEWER)
def turn_factor_off() -> Any:
    """Sign in with the password alone from now on."""
    try:
        person = confirmed()
    except Rejected as refused:
        return _again(refused)
    with database().writing() as db:
        second_factor.turn_off(db, person, actor=g.actor, now=g.now)
        token = _alone(db)
    keep(token)
    flash(say("The second factor is off. Your password alone lets you in."), "message")
    return redirect(url_for("workbench.account"), 303)


def _alone(db: Session) -> str:
    """End all other logins, and give this one a new token."""
    sign_in.end(db, actor=g.actor, but=g.login.id, now=g.now)
    return sign_in.renew(db, g.login, now=g.now)


def _admits(db: Session, holder: Holder) -> bool:
    actor = accounts.at_work(
        holder.person,
        holder.desk.id,
        holder.role,
        auth_method="session",
        channel=Channel.WORKBENCH,
        request_id=g.request_id,
    )
    given = request.form.get("code", "")
    return second_factor.admits(
        db, holder.person, given, sealer=_sealer(), actor=actor, now=utcnow()
    )


def _again(refused: Rejected) -> Response:
    with database().reading() as g.session:
        return _page(refused)


def _page(refused: Rejected | None = None) -> Response:
    person = people.person(g.session, g.actor.person_id)
    found = second_factors.find(g.session, person.id)
    values: dict[str, Any] = {"refused": refused, "person": person}
    if found and found.confirmed_at:
        values |= {"on": found, "left": second_factors.codes_left(g.session, person.id)}
    elif pending := second_factor.waiting(g.session, person.id, now=g.now):
        secret, address = second_factor.pairing(pending, person.email, sealer=_sealer())
        values |= {"secret": secret, "picture": _picture(address)}
    return make_response(render_template("second_factor.html", **values), 422 if refused else 200)


def _codes(codes: Sequence[str], *, first: bool = False) -> str:
    """The page with the recovery codes, which nothing can show again."""
    return render_template("recovery_codes.html", codes=codes, first=first)


def _picture(address: str) -> Markup:
    """The address as a QR code: dark on white by day and by night, for so devices read it."""
    drawn: str = segno.make_qr(address, error="m").svg_inline(
        scale=5, border=4, dark="black", light="white", svgclass="qr", lineclass=None
    )
    return Markup(drawn)  # noqa: S704 - lines alone; the text is drawn, not written


def _sealer() -> Sealer:
    return second_factor.factor_sealer(settings().secret_key)
