"""What a form said: the words as typed, and what they mean once they are checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError

from factcheck.errors import Rejected
from factcheck.schemas.reviews import EvidenceIn, ReviewIn

FIELDS = {
    "status": "Decision",
    "rationale": "Rationale",
    "title": "Source",
    "url": "Address",
    "kind": "Kind of source",
    "stance": "What it does",
    "passage": "Passage",
}
"""The fields of the decision form with their labels."""

_MISSING = {
    "status": "Choose a decision.",
    "rationale": "Say why, in a sentence or two.",
    "title": "Give the source a title.",
    "kind": "Say how near the source stands to what it reports.",
    "stance": "Say what the source does to the claim.",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """The decision form exactly as it was filled in."""

    status: str = ""
    rationale: str = ""
    title: str = ""
    url: str = ""
    kind: str = ""
    stance: str = ""
    passage: str = ""

    @property
    def names_a_source(self) -> bool:
        """Whether anything of the source part was filled in."""
        return any((self.title, self.url, self.kind, self.stance, self.passage))


@dataclass(frozen=True, slots=True)
class Attempt:
    """A decision as the stages take it, with the evidence that comes along, if any."""

    decision: dict[str, Any]
    evidence: dict[str, Any] | None


def typed(form: Mapping[str, str]) -> Typed:
    """The words of the form; browsers end lines with CR LF, the desk with LF."""
    return Typed(**{name: form.get(name, "").replace("\r\n", "\n") for name in FIELDS})


def version(form: Mapping[str, str]) -> int:
    """The version of the claim that the form was made from; 0, which none has, if unreadable."""
    given = form.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def attempt(words: Typed) -> Attempt:
    """What the form asks for. Raises `Rejected` with the messages of each field."""
    messages: dict[str, list[str]] = {}
    filled = {name: getattr(words, name) for name in FIELDS if getattr(words, name).strip()}
    decision = _load(ReviewIn(), _pick(filled, "status", "rationale"), messages)
    evidence = None
    if words.names_a_source:
        given = _pick(filled, "stance", "passage")
        given["source"] = _pick(filled, "title", "url", "kind")
        evidence = _load(EvidenceIn(), given, messages)
    if messages:
        raise Rejected("Some of it is missing or cannot be used.", messages)
    return Attempt(decision, evidence)


def _pick(filled: dict[str, str], *names: str) -> dict[str, Any]:
    return {name: filled[name] for name in names if name in filled}


def _load(schema: Schema, given: dict[str, Any], messages: dict[str, list[str]]) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = schema.load(given)
    except ValidationError as error:
        found: dict[str, Any] = dict(error.messages_dict)
        source = found.pop("source", {})
        messages |= {name: _plain(name, said) for name, said in (found | source).items()}
        return {}
    return loaded


def _plain(name: str, said: list[str]) -> list[str]:
    """The schema's messages, but for a blank field what to put there."""
    return [_MISSING.get(name, each) if each.startswith("Missing data") else each for each in said]
