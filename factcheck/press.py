"""Makes the files of reports that were asked for, one after the other.

Several processes may do so; whoever takes a file first makes it. A process that dies in the
middle loses its lease, and another one makes the file. Nothing is rendered inside of a
transaction. See docs/adr/0014: as with webhooks, the database alone says what is to be done.
"""

import hashlib
import logging
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from threading import Event, Thread
from typing import Any
from uuid import UUID

from factcheck import report as reporting
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.db import Database
from factcheck.errors import Busy, FactcheckError, StorageFull
from factcheck.report import Audience
from factcheck.report.house import load_style
from factcheck.report.orders import style_hash
from factcheck.report.render import STEPS, Told
from factcheck.report.renderings.html import content_security_policy
from factcheck.report.style import Style
from factcheck.saying import say
from factcheck.signing import Signer
from factcheck.store import desks, renderings, reports
from factcheck.store.renderings import Rendering, RenderingState

PAUSE = 1.0
"""Seconds between two looks at what waits."""
BEAT = 1.0
"""Seconds between two looks at how far a file has come; it is not told more often."""
LEASE = timedelta(seconds=60)
"""For how long others leave a file alone that was not heard of; renewed while it is made."""
LONGEST = timedelta(minutes=15)
"""For how long it is renewed: what hangs is somebody else's after that."""
ATTEMPTS = 3
"""How often a file is begun before it is given up."""
_RENEWED = 15.0
_AGAIN = timedelta(seconds=10)
_SWEPT = timedelta(hours=1)
_MOST_WORDS = 500
_INTERRUPTED = say(
    "It could not be made; what made it ended before it was done, {times} times.", times=ATTEMPTS
)
_BROKEN = say(
    "It could not be made; {times} attempts failed by a fault of ours. The service's own log "
    "says more.",
    times=ATTEMPTS,
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Order:
    """A file that this process has taken, in its `attempt`-th attempt."""

    id: UUID
    desk_id: UUID
    report_id: UUID
    form: str
    audience: Audience
    attempt: int

    @classmethod
    def of(cls, taken: Rendering) -> "Order":
        """What a taken row asks for."""
        audience, attempt = Audience(taken.audience), taken.attempts
        return cls(taken.id, taken.desk_id, taken.report_id, taken.form, audience, attempt)


@dataclass(frozen=True, slots=True)
class Made:
    """A file: its bytes, its name, the policy to show it under, and the style that it is in."""

    body: bytes
    name: str
    policy: str | None
    style: str

    def columns(self) -> dict[str, Any]:
        """What of it is stored."""
        return {
            "body": self.body,
            "sha256": hashlib.sha256(self.body).hexdigest(),
            "size": len(self.body),
            "name": self.name,
            "policy": self.policy,
            "style": self.style,
        }


class Press:
    """Makes what waits until it is stopped. `style_of` gives the style of a desk by its slug."""

    def __init__(
        self,
        database: Database,
        signer: Signer,
        style_of: Callable[[str], Style],
        *,
        now: Callable[[], datetime] = utcnow,
        pause: float = PAUSE,
        beat: float = BEAT,
    ) -> None:
        self._database, self._signer, self._style_of = database, signer, style_of
        self._now, self._pause, self._beat = now, pause, beat
        self._stop = Event()
        self._thread: Thread | None = None
        self._in_hand: Order | None = None
        self._swept: datetime | None = None

    @classmethod
    def of(cls, config: Config, database: Database, *, pause: float = PAUSE) -> "Press":
        """With what the settings say."""
        styles = partial(load_style, config.report_style_dir)
        return cls(database, Signer(config.keys_dir), styles, pause=pause)

    def make_now(
        self,
        desk_id: UUID,
        report_id: UUID,
        form: str,
        audience: Audience,
        told: Told = lambda _step, _steps: None,
    ) -> Made:
        """Make a file at once and keep nothing of it. Raises what keeps it from being made."""
        with self._database.reading() as session:
            report = reports.report(session, desk_id, report_id)
            slug = desks.desk(session, desk_id).slug
        told(1, STEPS)
        document, style = reporting.whole(report, audience), self._style_of(slug)
        del report  # a long one takes some megabytes, and so does what is made of it
        body = reporting.render(document, form, style, self._signer, told)
        policy = content_security_policy(style) if form == "html" else None
        return Made(body, reporting.file_name(document, form), policy, style_hash(style))

    def due(self, stop: Event | None = None) -> Counter[str]:
        """Make all that waits; gives how many files were done, failed, put back or lost."""
        found: Counter[str] = Counter()
        self._sweep()
        while not (stop is not None and stop.is_set()):
            order = self._take()
            if order is None:
                break
            self._in_hand = order
            try:
                found[self._make(order)] += 1
            finally:
                self._in_hand = None
        return found

    def _take(self) -> Order | None:
        """The next file, ours from now on; those that were begun too often are given up."""
        now = self._now()
        with self._database.reading() as session:
            if not renderings.waits(session, now):
                return None
        with self._database.writing() as session:
            while (taken := renderings.take(session, now, now + LEASE)) is not None:
                if taken.attempts <= ATTEMPTS:
                    return Order.of(taken)
                taken.state, taken.error = RenderingState.FAILED, _INTERRUPTED
                taken.lease_until, taken.finished_at = None, now
                session.flush()
        return None

    def _make(self, order: Order) -> str:
        """Make a file and store what came of it: done, failed, again or lost."""
        with _Hold(self._database, order, self._now, self._beat) as hold:
            try:
                made = self.make_now(
                    order.desk_id, order.report_id, order.form, order.audience, hold.told
                )
                came_of_it = {"state": RenderingState.DONE, "step": STEPS, **made.columns()}
            except (Busy, StorageFull) as error:
                came_of_it = self._again(order, error)
            except FactcheckError as error:  # it will be no different the next time
                came_of_it = _failed(say("It could not be made. {why}", why=error.message))
            except Exception as error:  # noqa: BLE001 - one file must not stop the others
                came_of_it = self._again(order, error)
        return self._settle(order, came_of_it)

    def _again(self, order: Order, error: Exception) -> dict[str, Any]:
        """Put it back for a while, unless it was tried often enough."""
        _log.warning("rendering %s was not made", order.id, exc_info=error)
        if order.attempt >= ATTEMPTS:
            return _failed(_BROKEN)
        wait = _AGAIN * order.attempt
        return {"state": RenderingState.QUEUED, "step": 0, "lease_until": self._now() + wait}

    def _settle(self, order: Order, came_of_it: dict[str, Any]) -> str:
        """Store it. Should the database be away, the lease runs out and it is made again."""
        state: RenderingState = came_of_it["state"]
        if not state.pending:
            came_of_it = {"lease_until": None, "finished_at": self._now(), **came_of_it}
        try:
            with self._database.writing() as session:
                mine = renderings.move(session, order.id, order.attempt, **came_of_it)
        except Exception:  # noqa: BLE001 - as above
            _log.exception("what came of rendering %s was not stored", order.id)
            return "lost"
        if not mine:
            return "lost"
        return "again" if state.pending else state.value

    def _sweep(self) -> None:
        """Drop what was kept long enough, once an hour."""
        now = self._now()
        if self._swept is not None and self._swept <= now < self._swept + _SWEPT:
            return
        with self._database.reading() as session:
            any_expired = renderings.expired(session, now)
        if any_expired:
            with self._database.writing() as session:
                renderings.prune(session, now)
        self._swept = now

    def run(self) -> None:
        """Work until `stop`, whatever goes wrong meanwhile."""
        while not self._stop.is_set():
            try:
                self.due(self._stop)
            except Exception:  # noqa: BLE001 - the database may be back a moment later
                _log.exception("no files were made; it is tried again in a moment")
            self._stop.wait(self._pause)

    def start(self) -> None:
        """Work in a thread of its own, which does not keep the process alive."""
        self._thread = Thread(target=self.run, name="press", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether its thread runs."""
        return self._thread is not None and self._thread.is_alive()

    def stop(self, *_: object, wait: float = 20.0) -> None:
        """Finish the file in hand, begin no other; what takes too long is left to others."""
        self._stop.set()
        if self._thread is not None:
            with suppress(RuntimeError):
                self._thread.join(wait)
        if (order := self._in_hand) is not None:
            with suppress(Exception), self._database.writing() as session:
                back = {"state": RenderingState.QUEUED, "step": 0, "lease_until": None}
                renderings.move(
                    session, order.id, order.attempt, attempts=order.attempt - 1, **back
                )


def _failed(why: str) -> dict[str, Any]:
    return {"state": RenderingState.FAILED, "error": why[:_MOST_WORDS]}


class _Hold:
    """Keeps a file ours while it is made, and stores how far it has come.

    It has a thread of its own: whoever makes the file never waits for the database.
    """

    def __init__(
        self, database: Database, order: Order, now: Callable[[], datetime], beat: float
    ) -> None:
        self._database, self._order, self._now, self._beat = database, order, now, beat
        self._reached = (0, STEPS)
        self._over = Event()
        self._thread = Thread(target=self._keep, name="press hold", daemon=True)

    def __enter__(self) -> "_Hold":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def told(self, step: int, steps: int) -> None:
        """So far it has come."""
        self._reached = (step, steps)

    def _keep(self) -> None:
        begun, stored, at = self._now(), self._reached, time.monotonic()
        while not self._over.wait(self._beat):
            reached, late = self._reached, time.monotonic() - at > _RENEWED
            if reached == stored and not late:
                continue
            if self._now() - begun > LONGEST:
                return
            try:
                if not self._store(*reached):
                    return
            except Exception:  # noqa: BLE001 - the lease lasts for several more tries
                _log.warning("rendering %s could not be kept", self._order.id, exc_info=True)
            stored, at = reached, time.monotonic()

    def _store(self, step: int, steps: int) -> bool:
        now = self._now()
        with self._database.writing() as session:
            return renderings.move(
                session,
                self._order.id,
                self._order.attempt,
                step=step,
                steps=steps,
                lease_until=now + LEASE,
            )
