"""The API's description for programs, and a page that reads it aloud: no script in it."""

import json
from typing import Any

from flask import Blueprint, Response, current_app, render_template

blueprint = Blueprint("docs", __name__, template_folder="templates")


@blueprint.get("/api/v1/openapi.json")
def openapi() -> Response:
    """The description as OpenAPI."""
    spec = current_app.extensions["factcheck.openapi"]()
    return Response(json.dumps(spec, indent=2, ensure_ascii=False), mimetype="application/json")


@blueprint.get("/api/docs")
def read() -> Response:
    """The API reference, made from the same description that programs read."""
    spec = current_app.extensions["factcheck.openapi"]()
    return Response(render_template("docs.html", spec=spec, groups=_groups(spec)))


def _groups(spec: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The operations by tag, each with its path and method."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            if method == "parameters":
                continue
            entry = operation | {"path": path, "method": method.upper()}
            entry["parameters"] = operations.get("parameters", []) + operation.get("parameters", [])
            groups.setdefault(operation["tags"][0], []).append(entry)
    return groups
