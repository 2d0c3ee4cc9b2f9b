"""A report's PDF holds to the byte: its pages by their seal, and the report attached to it."""

import hashlib
import io
import json
import random
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdfium2 import raw

from factcheck.canonical import canonical_json
from factcheck.report import Audience, verify, whole
from factcheck.report.renderings.json import render as json_file
from factcheck.report.sealed_pdf import seal_of_pdf, sealed_pdf
from factcheck.report.verify import Outcome, Verdict
from factcheck.signing import NotGenuine, Signer
from tests.report.whole_story import TEXTS, fill

pytestmark = pytest.mark.one_backend
"""What a file says does not depend on the database that kept it."""

MARK = b"%factcheck-seal "
TAIL = re.compile(rb"startxref\s+\d+\s+%%EOF\s*\Z")


def end(data: bytes) -> int:
    """Where the end of a PDF begins, before which its seal stands."""
    found = TAIL.search(data)
    assert found
    return found.start()


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    """By which the story's reports are signed."""
    return Signer(tmp_path / "keys")


def pages(*files: bytes, name: str = "report.json") -> bytes:
    """A PDF of one page with these files attached, as our typesetter would end it."""
    document, made = pypdfium2.PdfDocument.new(), io.BytesIO()
    document.new_page(200, 100)
    for number, file in enumerate(files):
        document.new_attachment(name if not number else f"{number}").set_data(file)
    document.save(made)
    document.close()
    return made.getvalue().rstrip()


@pytest.fixture
def document(story: Any) -> dict[str, Any]:
    """A small report for the desk."""
    story.checked_claim()
    edition: dict[str, Any] = story.edition()
    return edition


@pytest.fixture
def sealed(document: dict[str, Any], signer: Signer) -> bytes:
    """Its PDF."""
    return sealed_pdf(pages(json_file(document)), document, signer)


@pytest.fixture
def check(signer: Signer) -> Callable[[bytes], Verdict]:
    """The verdict on a file by the desk's own key."""
    return lambda data: verify.verify(data, signer.trusted())


Check = Callable[[bytes], Verdict]


def seal_line(data: bytes) -> bytes:
    """The line of a file's seal."""
    return data[data.rindex(MARK) : end(data)]


def with_line(data: bytes, line: bytes) -> bytes:
    """The file with this line where a seal belongs."""
    return data[: end(data)] + line + data[end(data) :]


def told(verdict: Verdict) -> str:
    """What is wrong with a file that is not genuine."""
    assert verdict.outcome is Outcome.NOT_GENUINE
    assert verdict.report is None
    return "\n".join(verdict.sentences)


CHANGED = "The file was changed after it was sealed: its pages, or what is attached to them."
ATTACHMENT_HOLDS = "The report attached to it, report.json, is genuine (content hash "


@pytest.mark.parametrize("audience", Audience)
def test_a_typeset_report_is_genuine_as_it_was_made(
    tell: Any, check: Check, tmp_path: Path, audience: Audience
) -> None:
    story = fill(tell(title=f"A title: {MARK.decode()}{{}}", texts=TEXTS))
    data = story.render("pdf", audience)
    verdict = check(data)
    assert verdict.sentences == ()
    assert verdict.genuine
    assert verdict.report is not None
    assert verdict.report["audience"] == audience
    assert verdict.report["title"] == "A title: %factcheck-seal {}"
    assert len(pypdfium2.PdfDocument(data)) > 1
    assert b"startxref" in data[-1024:]
    if shutil.which("qpdf"):
        (tmp_path / "report.pdf").write_bytes(data)
        command = ["qpdf", "--check", str(tmp_path / "report.pdf")]
        assert subprocess.run(command, check=False, capture_output=True).returncode == 0


def test_the_seal_is_one_short_line_and_the_rest_is_the_file_that_was_typeset(
    document: dict[str, Any], signer: Signer
) -> None:
    for typeset in (pages(json_file(document)), pages(json_file(document)) + b"\n"):
        data = sealed_pdf(typeset, document, signer)
        [line] = [each for each in data.split(b"\n") if each.startswith(MARK)]
        assert len(line) < 900
        assert data.replace(line + b"\n", b"") == typeset
        assert data.index(line) + len(line) + 1 == end(data)
        facts = seal_of_pdf(data, signer.trusted())
        assert facts["sha256"] == hashlib.sha256(typeset).hexdigest()
        assert facts["report_id"] == document["made"]["report_id"]


@pytest.mark.parametrize(
    "odd",
    [
        b"",
        b"%PDF-1.7",
        b"1%%EOF",
        b"1\n%%EOF",
        b"\nstartxref\n1\n%%EOF\n\n",
        b"\nstartxref\n1\n%%EOF ",
    ],
)
def test_what_does_not_end_as_a_pdf_is_not_sealed(
    document: dict[str, Any], signer: Signer, odd: bytes
) -> None:
    with pytest.raises(ValueError, match="%%EOF"):
        sealed_pdf(odd, document, signer)


