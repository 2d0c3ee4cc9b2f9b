"""`factcheck desk imprint`: under whose name a desk's facts leave, and by which scale."""

import json
import tomllib
from pathlib import Path
from typing import Any

import click
from marshmallow import ValidationError

from factcheck import accounts
from factcheck.cli.session import desk_called, open_database
from factcheck.cli.tables import new_table, plain, show
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.errors import Rejected
from factcheck.publish.imprint import Imprint, imprint_of, set_imprint
from factcheck.schemas.desks import ImprintIn

_MOST_SCALE = 100_000
_SHOWN = {
    "publisher": "publisher",
    "site": "site",
    "corrections": "corrections policy",
    "licence": "licence",
    "language": "language",
    "hub": "WebSub hub",
    "logo": "logo",
}


@click.command()
@click.argument("slug", metavar="DESK")
@click.option("--publisher", help="The name; else the desk's.")
@click.option("--site", help="The publisher's own address; else this service's.")
@click.option("--corrections", help="Address of the corrections policy.")
@click.option("--licence", help="Address of the licence of the feeds.")
@click.option("--language", help="Of facts whose article has none, such as en.")
@click.option("--hub", help="Address of a WebSub hub.")
@click.option("--logo", help="Address of the logo.")
@click.option(
    "--scale",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A TOML or JSON file: worst, best, and labels with their numbers.",
)
@click.option(
    "--unproven/--no-unproven", default=None, help="Does what stays unverified leave as well?"
)
def imprint(slug: str, scale: Path | None, **given: str | bool | None) -> None:
    """Print a desk's imprint, or change what is given of it; "" sets a part back.

    Example: factcheck desk imprint politics --publisher "The Daily" --scale scale.toml
    """
    changes: dict[str, Any] = {
        name: None if value == "" else value for name, value in given.items() if value is not None
    }
    if scale is not None:
        changes["scale"] = _scale(scale)
    base_url = Config.from_env().base_url
    database = open_database()
    with database.writing() if changes else database.reading() as session:
        desk = desk_called(session, slug)
        if changes:
            actor = accounts.operator(desk)
            set_imprint(session, desk, _checked(changes), actor=actor, now=utcnow())
        found = imprint_of(desk, base_url=base_url)
    _print(found)


def _scale(path: Path) -> Any:
    if path.stat().st_size > _MOST_SCALE:
        raise Rejected(f"{path.name} is too large for a scale.", {})
    text = path.read_text(encoding="utf-8-sig")
    try:
        return tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Rejected(f"{path.name} cannot be read as a scale: {error}.", {}) from error


def _checked(changes: dict[str, Any]) -> dict[str, Any]:
    try:
        return dict(ImprintIn().load(changes))
    except ValidationError as error:
        told = "; ".join(_sentences(error.messages_dict))
        raise Rejected("This imprint cannot be used.", {"imprint": [told]}) from error


def _sentences(found: Any, name: str = "") -> list[str]:
    """What is wrong, each with the name of the part."""
    if isinstance(found, dict):
        parts = ((f"{name}.{key}".lstrip("."), value) for key, value in found.items())
        return [each for key, value in parts for each in _sentences(value, key)]
    return [f"{name}: {' '.join(map(str, found))}"]


def _print(found: Imprint) -> None:
    table = new_table("what", "is")
    for name, title in _SHOWN.items():
        table.add_row(title, plain(getattr(found, name) or "–"))
    table.add_row("unverified leaves", "yes" if found.unproven else "no")
    scale = found.scale
    table.add_row("scale", f"{scale.worst:g} to {scale.best:g}")
    for label, number in scale.labels.items():
        table.add_row("", f"{number:g}  {plain(label)}")
    for status in ("verified", "disputed", "unverified"):
        table.add_row(f"{status}, no rating", plain(getattr(scale, status)))
    show(table)
