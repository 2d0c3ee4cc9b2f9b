"""Whether a newsroom's logo can be put into every report: SVG that can do nothing, sound PNG."""

import re
import struct
import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NoReturn
from xml.parsers import expat

from factcheck.report.style import Logo

MOST_BYTES = 512_000
_SIDE = 4_096
"""How many pixels a PNG may be wide or high: a small file can hold a huge picture."""
_PNG = b"\x89PNG\r\n\x1a\n"
_PIECE = 1 << 20
_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
        *("linearGradient", "radialGradient", "stop", "clipPath", "mask"),
    )
)
_INERT = frozenset(
    {
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://creativecommons.org/ns#",
        "http://web.resource.org/cc/",
        "http://purl.org/dc/elements/1.1/",
        "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
        "http://www.inkscape.org/namespaces/inkscape",
    }
)
"""What drawing programs note beside the picture; nothing draws or follows it."""
_BASE = "http://www.w3.org/XML/1998/namespace base"
_URL = re.compile(r"url\(\s*[\"']?\s*([^\"')]*)", re.IGNORECASE)
_ACTIVE = re.compile(r"@import|\\|</|image-set|src\(", re.IGNORECASE)
_DEEPEST, _MOST_LINKS, _NESTED = 3, 200, 64
"""Elements that stand for others multiply what is drawn; so few of them keep it small."""


class Unusable(Exception):
    """The picture cannot be used; the message says why and what to do."""


def picture(name: str, data: bytes) -> Logo:
    """The logo, looked through. Raises `Unusable`."""
    if data.startswith(_PNG):
        _check_png(data)
        return Logo(data, "image/png", name)
    if b"<svg" not in data:
        raise Unusable("This is neither SVG nor PNG. Save the logo as one of the two.")
    _Svg().check(data)
    return Logo(data, "image/svg+xml", name)


def _check_png(data: bytes) -> None:
    """Read every piece, and unpack the pixels without keeping them."""
    unpacking, kinds = zlib.decompressobj(), []
    try:
        for kind, body in _chunks(data):
            kinds.append(kind)
            if kind == b"IHDR":
                _check_size(*struct.unpack(">II", body[:8]))
            elif kind == b"IDAT":
                _unpack(unpacking, body)
    except (struct.error, zlib.error):
        kinds = []
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or not unpacking.eof:
        raise Unusable("This PNG is damaged. Save the logo once more.")


def _unpack(unpacking: Any, packed: bytes) -> None:
    while packed:
        unpacking.decompress(packed, _PIECE)
        packed = unpacking.unconsumed_tail


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_PNG)
    while place < len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        body = data[place + 8 : place + 8 + length]
        (told,) = struct.unpack_from(">I", data, place + 8 + length)
        if zlib.crc32(kind + body) != told:
            raise zlib.error
        yield kind, body
        place += 12 + length


def _check_size(width: int, height: int) -> None:
    if max(width, height) > _SIDE:
        raise Unusable(f"{width} × {height} pixels are too many; {_SIDE} a side are the most.")


