"""`factcheck ingest`."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from sqlalchemy.orm import Session

from factcheck.cli.findings import Row, likely, print_claims, print_hints
from factcheck.cli.progress import bar
from factcheck.cli.session import acting, checked, desk_called, open_database
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.db import Database
from factcheck.errors import DuplicateText, FactcheckError, NotFound
from factcheck.intake import read, receive, threshold_of
from factcheck.llm import Proposer, proposer_of
from factcheck.schemas.articles import ArticlePatch
from factcheck.store import articles, claims
from factcheck.store.claims import Claim
from factcheck.texts import TEXT_SUFFIXES, read_text, title_of
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
@click.option("--json", "as_json", is_flag=True, help="One JSON line for each article.")
def ingest(
    paths: tuple[Path, ...],
    slug: str,
    email: str | None,
    title: str | None,
    published: datetime | None,
    *,
    others: bool,
    as_json: bool,
    **publication: str | None,
) -> None:
    """Take in articles from text files or folders of them, and find their claims.

    A text that the desk has already is not taken twice; a bad file is named and skipped.

    Example: factcheck ingest article.txt --desk politics --author "Ana Ruiz"
    """
    found = _files(paths)
    if title and len(found) > 1:
        raise click.UsageError("--title goes with a single file.")
    moment = published.replace(tzinfo=UTC) if published else None
    known = checked(ArticlePatch(), title=title, **publication)
    title = known.pop("title", None)
    details: dict[str, Any] = {**known, "published_at": moment, "own": not others}
    database, proposer = open_database(), proposer_of(Config.from_env().llm)
    with bar(worthwhile=len(found) > 1) as progress:
        results = [
            _take_in(database, proposer, path, slug, email, title, details)
            for path in progress.track(found, description="Taking in")
        ]
    for result in results:
        _tell(database, result, as_json=as_json, alone=len(results) == 1)
    if any("error" in result for result in results):
        raise click.exceptions.Exit(1)


def _files(paths: tuple[Path, ...]) -> list[Path]:
    """The named files, and all text files in the named folders."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            every = (each for each in path.rglob("*") if not each.is_dir())
            found += sorted(each for each in every if each.suffix.lower() in TEXT_SUFFIXES)
        else:
            found.append(path)
    if not found:
        raise NotFound("There is no text file in there.")
    return found


def _take_in(
    database: Database,
    proposer: Proposer | None,
    path: Path,
    slug: str,
    email: str | None,
    title: str | None,
    details: dict[str, Any],
) -> dict[str, Any]:
    """Take one file in; what went wrong is told in the result."""
    result: dict[str, Any] = {"path": str(path)}
    try:
        text = read_text(path)
        with database.reading() as session:
            threshold = threshold_of(session, desk_called(session, slug).id)
        found = read(text, details["published_at"], threshold=threshold, assistant=proposer)
        with database.writing() as session:
            desk = desk_called(session, slug)
            actor = acting(session, desk, email, Role.EDITOR)
            name = title or title_of(text, path)
            article = receive(
                session, title=name, text=text, found=found, actor=actor, now=utcnow(), **details
            )
            return result | {"article_id": str(article.id), "new": True}
    except DuplicateText as error:
        return result | {"article_id": error.article_id, "new": False}
    except FactcheckError as error:
        return result | {"error": error.message}
    except OSError as error:
        return result | {"error": f"It cannot be read ({error.strerror})."}


def _tell(database: Database, result: dict[str, Any], *, as_json: bool, alone: bool) -> None:
    """Print what became of one file; a single article with the table of its claims."""
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False))
    elif "error" in result:
        click.echo(f"factcheck: {result['path']}: {result['error']}", err=True)
    else:
        word = "taken in" if result["new"] else "here already"
        click.echo(f"{result['path']}: {word} as article {result['article_id']}")
        if alone:
            with database.reading() as session:
                _print_stored(session, UUID(result["article_id"]))


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
