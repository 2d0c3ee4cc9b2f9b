"""How the report says things: the words and marks that its renderings share."""

from collections.abc import Mapping
from typing import Any

from factcheck.vocabulary import Disposition, Stage, Status

MARKS = {"verified": "✓", "disputed": "✗", "unverified": "?"}
"""A sign for each status, so that colour never has to tell them apart."""
_RANK: dict[str, int] = {
    term: place
    for terms in ((Status.VERIFIED, Status.DISPUTED, Status.UNVERIFIED), Stage, Disposition)
    for place, term in enumerate(terms)
}
"""The order in which people read the terms; a file keeps them by the alphabet."""


def words(term: str | None) -> str:
    """A term of the vocabulary as people write it: `law_or_rule` is "law or rule"."""
    return (term or "").replace("_", " ")


def day(moment: str | None) -> str:
    """The date of an RFC 3339 time."""
    return (moment or "")[:10]


def speaker(found: Mapping[str, Any] | None) -> str | None:
    """Who says it, and how the article has it: `Ana Paz ("said", indirect speech)`.

    Whom the text only suggests is called so: `“She”, probably Ana Paz`. Documents that were
    frozen before there were suggestions have none.
    """
    if found is None:
        return None
    name = str(found["name"])
    if suggestion := found.get("suggestion"):
        name = f"“{found['mention'] or name}”, probably {suggestion}"
    how = [f"“{found['cue']}”"] if found["cue"] else []
    how += [f"{found['speech']} speech"] if found["speech"] else []
    return f"{name} ({', '.join(how)})" if how else name


def facet(part: Mapping[str, Any]) -> str:
    """A facet with its normalised value: `money: US$20 billion = 20000000000 USD`."""
    value, unit = part["value"], part["unit"]
    tick = ", checked" if part["checked"] else ""
    shown = f"{words(part['type'])}: {part['text']}"
    if value is None or value == part["text"]:
        return shown + tick
    return f"{shown} = {value}{f' {unit}' if unit else ''}{tick}"


def grade(evidence: Mapping[str, Any]) -> str:
    """How near and how reliable a source is, and whether the decision leans on it.

    Documents that were frozen before there was a credibility have none.
    """
    reliability = evidence["reliability"]
    parts = [evidence["kind"], f"reliability {reliability}" if reliability else "not graded"]
    if credibility := evidence.get("credibility"):
        parts.append(f"credibility {credibility}")
    if evidence["independence_group"]:
        parts.append(f"group {evidence['independence_group']}")
    return ", ".join([*parts, "relied on"] if evidence["relied_on"] else parts)


def ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Counts by term, in the order in which people read them."""
    return sorted(counts.items(), key=lambda pair: _RANK[pair[0]])
