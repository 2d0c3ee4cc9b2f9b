"""`factcheck source`: what the desk leans on, its copies, and looking again."""

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from sqlalchemy.orm import Session

from factcheck import accounts, review
from factcheck.archive import Archive
from factcheck.cli.progress import bar
from factcheck.cli.session import acting, desk_called, open_database
from factcheck.cli.tables import new_table, plain, show
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.egress import Egress
from factcheck.errors import FactcheckError, NotFound, Rejected, TooLarge
from factcheck.limits import MAX_FILE_BYTES
from factcheck.store import desks, snapshots, sources
from factcheck.store.desks import Desk
from factcheck.store.snapshots import Snapshot
from factcheck.store.sources import Filters, Source
from factcheck.vocabulary import Role, SourceState
from factcheck.worker import Rounds

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_SUMMARY = ("same", "changed", "gone", "first", "failed")


class Age(click.ParamType[timedelta]):
    """A stretch of time: `90m`, `24h`, `7d`."""

    name = "age"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """The time as a `timedelta`."""
        if isinstance(value, timedelta):
            return value
        found = re.fullmatch(r"(\d{1,5})([mhd])", str(value))
        if found is None:
            self.fail(f"{value!r} is no time: write it like 90m, 24h or 7d.", param, ctx)
        return timedelta(**{_UNITS[found[2]]: int(found[1])})


@click.group()
def source() -> None:
    """The sources of a desk and their kept copies.

    Example: factcheck source list --state changed
    """


@source.command("list")
@click.option("--desk", "slug", default="demo", show_default=True)
@click.option("-q", "words", help="Words of title, publisher or address.")
@click.option("--state", type=click.Choice([each.value for each in SourceState]))
def list_sources(slug: str, words: str | None, state: str | None) -> None:
    """Print the desk's sources, newest first, with what the last look at each showed.

    Example: factcheck source list --state changed
    """
    table = new_table("id", "kind", "grade", "state", "checked (UTC)", "claims", "title", "address")
    filters = Filters(q=words, state=[SourceState(state)] if state else [])
    with open_database().reading() as session:
        desk = desk_called(session, slug)
        found = sources.page(session, desk.id, filters, limit=10_000, after=None).items
        counts = sources.counts(session, [each.id for each in found])
    for each in found:
        table.add_row(
            str(each.id),
            each.kind.value,
            each.reliability.value if each.reliability else "–",
            each.state.value if each.state else "–",
            f"{each.checked_at:%Y-%m-%d %H:%M}" if each.checked_at else "–",
            str(counts[each.id]),
            plain(each.title),
            plain(each.url or "–"),
        )
    show(table)


@source.command("show")
@click.argument("which", metavar="URL-OR-ID")
@click.option("--desk", "slug", default="demo", show_default=True)
def show_source(which: str, slug: str) -> None:
    """Print a source, every look at it, and the claims that lean on it.

    Example: factcheck source show https://example.org/budget.pdf
    """
    with open_database().reading() as session:
        desk = desk_called(session, slug)
        found = _named(session, desk, which)
        looks = snapshots.page(session, found.id, limit=1000, after=None).items
        uses = sources.page_of_uses(session, found.id, limit=1000, after=None).items
    click.echo(f"{plain(found.title)} ({found.kind}, version {found.version}) {found.id}")
    click.echo(plain(found.url or "no address"))
    table = new_table("taken (UTC)", "state", "bytes", "SHA-256", "note")
    for look in looks:
        moment, sha256 = f"{look.taken_at:%Y-%m-%d %H:%M}", look.sha256 or "–"
        table.add_row(moment, look.state.value, str(look.size), sha256, plain(look.note or ""))
    show(table)
    leaning = new_table("claim", "status", "stage", "stance", "statement")
    for use in uses:
        claim = use.claim
        words = plain(claim.statement)
        leaning.add_row(str(claim.id), claim.status.value, claim.stage.value, use.stance, words)
    show(leaning)


