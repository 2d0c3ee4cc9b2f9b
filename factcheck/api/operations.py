"""Is the process alive, can it serve, and how does it do?

What tells of all desks together is for those who run the service: `/metrics`, and the reasons of
`/readyz`. To anybody else the one is not there, and the other says yes or no.
"""

import hmac
from ipaddress import ip_address
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST

from factcheck.api.problems import problem
from factcheck.config import Config
from factcheck.errors import NotFound
from factcheck.meters import Meters
from factcheck.readiness import Readiness, newest
from factcheck.saying import say

blueprint = Blueprint("operations", __name__)
_FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")
"""What tells that a caller on this machine is a proxy, and speaks for somebody else."""


@blueprint.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return jsonify({"status": "ok"})


@blueprint.get("/readyz")
def readyz() -> Response:
    """Everything that its work needs is there: database, schema, disk, signing key, workers."""
    readiness: Readiness = current_app.extensions["factcheck.readiness"]
    reasons = readiness.reasons()
    if not reasons:
        return jsonify({"status": "ok", "schema": newest()})
    detail = say("This process cannot do its work now.")
    told: dict[str, Any] = {"checks": reasons} if _insider() else {}
    answer = problem(503, detail, "not_ready", **told)
    answer.headers["Retry-After"] = "2"
    return answer


@blueprint.get("/metrics")
def metrics() -> Response:
    """The figures, for Prometheus."""
    if not _insider():
        raise NotFound(say("There is nothing at this address."))
    meters: Meters = current_app.extensions["factcheck.meters"]
    answer = Response(meters.text(), content_type=CONTENT_TYPE_LATEST)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _insider() -> bool:
    """Whether the caller runs the service: has the token, or where none is set, this machine."""
    config: Config = current_app.config["FACTCHECK"]
    token = config.operating.metrics_token
    if not token:
        return _on_this_machine(config)
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    same = hmac.compare_digest(given.strip().encode(errors="replace"), token.encode())
    return same and scheme.lower() == "bearer"


def _on_this_machine(config: Config) -> bool:
    """Whether the caller is local, and no proxy that has not been told us speaks for others."""
    if not config.trusted_proxies and any(name in request.headers for name in _FORWARDED):
        return False
    before: dict[str, str] = request.environ.get("werkzeug.proxy_fix.orig", {})
    return all(
        _is_loopback(address or "")
        for address in (request.remote_addr, before.get("REMOTE_ADDR", request.remote_addr))
    )


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
