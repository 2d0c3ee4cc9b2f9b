"""A load generator that costs little: raw sockets, ready-made bytes, one loop for all clients.

It runs in a process of its own (`processes`), so that it never waits for the server's
interpreter, and it reads of an answer no more than its status, ETag and length.
"""

import multiprocessing
import secrets
import selectors
import socket
import time
from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import NamedTuple

WARM = 0.3
"""Seconds at the beginning that count for nothing."""
_PATIENCE = 30.0


class Reply(NamedTuple):
    """What came back: the status, the ETag (empty without one) and the body's length."""

    status: int
    etag: bytes
    length: int


class Ask(NamedTuple):
    """A request as it goes over the wire; `label` says under which name it is timed."""

    label: str
    data: bytes


Script = Generator[Ask, Reply, None]
"""One client: yields what it asks, and is sent what it is answered."""


@dataclass(slots=True)
class Measured:
    """What `drive` saw: seconds it counted, of those the generator's own work, and latencies."""

    seconds: float
    busy: float
    latencies: dict[str, list[float]] = field(default_factory=dict)

    def rate(self, label: str) -> float:
        """Answers a second."""
        return len(self.latencies.get(label, ())) / self.seconds

    def quantile(self, label: str, share: float) -> float:
        """The latency, in milliseconds, that this share of the answers stayed under."""
        ordered = sorted(self.latencies[label])
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000


class _Client:
    """One connection with its script, and when it asked what."""

    def __init__(self, port: int, script: Script) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._script = script
        self._received = bytearray()
        self._needed = 0
        self._head: Reply | None = None
        self.ask = next(script)
        self._send()

    def _send(self) -> None:
        self.asked = time.perf_counter()
        self.socket.sendall(self.ask.data)

    def receive(self) -> Reply | None:
        """Take what has arrived; the reply, once it is whole."""
        arrived = self.socket.recv(1 << 18)
        if not arrived:
            raise ConnectionError("the server hung up")
        self._received += arrived
        if self._head is None:
            end = self._received.find(b"\r\n\r\n")
            if end < 0:
                return None
            self._head = _read_head(bytes(self._received[:end]))
            self._needed = end + 4 + self._head.length
        if len(self._received) < self._needed:
            return None
        reply, self._head = self._head, None
        if reply.status >= 300 and reply.status != 304:
            raise RuntimeError(f"{self.ask.data[:200]!r} was answered {bytes(self._received)!r}")
        self._received.clear()
        return reply

    def go_on(self, reply: Reply, *, last: bool) -> bool:
        """Hand the script its reply and, unless it is the last, ask the next thing."""
        try:
            following = self._script.send(reply)
        except StopIteration:
            return False
        if last:
            return False
        self.ask = following
        self._send()
        return True


def _read_head(head: bytes) -> Reply:
    status, etag, length = int(head[9:12]), b"", 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        name = name.lower()
        if name == b"content-length":
            length = int(value)
        elif name == b"etag":
            etag = value.strip()
    return Reply(status, etag, length)


def drive(port: int, scripts: Sequence[Script], seconds: float | None = None) -> Measured:
    """Let the clients ask, each one request after the other, for so many seconds after `WARM`.

    Every script sees the reply to all that it asked. Without `seconds`, until all scripts
    have ended. Raises `RuntimeError` for an answer that is none of success.
    """
    waiting = selectors.DefaultSelector()
    for script in scripts:
        client = _Client(port, script)
        waiting.register(client.socket, selectors.EVENT_READ, client)
    warm = 0.0 if seconds is None else WARM
    begun = time.perf_counter() + warm
    deadline = begun + (seconds if seconds is not None else float("inf"))
    measured, worked = Measured(0.0, 0.0), time.process_time()
    while waiting.get_map():
        ready = waiting.select(_PATIENCE)
        if not ready:
            raise TimeoutError(f"nobody was answered within {_PATIENCE:.0f} s")
        for key, _ in ready:
            if not _serve(key.data, measured.latencies, begun, deadline):
                waiting.unregister(key.fileobj)
                key.data.socket.close()
    spent = time.perf_counter() - begun
    measured.seconds = min(spent, seconds) if seconds is not None else spent
    measured.busy = (time.process_time() - worked) / (spent + warm)
    return measured


def _serve(
    client: _Client, latencies: dict[str, list[float]], begun: float, deadline: float
) -> bool:
    """Take a reply and ask on; whether the client goes on."""
    reply = client.receive()
    if reply is None:
        return True
    now = time.perf_counter()
    if begun <= now <= deadline:
        latencies.setdefault(client.ask.label, []).append(now - client.asked)
    return client.go_on(reply, last=now > deadline)


def request(method: str, path: str, key: str | None = None, body: bytes = b"") -> bytes:
    """A request without the line that ends its head and without its body; see `complete`."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    if key is not None:
        lines.append(f"Authorization: Bearer {key}")
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, ""]).encode()


def complete(label: str, begun: bytes, body: bytes = b"", headers: bytes = b"") -> Ask:
    """Close a request's head after further headers, and add the body."""
    return Ask(label, b"%b%b\r\n%b" % (begun, headers, body))


@dataclass(slots=True)
class Place:
    """A claim that one client alone changes, to one state and back.

    `ways` are the two requests that do so, as head and body; `tag` is the claim's ETag, empty
    where the service has none and looks at no version.
    """

    ways: tuple[tuple[bytes, bytes], tuple[bytes, bytes]]
    tag: bytes = b""
    turn: int = 0


def change(
    port: int, places: list[list[Place]], seconds: float
) -> tuple[Measured, list[list[Place]]]:
    """One client for each list of places changes them in turn; the places as they stand then."""
    measured = drive(port, [_changing(each) for each in places], seconds)
    return measured, places


def ask(port: int, scripts: list[list[Ask]], seconds: float) -> Measured:
    """One client for each list asks the same things in turn."""
    return drive(port, [_asking(each) for each in scripts], seconds)


def _changing(places: list[Place]) -> Script:
    run, number = secrets.token_hex(8).encode(), 0
    while True:
        for place in places:
            number += 1
            head, body = place.ways[place.turn]
            guard = b"Idempotency-Key: %b-%d\r\nIf-Match: %b\r\n" % (run, number, place.tag)
            reply = yield complete("change", head, body, guard if place.tag else b"")
            place.tag, place.turn = reply.etag, 1 - place.turn


def _asking(asks: list[Ask]) -> Script:
    number = 0
    while True:  # `yield from` would send the replies to an iterator, which takes none
        yield asks[number % len(asks)]
        number += 1


def processes(count: int) -> ProcessPoolExecutor:
    """So many processes for generators of load, started and idle."""
    pool = ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"))
    for started in [pool.submit(time.sleep, 0.5) for _ in range(count)]:
        started.result()
    return pool
