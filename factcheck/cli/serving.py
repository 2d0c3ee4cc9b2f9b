"""`factcheck serve`: the web server."""

import atexit
import gc
import os
import signal
import socket
import struct
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from threading import BoundedSemaphore, Event
from typing import TYPE_CHECKING, Any

import click
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from factcheck import logs, migrate
from factcheck.cli import shared_figures
from factcheck.config import Config
from factcheck.db import Database
from factcheck.errors import Misconfigured
from factcheck.operating_settings import operating_from_env

if TYPE_CHECKING:
    from flask import Flask


_SPARE = 4
"""Connections beside one for each thread: receipts, and exports that are being streamed."""
_BESIDE = 4
"""Connections of the background work: each of its three threads asks alone, the press for two."""
SILENCE_SECONDS = 10
"""How long a client may send nothing in the middle of a request."""


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn with settings from here alone, whatever stands in its environment."""

    def __init__(self, config: Config, options: dict[str, Any], *, works: bool = True) -> None:
        self.factcheck, self.options, self.works = config, options, works
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn our settings."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> "Flask":
        """Make the application, in the worker.

        It is loaded there alone: the parent process only watches, and stays small.
        """
        logs.configure(self.factcheck.operating.log_format)
        threads: int = self.options["threads"]
        database = Database(
            self.factcheck.database_url,
            self.factcheck.database.with_room(threads + _SPARE),
            pool_size=threads + _SPARE,
        )
        app: Flask = import_module("factcheck.app").create_app(self.factcheck, database)
        app.extensions["factcheck.waiting"] = BoundedSemaphore(threads // 2)
        app.extensions["factcheck.receipts"].start()
        readiness = app.extensions["factcheck.readiness"]
        if self.works:
            for name, each in _workers(self.factcheck, database.beside(_BESIDE)):
                each.start()
                readiness.workers[name] = each
                atexit.register(each.stop, wait=5.0)
        _tell_when_stopped(readiness.stopping)
        # What is loaded by now stays for good: a collection need not walk it ever again,
        # which took 100 ms out of the slowest answers.
        gc.collect()
        gc.freeze()
        return app


def _workers(config: Config, database: Database) -> Iterator[tuple[str, Any]]:
    """What works in the background; loaded where it is wanted alone."""
    working = import_module("factcheck.worker")
    yield "watching", working.Worker(working.Rounds.of(config, database))
    yield "webhooks", import_module("factcheck.dispatch").Dispatcher.of(config, database)
    yield "press", import_module("factcheck.press").Press.of(config, database)


def _tell_when_stopped(stopping: Event) -> None:
    """Set the event at SIGTERM, so that who waits for changes is answered at once."""
    before: Any = signal.getsignal(signal.SIGTERM)

    def stop(number: int, frame: Any) -> None:
        stopping.set()
        if callable(before):
            before(number, frame)

    signal.signal(signal.SIGTERM, stop)


class ServerLog(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn's own lines, made like ours."""

    def setup(self, cfg: Any) -> None:
        """As gunicorn does, but for the form of its lines."""
        super().setup(cfg)
        for each in self.error_log.handlers:
            each.setFormatter(logs.Lines(operating_from_env().log_format))


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=5000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 256))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
@click.option("--no-worker", is_flag=True, help="Leave the background work to `factcheck worker`.")
def serve(host: str, port: int, threads: int, workers: int, *, no_worker: bool) -> None:
    """Serve the API and the pages.

    The embedded database is brought to the newest schema first. SQLite takes one process
    with threads; more workers need PostgreSQL.

    Example: factcheck serve --port 8000 --threads 16
    """
    config = Config.from_env()
    if config.embedded and workers > 1:
        raise click.UsageError("--workers needs PostgreSQL; SQLite runs in one process.")
    address = f"[{host}]" if ":" in host else host
    if not os.environ.get("FACTCHECK_BASE_URL"):
        config = replace(config, base_url=f"http://{address}:{port}")
    _check_free(host, port)
    database = Database(config.database_url, config.database.for_work(1))
    if config.embedded:
        migrate.upgrade(database)
    else:
        migrate.at(database)  # say so now if it cannot be reached
    database.dispose()
    if workers > 1:
        shared_figures.share(config.data_dir)
    click.echo(f"factcheck serves {config.base_url} (stop it with Ctrl+C)", err=True)
    Server(
        config,
        {
            "bind": f"{address}:{port}",
            "threads": threads,
            "workers": workers,
            "worker_class": "gthread",
            "limit_request_line": 8190,  # filters may be repeated
            "graceful_timeout": 30,
            "loglevel": "warning",
            "control_socket_disable": True,
            "logger_class": ServerLog,
            "child_exit": shared_figures.forget,
            "when_ready": _hang_up_on_silence,
        },
        works=not no_worker,
    ).run()


def _hang_up_on_silence(server: Any) -> None:
    """Let no client hold a thread by sending half a request and nothing more.

    gunicorn waits for such clients for ever. The limit is set on the listening sockets,
    from which every connection inherits it.
    """
    limit = struct.pack("ll", SILENCE_SECONDS, 0)
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)


def _check_free(host: str, port: int) -> None:
    """Say so at once if the address is taken, before anything else is started."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise Misconfigured(
            f"{host}:{port} cannot be served ({error.strerror}). "
            f"Stop what runs there, or choose another: --port {port + 1}"
        ) from error
