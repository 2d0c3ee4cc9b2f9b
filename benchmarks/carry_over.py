"""How long a new draft takes: an article of 3,000 words with about 150 claims.

    python -m benchmarks.carry_over [--runs 15]

Each run takes in another made-up article and then its second draft, in which one figure is
altered, one sentence moved, one gone, one new and one doubled: once in this process, stage by
stage, and once through a real `factcheck serve` on SQLite.
"""

import argparse
import random
import re
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks import articles, service
from benchmarks.service import Client
from factcheck import accounts, intake, migrate
from factcheck.actor import Actor
from factcheck.clock import utcnow
from factcheck.db import Database
from factcheck.extraction import Extraction, extract
from factcheck.review import carry_over
from factcheck.review.comparison import OldDraft, compare
from factcheck.store import articles as stored
from factcheck.store import carried
from factcheck.vocabulary import Change, Channel, Role

SENTENCES = 160
CLAIMS = range(130, 171)
"""How many claims extraction must find, or the article is not what was promised."""
TARGET = 200.0
"""Milliseconds for the whole request."""
ALTERED, MOVED, GONE, NEW, DOUBLED = 12, 30, 60, 90, 126
"""Which sentence of the first draft meets what; `NEW` stands before that one."""
ADDED = "Divers raised {} amphorae from a wreck off the coast in 2023, the museum wrote."
Times = dict[str, float]
STEPS = (
    ("extraction", "(a) extraction of the new text"),
    ("comparison", "(b) comparison alone (`compare`)"),
    ("load", "load the claims, the old draft and its ledger"),
    ("rest", "anchors, draft, ledger and entries, made and flushed"),
    ("commit", "last flush, chain and commit"),
    ("http", "(c) POST /articles/{id}/drafts, whole"),
    ("edge", "of (c) what is none of the above: HTTP, key, answer"),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args(arguments).runs
    found, counts = [], []
    with _database() as (database, actor), service.running() as running:
        client = running.client()
        for seed in range(runs + 1):
            first, second = drafts(seed)
            times, number = _staged(database, actor, first, second)
            times["http"] = _posted(client, first, second)
            known = ("extraction", "comparison", "load", "rest", "commit")
            times["edge"] = times["http"] - sum(times[step] for step in known)
            found.append(times)
            counts.append(number)
    _print(found[1:], counts[1:])  # the first one warms up


def drafts(seed: int) -> tuple[str, str]:
    """Two drafts of one article; the second differs from the first in five places."""
    lines = articles.sentences(seed, SENTENCES)
    dice = random.Random(-1 - seed)
    after: list[str] = []
    for number, line in enumerate(lines):
        if number == NEW:
            after.append(ADDED.format(dice.randint(20, 400)))
        if number == ALTERED:
            after.append(re.sub(r"\d+", lambda digits: str(int(digits[0]) + 1), line, count=1))
        elif number not in {MOVED, GONE}:
            after += [line] * (2 if number == DOUBLED else 1)
    after.insert(-20, lines[MOVED])
    return articles.text_of(lines), articles.text_of(after)


@contextmanager
def _database() -> Iterator[tuple[Database, Actor]]:
    """An SQLite database of its own with one desk."""
    with tempfile.TemporaryDirectory(prefix="factcheck-bench-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'factcheck.sqlite3'}")
        migrate.upgrade(database)
        with database.writing() as session:
            desk = accounts.open_desk(session, slug="bench", name="Bench", now=utcnow())
            person = accounts.add_person(
                session, email="bench@example.org", name="Bench", now=utcnow()
            )
            accounts.join_desk(session, person, desk, Role.EDITOR, now=utcnow())
            actor = accounts.local_actor(session, person, desk, channel=Channel.API)
        yield database, actor
        database.dispose()


def _staged(database: Database, actor: Actor, first: str, second: str) -> tuple[Times, int]:
    """The same work in this process; how long each stage takes, and how many claims there are."""
    found = intake.read(first, None)
    assert len(found.claims) in CLAIMS, f"{len(found.claims)} claims were found"
    with database.writing() as session:
        article_id = intake.receive(
            session, title="Made up", text=first, found=found, actor=actor, now=utcnow()
        ).id
    times: Times = {}
    again = _timed(times, "extraction", lambda: extract(second))
    _compared(database, article_id, second, again, times)
    with database.writing() as session:
        article = stored.article(session, actor.desk_id, article_id)

        def carry() -> None:
            carry_over(session, article, second, found=again, actor=actor, now=utcnow())
            session.flush()

        _timed(times, "rest", carry)
        begun = time.perf_counter()
    times["commit"] = (time.perf_counter() - begun) * 1000
    times["rest"] -= times["load"] + times["comparison"]
    return times, len(found.claims)


def _compared(
    database: Database, article_id: Any, text: str, found: Extraction, times: Times
) -> None:
    """What carry-over reads, and the comparison, once by themselves."""
    with database.reading() as session:

        def load() -> tuple[list[carried.Standing], OldDraft]:
            draft = stored.draft(session, article_id, 1, with_text=True)
            spans = carried.sentence_spans(session, draft.id)
            return carried.standing(session, article_id), OldDraft(draft.text, spans)

        standing, old = _timed(times, "load", load)
        outcomes = _timed(times, "comparison", lambda: compare(standing, old, text, found))
    met = {outcome.change for outcome in outcomes}
    assert met == set(Change) - {Change.NEW}, met


def _posted(client: Client, first: str, second: str) -> float:
    """Milliseconds of the request that brings the second draft."""
    made = client.call("POST", "/api/v1/articles", {"title": "Made up", "text": first})
    assert made.status == 201, made
    path, tag = f"/api/v1/articles/{made.body['id']}/drafts", made.headers["ETag"]
    times: Times = {}
    answer = _timed(
        times, "http", lambda: client.call("POST", path, {"text": second}, If_Match=tag)
    )
    assert answer.status == 201, answer
    return times["http"]


def _timed(times: Times, step: str, act: Any) -> Any:
    begun = time.perf_counter()
    result = act()
    times[step] = (time.perf_counter() - begun) * 1000
    return result


def _print(found: list[Times], counts: list[int]) -> None:
    width = max(len(words) for _, words in STEPS)
    words = len(drafts(1)[0].split())
    print(
        f"{len(found)} articles of about {words:,} words and {min(counts)} to {max(counts)} claims"
    )
    print(f"\n{'':<{width}}{'median':>12}{'p95':>12}")
    for step, title in STEPS:
        times = sorted(each[step] for each in found)
        p95 = times[min(int(len(times) * 0.95), len(times) - 1)]
        print(f"{title:<{width}}{statistics.median(times):>9.1f} ms{p95:>9.1f} ms")
    whole = statistics.median(each["http"] for each in found)
    print(f"\ntarget: (c) under {TARGET:.0f} ms: {'ok' if whole < TARGET else 'NOT KEPT'}")


if __name__ == "__main__":
    main()
