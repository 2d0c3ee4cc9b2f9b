"""`factcheck article`: how far it is, signing it off, and the right of reply."""

from datetime import datetime
from uuid import UUID

import click

from factcheck import review
from factcheck.cli.session import acting, checked, desk_called, open_database
from factcheck.cli.tables import new_table, plain, show
from factcheck.clock import utcnow
from factcheck.schemas.closing import ReplyIn, SignOffIn
from factcheck.store import articles, closing
from factcheck.vocabulary import Role


@click.group()
def article() -> None:
    """An article's check: the ledger, the sign-off, the right of reply.

    Example: factcheck article ledger 0199…
    """


@article.command("ledger")
@click.argument("article_id", metavar="ID", type=click.UUID)
@click.option("--desk", "slug", default="demo", show_default=True)
@click.option("--open", "only_open", is_flag=True, help="Only what is not accounted for.")
def ledger(article_id: UUID, slug: str, *, only_open: bool) -> None:
    """Print every sentence of the newest draft with what became of it.

    Example: factcheck article ledger 0199… --open
    """
    table = new_table("span", "became", "accounted", "text")
    with open_database().reading() as session:
        desk = desk_called(session, slug)
        found = review.ledger(session, articles.article(session, desk.id, article_id))
    for line in found.items:
        if not (only_open and line.settled):
            became = line.note or line.disposition
            settled = "yes" if line.settled else "no"
            table.add_row(f"{line.start}–{line.end}", became, settled, plain(line.text))
    show(table)
    coverage = found.coverage
    click.echo(f"{coverage.accounted} of {coverage.total} sentences accounted for.")


@article.command("sign-off")
@click.argument("article_id", metavar="ID", type=click.UUID)
@click.option("--desk", "slug", default="demo", show_default=True)
@click.option("--by", "email", required=True, help="The editor who answers for it.")
@click.option("--override-reason", help="Why it is signed although something is open.")
def sign_off(article_id: UUID, slug: str, email: str, override_reason: str | None) -> None:
    """Answer for the newest draft: every sentence accounted for, every claim closed.

    Example: factcheck article sign-off 0199… --by elena@example.org
    """
    given = checked(SignOffIn(), override_reason=override_reason)
    with open_database().writing() as session:
        desk = desk_called(session, slug)
        actor = acting(session, desk, email, Role.EDITOR)
        found = articles.article(session, desk.id, article_id)
        made = review.sign_off(session, found, actor=actor, now=utcnow(), **given)
    click.echo(f"Draft {made.draft_number} of “{plain(found.title)}” is signed off by {email}.")


@article.command("ask")
@click.argument("article_id", metavar="ID", type=click.UUID)
@click.option("--desk", "slug", default="demo", show_default=True)
@click.option("--by", "email", required=True, help="The member who asked.")
@click.option("--asked", required=True, help="Who was asked for a reply.")
@click.option("--question", required=True)
@click.option("--channel", help="E-mail, telephone, letter …")
@click.option("--answer", help="What came back, if it is there already.")
def ask(article_id: UUID, slug: str, email: str, **given: str | None) -> None:
    """Note whom the desk asked for a reply, and what.

    Example: factcheck article ask 0199… --asked "Finance office" --question "Is it 48 million?"
    --by ana@example.org
    """
    words = checked(ReplyIn(), **given)
    with open_database().writing() as session:
        desk = desk_called(session, slug)
        actor = acting(session, desk, email, Role.REVIEWER)
        found = articles.article(session, desk.id, article_id)
        made = review.ask_reply(session, found, actor=actor, now=utcnow(), **words)
    click.echo(f"Noted as {made.id}.")


@article.command("answer")
@click.argument("article_id", metavar="ID", type=click.UUID)
@click.argument("reply_id", metavar="REPLY", type=click.UUID)
@click.argument("answer")
@click.option("--desk", "slug", default="demo", show_default=True)
@click.option("--by", "email", required=True, help="The member who got the answer.")
def answer_to(article_id: UUID, reply_id: UUID, answer: str, slug: str, email: str) -> None:
    """Note what came back from somebody who was asked.

    Example: factcheck article answer 0199… 0199… "It is." --by ana@example.org
    """
    with open_database().writing() as session:
        desk = desk_called(session, slug)
        actor = acting(session, desk, email, Role.REVIEWER)
        articles.version(session, desk.id, article_id)
        reply = closing.reply(session, article_id, reply_id)
        review.answer_reply(session, reply, answer=answer, actor=actor, now=utcnow())
    click.echo("Noted.")


@article.command("replies")
@click.argument("article_id", metavar="ID", type=click.UUID)
@click.option("--desk", "slug", default="demo", show_default=True)
def replies(article_id: UUID, slug: str) -> None:
    """Print whom the desk asked for a reply, when, and what came back.

    Example: factcheck article replies 0199…
    """
    table = new_table("id", "asked (UTC)", "who", "question", "answer")
    with open_database().reading() as session:
        desk = desk_called(session, slug)
        articles.version(session, desk.id, article_id)
        found = closing.replies(session, article_id, limit=10_000, after=None).items
    for each in found:
        words = (plain(each.question), plain(each.answer or "–"))
        table.add_row(str(each.id), _moment(each.asked_at), plain(each.asked), *words)
    show(table)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
