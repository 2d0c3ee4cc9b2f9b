"""flask-smorest's blueprint with types, for that library ships none, and a strict reader."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import flask
import flask_smorest
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

View = Callable[..., Any]
Decorator = Callable[[View], View]


class BodyReader(FlaskParser):
    """Takes JSON alone; what cannot be read as JSON is refused, never taken for nothing."""

    def use_args(  # type: ignore[override]  # the options that are used here
        self, argmap: Any, req: Any = None, *, location: str = "json", **options: Any
    ) -> Decorator:
        """Hand a view what was read. Bodies, which decisions wait for, take the short way."""
        if location != "json":
            decorator: Decorator = super().use_args(argmap, req, location=location, **options)
            return decorator
        schema: Schema = argmap() if isinstance(argmap, type) else argmap

        def decorate(view: View) -> View:
            @wraps(view)
            def read(*values: Any, **named: Any) -> Any:
                return view(*values, self._body(schema), **named)

            return read

        return decorate

    def _body(self, schema: Schema) -> Any:
        """The body as the schema reads it; what it refuses becomes a 422 by webargs' way."""
        request = flask.request
        try:
            return schema.load(self.load_json(request, schema))
        except ValidationError as error:
            self._on_validation_error(
                error, request, schema, "json", error_status_code=None, error_headers=None
            )

    def load_json(self, req: flask.Request, schema: Schema) -> Any:
        """The body as data."""
        body = req.get_data(cache=True)
        limit = req.max_content_length
        if req.content_length is None and limit is not None and len(body) >= limit:
            raise RequestEntityTooLarge  # sent in chunks, and cut off at the limit
        if body and not req.is_json:
            raise UnsupportedMediaType
        if not body.strip():
            raise BadRequest
        try:
            return super().load_json(req, schema)
        except (RecursionError, ValueError) as error:  # nested too deep, or a number too long
            raise BadRequest from error


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """Routes that parse their arguments and dump their answers by marshmallow schemas."""

    ARGUMENTS_PARSER = BodyReader()

    def get(self, rule: str, **options: Any) -> Decorator:
        """Answer GET at `rule`."""
        return self._method("GET", rule, options)

    def post(self, rule: str, **options: Any) -> Decorator:
        """Answer POST at `rule`."""
        return self._method("POST", rule, options)

    def patch(self, rule: str, **options: Any) -> Decorator:
        """Answer PATCH at `rule`."""
        return self._method("PATCH", rule, options)

    def delete(self, rule: str, **options: Any) -> Decorator:
        """Answer DELETE at `rule`."""
        return self._method("DELETE", rule, options)

    def arguments(self, schema: type[Schema], *, location: str = "json") -> Decorator:
        """Hand the view the parsed body (or query) as its first argument."""
        # An instance: webargs would make one of a class at each request.
        decorator: Decorator = super().arguments(schema(), location=location)
        return decorator

    def response(
        self, status: int, schema: type[Schema] | None = None, *, content_type: str | None = None
    ) -> Decorator:
        """Dump what the view returns, unless it is a response already."""
        decorator: Decorator = super().response(status, schema, content_type=content_type)
        return decorator

    def doc(self, **described: Any) -> Decorator:
        """Say in the OpenAPI description what schemas cannot."""
        decorator: Decorator = super().doc(**described)
        return decorator

    def files(self, *content_types: str) -> Decorator:
        """Say that the view answers with a file of one of these types."""
        content: dict[str, Any] = {each.split(";")[0]: {"schema": {}} for each in content_types}
        response = {"description": "The file.", "content": content}
        decorator: Decorator = self.doc(responses={"200": response})
        return decorator

    def _method(self, method: str, rule: str, options: dict[str, Any]) -> Decorator:
        decorator: Decorator = self.route(rule, methods=[method], **options)
        return decorator
