"""Web pages to text. Runs in the reader's process only."""

import logging
from collections.abc import Iterator

import trafilatura
from lxml import html
from lxml.etree import ErrorTypes

from factcheck.errors import Unreadable
from factcheck.saying import say

_SAMPLE = b"<html><head><title>T</title></head><body><h1>T</h1><p>A page.</p></body></html>"
_UNSEEN = frozenset({"head", "script", "style", "template", "noscript", "svg", "math", "iframe"})
_BLOCKS = frozenset(
    """
    address article aside blockquote body br caption dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol optgroup
    option p pre section summary table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905 - a table reads better than a column of quotes
)
_SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote"})


def warm_up() -> None:
    """Load what trafilatura loads with its first page."""
    logging.disable(logging.CRITICAL)
    parse(_SAMPLE)


def parse(body: bytes) -> tuple[str, str]:
    """The main text and the title of a page in UTF-8.

    Where no main text can be told from the rest, all that can be seen.

    Raises `Unreadable`.
    """
    tree = tree_of(body)
    title = _title(tree)
    found = trafilatura.extract(
        html.tostring(tree, encoding="unicode"), include_comments=False, with_metadata=False
    )
    seen = visible(tree)
    # Where nothing was left out, our lines are those of the page; trafilatura cuts at every tag.
    if not found or "".join(found.split()) == "".join(seen.split()):
        return seen, title
    return found, title


def visible(tree: html.HtmlElement) -> str:
    """All text that a browser would show, blocks on lines of their own."""
    text: list[str] = []
    line: list[str] = []
    gap = 0
    for edge, piece in _pieces(tree):
        if edge:
            if words := " ".join("".join(line).split()):
                text += ["\n" * gap, words]
                gap = 0
            gap = max(gap, edge)
            line.clear()
        line.append(piece)
    return "".join(text).lstrip()


def tree_of(body: bytes) -> html.HtmlElement:
    """The elements of a page in UTF-8. Raises `Unreadable`."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(body, parser=parser)
    except html.etree.ParserError as error:
        raise Unreadable(say("There is no text in this page.")) from error
    # The parser leaves out what is deeper than 256 elements, or a text longer than 10 MB.
    if parser.error_log.filter_from_errors().filter_types(ErrorTypes.ERR_RESOURCE_LIMIT):
        raise Unreadable(say("This page is nested too deep, or too long, to read."))
    return tree


def _pieces(tree: html.HtmlElement) -> Iterator[tuple[int, str]]:
    """The text in the order of the page, each piece with the newlines that go before it."""
    hidden = 0
    for event, element in html.etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        edge = 0 if tag not in _BLOCKS else 2 if tag in _SPACED else 1
        if event == "start":
            hidden += tag in _UNSEEN
            yield edge, "" if hidden else element.text or ""
        else:
            hidden -= tag in _UNSEEN
            yield edge, "" if hidden else element.tail or ""


def _title(tree: html.HtmlElement) -> str:
    """What the page says its title is: for others, in its only headline, in its window."""
    shared = tree.xpath("//meta[@property='og:title']/@content")
    headlines = [" ".join(each.text_content().split()) for each in tree.xpath("//h1")]
    window = [each.text_content() for each in tree.xpath("//head/title")]
    for found in (shared[:1], headlines if len(headlines) == 1 else [], window[:1]):
        if found and found[0].strip():
            return str(found[0].strip())
    return ""
