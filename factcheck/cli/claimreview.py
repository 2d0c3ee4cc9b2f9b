"""`factcheck claimreview`: check markup, and take in what other publishers found."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import click

from factcheck import review
from factcheck.cli.session import acting, desk_called, open_database
from factcheck.cli.tables import new_table, plain, show
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.documents.jsonld import Markup, read_jsonld
from factcheck.egress import Egress
from factcheck.errors import TooLarge, Unreachable
from factcheck.limits import MAX_FILE_BYTES
from factcheck.publish.claimreview_lint import Finding, lint
from factcheck.publish.claimreview_rules import Severity
from factcheck.publish.imprint import own_sites
from factcheck.vocabulary import Role

_BATCH = 2_000
"""Reviews that one transaction takes in, so that others can write in between."""


@click.group()
def claimreview() -> None:
    """ClaimReview: the markup in which publishers share their checks.

    Example: factcheck claimreview validate page.html
    """


@claimreview.command()
@click.argument("file", type=click.File("rb"), metavar="FILE|-")
@click.option("--page", "page_url", help="The address of the page, if it is known.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_context
def validate(
    context: click.Context, file: IO[bytes], page_url: str | None, *, as_json: bool
) -> None:
    """Check ClaimReview in JSON-LD: a file of it, a page that holds it, or a DataFeed.

    Exit code 1 when there is an error; warnings alone leave it 0.

    Example: factcheck claimreview validate page.html --page https://example.org/check
    """
    found = lint(_read(file), page_url=page_url)
    if as_json:
        told = [{name: getattr(each, name) for name in Finding.__slots__} for each in found]
        click.echo(json.dumps({"findings": told}, ensure_ascii=False, indent=2))
    else:
        _print(found)
    context.exit(1 if any(each.severity is Severity.ERROR for each in found) else 0)


def _read(file: IO[bytes]) -> bytes:
    data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise TooLarge(f"A file may have at most {MAX_FILE_BYTES:,} bytes.")
    return data


def _print(found: list[Finding]) -> None:
    if not found:
        click.echo("Nothing is wrong with it.")
        return
    table = new_table("severity", "path", "rule", "message", "source")
    for each in found:
        message, path = plain(each.message), plain(each.path)
        table.add_row(each.severity.value, path, each.rule, message, each.source)
    show(table)
    errors = sum(each.severity is Severity.ERROR for each in found)
    click.echo(f"errors: {errors}, warnings: {len(found) - errors}")


@claimreview.command("import")
@click.argument("what", metavar="FILE|URL")
@click.option("--desk", "slug", default="demo", show_default=True)
@click.option("--by", "email", help="The member who imports; else this machine's operator.")
@click.option("--json", "as_json", is_flag=True, help="Print what came of it as JSON.")
def take_in(what: str, slug: str, email: str | None, *, as_json: bool) -> None:
    """Take in the checks of other publishers, from a page, a DataFeed or a file of either.

    What the desk has is brought up to date. The desk's own checks are left out.

    Example: factcheck claimreview import https://example.org/feed.json --desk politics
    """
    config, database = Config.from_env(), open_database()
    with database.writing() as session:
        desk = desk_called(session, slug)
        actor = acting(session, desk, email, Role.REVIEWER)
        own = own_sites(desk, base_url=config.base_url)
    is_url = what.startswith(("http://", "https://"))
    markup, where = _fetched(config, what) if is_url else (_opened(what), None)
    found = review.checks_of(markup, fetched_from=where)
    done = []
    for batch in found.batches(_BATCH):
        with database.writing() as session:
            done.append(review.import_checks(session, batch, own=own, actor=actor, now=utcnow()))
    _tell(done, as_json=as_json)


def _tell(done: Sequence[review.Imported], *, as_json: bool) -> None:
    """What came of all batches."""
    names = ("imported", "updated", "skipped")
    counts = {name: sum(getattr(each, name) for each in done) for name in names}
    skips = [skip for each in done for skip in each.reasons]
    if as_json:
        reasons = [{"path": e.path, "url": e.url, "reason": e.reason} for e in skips]
        told = {**counts, "reasons": reasons}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for each in skips:
        click.echo(f"skipped {plain(each.path)} {plain(each.url or '')}: {plain(each.reason)}")
    click.echo(", ".join(f"{name}: {count}" for name, count in counts.items()))


def _opened(name: str) -> Markup:
    with Path(name).open("rb") as file:
        return read_jsonld(_read(file))


def _fetched(config: Config, url: str) -> tuple[Markup, str]:
    page = Egress(config.egress_allow).fetch(url)
    if not 200 <= page.status < 300:
        raise Unreachable(f"The page answered {page.status}, so there is nothing to read.")
    return read_jsonld(page.body, media_type=page.header("content-type")), page.url
