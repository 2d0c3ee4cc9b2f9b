"""The edge between a browser and the stages: who comes, what they may, and pages for errors."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from factcheck import accounts, errors
from factcheck.clock import utcnow
from factcheck.db import Database
from factcheck.store import desks, people
from factcheck.vocabulary import Channel, Role
from factcheck.workbench.forms import FIELDS

View = Callable[..., Any]

blueprint = Blueprint(
    "workbench",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/static",
)

_STATUS: dict[type[errors.FactcheckError], int] = {
    errors.NotAuthenticated: 401,
    errors.NotAllowed: 403,
    errors.Gone: 410,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.StaleVersion: 409,
    errors.TooLarge: 413,
    errors.Rejected: 422,
    errors.EgressRefused: 422,
    errors.Unreachable: 502,
    errors.Unreadable: 422,
    errors.Damaged: 500,
    errors.Busy: 503,
    errors.StorageFull: 507,
}
_WORDS = {
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    413: "What was sent is over the limit of 10 MB.",
    500: "Something went wrong on our side; nothing of this request was kept.",
}
_STRANGE_FORM = (
    "This form does not belong to your present login, so nothing was recorded. You may have "
    "signed out in another tab, or this browser keeps no cookies for this site."
)


def database() -> Database:
    """The application's database."""
    found: Database = current_app.extensions["factcheck.database"]
    return found


def reads(role: Role = Role.VIEWER) -> Callable[[View], View]:
    """A page that changes nothing, for whoever is signed in, in one reading transaction."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(**values: Any) -> Response:
            with database().reading() as db:
                enter(db, role)
                return make_response(view(**values))

        return answer

    return decorate


def writes(role: Role) -> Callable[[View], View]:
    """A form's target. The view opens its own transaction, when it has read the form."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(**values: Any) -> Response:
            with database().reading() as db:
                enter(db, role)
            return make_response(view(**values))

        return answer

    return decorate


def enter(db: Session, role: Role) -> None:
    """Find out who is signed in. Raises `NotAuthenticated` or `NotAllowed`."""
    g.session, g.now = db, utcnow()
    person_id, desk_id = session.get("person"), session.get("desk")
    person = people.find(db, UUID(person_id)) if person_id and desk_id else None
    if person is None:
        raise errors.NotAuthenticated("Sign in first.")
    g.actor = accounts.member(
        db,
        person,
        UUID(desk_id),
        auth_method="session",
        channel=Channel.WORKBENCH,
        request_id=g.request_id,
    )
    g.desk = desks.desk(db, g.actor.desk_id)
    if g.actor.role < role:
        raise errors.NotAllowed(
            f"This takes the role of {role.label}; yours is {g.actor.role.label}."
        )


@blueprint.before_request
def _check_form() -> None:
    """Every form carries the token of the login it was made for."""
    current_app.extensions["csrf"].protect()


@blueprint.after_request
def _keep_private(response: Response) -> Response:
    """Pages stay out of every cache; the style sheet may be kept."""
    if request.endpoint != "workbench.static":
        response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.errorhandler(errors.FactcheckError)
def _ours(error: errors.FactcheckError) -> Any:
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
    if status == 401 and request.method in {"GET", "HEAD"}:
        here = request.full_path if request.query_string else request.path
        return redirect(url_for("workbench.login", next=here))
    return _page(status, error.message)


@blueprint.errorhandler(HTTPException)
def error_page(error: HTTPException) -> Any:
    """The page for an error of the framework: routing, a strange form, a crash."""
    if error.response is not None:
        return error.response
    status = error.code or 500
    words = _STRANGE_FORM if isinstance(error, CSRFError) else _WORDS.get(status)
    return _page(status, words or str(error.description))


def _page(status: int, message: str) -> Response:
    """An error as a page, with the words that were typed, so that they can be sent again."""
    form = request.form if request.method == "POST" and status != 413 else {}
    typed = {label: form[name] for name, label in FIELDS.items() if form.get(name, "").strip()}
    page = render_template("error.html", status=status, message=message, typed=typed)
    return make_response(page, status)
