"""Bytes become text: the right letters of the right part of the document."""

import codecs
import zipfile
from io import BytesIO

import pytest

from factcheck.documents import MOST_BYTES, docx, html, pdf, read_document
from factcheck.errors import TooLarge, Unreadable
from tests.documents import samples

ARTICLE = (
    "<html><head><title>News | The Paper</title></head><body><nav><a href=/>Home</a> "
    "<a href=/s>Sport</a></nav><article><h1>Rents rise</h1>"
    + "".join(
        f"<p>Rents in the city rose by {number} percent last year, the office said on Monday, "
        "after several years in which they had hardly moved at all.</p>"
        for number in range(10, 16)
    )
    + "</article><footer>Imprint, cookies, privacy</footer></body></html>"
)


def text(body: bytes, media_type: str | None = None) -> str:
    return read_document(body, media_type=media_type).text


CHARSETS = [
    ("Łódź", "utf-8", None),
    ("Łódź", "utf-8-sig", None),
    ("Łódź", "utf-8-sig", "text/plain; charset=iso-8859-1"),
    ("Łódź", "utf-16", None),
    ("Łódź 🦊", "utf-16", "text/plain; charset=utf-8"),
    ("Łódź", "iso8859-2", "text/plain; charset=ISO-8859-2"),
    ("Łódź", "cp1250", 'text/plain; charset="windows-1250"'),
    ("“Café” – 5 €", "cp1252", None),
    ("“Café” – 5 €", "cp1252", "text/plain; charset=utf-8"),
    ("“Café” – 5 €", "cp1252", "text/plain; charset=iso-8859-1"),
    ("“Café” – 5 €", "cp1252", "text/plain; charset=us-ascii"),
    ("“Café” – 5 €", "utf-8", "text/plain; charset=nonsense"),
    ("Привет", "koi8-r", "text/plain;charset=koi8-r"),
    ("Привет", "cp1251", "text/plain; Charset = windows-1251"),
    ("日本語", "shift_jis", "text/plain; charset=Shift_JIS"),
    ("日本語", "euc_jp", "text/plain; charset=EUC-JP"),
    ("日本語", "iso2022_jp", "text/plain; charset=iso-2022-jp"),
    ("中文", "gbk", "text/plain; charset=gb2312"),
    ("한국어", "cp949", "text/plain; charset=euc-kr"),
    ("plain", "ascii", "text/plain; charset=idna"),
    (r"C:\new", "ascii", "text/plain; charset=unicode_escape"),
    ("+AGE-", "ascii", "text/plain; charset=utf-7"),
]


@pytest.mark.parametrize(("expected", "encoding", "label"), CHARSETS)
def test_letters_are_those_that_were_written(
    expected: str, encoding: str, label: str | None
) -> None:
    assert text(expected.encode(encoding), label) == expected


def test_a_few_broken_letters_do_not_spoil_the_others() -> None:
    body = "Zürich, Köln, Łódź, Málaga, Århus".encode() + b" and \xff more"
    assert text(body) == "Zürich, Köln, Łódź, Málaga, Århus and \ufffd more"


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<meta charset="iso-8859-2">', "iso8859-2"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=cp1250">', "cp1250"),
        ('<?xml version="1.0" encoding="utf-8"?>', "utf-8"),
        ("<meta charset=utf-16>", "utf-8"),
        ("<!-- none -->", "utf-8"),
        ("<!-- none -->", "utf-16"),
    ],
)
def test_a_page_may_name_its_encoding(declaration: str, encoding: str) -> None:
    body = f"{declaration}<html><body><p>Łódź</p></body></html>".encode(encoding)
    assert text(body) == "Łódź"


def test_plain_text_stays_as_it_is() -> None:
    body = "\tOne.\r\nTwo.\n\n  Three.\u2028e\u0301 "
    found = read_document(body.encode(), media_type="text/plain", filename="notes.txt")
    assert (found.text, found.title, found.media_type) == (body, "One.", "text/plain")


def test_nuls_and_lone_surrogates_are_replaced_one_for_one() -> None:
    assert text(b"a\0b" + b"c" * 100) == "a\ufffdb" + "c" * 100
    assert text(b"\xff\xfea\0\0\xd8b\0") == "a\ufffdb"
    page = b"<html><body><p>One&#0;two&#xD800;three\0four</p></body></html>"
    found = text(page)
    assert "One" in found
    assert not {"\0", "\ud800"} & set(found)


KINDS = [
    (b"<!DOCTYPE html><p>x", "text/plain", "text/html"),
    (b"\xef\xbb\xbf \n<html><p>x", "application/pdf", "text/html"),
    (b"Hello <b>x</b>", "text/html; charset=utf-8", "text/html"),
    (b"Hello <b>x</b>", "text/plain", "text/plain"),
    (b"Hello <b>x</b>", None, "text/plain"),
    (b"x < b > c", "image/png", "text/plain"),
    (samples.pdf(samples.shown("x")), "text/html", "application/pdf"),
    (b"\n\n" + samples.pdf(samples.shown("x")), None, "application/pdf"),
    (samples.docx(samples.word(samples.paragraph("x"))), "application/pdf", "application/vnd.ope"),
]


