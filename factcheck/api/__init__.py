"""The JSON edge: parse, call a stage, dump."""

import http
from typing import Any

from flask import Flask
from flask_smorest import Api

from factcheck import __version__
from factcheck.api import (
    administration,
    articles,
    audit,
    changes,
    claimreview,
    claims,
    closing,
    docs,
    drafts,
    extraction,
    facts,
    handling,
    operations,
    parts,
    problems,
    reports,
    reviews,
    sources,
    webhooks,
)

_DESCRIPTION = """
Claims found in articles, reviewed on evidence, and the facts that come of it.

Every call but this description needs Authorization: Bearer fc_…. Versioned things answer
with an ETag; a change to one needs it back as If-Match. Errors are RFC 9457 problem
details. Lists are pages: follow next until it is null.
"""


class ProblemApi(Api):  # type: ignore[misc]  # flask-smorest ships no types
    """flask-smorest with problem details for every error it documents or answers."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_responses(self) -> None:
        for status in http.HTTPStatus:
            response: dict[str, Any] = {"description": status.phrase}
            if status >= 400:
                content = {"application/problem+json": {"schema": problems.ProblemOut}}
                response["content"] = content
            self.spec.components.response(status.name, response, lazy=True)

    def _register_error_handlers(self) -> None:
        """`problems.install` and `app` do it for the whole application."""


def install(app: Flask) -> None:
    """Put the API, its description and the health checks on the application."""
    app.config.update(
        API_TITLE="factcheck",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={
            "info": {"description": _DESCRIPTION.strip(), "x-release": __version__},
            "security": [{"key": []}],
        },
    )
    problems.install(app)
    api = ProblemApi(app)
    api.spec.components.security_scheme("key", {"type": "http", "scheme": "bearer"})
    for module in (
        articles,
        claims,
        reviews,
        sources,
        handling,
        drafts,
        parts,
        closing,
        extraction,
        facts,
        changes,
        claimreview,
        reports,
        administration,
        audit,
        webhooks,
    ):
        api.register_blueprint(module.blueprint)
    app.register_blueprint(operations.blueprint)
    app.register_blueprint(docs.blueprint)
    app.extensions["factcheck.openapi"] = api.spec.to_dict
