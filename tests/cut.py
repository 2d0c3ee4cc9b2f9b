"""A wire to PostgreSQL that can be cut: at a COMMIT, before it or after, or at any statement."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy import make_url

Cut = Callable[[bytes], "str | None"]
"""Told what a client sends; "before" cuts ere it is passed on, "after" once it was answered,
"unheard" when it has been passed on and nobody waits for an answer."""


@dataclass
class Wire:
    """Passes bytes between clients and the server at `target` until `cut` says otherwise."""

    target: tuple[str, int]
    cut: Cut | None = None
    cuts: list[str] = field(default_factory=list)
    _open: list[socket.socket] = field(default_factory=list)

    def start(self) -> int:
        """Listen; gives the port."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()
        port: int = self._listener.getsockname()[1]
        return port

    def stop(self) -> None:
        """Cut everything and listen no more."""
        self._listener.close()
        for each in self._open:
            _hang_up(each)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(self.target)
            self._open += [client, server]
            hush = threading.Event()
            for work in (self._up, self._down):
                threading.Thread(target=work, args=(client, server, hush), daemon=True).start()

    def _up(self, client: socket.socket, server: socket.socket, hush: threading.Event) -> None:
        """From the client to the server. The driver sends a statement in one piece."""
        while data := _received(client):
            how = self.cut(data) if self.cut is not None else None
            if how is not None:
                self.cuts.append(how)
            if how == "before":
                break
            if how in ("after", "unheard"):
                hush.set()  # the server's answer never arrives; it ends the connection
            try:
                server.sendall(data)
            except OSError:
                break
            if how == "unheard":
                break
        _hang_up(client)
        _hang_up(server)

    def _down(self, client: socket.socket, server: socket.socket, hush: threading.Event) -> None:
        """From the server to the client; what answers a hushed statement never arrives."""
        while data := _received(server):
            if hush.is_set():
                break
            try:
                client.sendall(data)
            except OSError:
                break
        _hang_up(client)
        _hang_up(server)


def _received(side: socket.socket) -> bytes:
    try:
        return side.recv(1 << 16)
    except OSError:
        return b""


def _hang_up(side: socket.socket) -> None:
    with suppress(OSError):
        side.shutdown(socket.SHUT_RDWR)
    side.close()


@contextmanager
def wired(address: str) -> Iterator[tuple[Wire, str]]:
    """A wire to the database at `address`, and the address of its near end."""
    url = make_url(address)
    wire = Wire((url.host or "", url.port or 0))
    near = url.set(host="127.0.0.1", port=wire.start())
    try:
        yield wire, near.render_as_string(hide_password=False)
    finally:
        wire.stop()


def once(words: bytes, how: str, *, nth: int = 1) -> Cut:
    """Cut the `nth` time that a client sends these words, and never again."""
    guard, seen = threading.Lock(), 0

    def cut(data: bytes) -> str | None:
        nonlocal seen
        if words not in data:
            return None
        with guard:
            seen += 1
            return how if seen == nth else None

    return cut
