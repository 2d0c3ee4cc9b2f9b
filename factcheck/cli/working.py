"""`factcheck worker`: the background work in a process of its own."""

import signal

import click

from factcheck import logs
from factcheck.cli.session import configured_database
from factcheck.config import Config
from factcheck.dispatch import Dispatcher
from factcheck.press import Press
from factcheck.worker import PAUSE, Rounds, Worker


@click.command()
@click.option(
    "--pause",
    default=PAUSE,
    show_default=True,
    type=click.FloatRange(0.1, 3600),
    help="Seconds between two looks at which pages are due.",
)
def worker(pause: float) -> None:
    """Tell webhooks what happens, make files of reports, and look again at sources' pages.

    `factcheck serve` does so by itself; this is for a process of its own beside
    `factcheck serve --no-worker`. SIGTERM stops it when what is in hand is done.

    Example: factcheck worker
    """
    config, database = Config.from_env(), configured_database()
    logs.configure(config.operating.log_format)
    telling, printing = Dispatcher.of(config, database), Press.of(config, database)
    watching = Worker(Rounds.of(config, database), pause=pause)
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, watching.stop)
    telling.start()
    printing.start()
    click.echo(
        "factcheck worker: watching pages, telling webhooks and making files of reports "
        "(stop it with Ctrl+C)",
        err=True,
    )
    watching.run()
    printing.stop()
    telling.stop()
