"""What the public surface answers when it cannot: a page for people, a problem for programs."""

from typing import Any

from flask import Response, g, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from factcheck import errors
from factcheck.api import problems
from factcheck.public import google
from factcheck.public.edge import blueprint, is_public, shared

_WORDS = {
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    500: "Something went wrong on our side.",
}


@blueprint.errorhandler(errors.FactcheckError)
def _ours(error: errors.FactcheckError) -> Response:
    """What everybody could read once is said to be gone (410): search engines forget it then."""
    since = error.since if isinstance(error, errors.FactWithdrawn) else None
    gone = problems.problem(410, error.message, errors.Gone.code)
    answer = problems.from_error(error) if since is None else gone
    return _as_page(answer, error.message, since) if _to_person() else answer


@blueprint.errorhandler(HTTPException)
def _theirs(error: HTTPException) -> Response:
    answer = problems.from_http(error)
    message = _WORDS.get(answer.status_code, str(error.description))
    return _as_page(answer, message) if _to_person() else answer


def unrouted(error: HTTPException) -> Response | None:
    """The answer where no view was found; None if it is not for this edge to give."""
    if google.is_ours(request.path):
        return shared(google.from_http(error))
    return shared(_theirs(error)) if is_public(request.path) else None


def _to_person() -> bool:
    """Whether a browser asks, for a page or in a frame."""
    return is_card() or "text/html" in request.headers.get("Accept", "")


def is_card() -> bool:
    """Whether what is asked for stands in a frame on somebody else's page."""
    return request.endpoint == "public.card"


def _as_page(answer: Response, message: str, since: Any = None) -> Response:
    """The same refusal for people, with its headers."""
    g.embeddable = is_card()
    template = "public/card_gone.html" if is_card() else "public/refusal.html"
    page = make_response(
        render_template(template, status=answer.status_code, message=message, since=since),
        answer.status_code,
    )
    for name in ("Retry-After", "Allow"):
        if name in answer.headers:
            page.headers[name] = answer.headers[name]
    return page
