"""What a house.toml may say: each setting looked at, and what is wrong with it in a sentence."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from math import floor
from typing import Any

from factcheck.report.renderings.tints import AA, contrast, readable
from factcheck.report.style import COLOURS, LANGUAGES, PAPERS, SECTIONS, labels_of

TABLES = ("house", "colours", "labels", "sections", "ratings")
IN_HOUSE = ("name", "language", "paper", "logo")
PAPER_WHITE = "#ffffff"
MOST_NAME, MOST_LABEL, MOST_RATING = 100, 1_000, 60
"""How many letters the house, a label and a rating may have."""
UNREAD = frozenset({"rule"})
"""Colours that no text has. Lines may be pale: nothing is lost to those who do not see them."""

Tell = Callable[[str, str], None]
"""Takes a key and what is wrong with it."""
Table = Mapping[str, Any]
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FIELD = re.compile(r"\{([a-z_]+)\}")
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Settings:
    """What one house.toml sets; None and nothing for what it leaves as it is."""

    name: str | None = None
    language: str | None = None
    paper: str | None = None
    logo: str | None = None
    colours: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    sections: tuple[str, ...] | None = None
    ratings: Mapping[str, str] = field(default_factory=dict)


def settings(tree: Table, tell: Tell) -> Settings:
    """What the parsed file sets. Whatever cannot be used is told and left out."""
    for name in tree:
        if name not in TABLES:
            tell(name, f"There is no such setting.{nearest(name, TABLES)}")
    house = {name: value for name, value in _table(tree, "house", tell) if _known_name(name, tell)}
    return Settings(
        name=_text("house.name", house.get("name"), MOST_NAME, tell),
        language=_one_of("house.language", house.get("language"), LANGUAGES, tell),
        paper=_one_of("house.paper", house.get("paper"), PAPERS, tell),
        logo=_text("house.logo", house.get("logo"), MOST_NAME, tell),
        colours=dict(_colours(tree, tell)),
        labels=dict(_labels(tree, tell)),
        sections=_sections(tree.get("sections"), tell),
        ratings=dict(_ratings(tree, tell)),
    )


def nearest(name: str, known: Collection[str]) -> str:
    """A sentence that names what was likely meant, or what there is where that is not much."""
    if found := get_close_matches(name.lower(), known, 1):
        return f" Did you mean {found[0]}?"
    return f" There are: {', '.join(known)}." if len(known) <= len(SECTIONS) else ""


def _table(tree: Table, name: str, tell: Tell) -> Iterator[tuple[str, Any]]:
    found = tree.get(name, {})
    if not isinstance(found, Mapping):
        tell(name, f"This must be a table: write [{name}] on a line of its own, its keys below.")
        return
    for key, value in found.items():
        if key == "sections" and isinstance(value, list):
            tell(f"{name}.{key}", "Move this to the top of the file, above the first [table].")
        else:
            yield key, value


def _known_name(name: str, tell: Tell) -> bool:
    if name not in IN_HOUSE:
        tell(f"house.{name}", f"There is no such setting.{nearest(name, IN_HOUSE)}")
    return name in IN_HOUSE


def _text(key: str, value: Any, most: int, tell: Tell) -> str | None:
    """A text in one line that can be seen, None where there is none to use."""
    if value is None:
        return None
    if not isinstance(value, str):
        tell(key, "This must be text; put it between quotation marks.")
    elif not value.strip():
        tell(key, "This is empty. Write something, or take the line out to leave ours.")
    elif len(value) > most:
        tell(key, f"This has {len(value)} letters; {most} are the most.")
    elif any(unicodedata.category(each) == "Cc" or each in _REORDERING for each in value):
        tell(key, "Take out the line breaks, tabs and marks that cannot be seen.")
    else:
        return value
    return None


def _one_of(key: str, value: Any, choices: Collection[str], tell: Tell) -> str | None:
    if value is None:
        return None
    if isinstance(value, str) and value in choices:
        return value
    tell(key, f"This must be one of: {', '.join(choices)}.")
    return None


def _colours(tree: Table, tell: Tell) -> Iterator[tuple[str, str]]:
    for name, value in _table(tree, "colours", tell):
        key = f"colours.{name}"
        if name not in COLOURS:
            tell(key, f"There is no such colour.{nearest(name, COLOURS)}")
        elif not isinstance(value, str) or not _COLOUR.fullmatch(value):
            tell(key, 'Write the colour as "#" and six digits, such as "#17593a".')
        elif name not in UNREAD and contrast(value, PAPER_WHITE) < AA:
            tell(key, _too_pale(value))
        else:
            yield name, value.lower()


def _too_pale(colour: str) -> str:
    ratio = floor(100 * contrast(colour, PAPER_WHITE)) / 100
    return (
        f"{colour} stands off white paper by {ratio:.2f} to 1, which is hard to read; "
        f"{AA} to 1 is the least (WCAG). Take a darker one, such as "
        f"{readable(colour, PAPER_WHITE)}."
    )


def _labels(tree: Table, tell: Tell) -> Iterator[tuple[str, str]]:
    ours, told = labels_of(LANGUAGES[0]), set()
    for key, value in _flat(_table(tree, "labels", tell)):
        place = f"labels.{key}"
        if key not in ours:
            tell(place, f"There is no such label.{nearest(key, ours)}")
        elif key in told:
            tell(place, "This is set twice. Take one of the two out.")
        elif text := _text(place, value, MOST_LABEL, tell):
            if fault := _misfit(text, ours[key]):
                tell(place, fault)
            else:
                yield key, text
        told.add(key)


def _flat(pairs: Iterator[tuple[str, Any]], before: str = "") -> Iterator[tuple[str, Any]]:
    """The values of nested tables by their dotted keys."""
    for name, value in pairs:
        if isinstance(value, Mapping):
            yield from _flat(iter(value.items()), f"{before}{name}.")
        else:
            yield before + name, value


def _misfit(text: str, ours: str) -> str | None:
    """What is wrong with the braces of a label.

    Labels go through `str.format`, which follows dots and brackets into whatever it is given
    (`{x.__class__}`): nothing but a plain name that we fill in ourselves may stand in braces.
    """
    fields = _FIELD.findall(ours)
    strange = [each for each in _FIELD.findall(text) if each not in fields]
    rest = _FIELD.sub("", text)
    if not strange and "{" not in rest and "}" not in rest:
        return None
    if not fields:
        return "Nothing is filled in here; take the braces out."
    may = ", ".join(f"{{{each}}}" for each in dict.fromkeys(fields))
    if strange:
        return f"{{{strange[0]}}} is not filled in here. In braces there may be: {may}."
    return f"There are braces that hold no plain name. In braces there may be: {may}, as it is."


def _sections(value: Any, tell: Tell) -> tuple[str, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        tell("sections", 'This must be a list of names, such as ["summary", "lines"].')
        return None
    if not value:
        tell("sections", "A report needs one section at least. Take the line out to show all.")
    for name in dict.fromkeys(value):
        if name not in SECTIONS:
            tell("sections", f"There is no section {name!r}.{nearest(name, SECTIONS)}")
        elif value.count(name) > 1:
            tell("sections", f"{name!r} is there twice. Take one of the two out.")
    return tuple(value)


def _ratings(tree: Table, tell: Tell) -> Iterator[tuple[str, str]]:
    for name, value in _table(tree, "ratings", tell):
        if text := _text(f"ratings.{name}", value, MOST_RATING, tell):
            yield name, text
