"""What the desk of a long article costs: on the server, on the wire, in a browser.

    python -m benchmarks.workbench [--words 3000] [--rounds 20]

The application runs in this process on an SQLite file; an article of so many words, with a
claim in every sentence, is opened as a reviewer does, its card alone is asked for as the
page's script does, and a claim is decided. With Chromium installed, the page's own clock says
when it can be used, and how long it takes from the key to the next card.
"""

import argparse
import re
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from rich.console import Console
from rich.table import Table
from sqlalchemy import event
from werkzeug.serving import make_server

from factcheck import accounts, intake, migrate, seeding
from factcheck.app import create_app
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.db import Database
from factcheck.store import claims, desks, people
from factcheck.vocabulary import Channel

REVIEWER = "ana@example.org"
PART = {"X-Factcheck-Part": "desk"}
FLAGS = ["--no-sandbox", "--disable-gpu"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--words", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        desk = _Desk(Path(folder), options.words)
        table = Table("what", "median", "largest", "size", "queries")
        for name, figures in desk.on_the_server(options.rounds):
            table.add_row(name, *figures)
        for name, figures in desk.in_a_browser(options.rounds):
            table.add_row(name, *figures)
        Console().print(f"{desk.words} words, {len(desk.claims)} claims", table)


class _Desk:
    """A demo desk with one long article."""

    def __init__(self, folder: Path, words: int) -> None:
        self.database = Database(f"sqlite:///{folder / 'desk.sqlite3'}")
        migrate.upgrade(self.database)
        seeded = seeding.load(self.database, now=utcnow())
        assert seeded
        self.password = seeded.password
        config = Config(folder, str(self.database.url), "http://127.0.0.1", "for a benchmark alone")
        self.app = create_app(config, self.database)
        text = _story(words)
        self.words = len(text.split())
        with self.database.writing() as session:
            person, desk = people.by_email(session, REVIEWER), desks.by_slug(session, "demo")
            assert person
            assert desk
            actor = accounts.local_actor(session, person, desk, channel=Channel.CLI)
            article = intake.receive(session, actor=actor, now=utcnow(), title="Roads", text=text)
            self.article = article.id
        with self.database.reading() as session:
            self.claims = [each.id for each in claims.of_article(session, self.article)]

    def on_the_server(self, rounds: int) -> Iterator[tuple[str, list[str]]]:
        """Each request with its time in this process, its size and its queries."""
        client = self.app.test_client()
        self._sign_in(client)
        page = f"/articles/{self.article}"
        yield "desk, whole page", self._asked(lambda: client.get(page), rounds)
        card = f"{page}?claim={self.claims[len(self.claims) // 2]}"
        yield "desk, card alone", self._asked(lambda: client.get(card, headers=PART), rounds)
        yield "queue", self._asked(lambda: client.get("/"), rounds)
        news = f"{page}/pulse"
        yield "news of others", self._asked(lambda: client.get(news), rounds)

    def in_a_browser(self, rounds: int) -> Iterator[tuple[str, list[str]]]:
        """When the page can be used, and how long a decision takes to be seen."""
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        if path is None:
            return
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow, and not all have it

        server = make_server("127.0.0.1", 0, self.app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            page = browser.new_page(base_url=f"http://127.0.0.1:{server.port}")
            page.goto("/login")
            page.fill("[name=email]", REVIEWER)
            page.fill("[name=password]", self.password)
            page.press("[name=password]", "Enter")
            page.wait_for_url(lambda url: url.endswith("/"))
            yield "until interactive, in Chromium", _milliseconds(self._opened(page, rounds))
            yield "key to next card, in Chromium", _milliseconds(self._decided(page, rounds))
            browser.close()
        server.shutdown()

    def _opened(self, page: Any, rounds: int) -> list[float]:
        took = []
        for _ in range(rounds):
            page.goto(f"/articles/{self.article}")
            took.append(
                page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive")
            )
        return took[1:]  # the first one fills the browser's cache

    def _decided(self, page: Any, rounds: int) -> list[float]:
        took = []
        for _ in range(rounds):
            now = page.locator("#card").get_attribute("data-claim")
            page.fill("#decide [name=rationale]", "Nobody could be reached who knows.")
            page.locator("#card").focus()
            took.append(page.evaluate(_UNTIL_NEXT, now))
        return took

    def _asked(self, ask: Callable[[], Any], rounds: int) -> list[str]:
        ask()
        with _counting(self.database) as queries:
            answer = ask()
        took = []
        for _ in range(rounds):
            began = time.perf_counter()
            ask()
            took.append((time.perf_counter() - began) * 1000)
        size = f"{len(answer.data) / 1024:.0f} KB"
        return [*_milliseconds(took)[:2], size, str(len(queries))]

    def _sign_in(self, client: FlaskClient) -> None:
        found = re.search(r'csrf_token" value="([^"]+)"', client.get("/login").text)
        assert found
        form = {"email": REVIEWER, "password": self.password, "csrf_token": found[1]}
        client.post("/login", data=form)


_UNTIL_NEXT = """(now) => new Promise((done) => {
  const began = performance.now();
  const changed = new MutationObserver(() => {
    const card = document.getElementById("card");
    if (card && card.dataset.claim !== now) {
      changed.disconnect();
      requestAnimationFrame(() => done(performance.now() - began));
    }
  });
  changed.observe(document.body, { childList: true, subtree: true });
  document.getElementById("card").dispatchEvent(
    new KeyboardEvent("keydown", { key: "u", bubbles: true }),
  );
})"""


def _story(words: int) -> str:
    """A text with a figure in every sentence, four sentences to a paragraph."""
    sentences: list[str] = []
    while sum(len(each.split()) for each in sentences) < words:
        n = len(sentences)
        sentences.append(
            f"In {1990 + n % 35} the city of Port {n} spent US${n + 2} million on road "
            f"number {n + 1}, the mayor Rosa Vidal said."
        )
    lines = (" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))
    return "\n\n".join(lines)


def _milliseconds(took: Sequence[float]) -> list[str]:
    return [f"{statistics.median(took):.0f} ms", f"{max(took):.0f} ms", "", ""]


@contextmanager
def _counting(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)


if __name__ == "__main__":
    main()
