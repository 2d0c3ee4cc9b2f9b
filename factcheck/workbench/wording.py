"""How the pages say things: marks, terms, times, and text made safe to look at."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import g

from factcheck.report.html import is_linkable
from factcheck.report.legible import legible
from factcheck.report.wording import MARKS, words
from factcheck.store.claims import Claim
from factcheck.store.log import Event
from factcheck.vocabulary import (
    Flag,
    HoldReason,
    LedgerNote,
    ReopenReason,
    SourceKind,
    Stage,
    Stance,
    Status,
)

_REASONS: dict[str, str] = {
    ReopenReason.TEXT_CHANGED: "the text changed",
    ReopenReason.SOURCE_CHANGED: "a source changed",
    ReopenReason.EVIDENCE_CHANGED: "its evidence changed",
    ReopenReason.CORRECTION: "it was corrected",
    HoldReason.DISAGREEMENT: "two people disagree; an editor decides",
}
_FLAGS: dict[str, str] = {
    Flag.SOURCE_CHANGED: "a source of the decision has changed since",
    Flag.SOURCE_GONE: "a source of the decision is gone",
}
_GRADES = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability not known",
}
_NOTES: dict[str, str] = {
    LedgerNote.SOURCES: "list of sources",
    LedgerNote.POINTER: "points elsewhere",
    LedgerNote.LOW_SCORE: "little to check",
    LedgerNote.OTHER_LANGUAGE: "in another language",
}
_ACTIONS = {
    "claim.reviewed": "decided on this claim",
    "claim.edited": "edited this claim",
    "claim.assigned": "gave this claim to somebody",
    "claim.dismissed": "dismissed this claim",
    "claim.reopened": "reopened this claim",
    "claim.undone": "took a step on this claim back",
    "claim.carried": "uploaded a new draft",
    "evidence.added": "added evidence to this claim",
    "evidence.edited": "amended the evidence of this claim",
    "evidence.removed": "took evidence off this claim",
}


def aside(note: str | None) -> str:
    """Why a sentence is no claim, as people say it; nothing was noted of older ones."""
    return _NOTES.get(note or "", words(note)) or "no claim"


def why(reason: str | None) -> str:
    """Why a claim came back or waits, as people say it; a reason in somebody's own words stays."""
    return _REASONS.get(reason or "", words(reason))


def flagged(flag: str) -> str:
    """What there is to look at although the decision stands, as people say it."""
    return _FLAGS.get(flag, words(flag))


def grade(letter: str | None) -> str:
    """The Admiralty grade with its meaning."""
    return f"{letter}: {_GRADES[letter]}" if letter else "not graded"


def tone(claim: Claim) -> str:
    """How a claim is drawn: by its status, or as dismissed."""
    return "dismissed" if claim.stage is Stage.DISMISSED else claim.status.value


def change(event: Event) -> str:
    """What somebody did to a claim: `Ana changed this claim: verified → disputed`."""
    did = _ACTIONS.get(event.action, "changed this claim")
    if event.status_from and event.status_from != event.status_to:
        return f"{event.actor_name} {did}: {event.status_from} → {event.status_to}"
    return f"{event.actor_name} {did}"


def ago(then: datetime) -> str:
    """How long before this request: `just now`, `12 s ago`, `38 min ago`, `3 days ago`."""
    seconds = max(0, int((g.now - then).total_seconds()))
    for size, unit in ((86400, "day"), (3600, "h"), (60, "min")):
        if count := seconds // size:
            plural = "s" if unit == "day" and count > 1 else ""
            return f"{count} {unit}{plural} ago"
    return f"{seconds} s ago" if seconds > 2 else "just now"


def moment(then: datetime) -> str:
    """A time for people, to the minute: `23 Nov 2026, 14:05 UTC`."""
    return f"{then.astimezone(UTC):%-d %b %Y, %H:%M} UTC"


def instant(then: str) -> str:
    """A time as JSON has it, for people."""
    return moment(datetime.fromisoformat(then))


def counted(number: int, thing: str) -> str:
    """`1 claim`, `2 claims`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


FILTERS: dict[str, Callable[..., Any]] = {
    "aside": aside,
    "ago": ago,
    "change": change,
    "counted": counted,
    "flagged": flagged,
    "grade": grade,
    "instant": instant,
    "legible": legible,
    "moment": moment,
    "tone": tone,
    "why": why,
    "words": words,
}
TESTS: dict[str, Callable[..., bool]] = {"linkable": is_linkable}
GLOBALS: dict[str, Any] = {
    "MARKS": MARKS | {"waiting": "…", "dismissed": "–"},
    "SOURCE_KINDS": list(SourceKind),
    "STANCES": list(Stance),
    "STATUSES": [Status.VERIFIED, Status.DISPUTED, Status.UNVERIFIED],
}
