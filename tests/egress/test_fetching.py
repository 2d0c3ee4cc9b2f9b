"""Pages come whole, in time and within limits, or not at all and with a reason."""

import gzip
import os
import socket
import ssl
import time
import zlib
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest
import trustme

from factcheck import __version__
from factcheck.egress import Egress
from factcheck.errors import FactcheckError, TooLarge, Unreachable
from tests.egress.pages import Reply, page, redirect, serving

OPEN = (ip_network("127.0.0.2/32"),)


def test_a_page_comes_with_all_that_an_archive_must_know() -> None:
    reply = page(b"<p>H\xc3\xa9</p>", "Content-Type: text/html", "X-Two: a", "x-two: b")
    with serving({"/a?b=c": reply}) as pages:
        got = Egress(OPEN).fetch(pages.url("/a?b=c#part"))
        assert (got.asked, got.url) == (pages.url("/a?b=c#part"), pages.url("/a?b=c"))
        assert (got.status, got.reason, got.body) == (200, "OK", b"<p>H\xc3\xa9</p>")
        assert [value for name, value in got.headers if name.lower() == "x-two"] == ["a", "b"]
        assert got.header("content-type") == "text/html"
        assert got.address == "127.0.0.2"
        lines = pages.heads[0].decode().split("\r\n")
        assert lines[0] == "GET /a?b=c HTTP/1.1"
        assert lines[1:-2] == [f"{name}: {value}" for name, value in got.sent]
        assert f"User-Agent: factcheck/{__version__}" in lines
        assert f"Host: 127.0.0.2:{pages.port}" in lines


def test_a_status_that_is_no_success_is_an_answer_too() -> None:
    with serving() as pages:
        got = Egress(OPEN).fetch(pages.url("/gone"))
    assert (got.status, got.reason, got.body) == (404, "Not Found", b"nothing here")


def test_redirects_are_followed_and_the_last_address_is_named() -> None:
    replies = {
        "/1": redirect("/2"),
        "/2": redirect("three?q=ü x"),
        "/three?q=%C3%BC%20x": page(b"3"),
    }
    with serving(dict(replies)) as pages:
        got = Egress(OPEN).fetch(pages.url("/1"))
        assert (got.asked, got.url) == (pages.url("/1"), pages.url("/three?q=%C3%BC%20x"))
        assert got.body == b"3"
        assert b"cookie" not in pages.heads[-1].lower()


def test_redirects_end_after_five() -> None:
    chain = {f"/{hop}": redirect(f"/{hop + 1}") for hop in range(6)}
    with serving({**chain, "/6": page(b"end")}) as pages:
        assert Egress(OPEN).fetch(pages.url("/1")).body == b"end"
        with pytest.raises(Unreachable, match="more than 5 times"):
            Egress(OPEN).fetch(pages.url("/0"))


def test_a_redirect_to_nowhere_is_an_answer() -> None:
    with serving({"/": page(b"where?", status="302 Found")}) as pages:
        got = Egress(OPEN).fetch(pages.url())
    assert (got.status, got.body) == (302, b"where?")


def test_sending_follows_no_redirect() -> None:
    with serving({"/hook": redirect("/2")}) as pages:
        got = Egress(OPEN).send("POST", pages.url("/hook"), {"webhook-id": "7"}, b'{"a":1}')
        assert (got.status, got.header("Location"), got.body) == (302, "/2", b"moved")
        assert pages.connections == 1
        assert pages.heads[0].startswith(b"POST /hook HTTP/1.1\r\n")
        assert b"\r\nWebhook-Id: 7\r\n" in pages.heads[0]
        assert b"\r\nContent-Length: 7\r\n" in pages.heads[0]
        with pytest.raises(Unreachable):
            Egress(OPEN).send("POST", pages.url("/hook"), {"X": "a\r\nB: c"}, b"")


def test_nothing_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with serving({"/": page(b"direct", "Set-Cookie: a=b")}) as pages:
        egress = Egress(OPEN)
        assert egress.fetch(pages.url()).body == egress.fetch(pages.url()).body == b"direct"
        assert b"cookie" not in pages.heads[1].lower()


