"""A desk with webhooks, a receiver on loopback, and a clock that the test moves."""

import json
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from typing import Any
from unittest.mock import patch
from uuid import UUID

from standardwebhooks import Webhook as Verifier

from factcheck.clock import utcnow
from factcheck.dispatch import Dispatcher
from factcheck.egress import Egress
from factcheck.publish.sending import sender
from factcheck.publish.webhooks import add_webhook, hook_sealer
from factcheck.store import deliveries, webhooks
from factcheck.store.deliveries import Delivery, DeliveryAttempt
from factcheck.store.webhooks import Webhook
from factcheck.vocabulary import DeliveryState, HookEvent, Stance, Status
from tests.newsroom import Newsroom
from tests.review.stages import Stages

LOOPBACK = [ip_network("127.0.0.0/8")]
BASE_URL = "http://desk.example"
EVERYTHING = list(HookEvent)
FACTS = [each for each in HookEvent if each.value.startswith("fact.")]
SEALER = hook_sealer("s" * 32)


@dataclass(frozen=True)
class Request:
    """What a receiver was sent, and when by the test's clock."""

    path: str
    headers: dict[str, str]
    body: bytes
    at: datetime

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Receiver:
    """Takes messages; what it answers is the test's to say."""

    clock: Callable[[], datetime]
    port: int = 0
    requests: list[Request] = field(default_factory=list)
    taken: list[Request] = field(default_factory=list)
    answer: Callable[[Request], Answer] = lambda _: (204, {}, b"")

    def url(self, path: str = "/hook") -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def receiving(clock: Callable[[], datetime] = utcnow) -> Iterator[Receiver]:
    receiver = Receiver(clock)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            given = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.path, given, body, receiver.clock())
            receiver.requests.append(request)
            code, headers, answer = receiver.answer(request)
            if 200 <= code < 300:
                receiver.taken.append(request)
            with suppress(OSError):
                self.send_response(code)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        request_queue_size = 64
        daemon_threads = True

        def server_bind(self) -> None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self.socket.bind(self.server_address)
            self.server_address = self.socket.getsockname()
            self.server_name, self.server_port = "receiver", self.server_address[1]

    server = Server(("127.0.0.1", 0), Handler)
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Hooked:
    """The desk, with what tells its webhooks."""

    room: Newsroom
    receiver: Receiver
    now: datetime
    egress: Egress = field(default_factory=lambda: sender(LOOPBACK))

    def __post_init__(self) -> None:
        self.stages = Stages(self.room)
        self.dispatcher = self.another()

    def another(self) -> Dispatcher:
        """One more dispatcher on the same database."""
        return Dispatcher(
            self.room.database, self.egress, SEALER, BASE_URL, now=lambda: self.now, pause=0.05
        )

    def add(
        self, *, url: str | None = None, events: Any = EVERYTHING, by: str = "editor"
    ) -> tuple[Webhook, str]:
        """A webhook at the receiver, with its secret."""
        with self.room.database.writing() as session:
            given = {"url": url or self.receiver.url(), "events": list(events)}
            actor = self.room.people[by]
            return add_webhook(
                session, given, egress=self.egress, sealer=SEALER, actor=actor, now=self.now
            )

    def drain(self, dispatcher: Dispatcher | None = None) -> None:
        """Do all that is to be done now."""
        found = dispatcher or self.dispatcher
        while (done := found.turn()) or found.under_way:
            if not done:
                found.wait(5)

    def later(self, **time: float) -> None:
        """Let time pass, and do what is to be done then."""
        self.now += timedelta(**time)
        self.drain()

    def play_out(self, *, most: int = 200) -> None:
        """Go on to each next attempt until nothing waits any more."""
        for _ in range(most):
            self.drain()
            waiting = [each.next_at for each in self.deliveries() if each.next_at]
            if not waiting:
                return
            self.now = max(self.now, min(waiting))
        raise AssertionError("something waits for ever")

    def deliveries(self, webhook_id: UUID | None = None) -> list[Delivery]:
        """Everything that was queued, oldest first."""
        with self.room.database.reading() as session:
            hooks = [webhook_id] if webhook_id else self._hooks(session)
            found = [
                each
                for hook in hooks
                for each in deliveries.page(session, hook, [], limit=10_000, after=None).items
            ]
        return sorted(found, key=lambda each: each.id)

    def _hooks(self, session: Any) -> list[UUID]:
        return [
            each.id
            for each in webhooks.page(session, self.room.desk.id, limit=200, after=None).items
        ]

    def attempts(self, delivery_id: UUID) -> list[DeliveryAttempt]:
        with self.room.database.reading() as session:
            return list(deliveries.attempts(session, delivery_id))

    def webhook(self, webhook_id: UUID) -> Webhook:
        with self.room.database.reading() as session:
            return webhooks.webhook(session, self.room.desk.id, webhook_id)


@contextmanager
def hooked(room: Newsroom) -> Iterator[Hooked]:
    """The desk with its receiver; the clock stands at the present."""
    desk: list[Hooked] = []
    with receiving(lambda: desk[0].now) as receiver:
        desk.append(Hooked(room, receiver, utcnow()))
        yield desk[0]


def verify(secret: str, request: Request, **changed: Any) -> Any:
    """What the public verifier says of a message at the time when it came."""
    headers = request.headers | changed.get("headers", {})
    body = changed.get("body", request.body)

    class Then(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return request.at.astimezone(tz)

    with patch("standardwebhooks.webhooks.datetime", Then):
        return Verifier(secret).verify(body, headers)


def states(desk: Hooked) -> Counter[DeliveryState]:
    return Counter(each.state for each in desk.deliveries())


def told(requests: list[Request]) -> list[tuple[str, str]]:
    bodies = [json.loads(each.body) for each in requests]
    return [(body["type"], body["data"]["status"]) for body in bodies]


def dispute(desk: Hooked, claim_id: Any) -> None:
    desk.stages.evidence(claim_id, Stance.REFUTES, title="The audit")
    desk.stages.decide(claim_id, Status.DISPUTED)
