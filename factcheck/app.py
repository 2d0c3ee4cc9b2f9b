"""The application: the only place where the parts are wired together."""

import logging
from functools import partial
from secrets import token_urlsafe
from threading import BoundedSemaphore

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from factcheck import api, headers, llm, public, workbench
from factcheck.api import problems
from factcheck.api.quick import QuickFacts
from factcheck.archive import Archive
from factcheck.asked import UNMATCHED, note_of
from factcheck.config import Config
from factcheck.db import Database
from factcheck.egress import Egress
from factcheck.limits import MAX_BODY_BYTES
from factcheck.meters import Meters
from factcheck.operating_settings import LogFormat
from factcheck.pace import Pace
from factcheck.publish import Receipts
from factcheck.readiness import Readiness
from factcheck.report.house import load_style
from factcheck.signing import Signer
from factcheck.watched import Watched

_WAITING = 4
"""How many callers may wait for a change at once, each with a thread; `serve` knows better."""


def create_app(config: Config | None = None, database: Database | None = None) -> Flask:
    """The WSGI application. Without arguments, settings come from the environment."""
    config = config or Config.from_env()
    app = Flask(__name__, static_folder=None)
    app.secret_key = config.secret_key
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it
    app.json.sort_keys = False  # type: ignore[attr-defined]
    secure = config.base_url.startswith("https://")
    app.config.update(
        FACTCHECK=config,
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        # By this name a browser takes the cookie from this very host alone (RFC 6265bis, 4.1.3.2).
        SESSION_COOKIE_NAME="__Host-session" if secure else "session",
    )
    app.extensions["factcheck.database"] = database or Database(
        config.database_url, config.database
    )
    app.extensions["factcheck.signer"] = Signer(config.keys_dir)
    app.extensions["factcheck.report_style"] = partial(load_style, config.report_style_dir)
    app.extensions["factcheck.archive"] = Archive(config.snapshots_dir)
    app.extensions["factcheck.egress"] = Egress(config.egress_allow)
    app.extensions["factcheck.receipts"] = Receipts(app.extensions["factcheck.database"])
    app.extensions["factcheck.waiting"] = BoundedSemaphore(_WAITING)
    app.extensions["factcheck.assistant"] = llm.proposer_of(config.llm)
    app.logger.setLevel(logging.INFO)
    _put_in_front(app, config)
    app.jinja_env.globals["csp_nonce"] = _nonce
    app.before_request(_name_request)
    app.after_request(_finish)
    api.install(app)
    public.install(app)
    workbench.install(app)
    app.register_error_handler(HTTPException, _unrouted)
    return app


def _put_in_front(app: Flask, config: Config) -> None:
    """What sees a request before Flask does: the figures, then the short way to one fact."""
    store = app.extensions["factcheck.database"]
    app.extensions["factcheck.pace"] = pace = Pace(config.operating.rate_limit)
    app.extensions["factcheck.meters"] = meters = Meters(store)
    key = config.keys_dir / "signing.key"
    app.extensions["factcheck.readiness"] = Readiness(store, config.data_dir, key)
    receipts = app.extensions["factcheck.receipts"]
    quick = QuickFacts(app.wsgi_app, store, receipts, config.base_url, pace)
    logs = config.operating.log_format is not LogFormat.QUIET
    app.wsgi_app = Watched(quick, meters, logs=logs)  # type: ignore[method-assign, assignment]
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops, hops)  # type: ignore[method-assign]


def _unrouted(error: HTTPException) -> Response:
    """What no edge has answered: a browser gets a page, a program a problem."""
    if (answer := public.unrouted(error)) is not None:
        return answer
    to_browser = "text/html" in request.headers.get("Accept", "")
    if to_browser and not request.path.startswith("/api/"):
        page: Response = workbench.error_page(error)
        return page
    return problems.from_http(error)


def _name_request() -> None:
    """Take the caller's request id, or make one; the log entry of a change carries it."""
    g.request_id = headers.request_id(request.headers.get("X-Request-ID"))
    g.note = note = note_of(request.environ)
    note.request_id = g.request_id
    note.route = request.url_rule.rule if request.url_rule else UNMATCHED


def _nonce() -> str:
    """The one-time word that lets a page's own style and script elements through the policy."""
    if "csp_nonce" not in g:
        g.csp_nonce = token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def _finish(response: Response) -> Response:
    """The headers that every answer carries."""
    told = response.headers
    for name, value in headers.ALWAYS:
        told[name] = value
    if g.get("embeddable"):
        del told["X-Frame-Options"]  # it knows no "everybody"; the policy below does
    elif g.get("framed_by_us"):
        told["X-Frame-Options"] = "SAMEORIGIN"
    told["X-Request-ID"] = g.get("request_id", "-")
    if "Content-Security-Policy" not in told:
        page = response.mimetype == "text/html"
        told["Content-Security-Policy"] = _page_policy() if page else headers.DATA_POLICY
    if "link" in g:
        told["Link"] = g.link
    if "actor" in g:
        g.note.desk_id, g.note.key_id = g.actor.desk_id, g.actor.key_id
        private = "private, no-store"
        ok = response.status_code in {200, 304}
        told["Cache-Control"] = g.get("cache_control", private) if ok else private
    return response


def _page_policy() -> str:
    """What a page may load: our own, and elements that carry this answer's nonce.

    Nobody may show it in a frame, unless its view has said that it is made for that; and it
    shows nothing in a frame, unless its view has said that it does.
    """
    ancestors = "*" if g.get("embeddable") else "'none'"
    frames = "frame-src 'self'; " if g.get("shows_frames") else ""
    return (
        f"default-src 'none'; style-src 'self' 'nonce-{_nonce()}'; script-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        f"{frames}frame-ancestors {ancestors}"
    )
