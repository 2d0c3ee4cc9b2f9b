"""The progress bar of commands that take a while."""

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn


def bar(*, worthwhile: bool = True) -> Progress:
    """A bar on standard error, for standard output holds results; none without a terminal."""
    console = Console(stderr=True)
    return Progress(
        console=console, transient=True, disable=not (worthwhile and console.is_terminal)
    )


def intake_bar(*, worthwhile: bool = True) -> Progress:
    """The same with the articles a second and the time that is left."""
    console = Console(stderr=True)
    return Progress(
        TextColumn("Taking in"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %  {task.fields[articles]:,} articles"),
        TextColumn("{task.fields[rate]:,.0f}/s"),
        TimeRemainingColumn(elapsed_when_finished=True),
        console=console,
        transient=True,
        redirect_stdout=False,
        disable=not (worthwhile and console.is_terminal),
    )
