"""Every page of the workbench, found from its routes; the parts of addresses are filled in."""

from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from werkzeug.routing import Rule
from werkzeug.routing.converters import AnyConverter

from factcheck.app import create_app
from factcheck.config import Config
from factcheck.db import Database

DOORS = ("login", "code")
"""What only somebody sees who has not signed in yet."""
FILES = ("static",)
FAR = ("go_to_provider", "come_from_provider")
"""Ways to another service and back, which a desk without one does not have."""
_RULES = {
    "name": "standard",
    "primary": 1,
    "secondary": 2,
    "refuting": 1,
    "rationale": 10,
    "override": "editor",
    "source_change": "reopen",
    "publishes": ["verified", "disputed"],
}
QUERIES: dict[str, Mapping[str, Any]] = {
    "admin_policy_preview": _RULES,
    "drafts": {"a": 1, "b": 2},
    "search": {"q": "harbour"},
}
"""What a page must be asked, where it shows nothing without."""


def routes(app: Any = None) -> dict[str, list[Rule]]:
    """The pages that somebody can open, by endpoint, with their addresses."""
    app = app or create_app(_nowhere(), Database("sqlite://"))
    found: dict[str, list[Rule]] = {}
    for rule in app.url_map.iter_rules():
        edge, _, name = rule.endpoint.rpartition(".")
        if edge == "workbench" and "GET" in rule.methods and name not in FILES + FAR:
            found.setdefault(name, []).append(rule)
    return found


def addresses(app: Any, endpoint: str, values: Mapping[str, Any]) -> Iterator[str]:
    """Every address of a page, each of several forms once; `KeyError` for what has no value."""
    for rule in routes(app)[endpoint]:
        choices = []
        for name in sorted(rule.arguments):
            kind = rule._converters[name]
            found = sorted(kind.items) if isinstance(kind, AnyConverter) else [values[name]]
            choices.append([(name, each) for each in found])
        for chosen in product(*choices):
            _, path = rule.build(dict(chosen), append_unknown=False) or ("", "")
            query = urlencode(QUERIES.get(endpoint, {}), doseq=True)
            yield f"{path}?{query}" if query else path


def _nowhere() -> Config:
    """Settings of an application that is asked for its routes alone."""
    return Config(Path("nowhere"), "sqlite://", "http://localhost", "for routes alone")
