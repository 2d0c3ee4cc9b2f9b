"""`factcheck report`: freeze a report of an article or of a desk, and write it to a file."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import click
from sqlalchemy.orm import Session

from factcheck import report as reporting
from factcheck.cli.progress import bar
from factcheck.cli.report_style import style
from factcheck.cli.report_verify import verify
from factcheck.cli.session import acting, desk_called, open_database
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.errors import FactcheckError, NotFound
from factcheck.report.house import load_style
from factcheck.report.render import STEPS
from factcheck.signing import Signer
from factcheck.store import articles, reports
from factcheck.store.reports import Report
from factcheck.vocabulary import Role

View = Callable[..., None]
Get = Callable[[Session, Signer], tuple[Report, str]]
_WEEK = timedelta(days=7)


class NotWritten(FactcheckError):
    """A file cannot be written; what it was to hold is kept."""

    code = "not_written"


class _Reports(click.Group):
    """A group whose first word may be an article's id: then it is to be frozen."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in {"--help", "-h"}:
            args = ["article", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Reports, subcommand_metavar="ARTICLE | COMMAND")
def report() -> None:
    """Freeze a verification report of an article and write it to a file.

    The word `article` may be left out: `factcheck report 0199… -o report.pdf` will do.

    Example: factcheck report 0199… --format pdf -o report.pdf --desk politics
    """


report.add_command(verify)
report.add_command(style)


_DESK = click.option("--desk", "slug", default="demo", show_default=True, help="The desk's slug.")
_BY = click.option("--by", "email", help="The member who freezes it; the operator by default.")
_FILE = (
    click.option(
        "--audience",
        default="internal",
        show_default=True,
        type=click.Choice([each.value for each in reporting.Audience]),
        help="Whom the file is for: `legal` names confidential sources, `public` no reviewer.",
    ),
    click.option(
        "-o",
        "--output",
        required=True,
        type=click.Path(path_type=Path, dir_okay=False),
        help="Where the file goes.",
    ),
    click.option(
        "--format",
        "form",
        type=click.Choice(reporting.FORMATS),
        help="The format; by default what the file's name says, or html.",
    ),
)


def _options(*options: Callable[[View], View]) -> Callable[[View], View]:
    """These options, in this order in the help."""

    def add(command: View) -> View:
        for option in reversed(options):
            command = option(command)
        return command

    return add


@report.command("article")
@click.argument("article", type=click.UUID)
@_options(*_FILE, _DESK, _BY)
def of_article(
    article: UUID, form: str | None, output: Path, audience: str, slug: str, email: str | None
) -> None:
    """Freeze a report of an article as it stands now.

    Example: factcheck report article 0199… --format pdf -o report.pdf --desk politics
    """

    def freeze(session: Session, signer: Signer) -> tuple[Report, str]:
        desk = desk_called(session, slug)
        actor = acting(session, desk, email, Role.REVIEWER)
        found = articles.article(session, desk.id, article)
        frozen = reporting.freeze(session, found, actor=actor, now=utcnow(), signer=signer)
        return frozen, f"“{found.title}”"

    _write(output, form, audience, slug, freeze)


@report.command("period")
@click.option(
    "--since",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="The first day (UTC).",
)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day after the last one (UTC); seven days after the first by default.",
)
@click.option("--reviewers", is_flag=True, help="Count by reviewer, too, and so name them.")
@_options(*_FILE, _DESK, _BY)
def of_period(
    since: datetime,
    until: datetime | None,
    form: str | None,
    output: Path,
    audience: str,
    slug: str,
    email: str | None,
    *,
    reviewers: bool,
) -> None:
    """Freeze a report of all that a desk did in a time: a week, unless --until says more.

    Example: factcheck report period --since 2026-11-23 -o week.pdf --desk politics
    """
    begun = since.replace(tzinfo=UTC)
    ended = until.replace(tzinfo=UTC) if until else begun + _WEEK
    if begun >= ended:
        raise click.UsageError("--until must be after --since.")

    with open_database().reading() as session:
        desk = desk_called(session, slug)
        state = reporting.look_at_period(
            session, desk, since=begun, until=ended, reviewers=reviewers, now=utcnow()
        )

    def freeze(session: Session, signer: Signer) -> tuple[Report, str]:
        desk = desk_called(session, slug)
        actor = acting(session, desk, email, Role.EDITOR)
        frozen = reporting.freeze_period(session, state, actor=actor, now=utcnow(), signer=signer)
        return frozen, f"the desk “{desk.name}”"

    _write(output, form, audience, slug, freeze)


@report.command("file")
@click.argument("report_id", type=click.UUID, metavar="REPORT")
@_options(*_FILE, _DESK)
def of_report(report_id: UUID, form: str | None, output: Path, audience: str, slug: str) -> None:
    """Write a report that was frozen earlier to a file.

    Example: factcheck report file 0199… -o report.docx --desk politics
    """

    def find(session: Session, _: Signer) -> tuple[Report, str]:
        desk = desk_called(session, slug)
        found = reports.report(session, desk.id, report_id)
        return found, f"the desk “{desk.name}”"

    _write(output, form, audience, slug, find)


def _write(output: Path, form: str | None, audience: str, slug: str, get: Get) -> None:
    """Freeze or find, render, write; the report is in the store before its file is made."""
    if not output.parent.is_dir():
        raise NotFound(f"There is no folder {output.parent} to write to.")
    config = Config.from_env()
    signer, chosen = Signer(config.keys_dir), form or _form_of(output)
    with bar() as progress:
        task = progress.add_task("Freezing", total=STEPS)
        with open_database().writing() as session:
            found, what = get(session, signer)
            report_id, number = found.id, found.number
            document = reporting.whole(found, reporting.Audience(audience))
        progress.update(task, completed=1, description=f"Making the {chosen} file")
        style = load_style(config.report_style_dir, slug)
        made = reporting.render(
            document, chosen, style, signer, lambda step, _: progress.update(task, completed=step)
        )
        _place(output, made, report_id)
        progress.update(task, completed=STEPS)
    click.echo(f"Report {number} of {what} is in {output}.")


def _place(output: Path, made: bytes, report_id: UUID) -> None:
    """The file in its place. What was frozen is not lost with a file that cannot be written."""
    try:
        output.write_bytes(made)
    except OSError as error:
        raise NotWritten(
            f"The report is frozen, but {output} cannot be written ({error.strerror}). "
            f"Take it again: factcheck report file {report_id} -o FILE"
        ) from error


def _form_of(output: Path) -> str:
    """The format that a file's name asks for."""
    suffix = output.suffix.removeprefix(".").lower()
    return suffix if suffix in reporting.FORMATS else "html"