@pytest.mark.parametrize(("body", "label", "kind"), KINDS)
def test_the_bytes_say_what_a_document_is(body: bytes, label: str | None, kind: str) -> None:
    found = read_document(body, media_type=label)
    assert found.media_type.startswith(kind)
    assert "x" in found.text


def test_a_name_helps_where_nothing_else_says_what_it_is() -> None:
    body = b"Hello <b>x</b>"
    assert read_document(body, media_type=None, filename="a.HTM").media_type == "text/html"
    assert read_document(body, media_type="text/plain", filename="a.htm").media_type == "text/plain"
    long = read_document(b"x" + b" y" * 300, media_type=None, filename="C:\\tmp\\a.txt")
    assert len(long.title) <= 200


NO_TEXT = {
    b"": "no text",
    b" \n\t ": "no text",
    b"<html><script>x</script></html>": "no text",
    b"\x89PNG\r\n\x1a\n" + bytes(100): "a picture",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100): "old Office file",
    b"{\\rtf1 x}": "RTF",
    b"\x1f\x8b\x08" + bytes(30): "compressed",
    bytes(range(256)) * 4: "no text, web page, PDF or Word file",
    samples.pdf(b""): "a scan",
    samples.pdf(samples.shown("x"), trailer="/Encrypt<</Filter/Standard/V 9/R 9>>"): "PDF",
    samples.docx(samples.word("")): "no text",
}


@pytest.mark.parametrize("body", NO_TEXT, ids=range(len(NO_TEXT)))  # a DOCX holds the time
def test_what_holds_no_text_is_refused_in_plain_words(body: bytes) -> None:
    with pytest.raises(Unreadable, match=NO_TEXT[body]):
        read_document(body, media_type=None)


def test_a_document_over_the_limits_is_refused() -> None:
    with pytest.raises(TooLarge, match="at most 20,000,000"):
        read_document(b"x" * (MOST_BYTES + 1), media_type=None)
    with pytest.raises(TooLarge, match="2,000,000 characters"):
        read_document(b"x" * 2_000_001, media_type=None)


def test_of_a_page_the_article_is_kept() -> None:
    found = read_document(ARTICLE.encode(), media_type=None)
    assert found.title == "Rents rise"
    assert found.text.count("percent last year") == 6
    assert "cookies" not in found.text
    assert html.parse(ARTICLE.encode()) == (found.text, found.title)


def test_where_a_page_has_no_article_all_that_is_seen_is_kept() -> None:
    body = (
        b"<html><head><title>T</title><style>a{}</style></head><body><p>One<br>two <b>bold</b>."
        b"<script>no</script><p>Three<ul><li>a<li>b</ul><template>no</template></body></html>"
    )
    assert html.visible(html.tree_of(body)) == "One\ntwo bold.\n\nThree\n\na\nb"
    assert html.parse(body)[1] == "T"
    shared = (
        b'<html><head><meta property="og:title" content="Shared"><title>T</title></head></html>'
    )
    assert html.parse(shared)[1] == "Shared"


def test_of_a_word_file_the_text_with_accepted_changes_is_kept() -> None:
    run = samples.run
    cells = "".join(f"<w:tc>{samples.paragraph(each)}</w:tc>" for each in ("Spain", "12%"))
    body = samples.docx(
        samples.word(
            f"<w:p>{run('Rose by ')}<w:ins>{run('12 percent')}</w:ins>"
            f"<w:del><w:r><w:delText>9 percent</w:delText></w:r></w:del>{run('.')}</w:p>"
            f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
            "<w:p><w:r><w:t>One</w:t><w:br/><w:t>two &lt;b&gt;</w:t></w:r></w:p>"
        )
    )
    expected = "Rose by 12 percent.\n\nSpain\n\n12%\n\nOne\ntwo <b>"
    assert docx.parse(body) == (expected, "")
    docx.warm_up()
    found = read_document(body, media_type=None)
    assert (found.text, found.title) == (expected, "Rose by 12 percent.")


def test_of_a_pdf_all_pages_are_kept() -> None:
    body = samples.pdf(samples.shown("First page."), samples.shown("Second."), title="A study")
    assert pdf.parse(body) == ("First page.\n\nSecond.", "A study")
    pdf.warm_up()
    with pytest.raises(Unreadable, match="damaged"):
        pdf.parse(b"%PDF-1.4")
    with pytest.raises(TooLarge, match="pages"):
        pdf.parse(samples.pdf(samples.shown("x"), times=2_001))


def test_a_zip_is_refused_for_what_it_says_it_holds() -> None:
    plain = BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("notes.txt", "x")
    with pytest.raises(Unreadable, match="no Word document"):
        docx.parse(plain.getvalue())
    with pytest.raises(Unreadable, match="damaged"):
        docx.parse(b"PK\x03\x04" + codecs.BOM_UTF8)
    with pytest.raises(TooLarge):
        docx.parse(samples.docx(b" " * 100_000_001))
