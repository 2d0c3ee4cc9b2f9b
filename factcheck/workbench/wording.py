"""How the pages say things: marks, terms, times, and text made safe to look at."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from flask import g
from flask_babel import format_date, format_datetime, format_decimal

from factcheck.report.legible import is_linkable, legible
from factcheck.report.wording import MARKS
from factcheck.report.wording import words as as_words
from factcheck.store.claims import Claim
from factcheck.store.log import Event
from factcheck.store.manuscripts import Mark
from factcheck.vocabulary import (
    DismissReason,
    Flag,
    HoldReason,
    Kind,
    LedgerNote,
    ReopenReason,
    SourceKind,
    Stage,
    Stance,
    Status,
)
from factcheck.workbench.translating import gettext as _
from factcheck.workbench.translating import lazy_gettext, ngettext

_REASONS: dict[str, Any] = {
    ReopenReason.TEXT_CHANGED: lazy_gettext("the text changed"),
    ReopenReason.SOURCE_CHANGED: lazy_gettext("a source changed"),
    ReopenReason.EVIDENCE_CHANGED: lazy_gettext("its evidence changed"),
    ReopenReason.CORRECTION: lazy_gettext("it was corrected"),
    HoldReason.DISAGREEMENT: lazy_gettext("two people disagree; an editor decides"),
}
_FLAGS: dict[str, Any] = {
    Flag.SOURCE_CHANGED: lazy_gettext("a source of the decision has changed since"),
    Flag.SOURCE_GONE: lazy_gettext("a source of the decision is gone"),
}
_GRADES = {
    "A": lazy_gettext("A: completely reliable"),
    "B": lazy_gettext("B: usually reliable"),
    "C": lazy_gettext("C: fairly reliable"),
    "D": lazy_gettext("D: not usually reliable"),
    "E": lazy_gettext("E: unreliable"),
    "F": lazy_gettext("F: reliability not known"),
}
_NOTES: dict[str, Any] = {
    LedgerNote.SOURCES: lazy_gettext("list of sources"),
    LedgerNote.POINTER: lazy_gettext("points elsewhere"),
    LedgerNote.LOW_SCORE: lazy_gettext("little to check"),
    LedgerNote.OTHER_LANGUAGE: lazy_gettext("in another language"),
}
_ACTIONS = {
    "claim.reviewed": lazy_gettext("%(name)s decided on this claim"),
    "claim.edited": lazy_gettext("%(name)s edited this claim"),
    "claim.assigned": lazy_gettext("%(name)s gave this claim to somebody"),
    "claim.dismissed": lazy_gettext("%(name)s dismissed this claim"),
    "claim.reopened": lazy_gettext("%(name)s reopened this claim"),
    "claim.undone": lazy_gettext("%(name)s took a step on this claim back"),
    "claim.carried": lazy_gettext("%(name)s uploaded a new draft"),
    "evidence.added": lazy_gettext("%(name)s added evidence to this claim"),
    "evidence.edited": lazy_gettext("%(name)s amended the evidence of this claim"),
    "evidence.removed": lazy_gettext("%(name)s took evidence off this claim"),
}
_CHANGED = lazy_gettext("%(name)s changed this claim")


def words(code: str | None) -> str:
    """A word of the vocabulary as people say it."""
    return _(as_words(code)) if code else ""


def aside(note: str | None) -> str:
    """Why a sentence is no claim, as people say it; nothing was noted of older ones."""
    return str(_NOTES.get(note or "", "")) or words(note) or _("no claim")


def why(reason: str | None) -> str:
    """Why a claim came back or waits, as people say it; a reason in somebody's own words stays."""
    return str(_REASONS.get(reason or "", "")) or words(reason)


def flagged(flag: str) -> str:
    """What there is to look at although the decision stands, as people say it."""
    return str(_FLAGS.get(flag, "")) or words(flag)


def grade(letter: str | None) -> str:
    """The Admiralty grade with its meaning."""
    return str(_GRADES[letter]) if letter else _("not graded")


