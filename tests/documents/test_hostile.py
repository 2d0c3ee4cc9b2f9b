"""A hostile document costs a few seconds of one small process, and nothing else."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from factcheck.documents import confined, read_document
from factcheck.documents.kinds import Kind
from factcheck.errors import Busy, FactcheckError, Unreadable
from tests.documents import samples

ROOT = Path(__file__).parents[2]


def read(body: bytes) -> FactcheckError | None:
    try:
        read_document(body, media_type=None)
    except FactcheckError as error:
        return error
    return None


ALL_BOMBS = """
import json, resource, time
from concurrent.futures import ThreadPoolExecutor
from factcheck.documents import read_document
from tests.documents.samples import BOMBS

def tried(make):
    body, outcome = make(), "read"
    began = time.monotonic()
    try:
        read_document(body, media_type=None)
    except Exception as error:
        outcome = type(error).__name__
    return outcome, time.monotonic() - began

with ThreadPoolExecutor(2) as pool:
    results = dict(zip(BOMBS, pool.map(tried, BOMBS.values())))
kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([results, kilobytes]))
"""


def test_bombs_are_refused_in_time_and_in_little_memory() -> None:
    """In a process of its own, for the system counts the memory of all that a process ran."""
    done = subprocess.run(
        [sys.executable, "-c", ALL_BOMBS], cwd=ROOT, capture_output=True, check=True
    )
    results, kilobytes = json.loads(done.stdout)
    assert len(results) == len(samples.BOMBS)
    for name, (outcome, seconds) in results.items():
        assert outcome in {"Unreadable", "TooLarge"}, name
        assert seconds < 10, name
    assert kilobytes < 512 * 1024


def test_the_server_goes_on_while_a_document_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "_SECONDS", 1.0)
    pauses = []
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read, samples.SLOW)
        while not reading.done():
            began = time.monotonic()
            time.sleep(0.01)
            pauses.append(time.monotonic() - began)
    assert isinstance(reading.result(), Unreadable)
    assert max(pauses) < 0.9


def test_a_document_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "_SECONDS", 1.0)
    began = time.monotonic()
    with pytest.raises(Unreadable, match="too long to read"):
        read_document(samples.SLOW, media_type=None)
    assert time.monotonic() - began < 3


def test_too_many_documents_at_once_wait_or_are_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "_SECONDS", 1.0)
    monkeypatch.setattr(confined, "_WAIT", 0.1)
    with ThreadPoolExecutor(3) as pool:
        errors = list(pool.map(read, [samples.SLOW] * 3))
    assert sorted(type(error).__name__ for error in errors) == ["Busy", "Unreadable", "Unreadable"]
    assert any(isinstance(error, Busy) for error in errors)


XXE = '<!DOCTYPE l [<!ENTITY a SYSTEM "{where}"><!ENTITY % p SYSTEM "{where}"> %p;]>'


def outcome(body: bytes) -> str:
    """What somebody sees who sends the document."""
    try:
        return read_document(body, media_type=None).text
    except FactcheckError as error:
        return error.message


def test_no_document_reads_a_file_or_makes_a_connection(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("s3cret")
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.2)
        for where in (
            f"file://{tmp_path}/secret.txt",
            f"http://127.0.0.1:{trap.getsockname()[1]}/x",
        ):
            dtd = XXE.format(where=where)
            rels = (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                f'relationships"><Relationship Id="r1" TargetMode="External" Target="{where}" '
                'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
                "</Relationships>"
            )
            page = (
                f"<?xml version='1.0'?>{dtd}<html xmlns:xi='http://www.w3.org/2001/XInclude'><head>"
                f"<link rel=stylesheet href='{where}'></head><body><p>Text &a;</p>"
                f"<iframe src='{where}'></iframe><xi:include href='{where}' parse='text'/>"
            )
            for body in (
                samples.docx(
                    samples.word(samples.paragraph("Text &a;"), dtd),
                    **{"word/_rels/document.xml.rels": rels.encode()},
                ),
                samples.docx(samples.word(samples.paragraph("Text")), **{"a.xml": dtd.encode()}),
                page.encode(),
            ):
                assert "s3cret" not in outcome(body)
        with pytest.raises(TimeoutError):
            trap.accept()


def reader(kind: str, body: bytes, code: str) -> subprocess.CompletedProcess[bytes]:
    """The reader's process, told to do something else than to parse."""
    program = (
        "import sys, os, socket, json; from factcheck.documents import reader, html\n"
        f"def parse(body):\n    {code}\n"
        "html.warm_up(); html.warm_up = lambda: None; html.parse = parse; reader.main()"
    )
    return subprocess.run(
        [sys.executable, "-c", program, kind],
        input=body,
        capture_output=True,
        cwd=ROOT,
        check=False,
    )


@pytest.mark.parametrize(
    "code",
    [
        "return open('/etc/passwd').read(), ''",
        "return str(socket.socket()), ''",
        "return str(os.fork()), ''" if os.getuid() else "return str(os.pipe()), ''",
        "return str(len(bytearray(500_000_000))), ''",
        "return 'x' * 3_000_000, ''",
    ],
)
def test_a_parser_that_was_taken_over_can_open_nothing(code: str) -> None:
    done = reader(Kind.HTML, b"", "return 'well', ''")
    assert json.loads(done.stdout) == {"text": "well", "title": ""}
    answer = json.loads(reader(Kind.HTML, b"", code).stdout)
    assert answer["error"] in {"unreadable", "too_large"}


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"7",
        b'{"text":1,"title":""}',
        b'{"error":[]}',
        b"\xff",
        b"[" * 9_999,
    ],
)
def test_an_answer_of_any_other_shape_is_no_text(answer: bytes) -> None:
    with pytest.raises(Unreadable):
        confined._understood(answer)


def test_a_reader_that_dies_is_no_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\nkill -{signal.SIGSEGV.value} $$\n")
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))
    with pytest.raises(Unreadable, match="damaged"):
        read_document(b"<html><p>x", media_type=None)


def test_the_reader_gets_no_secret_of_the_server(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FACTCHECK_SECRET_KEY", "s3cret")
    program = tmp_path / "python"
    program.write_text(
        '#!/bin/sh\nprintf \'{"text":"%s","title":"%s"}\' "$(env)" "$*" | tr "\\n" " "\n'
    )
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))
    found = read_document(b"<html><p>x", media_type=None)
    assert "PYTHONPATH" in found.text
    assert "s3cret" not in found.text
    assert "factcheck.documents.reader text/html" in found.title


def test_the_server_itself_loads_no_parser() -> None:
    program = (
        "import sys, factcheck.documents, factcheck.egress, factcheck.archive;"
        "sys.exit(bool({'lxml', 'trafilatura', 'mammoth', 'pypdfium2', 'warcio', 'urllib3', 'idna'}"
        " & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
