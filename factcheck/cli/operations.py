"""`factcheck seed`, `db`, `audit` and `doctor`."""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from factcheck import migrate, seeding
from factcheck.cli.progress import bar
from factcheck.cli.session import configured_database, open_database
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.db import sqlite_driver, wal_is_safe
from factcheck.errors import FactcheckError, Misconfigured, NotFound
from factcheck.store import desks, log
from factcheck.store.desks import Desk

_LOGIN_FILE = "demo-login.json"


@click.command()
def seed() -> None:
    """Fill the demo desk: two articles, their sources, people and decisions.

    A desk that is there already is left as it is.

    Example: factcheck seed
    """
    config = Config.from_env()
    kept = config.data_dir / _LOGIN_FILE
    loaded = seeding.load(open_database(), now=utcnow())
    if loaded is not None:
        kept.touch(mode=0o600)
        kept.write_text(json.dumps(asdict(loaded)))
    if not kept.exists():
        click.echo("The demo desk is there. Make yourself a login: factcheck user add --help")
        return
    _welcome(config, json.loads(kept.read_text()))


def _welcome(config: Config, login: dict[str, str]) -> None:
    """The way in, and three things to try."""
    base, header = config.base_url, f'-H "Authorization: Bearer {login["api_key"]}"'
    click.echo(
        f"""
  The demo desk is ready.

  Address   {base}
  Login     {login["email"]}
  Password  {login["password"]}
  API key   {login["api_key"]}
            (it acts as {login["key_owner"]})

  Try:
    curl -s {header} {base}/api/v1/articles
    curl -s {header} "{base}/api/v1/claims?sort=score&limit=5"
    curl -s {header} {base}/api/v1/facts
"""
    )


@click.group()
def db() -> None:
    """The database's schema.

    Example: factcheck db upgrade
    """


@db.command()
def upgrade() -> None:
    """Bring the database to the newest schema.

    Example: factcheck db upgrade
    """
    database = configured_database()
    before = migrate.at(database)
    migrate.upgrade(database)
    after = migrate.at(database)
    click.echo(f"Schema {after} already." if before == after else f"Schema {before} → {after}.")


@click.group()
def audit() -> None:
    """The append-only log.

    Example: factcheck audit verify
    """


@audit.command()
def verify() -> None:
    """Read the whole log again and check that nothing in it was changed.

    Exits with 1 and names the first bad entry if something was.

    Example: factcheck audit verify
    """
    with open_database().reading() as session, bar() as progress:
        total = log.head(session).seq
        if not total:
            raise NotFound(f"There is no log in {Config.from_env().place}: nothing was done there.")
        task = progress.add_task("Checking the log", total=total)
        for checked in log.verify(session):
            progress.update(task, completed=checked)
        head = log.head(session)
    click.echo(f"{total} entries, unbroken. Head {head.hash}")


@click.command()
def doctor() -> None:
    """Check the settings and the database, and say what to mend.

    Exits with 1 if anything needs mending.

    Example: factcheck doctor
    """
    failed = False
    for name, check in _CHECKS:
        try:
            click.echo(f"✓ {name}: {check()}")
        except (FactcheckError, OSError, SQLAlchemyError) as error:
            failed = True
            message = error.message if isinstance(error, FactcheckError) else str(error)
            click.echo(f"✗ {name}: {message.splitlines()[0]}")
    if failed:
        raise click.exceptions.Exit(1)


def _check_settings() -> str:
    config = Config.from_env()
    kind = "SQLite" if config.embedded else "PostgreSQL"
    return f"{kind}, data in {config.data_dir}, addresses begin with {config.base_url}"


def _check_disk() -> str:
    folder = Config.from_env().data_dir
    probe = Path(folder) / ".doctor"
    probe.write_bytes(b"x")
    probe.unlink()
    free = shutil.disk_usage(folder).free
    if free < 200_000_000:
        raise Misconfigured(f"only {free // 1_000_000} MB are free in {folder}; make room.")
    return f"{folder} can be written, {free // 1_000_000_000} GB free"


def _check_sqlite() -> str:
    if not Config.from_env().embedded:
        return "not used"
    version = sqlite_driver().sqlite_version
    safe = wal_is_safe(sqlite_driver().sqlite_version_info)
    mode = "WAL" if safe else "DELETE journal, for this release can corrupt a WAL"
    return f"{version} ({mode})"


def _check_schema() -> str:
    database = configured_database()
    with database.reading() as session:
        session.execute(text("SELECT 1"))
    at, newest = migrate.at(database), migrate.revisions()[-1]
    if at != newest:
        raise Misconfigured(f"the schema is {at}, not {newest}: run `factcheck db upgrade`.")
    return f"schema {at}"


def _check_desks() -> str:
    with configured_database().reading() as session:
        slugs = {desk.slug: desk.id for desk in session.scalars(select(Desk))}
        for desk_id in slugs.values():
            desks.policy(session, desk_id)
    if not slugs:
        raise Misconfigured("there is none: run `factcheck seed` or `factcheck user add`.")
    return ", ".join(sorted(slugs))


def _check_log() -> str:
    with configured_database().reading() as session:
        for _ in log.verify(session):
            pass
        return f"{log.head(session).seq} entries, unbroken"


_CHECKS: list[tuple[str, Callable[[], Any]]] = [
    ("Settings", _check_settings),
    ("Disk", _check_disk),
    ("SQLite", _check_sqlite),
    ("Database", _check_schema),
    ("Desks", _check_desks),
    ("Log", _check_log),
]
