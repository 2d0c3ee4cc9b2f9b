"""The API's description of itself. It is made when somebody first asks for it.

Making it takes longer than all the rest of starting, and most processes are never asked.
"""

import http
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from flask import Flask
from flask_smorest import Api

from factcheck import __version__
from factcheck.api import problems
from factcheck.api.blueprint import Blueprint

_WORDS = """
Claims found in articles, reviewed on evidence, and the facts that come of it.

Every call but this description needs Authorization: Bearer fc_…. Versioned things answer
with an ETag; a change to one needs it back as If-Match. Errors are RFC 9457 problem
details. Lists are pages: follow next until it is null.
"""


class ProblemApi(Api):  # type: ignore[misc]  # flask-smorest ships no types
    """flask-smorest with problem details for every error it documents."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_responses(self) -> None:
        for status in http.HTTPStatus:
            response: dict[str, Any] = {"description": status.phrase}
            if status >= 400:
                content = {"application/problem+json": {"schema": problems.ProblemOut}}
                response["content"] = content
            self.spec.components.response(status.name, response, lazy=True)

    def _register_doc_blueprint(self) -> None:
        """`docs` serves it: routes cannot be added once the application has answered."""

    def _register_error_handlers(self) -> None:
        """`problems.install` and `app` do it for the whole application."""


def description(app: Flask, blueprints: Iterable[Blueprint]) -> Callable[[], dict[str, Any]]:
    """What makes the OpenAPI description of these blueprints once, and gives it from then on."""

    @lru_cache(maxsize=1)
    def describe() -> dict[str, Any]:
        api = ProblemApi(
            app,
            spec_kwargs={
                "title": "factcheck",
                "version": "1",
                "openapi_version": "3.1.0",
                "info": {"description": _WORDS.strip(), "x-release": __version__},
                "security": [{"key": []}],
            },
        )
        api.spec.components.security_scheme("key", {"type": "http", "scheme": "bearer"})
        for each in blueprints:
            each.register_views_in_doc(api, app, api.spec, name=each.name, parameters=None)
            api.spec.tag({"name": each.name, "description": each.description})
        made: dict[str, Any] = api.spec.to_dict()
        return made

    return describe
