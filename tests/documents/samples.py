"""Documents made by hand, well-meant and not."""

import io
import zipfile
import zlib
from collections.abc import Callable

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(xml: str | bytes, **parts: bytes) -> bytes:
    """A Word file with that main part."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def word(body: str, before: str = "") -> str:
    """The main part around a body."""
    return f"{before}<w:document {_W}><w:body>{body}</w:body></w:document>"


def run(text: str) -> str:
    """Some words in a paragraph."""
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(text: str) -> str:
    """A paragraph of plain words."""
    return f"<w:p>{run(text)}</w:p>"


def pdf(
    *contents: bytes, filters: str = "", times: int = 1, title: str = "", trailer: str = ""
) -> bytes:
    """A PDF with one page for each content stream, all of them listed so many times."""
    count = len(contents)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count * times}/Kids[{' '.join([kids] * times)}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, content in enumerate(contents):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {5 + 2 * number} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
        head = f"<</Length {len(content)}{filters}>>stream\n".encode()
        objects.append(head + content + b"\nendstream")
    objects.append(f"<</Title({title})>>".encode())
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + each + b" endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = f"trailer<</Size {size}/Root 1 0 R/Info {size - 1} 0 R{trailer}>>".encode()
    start = len(out)
    return (
        out
        + (b"xref\n0 %d\n0000000000 65535 f \n" % size)
        + table
        + end
        + (b"\nstartxref\n%d\n%%%%EOF" % start)
    )


def shown(text: str) -> bytes:
    """A content stream that shows a line."""
    return f"BT /F 24 Tf 50 700 Td ({text}) Tj ET".encode()


def deflated(content: bytes, times: int = 1) -> bytes:
    """Compressed so many times over."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    return content


def laughs() -> str:
    """A DTD whose entity j is a billion laughs."""
    lines = [
        f'<!ENTITY {chr(98 + number)} "{("&" + chr(97 + number) + ";") * 10}">'
        for number in range(9)
    ]
    return f'<!DOCTYPE l [<!ENTITY a "lol">{"".join(lines)}]>'


BOMBS: dict[str, Callable[[], bytes]] = {
    "zip of zeros": lambda: docx(b" " * 150_000_000),
    "many parts": lambda: docx(word(""), **{f"part{number}": b"" for number in range(6_000)}),
    "word file in a word file": lambda: docx(b"", **{"a.docx": docx(docx(b" " * 50_000_000))}),
    "zip that holds none": lambda: docx(word(paragraph("inside"))).replace(
        b"word/document.xml", b"word/dokument.xml"
    ),
    "zip cut off": lambda: docx(word(paragraph("inside")))[:-30],
    "endless paragraphs": lambda: docx(word(paragraph("x") * 1_500_000)),
    "word nested deep": lambda: docx(word("<w:p>" * 200_000 + "</w:p>" * 200_000)),
    "billion laughs": lambda: docx(word(paragraph("&j;"), laughs())),
    "quadratic laughs": lambda: docx(
        word(paragraph("&a;" * 100_000), f'<!DOCTYPE l [<!ENTITY a "{"a" * 100_000}">]>')
    ),
    "page a million deep": lambda: b"<div>" * 1_000_000 + b"x" + b"</div>" * 1_000_000,
    "tables in tables": lambda: b"<table><tr><td>" * 300_000,
    "a million paragraphs": lambda: b"<p>a</p>" * 1_200_000,
    "one endless line": lambda: b"<html><body><p>" + b"All the news. " * 1_000_000,
    "drawing without end": lambda: pdf(
        deflated(b"q Q \n" * 15_000_000), filters="/Filter/FlateDecode"
    ),
    "compressed twice": lambda: pdf(
        deflated(b"(x)Tj " * 30_000_000, 2), filters="/Filter[/FlateDecode/FlateDecode]"
    ),
    "words without end": lambda: pdf(
        deflated(b"BT /F 9 Tf 50 700 Td " + b"(x y)Tj " * 3_000_000 + b" ET"),
        filters="/Filter/FlateDecode",
    ),
    "a hundred thousand pages": lambda: pdf(shown("x"), times=100_000),
    "pdf that is none": lambda: b"%PDF-1.7 and nothing",
}
"""Files that mean harm, by what they do; made when they are needed."""


SLOW = b"<p " + b"".join(b"a%d=1 " % number for number in range(300_000)) + b">x"
"""A page that takes its parser minutes."""
