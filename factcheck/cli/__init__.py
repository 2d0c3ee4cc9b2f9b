"""The `factcheck` command."""

from factcheck.cli.main import cli


def main() -> None:
    """The console script: run `factcheck` with the arguments of the process."""
    cli(prog_name="factcheck")


__all__ = ["cli", "main"]
