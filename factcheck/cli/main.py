"""The command group; each noun's commands live in a module of their own."""

import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from factcheck import __version__
from factcheck.errors import FactcheckError, IllegalTransition, Rejected

COMMANDS = {
    "serve": "serving:serve",
    "seed": "operations:seed",
    "ingest": "articles:ingest",
    "report": "reports:report",
    "extract": "extraction:extract",
    "score": "extraction:score",
    "review": "reviews:review",
    "claim": "claims:claim",
    "article": "closing:article",
    "source": "sources:source",
    "claimreview": "claimreview:claimreview",
    "webhook": "webhooks:webhook",
    "facts": "facts:group",
    "worker": "working:worker",
    "user": "accounts:user",
    "key": "accounts:key",
    "desk": "desks:desk",
    "db": "operations:db",
    "audit": "audit:audit",
    "backup": "backup:backup",
    "restore": "backup:restore",
    "doctor": "operations:doctor",
}
"""Where each command lives; only the one that is run is loaded, so the filters start fast."""


class CommandGroup(click.Group):
    """Loads commands when they are asked for, and tells a refusal in one line."""

    def list_commands(self, _: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        """The command called so, if there is one."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(f"factcheck.cli.{module}"), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the chosen command; a refusal is one line and exit code 1, never a traceback."""
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
        except _database_errors() as error:
            complaint = str(getattr(error, "orig", None) or error).splitlines()[0]
            _refuse(ctx, f"The database refused: {complaint}. `factcheck doctor` may know why.")


def _database_errors() -> tuple[type[Exception], ...]:
    """What the database may raise; nothing if no command has loaded it."""
    loaded = sys.modules.get("sqlalchemy.exc")
    return (loaded.SQLAlchemyError,) if loaded else ()


def _refuse(ctx: click.Context, message: str) -> NoReturn:
    """One line on standard error, and exit code 1."""
    click.echo(f"factcheck: {' '.join(message.split())}", err=True)
    ctx.exit(1)


@click.group(
    cls=CommandGroup,
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
