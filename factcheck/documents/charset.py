"""Bytes to characters: what is declared if it can be true, else what fits.

Names of encodings are understood as the WHATWG Encoding Standard does where it matters: pages
that say Latin-1 or ASCII mean Windows-1252, and GB 2312 means its successor.
"""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
}
_KNOWN = frozenset(
    """
    utf-8 utf-16-le utf-16-be gb18030 big5 big5hkscs euc_jp iso2022_jp cp932 cp949
    koi8-r koi8-u mac-roman mac-cyrillic cp866 cp874 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255
    cp1256 cp1257 cp1258 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8
    iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16
    """.split()  # noqa: SIM905 - a table reads better than a column of quotes
)
"""Encodings of texts; Python knows more (`idna`, `unicode_escape`), which no page is in."""
_IN_LABEL = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_IN_PAGE = re.compile(rb"(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_PAGE_HEAD = 4_096
"""Bytes in which a page has to name its encoding; the standard asks for 1,024."""


def decode(body: bytes, *, media_type: str | None = None, page: bool = False) -> str:
    """The text of the bytes, without a byte-order mark; every body has one.

    In order: a byte-order mark, the charset that `media_type` declares, for a `page` the one
    it declares itself, UTF-8, Windows-1252.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.removeprefix(mark).decode(name, "replace")
    for name in (*_declared(body, media_type, page=page), "utf-8"):
        text = _decode_utf8(body) if name == "utf-8" else _decode_strictly(body, name)
        if text is not None:
            return text
    return body.decode("cp1252", "replace")


def _declared(body: bytes, media_type: str | None, *, page: bool) -> list[str]:
    """Python's names of the encodings that are declared, if it is one that a text may be in."""
    labels = _IN_LABEL.findall(media_type or "")[:1]
    if page and (found := _IN_PAGE.search(body[:_PAGE_HEAD])):
        # A page whose declaration can be read as ASCII is not in UTF-16, whatever it says.
        name = found[1].decode("ascii", "replace")
        labels.append("utf-8" if name.lower().startswith("utf-16") else name)
    names = []
    for label in labels:
        try:
            name = codecs.lookup(label).name
        except (LookupError, ValueError):
            continue
        name = _MEANT.get(name, name)
        if name in _KNOWN:
            names.append(name)
    return names


def _decode_strictly(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except UnicodeError:
        # Windows-1252 leaves five bytes open; a text with one of them is still in it.
        return body.decode(name, "replace") if name == "cp1252" else None


def _decode_utf8(body: bytes) -> str | None:
    """UTF-8, if need be with a few broken characters: a page cut in one is still UTF-8."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(not each.isascii() for each in text) - broken
    return text if whole > 4 * broken else None
