"""A fact as newsroom tools pull it: what was stored of it, with the service's address in it."""

from typing import Any, Protocol

from factcheck.store.fact_versions import BASE, parsed


class Stored(Protocol):
    """What a fact is written from: `store.facts.Fact`, a version of one, a row of either."""

    @property
    def body(self) -> str | None:
        """The stored JSON; None of a withdrawn one, which must not be asked for."""


def fact_json(fact: Stored, *, base_url: str) -> str:
    """The fact as JSON. Nothing is parsed."""
    return (fact.body or "").replace(BASE, base_url)


def fact_shape(fact: Stored, *, base_url: str) -> dict[str, Any]:
    """The fact as plain values, in the shape of `schemas.facts.FactOut`."""
    return parsed(fact.body or "", base_url)
