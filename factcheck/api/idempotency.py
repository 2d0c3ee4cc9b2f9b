"""Idempotency-Key: a POST that comes twice acts once and is answered the same both times."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from flask import Response, current_app, g, request
from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.clock import utcnow
from factcheck.errors import Conflict, Rejected
from factcheck.sealing import Sealer, Unsealable
from factcheck.store import idempotency as store

_KEPT_HEADERS = ("Content-Type", "ETag", "Location")
_SEALED = "Sealed"
"""Stands among the kept headers of an answer whose body is sealed; it is never sent."""
_running: set[tuple[object, ...]] = set()
_guard = threading.Lock()


class _Sweep:
    """When old answers are swept out: once an hour, by whichever request comes then."""

    every = timedelta(hours=1)

    def __init__(self) -> None:
        self._last: datetime | None = None

    def due(self, now: datetime) -> bool:
        """Whether it is time again."""
        if self._last is not None and self._last <= now < self._last + self.every:
            return False
        self._last = now
        return True

    def hurry(self) -> None:
        """The next request sweeps, whatever the hour."""
        self._last = None


_sweep = _Sweep()


class KeyInUse(Conflict):
    """Another request with this key has not been answered yet."""

    code = "idempotency_key_in_use"


def _key() -> str | None:
    """The key of this request, if it is of a kind that may carry one."""
    key = request.headers.get("Idempotency-Key")
    if request.method != "POST" or key is None:
        return None
    if not 1 <= len(key) <= 255:
        raise Rejected(
            "The Idempotency-Key cannot be used.",
            {"Idempotency-Key": ["It must have 1 to 255 characters."]},
        )
    return key


def has_key() -> bool:
    """Whether this request acts once, however often it is sent."""
    return _key() is not None


def _fingerprint() -> str:
    material = f"{request.method} {request.full_path}\n".encode() + request.get_data(cache=True)
    return hashlib.sha256(material).hexdigest()


def hold_body() -> None:
    """Keep the body of a request with a key whole: a form that is read is gone otherwise."""
    if _key() is not None:
        request.get_data(cache=True)


def hide_answer() -> None:
    """Keep the answer of this request sealed: a secret is in it, which is shown this once."""
    g.answer_is_secret = True


def _sealer() -> tuple[Sealer, bytes]:
    actor: Actor = g.actor
    about = f"{actor.person_id}/{actor.desk_id}/{_key()}".encode()
    return Sealer(current_app.config["FACTCHECK"].secret_key, "stored answers"), about


def _opened(found: store.Answered) -> Response:
    """The kept answer. Raises `Conflict` for a sealed one that does not open any more."""
    headers, body = dict(found.headers), found.body
    if headers.pop(_SEALED, None):
        sealer, about = _sealer()
        try:
            body = sealer.open(body, about).encode()
        except Unsealable as error:
            raise Conflict(
                "This request was answered before, and its answer cannot be shown again."
            ) from error
    return Response(body, found.status, headers)


@contextmanager
def alone(actor: Actor) -> Iterator[None]:
    """Let one request of this process work under a key at a time. Raises `KeyInUse`."""
    key = _key()
    if key is None:
        yield
        return
    place = (actor.person_id, actor.desk_id, key)
    with _guard:
        if place in _running:
            raise KeyInUse("A request with this Idempotency-Key is still being answered.")
        _running.add(place)
    try:
        yield
    finally:
        with _guard:
            _running.discard(place)


def earlier(session: Session, actor: Actor) -> Response | None:
    """The answer that this key was given before. Raises `Rejected` for another body."""
    key = _key()
    if key is None:
        return None
    now = utcnow()
    found = store.stored(session, actor.person_id, actor.desk_id, key)
    if found is None:
        return None
    if found.created_at < now - store.KEPT:
        _sweep.hurry()  # before the key is used anew
        return None
    if found.fingerprint != _fingerprint():
        raise Rejected(
            "This Idempotency-Key was used for another request.",
            {"Idempotency-Key": ["Use a new key for a new request."]},
        )
    return _opened(found)


def claim(session: Session, actor: Actor) -> Response | None:
    """Take the key among all processes, or give the answer it got meanwhile.

    SQLite has one process, where `alone` has done so already; and of a versioned thing the
    version itself lets one request through.
    """
    key = _key()
    if key is None or not store.shared(session):
        return None
    digest = hashlib.sha256(f"{actor.person_id}/{actor.desk_id}/{key}".encode()).digest()
    if not store.try_lock(session, int.from_bytes(digest[:8], "big", signed=True)):
        raise KeyInUse("A request with this Idempotency-Key is still being answered.")
    return earlier(session, actor)


def keep(session: Session, actor: Actor, response: Response, now: datetime) -> None:
    """Store the answer, in the transaction of the change that it speaks of."""
    key = _key()
    if key is None or response.status_code >= 300:
        return
    if _sweep.due(now):
        store.forget_old(session, now)
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    body = response.get_data()
    if g.pop("answer_is_secret", False):
        sealer, about = _sealer()
        body, headers[_SEALED] = sealer.seal(body.decode(), about), "yes"
    store.keep(
        session,
        person_id=actor.person_id,
        desk_id=actor.desk_id,
        key=key,
        fingerprint=_fingerprint(),
        status=response.status_code,
        headers=headers,
        body=body,
        created_at=now,
    )
