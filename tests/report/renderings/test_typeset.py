"""The typesetter's own process, run in this one."""

import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from factcheck.report.renderings import pdf, typeset
from factcheck.report.style import plain_style
from tests.report import samples

pytestmark = pytest.mark.one_backend
"""What a rendering shows does not depend on the database that kept it."""

NOW = datetime(2025, 10, 7, 9, 30, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With all that the template reads of the sample in many scripts."""
    given = json.dumps(pdf.given_to(samples.everything(), plain_style()), ensure_ascii=False)
    (tmp_path / "given.json").write_text(given, encoding="utf-8")
    (tmp_path / "report.json").write_bytes(b"{}")
    return tmp_path


def text_of(made: bytes) -> str:
    with pypdfium2.PdfDocument(made) as document:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)


def test_without_the_systems_fonts_boxes_stand_for_what_is_lacking(folder: Path) -> None:
    made, lacking = typeset.typeset(folder, NOW, system_fonts=False)
    assert '"部"' in lacking
    assert '"a"' not in lacking
    assert b"pdfuaid" not in made
    assert "lack some letters" in text_of(made)
    assert "It grew by nine per cent in 2024." in text_of(made)


def test_a_report_in_latin_letters_does_not_depend_on_the_systems_fonts(folder: Path) -> None:
    given = pdf.given_to(samples.plain(), plain_style())
    (folder / "given.json").write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    made, lacking = typeset.typeset(folder, NOW)
    assert lacking == ""
    assert (made, lacking) == typeset.typeset(folder, NOW, system_fonts=False)


def test_whatever_the_standards_refuse_the_report_is_made(folder: Path) -> None:
    given = pdf.given_to(samples.plain(), plain_style())
    given["sections"][0]["title"] = ""  # PDF/UA wants words in a heading
    (folder / "given.json").write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    made, lacking = typeset.typeset(folder, NOW)
    assert "heading title is empty" in lacking
    assert "This draft has no claims." in text_of(made)


def ordered(parts: dict[str, bytes], sizes: dict[str, int]) -> io.TextIOWrapper:
    order = json.dumps({"made_at": "2025-10-07T09:30:00Z", "parts": sizes}).encode()
    return io.TextIOWrapper(io.BytesIO(b"".join([order, b"\n", *parts.values()])))


@pytest.mark.parametrize("in_memory", [True, False])
def test_what_comes_in_is_set_and_what_is_lacking_is_told(
    in_memory: bool,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    if not in_memory:
        monkeypatch.delattr("os.memfd_create", raising=False)
    given = pdf.given_to(samples.plain(), plain_style())
    given["closing"] = "Nobody's: \U000f1234"
    parts = {"given.json": json.dumps(given, ensure_ascii=False).encode(), "report.json": b"{1}"}
    sizes = {name: len(part) for name, part in parts.items()}
    monkeypatch.setattr(sys, "stdin", ordered(parts, sizes))
    typeset.main()
    made, lacking = capfdbinary.readouterr()
    assert lacking.decode() == '"\U000f1234"' or b"f1234" in lacking
    with pypdfium2.PdfDocument(made) as document:
        assert bytes(document.get_attachment(0).get_data()) == b"{1}"


def test_what_ends_early_is_not_set(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", ordered({"given.json": b"{"}, {"given.json": 9}))
    with pytest.raises(EOFError, match=r"given\.json"):
        typeset.main()
