"""What a form said: the words as typed, and what they mean once they are checked."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from marshmallow import Schema, ValidationError

from factcheck.errors import Rejected, StaleVersion
from factcheck.saying import say
from factcheck.schemas.reviews import EvidenceIn, ReviewIn
from factcheck.workbench.translating import gettext as _
from factcheck.workbench.translating import lazy_gettext

FIELDS: dict[str, Any] = {
    "status": lazy_gettext("Decision"),
    "rationale": lazy_gettext("Rationale"),
    "override_reason": lazy_gettext("Why the rules shall not hold this once"),
    "url": lazy_gettext("Address"),
    "title": lazy_gettext("Title"),
    "kind": lazy_gettext("Kind of source"),
    "stance": lazy_gettext("What it does"),
    "passage": lazy_gettext("Passage"),
    "locator": lazy_gettext("Where in it"),
    "publisher": lazy_gettext("Publisher"),
    "reliability": lazy_gettext("Grade"),
    "independence_group": lazy_gettext("Group"),
    "statement": lazy_gettext("Statement"),
    "speaker": lazy_gettext("Speaker"),
    "tags": lazy_gettext("Tags"),
    "note": lazy_gettext("Note"),
    "words": lazy_gettext("Words of the claim"),
    "text": lazy_gettext("Text"),
    "author": lazy_gettext("Author"),
    "published_at": lazy_gettext("Published (UTC)"),
    "deadline": lazy_gettext("Deadline (UTC)"),
    "embargo_until": lazy_gettext("Embargo until (UTC)"),
    "asked": lazy_gettext("Who was asked"),
    "channel": lazy_gettext("How: e-mail, telephone, letter …"),
    "question": lazy_gettext("What was asked"),
    "answer": lazy_gettext("Answer"),
    "name": lazy_gettext("Name"),
    "email": lazy_gettext("E-mail"),
    "tool": lazy_gettext("Name of the tool"),
    "description": lazy_gettext("What it is"),
    "site": lazy_gettext("The publisher’s own site"),
    "corrections": lazy_gettext("Page of the corrections policy"),
    "logo": lazy_gettext("Logo"),
    "same_as": lazy_gettext("Further pages about the publisher, one a line"),
    "licence": lazy_gettext("Licence: what they may be used under"),
    "language": lazy_gettext("Language of facts whose article has none"),
    "hub": lazy_gettext("WebSub hub"),
    "worst": lazy_gettext("Worst"),
    "best": lazy_gettext("Best"),
    "labels": lazy_gettext("Labels with their numbers, one a line"),
    "verified": lazy_gettext("Label of a verified claim that has no rating"),
    "disputed": lazy_gettext("Label of a disputed one"),
    "unverified": lazy_gettext("Label of an unverified one"),
}
"""The fields in which people type, with their labels."""

_DECISION = ("status", "rationale", "override_reason")
_EVIDENCE = ("stance", "passage", "locator")
_SOURCE = ("title", "url", "kind", "publisher", "reliability", "independence_group")


@dataclass(frozen=True, slots=True)
class Typed:
    """The decision form exactly as it was filled in."""

    status: str = ""
    rationale: str = ""
    override_reason: str = ""
    url: str = ""
    title: str = ""
    kind: str = ""
    stance: str = ""
    passage: str = ""
    locator: str = ""
    publisher: str = ""
    reliability: str = ""
    independence_group: str = ""
    confidential: str = ""

    @property
    def names_a_source(self) -> bool:
        """Whether anything of the source part was filled in."""
        return any(getattr(self, name).strip() for name in (*_EVIDENCE, *_SOURCE, "confidential"))


@dataclass(frozen=True, slots=True)
class Attempt:
    """A decision as the stages take it, with the evidence that comes along, if any."""

    decision: dict[str, Any]
    evidence: dict[str, Any] | None


def typed(form: Mapping[str, str]) -> Typed:
    """The words of the form; browsers end lines with CR LF, the desk with LF."""
    return Typed(**{name: plain(form.get(name, "")) for name in Typed.__slots__})


def plain(text: str) -> str:
    """What was typed, with the desk's line ends."""
    return text.replace("\r\n", "\n")