def tone(claim: Claim | Mark) -> str:
    """How a claim is drawn: by its status, or as dismissed."""
    return "dismissed" if claim.stage is Stage.DISMISSED else claim.status.value


def change(event: Event) -> str:
    """What somebody did to a claim: `Ana changed this claim: verified → disputed`."""
    did = str(_ACTIONS.get(event.action, _CHANGED)) % {"name": event.actor_name}
    if event.status_from and event.status_from != event.status_to:
        return f"{did}: {words(event.status_from)} → {words(event.status_to)}"
    return did


def ago(then: datetime) -> str:
    """How long before this request: `just now`, `12 s ago`, `38 min ago`, `3 days ago`."""
    seconds = max(0, int((g.now - then).total_seconds()))
    if seconds >= 86400:
        return ngettext("%(num)s day ago", "%(num)s days ago", seconds // 86400)
    if seconds >= 3600:
        return _("%(hours)s h ago", hours=seconds // 3600)
    if seconds >= 60:
        return _("%(minutes)s min ago", minutes=seconds // 60)
    return _("%(seconds)s s ago", seconds=seconds) if seconds > 2 else _("just now")


def moment(then: datetime) -> str:
    """A time for people, to the minute: `23 Nov 2026, 14:05 UTC`."""
    return f"{format_datetime(then.astimezone(UTC), 'd MMM y, HH:mm')} UTC"


def counted(tone: str, count: int) -> str:
    """So many claims of a tone: `3 verified`."""
    if tone == Status.VERIFIED:
        return ngettext("%(num)s verified", "%(num)s verified", count)
    if tone == Status.DISPUTED:
        return ngettext("%(num)s disputed", "%(num)s disputed", count)
    if tone == Status.UNVERIFIED:
        return ngettext("%(num)s unverified", "%(num)s unverified", count)
    if tone == Stage.DISMISSED:
        return ngettext("%(num)s dismissed", "%(num)s dismissed", count)
    return ngettext("%(num)s waiting", "%(num)s waiting", count)


def day(then: date) -> str:
    """A date for people: `23 Nov 2026`."""
    return str(format_date(then, "d MMM y"))


def instant(then: str) -> str:
    """A time as JSON has it, for people."""
    return moment(datetime.fromisoformat(then))


def decisions() -> list[tuple[str, str, str]]:
    """The three decisions: status, key, and what the button says."""
    return [
        (Status.VERIFIED.value, "v", _("Verify")),
        (Status.DISPUTED.value, "d", _("Dispute")),
        (Status.UNVERIFIED.value, "u", _("Leave unverified")),
    ]


FILTERS: dict[str, Callable[..., Any]] = {
    "aside": aside,
    "ago": ago,
    "change": change,
    "counted": counted,
    "day": day,
    "flagged": flagged,
    "grade": grade,
    "instant": instant,
    "legible": legible,
    "moment": moment,
    "number": format_decimal,
    "tone": tone,
    "why": why,
    "words": words,
}
TESTS: dict[str, Callable[..., bool]] = {"linkable": is_linkable}
GLOBALS: dict[str, Any] = {
    "MARKS": MARKS | {"waiting": "…", "dismissed": "–"},
    "SOURCE_KINDS": list(SourceKind),
    "STANCES": list(Stance),
    "STANCE_WORDS": {
        Stance.SUPPORTS: lazy_gettext("supports the claim"),
        Stance.REFUTES: lazy_gettext("refutes the claim"),
        Stance.CONTEXT: lazy_gettext("gives context"),
    },
    "STATUSES": [Status.VERIFIED, Status.DISPUTED, Status.UNVERIFIED],
    "DECISIONS": decisions,
    "DISMISS_REASONS": list(DismissReason),
    "GRADES": list(_GRADES),
    "KINDS": list(Kind),
    "REOPEN_REASONS": list(ReopenReason),
}
