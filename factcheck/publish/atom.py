"""Facts as Atom (RFC 4287); those that were withdrawn as tombstones (RFC 6721)."""

import re
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from factcheck.publish.feed import (
    GENERATOR,
    NEVER,
    Feed,
    Item,
    html,
    linkable,
    one_line,
    stamp,
    title,
    verdict,
    withdrawn,
)
from factcheck.publish.imprint import Imprint

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STATUS, _MARK = "urn:factcheck:status", "urn:factcheck:mark"
"""Categories that say the verdict, and that a fact was corrected."""
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped (section 2.2)."""

register_namespace("", _ATOM)
register_namespace("at", _TOMBSTONES)


def atom(feed: Feed) -> bytes:
    """The page as a document in UTF-8."""
    root = Element(_in_atom("feed"))
    _text(root, "id", feed.first)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.description)
    _text(root, "updated", stamp(feed.changed or NEVER))
    _author(root, feed.imprint)
    if feed.imprint and feed.imprint.licence:
        _text(root, "rights", feed.imprint.licence)
    _text(root, "generator", GENERATOR)
    _link(root, "self", feed.address, MEDIA_TYPE)
    _link(root, "alternate", feed.home, "text/html")
    if feed.next:
        _link(root, "next", feed.next, MEDIA_TYPE)
    if feed.hub:
        _link(root, "hub", feed.hub)
    for item in feed.items:
        _tombstone(root, item) if item.said is None else _entry(root, item)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: Element, item: Item) -> None:
    said = item.said or {}
    entry = SubElement(root, _in_atom("entry"))
    if said["language"] != "und":
        entry.set(_LANG, writable(said["language"]))
    _text(entry, "id", item.address)
    _text(entry, "title", title(said))
    _text(entry, "updated", stamp(item.changed))
    _text(entry, "published", stamp(item.published))
    _author(entry, item.imprint)
    _link(entry, "alternate", item.address, "text/html")
    _link(entry, "alternate", f"{item.address}.json", "application/json")
    if linkable(said["article"]["url"]):
        _link(entry, "related", said["article"]["url"])
    _category(entry, said["status"], _STATUS)
    if said["corrected"]:
        _category(entry, "corrected", _MARK)
    for topic in said["topics"]:
        _category(entry, topic)
    corrected = " Corrected." if said["corrected"] else ""
    _text(entry, "summary", f"{item.imprint.publisher}: {verdict(said)}.{corrected}")
    content = _text(entry, "content", html(said, item.imprint))
    content.set("type", "html")


def _tombstone(root: Element, item: Item) -> None:
    gone = SubElement(root, f"{{{_TOMBSTONES}}}deleted-entry")
    gone.set("ref", item.address)
    gone.set("when", stamp(item.changed))
    SubElement(gone, f"{{{_TOMBSTONES}}}comment").text = withdrawn(item)


def _author(parent: Element, imprint: Imprint | None) -> None:
    author = SubElement(parent, _in_atom("author"))
    _text(author, "name", imprint.publisher if imprint else GENERATOR)
    if imprint:
        _text(author, "uri", imprint.site)


def _link(parent: Element, rel: str, href: str, kind: str | None = None) -> None:
    link = SubElement(parent, _in_atom("link"), rel=rel, href=writable(href))
    if kind:
        link.set("type", kind)


def _category(parent: Element, term: str, scheme: str | None = None) -> None:
    category = SubElement(parent, _in_atom("category"), term=writable(one_line(term)))
    if scheme:
        category.set("scheme", scheme)


def _text(parent: Element, name: str, words: str) -> Element:
    element = SubElement(parent, _in_atom(name))
    element.text = writable(words)
    return element


def _in_atom(name: str) -> str:
    return f"{{{_ATOM}}}{name}"


def writable(words: str) -> str:
    """The words with a sign (U+FFFD) for each character that would break the document."""
    return _UNWRITABLE.sub("\ufffd", words)
