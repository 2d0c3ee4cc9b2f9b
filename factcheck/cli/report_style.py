"""`factcheck report style`: how a newsroom's reports look and speak, tried before they go out."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import click

from factcheck.cli.tables import new_table, plain, show
from factcheck.config import Config
from factcheck.errors import Conflict, NotFound
from factcheck.report.house import House, desks_of, faults_of, read_house
from factcheck.report.preview import preview
from factcheck.report.renderings.tints import contrast
from factcheck.report.style import labels_of

_OURS = "ours"
_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--desk", "slug", help="The desk that is to be looked at; all of them by default.")
@click.option("--folder", type=_FOLDER, help="The folder; by default the one that is in force.")
@click.option("--check", "only_check", is_flag=True, help="Check the folder and say no more.")
@click.option("--labels", "list_labels", is_flag=True, help="List every label with its words.")
@click.option(
    "--preview", "page", type=_FILE, help="Write a sample report, as HTML, in this style."
)
@click.option("--init", "start", type=_FOLDER, help="Write an example to begin with, and stop.")
def style(
    slug: str | None,
    folder: Path | None,
    page: Path | None,
    start: Path | None,
    *,
    only_check: bool,
    list_labels: bool,
) -> None:
    """Check the folder of your own logo, colours, words and sections; show what holds.

    Exits with 1 if the folder has a fault, and names the file, the line and the key.

    Example: factcheck report style --desk politics --preview page.html
    """
    if start is not None:
        _begin(start)
        return
    place = folder or _in_force()
    if place is not None:
        _require_sound(place)
    if only_check:
        click.echo(f"{place} is in order." if place else "Our own style is in order.")
        return
    house = read_house(place, slug or "")
    if page is not None:
        _write(page, preview(house.style))
    elif list_labels:
        _show_labels(house)
    else:
        _show(house, desks_of(place) if place and not slug else [])


def _in_force() -> Path | None:
    """The folder that reports are made by, None where there is none."""
    place = Config.from_env().report_style_dir
    if place.exists():
        return place
    click.echo(f"Our own style holds: there is no folder {place}. Begin one with --init.", err=True)
    return None


def _begin(folder: Path) -> None:
    """Write the example. Raises `Conflict` where it could hide or change somebody's work."""
    if folder.exists() and any(folder.iterdir()):
        raise Conflict(f"There is something in {folder} already; name a new folder.")
    for path, data in _example(files("factcheck.report") / "example"):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(data)
    click.echo(f"{folder} is made. It changes nothing yet; read {folder / 'house.toml'}.")


def _example(place: Traversable, before: str = "") -> Iterator[tuple[str, bytes]]:
    for each in place.iterdir():
        if each.is_dir():
            yield from _example(each, f"{before}{each.name}/")
        else:
            yield before + each.name, each.read_bytes()


def _require_sound(folder: Path) -> None:
    """Tell every fault, each on a line, and end the command if there is one."""
    faults = faults_of(folder)
    for each in faults:
        click.echo(f"factcheck: {plain(str(each))}", err=True)
    if faults:
        raise click.exceptions.Exit(1)


def _write(page: Path, made: bytes) -> None:
    if not page.parent.is_dir():
        raise NotFound(f"There is no folder {page.parent} to write to.")
    page.write_bytes(made)
    click.echo(f"A sample report is in {page}.")


def _show(house: House, desks: list[str]) -> None:
    found, table = house.style, new_table("what", "is", "set in")
    logo = f"{found.logo.name}, {len(found.logo.data):,} bytes" if found.logo else None
    css = f"{len(found.css):,} characters" if found.css else None
    for name, value in (
        ("name", found.house),
        ("language", found.language),
        ("paper", found.paper),
    ):
        table.add_row(name, plain(value or "–"), _origin(house, name))
    table.add_row("logo", plain(logo or "–"), _origin(house, "logo"))
    table.add_row("sections", ", ".join(found.sections), _origin(house, "sections"))
    for name, colour in found.colours.items():
        told = f"{colour}, {contrast(colour, '#ffffff'):.1f} to 1 on white"
        table.add_row(f"colour {name}", told, _origin(house, "colours", name))
    for name, shown in found.ratings.items():
        table.add_row(f"rating {plain(name)}", plain(shown), _origin(house, "ratings", name))
    for name, words in found.labels.items():
        if words != labels_of(found.language)[name]:
            table.add_row(f"label {name}", plain(words), _origin(house, "labels", name))
    table.add_row("report.css", css or "–", _origin(house, "css"))
    if desks:
        table.add_row("desks of their own", ", ".join(desks), "")
    show(table)


def _origin(house: House, part: str, name: str | None = None) -> str:
    """The folder that has the last word on this."""
    for layer in house.layers[::-1]:
        given: Any = layer.css if part == "css" else getattr(layer.settings, part)
        if given and (name is None or name in given):
            return layer.place or "the folder"
    return _OURS


def _show_labels(house: House) -> None:
    """Every label as a line that can be copied into house.toml."""
    for key, words in sorted(house.style.labels.items()):
        quoted = words.replace("\\", "\\\\").replace('"', '\\"')
        click.echo(f'{key} = "{quoted}"')
