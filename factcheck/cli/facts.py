"""`factcheck facts`: what a desk has published, as a file."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import click

from factcheck.cli.progress import bar
from factcheck.cli.session import desk_called, open_database
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.publish import csv_lines, fact_json, lift_embargoes
from factcheck.store import facts, written
from factcheck.store.facts import FactFilters, Reader
from factcheck.vocabulary import Status

T = TypeVar("T")


@click.group("facts")
def group() -> None:
    """The facts of a desk.

    Example: factcheck facts export --desk politics -o facts.ndjson
    """


@group.command()
@click.option("--desk", "slug", default="demo", show_default=True)
@click.option(
    "--status",
    "statuses",
    type=click.Choice([each.value for each in Status]),
    multiple=True,
    help="Only facts of this status (default: all); may be repeated.",
)
@click.option("--format", "form", type=click.Choice(["ndjson", "csv"]), default="ndjson")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write there; without it, to standard output.",
)
def export(slug: str, statuses: tuple[str, ...], form: str, output: Path | None) -> None:
    """Write all facts of a desk, newest change first, as NDJSON or CSV.

    Example: factcheck facts export --desk politics --format csv -o facts.csv
    """
    database = open_database()
    lift_embargoes(database, utcnow())
    filters = FactFilters(status=[Status(each) for each in statuses])
    base_url = Config.from_env().base_url
    with database.reading() as session, bar(worthwhile=output is not None) as progress:
        reader = Reader(desk_called(session, slug).id)
        task = progress.add_task("Facts", total=facts.count(session, reader))
        found = _counted(written.every(session, reader, filters), lambda: progress.advance(task))
        lines = (fact_json(each, base_url=base_url) for each in found)
        pieces = csv_lines(lines) if form == "csv" else (f"{line}\n" for line in lines)
        _write(pieces, output)


def _counted(found: Iterable[T], count: Callable[[], None]) -> Iterator[T]:
    for each in found:
        yield each
        count()


def _write(pieces: Iterable[str], output: Path | None) -> None:
    """A file appears whole or not at all."""
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    fresh = output.with_name(f"{output.name}.part")
    with fresh.open("w", encoding="utf-8", newline="") as file:
        file.writelines(pieces)
    fresh.replace(output)
