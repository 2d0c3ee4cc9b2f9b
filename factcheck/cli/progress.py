"""The progress bar of commands that take a while."""

from rich.console import Console
from rich.progress import Progress


def bar(*, worthwhile: bool = True) -> Progress:
    """A bar on standard error, for standard output holds results; none without a terminal."""
    console = Console(stderr=True)
    return Progress(
        console=console, transient=True, disable=not (worthwhile and console.is_terminal)
    )
