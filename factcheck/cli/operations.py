"""`factcheck seed`, `db` and `doctor`."""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from factcheck import grants, migrate, seeding
from factcheck.cli.session import configured_database, open_database
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.db import sqlite_driver, wal_is_safe
from factcheck.errors import FactcheckError, Misconfigured
from factcheck.report.house import require_sound
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


@db.command("grant")
@click.argument("role")
def grant_role(role: str) -> None:
    """Give a PostgreSQL role what the service needs, but no way to change the log.

    Run it as the owner of the tables, and let the service connect as ROLE from then on.

    Example: factcheck db grant factcheck_service
    """
    grants.grant(configured_database(), role)
    click.echo(f"{role} can do the service's work; it can read the log and add to it, no more.")


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


def _check_sign_in() -> str:
    sso = Config.from_env().sso
    if sso is None:
        return "by password"
    import_module("factcheck.oidc").Provider(sso).describe()  # an extra that need not be there
    return f"by password, and by {sso.issuer}, which answers"


def _check_log() -> str:
    database = configured_database()
    with database.reading() as session:
        for _ in log.verify(session):
            pass
        told = f"{log.head(session).seq} entries, unbroken"
        return told if database.embedded else f"{told}; {_log_guard(grants.mighty_role(session))}"


def _log_guard(mighty: str | None) -> str:
    """A note, no failure: on a laptop the owner of the tables may run the service too."""
    if mighty is None:
        return "this role cannot change them"
    return (
        f"the role {mighty} could change them, so run the service as another: make one and "
        "give it what it needs with `factcheck db grant ROLE`"
    )


def _check_signing_key() -> str:
    folder = Config.from_env().keys_dir
    path = folder / "signing.key"
    if not path.exists():
        return "made at its first use"
    path.read_bytes()
    return f"{path} can be read"


def _check_operating() -> str:
    config = Config.from_env()
    told = config.operating
    if config.base_url.startswith("https://") and not config.trusted_proxies:
        raise Misconfigured(
            "the address is https, so a proxy is in front: set FACTCHECK_TRUSTED_PROXIES=1, or "
            "everybody seems to come from this machine."
        )
    figures = "with the token" if told.metrics_token else "from this machine"
    pace = f"{told.rate_limit} requests a minute for each key" if told.rate_limit else "no limit"
    log = told.log_format.value or "what goes wrong alone"
    return f"figures {figures}; {pace}; log: {log}"


def _check_report_style() -> str:
    folder = Config.from_env().report_style_dir
    if not folder.is_dir():
        return "our own"
    require_sound(folder)
    return f"that of {folder}"


_CHECKS: list[tuple[str, Callable[[], Any]]] = [
    ("Settings", _check_settings),
    ("Disk", _check_disk),
    ("SQLite", _check_sqlite),
    ("Database", _check_schema),
    ("Desks", _check_desks),
    ("Sign-in", _check_sign_in),
    ("Log", _check_log),
    ("Signing key", _check_signing_key),
    ("Operating", _check_operating),
    ("Report style", _check_report_style),
]
