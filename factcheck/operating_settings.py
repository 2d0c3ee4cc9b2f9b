"""Settings of those who run the service: who may read its figures, its log, its brakes."""

from dataclasses import dataclass
from enum import StrEnum

from environs import Env

from factcheck.errors import Misconfigured

SHARED_FIGURES = "PROMETHEUS_MULTIPROC_DIR"
"""Where several processes share their figures: prometheus-client reads it when it is loaded."""
_SHORTEST_TOKEN = 16


class LogFormat(StrEnum):
    """How lines of the service's own log look. `QUIET`: as text, and no line for each request."""

    QUIET = ""
    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Operating:
    """`rate_limit`: requests a minute for each API key and process, 0 for as many as it likes.

    `metrics_token` opens `/metrics` and the reasons of `/readyz`; without one, callers on this
    very machine may read them.
    """

    metrics_token: str = ""
    log_format: LogFormat = LogFormat.QUIET
    rate_limit: int = 0


def operating_from_env() -> Operating:
    """Read `FACTCHECK_METRICS_TOKEN`, `_LOG_FORMAT` and `_RATE_LIMIT`. Raises `Misconfigured`."""
    env = Env(prefix="FACTCHECK_")
    token, limit = env.str("METRICS_TOKEN", ""), env.str("RATE_LIMIT", "") or "0"
    if token and len(token) < _SHORTEST_TOKEN:
        raise Misconfigured(
            f"FACTCHECK_METRICS_TOKEN must have at least {_SHORTEST_TOKEN} characters."
        )
    if not limit.isdecimal():
        raise Misconfigured(
            "FACTCHECK_RATE_LIMIT must be a number of requests a minute, such as 600; 0 for none."
        )
    return Operating(token, _log_format(env.str("LOG_FORMAT", "")), int(limit))


def _log_format(word: str) -> LogFormat:
    try:
        return LogFormat(word)
    except ValueError as error:
        raise Misconfigured("FACTCHECK_LOG_FORMAT must be text or json.") from error