ENCODED = {
    "gzip": gzip.compress(b"news " * 1000),
    "x-gzip": gzip.compress(b"news " * 500) + gzip.compress(b"news " * 500) + b"\0\0",
    "deflate": zlib.compress(b"news " * 1000),
    "deflate, GZIP": gzip.compress(zlib.compress(b"news " * 1000)),
    "identity": b"news " * 1000,
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_encodings_are_undone(encoding: str) -> None:
    with serving({"/": page(ENCODED[encoding], f"Content-Encoding: {encoding}")}) as pages:
        assert Egress(OPEN).fetch(pages.url()).body == b"news " * 1000


def test_a_bare_deflate_stream_and_chunks_are_read() -> None:
    stream = zlib.compressobj(wbits=-15)
    raw = stream.compress(b"news") + stream.flush()
    chunks = b"".join(b"1;note\r\n%c\r\n" % each for each in raw) + b"0\r\nTrailer: x\r\n\r\n"
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: deflate\r\n\r\n"
    with serving({"/": head + chunks}) as pages:
        assert Egress(OPEN).fetch(pages.url()).body == b"news"


BROKEN = {
    "br": b"\x0b\x02\x80news\x03",
    "gzip": gzip.compress(b"news " * 1000)[:-20],
    "deflate": b"\x00\x01\x02\x03",
    "gzip, gzip, gzip": gzip.compress(gzip.compress(gzip.compress(b"x"))),
    "x-gzip": gzip.compress(b"") * 100,
}


@pytest.mark.parametrize("encoding", BROKEN)
def test_an_encoding_that_cannot_be_undone_is_no_answer(encoding: str) -> None:
    reply = page(BROKEN[encoding], f"Content-Encoding: {encoding}")
    with serving({"/": reply}) as pages, pytest.raises(Unreachable):
        Egress(OPEN).fetch(pages.url())


def test_too_many_bytes_are_refused_on_the_wire_and_unpacked() -> None:
    bomb = gzip.compress(b"\0" * 3_000_000)
    nested = gzip.compress(gzip.compress(b"\0" * 30_000_000))
    egress = Egress(OPEN, most_bytes=1_000_000)
    replies = {
        "/long": page(b"x" * 1_000_001),
        "/endless": b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 2_000_000,
        "/bomb": page(bomb, "Content-Encoding: gzip"),
        "/nested": page(nested, "Content-Encoding: gzip, gzip"),
    }
    with serving({**replies, "/fits": page(b"x" * 1_000_000)}) as pages:
        assert len(egress.fetch(pages.url("/fits")).body) == 1_000_000
        for path in replies:
            with pytest.raises(TooLarge):
                egress.fetch(pages.url(path))


def drip(start: bytes, piece: bytes) -> Reply:
    """`start`, then a piece now and then without end."""

    def send(connection: socket.socket) -> None:
        connection.sendall(start)
        for _ in range(200):
            connection.sendall(piece)
            time.sleep(0.02)

    return send


SLOW = {
    "body": drip(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"x"),
    "endless body": drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
    "chunk": drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"x"),
    "header": drip(b"HTTP/1.1 200 OK\r\nX: ", b"x"),
    "status": drip(b"HTTP/1.1 200 ", b"O"),
    "continue": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "silence": drip(b"", b""),
}


@pytest.mark.parametrize("kind", SLOW)
def test_a_drip_of_bytes_ends_at_the_deadline(kind: str) -> None:
    started = time.monotonic()
    with serving({"/": SLOW[kind]}) as pages, pytest.raises(Unreachable, match="in time"):
        Egress(OPEN, connect_and_read_seconds=0.3).fetch(pages.url())
    assert time.monotonic() - started < 1


def test_the_deadline_holds_for_all_redirects_together() -> None:
    def slow(connection: socket.socket) -> None:
        time.sleep(0.15)
        connection.sendall(redirect("/"))

    with serving({"/": slow}) as pages, pytest.raises(Unreachable, match="in time"):
        Egress(OPEN, connect_and_read_seconds=0.4).fetch(pages.url())


def test_a_slow_resolver_is_not_waited_for() -> None:
    started = time.monotonic()
    egress = Egress(connect_and_read_seconds=0.2, resolve=lambda name: time.sleep(1) or [])  # type: ignore[func-returns-value]
    with pytest.raises(Unreachable, match=r"slow\.example could not be found in time"):
        egress.fetch("http://slow.example/")
    assert time.monotonic() - started < 0.8


