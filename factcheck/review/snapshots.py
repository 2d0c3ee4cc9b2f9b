"""Snapshots: keeping what a source says, and what it means when it says something else."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.errors import StaleVersion
from factcheck.ids import uuid7
from factcheck.review.captures import Capture, Known, even
from factcheck.review.fingerprints import seal
from factcheck.review.moves import recorded, send_back
from factcheck.review.policy import rules_of
from factcheck.review.regrade import relying_on
from factcheck.saying import say
from factcheck.store import claims, desks, log, snapshots, sources
from factcheck.store.claims import Claim
from factcheck.store.snapshots import Snapshot
from factcheck.store.sources import Evidence, Source
from factcheck.vocabulary import DECIDED, Flag, ReopenReason, SourceChangeRule, SourceState

FAILURES = 3
"""So many checks in a row must find nobody at home before a page counts as gone."""
_DAY = timedelta(hours=24)
_SPREAD = 7200
"""Seconds over which the checks of a day are spread, so that not all come at once."""
_FLAGS = {SourceState.CHANGED: Flag.SOURCE_CHANGED, SourceState.GONE: Flag.SOURCE_GONE}


def take_snapshot(
    session: Session, source_id: UUID, capture: Capture, *, actor: Actor, now: datetime
) -> Snapshot:
    """Record a look at the source; decisions that relied on it follow the desk's policy.

    A page is compared with its newest copy from the web, a file with the newest copy of any
    sort. Evidence that has no copy yet gets this one. Raises `NotFound`; `StaleVersion` when
    somebody took a copy since the page was compared with the last one.
    """
    source = sources.held(session, actor.desk_id, source_id)
    earlier = _compared_with(session, source.id, capture)
    before, state = source.state, _state(session, source, earlier, capture)
    if state is SourceState.CHANGED and capture.stored_sha256 is None:
        raise StaleVersion(say("Somebody took a snapshot of this source meanwhile."))
    snapshot = _keep(session, source, capture, state, actor, now)
    source.checked_at = now
    source.next_check_at = next_check(source, capture, now)
    if not capture.failed or state is SourceState.GONE:
        source.state = state
    linked = _link(session, source, snapshot)
    turned = state is SourceState.CHANGED or (state is SourceState.GONE and before is not state)
    came_back = before is SourceState.GONE and source.state is not before
    if turned or came_back or capture.stored_sha256 is not None:
        _record(session, source, snapshot, earlier, linked, actor, now)
    if turned:
        _follow(session, source, snapshot, earlier, capture.text, actor, now)
    return snapshot


def next_check(source: Source, capture: Capture, now: datetime) -> datetime | None:
    """When to look again: about a day later, at each source's own minute.

    Only pages of which somebody has taken a copy are watched, and never confidential ones:
    who reads them every night could be told from that.
    """
    if source.url is None or source.confidential:
        return None
    if capture.url is None and source.next_check_at is None:
        return None
    return now + _DAY + timedelta(seconds=source.id.int % _SPREAD - _SPREAD // 2)


def _compared_with(session: Session, source_id: UUID, capture: Capture) -> Snapshot | None:
    if capture.url is not None:
        from_the_web = snapshots.newest(session, source_id, fetched=True)
        if from_the_web is not None:
            return from_the_web
    return snapshots.newest(session, source_id)


def _state(
    session: Session, source: Source, earlier: Snapshot | None, capture: Capture
) -> SourceState:
    if capture.gone:
        return SourceState.GONE
    if capture.failed:
        return _after_failure(session, source, capture)
    if earlier is None:
        return SourceState.FIRST
    known = Known(earlier.sha256, earlier.text_sha256)
    same = known.same(Known(capture.sha256, capture.text_sha256))
    return SourceState.SAME if same else SourceState.CHANGED


def _after_failure(session: Session, source: Source, capture: Capture) -> SourceState:
    """Nothing came back: the state stays, until that is so three times in a row.

    Being turned away (401, 403, 429, …) says that there is a page, so it never counts.
    """
    earlier = snapshots.latest(session, source.id, FAILURES - 1)
    unseen = [look for look in earlier if look.sha256 is None and _silent(look.http_status)]
    if len(unseen) == FAILURES - 1 and _silent(capture.http_status):
        return SourceState.GONE
    return source.state or SourceState.FIRST


def _silent(http_status: int | None) -> bool:
    """Whether no server answered, or one that is broken itself."""
    return http_status is None or http_status >= 500


def _keep(
    session: Session,
    source: Source,
    capture: Capture,
    state: SourceState,
    actor: Actor,
    now: datetime,
) -> Snapshot:
    made = Snapshot(
        id=uuid7(),
        desk_id=source.desk_id,
        source_id=source.id,
        url=capture.url,
        http_status=capture.http_status,
        media_type=capture.media_type,
        filename=capture.filename,
        size=capture.size,
        sha256=capture.sha256,
        stored_sha256=capture.stored_sha256,
        text=capture.text,
        text_sha256=capture.text_sha256,
        state=state,
        note=capture.note,
        taken_by=actor.account_id,
        taken_at=now,
    )
    session.add(made)
    session.flush()
    return made


def _link(session: Session, source: Source, snapshot: Snapshot) -> dict[str, str | None]:
    """Let evidence that rests on no copy rest on this one; gives the new fingerprints."""
    if snapshot.stored_sha256 is None:
        return {}
    linked = [each for each in sources.leaning_on(session, source.id) if not each.snapshot_id]
    for each in linked:
        each.snapshot_id = snapshot.id
        seal(session, each)
    return {str(each.id): each.sha256 for each in linked}


def _record(
    session: Session,
    source: Source,
    snapshot: Snapshot,
    earlier: Snapshot | None,
    linked: dict[str, str | None],
    actor: Actor,
    now: datetime,
) -> None:
    """One entry; of a confidential source without the hash, which could give it away."""
    told: dict[str, Any] = _pair(source, snapshot, earlier)
    if linked:
        told["evidence"] = linked
    log.record(
        session,
        "source.snapshot_taken",
        source,
        actor=actor,
        now=now,
        after=told,
        evidence_ids=list(linked) or None,
    )


def _pair(source: Source, snapshot: Snapshot, earlier: Snapshot | None) -> dict[str, Any]:
    """The two copies by their ids and SHA-256."""
    open_to_all = not source.confidential
    return {
        "state": snapshot.state.value,
        "snapshot_id": str(snapshot.id),
        "sha256": snapshot.sha256 if open_to_all else None,
        "earlier_snapshot_id": str(earlier.id) if earlier else None,
        "earlier_sha256": earlier.sha256 if earlier and open_to_all else None,
    }


def _follow(
    session: Session,
    source: Source,
    snapshot: Snapshot,
    earlier: Snapshot | None,
    text: str | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Reopen or flag what relied on the source, as the policy in force has it."""
    relying = relying_on(session, source.id)
    if not relying:
        return
    rule = rules_of(desks.policy(session, source.desk_id)).source_change
    words = None if text is None else even(text)
    for claim_id, pieces in relying.items():
        claim = claims.claim(session, source.desk_id, claim_id)
        if claim.stage not in DECIDED:
            continue
        told = {
            "source_id": str(source.id),
            **_pair(source, snapshot, earlier),
            "passages": _passages(pieces, words),
        }
        with recorded(
            session,
            claim,
            f"claim.source_{snapshot.state.value}",
            actor=actor,
            now=now,
            after=told,
            evidence_ids=[str(each.id) for each in pieces],
        ):
            _mark(claim, snapshot.state, rule)


def _mark(claim: Claim, state: SourceState, rule: str) -> None:
    if rule == SourceChangeRule.FLAG:
        claim.flag = _FLAGS[state]
    else:
        send_back(claim, ReopenReason.SOURCE_CHANGED)


def _passages(pieces: Sequence[Evidence], words: str | None) -> list[dict[str, Any]]:
    """Of each passage, whether it still stands word for word; None where that is unknown."""
    return [
        {
            "evidence_id": str(each.id),
            "snapshot_id": str(each.snapshot_id) if each.snapshot_id else None,
            "stands": None if words is None or not each.passage else even(each.passage) in words,
        }
        for each in pieces
    ]
