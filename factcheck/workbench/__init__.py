"""The HTML edge: what people see and do in a browser. Every action works without scripts."""

from datetime import timedelta

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from factcheck.workbench import (
    article,
    decisions,
    desk,
    entry,
    publication,
    speakers,
    wording,
)
from factcheck.workbench.edge import blueprint, error_page
from factcheck.workbench.throttle import Throttle

__all__ = [
    "article",
    "decisions",
    "desk",
    "entry",
    "error_page",
    "install",
    "publication",
    "speakers",
]

_SHIFT = timedelta(hours=14)
"""How long a login holds; a browser that closes ends it earlier."""


def install(app: Flask) -> None:
    """Put the pages on the application."""
    app.config.update(
        PERMANENT_SESSION_LIFETIME=_SHIFT,
        WTF_CSRF_CHECK_DEFAULT=False,  # keys guard the API; `edge` asks for the token of forms
        WTF_CSRF_TIME_LIMIT=None,  # as long as the login: a slow reviewer loses no words
    )
    CSRFProtect(app)
    app.extensions["factcheck.throttle"] = Throttle()
    app.jinja_env.filters.update(wording.FILTERS)
    app.jinja_env.tests.update(wording.TESTS)
    app.jinja_env.globals.update(wording.GLOBALS)
    app.register_blueprint(blueprint)
