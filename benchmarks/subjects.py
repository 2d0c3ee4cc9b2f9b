"""The services that are compared, running and filled: ours on both databases, and the plain one."""

import argparse
import json
import random
import statistics
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from benchmarks import articles, floors, plain, postgres, service
from benchmarks.load import Ask, Place, Script, complete, drive, request
from benchmarks.service import Client, Service

OURS, OURS_PG = "ours, SQLite", "ours, PostgreSQL"
PLAIN, TUNED = "plain, SQLite", "plain, tuned"
RATIONALE = "Measured, not judged: a rationale of the usual length, with a reason in it."
SENTENCES = 40
"""Of one article."""
SAMPLE = 40
"""Claims that readers open."""
ONES = 4
"""Claims that a reader opens between two lists."""
Figures = dict[str, float]
T = TypeVar("T")


@dataclass(slots=True)
class Subject:
    """A running service.

    `places` is what clients change in it, `reads` what readers ask, `empty` the routes that do
    nothing; `commits` measures what its database does alone. `rounds` holds the figures of each
    round by the name of the measure.
    """

    name: str
    port: int
    empty: list[Ask]
    places: list[list[Place]]
    reads: list[Ask]
    commits: Callable[[], float] | None = None
    rounds: list[Figures] = field(default_factory=list)

    def median(self, measure: str) -> float | None:
        """Over the rounds; None for what is not measured of this one."""
        found = [each[measure] for each in self.rounds if measure in each]
        return statistics.median(found) if found else None


def started(options: argparse.Namespace, stack: ExitStack) -> Iterator[Subject]:
    """Start the services and fill them; `stack` ends them."""
    if options.backend != "postgresql":
        running = stack.enter_context(service.running(options.threads))
        yield _ours(OURS, running, partial(floors.sqlite_commits, running.folder), options)
    for name in (PLAIN, TUNED):
        served = plain.running(options.claims, options.threads, tuned=name == TUNED)
        yield _plain(name, stack.enter_context(served), options)
    if options.backend != "sqlite":
        url = stack.enter_context(postgres.server())
        running = stack.enter_context(
            service.running(options.threads, workers=options.workers, database_url=url)
        )
        yield _ours(OURS_PG, running, partial(floors.postgresql_commits, url), options)


def _ours(
    name: str, running: Service, commits: Callable[[], float], options: argparse.Namespace
) -> Subject:
    """Take in articles, and give each claim its evidence."""
    print(f"filling {name} …", flush=True)
    claims = list(_taken_in(running.client(), options.claims))
    key, path = running.key, "/api/v1/claims"
    places = [
        Place(_decisions(key, f"{path}/{each['id']}"), f'"{each["id"]}.{each["version"]}"'.encode())
        for each in claims
    ]
    parts = _parts(list(zip(claims, places, strict=True)), options.clients)
    drive(running.port, [_proving(key, part) for part in parts])
    sample = random.Random(1).sample(claims, min(SAMPLE, len(claims)))
    opened = [request("GET", f"{path}/{each['id']}", key) for each in sample]
    return Subject(
        name,
        running.port,
        [complete("empty", request("GET", "/healthz"))],
        [[place for _, place in part] for part in parts],
        _reading(opened, request("GET", f"{path}?limit=50", key)),
        commits,
    )


def _taken_in(client: Client, count: int) -> Iterator[dict[str, Any]]:
    """The first `count` claims of as many articles as that takes."""
    seed = left = 0
    while left < count:
        text = articles.text_of(articles.sentences(seed, SENTENCES))
        made = client.call("POST", "/api/v1/articles", {"title": f"Made up {seed}", "text": text})
        assert made.status == 201, made
        found = client.call("GET", f"/api/v1/articles/{made.body['id']}/claims?limit=200").body
        yield from found["items"][: count - left]
        seed, left = seed + 1, left + len(found["items"])


def _proving(key: str, part: list[tuple[dict[str, Any], Place]]) -> Script:
    """A client that puts a primary source on each claim."""
    source = {"title": "Annual accounts", "kind": "primary", "url": "https://example.org/2024"}
    body = json.dumps({"stance": "supports", "source": source}).encode()
    for claim, place in part:
        head = request("POST", f"/api/v1/claims/{claim['id']}/evidence", key, body)
        reply = yield complete("evidence", head, body, b"If-Match: %b\r\n" % place.tag)
        place.tag = reply.etag


def _decisions(key: str, path: str) -> tuple[tuple[bytes, bytes], tuple[bytes, bytes]]:
    """The two decisions that follow each other on a claim, both within the standard policy."""

    def way(status: str) -> tuple[bytes, bytes]:
        body = json.dumps({"status": status, "rationale": RATIONALE}).encode()
        return request("POST", f"{path}/reviews", key, body), body

    return way("verified"), way("unverified")


def _plain(name: str, port: int, options: argparse.Namespace) -> Subject:
    def way(number: int, status: str) -> tuple[bytes, bytes]:
        body = json.dumps({"status": status}).encode()
        return request("PATCH", f"/claims/{number}", None, body), body

    numbers = range(1, options.claims + 1)
    places = [Place((way(each, "verified"), way(each, "unverified"))) for each in numbers]
    sample = random.Random(1).sample(numbers, min(SAMPLE, len(numbers)))
    return Subject(
        name,
        port,
        [complete("empty", request("GET", "/empty")), complete("json", request("GET", "/json"))],
        _parts(places, options.clients),
        _reading(
            [request("GET", f"/claims/{each}") for each in sample],
            request("GET", "/claims?limit=50"),
        ),
    )


def _parts(things: list[T], count: int) -> list[list[T]]:
    """Equal shares, one for each client."""
    return [things[at::count] for at in range(count)]


def _reading(ones: list[bytes], many: bytes) -> list[Ask]:
    """What a reader asks: a list, some claims, a list, and so on."""
    asks = []
    for number, each in enumerate(ones):
        if number % ONES == 0:
            asks.append(complete("list", many))
        asks.append(complete("one", each))
    return asks
