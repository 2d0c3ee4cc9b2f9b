"""The one way to change a claim: legal, at a new version, and with the entry that says so."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.errors import IllegalTransition
from factcheck.saying import say
from factcheck.store import desks, log
from factcheck.store.claims import Claim
from factcheck.store.picture import ANCHOR_KEYS, Picture, picture
from factcheck.vocabulary import DECIDED, TRANSITIONS, ReopenReason, Stage, Status

_TOLD_OTHERWISE = {"version", "updated_at", "status", "stage"}
"""What an entry has columns of its own for."""
_LEGAL = {
    (before, after) for steps in TRANSITIONS.values() for before in steps for after in steps[before]
}


@contextmanager
def recorded(
    session: Session,
    claim: Claim,
    action: str,
    *,
    actor: Actor,
    now: datetime,
    reason: str | None = None,
    after: Mapping[str, Any] | None = None,
    undoes: bool = False,
    **details: Any,
) -> Iterator[None]:
    """Whatever the body does to the claim is one step: a new version and one log entry.

    The entry holds what was there before and what is there now of each thing that changed,
    and `after` besides. Without a `reason` it gives the one for which the claim came back.
    `undoes`: the body takes a step back, which the table of transitions need not have.

    Raises `IllegalTransition` when the body moved the claim against the table.
    """
    before = picture(claim)
    yield
    if claim.stage != before["stage"] and not undoes:
        _check(Stage(before["stage"]), claim.stage)
    claim.touch(now)
    moved = (claim.status, claim.stage) != (before["status"], before["stage"])
    if moved and "policy_version" not in details:
        details["policy_version"] = desks.policy(session, claim.desk_id).version
    came_back = claim.stage is Stage.REOPENED and before["stage"] != Stage.REOPENED
    old, new = _changes(before, picture(claim))
    log.record(
        session,
        action,
        claim,
        actor=actor,
        now=now,
        status_from=before["status"],
        status_to=claim.status,
        stage_from=before["stage"],
        stage_to=claim.stage,
        reason=reason or (claim.stage_reason if came_back else None),
        before=old or None,
        after=(new | dict(after or {})) or None,
        **details,
    )


def _check(before: Stage, after: Stage) -> None:
    if (before, after) not in _LEGAL:
        ways = ", ".join(sorted(to for at, to in _LEGAL if at is before)) or "nowhere"
        raise IllegalTransition(
            say("A claim that is {before} cannot become {after}.", before=before, after=after),
            [
                say("From {before} a claim can go to: {ways}.", before=before, ways=ways),
            ],
        )


def _changes(before: Picture, after: Picture) -> tuple[Picture, Picture]:
    """What differs, old and new. Of another draft's anchor the number says it all."""
    keys = [key for key in before if before[key] != after[key] and key not in _TOLD_OTHERWISE]
    if "draft_number" in keys:
        keys = [key for key in keys if key not in ANCHOR_KEYS]
    return {key: before[key] for key in keys}, {key: after[key] for key in keys}


def stand(
    claim: Claim, status: Status, stage: Stage, reason: str | None = None, rating: str | None = None
) -> None:
    """Set where the claim stands; to be called inside `recorded`."""
    claim.status, claim.stage = status, stage
    claim.stage_reason, claim.rating = reason, rating


def send_back(claim: Claim, reason: ReopenReason) -> bool:
    """What a decision stood on has changed: the claim comes back, unverified.

    To be called inside `recorded`. Returns whether there was a decision (standing or
    proposed) to take back.
    """
    if claim.stage not in DECIDED:
        return False
    stand(claim, Status.UNVERIFIED, Stage.REOPENED, reason.value)
    claim.flag = None
    return True
