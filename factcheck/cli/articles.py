"""`factcheck ingest`."""

import json
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from sqlalchemy.orm import Session

from factcheck.bulk import BATCH, Order, Result, find_pieces, take_in, total_bytes
from factcheck.cli.findings import Row, likely, print_claims, print_hints
from factcheck.cli.progress import intake_bar
from factcheck.cli.session import acting, checked, desk_called, open_database
from factcheck.config import Config
from factcheck.db import Database
from factcheck.errors import NotFound
from factcheck.intake import threshold_of
from factcheck.schemas.articles import ArticlePatch
from factcheck.store import articles, claims
from factcheck.store.claims import Claim
from factcheck.vocabulary import Role


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--desk", "slug", default="demo", show_default=True, help="The desk's slug.")
@click.option("--by", "email", help="The member who takes it in; the operator by default.")
@click.option("--title", help="For a single file; its first line by default.")
@click.option("--author")
@click.option("--publisher")
@click.option("--url")
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="The date of publication.")
@click.option("--others", is_flag=True, help="The story is somebody else's, not the desk's own.")
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    help="How many read at once; one for each core by default, one for few articles.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON line for each article.")
def ingest(
    paths: tuple[Path, ...],
    slug: str,
    email: str | None,
    title: str | None,
    published: datetime | None,
    processes: int | None,
    *,
    others: bool,
    as_json: bool,
    **publication: str | None,
) -> None:
    """Take in articles and find their claims: files, folders of them, archives.

    Text, HTML, DOCX and PDF files hold one article each; JSON lines (.jsonl) and web archives
    (.warc) hold many. A text that the desk has already is not taken twice, so an intake that
    was stopped goes on when it is started again. What is bad is named and skipped.

    Example: factcheck ingest article.txt --desk politics --author "Ana Ruiz"
    """
    pieces = find_pieces(paths)
    first = list(islice(pieces, BATCH + 1))
    if not first:
        raise NotFound("There is no article in there.")
    if title and len(first) > 1:
        raise click.UsageError("--title goes with a single file.")
    moment = published.replace(tzinfo=UTC) if published else None
    known = checked(ArticlePatch(), title=title, **publication)
    title = known.pop("title", None)
    details: dict[str, Any] = {**known, "published_at": moment, "own": not others}
    database, many = open_database(), len(first) > BATCH
    order = _order(database, slug, email, title, details)
    telling = _Telling(as_json=as_json, many=many)
    count = processes or (_cores() if many else 1)
    done = take_in(database, chain(first, pieces), order, processes=count)
    _follow(done, telling, total=total_bytes(paths), worthwhile=len(first) > 1)
    if len(first) == 1 and not as_json and telling.last:
        with database.reading() as session:
            _print_stored(session, telling.last)
    telling.end()


def _order(
    database: Database, slug: str, email: str | None, title: str | None, details: dict[str, Any]
) -> Order:
    """Who takes in, and how it is read. Raises `NotFound`, `NotAllowed`."""
    with database.writing() as session:
        desk = desk_called(session, slug)
        actor = acting(session, desk, email, Role.EDITOR)
        threshold = threshold_of(session, desk.id)
    url = database.url.render_as_string(hide_password=False)
    return Order(url, actor, threshold, Config.from_env().llm, title, details)


def _cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _follow(
    done: Iterator[tuple[int, Sequence[Result]]],
    telling: "_Telling",
    *,
    total: int,
    worthwhile: bool,
) -> None:
    """Tell what becomes of the pieces as they are stored, with a bar on the way."""
    begun, count = time.monotonic(), 0
    with intake_bar(worthwhile=worthwhile) as progress:
        task = progress.add_task("", total=max(total, 1), articles=0, rate=0.0)
        for position, results in done:
            for result in results:
                telling.tell(result)
            count += len(results)
            rate = count / max(time.monotonic() - begun, 1e-9)
            progress.update(task, completed=position, articles=count, rate=rate)


@dataclass(slots=True)
class _Telling:
    """Tells what became of each piece: of many, the bad ones and how many there were else."""

    as_json: bool
    many: bool
    taken: int = 0
    known: int = 0
    last: UUID | None = None
    bad: list[Result] = field(default_factory=list)
    begun: float = field(default_factory=time.monotonic)

    def tell(self, result: Result) -> None:
        """Print what became of one piece, or keep it for the end."""
        if result.error:
            self.bad.append(result)
        else:
            self.taken, self.known = self.taken + result.new, self.known + (not result.new)
            self.last = result.article_id
        if self.as_json:
            click.echo(json.dumps(_plain(result), ensure_ascii=False))
        elif not result.error and not self.many:
            word = "taken in" if result.new else "here already"
            click.echo(f"{result.label}: {word} as article {result.article_id}")

    def end(self) -> None:
        """Name the bad ones; they make it exit code 1."""
        if self.many and not self.as_json:
            seconds = time.monotonic() - self.begun
            click.echo(
                f"{self.taken:,} taken in, {self.known:,} here already, {len(self.bad):,} refused "
                f"in {seconds:,.0f} s ({self.taken / max(seconds, 1e-9):,.0f} a second)"
            )
        if self.bad and not self.as_json:
            for each in self.bad:
                click.echo(f"factcheck: {each.label}: {each.error}", err=True)
        if self.bad:
            raise click.exceptions.Exit(1)


def _plain(result: Result) -> dict[str, Any]:
    if result.error:
        return {"path": result.label, "error": result.error}
    return {"path": result.label, "article_id": str(result.article_id), "new": result.new}


def _print_stored(session: Session, article_id: UUID) -> None:
    """The article's claims, and what its newest draft hints at."""
    print_claims([_row(each) for each in claims.of_article(session, article_id)])
    draft = articles.drafts(session, article_id)[-1]
    alarms = articles.alarms(session, article_id, draft.number)
    print_hints([each["message"] for each in alarms], draft.notice)


def _row(claim: Claim) -> Row:
    """The row of a stored claim."""
    anchor, name = claim.anchor, claim.speaker_name
    mention, suggestion = anchor.speaker_mention, anchor.speaker_suggestion
    if mention and suggestion:
        name = likely(mention["text"], suggestion["name"])
    return Row(anchor.start, anchor.end, claim.kind.value, name, claim.score, anchor.quote)
