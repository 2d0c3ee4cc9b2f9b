"""`factcheck audit`: the signed head, and the whole log read again."""

import json
from pathlib import Path
from typing import Any

import click

from factcheck.cli.progress import bar
from factcheck.cli.session import open_database
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.errors import NotFound
from factcheck.signing import Signer, key_id, read_public_key
from factcheck.store import log, pins
from factcheck.store.pins import Pin

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def audit() -> None:
    """The append-only log.

    Example: factcheck audit verify
    """


@audit.command()
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False))
def head(output: Path | None) -> None:
    """Print the signed head of the log: one line of JSON, to be kept elsewhere.

    Example: factcheck audit head -o head.json
    """
    config = Config.from_env()
    with open_database().reading() as session:
        newest = log.head(session)
        signed = pins.signed_head(newest, signer=Signer(config.keys_dir), now=utcnow())
    line = json.dumps(signed)
    if output is None:
        click.echo(line)
        return
    output.write_text(f"{line}\n", encoding="utf-8")
    click.echo(f"The head at entry {newest.seq} is in {output}.")


@audit.command()
@click.option(
    "--head",
    "heads",
    multiple=True,
    type=_FILE,
    help="A signed head that was kept, or a report's JSON file. May be given again.",
)
@click.option(
    "--public-key",
    "keys",
    multiple=True,
    type=_FILE,
    help="The one key (PEM) to trust instead of those in the data folder. May be given again.",
)
def verify(heads: tuple[Path, ...], keys: tuple[Path, ...]) -> None:
    """Read the whole log again and check that nothing in it was changed.

    Exits with 1 and names the first bad entry if something was. A log that was rewritten
    whole shows only against a head that was kept elsewhere; several tell more exactly where.

    Example: factcheck audit verify --head monday.json --head friday.json
    """
    kept = _pins(heads, keys)
    with open_database().reading() as session, bar() as progress:
        total = log.head(session).seq
        if not total and not kept:
            raise NotFound(f"There is no log in {Config.from_env().place}: nothing was done there.")
        task = progress.add_task("Checking the log", total=total)
        for checked in pins.verify(session, kept):
            progress.update(task, completed=checked)
        newest = log.head(session)
    click.echo(f"{total} entries, unbroken. Head {newest.hash}")
    for pin in kept:
        click.echo(f"It still holds what {pin.origin} pins: entry {pin.seq}, key {pin.key_id}.")


def _pins(heads: tuple[Path, ...], keys: tuple[Path, ...]) -> list[Pin]:
    """The heads in the files, their signatures checked. Raises `NotGenuine`."""
    if not heads:
        return []
    named = [read_public_key(path) for path in keys]
    own = Signer(Config.from_env().keys_dir)
    trusted = {key_id(each): each for each in named} if keys else own.trusted()
    return [
        pins.pinned(signed, trusted=trusted, origin=str(path))
        for path in heads
        for signed in _heads_in(path)
    ]


def _heads_in(path: Path) -> list[Any]:
    """What a file pins: one head, one head a line, or the head inside a report."""
    words = path.read_text(encoding="utf-8")
    try:
        try:
            found = [json.loads(words)]
        except ValueError:
            found = [json.loads(line) for line in words.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        found = [None]
    return [_unwrapped(each) for each in found or [None]]


def _unwrapped(found: Any) -> Any:
    """The head itself: a report keeps it under `made`, the API's answer under `document`."""
    hidden: Any = {}
    for name in ("document", "made", "log"):
        if isinstance(found, dict) and isinstance(found.get(name), dict):
            hidden = found.get("disclosures", hidden)
            found = found[name]
    return _disclosed(found, hidden)


def _disclosed(head: Any, hidden: Any) -> Any:
    """What a report tells of its head beside its content: it is not for everybody."""
    if isinstance(head, dict) and isinstance(hidden, dict):
        told = hidden.get(str(head.get("sealed")))
        return told.get("value") if isinstance(told, dict) else head
    return head
