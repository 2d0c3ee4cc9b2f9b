"""Settings of signing in: how long a login lasts, and a provider that vouches for people."""

from dataclasses import dataclass, field
from datetime import timedelta
from importlib.util import find_spec
from urllib.parse import urlsplit

from environs import Env

from factcheck.errors import Misconfigured

_WEEK_MINUTES = 7 * 24 * 60
_LONGEST_HOURS = 30 * 24
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a login lasts: `idle` without anything done, `longest` in any case."""

    idle: timedelta = timedelta(hours=2)
    longest: timedelta = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Sso:
    """An OpenID Connect provider; `name` is what the button calls it."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = ""


def sessions_from_env() -> SessionLimits:
    """Read `FACTCHECK_SESSION_*`. Raises `Misconfigured` for what is no length of time."""
    env = Env(prefix="FACTCHECK_")
    idle, longest = env.str("SESSION_IDLE_MINUTES", ""), env.str("SESSION_HOURS", "")
    return SessionLimits(
        timedelta(minutes=_number("SESSION_IDLE_MINUTES", idle or "120", _WEEK_MINUTES)),
        timedelta(hours=_number("SESSION_HOURS", longest or "14", _LONGEST_HOURS)),
    )


def sso_from_env() -> Sso | None:
    """Read `FACTCHECK_OIDC_*`; None when nothing of it is set.

    Raises `Misconfigured` for a provider that is only half described, or cannot be used.
    """
    env = Env(prefix="FACTCHECK_")
    given = {
        "ISSUER": env.str("OIDC_ISSUER", ""),
        "CLIENT_ID": env.str("OIDC_CLIENT_ID", ""),
        "CLIENT_SECRET": env.str("OIDC_CLIENT_SECRET", ""),
    }
    name = env.str("OIDC_NAME", "")
    if not any([*given.values(), name]):
        return None
    missing = [f"FACTCHECK_OIDC_{setting}" for setting, value in given.items() if not value]
    if missing:
        raise Misconfigured(
            f"Single sign-on is only half set up: set {' and '.join(missing)} too, or none of "
            "FACTCHECK_OIDC_*."
        )
    _check_issuer(given["ISSUER"])
    if find_spec("authlib") is None or find_spec("requests") is None:
        raise Misconfigured(
            "Single sign-on needs its extra: pip install -c constraints.txt '.[sso]'"
        )
    return Sso(given["ISSUER"], given["CLIENT_ID"], given["CLIENT_SECRET"], name[:60])


def is_safe(address: str) -> bool:
    """Whether what is sent to this address can be overheard by nobody.

    >>> is_safe("https://id.example"), is_safe("http://id.example"), is_safe("http://localhost:9")
    (True, False, True)
    """
    parts = urlsplit(address)
    if not parts.hostname:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


def _check_issuer(issuer: str) -> None:
    parts = urlsplit(issuer)
    if not is_safe(issuer) or parts.query or parts.fragment:
        raise Misconfigured(
            "FACTCHECK_OIDC_ISSUER must be the provider's address as it names itself, such as "
            "https://id.example.org/realms/news (http:// only on this machine)."
        )


def _number(name: str, value: str, most: int) -> int:
    if not (value.isascii() and value.isdecimal() and 1 <= int(value) <= most):
        raise Misconfigured(f"FACTCHECK_{name} must be a whole number from 1 to {most}.")
    return int(value)
