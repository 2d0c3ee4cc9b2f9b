"""Pinned heads: what the log was once said to be, held against what it is now.

The chain alone cannot tell a log that was rewritten whole from an honest one. A head that
was signed and kept elsewhere can: the entry of its number must still have its hash.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.errors import LogBroken
from factcheck.signing import NotGenuine, Signer, checked
from factcheck.store import log
from factcheck.store.log import GENESIS, Event, LogHead

RESTORED = "log.restored"
"""The action of the entry that begins a new epoch after a restore."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A head whose signature was checked; `origin` says where it was kept."""

    epoch: UUID
    seq: int
    hash: str
    key_id: str
    origin: str


def signed_head(head: LogHead, *, signer: Signer, now: datetime) -> dict[str, Any]:
    """The head as it may leave the house: epoch, seq, hash, time, key and signature."""
    return signer.signed(
        {
            "epoch": str(head.epoch),
            "seq": head.seq,
            "hash": head.hash,
            "at": now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        }
    )


def pinned(signed: Any, *, trusted: Mapping[str, bytes] | None, origin: str) -> Pin:
    """A signed head as it was read from somewhere. Raises `NotGenuine`, naming `origin`.

    `trusted` maps key ids to raw public keys; None: whichever key it names will do.
    """
    try:
        return _pin(checked(signed if isinstance(signed, dict) else {}, trusted), origin)
    except NotGenuine as error:
        raise NotGenuine(f"{origin}: {error.message}") from error


def _pin(facts: Mapping[str, Any], origin: str) -> Pin:
    try:
        pin = Pin(UUID(facts["epoch"]), facts["seq"], facts["hash"], facts["key_id"], origin)
    except (KeyError, ValueError, AttributeError) as error:
        raise NotGenuine("What was signed is no head of a log.") from error
    if type(pin.seq) is not int or pin.seq < 0 or not isinstance(pin.hash, str):
        raise NotGenuine("What was signed is no head of a log.")
    return pin


def verify(session: Session, pins: Sequence[Pin] = (), *, batch: int = 1000) -> Iterator[int]:
    """Read the whole log again and hold it against the pins; yields the entries checked.

    Raises:
        LogBroken: naming the first bad entry, or between which two the log was rewritten.
    """
    broken = None
    try:
        yield from log.verify(session, batch=batch)
    except LogBroken as error:
        broken = error
    ordered = sorted(pins, key=lambda pin: pin.seq)
    sound = [pin for pin in ordered if broken is None or pin.seq < broken.seq]
    _hold_against(session, sound)
    if broken is not None:
        raise broken
    _check_epochs(session, sound)


def _hold_against(session: Session, pins: Sequence[Pin]) -> None:
    """Raise `LogBroken` unless each pin's entry still is the one that it names."""
    query = select(Event.seq, Event.hash).where(Event.seq.in_({pin.seq for pin in pins}))
    found = {0: GENESIS} | {row.seq: row.hash for row in session.execute(query)}
    held = list(takewhile(lambda pin: found.get(pin.seq) == pin.hash, pins))
    if len(held) == len(pins):
        return
    first, last = pins[len(held)], held[-1].seq if held else 0
    if first.seq not in found:
        raise _cut_off(session, first)
    raise LogBroken(
        last + 1,
        f"The log was rewritten from an entry between {last + 1} and {first.seq} on: entry "
        f"{first.seq} is not the one that {first.origin} pins.{_restores(session)}",
    )


def _cut_off(session: Session, pin: Pin) -> LogBroken:
    newest = log.head(session).seq
    return LogBroken(
        newest + 1,
        f"Entry {newest + 1} is missing: the log ends at entry {newest}, but {pin.origin} pins "
        f"entry {pin.seq}.{_restores(session)}",
    )


def _check_epochs(session: Session, pins: Sequence[Pin]) -> None:
    """Raise `LogBroken` for a pin of an epoch that did not lead to the present one."""
    newest = log.head(session)
    known = {newest.epoch: newest.seq}
    query = select(Event).where(Event.action == RESTORED).order_by(Event.seq.desc())
    for entry in session.scalars(query):
        epochs = _epochs(entry)
        if epochs and epochs[1] in known:
            known.setdefault(epochs[0], entry.seq - 1)
    for pin in pins:
        if pin.seq > known.get(pin.epoch, -1):
            raise LogBroken(
                pin.seq,
                f"The log is of another epoch, {newest.epoch}, than {pin.origin} pins at entry "
                f"{pin.seq}, {pin.epoch}: it was replaced.{_restores(session)}",
            )


def _epochs(entry: Event) -> tuple[UUID, UUID] | None:
    """From which epoch to which a restore led."""
    try:
        return UUID(entry.before["epoch"]), UUID(entry.after["epoch"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _restores(session: Session) -> str:
    """What an honest restore would explain."""
    query = select(Event.seq).where(Event.action == RESTORED).order_by(Event.seq)
    found = ", ".join(map(str, session.scalars(query)))
    return f" (Restored from a backup at entry {found}.)" if found else ""
