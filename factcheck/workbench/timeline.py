"""The history of a claim as people read it: the log's entries, told with what they speak of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck import review
from factcheck.actor import Actor
from factcheck.store import people, timeline
from factcheck.store.comments import Comment
from factcheck.store.log import Event
from factcheck.store.sources import Evidence
from factcheck.vocabulary import DismissReason, HoldReason, ReopenReason, Stage, Withdrawn
from factcheck.workbench.translating import gettext as _
from factcheck.workbench.translating import lazy_gettext
from factcheck.workbench.wording import flagged, instant, why, words

_HEADINGS = {
    "claim.reviewed": lazy_gettext("Decision"),
    "claim.edited": lazy_gettext("Edited"),
    "claim.assigned": lazy_gettext("Handed over"),
    "claim.dismissed": lazy_gettext("Dismissed"),
    "claim.reopened": lazy_gettext("Reopened"),
    "claim.undone": lazy_gettext("Taken back"),
    "claim.carried": lazy_gettext("New draft"),
    "claim.placed": lazy_gettext("Placed in the text"),
    "claim.marked": lazy_gettext("Marked by hand"),
    "claim.split": lazy_gettext("Split"),
    "claim.split_off": lazy_gettext("Split off another claim"),
    "claim.merged": lazy_gettext("Merged"),
    "claim.merged_away": lazy_gettext("Merged into another claim"),
    "claim.extracted": lazy_gettext("Found in the text"),
    "claim.source_edited": lazy_gettext("A source was described anew"),
    "claim.source_changed": lazy_gettext("A source changed"),
    "claim.source_gone": lazy_gettext("A source is gone"),
    "evidence.added": lazy_gettext("Evidence added"),
    "evidence.edited": lazy_gettext("Evidence amended"),
    "evidence.removed": lazy_gettext("Evidence taken off"),
    "comment.added": lazy_gettext("Comment"),
    "fact.published": lazy_gettext("Published as a fact"),
    "fact.updated": lazy_gettext("The fact was updated"),
    "fact.corrected": lazy_gettext("The fact was corrected"),
    "fact.withdrawn": lazy_gettext("The fact was withdrawn"),
}
_FIELDS = {
    "kind": lazy_gettext("Kind"),
    "speaker_name": lazy_gettext("Speaker"),
    "rating": lazy_gettext("Rating"),
    "assignee_id": lazy_gettext("With"),
    "priority": lazy_gettext("Priority"),
    "deadline": lazy_gettext("Deadline"),
    "tags": lazy_gettext("Tags"),
    "flag": lazy_gettext("To look at"),
    "facets": lazy_gettext("Parts checked"),
    "draft_number": lazy_gettext("Draft"),
}
"""What is told of a change; the rest is for programs, or told in other words."""
_CARRIED = {
    "unchanged": lazy_gettext("It stands there as it did."),
    "moved": lazy_gettext("Its words moved and stayed the same."),
    "altered": lazy_gettext("Its words were altered."),
    "gone": lazy_gettext("Its words are gone."),
    "ambiguous": lazy_gettext("Its words stand in several places; somebody has to place it."),
}
_CODES = {*ReopenReason, *DismissReason, *HoldReason, *Withdrawn, *Stage}
"""The reasons that are words of the vocabulary."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A change of one field, before and after, as people say it; empty for nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A piece of evidence as the reader may see it; `since`: it was changed after the entry."""

    piece: Mapping[str, Any]
    since: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log. `decided` is what a review said, also one that only proposes.

    `veiled`: what was decided is held back from the reader. `diff` are runs of words.
    """

    event: Mapping[str, Any]
    heading: str
    status: tuple[str, str] | None
    stage: tuple[str, str] | None
    decided: str | None
    veiled: bool
    reason: str | None
    override_reason: str | None
    note: str
    shifts: Sequence[Shift]
    diff: Sequence[Mapping[str, str]]
    cited: Sequence[Cited]
    comment: Comment | None


@dataclass(frozen=True, slots=True)
class _Known:
    """What entries speak of by id: comments, evidence, names of people."""

    comments: Mapping[UUID, Comment]
    evidence: Mapping[UUID, Evidence]
    names: Mapping[UUID, str]
    actor: Actor


def told(session: Session, claim_id: UUID, events: Sequence[Event], actor: Actor) -> list[Entry]:
    """The entries as the actor may read them, in their order, from a fixed number of queries."""
    seen = [_columns(each) for each in review.seen_by(session, events, actor)]
    known = _Known(
        timeline.comments(
            session, {each["object_id"] for each in seen if each["object_type"] == "comment"}
        ),
        timeline.evidence(session, claim_id, {one for each in seen for one in _evidence_ids(each)}),
        people.names(session, {one for each in seen for one in _assignees(each)}),
        actor,
    )
    return [_entry(each, known) for each in seen]


def _columns(event: Event | dict[str, Any]) -> dict[str, Any]:
    if isinstance(event, dict):
        return event
    return {column.key: getattr(event, column.key) for column in Event.__table__.columns}


def _evidence_ids(event: Mapping[str, Any]) -> list[UUID]:
    return [UUID(each) for each in event["evidence_ids"] or ()]


def _assignees(event: Mapping[str, Any]) -> list[UUID]:
    sides = [(event[side] or {}).get("assignee_id") for side in ("before", "after")]
    return [UUID(each) for each in sides if each]


def _entry(event: Mapping[str, Any], known: _Known) -> Entry:
    before, after = event["before"] or {}, event["after"] or {}
    return Entry(
        event=event,
        heading=str(_HEADINGS.get(event["action"], "")) or words(event["action"].partition(".")[2]),
        status=_step(event["status_from"], event["status_to"]),
        stage=_step(event["stage_from"], event["stage_to"]),
        decided=after.get("decided"),
        veiled=bool(after.get("veiled")),
        reason=None if "undoes" in after else _reason(event["reason"]),
        override_reason=after.get("override_reason"),
        note=_note(after),
        shifts=_shifts(before, after, known),
        diff=after.get("diff") or _diff(before, after),
        cited=_cited(event, after, known),
        comment=known.comments.get(event["object_id"]),
    )


def _step(old: str | None, new: str | None) -> tuple[str, str] | None:
    return (old, new) if old and new and old != new else None


def _reason(reason: str | None) -> str | None:
    """Why it was done: a word of the vocabulary as people say it, or somebody's own words."""
    return why(reason) if reason in _CODES else reason


