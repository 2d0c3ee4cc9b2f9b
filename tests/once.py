"""What comes out the same for every test of a process is made once in it.

Every test has an application and a database of its own, as a deployment would; but their
routes, statements and templates are the same, and compiling them took a third of the suite's
time.
"""

from collections.abc import Callable
from types import CodeType
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Dialect, Engine, create_engine
from werkzeug.routing import Rule

from factcheck import db, passwords
from factcheck.documents import confined, read

Build = Callable[..., tuple[str, str]]
costly_hasher = passwords._hasher
"""What hashes passwords outside of tests."""


def share_statements(patch: pytest.MonkeyPatch) -> None:
    """Engines with the same settings share one dialect, and what was compiled for it."""
    first: dict[str, tuple[Dialect, dict[Any, Any]]] = {}

    def created(url: Any, **settings: Any) -> Engine:
        engine = create_engine(url, **settings)
        name = engine.dialect.name
        if name not in first or first[name][0].server_version_info is None:
            first[name] = (engine.dialect, {})  # one that never connected knows too little
        engine.dialect, compiled = first[name]
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


class Templates(BytecodeCache):
    """Templates of the same text share what they were compiled to."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was kept, if it was."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self._code[bucket.key, bucket.checksum] = bucket.code


def share_templates(patch: pytest.MonkeyPatch) -> None:
    """Applications share the code of their templates."""
    patch.setitem(Flask.jinja_options, "bytecode_cache", Templates())


def share_readings(patch: pytest.MonkeyPatch) -> None:
    """A document that was read is not read again; each reading is a process of its own."""
    texts: dict[tuple[str, bytes], tuple[str, str]] = {}

    def parsed(kind: str, body: bytes) -> tuple[str, str]:
        if (kind, body) not in texts:
            texts[kind, body] = confined.parse(kind, body)
        return texts[kind, body]

    patch.setattr(read, "parse", parsed)


def hash_lightly(patch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed by the same code at the least cost; only their cost is our own."""
    light = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    patch.setattr(passwords, "_hasher", lambda: light)
