"""What a feed says of facts, before it is written as JSON Feed, Atom or DataFeed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup, escape

from factcheck.publish.imprint import Imprint

VERDICTS = {"verified": "Verified", "disputed": "Disputed", "unverified": "Unverified"}
MARKS = {"verified": "✓", "disputed": "✗", "unverified": "?"}
"""A sign for each verdict, so that colour never has to tell them apart."""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed changed last that never showed anything: Atom demands a time."""
GENERATOR = "factcheck"
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Item:
    """A fact as feeds show it. `said` is its `fact_shape`, None once it has left the feed.

    `changed` is the time of its last change, `published` that of its first release.
    `elsewhere`: it has left this feed alone, and can be read all the same.
    """

    address: str
    changed: datetime
    published: datetime
    elsewhere: bool
    said: Mapping[str, Any] | None
    imprint: Imprint


@dataclass(frozen=True, slots=True)
class Feed:
    """A page of a feed. `imprint` is that of the one desk it is of, if it is of one.

    `home` is the page for people, `first` the feed's first page, `address` this very one.
    """

    title: str
    description: str
    home: str
    first: str
    address: str
    next: str | None
    hub: str | None
    changed: datetime | None
    imprint: Imprint | None
    items: Sequence[Item]


def title(said: Mapping[str, Any]) -> str:
    """The verdict and what it is about, in one line: `Disputed: The pier created 320 jobs.`"""
    return f"{VERDICTS[said['status']]}: {one_line(said['statement'])}"


def verdict(said: Mapping[str, Any]) -> str:
    """The verdict in words, with the finer rating where there is one: `Disputed (half true)`."""
    rating = f" ({one_line(said['rating'])})" if said["rating"] else ""
    return f"{VERDICTS[said['status']]}{rating}"


def paragraphs(said: Mapping[str, Any], imprint: Imprint) -> list[str]:
    """The fact in plain sentences, without its sources."""
    speaker = said["speaker"]
    who = f" – {one_line(speaker['name'])}" if speaker else ""
    told = [f"“{said['quote']}”{who}", f"{imprint.publisher}: {verdict(said)}."]
    if said["corrected"]:
        told.append(CORRECTED)
    return [*told, said["rationale"]]


CORRECTED = "Corrected: an earlier version of this fact check came to another verdict."


def withdrawn(item: Item) -> str:
    """What is said of a fact that has left the feed; nothing of what it said."""
    if item.elsewhere:
        return f"This fact check was changed on {day(item.changed)}; it is not in this feed now."
    return f"This fact check was withdrawn on {day(item.changed)}."


def plain(said: Mapping[str, Any], imprint: Imprint) -> str:
    """The fact as plain text."""
    sources = [f"- {_source(each)}" for each in said["sources"]]
    listed = ["\n".join(["Sources:", *sources])] if sources else []
    return "\n\n".join(paragraphs(said, imprint) + listed)


def html(said: Mapping[str, Any], imprint: Imprint) -> str:
    """The fact as a piece of HTML; nothing of it can be more than text and links."""
    parts = [Markup("<p>{}</p>").format(each) for each in paragraphs(said, imprint)]
    if said["sources"]:
        links = (Markup("<li>{}</li>").format(_link(each)) for each in said["sources"])
        parts.append(Markup("<p>Sources:</p><ul>{}</ul>").format(Markup("").join(links)))
    return str(Markup("").join(parts))


def _source(source: Mapping[str, Any]) -> str:
    parts = [source["title"], source["publisher"], source["locator"]]
    known = ", ".join(one_line(each) for each in parts if each)
    return f"{known}: {source['url']}" if linkable(source["url"]) else known


def _link(source: Mapping[str, Any]) -> Markup:
    words = ", ".join(
        one_line(each) for each in (source["title"], source["publisher"], source["locator"]) if each
    )
    if not linkable(source["url"]):
        return escape(words)
    return Markup('<a href="{}" rel="nofollow">{}</a>').format(source["url"], words)


def linkable(url: str | None) -> bool:
    """Whether an address may become a link: `javascript:` and `file:` stay plain words."""
    return bool(url) and str(url).startswith(("https://", "http://"))


def one_line(text: str) -> str:
    """A text without line breaks.

    >>> one_line("The first stage\\ncosts 48 million.")
    'The first stage costs 48 million.'
    """
    return _BLANKS.sub(" ", text).strip()


def day(moment: datetime) -> str:
    """A date for people: `3 March 2026`."""
    return f"{moment.astimezone(UTC):%-d %B %Y}"


def stamp(moment: datetime) -> str:
    """A time for programs, RFC 3339."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
