"""What comes out the same for every test of a process is made once in it.

Every test has an application and a database of its own, as a deployment would; but their
routes and statements are the same, and compiling them took a quarter of the suite's time.
"""

from collections.abc import Callable
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Dialect, Engine, create_engine
from werkzeug.routing import Rule

from factcheck import db, passwords

Build = Callable[..., tuple[str, str]]
costly_hasher = passwords._hasher
"""What hashes passwords outside of tests."""


def share_statements(patch: pytest.MonkeyPatch) -> None:
    """Engines with the same settings share one dialect, and what was compiled for it."""
    first: dict[str, tuple[Dialect, dict[Any, Any]]] = {}

    def created(url: Any, **settings: Any) -> Engine:
        engine = create_engine(url, **settings)
        engine.dialect, compiled = first.setdefault(engine.dialect.name, (engine.dialect, {}))
        engine.update_execution_options(compiled_cache=compiled)
        return engine

    patch.setattr(db, "create_engine", created)


def share_routes(patch: pytest.MonkeyPatch) -> None:
    """Rules that read the same share the function that builds their addresses."""
    made: dict[Any, Build] = {}
    compile_builder = Rule._compile_builder

    def compiled(rule: Rule, append_unknown: bool = True) -> Build:
        key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
        if key not in made:
            made[key] = compile_builder(rule, append_unknown)
        return made[key]

    patch.setattr(Rule, "_compile_builder", compiled)


def hash_lightly(patch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed by the same code at the least cost; only their cost is our own."""
    light = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    patch.setattr(passwords, "_hasher", lambda: light)
