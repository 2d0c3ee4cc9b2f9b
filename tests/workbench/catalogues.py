"""`scripts/translations` as a module: it is a program without a suffix."""

from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@cache
def program() -> Any:
    loader = SourceFileLoader("translations", str(ROOT / "scripts" / "translations"))
    spec = spec_from_loader(loader.name, loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


@cache
def texts() -> dict[str, Any]:
    """Every text that is collected, by its first form."""
    found: dict[str, Any] = program().collected()
    return found
