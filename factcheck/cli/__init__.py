"""The `factcheck` command."""

import sys

import click

from factcheck.cli.main import cli


def main() -> None:
    """The console script: run `factcheck` with the arguments of the process.

    Wrong use is told in one line too, with exit code 2.
    """
    try:
        code = cli.main(prog_name="factcheck", standalone_mode=False)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "factcheck"
        message = " ".join(error.format_message().split())
        click.echo(f"factcheck: {message} See {path} --help.", err=True)
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    sys.exit(code if isinstance(code, int) else 0)


__all__ = ["cli", "main"]
