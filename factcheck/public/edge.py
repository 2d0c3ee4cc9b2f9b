"""The edge between everybody and the facts: no login, answers that caches may share.

Nobody is known here, so nothing in here may hang on who asks: what may be seen is what
`store.facts.visible_to(PUBLIC)` says.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from typing import Any

from flask import Blueprint, Flask, Request, Response, current_app, g, make_response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from marshmallow import Schema
from sqlalchemy.orm import Session

from factcheck import __version__, again
from factcheck.api.blueprint import BodyReader
from factcheck.api.edge import brought_up_to_date
from factcheck.api.wired import database
from factcheck.clock import utcnow
from factcheck.errors import Busy
from factcheck.public.imprints import Outlet
from factcheck.store import facts

View = Callable[..., Any]
PREFIXES = ("/facts/", "/feeds", "/v1alpha1", "/oembed", "/robots.txt", "/public/")
"""Where the public surface is."""
_FRESH = "public, max-age=60"
_FOR_AN_HOUR = "public, max-age=3600"
_KEPT = {200, 304, 404, 410}
"""Answers that a cache may give again."""
_READER = BodyReader()

blueprint = Blueprint(
    "public",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/public",
)


class Sessions(SecureCookieSessionInterface):
    """Logins, except where answers are shared: there nobody's cookie is read or renewed.

    A cache that keeps an answer keeps its `Set-Cookie` too.
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The login of whoever asks; none on the public surface."""
        return None if is_public(request.path) else super().open_session(app, request)


def is_public(path: str) -> bool:
    """Whether an address is one of the public surface.

    >>> is_public("/facts"), is_public("/facts/1"), is_public("/facts-desk")
    (True, True, False)
    """
    return f"{path}/".startswith(PREFIXES)


def reads(view: View) -> View:
    """A view in one reading transaction that sees what embargoes let out until now."""

    @wraps(view)
    def answer(**values: Any) -> Response:
        def read() -> Response:
            replica = database().replica
            if replica is not None and replica.usable():
                with suppress(Busy), database().reading_replica() as session:
                    return _shown(view, values, session)
            with database().reading() as session:
                return _shown(view, values, session)

        return again.twice(read)

    return answer


def _shown(view: View, values: dict[str, Any], session: Session) -> Response:
    g.session = session
    brought_up_to_date(session)
    return make_response(view(**values))


def asked(schema: type[Schema]) -> dict[str, Any]:
    """The query of the address. What it does not know is left out: links get decorated."""
    found: dict[str, Any] = _READER.parse(schema, request, location="query")
    return found


def base_url() -> str:
    """How the service is reached from outside; what a request says of itself may be forged."""
    found: str = current_app.config["FACTCHECK"].base_url
    return found


@dataclass(frozen=True, slots=True)
class State:
    """What an answer hangs on, in short: it is the same as long as these are.

    `number` is that of the newest change of a fact that the answer could show.
    """

    etag: str
    number: int | None

    @classmethod
    def of(cls, number: int | None, outlets: list[Outlet], *more: str) -> "State":
        """The state of the answer to this request, made from these facts by these desks."""
        query = sorted(request.args.items(multi=True))
        parts = (__version__, base_url(), request.path, query, number, outlets, more)
        return cls(sha256(repr(parts).encode(errors="replace")).hexdigest()[:32], number)

    def unchanged(self) -> Response | None:
        """304, if the asker has that answer already."""
        answer = self.mark(Response())
        answer.make_conditional(request)
        return answer if answer.status_code == 304 else None

    def mark(self, answer: Response) -> Response:
        """The answer with what asks for changes later."""
        answer.set_etag(self.etag)
        if self.number is not None:
            # Seconds are all it can say. A change in the second that still runs may be
            # followed by another, so it is dated before: who reads it now asks once more.
            past = utcnow().replace(microsecond=0) - timedelta(seconds=1)
            answer.last_modified = min(facts.when(self.number).replace(microsecond=0), past)
        return answer


@blueprint.after_request
def _share(answer: Response) -> Response:
    """Caches may keep it for a minute, and pages elsewhere may read it: it is for everybody."""
    if request.endpoint == "public.static":
        answer.headers["Cache-Control"] = _FOR_AN_HOUR
        return answer
    return shared(answer)


def shared(answer: Response) -> Response:
    """The answer with what caches and pages elsewhere want to know."""
    answer.headers["Cache-Control"] = _FRESH if answer.status_code in _KEPT else "no-store"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
