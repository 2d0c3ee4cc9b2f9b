"""The report as DOCX, for editors who go on working in it."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any
from xml.sax.saxutils import quoteattr

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.shared import Mm, Twips
from lxml import etree

from factcheck.report.blocks import (
    Block,
    Booklet,
    Card,
    Listing,
    Look,
    Notice,
    Paragraph,
    Run,
    Table,
)
from factcheck.report.legible import legible
from factcheck.report.renderings.docx_blocks import DocxBlocks, Place
from factcheck.report.renderings.tints import mixed, readable
from factcheck.report.renderings.wordml import NAMESPACES, w, words
from factcheck.report.style import Style
from factcheck.report.wording import MARKS

_PAPERS = {"a4": (11_906, 16_838), "us-letter": (12_240, 15_840)}
_MARGIN = 1_020
"""18 mm, in twentieths of a point."""
_WHITE = "#ffffff"
_RUNNING, _NOTICE, _PROPERTY = 80, 240, 255
"""Letters that the head of a page has room for, and that a property of a file may have."""
_HASH = 12
_BODY = "word/document.xml"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""What the ZIP says of its files' age; any other time would change with each rendering."""
_LINK = "#0b4f8a"
_UNWANTED = ("stylesWithEffects", "customXml", "thumbnail", "webSettings", "extended-properties")
_LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def render(booklet: Booklet, style: Style) -> bytes:
    """A document with real headings and lists, the same bytes whenever it is rendered."""
    document = docx.Document()
    width = _lay_out(document, style)
    _dress(document, style, booklet.language, width)
    press = DocxBlocks(style, set(_anchors(booklet)))
    body = "".join(_parts(booklet, style, press, Place(width)))
    for address, name in press.links.items():
        document.part.rels.add_relationship(
            RELATIONSHIP_TYPE.HYPERLINK, address, name, is_external=True
        )
    _show_logo(document, style)
    _frame(document, booklet, style)
    _describe(document, booklet)
    made = io.BytesIO()
    document.save(made)
    return _ageless(made, {_BODY: _filled(document, body)})


def _anchors(booklet: Booklet) -> Iterator[str]:
    for section in booklet.sections:
        yield section.anchor
        yield from _anchors_of(section.blocks)


def _anchors_of(blocks: Sequence[Block]) -> Iterator[str]:
    for each in blocks:
        if isinstance(each, Card):
            yield each.anchor
        elif isinstance(each, Table):
            yield from (row.anchor for row in each.rows if row.anchor)


def _parts(booklet: Booklet, style: Style, press: DocxBlocks, at: Place) -> Iterator[str]:
    """The body from the title to the closing words, as markup."""
    yield press.line([Run(booklet.kicker, stored=True)], "Subtitle", at)
    title = Run(booklet.title, stored=True)
    yield press.line([title], "Title", at, language=booklet.title_language)
    if booklet.notice:
        yield press.blocks([Notice(booklet.notice)], at)
    yield press.blocks(booklet.cover, at)
    names = [Run(each.title, link=f"#{each.anchor}", stored=True) for each in booklet.sections]
    if len(names) > 1:
        yield press.line([Run(style.label("page.contents"))], "Caption", at)
        yield press.blocks([Listing([[Paragraph([name])] for name in names])], at)
    for section in booklet.sections:
        heading = [Run(section.title, stored=True)]
        yield press.line(heading, "Heading1", at, anchor=section.anchor)
        yield press.blocks(section.blocks, at)
    yield press.blocks([Paragraph([Run(booklet.closing)], small=True)], at)
    told = style.label("cover.hash", hash=booklet.content_hash)
    yield press.blocks([Paragraph([Run(told, Look.HASH)], small=True)], at)


def _filled(document: Document, markup: str) -> bytes:
    """The body's file. lxml takes a minute to move the markup of 2,000 claims into its tree."""
    *before, setup = (etree.tostring(each, encoding="unicode") for each in document.element.body)
    inner = "".join([*before, markup, setup])
    whole = f"<w:document {NAMESPACES}><w:body>{inner}</w:body></w:document>"
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{whole}'.encode()


def _lay_out(document: Document, style: Style) -> int:
    """Sets the paper and its margins; tells how wide the text is."""
    width, height = _PAPERS.get(style.paper, _PAPERS["a4"])
    page = document.sections[0]
    page.page_width, page.page_height = Twips(width), Twips(height)
    page.left_margin = page.right_margin = page.bottom_margin = Twips(_MARGIN)
    page.top_margin = Twips(_MARGIN + 240)
    page.header_distance = page.footer_distance = Twips(560)
    page.different_first_page_header_footer = True
    return width - 2 * _MARGIN


