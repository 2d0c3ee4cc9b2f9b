"""JSON-LD in bytes, alone or inside a page: every block of it, with the places of its parts.

The standard library reads it here, in time that grows with the length alone: no expression
below can look at a character more than a few times, and no walk calls itself.
"""

import html
import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

from factcheck.documents.charset import decode

_STOPS = re.compile(r"<!--|-->|<script\b|</script|<link\b", re.IGNORECASE | re.ASCII)
_ATTRIBUTE = re.compile(
    r"""([a-z:-]{1,40})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""",
    re.IGNORECASE | re.ASCII,
)
_MICRODATA = re.compile(
    r"""itemtype\s{0,9}=\s{0,9}["']?\s{0,9}https?://(?:www\.)?schema\.org/ClaimReview""",
    re.IGNORECASE | re.ASCII,
)
_MOST_TAG = 4_000
"""Characters of a tag that are looked at; a script's or a link's has a hundred."""
_Link: TypeAlias = tuple["_Link | None", str | int]
"""A place: the one around it, and the key in that. Paths are written for what is found."""
_Waiting: TypeAlias = tuple[_Link, Any, dict[str, Any] | None, Any]
_PLAIN_KEY = re.compile(r"[^\W\d]\w*")
_SCHEMA = re.compile(r"(?:https?://(?:www\.)?schema\.org/|schema:)")


@dataclass(frozen=True, slots=True)
class Broken:
    """A block that is no JSON: its path, the reason, and where (1-based), if that is known."""

    path: str
    reason: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Markup:
    """The JSON-LD of a document.

    `blocks` are pairs of path and value: `$` for the only one, `$[0]`, `$[1]` … for those of
    a page with several. `canonical` is the address that a page names as its own, `microdata`
    whether it holds a ClaimReview in a notation that is not read here.
    """

    blocks: tuple[tuple[str, Any], ...] = ()
    broken: tuple[Broken, ...] = ()
    page: bool = False
    canonical: str | None = None
    microdata: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """An object of the JSON-LD, and where it stands.

    `outside` is the object around it, `context` the nearest `@context` that holds for it.
    """

    path: str
    value: dict[str, Any]
    outside: dict[str, Any] | None = None
    context: Any = None


def read_jsonld(document: bytes | str, *, media_type: str | None = None) -> Markup:
    """Every block of JSON-LD in a document: JSON itself, or a page with scripts of it."""
    if isinstance(document, bytes):
        document = decode(document, media_type=media_type, page=_begins_as_page(document[:200]))
    text = document.removeprefix("\ufeff")
    begin = text[:2_000].lstrip()[:1]
    if begin == "<" or (begin not in {"{", "["} and "<" in text):
        return _of_page(text)
    value = _parsed("$", text)
    if not isinstance(value, Broken | dict | list):
        value = Broken("$", "it is a bare value, not an object or a list of them")
    return Markup(broken=(value,)) if isinstance(value, Broken) else Markup((("$", value),))


