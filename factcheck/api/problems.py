"""Errors as RFC 9457 problem details: one table from the desk's errors to HTTP."""

import json
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, g, request
from marshmallow import Schema, fields
from werkzeug.exceptions import HTTPException

from factcheck import errors
from factcheck.limits import MAX_BODY_BYTES


class PreconditionRequired(errors.FactcheckError):
    """A change to a versioned thing came without saying which version it was made from."""

    code = "precondition_required"


STATUS: dict[type[errors.FactcheckError], int] = {
    errors.NotAuthenticated: 401,
    errors.NotAllowed: 403,
    errors.Gone: 410,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.StaleVersion: 412,
    errors.TooLarge: 413,
    errors.Rejected: 422,
    errors.EgressRefused: 422,
    errors.Unreachable: 502,
    errors.Unreadable: 422,
    errors.Damaged: 500,
    errors.RateLimited: 429,
    errors.Busy: 503,
    errors.Interrupted: 503,
    errors.StorageFull: 507,
    PreconditionRequired: 428,
}

_DETAIL = {
    400: "The request could not be read; is the body valid JSON?",
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    415: "Send the body as application/json.",
    500: "Something went wrong on our side; nothing of this request was kept. "
    "The request id helps whoever looks into it.",
}
_FIELDS = {errors.EgressRefused: "url", errors.Unreadable: "file"}
"""Which part of the input an error speaks of that does not say so itself."""
_CODE = {413: errors.TooLarge.code}


class ProblemOut(Schema):
    """Every error of the API."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    code = fields.String(required=True)
    errors = fields.Dict(metadata={"description": "With 422: the messages for each field."})
    reasons = fields.List(
        fields.String(), metadata={"description": "With 409: why the step was refused."}
    )
    article = fields.String(metadata={"description": "With 409: the earlier article's address."})
    request_id = fields.String()


def problem(status: int, detail: str, code: str, **extra: Any) -> Response:
    """A problem+json answer."""
    body = {
        "type": f"urn:factcheck:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        **extra,
        "request_id": g.get("request_id"),
    }
    text = json.dumps(body, ensure_ascii=False)
    # Half a surrogate pair in the name of an unknown field: its escape is JSON as well.
    data = text.encode("utf-8", "backslashreplace")
    return Response(data, status, content_type="application/problem+json")


def from_error(error: errors.FactcheckError) -> Response:
    """The answer to one of our own errors."""
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
    extra: dict[str, Any] = {}
    if isinstance(error, errors.Rejected):
        extra["errors"] = error.errors
    if field := _FIELDS.get(type(error)):
        extra["errors"] = {field: [error.message]}
    if isinstance(error, errors.IllegalTransition):
        extra["reasons"] = error.reasons
    if isinstance(error, errors.DuplicateText):
        extra["article"] = f"{request.host_url}api/v1/articles/{error.article_id}"
    response = problem(status, error.message, error.code, **extra)
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="factcheck"'
    if status == 503:
        response.headers["Retry-After"] = "2"
    if isinstance(error, errors.RateLimited):
        # draft-ietf-httpapi-ratelimit-headers: the policy, then what is left of it and until when
        response.headers["Retry-After"] = str(error.wait)
        response.headers["RateLimit-Policy"] = f'"key";q={error.most};w=60'
        response.headers["RateLimit"] = f'"key";r=0;t={error.wait}'
    return response


def from_http(error: HTTPException) -> Response:
    """The answer to an error of the framework: routing, parsing, a crash."""
    status = error.code or 500
    code = _CODE.get(status) or HTTPStatus(status).phrase.lower().replace(" ", "_")
    data = getattr(error, "data", None) or {}
    if status == 422:
        found = _by_field(data.get("messages", {}))
        names = ", ".join(found) or "the body"
        return problem(422, f"Some of the input cannot be used: {names}.", "invalid", errors=found)
    detail = _too_large() if status == 413 else _DETAIL.get(status)
    response = problem(status, detail or str(error.description), code)
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    return response


def _too_large() -> str:
    most = request.max_content_length or MAX_BODY_BYTES
    return f"The request body is over the limit of {most // 1_000_000} MB."


def _by_field(messages: Any) -> dict[str, Any]:
    """webargs' messages without the level that says where the input came from."""
    found: dict[str, Any] = {}
    for where, inner in messages.items() if isinstance(messages, dict) else ():
        found |= inner if isinstance(inner, dict) else {where: inner}
    return {"body" if name == "_schema" else str(name): value for name, value in found.items()}


def install(app: Flask) -> None:
    """Answer every error of ours with a problem; pages answer their own with a page."""

    @app.errorhandler(errors.FactcheckError)
    def ours(error: errors.FactcheckError) -> Response:
        if isinstance(error, errors.Damaged):
            app.logger.error("%s", error.message)
        return from_error(error)
