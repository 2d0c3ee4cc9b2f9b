"""Logos: what can be put into every report, and what could do something there."""

import struct
import zlib
from collections.abc import Iterable

import pytest

from factcheck.report.house_picture import Unusable, picture

PLAIN = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def svg(inside: str, root: str = 'viewBox="0 0 9 9"', before: str = "") -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"{before}<svg {names} {root}>{inside}</svg>".encode()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 2, height: int = 2, packed: bytes | None = None) -> bytes:
    rows = zlib.compress(bytes(height * (1 + 3 * width))) if packed is None else packed
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def refusal(data: bytes) -> str:
    with pytest.raises(Unusable) as refused:
        picture("logo", data)
    return str(refused.value)


def test_a_plain_svg_is_taken_as_it_is() -> None:
    logo = picture("logo.svg", PLAIN)
    assert (logo.data, logo.media_type, logo.name) == (PLAIN, "image/svg+xml", "logo.svg")


def test_a_png_is_taken_as_it_is() -> None:
    logo = picture("logo.png", png())
    assert (logo.data, logo.media_type) == (png(), "image/png")


@pytest.mark.parametrize(
    "data",
    [
        svg("", 'width="9" height="9"'),
        svg("", before='<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!-- by hand -->'),
        svg(
            '<linearGradient id="a"/><linearGradient id="b" xlink:href="#a"/><path fill="url(#b)"/>'
        ),
        svg('<style>.a{fill:url(#g);stroke:red}</style><radialGradient id="g"/><path class="a"/>'),
        svg('<rect id="r"/><clipPath id="c"><use href="#r"/></clipPath><g clip-path="url(#c)"/>'),
        svg('<text x="1">On the <tspan>harbour</tspan></text><title>T</title>'),
        svg(
            '<s:namedview xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"/>'
            '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            '<c:Work xmlns:c="http://creativecommons.org/ns#" r:about="http://x.example"/>'
            "</r:RDF></metadata>"
        ),
    ],
)
def test_what_drawing_programs_write_is_taken(data: bytes) -> None:
    assert picture("logo.svg", data).data == data


REFUSED = {
    "a script": (svg("<script>alert(1)</script>"), "<script>"),
    "a script of another kind": (
        svg('<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>'),
        "<script>",
    ),
    "a handler": (svg('<path onload="alert(1)"/>'), "attribute onload"),
    "a handler at the root": (svg("", 'viewBox="0 0 9 9" onclick="x()"'), "attribute onclick"),
    "HTML inside": (svg("<foreignObject/>"), "<foreignObject>"),
    "a link": (svg('<a href="https://x.example"/>'), "<a>"),
    "an animation": (svg('<animate attributeName="href"/>'), "<animate>"),
    "a setter": (svg('<set attributeName="onload"/>'), "<set>"),
    "a picture from elsewhere": (svg('<image href="https://x.example/a.png"/>'), "<image>"),
    "a filter that loads": (svg('<filter><feImage href="file:///etc/passwd"/></filter>'), "filter"),
    "a reference to another file": (svg('<use href="other.svg#a"/>'), "reference to 'other.svg#a'"),
    "a reference to the web": (
        svg('<use xlink:href="https://x.example/#a"/>'),
        "reference to 'https://x.example/#a'",
    ),
    "a reference to data": (svg('<use href="data:image/svg+xml,x"/>'), "its own parts alone"),
    "a script for a reference": (svg('<use href="javascript:alert(1)"/>'), "its own parts alone"),
    "a fill from elsewhere": (svg('<path fill="url(https://x.example)"/>'), "https://x.example"),
    "a style from elsewhere": (svg("<path style=\"fill:URL( '//x.example' )\"/>"), "//x.example"),
    "a rule from elsewhere": (svg("<style>p{fill:url(//x.example)}</style>"), "//x.example"),
    "an import": (svg("<style>@IMPORT '//x.example'</style>"), "@IMPORT"),
    "an escape that hides": (
        svg("<style>p{fill:u\\72l(//x.example)}</style>"),
        "'\\\\' in its style",
    ),
    "an image set": (svg("<style>p{fill:image-set('a.png' 1x)}</style>"), "image-set"),
    "a base": (svg("", 'viewBox="0 0 9 9" xml:base="https://x.example/"'), "xml:base"),
    "a DOCTYPE": (svg("", before="<!DOCTYPE svg>"), "DOCTYPE"),
    "an entity from a file": (
        svg("&x;", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "DOCTYPE",
    ),
    "entities of entities": (
        svg("&b;", before='<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'),
        "DOCTYPE",
    ),
    "an unknown entity": (svg("&x;"), "undefined entity"),
    "an instruction": (svg("", before='<?xml-stylesheet href="a.css"?>'), "<?xml-stylesheet"),
    "another encoding, it says": (
        svg("", before='<?xml version="1.0" encoding="UTF-7"?>'),
        "encoding UTF-7",
    ),
    "another encoding, in fact": (svg("<title>é</title>").decode().encode("latin-1"), "not UTF-8"),
    "no sound XML": (svg("<g>"), "not sound XML (line 1: mismatched tag)"),
    "another root": (b'<html xmlns="http://www.w3.org/1999/xhtml"><svg/></html>', "<html> around"),
    "no namespace": (b'<svg viewBox="0 0 9 9"/>', "An SVG is <svg xmlns="),
    "no size": (svg("", 'width="9"'), "Give <svg> a viewBox."),
    "too many groups in groups": (svg("<g>" * 70 + "</g>" * 70), "around one another"),
    "a rule that clips": (
        svg('<style>path{clip-path:url(#c)}</style><clipPath id="c"><path/></clipPath>'),
        "no gradient",
    ),
    "an element that stands for itself": (
        svg('<g id="a"><use href="#a"/></g>'),
        "stand for one another too often",
    ),
    "neither": (b"GIF89a", "neither SVG nor PNG"),
    "nothing": (b"", "neither SVG nor PNG"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_this_is_refused_with_what_is_wrong(name: str) -> None:
    data, message = REFUSED[name]
    assert message in refusal(data)


def _laughs(levels: Iterable[int]) -> str:
    """Ten times ten times … of one path."""
    groups = (f'<g id="l{n}">{f"""<use href="#l{n - 1}"/>""" * 10}</g>' for n in levels)
    return '<path id="l0" d="M0 0"/>' + "".join(groups)


def test_a_picture_that_multiplies_itself_is_refused() -> None:
    assert picture("logo.svg", svg(_laughs(range(1, 4))))
    assert "too often" in refusal(svg(_laughs(range(1, 10))))
    assert "too often" in refusal(svg('<path id="p"/>' + '<use href="#p"/>' * 201))


def test_a_refusal_names_the_line() -> None:
    assert "Line 3 of the SVG has the element <script>." in refusal(svg("\n\n<script/>"))


@pytest.mark.parametrize(
    "data",
    [
        png()[:-1],
        png()[:40],
        png()[:8],
        png() + b"more",
        png().replace(b"IDAT", b"IDAX"),
        png(packed=b"no deflate"),
        png(packed=zlib.compress(bytes(99))[:-5]),
        b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""),
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0") + chunk(b"IEND", b""),
    ],
)
def test_a_damaged_png_is_refused(data: bytes) -> None:
    assert "damaged" in refusal(data)


def test_a_png_that_unpacks_to_a_huge_picture_is_refused() -> None:
    assert "5000 × 2 pixels are too many" in refusal(png(5000, 2))
    assert picture("logo.png", png(4096, 1))


def test_pixels_are_unpacked_piece_by_piece() -> None:
    assert picture("logo.png", png(4096, 400))
