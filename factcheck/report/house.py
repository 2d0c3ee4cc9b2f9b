"""The folder in which a newsroom says how its reports are to look and to speak.

`house.toml`, `report.css` and a logo hold for all desks; the same files under `desks/<slug>`
go over them for one. See docs/reports.md.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from factcheck.errors import Misconfigured
from factcheck.report.house_folder import (
    DESKS,
    SETTINGS,
    Fault,
    Overrides,
    Stamp,
    listing,
    overrides,
    stamp,
    strays,
)
from factcheck.report.style import (
    COLOURS,
    LANGUAGES,
    PAPERS,
    SECTIONS,
    Style,
    labels_of,
    plain_style,
)
from factcheck.report.wording import MARKS

_LOG = logging.getLogger(__name__)
_SLUG = re.compile(r"\w[\w.-]{0,63}")
"""Desks that can have a folder of their own: whatever else a slug holds must not become a path."""


@dataclass(frozen=True, slots=True)
class House:
    """What a newsroom sets, for all and for one desk, and the style that comes of it."""

    layers: tuple[Overrides, ...]
    style: Style
    faults: tuple[Fault, ...]
    stamps: Mapping[Path, Stamp]


@dataclass(frozen=True, slots=True)
class _Held:
    style: Style
    stamps: Mapping[Path, Stamp]


_HELD: dict[tuple[Path, str], _Held] = {}


def load_style(folder: Path | None, desk_slug: str) -> Style:
    """How the reports of this desk look and speak: ours, where the newsroom says nothing.

    Files are read again when they have changed. A folder with a fault in it changes nothing
    until it is mended: the style stays as it was when it last was sound, or is that of the
    other desks, or ours, and the log says why. For somebody edits these files while others
    work. A report that is needed now is worth more than one in the right colour, half a
    style would look like a mistake of the report, and whoever edits has
    `factcheck report style` and `factcheck doctor` to be told to their face.
    """
    if folder is None or stamp(folder) is None:
        return plain_style()
    held = _HELD.get((folder, desk_slug))
    if held and all(stamp(path) == known for path, known in held.stamps.items()):
        return held.style
    found = read_house(folder, desk_slug)
    style = found.style
    if found.faults:
        for fault in found.faults:
            _LOG.warning("the report style in %s is not used as it is: %s", folder, fault)
        style = held.style if held else load_style(folder, "") if desk_slug else plain_style()
    _HELD[folder, desk_slug] = _Held(style, found.stamps)
    return style


def read_house(folder: Path | None, desk_slug: str = "") -> House:
    """What the folder sets for a desk, and everything that is wrong with that."""
    if folder is None:
        return House((), plain_style(), (), {})
    layers = [overrides(folder)]
    if desk_slug and _SLUG.fullmatch(desk_slug):
        layers.append(overrides(folder, f"{DESKS}/{desk_slug}"))
    style = _style(layers)
    faults = [fault for each in layers for fault in each.faults]
    return House(
        layers=tuple(layers),
        style=style,
        faults=tuple(faults or _confusions(layers, style)),
        stamps={path: each for layer in layers for path, each in layer.stamps.items()},
    )


def faults_of(folder: Path) -> list[Fault]:
    """All that is wrong with the folder, those of desks included, each fault once."""
    if not folder.is_dir():
        return [Fault(str(folder), "There is no such folder.")]
    found: list[Fault] = []
    for slug in ("", *desks_of(folder)):
        house = read_house(folder, slug)
        found += [*house.faults, *strays(folder, house.layers[-1])]
    for name in listing(folder / DESKS):
        if not _SLUG.fullmatch(name):
            told = "No desk can be called so; use letters, digits, points, _ and -."
            found.append(Fault(f"{DESKS}/{name}", told))
    return list(dict.fromkeys(found))


def desks_of(folder: Path) -> list[str]:
    """The desks that have a folder of their own."""
    names = (each for each in listing(folder / DESKS) if _SLUG.fullmatch(each))
    return [each for each in names if (folder / DESKS / each).is_dir()]


def require_sound(folder: Path) -> None:
    """Raises `Misconfigured`, naming the first fault and how many more there are."""
    if faults := faults_of(folder):
        more = f" ({len(faults) - 1} more: run `factcheck report style`)" if faults[1:] else ""
        raise Misconfigured(f"{folder}: {faults[0]}{more}")


def _style(layers: list[Overrides]) -> Style:
    """Ours with what each layer sets put over it, the last one uppermost.

    Words are in the language of the file that they stand in: a desk that reports in another
    language takes none of those that were set for all.
    """
    given = [each.settings for each in layers]
    languages = [each.language or given[0].language or LANGUAGES[0] for each in given]
    language = languages[-1]
    spoken = [each for each, its in zip(given, languages, strict=True) if its == language]
    return Style(
        language=language,
        labels={**labels_of(language), **_over(each.labels for each in spoken)},
        ratings=_over(each.ratings for each in spoken),
        colours={**COLOURS, **_over(each.colours for each in given)},
        sections=next((each.sections for each in given[::-1] if each.sections), SECTIONS),
        paper=next((each.paper for each in given[::-1] if each.paper), PAPERS[0]),
        house=next((each.name for each in given[::-1] if each.name), None),
        logo=next((each.logo for each in layers[::-1] if each.logo), None),
        css="\n".join(each.css for each in layers if each.css),
    )


def _over(tables: Iterator[Mapping[str, str]]) -> dict[str, str]:
    return {name: value for each in tables for name, value in each.items()}


def _confusions(layers: list[Overrides], style: Style) -> Iterator[Fault]:
    """Two statuses or ratings that would be called the same: a reader could not tell them apart."""
    statuses = {f"term.{each}": style.term(each) for each in MARKS}
    for table, names in (("labels", statuses), ("ratings", style.ratings)):
        seen: dict[str, str] = {}
        for name, shown in names.items():
            first = seen.setdefault(" ".join(shown.lower().split()), name)
            if first != name:
                file, key = _set_last(layers, table, (first, name))
                told = f"{first!r} and {name!r} would both be called “{shown}”. Name them apart."
                yield Fault(file, told, f"{table}.{key}")


def _set_last(layers: list[Overrides], table: str, names: tuple[str, str]) -> tuple[str, str]:
    """The file, and the key in it, that had the last word on one of two names."""
    found = (
        (str(PurePosixPath(each.place) / SETTINGS), name)
        for each in layers[::-1]
        for name in names[::-1]
        if name in getattr(each.settings, table)
    )
    return next(found)
