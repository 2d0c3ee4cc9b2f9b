"""`factcheck claim`: look at a claim, and what people do beside deciding."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import click
from sqlalchemy.orm import Session

from factcheck import review
from factcheck.actor import Actor
from factcheck.cli.session import acting, checked, desk_called, open_database
from factcheck.cli.tables import new_table, plain, show
from factcheck.clock import utcnow
from factcheck.errors import NotFound
from factcheck.schemas.handling import CommentIn
from factcheck.store import claims, log, people
from factcheck.store.claims import Claim
from factcheck.store.picture import picture, shape
from factcheck.vocabulary import DismissReason, ReopenReason, Role


@click.group()
def claim() -> None:
    """One claim: look at it, assign, dismiss, reopen, undo, comment.

    Example: factcheck claim show 0199…
    """


def _common(command: Callable[..., None]) -> Callable[..., None]:
    """The claim's id and the desk, which all of these commands take."""
    command = click.option("--desk", "slug", default="demo", show_default=True)(command)
    return click.argument("claim_id", metavar="ID", type=click.UUID)(command)


def _acts(command: Callable[..., None]) -> Callable[..., None]:
    """The same with who acts."""
    return _common(
        click.option("--by", "email", required=True, help="The member who acts.")(command)
    )


@contextmanager
def _at_work(claim_id: UUID, slug: str, email: str) -> Iterator[tuple[Session, Claim, Actor]]:
    """A transaction with the claim and the member who acts on it."""
    with open_database().writing() as session:
        desk = desk_called(session, slug)
        actor = acting(session, desk, email, Role.REVIEWER)
        yield session, claims.claim(session, desk.id, claim_id), actor


def _tell(found: Claim) -> None:
    reason = f", {found.stage_reason}" if found.stage_reason else ""
    click.echo(f"Claim {found.id} is now {found.status} ({found.stage}{reason}).")


@claim.command("show")
@_common
@click.option(
    "--at", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]), help="As it stood then (UTC)."
)
def show_claim(claim_id: UUID, slug: str, at: datetime | None) -> None:
    """Print a claim as JSON, as it is or as it stood at a moment of the past.

    Example: factcheck claim show 0199… --at 2026-11-20T12:00:00
    """
    with open_database().reading() as session:
        desk = desk_called(session, slug)
        found = claims.claim(session, desk.id, claim_id)
        moment = at.replace(tzinfo=UTC) if at else None
        seen = review.as_of(session, found, moment) if moment else picture(found)
    click.echo(json.dumps(shape(seen), ensure_ascii=False, indent=2))


@claim.command("history")
@_common
def history(claim_id: UUID, slug: str) -> None:
    """Print everything that was done to a claim, oldest first.

    Example: factcheck claim history 0199… --desk politics
    """
    table = new_table("when (UTC)", "who", "what", "from → to", "why")
    with open_database().reading() as session:
        desk = desk_called(session, slug)
        claims.version(session, desk.id, claim_id)
        after = None
        while True:
            page = log.history(session, "claim", claim_id, limit=200, after=after)
            for event in page.items:
                table.add_row(*_row(event))
            if (after := page.next) is None:
                break
    show(table)


def _row(event: Any) -> tuple[str, ...]:
    moved = (event.status_from, event.stage_from) != (event.status_to, event.stage_to)
    came = f"{event.status_from} {event.stage_from} → " if event.status_from else ""
    step = f"{came}{event.status_to} {event.stage_to}" if moved and event.status_to else ""
    when = f"{event.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    return when, plain(event.actor_name), event.action, step, plain(event.reason or "")


@claim.command("assign")
@_acts
@click.option("--to", "assignee", help="The member's address; to nobody if it is left out.")
def assign(claim_id: UUID, slug: str, email: str, assignee: str | None) -> None:
    """Give a claim to a reviewer of the desk.

    Example: factcheck claim assign 0199… --by ana@example.org --to rob@example.org
    """
    with _at_work(claim_id, slug, email) as (session, found, actor):
        person = people.by_email(session, assignee) if assignee else None
        if assignee and person is None:
            raise NotFound(f"There is nobody called {assignee} on this desk.")
        review.assign(session, found, person.id if person else None, actor=actor, now=utcnow())
    click.echo(f"Claim {claim_id} is with {assignee or 'nobody'}.")


@claim.command("dismiss")
@_acts
@click.option("--reason", required=True, type=click.Choice([each.value for each in DismissReason]))
@click.option("--note", help="In your own words; it stands in the log.")
def dismiss(claim_id: UUID, slug: str, email: str, reason: str, note: str | None) -> None:
    """Say that a claim needs no check after all.

    Example: factcheck claim dismiss 0199… --reason opinion --by ana@example.org
    """
    with _at_work(claim_id, slug, email) as (session, found, actor):
        chosen = DismissReason(reason)
        review.dismiss(session, found, chosen, note=note, actor=actor, now=utcnow())
    _tell(found)


@claim.command("reopen")
@_acts
@click.option("--reason", required=True, type=click.Choice([each.value for each in ReopenReason]))
@click.option("--note", help="In your own words; it stands in the log.")
def reopen(claim_id: UUID, slug: str, email: str, reason: str, note: str | None) -> None:
    """Take a decided or dismissed claim back into work.

    Example: factcheck claim reopen 0199… --reason correction --by ana@example.org
    """
    with _at_work(claim_id, slug, email) as (session, found, actor):
        chosen = ReopenReason(reason)
        review.reopen(session, found, chosen, note=note, actor=actor, now=utcnow())
    _tell(found)


@claim.command("undo")
@_acts
def undo(claim_id: UUID, slug: str, email: str) -> None:
    """Take back a member's own last decision, if nothing was done to the claim since.

    Example: factcheck claim undo 0199… --by ana@example.org
    """
    with _at_work(claim_id, slug, email) as (session, found, actor):
        review.undo(session, found, actor=actor, now=utcnow())
    _tell(found)


@claim.command("comment")
@_acts
@click.argument("text")
def comment(claim_id: UUID, slug: str, email: str, text: str) -> None:
    """Say something about a claim; `@rob` calls a member of the desk.

    Example: factcheck claim comment 0199… "@rob is this the 2024 figure?" --by ana@example.org
    """
    words = checked(CommentIn(), text=text)["text"]
    with _at_work(claim_id, slug, email) as (session, found, actor):
        made = review.comment(session, found, words, actor=actor, now=utcnow())
        called = ", ".join(each.name for each in made.mentions)
    click.echo(f"Noted. It calls {called}." if called else "Noted. It calls nobody.")
