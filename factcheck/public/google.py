"""Answers in the shape of Google's APIs, errors too: what written clients know how to read."""

import json
from typing import Any

from flask import Response
from werkzeug.exceptions import HTTPException

from factcheck import errors
from factcheck.api.problems import STATUS

PREFIX = "/v1alpha1"
_CONTENT_TYPE = "application/json; charset=UTF-8"
_WORDS = {
    400: "INVALID_ARGUMENT",
    404: "NOT_FOUND",
    405: "UNIMPLEMENTED",
    413: "INVALID_ARGUMENT",
    422: "INVALID_ARGUMENT",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}
"""The words of google.rpc.Code for the codes of HTTP."""
_MESSAGES = {
    404: "Requested entity was not found.",
    405: "This address does not take that method.",
    500: "Internal error encountered.",
}


def is_ours(path: str) -> bool:
    """Whether an address is one where Google's shape is expected."""
    return path == PREFIX or path.startswith(f"{PREFIX}/")


def answer(shape: dict[str, Any], status: int = 200, *, pretty: bool = True) -> Response:
    """The shape as Google writes it: in lines, unless the caller wants none."""
    text = (
        json.dumps(shape, ensure_ascii=False, indent=2) + "\n"
        if pretty
        else json.dumps(shape, ensure_ascii=False, separators=(",", ":"))
    )
    data = text.encode("utf-8", "backslashreplace")  # half a surrogate pair: an escape is JSON
    return Response(data, status, content_type=_CONTENT_TYPE)


def error(status: int, message: str) -> Response:
    """An error as `google.rpc.Status` in JSON."""
    status = 400 if status in {413, 422} else status
    word = _WORDS.get(status, "UNKNOWN")
    return answer({"error": {"code": status, "message": message, "status": word}}, status)


def from_error(found: errors.FactcheckError) -> Response:
    """The answer to one of our own errors."""
    status = next((code for kind, code in STATUS.items() if isinstance(found, kind)), 500)
    message = found.message
    if isinstance(found, errors.Rejected):
        message = " ".join(
            f"{name}: {each}" for name, told in found.errors.items() for each in told
        )
    refusal = error(status, message)
    if status == 503:
        refusal.headers["Retry-After"] = "2"
    return refusal


def from_http(found: HTTPException) -> Response:
    """The answer to an error of the framework: routing, parsing, a crash."""
    status = found.code or 500
    messages = (getattr(found, "data", None) or {}).get("messages", {}).get("query", {})
    told = [
        f"Invalid value at '{name}': {' '.join(map(str, why))}" for name, why in messages.items()
    ]
    refusal = error(status, " ".join(told) or _MESSAGES.get(status) or str(found.description))
    if status == 405:
        refusal.headers["Allow"] = ", ".join(getattr(found, "valid_methods", None) or ["GET"])
    return refusal