@source.command("snapshot")
@click.argument("which", metavar="URL-OR-ID")
@click.option("--desk", "slug", default="demo", show_default=True)
@click.option("--by", "email", help="The member who takes it; else this machine's operator.")
@click.option(
    "--file",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Keep this file instead of fetching the page.",
)
def take(which: str, slug: str, email: str | None, path: Path | None) -> None:
    """Keep a copy of a source now, and say what it shows against the one before.

    Example: factcheck source snapshot https://example.org/budget.pdf
    """
    config, database, now = Config.from_env(), open_database(), utcnow()
    archive = Archive(config.snapshots_dir)
    with database.writing() as session:
        desk = desk_called(session, slug)
        actor = acting(session, desk, email, Role.REVIEWER)
        found = _named(session, desk, which)
    if path is not None:
        capture = _file(archive, path)
    elif found.url is None:
        raise Rejected("This source has no address.", {"file": ["Give the copy with --file."]})
    else:
        egress = Egress(config.egress_allow)
        capture = review.capture_page(egress, archive, found.url, now=now)
    with database.writing() as session:
        made = review.take_snapshot(session, found.id, capture, actor=actor, now=now)
    _tell(made)


def _file(archive: Archive, path: Path) -> review.Capture:
    if path.stat().st_size > MAX_FILE_BYTES:
        raise TooLarge(f"A file may have at most {MAX_FILE_BYTES:,} bytes.")
    return review.capture_file(archive, path.read_bytes(), filename=path.name, media_type=None)


def _tell(made: Snapshot) -> None:
    kept = f"SHA-256 {made.sha256}, {made.size:,} bytes" if made.sha256 else "nothing was kept"
    click.echo(f"{made.state}: {kept}")
    if made.note:
        click.echo(plain(made.note))


@source.command("recheck")
@click.option("--desk", "slug", help="Only this desk's.")
@click.option("--all", "everything", is_flag=True, help="Every page, whenever it was looked at.")
@click.option(
    "--older-than",
    "age",
    type=Age(),
    default="24h",
    show_default=True,
    help="Only pages that nobody looked at for so long.",
)
def recheck(slug: str | None, age: timedelta, *, everything: bool) -> None:
    """Look again at the pages that copies were taken of; --all takes in those without one.

    Decisions that relied on a page that changed or went follow the desk's policy.
    Exits with 1 if a page could not be checked.

    Example: factcheck source recheck --desk politics --older-than 24h
    """
    config, database = Config.from_env(), open_database()
    with database.reading() as session:
        names = {desk.id: desk for desk, _ in desks.every(session)}
        chosen = desk_called(session, slug).id if slug else None
        before = None if everything else utcnow() - age
        targets = sources.pages(
            session, checked_before=before, desk_id=chosen, captured=not everything
        )
    rounds, found = Rounds.of(config, database), Counter[str]()
    with bar() as progress:
        task = progress.add_task("Looking at pages", total=len(targets))
        for target in targets:
            try:
                outcome = rounds.look(target, accounts.operator(names[target.desk_id]))
            except FactcheckError as error:
                outcome = "failed"
                click.echo(f"factcheck: {plain(target.title)}: {error.message}", err=True)
            found[outcome or "taken"] += 1
            if outcome in {"changed", "gone"}:
                click.echo(f"{outcome}: {plain(target.title)} {plain(target.url)}")
            progress.advance(task)
    click.echo(", ".join(f"{found[word]} {word}" for word in _SUMMARY))
    if found["failed"]:
        raise click.exceptions.Exit(1)


def _named(session: Session, desk: Desk, which: str) -> Source:
    """The desk's source with this id or address. Raises `NotFound`."""
    try:
        return sources.source(session, desk.id, UUID(which))
    except ValueError:
        identity = review.identity_of({"url": which})
        found = sources.by_address(session, desk.id, which, identity)
    if found is None:
        raise NotFound(f"The desk {desk.slug!r} has no source at {which}.")
    return found