class _Svg:
    """Reads an SVG once, and refuses whatever could run, or reach beyond the file."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.XmlDeclHandler = self._declaration
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.ProcessingInstructionHandler = self._instruction
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._open: list[tuple[str, str | None]] = []
        self._links: dict[str, set[str]] = defaultdict(set)
        self._count = 0
        self._rules: list[str] = []
        self._by_rule: set[str] = set()
        self._gradients: set[str] = set()

    def check(self, data: bytes) -> None:
        """Raises `Unusable`."""
        try:
            data.decode("utf-8")
            self._parser.Parse(data, True)
        except UnicodeDecodeError as error:
            raise Unusable("This SVG is not UTF-8. Save it in that encoding.") from error
        except expat.ExpatError as error:
            told = expat.ErrorString(error.code)
            raise Unusable(f"This SVG is not sound XML (line {error.lineno}: {told}).") from error
        if self._by_rule - self._gradients:
            raise Unusable(
                "A rule in its <style> refers to something that is no gradient. Save it as SVG "
                "with “presentation attributes” instead of a style sheet."
            )
        if self._count > _MOST_LINKS or any(self._deep(each, 0) for each in list(self._links)):
            raise Unusable(
                "Its elements stand for one another too often. Save it as plain SVG, with clones "
                "and symbols turned into paths."
            )

    def _refuse(self, what: str, advice: str) -> NoReturn:
        line = self._parser.CurrentLineNumber
        raise Unusable(f"Line {line} of the SVG has {what}. {advice}")

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:  # noqa: ARG002
        if encoding and encoding.lower() != "utf-8":
            self._refuse(f"the encoding {encoding}", "Save it as UTF-8.")

    def _doctype(self, *_: object) -> None:
        self._refuse("a DOCTYPE", "Take it out; SVG needs none.")

    def _instruction(self, target: str, data: str) -> None:  # noqa: ARG002
        self._refuse(f"an instruction <?{target} …?>", "Take it out.")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        if not self._open and (space, name) != (_SVG, "svg"):
            self._refuse(f"<{name}> around all", f'An SVG is <svg xmlns="{_SVG}"> at its root.')
        if not self._open and not ("viewBox" in attributes or {"width", "height"} <= {*attributes}):
            self._refuse("no size", "Give <svg> a viewBox.")
        if space not in _INERT and (space != _SVG or name not in _ELEMENTS):
            self._refuse(f"the element <{name}>", "Save the logo as plain SVG, made of paths.")
        self._open.append((name, attributes.get("id")))
        if len(self._open) > _NESTED:
            self._refuse("too many elements around one another", "Take groups apart.")
        if name.endswith("Gradient"):
            self._gradients.add(attributes.get("id", ""))
        if space == _SVG:
            for each, value in attributes.items():
                self._attribute(each, value)

    def _attribute(self, name: str, value: str) -> None:
        plain = name.rpartition(" ")[2].lower()
        if plain.startswith("on"):
            self._refuse(f"the attribute {plain}", "A logo may run nothing; take it out.")
        if name == _BASE:
            self._refuse("the attribute xml:base", "Take it out.")
        if plain == "href":
            self._link(value)
        else:
            for target in self._targets(value):
                self._link(target)

    def _targets(self, css: str) -> Iterator[str]:
        """What a style refers to. Nothing else may be in it that a browser follows."""
        if found := _ACTIVE.search(css):
            self._refuse(f"{found[0]!r} in its style", "Save it as plain SVG.")
        yield from (match[1].strip() for match in _URL.finditer(css))

    def _link(self, target: str) -> str:
        """Note a reference from where the parser is. It may stay in the file alone."""
        if not target.startswith("#"):
            self._refuse(
                f"a reference to {target[:60]!r}",
                "A logo may refer to its own parts alone; turn pictures and fonts into paths.",
            )
        self._count += 1
        for _, owner in self._open:
            if owner is not None:
                self._links[owner].add(target[1:])
        return target[1:]

    def _deep(self, name: str, depth: int) -> bool:
        """Whether something is drawn by way of more than `_DEEPEST` others, or of itself."""
        if depth > _DEEPEST:
            return True
        return any(self._deep(each, depth + 1) for each in self._links.get(name, ()))

    def _end(self, tag: str) -> None:  # noqa: ARG002 - as the parser calls it
        name, _ = self._open.pop()
        if name == "style":
            # What a rule applies to is not worked out here. So it may only name gradients,
            # which draw nothing anew however many rules lead to one another.
            self._by_rule |= {self._link(each) for each in self._targets("".join(self._rules))}
            self._rules.clear()

    def _text(self, text: str) -> None:
        if self._open and self._open[-1][0] == "style":
            self._rules.append(text)
