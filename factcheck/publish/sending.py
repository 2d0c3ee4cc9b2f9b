"""One attempt to bring a message to its receiver, and what it came to. No transaction in here."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from factcheck.egress import Egress
from factcheck.errors import FactcheckError
from factcheck.publish.messages import SIGNATURE, headers, ping_message
from factcheck.saying import say
from factcheck.store.webhooks import Webhook

WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""How long after the first attempt, the second, … the next one is made: 75 hours in all."""
_LONGEST_WISH = timedelta(hours=24)
"""The longest that a receiver may ask us to wait."""
_MOST_BYTES = 1_000_000
_KEPT_TEXT, _KEPT_HEADERS, _KEPT_VALUE = 1_000, 30, 300
_UNKEEPABLE = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be sent. `keys` are the secrets that sign it."""

    id: str
    body: str
    url: str
    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt came to. `wish` is how long the receiver asked us to wait, if it did."""

    at: datetime
    url: str
    headers: dict[str, str]
    took_ms: int
    code: int | None = None
    answer_headers: list[list[str]] | None = None
    answer: str | None = None
    error: str | None = None
    wish: timedelta | None = None

    @property
    def delivered(self) -> bool:
        """Whether the receiver took it."""
        return self.error is None

    @property
    def gone(self) -> bool:
        """Whether the receiver wants no more, ever."""
        return self.code == 410

    def columns(self) -> dict[str, Any]:
        """What is kept of it."""
        names = ("at", "url", "headers", "code", "answer_headers", "answer", "error", "took_ms")
        return {name: getattr(self, name) for name in names}


def sender(allow: Sequence[Any]) -> Egress:
    """The way out for messages: answers are looked at, but need not be long."""
    return Egress(allow, most_bytes=_MOST_BYTES)


def send(egress: Egress, message: Message, now: datetime) -> Outcome:
    """POST a message; no redirect is followed, and the address is vetted once more."""
    sent = headers(message.id, message.body, message.keys, now=now)
    shown = {name: value for name, value in sent.items() if name != SIGNATURE}
    began = time.monotonic()
    try:
        answer = egress.send("POST", message.url, sent, message.body.encode())
    except FactcheckError as error:
        return Outcome(now, message.url, shown, _since(began), error=_kept(error.message, 500))
    return Outcome(
        now,
        message.url,
        shown,
        _since(began),
        code=answer.status,
        answer_headers=_excerpt(answer.headers),
        answer=_kept(answer.body[: 4 * _KEPT_TEXT].decode("utf-8", "replace"), _KEPT_TEXT),
        error=_complaint(answer.status),
        wish=_wish(answer.status, answer.header("retry-after"), now),
    )


def ping(
    egress: Egress, webhook: Webhook, keys: Sequence[str], *, base_url: str, now: datetime
) -> tuple[tuple[str, str], Outcome]:
    """Try a receiver: the id and body that were sent, and what it came to."""
    identifier, body = ping_message(webhook, base_url=base_url, now=now)
    outcome = send(egress, Message(identifier, body, webhook.url, keys), now)
    return (identifier, body), outcome


def failed(message: str, url: str, now: datetime) -> Outcome:
    """An attempt that came to nothing before anything was sent."""
    return Outcome(now, url, {}, 0, error=_kept(message, 500))


def next_wait(attempts: int, wish: timedelta | None) -> timedelta | None:
    """How long to wait after that many failed attempts; None after the last one.

    >>> next_wait(1, None), next_wait(1, timedelta(minutes=1)), next_wait(10, None)
    (datetime.timedelta(seconds=5), datetime.timedelta(seconds=60), None)
    """
    if attempts > len(WAITS):
        return None
    planned = WAITS[attempts - 1]
    return planned if wish is None else max(planned, wish)


def _complaint(status: int) -> str | None:
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        return say(
            "The receiver redirects (answer {status}), and redirects are not followed; "
            "give the webhook the address that it leads to.",
            status=status,
        )
    if status == 410:
        return say("The receiver answered 410: it wants no more messages.")
    return say("The receiver answered {status} instead of 2xx.", status=status)


def _wish(status: int, value: str | None, now: datetime) -> timedelta | None:
    """How long a busy receiver asks us to wait (RFC 9110, 10.2.3), within reason."""
    if status not in {429, 503} or not value:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        asked = timedelta(seconds=min(int(value[:10]), 10**9))
    else:
        try:
            moment = parsedate_to_datetime(value)
        except ValueError:
            return None
        asked = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now
    return max(min(asked, _LONGEST_WISH), timedelta())


def _excerpt(found: Sequence[tuple[str, str]]) -> list[list[str]]:
    return [[_kept(name, 100), _kept(value, _KEPT_VALUE)] for name, value in found[:_KEPT_HEADERS]]


def _kept(words: str, most: int) -> str:
    """The beginning of a text, as both databases can keep it."""
    return _UNKEEPABLE.sub("\N{REPLACEMENT CHARACTER}", words)[:most]


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
