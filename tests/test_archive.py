"""What is kept stays what it was, or the loss is noticed."""

import errno
import gzip
import hashlib
import io
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from ipaddress import ip_network
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from factcheck.archive import Archive, payload, warc
from factcheck.egress import Egress, Fetched
from factcheck.errors import Damaged, NotFound, StorageFull
from tests.egress.pages import page, redirect, serving

ROOT = Path(__file__).parents[1]
AT = datetime(2026, 3, 4, 5, 6, 7, 890_000, tzinfo=timezone(timedelta(hours=2)))
FETCHED = Fetched(
    asked="http://news.example/short",
    url="https://news.example/long?a=b",
    status=200,
    reason="Très bien",
    headers=(
        ("content-TYPE", "text/html"),
        ("X-Name", "J\xf6rg; a=\xfc"),
        ("Content-Encoding", "gzip"),
        ("Content-Length", "33"),
        ("Set-Cookie", "a"),
        ("Set-Cookie", "b"),
    ),
    body=b"<p>\r\n\r\n\0\xff</p>" * 100,
    sent=(("Host", "news.example"), ("User-Agent", "factcheck/0")),
    address="93.184.215.14",
)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "kept" / "pages")


def files(archive: Archive) -> list[Path]:
    return [path for path in archive.folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("data", [b"", b"x", bytes(range(256)) * 10_000], ids=["none", "x", "many"])
def test_what_is_kept_is_read_back_by_its_hash(archive: Archive, data: bytes) -> None:
    name = archive.keep(data)
    assert name == hashlib.sha256(data).hexdigest()
    assert archive.read(name) == data
    assert Archive(archive.folder).read(name) == data


def test_only_the_owner_may_read_it(archive: Archive) -> None:
    archive.keep(b"x")
    for path in [archive.folder, *archive.folder.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600)


def test_the_same_bytes_are_kept_once_and_not_written_again(archive: Archive) -> None:
    name = archive.keep(b"x")
    (path,) = files(archive)
    before = path.stat()
    assert archive.keep(b"x") == name
    assert files(archive) == [path]
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize(
    "name", ["0" * 64, "", "x", "../secret", "/etc/passwd", "A" * 64, "0" * 65]
)
def test_what_was_never_kept_is_not_found(archive: Archive, name: str) -> None:
    with pytest.raises(NotFound):
        archive.read(name)


@pytest.mark.parametrize("damage", [b"", b"article", b"the articlf", b"the article."])
def test_damage_is_found_when_reading_and_mended_when_keeping(
    archive: Archive, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    name = archive.keep(b"the article")
    files(archive)[0].write_bytes(damage)
    with pytest.raises(Damaged, match=name):
        archive.read(name)
    assert archive.keep(b"the article") == name
    assert archive.read(name) == b"the article"
    assert "was damaged" in caplog.text


def test_many_may_keep_the_same_at_once(archive: Archive) -> None:
    data = [bytes([number % 4]) * 100_000 for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(archive.keep, data))
    assert len(files(archive)) == 4
    assert [archive.read(name) for name in names] == data


def test_file_and_folders_are_on_the_disk_before_the_name_is_told(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this order: the bytes, the new name, the folder that has it."""
    steps: list[str] = []
    fsync, rename = os.fsync, os.replace

    def noted(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    def renamed(old: Path, new: Path) -> None:
        steps.append("rename")
        rename(old, new)

    archive.keep(b"first")
    monkeypatch.setattr(os, "fsync", noted)
    monkeypatch.setattr(os, "replace", renamed)
    archive.keep(b"second")
    assert steps == ["folder", "file", "rename", "folder"]


def test_a_process_killed_while_writing_leaves_nothing_half(archive: Archive) -> None:
    program = (
        "import os, sys, signal; from pathlib import Path; from factcheck.archive import Archive\n"
        "os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "Archive(Path(sys.argv[1])).keep(b'half' * 1000)"
    )
    done = subprocess.run([sys.executable, "-c", program, archive.folder], cwd=ROOT, check=False)
    assert done.returncode < 0
    name = hashlib.sha256(b"half" * 1000).hexdigest()
    with pytest.raises(NotFound):
        archive.read(name)
    assert archive.keep(b"half" * 1000) == name
    assert archive.read(name) == b"half" * 1000


def test_a_full_disk_is_said_and_leaves_nothing(archive: Archive) -> None:
    """The limit on a file's size stands in for the disk's."""
    program = (
        "import resource, sys; from pathlib import Path; from factcheck.archive import Archive\n"
        "from factcheck.errors import StorageFull\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "archive = Archive(Path(sys.argv[1])); archive.keep(b'small')\n"
        "try: archive.keep(b'x' * 100_000)\n"
        "except StorageFull: archive.keep(b'small again'); print('full')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, archive.folder], cwd=ROOT, capture_output=True, check=True
    )
    assert done.stdout == b"full\n"
    assert sorted(path.read_bytes() for path in files(archive)) == [b"small", b"small again"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_bytes_that_the_disk_did_not_take_are_not_kept(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fails(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    archive.keep(b"before")
    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", fails)
        with pytest.raises(OSError if number == errno.EIO else StorageFull):
            archive.keep(b"x")
    assert len(files(archive)) == 1
    assert archive.read(archive.keep(b"x")) == b"x"


def test_a_fetch_is_written_as_a_warc_file_that_others_can_check(tmp_path: Path) -> None:
    data = warc(FETCHED, AT)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data)
    checker = Checker(type("Options", (), {"inputs": [str(path)], "verbose": False, "quiet": True}))
    checker.process_all()
    assert not checker.exit_value
    records = {
        record.rec_type: (record, record.content_stream().read())
        for record in ArchiveIterator(io.BytesIO(data))
    }
    assert list(records) == ["warcinfo", "response", "request", "metadata"]
    response, body = records["response"]
    assert body == FETCHED.body
    get = response.rec_headers.get_header
    assert response.rec_headers.protocol == "WARC/1.1"
    assert get("WARC-Target-URI") == "https://news.example/long?a=b"
    assert get("WARC-Date") == "2026-03-04T03:06:07.890000Z"
    assert get("WARC-IP-Address") == "93.184.215.14"
    assert records["metadata"][1] == b"via: http://news.example/short\r\n"
    for kind in ("request", "metadata"):
        assert records[kind][0].rec_headers.get_header("WARC-Concurrent-To") == get(
            "WARC-Record-ID"
        )


def test_the_heads_in_a_warc_file_are_those_of_the_wire() -> None:
    plain = gzip.decompress(warc(FETCHED, AT))
    assert (
        b"HTTP/1.1 200 Tr\xe8s bien\r\ncontent-TYPE: text/html\r\nX-Name: J\xf6rg; a=\xfc\r\n"
        b"X-Archive-Orig-Content-Encoding: gzip\r\nX-Archive-Orig-Content-Length: 33\r\n"
        b"Set-Cookie: a\r\nSet-Cookie: b\r\nContent-Length: 1300\r\n\r\n<p>"
    ) in plain
    assert (
        b"GET /long?a=b HTTP/1.1\r\nHost: news.example\r\nUser-Agent: factcheck/0\r\n\r\n" in plain
    )


@pytest.mark.parametrize("body", [b"", b"x", b"\x1f\x8b\x08 no gzip", FETCHED.body])
def test_the_payload_of_a_warc_file_is_the_body(body: bytes) -> None:
    fetched = replace(FETCHED, body=body, asked=FETCHED.url, status=404, reason="")
    assert payload(warc(fetched, AT)) == body


def test_a_page_goes_from_the_wire_into_the_archive_and_back(archive: Archive) -> None:
    raw = gzip.compress(b"<p>News</p>")
    replies = {"/": redirect("/2"), "/2": page(raw, "Content-Encoding: gzip", "Server: S")}
    with serving(dict(replies)) as pages:
        fetched = Egress((ip_network("127.0.0.2/32"),)).fetch(pages.url())
    name = archive.keep(warc(fetched, datetime.now(UTC)))
    assert payload(archive.read(name)) == b"<p>News</p>"


@pytest.mark.parametrize("cut", [0, 10, 600, -40])
def test_what_is_no_whole_warc_file_is_damaged(cut: int) -> None:
    whole = warc(FETCHED, AT)
    with pytest.raises(Damaged):
        payload(b"not a warc file" if cut == 0 else whole[:cut][: len(whole) // 3])


def test_a_changed_body_is_damaged() -> None:
    plain = gzip.decompress(warc(FETCHED, AT))
    with pytest.raises(Damaged):
        payload(gzip.compress(plain.replace(b"</p>", b"</q>", 1)))
