"""Files become text, with every character where the file has it."""

from pathlib import Path

import pytest

from factcheck.errors import Rejected, TooLarge
from factcheck.texts import read_text, title_of


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"Plain.", "Plain."),
        (b"a\r\nb\rc\n\n", "a\r\nb\rc\n\n"),
        (b"\xef\xbb\xbfAna", "Ana"),
        ("😀 é e\u0301 \u202e \t".encode(), "😀 é e\u0301 \u202e \t"),
        (b"", ""),
    ],
)
def test_the_text_is_the_files_own(tmp_path: Path, raw: bytes, text: str) -> None:
    for name in ("a.txt", "a.MD", "a.text"):
        (tmp_path / name).write_bytes(raw)
        assert read_text(tmp_path / name) == text


def test_what_is_no_text_is_refused_by_name(tmp_path: Path) -> None:
    for name, raw, words in (
        ("a.docx", b"PK", "a.docx is not a plain text file"),
        ("a", b"x", "a is not a plain text file"),
        ("b.txt", "né".encode("latin-1"), "b.txt is not UTF-8 \\(byte 1\\)"),
        ("c.txt", "né".encode("utf-16"), "c.txt is not UTF-8"),
    ):
        (tmp_path / name).write_bytes(raw)
        with pytest.raises(Rejected, match=words):
            read_text(tmp_path / name)
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(8_000_001)
    with pytest.raises(TooLarge, match=r"big\.txt"):
        read_text(big)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n  \nHarbour budget doubles \n\nThe city …", "Harbour budget doubles"),
        ("x" * 300, "x" * 200),
        ("  \n\t", "file"),
        ("", "file"),
        ("One line", "One line"),
    ],
)
def test_the_first_line_that_says_something_is_the_title(text: str, title: str) -> None:
    assert title_of(text, Path("file.txt")) == title
