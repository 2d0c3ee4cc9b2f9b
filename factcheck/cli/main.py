"""The command group; each noun's commands live in a module of their own."""

from typing import Any, NoReturn

import click
from sqlalchemy.exc import SQLAlchemyError

from factcheck import __version__
from factcheck.cli import accounts, articles, extraction, operations, reviews, serving
from factcheck.errors import FactcheckError, IllegalTransition, Rejected


class Refusals(click.Group):
    """A group that tells a refusal in one line and exits with 1, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the chosen command."""
        try:
            return super().invoke(ctx)
        except FactcheckError as error:
            details: list[str] = []
            if isinstance(error, IllegalTransition):
                details = error.reasons
            if isinstance(error, Rejected):
                details = [words for found in error.errors.values() for words in found]
            _refuse(ctx, " ".join([error.message, *details]))
        except UnicodeDecodeError as error:
            _refuse(ctx, f"The input is not UTF-8 ({error.reason}).")
        except BrokenPipeError:
            raise  # whoever reads our output has had enough; click ends quietly
        except OSError as error:
            _refuse(ctx, f"{error.filename or 'The system'}: {error.strerror or error}.")
        except SQLAlchemyError as error:
            complaint = str(getattr(error, "orig", None) or error).splitlines()[0]
            _refuse(ctx, f"The database refused: {complaint}. `factcheck doctor` may know why.")


def _refuse(ctx: click.Context, message: str) -> NoReturn:
    """One line on standard error, and exit code 1."""
    click.echo(f"factcheck: {' '.join(message.split())}", err=True)
    ctx.exit(1)


@click.group(
    cls=Refusals,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="factcheck")
def cli() -> None:
    """A claim verification desk for newsrooms.

    An article comes in, its checkable claims come out; reviewers mark each one verified,
    disputed or unverified on evidence; tools pull the facts; reports come out.

    Settings are read from FACTCHECK_* environment variables; `factcheck doctor` checks them.

    Exit codes: 0 done, 1 refused, 2 wrong use.
    """


for command in (
    serving.serve,
    operations.seed,
    articles.ingest,
    articles.report,
    extraction.extract,
    extraction.score,
    reviews.review,
    accounts.user,
    accounts.key,
    operations.db,
    operations.audit,
    operations.doctor,
):
    cli.add_command(command)