def test_a_name_without_addresses_is_named() -> None:
    def fails(name: str) -> list[str]:
        raise socket.gaierror

    for resolve in (fails, lambda name: []):
        with pytest.raises(Unreachable, match=r"no site called nowhere\.example"):
            Egress(resolve=resolve).fetch("http://nowhere.example/")


GARBAGE = {
    b"": "broke off",
    b"SSH-2.0-OpenSSH_9.2\r\n": "proper HTTP",
    b"HTTP/1.1 999999 What\r\n\r\n": "proper HTTP",
    b"HTTP/1.1 103 Early Hints\r\n\r\n": "proper HTTP",
    b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n": "proper HTTP",
    b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n": "proper HTTP",
    b"HTTP/1.1 200 OK\r\n" + (b"X: " + b"y" * 60_000 + b"\r\n") * 9 + b"\r\n": "headers",
    b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort": "broke off",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n": "broke off",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab": "broke off",
}


@pytest.mark.parametrize("reply", GARBAGE, ids=lambda reply: reply[:24].decode())
def test_what_is_no_http_is_said_in_a_sentence(reply: bytes) -> None:
    with serving({"/": reply}) as pages, pytest.raises(Unreachable, match=GARBAGE[reply]):
        Egress(OPEN).fetch(pages.url())


def test_a_closed_port_is_a_refused_connection() -> None:
    with serving() as pages:
        pass
    with pytest.raises(Unreachable, match="refused the connection"):
        Egress(OPEN).fetch(pages.url())


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    with serving({"/": page(b"second")}) as pages:
        allow = (ip_network("127.0.0.0/8"),)
        egress = Egress(allow, resolve=lambda name: ["127.0.0.3", "127.0.0.2"])
        got = egress.fetch(f"http://two.example:{pages.port}/")
    assert (got.body, got.address) == (b"second", "127.0.0.2")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(
    authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The system trusts the tests' certificate authority."""
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", os.fspath(tmp_path / "ca.pem"))
    return


def context(authority: trustme.CA, name: str) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(made)
    return made


@pytest.mark.usefixtures("trusted")
def test_the_certificate_is_checked_against_the_name_and_not_the_address(
    authority: trustme.CA,
) -> None:
    names: list[str | None] = []
    tls = context(authority, "news.example")
    tls.sni_callback = lambda sock, name, ctx: names.append(name)  # type: ignore[assignment]
    egress = Egress(OPEN, resolve=lambda name: ["127.0.0.2"])
    with serving({"/": page(b"secret")}, tls=tls) as pages:
        got = egress.fetch(f"https://news.example:{pages.port}/")
        assert (got.body, got.address, names) == (b"secret", "127.0.0.2", ["news.example"])
        for host in ("other.example", "127.0.0.2"):
            with pytest.raises(Unreachable, match="certificate of"):
                egress.fetch(f"https://{host}:{pages.port}/")


def test_a_certificate_of_nobody_we_trust_is_refused(authority: trustme.CA) -> None:
    egress = Egress(OPEN, resolve=lambda name: ["127.0.0.2"])
    with (
        serving({"/": page(b"secret")}, tls=context(authority, "news.example")) as pages,
        pytest.raises(Unreachable, match=r"certificate of news\.example"),
    ):
        egress.fetch(f"https://news.example:{pages.port}/")


@pytest.mark.usefixtures("trusted")
def test_a_drip_inside_a_secure_connection_ends_at_the_deadline(authority: trustme.CA) -> None:
    egress = Egress(OPEN, connect_and_read_seconds=0.5, resolve=lambda name: ["127.0.0.2"])
    tls = context(authority, "news.example")
    for reply in (SLOW["header"], SLOW["body"]):
        started = time.monotonic()
        with serving({"/": reply}, tls=tls) as pages, pytest.raises(Unreachable, match="in time"):
            egress.fetch(f"https://news.example:{pages.port}/")
        assert time.monotonic() - started < 2


def test_plain_text_at_a_secure_port_is_no_secure_connection() -> None:
    def talk(connection: socket.socket) -> None:
        connection.sendall(b"220 mail ready\r\n")

    with serving({"": talk}) as pages, pytest.raises(FactcheckError) as failed:
        Egress(OPEN, connect_and_read_seconds=1).fetch(pages.url(scheme="https"))
    assert isinstance(failed.value, Unreachable)