def _note(after: Mapping[str, Any]) -> str:
    """What an entry tells besides, in a sentence."""
    if "undoes" in after:
        return str(_("It takes entry %(number)s back.", number=after["undoes"]))
    if "change" in after:
        return str(_CARRIED.get(after["change"], ""))
    if any(each.get("stands") is False for each in after.get("passages", ())):
        return str(_("A passage that was quoted from it does not stand there any more."))
    return ""


def _diff(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, str]]:
    """The way from the old statement to the new one, if there is one."""
    if "statement" not in before or "statement" not in after:
        return []
    return review.word_diff(before["statement"], after["statement"])


def _cited(event: Mapping[str, Any], after: Mapping[str, Any], known: _Known) -> list[Cited]:
    """The evidence that the entry names, as it is now."""
    sealed = after.get("evidence") or {}
    cited = []
    for each in _evidence_ids(event):
        if piece := known.evidence.get(each):
            then = sealed.get(str(each), piece.sha256)
            shape = review.evidence_shape(piece, known.actor)
            cited.append(Cited(shape, since=then != piece.sha256))
    return cited


def _shifts(before: Mapping[str, Any], after: Mapping[str, Any], known: _Known) -> list[Shift]:
    """What changed of the fields that people care about."""
    found = [
        Shift(str(label), _shown(name, before[name], known), _shown(name, after[name], known))
        for name, label in _FIELDS.items()
        if name in before and name in after
    ]
    return [each for each in found if each.before != each.after]


def _shown(name: str, value: Any, known: _Known) -> str:
    """A value of a field as people say it."""
    if value is None or value == []:
        return ""
    if name == "assignee_id":
        return known.names.get(UUID(value), "")
    if name == "facets":
        ticked = sum(bool(each["checked"]) for each in value)
        return str(_("%(ticked)s of %(total)s", ticked=ticked, total=len(value)))
    if name == "tags":
        return ", ".join(value)
    if name == "deadline":
        return instant(value)
    if name == "kind":
        return words(value)
    return flagged(value) if name == "flag" else str(value)
