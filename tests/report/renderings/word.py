"""A DOCX as the XML that it is made of."""

import io
import zipfile
from dataclasses import replace
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from factcheck.report.blocks import Booklet, Section
from tests.report import samples


def parts(made: bytes) -> dict[str, bytes]:
    """Its files by name."""
    with zipfile.ZipFile(io.BytesIO(made)) as held:
        return {name: held.read(name) for name in held.namelist()}


def body(made: bytes) -> Any:
    """The root of the file that holds the words."""
    return etree.fromstring(parts(made)["word/document.xml"])


def booklet(*blocks: Any) -> Booklet:
    """A report of these blocks alone."""
    return replace(samples.plain(), sections=[Section("lines", "Line by line", blocks)])


def text_of(element: Any) -> str:
    """The words of an element, line breaks and tabs among them."""
    marks = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    return "".join(
        marks.get(each.tag) or each.text or ""
        for each in element.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
        if each.getparent().tag == qn("w:r")
    )


def of_style(tree: Any, name: str) -> list[Any]:
    """The paragraphs of a style, by its id."""
    return tree.xpath(f"//w:p[w:pPr/w:pStyle[@w:val='{name}']]", namespaces=tree.nsmap)
