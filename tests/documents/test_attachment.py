"""The file attached to a PDF comes out byte for byte, and a hostile one does no harm."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from factcheck.documents import attachment, confined, read, read_attachment
from factcheck.errors import TooLarge, Unreadable
from factcheck.limits import MAX_ATTACHED_BYTES

ROOT = Path(__file__).parents[2]


def pdf(*files: bytes, name: str = "report.json") -> bytes:
    """A PDF with these files attached."""
    document, made = pypdfium2.PdfDocument.new(), io.BytesIO()
    document.new_page(10, 10)
    for number, file in enumerate(files):
        document.new_attachment(name if not number else f"{number}").set_data(file)
    document.save(made)
    document.close()
    return made.getvalue()


@pytest.mark.parametrize(
    "content", [b"{}", bytes(range(256)), "“Łódź” 🦊\r\n".encode(), b"\xff\xfe\x00", b"\n" * 9]
)
def test_every_byte_comes_out_as_it_went_in(content: bytes) -> None:
    assert read_attachment(pdf(content, name="Łódź.json")) == ("Łódź.json", content)


def test_a_large_attachment_is_read(tmp_path: Path) -> None:
    content = ('{"quote": "“Łódź” 🦊"}\n' * 2_500_000).encode()[:MAX_ATTACHED_BYTES]
    assert len(content) > 60_000_000
    assert read_attachment(pdf(content))[1] == content


def test_what_is_too_large_is_not_unpacked() -> None:
    with pytest.raises(TooLarge, match="larger than can be taken"):
        read_attachment(pdf(b" " * (MAX_ATTACHED_BYTES + 1)))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (pdf(), "0 files attached"),
        (pdf(b"a", b"b"), "2 files attached"),
        (b"%PDF-1.7\nnothing", "damaged"),
        (b"", "damaged"),
    ],
)
def test_what_has_not_one_attachment_is_told_so(body: bytes, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        read_attachment(body)


def test_the_parser_says_the_same_in_this_process() -> None:
    """So that what runs in the reader's process is counted as tried."""
    attachment.warm_up()
    assert attachment.parse(pdf(b"\xff")) == ("\xff", "report.json")
    for odd in (b"", pdf(), pdf(b"a", b"b")):
        with pytest.raises(Unreadable):
            attachment.parse(odd)
    with pytest.raises(TooLarge):
        attachment.parse(pdf(b" " * (MAX_ATTACHED_BYTES + 1)))


def test_an_answer_that_is_no_bytes_is_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "parse", lambda *_: ("\u0141", "report.json"))
    with pytest.raises(Unreadable, match="cannot be read"):
        read_attachment(b"")


TAKEN_OVER = """
import sys, os, socket
from factcheck.documents import attachment, reader
def parse(body):
    {code}
attachment.warm_up()
attachment.warm_up, attachment.parse = lambda: None, parse
reader.main()
"""


@pytest.mark.parametrize(
    "code",
    [
        "return open('/etc/passwd').read(), ''",
        "return str(socket.socket()), ''",
        "return str(os.fork()), ''" if os.getuid() else "return str(os.pipe()), ''",
        "return str(len(bytearray(500_000_000))), ''",
        "return 'x' * 64_000_001, ''",
    ],
)
def test_a_parser_that_was_taken_over_can_open_nothing(code: str) -> None:
    command = [sys.executable, "-c", TAKEN_OVER.format(code=code), "attachment"]
    done = subprocess.run(command, input=b"", capture_output=True, cwd=ROOT, check=False)
    assert json.loads(done.stdout)["error"] in {"unreadable", "too_large"}


def test_an_attachment_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "_SECONDS", 0.01)
    with pytest.raises(Unreadable, match="too long to read"):
        read_attachment(pdf(b"{}"))
