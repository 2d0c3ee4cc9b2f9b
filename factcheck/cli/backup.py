"""`factcheck backup` and `factcheck restore`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from factcheck.backup import Told
from factcheck.backup import backup as write_backup
from factcheck.cli.progress import bar
from factcheck.cli.session import configured_database, open_database
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.errors import NotFound
from factcheck.restore import restore as read_backup
from factcheck.signing import Signer


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def backup(file: Path, *, force: bool) -> None:
    """Write the whole desk to FILE: every table, the log, the stored sources.

    The service may go on working meanwhile. Keys of the data folder are not in it.

    Example: factcheck backup desk.tar.gz
    """
    if not file.parent.is_dir():
        raise NotFound(f"There is no folder {file.parent} to write to.")
    config = Config.from_env()
    with _telling("Backing up") as told:
        manifest = write_backup(
            open_database(),
            file,
            snapshots=config.data_dir / "snapshots",
            signer=Signer(config.keys_dir),
            now=utcnow(),
            force=force,
            told=told,
        )
    click.echo(f"{_summary(manifest)} are in {file} ({file.stat().st_size / 1e6:.1f} MB).")


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Wipe a database that is not empty first.")
def restore(file: Path, *, force: bool) -> None:
    """Put a backup back into an empty database, SQLite or PostgreSQL, whichever it came from.

    The file is checked whole before anything is touched. Stop the service first; on
    PostgreSQL, connect as the owner of the tables.

    Example: factcheck restore desk.tar.gz
    """
    config = Config.from_env()
    signer = Signer(config.keys_dir)
    with _telling("Restoring") as told:
        manifest = read_backup(
            configured_database(),
            file,
            snapshots=config.data_dir / "snapshots",
            now=utcnow(),
            force=force,
            told=told,
        )
    click.echo(
        f"{_summary(manifest)} of {manifest['at']} are restored; the log verifies and begins a "
        "new epoch."
    )
    if manifest["key_id"] not in signer.trusted():
        click.echo(
            f"The backup was signed by the key {manifest['key_id']}, which is not one of this "
            "data folder.",
            err=True,
        )


def _summary(manifest: dict[str, Any]) -> str:
    rows = {each["name"]: each["rows"] for each in manifest["tables"]}
    files = sum(name.startswith("snapshots/") for name in manifest["members"])
    told = [f"{rows[name]} {name}" for name in ("articles", "claims", "reviews")]
    return f"{', '.join(told)}, {rows['events']} log entries and {files} stored sources"


@contextmanager
def _telling(words: str) -> Iterator[Told]:
    """A progress bar that is told of rows."""
    with bar() as progress:
        task = progress.add_task(words, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