def version(form: Mapping[str, str]) -> int:
    """The version of the claim that the form was made from; 0, which none has, if unreadable."""
    given = number(form.get("version", ""))
    return given if isinstance(given, int) else 0


def expect(thing: Any, form: Mapping[str, str]) -> None:
    """Raise `StaleVersion` if the form was made from another version of the thing."""
    if thing.version != version(form):
        raise StaleVersion(say("Somebody changed this claim while you were at work on it."))


def attempt(words: Typed) -> Attempt:
    """What the form asks for. Raises `Rejected` with the messages of each field."""
    messages: dict[str, list[str]] = {}
    decision = load(ReviewIn(), _pick(words, _DECISION), messages)
    evidence = _evidence(words, messages) if words.names_a_source else None
    _refuse(messages)
    return Attempt(decision, evidence)


def evidence(words: Typed) -> dict[str, Any]:
    """The source part alone. Raises `Rejected` with the messages of each field."""
    messages: dict[str, list[str]] = {}
    found = _evidence(words, messages)
    _refuse(messages)
    return found


def load(schema: Schema, given: dict[str, Any], messages: dict[str, list[str]]) -> dict[str, Any]:
    """What the schema makes of it; what it finds wrong is added to `messages`, by field."""
    try:
        loaded: dict[str, Any] = schema.load(given)
    except ValidationError as error:
        found: dict[str, Any] = dict(error.messages_dict)
        inner = found.pop("source", {})
        found |= inner if isinstance(inner, dict) else {"source": inner}
        messages |= {name: _plain(name, said) for name, said in found.items()}
        return {}
    return loaded


def checked(schema: Schema, given: dict[str, Any]) -> dict[str, Any]:
    """What the schema makes of it. Raises `Rejected` with the messages of each field."""
    messages: dict[str, list[str]] = {}
    loaded = load(schema, given, messages)
    _refuse(messages)
    return loaded


def ids(values: Iterable[str]) -> list[UUID]:
    """The ids among what a form's boxes say; anything else is left out."""
    return [found for each in values if (found := chosen(each))]


def number(text: str) -> int | str:
    """What was typed as a number; the schema refuses what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text


def chosen(text: str | None) -> UUID | None:
    """The id that an address or a form names; none where it names nothing of the kind."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def title_of(url: str) -> str:
    """What to call a source of which nothing but the address was given."""
    return re.sub(r"^https?://(www\.)?", "", url.strip()).rstrip("/")[:500]


def _evidence(words: Typed, messages: dict[str, list[str]]) -> dict[str, Any]:
    source: dict[str, Any] = _pick(words, _SOURCE)
    if "url" in source and "title" not in source:
        source["title"] = title_of(source["url"])
    if words.confidential:
        source["confidential"] = True
    return load(EvidenceIn(), _pick(words, _EVIDENCE) | {"source": source}, messages)


def _pick(words: Typed, names: Iterable[str]) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(words, name)).strip()}


def _refuse(messages: dict[str, list[str]]) -> None:
    if messages:
        raise Rejected(say("Some of it is missing or cannot be used."), messages)


def _plain(name: str, said: Any) -> list[str]:
    """The schema's messages, but for a blank field what to put there."""
    missing = {
        "status": _("Choose a decision."),
        "rationale": _("Say why, in a sentence or two."),
        "title": _("Give the source a title or an address."),
        "kind": _("Say how near the source stands to what it reports."),
        "stance": _("Say what the source does to the claim."),
        "reason": _("Choose a reason."),
    }
    return [
        missing.get(name, each) if each.startswith("Missing data") else each for each in _flat(said)
    ]


def _flat(said: Any) -> list[str]:
    """The messages for one field, however deep the schema nests them; each once."""
    if isinstance(said, dict):
        said = list(said.values())
    if not isinstance(said, list):
        return [str(said)]
    return list(dict.fromkeys(each for inner in said for each in _flat(inner)))
