"""The edge between a browser and the stages: who comes, what they may, and pages for errors."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial, wraps
from typing import Any
from urllib.parse import urlsplit

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

from factcheck import accounts, again, errors, sign_in
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.db import Database
from factcheck.limits import MAX_BODY_BYTES, MAX_FILE_BYTES
from factcheck.report.style import Style
from factcheck.saying import say
from factcheck.signing import Signer
from factcheck.store import logins
from factcheck.vocabulary import Channel, Role
from factcheck.workbench.forms import FIELDS
from factcheck.workbench.throttle import RETRY_AFTER, TooOften

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
    TooOften: 429,
    errors.Busy: 503,
    errors.Interrupted: 503,
    errors.StorageFull: 507,
}
REFUSALS = (
    errors.Rejected,
    errors.Conflict,
    errors.StaleVersion,
    errors.Busy,
    errors.StorageFull,
)
"""What a form is shown again for, with every word that was typed."""
_WORDS = {
    404: say("There is nothing at this address."),
    405: say("This address does not take that method."),
    413: say("What was sent is over the limit of 10 MB."),
    500: say("Something went wrong on our side; nothing of this request was kept."),
}
_TAKE_FILES: set[str] = set()
"""The endpoints whose forms carry files."""
_STRANGE_FORM = say(
    "This form does not belong to your present login, so nothing was recorded. You may have "
    "signed out in another tab, or this browser keeps no cookies for this site."
)


def signer() -> Signer:
    """What signs reports and heads of the log."""
    found: Signer = current_app.extensions["factcheck.signer"]
    return found


def report_style(desk_slug: str) -> Style:
    """How this desk's reports look and speak."""
    styles: Callable[[str], Style] = current_app.extensions["factcheck.report_style"]
    return styles(desk_slug)


def database() -> Database:
    """The application's database."""
    found: Database = current_app.extensions["factcheck.database"]
    return found


def settings() -> Config:
    """The application's settings."""
    found: Config = current_app.config["FACTCHECK"]
    return found


def reads(role: Role = Role.VIEWER, *, polled: bool = False) -> Callable[[View], View]:
    """A page that changes nothing, for whoever is signed in, in one reading transaction.

    `polled`: a script asks for it by itself, so it is no sign that anybody is there.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(**values: Any) -> Response:
            response = again.twice(partial(_read, view, values, role))
            if not polled:
                _note_seen()
            return response

        return answer

    return decorate


def writes(role: Role) -> Callable[[View], View]:
    """A form's target. The view opens its own transaction, when it has read the form."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(**values: Any) -> Response:
            again.twice(partial(_read, Response, {}, role))
            _note_seen()
            if request.endpoint in _TAKE_FILES:  # what was read of a file is not there twice
                return make_response(view(**values))
            return again.twice(lambda: make_response(view(**values)))

        return answer

    return decorate


def _read(view: View, values: dict[str, Any], role: Role) -> Response:
    with database().reading() as db:
        enter(db, role)
        return make_response(view(**values))


def enter(db: Session, role: Role) -> None:
    """Find out who is signed in. Raises `NotAuthenticated` or `NotAllowed`."""
    g.session, g.now = db, utcnow()
    found = sign_in.entered(db, session.get("login", ""), settings().sessions, now=g.now)
    g.login, g.desk = found.login, found.desk
    g.actor = accounts.at_work(
        found.person,
        found.desk.id,
        found.role,
        auth_method="session",
        channel=Channel.WORKBENCH,
        request_id=g.request_id,
    )
    if g.actor.role < role:
        raise errors.NotAllowed(
            say(
                "This takes the role of {role}; yours is {own}.",
                role=say(role.label),
                own=say(g.actor.role.label),
            )
        )


def _note_seen() -> None:
    """Remember that somebody was here, once a minute; nobody waits or fails for it."""
    if g.now - g.login.seen_at >= sign_in.GLIMPSE:
        with suppress(errors.Busy, errors.StorageFull), database().writing() as db:
            logins.see(db, g.login.id, g.now)


def takes_files(view: View) -> View:
    """Let the form carry a file, and be as large as those are, from whoever is signed in."""
    _TAKE_FILES.add(f"{blueprint.name}.{view.__name__}")

    @wraps(view)
    def answer(**values: Any) -> Response:
        try:
            return make_response(view(**values))
        finally:
            for file in request.files.values():
                file.close()

    return answer


@blueprint.before_request
def _check_form() -> None:
    """Every form carries the token of the login it was made for."""
    if request.endpoint in _TAKE_FILES and "login" in session:
        request.max_content_length = MAX_FILE_BYTES + MAX_BODY_BYTES
    current_app.extensions["csrf"].protect()


@blueprint.after_request
def _keep_private(response: Response) -> Response:
    """Pages stay out of every cache; the style sheet may be kept."""
    if request.endpoint != "workbench.static":
        response.headers["Cache-Control"] = "private, no-store"
    return response


def status_of(error: errors.FactcheckError) -> int:
    """The status of the page that tells of the error."""
    return next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)


@blueprint.errorhandler(errors.FactcheckError)
def _ours(error: errors.FactcheckError) -> Any:
    status = status_of(error)
    if status == 401 and request.method in {"GET", "HEAD"}:
        return redirect(url_for("workbench.login", next=_where_to_come_back()))
    reasons = error.reasons if isinstance(error, errors.IllegalTransition) else ()
    page = _page(status, error.message, reasons)
    if isinstance(error, TooOften):
        page.headers.update(RETRY_AFTER)
    if status == 503:
        page.headers["Retry-After"] = "2"
    return page


@blueprint.errorhandler(HTTPException)
def error_page(error: HTTPException) -> Any:
    """The page for an error of the framework: routing, a strange form, a crash."""
    if error.response is not None:
        return error.response
    status = error.code or 500
    words = _STRANGE_FORM if isinstance(error, CSRFError) else _WORDS.get(status)
    return _page(status, words or str(error.description))


def _page(status: int, message: str, reasons: Sequence[str] = ()) -> Response:
    """An error as a page, with the words that were typed, so that they can be sent again."""
    form = request.form if request.method == "POST" and status != 413 else {}
    typed = {str(label): form[name] for name, label in FIELDS.items() if form.get(name, "").strip()}
    page = render_template(
        "error.html",
        status=status,
        message=message,
        reasons=reasons,
        typed=typed,
        back=_where_to_come_back(),
    )
    return make_response(page, status)


def _where_to_come_back() -> str | None:
    """The page to go to after signing in; of a form's target, the page that it stood on."""
    if request.path.startswith(("/login", "/logout")):
        return request.args.get("next")
    if request.method in {"GET", "HEAD"}:
        return request.full_path if request.query_string else request.path
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc != request.host:
        return None
    return came_from._replace(scheme="", netloc="", fragment="").geturl()
