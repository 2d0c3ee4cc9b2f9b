"""One request over a connection to a checked address, and its answer, before a deadline."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from http.client import HTTPException, IncompleteRead
from math import inf
from typing import TYPE_CHECKING, Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from factcheck.egress.addresses import Address
from factcheck.egress.encodings import decoded
from factcheck.egress.fetched import Fetched
from factcheck.egress.targets import Target
from factcheck.errors import TooLarge, Unreachable
from factcheck.saying import say

_CHUNK = 65_536
_MOST_HEAD = 65_536
"""Bytes of status line and headers; servers themselves take 8 to 64 KB of them."""

if TYPE_CHECKING:
    _Base = socket.socket
else:
    _Base = object


class _HeadTooLong(Exception):
    """More came before the end of the headers than any honest server sends."""


class _Timed(_Base):
    """A socket all of whose reads together end at one moment: a drip of bytes is no answer.

    A time-out by itself starts anew with every byte.
    """

    ends = inf
    spare: float = inf

    def recv_into(self, *args: Any) -> int:
        self._hurry()
        count = super().recv_into(*args)
        self.spare -= count
        if self.spare < 0:
            raise _HeadTooLong
        return count

    def send(self, *args: Any) -> int:
        self._hurry()
        return super().send(*args)

    def _hurry(self) -> None:
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.settimeout(None if left == inf else left)


class _PlainSocket(_Timed, socket.socket):
    pass


class _TlsSocket(_Timed, ssl.SSLSocket):
    pass


class _Plain(HTTPConnection):
    """A connection whose socket is made by `reach` instead of from the host's name."""

    reach: Callable[[], socket.socket]

    def _new_conn(self) -> socket.socket:
        return self.reach()


class _Tls(HTTPSConnection):
    """The same; name and certificate are still those of the host."""

    reach: Callable[[], socket.socket]

    def _new_conn(self) -> socket.socket:
        return self.reach()


def exchange(
    method: str,
    target: Target,
    headers: Mapping[str, str],
    body: bytes | None,
    *,
    pinned: Sequence[Address],
    ends: float,
    most_bytes: int,
    unread: frozenset[int] = frozenset(),
) -> Fetched:
    """Send one request to one of the `pinned` addresses and read the answer.

    `ends` is on the monotonic clock. The body of a redirect with a
    status in `unread` is left alone.

    Raises `Unreachable`, `TooLarge`.
    """
    sent = {"Host": target.authority, **headers, "Connection": "close"}
    with _told(target.host), closing(_connection(target, pinned, ends)) as connection:
        connection.connect()
        sock: Any = connection.sock
        peer = sock.getpeername()[0]
        sock.ends, sock.spare = ends, _MOST_HEAD + _CHUNK
        connection.timeout = max(ends - time.monotonic(), 0.001)
        connection.request(
            method, target.path, body, sent, preload_content=False, decode_content=False
        )
        with closing(connection.getresponse()) as response:
            sock.spare = inf
            if response.status < 200:
                raise Unreachable(say("{host} did not answer in proper HTTP.", host=target.host))
            leads_on = response.status in unread and "location" in response.headers
            raw = b"" if leads_on else _read(response, target.host, most_bytes)
            received = tuple((name, value) for name, value in response.headers.iteritems())
            return Fetched(
                asked=target.url,
                url=target.url,
                status=response.status,
                reason=response.reason or "",
                headers=received,
                body=decoded(raw, response.headers.get("content-encoding", ""), most_bytes),
                sent=tuple(sent.items()),
                address=peer,
            )


def _connection(target: Target, pinned: Sequence[Address], ends: float) -> _Plain | _Tls:
    connection: _Plain | _Tls
    if target.scheme == "https":
        context = ssl.create_default_context()
        context.sslsocket_class = _TlsSocket
        connection = _Tls(target.host, target.port, ssl_context=context)
    else:
        connection = _Plain(target.host, target.port)
    connection.reach = lambda: _reach(pinned, target.port, ends)
    return connection


def _reach(pinned: Sequence[Address], port: int, ends: float) -> socket.socket:
    """A socket to the first address that answers; each is given its share of the time left."""
    problem: OSError = TimeoutError()
    for tried, address in enumerate(pinned):
        left = (ends - time.monotonic()) / (len(pinned) - tried)
        if left <= 0:
            break
        family = socket.AF_INET if address.version == 4 else socket.AF_INET6
        sock = _PlainSocket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(left)
            sock.connect((str(address), port))
            sock.settimeout(max(ends - time.monotonic(), 0.001))
        except OSError as error:
            sock.close()
            problem = error
        else:
            return sock
    raise problem


def _read(response: urllib3.BaseHTTPResponse, host: str, most_bytes: int) -> bytes:
    parts, size = [], 0
    while part := response.read(_CHUNK, decode_content=False):
        parts.append(part)
        size += len(part)
        if size > most_bytes:
            raise TooLarge(
                say(
                    "What {host} sends is larger than {most_bytes:,} bytes, the most that is read.",
                    host=host,
                    most_bytes=most_bytes,
                )
            )
    return b"".join(parts)


@contextmanager
def _told(host: str) -> Iterator[None]:
    """Every way a connection can fail, in one plain sentence."""
    try:
        yield
    except (TimeoutError, urllib3.exceptions.TimeoutError) as error:
        raise Unreachable(say("{host} did not answer in time.", host=host)) from error
    except ConnectionRefusedError as error:
        raise Unreachable(say("{host} refused the connection.", host=host)) from error
    except (
        ssl.SSLCertVerificationError,
        urllib3.util.ssl_match_hostname.CertificateError,
    ) as error:
        raise Unreachable(
            say("The certificate of {host} is not valid for it.", host=host)
        ) from error
    except ssl.SSLError as error:
        raise Unreachable(
            say("No secure connection to {host} could be made.", host=host)
        ) from error
    except _HeadTooLong as error:
        raise Unreachable(say("The headers of {host} are too long.", host=host)) from error
    except (IncompleteRead, urllib3.exceptions.ProtocolError, ConnectionError) as error:
        raise Unreachable(say("{host} broke off in the middle.", host=host)) from error
    except (HTTPException, urllib3.exceptions.HTTPError, ValueError) as error:
        raise Unreachable(say("{host} did not answer in proper HTTP.", host=host)) from error
    except OSError as error:
        raise Unreachable(say("{host} could not be reached.", host=host)) from error
