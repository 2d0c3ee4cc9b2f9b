"""A claim as plain values: what the log compares, history rewinds and the API shows.

A picture is flat and holds JSON values alone: the columns of the claim, those of its anchor
in the newest draft it stands in, and its facets, counted from the claim's first letter.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from factcheck.store.claims import Claim, Facet

Picture = dict[str, Any]

CLAIM_KEYS = (
    "id",
    "version",
    "article_id",
    "draft_number",
    "statement",
    "kind",
    "kinds",
    "score",
    "speaker_name",
    "speaker_cue",
    "speaker_speech",
    "status",
    "stage",
    "stage_reason",
    "flag",
    "rating",
    "assignee_id",
    "tags",
    "priority",
    "deadline",
    "evidence_count",
    "merged_into_id",
    "split_from_id",
    "extractor_name",
    "extractor_version",
    "created_at",
    "updated_at",
)
ANCHOR_KEYS = (
    "quote",
    "start",
    "end",
    "start_utf16",
    "end_utf16",
    "speaker_start",
    "speaker_end",
    "speaker_mention",
    "speaker_suggestion",
    "reasons",
    "alarms",
)
FACET_KEYS = ("id", "type", "text", "offset", "value", "unit", "checked")


def picture(claim: Claim) -> Picture:
    """The claim as it stands, whole; its anchor and facets must be loaded."""
    anchor = claim.anchor
    found = {key: plain(getattr(claim, key)) for key in CLAIM_KEYS}
    found |= {key: plain(getattr(anchor, key)) for key in ANCHOR_KEYS}
    found["facets"] = [facet_picture(each) for each in claim.facets]
    return found


def facet_picture(facet: Facet) -> dict[str, Any]:
    """A facet as plain values."""
    return {key: plain(getattr(facet, key)) for key in FACET_KEYS}


def plain(value: Any) -> Any:
    """A column's value as JSON has it: times as RFC 3339 in UTC, ids and words as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return str(value) if isinstance(value, UUID | str) else value


def shape(found: Mapping[str, Any]) -> dict[str, Any]:
    """The picture in the shape of the HTTP contract."""
    start = found["start"]
    return {
        "id": found["id"],
        "version": found["version"],
        "article_id": found["article_id"],
        "draft": found["draft_number"],
        "quote": found["quote"],
        "start": start,
        "end": found["end"],
        "start_utf16": found["start_utf16"],
        "end_utf16": found["end_utf16"],
        "statement": found["statement"],
        "kind": found["kind"],
        "kinds": found["kinds"],
        "score": found["score"],
        "reasons": found["reasons"],
        "speaker": _speaker(found),
        "facets": [_facet(each, start) for each in found["facets"]],
        "status": found["status"],
        "stage": found["stage"],
        "stage_reason": found["stage_reason"],
        "flag": found["flag"],
        "rating": found["rating"],
        "assignee": found["assignee_id"],
        "tags": found["tags"],
        "priority": found["priority"],
        "deadline": found["deadline"],
        "evidence_count": found["evidence_count"],
        "merged_into": found["merged_into_id"],
        "split_from": found["split_from_id"],
        "alarms": found["alarms"],
        "extractor": {"name": found["extractor_name"], "version": found["extractor_version"]},
        "created_at": found["created_at"],
        "updated_at": found["updated_at"],
    }


def _speaker(found: Mapping[str, Any]) -> dict[str, Any] | None:
    """Who makes the claim in the text; None: the article's own voice."""
    if found["speaker_name"] is None:
        return None
    return {
        "name": found["speaker_name"],
        "start": found["speaker_start"],
        "end": found["speaker_end"],
        "cue": found["speaker_cue"],
        "speech": found["speaker_speech"],
        "mention": found["speaker_mention"],
        "suggestion": found["speaker_suggestion"],
    }


def _facet(found: Mapping[str, Any], claim_start: int) -> dict[str, Any]:
    start = claim_start + found["offset"]
    return {
        "id": found["id"],
        "type": found["type"],
        "text": found["text"],
        "start": start,
        "end": start + len(found["text"]),
        "value": found["value"],
        "unit": found["unit"],
        "checked": found["checked"],
    }
