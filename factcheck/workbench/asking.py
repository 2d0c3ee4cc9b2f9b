"""What the address of a list asks for: words to look for, and filters that are links."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from factcheck.store.pages import Cursor

MOST = 200
"""How long the words may be."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The words (`q`) and the filters that were set, each by its name in the address."""

    values: Mapping[str, str]

    @property
    def q(self) -> str:
        """The words to look for."""
        return self.values.get("q", "")

    @property
    def query(self) -> str:
        """All of it as the address has it, always in the same order."""
        return urlencode(self.values)

    def get(self, name: str) -> str | None:
        """The value of a filter; None where it is not set."""
        return self.values.get(name)

    def but(self, **changes: Any) -> dict[str, Any]:
        """The same with other filters, for `url_for`; None takes one away."""
        changed = {**self.values, **changes}
        return {name: value for name, value in changed.items() if value is not None}


def asked(args: MultiDict[str, str], filters: Mapping[str, Collection[str]]) -> Asked:
    """What is asked for; of a filter only what it may be, anything else is passed over."""
    found = {}
    if q := " ".join(args.get("q", "").replace("\x00", " ").split())[:MOST].strip():
        found["q"] = q
    for name, choices in filters.items():
        value = args.get(name, "")
        if value in choices:
            found[name] = str(value)
    return Asked(found)


def behind(args: MultiDict[str, str], name: str = "after") -> Cursor | None:
    """Where the page of a list is to begin; None for the first one."""
    return list(args.getlist(name)) or None
