"""How a report says things: phrases that paper and spreadsheets share."""

from collections.abc import Mapping
from typing import Any

from factcheck.report.blocks import Look, Run
from factcheck.report.style import Style

Record = Mapping[str, Any]
STATUS_LOOKS = {each.value: each for each in (Look.VERIFIED, Look.DISPUTED, Look.UNVERIFIED)}


def day(moment: str | None) -> str:
    """The date of an RFC 3339 time."""
    return (moment or "")[:10]


def stored(text: str | None, look: Look = Look.PLAIN) -> Run:
    """Words of people, kept apart from ours."""
    return Run(text or "", look, stored=True)


def quiet(text: str) -> Run:
    """Words beside the main thing."""
    return Run(text, Look.QUIET)


def badge(status: str, style: Style) -> Run:
    """A status with its sign and colour."""
    return Run(style.term(status), STATUS_LOOKS[status])


def address(url: str) -> Run:
    """An address, to be followed where it may be."""
    return Run(url, link=url, stored=True)


def speaker(found: Record | None, style: Style) -> str | None:
    """Who says it, and how the article has it: `Ana Paz (“said”, indirect speech)`.

    Whom the text only suggests is called so: `“She”, probably Ana Paz`. Documents that were
    frozen before there were suggestions have none.
    """
    if found is None:
        return None
    name = str(found["name"])
    if suggestion := found.get("suggestion"):
        mention = found["mention"] or name
        name = style.label("lines.probably", mention=mention, name=suggestion)
    how = [f"“{found['cue']}”"] if found["cue"] else []
    if found["speech"]:
        how.append(style.label("lines.speech", speech=style.term(found["speech"])))
    return f"{name} ({', '.join(how)})" if how else name


def facet(part: Record, style: Style) -> str:
    """A facet with its normalised value: `money: US$20 billion = 20000000000 USD`."""
    value, unit = part["value"], part["unit"]
    tick = style.label("lines.checked") if part["checked"] else ""
    shown = f"{style.term(part['type'])}: {part['text']}"
    if value is None or value == part["text"]:
        return shown + tick
    return f"{shown} = {value}{f' {unit}' if unit else ''}{tick}"


def grade(evidence: Record, style: Style) -> str:
    """How near and how reliable a source is, and whether the decision leans on it.

    Documents that were frozen before there was a credibility have none.
    """
    reliability, credibility = evidence["reliability"], evidence.get("credibility")
    parts = [style.term(evidence["kind"])]
    parts += [
        style.label("source.reliability", grade=reliability)
        if reliability
        else style.label("source.ungraded")
    ]
    if credibility:
        parts.append(style.label("source.credibility", grade=credibility))
    if evidence["independence_group"]:
        parts.append(style.label("source.group", name=evidence["independence_group"]))
    if evidence.get("relied_on"):
        parts.append(style.label("source.relied_on"))
    return ", ".join(parts)


def source_title(evidence: Record, style: Style) -> str:
    """What a source is called; of a confidential one only that it is one, unless it is open."""
    named = evidence["title"] if evidence.get("title") != "confidential source" else None
    if evidence["confidential"] and not named:
        return style.label("source.confidential")
    return str(evidence["title"])


def source_text(evidence: Record, style: Style) -> str:
    """A piece of evidence as one line."""
    parts = ("publisher", "url", "locator", "passage")
    told = [source_title(evidence, style), *(evidence[part] for part in parts if evidence[part])]
    if copy := evidence.get("snapshot_sha256"):
        told.append(style.label("source.copy", hash=copy))
    stance = style.term(evidence["stance"])
    return f"{stance} ({grade(evidence, style)}): {' | '.join(told)}"