def test_a_bit_turned_anywhere_is_found(
    story: Any, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All over a typeset file, and at every place of the seal; even if what is attached to it
    were read as it was.
    """
    story.checked_claim()
    data = story.render("pdf")
    content = verify.read_attachment(data)
    monkeypatch.setattr(verify, "read_attachment", lambda _: content)
    assert check(data).genuine
    assert content == ("report.json", json_file(json.loads(content[1])))
    begin = data.rindex(MARK)
    chance = random.Random(7)
    anywhere = chance.sample(range(begin), 600)
    for at in (*anywhere, *range(8), *range(begin - 30, len(data))):
        turned = data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
        verdict = check(turned)
        assert not verdict.genuine, at
        assert verdict.sentences, at


def test_a_byte_more_or_less_is_found(sealed: bytes, signer: Signer) -> None:
    for at in range(0, len(sealed), 40):
        for changed in (sealed[:at] + sealed[at + 1 :], sealed[:at] + b"0" + sealed[at:]):
            with pytest.raises(NotGenuine):
                seal_of_pdf(changed, signer.trusted())


def test_changed_pages_leave_the_attached_report_genuine(
    sealed: bytes, document: dict[str, Any], check: Check
) -> None:
    changed = sealed.replace(b"/MediaBox[ 0 0 200 ", b"/MediaBox[ 0 0 300 ")
    assert changed != sealed
    words = told(check(changed))
    assert words.startswith(CHANGED)
    assert f"{ATTACHMENT_HOLDS}{document['content_hash']}): rely on that file" in words


def test_a_changed_attachment_is_told_beside_the_changed_file(
    document: dict[str, Any], signer: Signer, check: Check
) -> None:
    plain = sealed_pdf(pages(json_file(document)), document, signer)
    document["content"]["lines"][0]["quote"] = "The swap is worth US$90 billion."
    changed = pages(json_file(document))
    words = told(check(with_line(changed, seal_line(plain))))
    assert words.startswith(CHANGED)
    assert "Nor does the report attached to it hold: Claim 1 (paragraph 1) was altered." in words


def test_sealed_pages_do_not_vouch_for_an_attachment_that_does_not_hold(
    document: dict[str, Any], signer: Signer, check: Check
) -> None:
    altered = json.loads(json.dumps(document))
    altered["content"]["cover"]["title"] = "Another"
    for files, words in (
        ([json_file(altered)], "The cover was altered."),
        ([json_file(document)[:-1]], "the file itself was rewritten: from byte"),
        ([], "No attached report could be read. This PDF has 0 files attached to it"),
        ([json_file(document)] * 2, "This PDF has 2 files attached to it, and not one."),
    ):
        found = told(check(sealed_pdf(pages(*files), document, signer)))
        assert found.startswith("Its pages are as they were signed, but the report attached to it")
        assert words in found
    other = sealed_pdf(pages(json_file(document), name="notes.json"), document, signer)
    assert "The file attached to it is not called report.json." in told(check(other))


def test_pages_and_attachment_must_be_of_the_same_report_and_audience(
    tell: Any, signer: Signer, check: Check
) -> None:
    story = fill(tell(texts=TEXTS))
    report, later = story.freeze(), story.freeze()
    edition = whole(report, Audience.PUBLIC)
    assert check(sealed_pdf(pages(json_file(edition)), edition, signer)).genuine
    for other in (whole(later, Audience.PUBLIC), whole(report, Audience.INTERNAL)):
        words = told(check(sealed_pdf(pages(json_file(other)), edition, signer)))
        assert "not of the same report for the same audience" in words


def drawn_over(data: bytes) -> bytes:
    """The file with a white field over its first page, added as PDF editors do."""
    document, made = pypdfium2.PdfDocument(data), io.BytesIO()
    field = raw.FPDFPageObj_CreateNewRect(0, 0, 2000, 2000)
    raw.FPDFPageObj_SetFillColor(field, 255, 255, 255, 255)
    raw.FPDFPath_SetDrawMode(field, raw.FPDF_FILLMODE_WINDING, 0)
    page = document[0]
    raw.FPDFPage_InsertObject(page, field)
    assert raw.FPDFPage_GenerateContent(page)
    document.save(made, flags=raw.FPDF_INCREMENTAL)
    return made.getvalue()


def test_what_was_drawn_over_a_page_is_found(story: Any, check: Check) -> None:
    story.checked_claim()
    data = story.render("pdf")
    changed = drawn_over(data)
    assert changed.startswith(data)
    before, after = (
        pypdfium2.PdfDocument(each)[0].render().to_numpy().mean() for each in (data, changed)
    )
    assert before < after == 255
    words = told(check(changed))
    assert f"{len(changed) - len(data):,} bytes were added behind the end of the sealed" in words
    assert ATTACHMENT_HOLDS in words
    line = seal_line(data)
    twice = with_line(changed.rstrip(), line)
    for moved in (twice, with_line(changed.rstrip().replace(line, b""), line)):
        assert told(check(moved)).startswith(CHANGED)
    assert "It carries 2 seals instead of one." in told(check(twice))


@pytest.mark.parametrize("more", [b"\n", b" ", b"%", b"\r\n", b"\n\n", b"\nHello", b"\n%%EOF"])
def test_anything_behind_the_end_is_found(sealed: bytes, check: Check, more: bytes) -> None:
    if more == b"\n":
        assert told(check(sealed + more)).startswith(CHANGED)
        return
    words = told(check(sealed + more))
    assert f"{len(more):,} bytes were added behind the end of the sealed file" in words


def test_anything_before_the_beginning_is_found(sealed: bytes, check: Check) -> None:
    assert told(check(b"\n" + sealed)).startswith(CHANGED)
    assert "neither a PDF nor JSON" in told(check(b"\xff" * 2_000 + sealed))


def test_a_file_without_its_seal_is_told_so(
    sealed: bytes, document: dict[str, Any], check: Check
) -> None:
    for bare in (pages(json_file(document)), pages(), b"%PDF-1.7\n%%EOF", b"%PDF-"):
        words = told(check(bare))
        assert words.startswith("It carries no seal: it was taken out, or the file never had one.")
    assert ATTACHMENT_HOLDS in told(check(pages(json_file(document))))


def test_a_seal_elsewhere_is_none(sealed: bytes, document: dict[str, Any], check: Check) -> None:
    line = seal_line(sealed)
    bare = pages(json_file(document))
    displaced = "Its seal does not stand where it belongs"
    assert displaced in told(check(bare.replace(b"\n%%EOF", b"\n" + line + b"%%EOF")))
    assert displaced in told(check(bare + b"\n" + line))
    assert displaced in told(check(bare + b"\n" + line + b"%%EOF\nmore"))
    assert "It carries 2 seals instead of one." in told(check(with_line(sealed, line)))


def resealed(data: bytes, line: bytes) -> bytes:
    """The file with another line in the place of its seal."""
    return data[: data.rindex(MARK)] + MARK + line + b"\n" + data[end(data) :]


def test_an_altered_seal_is_told_so(sealed: bytes, check: Check) -> None:
    line = seal_line(sealed)[len(MARK) : -1]
    record = json.loads(line)
    altered = "The line with its seal was altered."
    for odd in (
        b"{}x",
        b"[]",
        b"7",
        b"\xff",
        b"{" * 700,
        line.replace(b":", b": ", 1),
        line + b" ",
    ):
        assert altered in told(check(resealed(sealed, odd))), odd
    assert altered in told(check(resealed(sealed, line.replace(b"internal", b"\\u0069nternal"))))
    assert "carries no Ed25519 key" in told(check(resealed(sealed, b"{}")))
    for name, value in (("audience", "public"), ("sha256", "0" * 64), ("more", 1)):
        odd = canonical_json(record | {name: value}).encode()
        assert "does not hold: it was altered" in told(check(resealed(sealed, odd)))
    too_long = canonical_json(record | {"more": "x" * 900}).encode()
    assert "does not stand where it belongs" in told(check(resealed(sealed, too_long)))


def test_only_a_trusted_key_and_a_seal_of_ours_will_do(
    document: dict[str, Any], sealed: bytes, signer: Signer, check: Check, tmp_path: Path
) -> None:
    foreign = sealed_pdf(pages(json_file(document)), document, Signer(tmp_path / "other"))
    assert "signed by a foreign key" in told(check(foreign))
    seal = canonical_json(document["seal"]).encode()
    assert "does not stand where it belongs" in told(check(resealed(sealed, seal)))  # too long
    head = document["disclosures"][document["made"]["log"]["sealed"]]["value"]
    other = canonical_json(head).encode()
    assert "something else than this seal" in told(check(resealed(sealed, other)))
    facts = {"schema": "factcheck.pdf-seal/1", "sha256": "0" * 64}
    short = canonical_json(signer.signed(facts)).encode()
    assert "Its seal does not say what it is of." in told(check(resealed(sealed, short)))


def test_an_attachment_that_takes_too_much_is_not_read(
    document: dict[str, Any], signer: Signer, check: Check
) -> None:
    bomb = pages(b" " * 70_000_000)
    assert len(bomb) < 1_000_000
    words = told(check(sealed_pdf(bomb, document, signer)))
    assert "The file attached to this PDF is larger than can be taken." in words
