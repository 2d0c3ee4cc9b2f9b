"""The HTML edge: what people see and do in a browser. Every action works without scripts."""

from datetime import timedelta

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from factcheck.workbench import (
    account,
    admin,
    article,
    article_list,
    bulk,
    claim,
    closing,
    codes,
    comparison,
    decisions,
    edit_article,
    entry,
    facts_desk,
    figures,
    guide,
    handling,
    language,
    live,
    marking,
    navigation,
    new_article,
    new_draft,
    publication,
    queue,
    report_files,
    reports,
    search,
    source_forms,
    sources,
    speakers,
    sso,
    wording,
)
from factcheck.workbench.edge import blueprint, error_page
from factcheck.workbench.throttle import Throttle

__all__ = [
    "account",
    "admin",
    "article",
    "article_list",
    "bulk",
    "claim",
    "closing",
    "codes",
    "comparison",
    "decisions",
    "edit_article",
    "entry",
    "error_page",
    "facts_desk",
    "figures",
    "guide",
    "handling",
    "install",
    "live",
    "marking",
    "new_article",
    "new_draft",
    "publication",
    "queue",
    "report_files",
    "reports",
    "search",
    "source_forms",
    "sources",
    "speakers",
    "sso",
]

_COOKIE = timedelta(days=35)
"""Longer than any login, so that what ended one can be said. A browser that closes drops it."""


def install(app: Flask) -> None:
    """Put the pages on the application."""
    app.config.update(
        PERMANENT_SESSION_LIFETIME=_COOKIE,
        WTF_CSRF_CHECK_DEFAULT=False,  # keys guard the API; `edge` asks for the token of forms
        WTF_CSRF_TIME_LIMIT=None,  # as long as the login: a slow reviewer loses no words
    )
    CSRFProtect(app)
    app.extensions["factcheck.throttle"] = Throttle()
    app.jinja_env.filters.update(wording.FILTERS)
    app.jinja_env.tests.update(wording.TESTS)
    app.jinja_env.globals.update(wording.GLOBALS)
    language.install(app)
    navigation.install(app)
    app.register_blueprint(blueprint)
