"""Requests that come in the same moment."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from werkzeug.test import TestResponse

from tests.newsroom import Client


def twin(client: Client) -> Client:
    """The same key with a test client of its own, which threads must not share."""
    own = Client(client._client.application, None)
    own.headers = client.headers
    return own


def at_once(
    clients: Sequence[Client], send: Callable[[Client, int], TestResponse]
) -> list[TestResponse]:
    """What `send(client, number)` answers when every client sends in the same moment."""
    start = threading.Barrier(len(clients))

    def strike(number: int) -> TestResponse:
        own = twin(clients[number])
        start.wait()
        return send(own, number)

    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(strike, range(len(clients))))
