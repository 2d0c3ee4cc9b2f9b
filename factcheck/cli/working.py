"""`factcheck worker`: the background work in a process of its own."""

import signal

import click

from factcheck.cli.session import configured_database
from factcheck.config import Config
from factcheck.worker import PAUSE, Rounds, Worker


@click.command()
@click.option(
    "--pause",
    default=PAUSE,
    show_default=True,
    type=click.FloatRange(0.1, 3600),
    help="Seconds between two looks at what is due.",
)
def worker(pause: float) -> None:
    """Look again, day by day, at the pages that copies were taken of.

    `factcheck serve` does so by itself; this is for a process of its own beside
    `factcheck serve --no-worker`. SIGTERM stops it when the page in hand is done.

    Example: factcheck worker
    """
    config = Config.from_env()
    working = Worker(Rounds.of(config, configured_database()), pause=pause)
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, working.stop)
    click.echo("factcheck worker: watching pages (stop it with Ctrl+C)", err=True)
    working.run()
