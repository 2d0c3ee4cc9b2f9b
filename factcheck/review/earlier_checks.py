"""Taking in what other publishers found: each review once, never one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.ids import uuid7
from factcheck.review.found_checks import FoundCheck, FoundChecks, Skip, is_own
from factcheck.store import earlier_checks, log
from factcheck.store.earlier_checks import EarlierCheck

_OWN = "It is the desk's own, and one's own work is no earlier check."
_MOST_SKIPS = 200
"""So many reasons are told; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: how many are new, known and left out, and why the latter."""

    imported: int
    updated: int
    skipped: int
    reasons: tuple[Skip, ...]


def import_checks(
    session: Session, found: FoundChecks, *, own: Sequence[str], actor: Actor, now: datetime
) -> Imported:
    """Keep the reviews of others as the desk's earlier checks.

    One that the desk has is brought up to date. `own` are the addresses at which the desk
    itself publishes: what stands there is left out.
    """
    skipped = list(found.skipped)
    skipped += [Skip(each.path, each.about["url"], _OWN) for each in _own(found, own)]
    # The last one of a document wins, as it would if they came one by one.
    taken = {each.identity: each for each in found.checks if not is_own(each, own)}
    known = earlier_checks.by_identity(session, actor.desk_id, taken)
    for identity, each in taken.items():
        _keep(session, known.get(identity), each, actor, now)
    session.flush()
    return Imported(len(taken) - len(known), len(known), len(skipped), tuple(skipped[:_MOST_SKIPS]))


def _own(found: FoundChecks, own: Sequence[str]) -> list[FoundCheck]:
    return [each for each in found.checks if is_own(each, own)]


def _keep(
    session: Session, kept: EarlierCheck | None, each: FoundCheck, actor: Actor, now: datetime
) -> None:
    """Make the record or bring it up to date, and say so in the log."""
    if kept is None:
        made = EarlierCheck(
            id=uuid7(),
            desk_id=actor.desk_id,
            identity=each.identity,
            imported_by=actor.person_id,
            imported_at=now,
            updated_at=now,
            **each.about,
        )
        session.add(made)
        _note(session, made, None, actor, now)
        return
    before = _told(kept)
    for name, value in each.about.items():
        setattr(kept, name, value)
    kept.updated_at = now
    _note(session, kept, before, actor, now)


def _note(
    session: Session,
    check: EarlierCheck,
    before: dict[str, Any] | None,
    actor: Actor,
    now: datetime,
) -> None:
    log.record(
        session, "check.imported", check, actor=actor, now=now, before=before, after=_told(check)
    )


def _told(check: EarlierCheck) -> dict[str, Any]:
    """What the log keeps of an earlier check."""
    named = ("claim", "publisher", "url", "rating", "fetched_from")
    return {name: getattr(check, name) for name in named}
