"""Servers on loopback that answer in raw bytes, and count who comes."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread

Reply = Callable[[socket.socket], None]


@dataclass
class Pages:
    """What was asked of the server, connection by connection."""

    host: str
    port: int
    heads: list[bytes] = field(default_factory=list)
    connections: int = 0

    def url(self, path: str = "/", scheme: str = "http") -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}:{self.port}{path}"


@contextmanager
def serving(
    replies: dict[str, Reply | bytes] | None = None,
    *,
    host: str = "127.0.0.2",
    tls: ssl.SSLContext | None = None,
) -> Iterator[Pages]:
    """A server at an ordinary port that answers each path with its bytes, or as told."""
    listener = _listen(host)
    pages = Pages(host, listener.getsockname()[1])

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            pages.connections += 1
            Thread(
                target=_answer, args=(connection, pages, replies or {}, tls), daemon=True
            ).start()

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield pages
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def _listen(host: str) -> socket.socket:
    """At a port that the rules let through, so that only the address can be refused."""
    for port in range(8100, 8999):
        with suppress(OSError):
            return socket.create_server(
                (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET
            )
    raise AssertionError("no port is free")


def _answer(
    connection: socket.socket,
    pages: Pages,
    replies: dict[str, Reply | bytes],
    tls: ssl.SSLContext | None,
) -> None:
    connection.settimeout(5)
    if tls is not None:
        with suppress(OSError), tls.wrap_socket(connection, server_side=True) as secure:
            _answer(secure, pages, replies, None)
        return
    with suppress(OSError), connection:
        head = b""
        while b"\r\n\r\n" not in head and (part := connection.recv(65_536)):
            head += part
        pages.heads.append(head)
        path = head.split(b" ")[1].decode() if head.isascii() and b" " in head else ""
        reply = replies.get(path, page(b"nothing here", status="404 Not Found"))
        if callable(reply):
            reply(connection)
        else:
            connection.sendall(reply)
        with suppress(OSError):
            connection.shutdown(socket.SHUT_WR)
            connection.recv(1)


def page(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """A whole answer."""
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    """An answer that leads elsewhere."""
    return page(b"moved", f"Location: {location}", status=status)