def _dress(document: Document, style: Style, language: str, width: int) -> None:
    """Our own styles, lists and settings instead of the template's; and none of its other parts."""
    part = document.part
    for holder in (part, part.package):
        for name, relation in list(holder.rels.items()):
            if relation.reltype.rpartition("/")[2] in _UNWANTED:
                del holder.rels[name]
    tag = language if _LANGUAGE.fullmatch(language) else "en"
    given = {
        **{name: _ink(colour) for name, colour in style.colours.items()},
        **{f"{each}_name": quoteattr(legible(style.term(each))) for each in MARKS},
        "language": tag,
        "width": width,
        "link": _ink(_LINK),
        "rule": mixed(style.colours["rule"], _WHITE, 1)[1:],
    }
    _become(document.styles.element, _template("styles.xml").substitute(given))
    _become(part.numbering_part.element, _template("numbering.xml").template)
    _become(document.settings.element, _template("settings.xml").substitute(language=tag))


@cache
def _template(name: str) -> Template:
    place = files("factcheck.report.renderings") / "templates" / name
    return Template(place.read_text(encoding="utf-8"))


def _become(element: Any, markup: str) -> None:
    element[:] = list(parse_xml(markup))


def _ink(colour: str) -> str:
    """A colour as Word writes it, dark enough to be read on paper."""
    return readable(colour, _WHITE)[1:]


def _show_logo(document: Document, style: Style) -> None:
    """The house's picture over all; Word takes no SVG without a second picture beside it."""
    if style.logo is None or style.logo.media_type == "image/svg+xml":
        return
    picture = (
        document.add_paragraph().add_run().add_picture(io.BytesIO(style.logo.data), height=Mm(12))
    )
    about = picture._inline.docPr  # noqa: SLF001 - python-docx has no other way to name a picture
    about.set("descr", legible(style.logo.name))


def _frame(document: Document, booklet: Booklet, style: Style) -> None:
    """Head and foot of the pages. On the first the title and the notice stand below anyway."""
    page = document.sections[0]
    digest = booklet.content_hash[:_HASH]
    running = _line("Header", _short(booklet.running, _RUNNING), words(digest))
    notice = ""
    if booklet.notice:
        told = words(_short(booklet.notice, _NOTICE), style="Disputed")
        notice = w("p", w("pPr", w("pStyle", val="Header")), told)
    foot = _line("Footer", _short(booklet.kicker, _RUNNING), _page_of(style))
    for each, inner in (
        (page.header, running + notice),
        (page.first_page_header, _line("Header", "", words(digest))),
        (page.footer, foot),
        (page.first_page_footer, foot),
    ):
        each.is_linked_to_previous = False
        _become(each.part.element, f"<w:hdr {NAMESPACES}>{inner}</w:hdr>")


def _line(style: str, left: str, right: str) -> str:
    """Words at the left, finished runs at the right edge."""
    return w("p", w("pPr", w("pStyle", val=style)), words(left), w("r", w("tab")), right)


def _page_of(style: Style) -> str:
    """Our own words around the two fields that Word counts."""
    told = style.label("page.count", page="\0PAGE\0", pages="\0NUMPAGES\0")
    return "".join(
        w("fldSimple", words("1"), instr=piece) if place % 2 else words(piece)
        for place, piece in enumerate(told.split("\0"))
    )


def _short(text: str, most: int) -> str:
    plain = " ".join(legible(text).split())
    return plain if len(plain) <= most else f"{plain[:most].rstrip()}…"


def _describe(document: Document, booklet: Booklet) -> None:
    """What the file says of itself."""
    about = document.core_properties
    made_at = datetime.fromisoformat(booklet.made_at).replace(tzinfo=None)
    about.title = _short(booklet.title, _PROPERTY - 1)
    about.subject = _short(booklet.kicker, _PROPERTY - 1)
    about.author = about.last_modified_by = _short(booklet.made_by or "", _PROPERTY - 1)
    about.created = about.modified = made_at
    about.language = booklet.language
    about.identifier = booklet.content_hash
    about.comments = about.keywords = about.category = ""
    about.revision = 1


def _ageless(made: io.BytesIO, instead: Mapping[str, bytes]) -> bytes:
    """The file without the time at which it was written, some of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(made) as written, zipfile.ZipFile(out, "w") as kept:
        for name in written.namelist():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(entry, instead.get(name) or written.read(name))
    return out.getvalue()