def _begins_as_page(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _of_page(text: str) -> Markup:
    scripts, canonical = _scan(text)
    blocks, broken = [], []
    for number, (line, script) in enumerate(scripts):
        path = "$" if len(scripts) == 1 else f"$[{number}]"
        value = _parsed(path, script, first_line=line)
        if not isinstance(value, Broken | dict | list):
            continue  # a bare word or number describes nothing
        if isinstance(value, Broken):
            broken.append(value)
        else:
            blocks.append((path, value))
    microdata = _MICRODATA.search(text) is not None
    return Markup(tuple(blocks), tuple(broken), True, canonical, microdata)


def _scan(text: str) -> tuple[list[tuple[int, str]], str | None]:
    """The scripts of JSON-LD, each with its line in the page, and the page's own address."""
    scripts: list[tuple[int, str]] = []
    canonical: str | None = None
    begin: int | None = None
    lines, counted, hidden = 1, 0, False
    for stop, ends in pairwise([*_STOPS.finditer(text), None]):
        word = stop[0].lower() if stop else ""
        if stop is None or begin is not None:
            if stop is not None and begin is not None and word == "</script":
                lines += text.count("\n", counted, begin)
                counted = begin
                scripts.append((lines, text[begin : stop.start()]))
                begin = None
        elif hidden or word in {"<!--", "-->"}:
            hidden = word != "-->" and (hidden or word == "<!--")
        elif word in {"<script", "<link"}:
            tag = _tag(text, stop.end(), ends.start() if ends else len(text))
            about = _attributes(tag)
            if word == "<link":
                canonical = canonical or _own_address(about)
            elif _is_jsonld(about):
                begin = stop.end() + len(tag) + 1
    return scripts, canonical


def _tag(text: str, begin: int, end: int) -> str:
    """The inside of a tag; never beyond the next thing of interest, or time could be wasted."""
    return text[begin : min(end, begin + _MOST_TAG)].partition(">")[0]


def _is_jsonld(about: dict[str, str]) -> bool:
    kind = about.get("type", "").partition(";")[0]
    return kind.strip().lower() == "application/ld+json"


def _own_address(about: dict[str, str]) -> str | None:
    return about.get("href") if about.get("rel", "").strip().lower() == "canonical" else None


def _attributes(tag: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(tag)
    }


def _parsed(path: str, text: str, *, first_line: int = 1) -> Any:
    """The value of a block, or why it has none."""
    if not text.strip():
        return Broken(path, "it is empty", first_line)
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        return Broken(path, reason, first_line + error.lineno - 1, error.colno)
    except RecursionError:
        return Broken(path, "it is nested too deep to be read")
    except ValueError as error:  # a number of thousands of digits, or NaN
        return Broken(path, str(error) if "JSON" in str(error) else "it holds an endless number")


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number in JSON")


def nodes(markup: Markup, *wanted: str) -> Iterator[Node]:
    """Every object with one of the types, wherever it stands, in the order of the document.

    Nothing is looked for inside an object that was found.
    """
    for path, block in markup.blocks:
        waiting: list[_Waiting] = [((None, path), block, None, None)]
        while waiting:
            link, value, outside, context = waiting.pop()
            if isinstance(value, dict):
                context = value.get("@context", context)
                if "@type" in value and any(name in wanted for name in types_of(value)):
                    yield Node(_path(link), value, outside, context)
                    continue
                outside = value
            waiting += [
                ((link, key), part, outside, context)
                for key, part in _parts(value)
                if part and isinstance(part, dict | list) and key != "@context"
            ]


def _parts(value: Any) -> Iterable[tuple[str | int, Any]]:
    """The parts of an object or list, last first."""
    if isinstance(value, dict):
        return reversed(value.items())
    return zip(range(len(value) - 1, -1, -1), reversed(value), strict=True)


def _path(link: "_Link") -> str:
    keys: list[str | int] = []
    while link[0] is not None:
        keys.append(link[1])
        link = link[0]
    path = str(link[1])
    for key in reversed(keys):
        path = step(path, key)
    return path


def step(path: str, key: str | int) -> str:
    """The path of a part: `$.url`, `$[0]`, or `$['@graph']` where the name is no plain word."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    if _PLAIN_KEY.fullmatch(key[:200]) and key.isascii() and len(key) <= 200:
        return f"{path}.{key}"
    cut = key if len(key) <= 200 else f"{key[:200]}…"
    return f"{path}['{cut}']"


def types_of(value: Any) -> list[str]:
    """The types of an object, `ClaimReview` for `https://schema.org/ClaimReview` too."""
    given = value.get("@type") if isinstance(value, dict) else None
    listed = given if isinstance(given, list) else [given]
    return [_SCHEMA.sub("", each, count=1) for each in listed if isinstance(each, str)]


def number_of(value: Any) -> float | None:
    """A number, be it written as one or as digits in a text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and not re.fullmatch(r"\s*[-+]?\d{1,15}(?:[.,]\d{1,15})?\s*", value):
        return None
    try:
        found = float(value.replace(",", ".") if isinstance(value, str) else value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None
