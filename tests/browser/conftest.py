"""A real Chromium on a live server with its own copy of the demo desk."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from werkzeug.serving import make_server

from tests.workbench.conftest import Bench, Browser, bench, seeded_file

__all__ = ["bench", "seeded_file"]

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 812}
TOLERATED = ("status of 401", "status of 404", "status of 409", "status of 422")
"""What a browser notes of an answer that is an error on purpose."""
GIVEN_UP = {"net::ERR_ABORTED"}
"""What a page was waiting for when somebody left it."""


@dataclass
class Site:
    """The workbench at an address, and a browser to look at it. `faults` must stay empty."""

    bench: Bench
    address: str
    chromium: Any
    faults: list[str] = field(default_factory=list)
    contexts: list[Any] = field(default_factory=list)

    def visitor(
        self,
        email: str | None = None,
        *,
        size: dict[str, int] | None = None,
        dark: bool = False,
        scripts: bool = True,
        guarded: bool = True,
    ) -> Any:
        """A page of a browser of its own, in which somebody has signed in.

        Without the guard, pages may run whatever script is in them.
        """
        context = self.chromium.new_context(
            bypass_csp=not guarded,
            base_url=self.address,
            viewport=size or DESKTOP,
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            locale="en-GB",
        )
        self.contexts.append(context)
        context.set_default_timeout(15_000)
        if email:
            self.admit(context, self.bench.browser(email))
        return self.watched(context.new_page())

    def admit(self, context: Any, browser: Browser) -> None:
        """Give the browser's login to a context."""
        cookie = browser.client.get_cookie("session")
        assert cookie
        context.add_cookies([{"name": "session", "value": cookie.value, "url": self.address}])

    def watched(self, page: Any) -> Any:
        """The page, with everything noted that a browser complains of."""
        page.on("console", lambda said: self._hear(said.type, said.text))
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("requestfailed", self._miss)
        page.on("response", self._weigh)
        return page

    def told(self) -> list[str]:
        """The faults until now; from here on others are looked for."""
        found = self.faults[:]
        self.faults.clear()
        return found

    def _miss(self, request: Any) -> None:
        if request.failure not in GIVEN_UP:
            self.faults.append(f"{request.url} failed: {request.failure}")

    def _weigh(self, answer: Any) -> None:
        part = answer.request.resource_type in {"stylesheet", "script", "image", "font"}
        if answer.status >= (400 if part else 500):
            self.faults.append(f"{answer.url} answered {answer.status}")

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and not any(each in text for each in TOLERATED):
            self.faults.append(text)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed: scripts/install-test-tools says how")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def site(bench: Bench, chromium: Any) -> Iterator[Site]:
    with served(bench, chromium) as found:
        yield found


@contextmanager
def served(bench: Bench, chromium: Any) -> Iterator[Site]:
    """The application at an address; nothing may be amiss in the end."""
    server = make_server("127.0.0.1", 0, _whole(bench.app), threaded=True)
    # The loop asks this often whether it is to stop.
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    found = Site(bench, f"http://127.0.0.1:{server.port}", chromium)
    try:
        yield found
    finally:
        for context in found.contexts:
            context.close()
        server.shutdown()
        thread.join()
        server.server_close()
    assert found.faults == []


def _whole(app: Any) -> Any:
    """The application, its answers made before they are sent: a browser may hang up meanwhile,
    and the server would forget to close the file that it was sending.
    """

    def answer(environ: Any, start_response: Any) -> list[bytes]:
        parts = app(environ, start_response)
        try:
            return list(parts)
        finally:
            parts.close()

    return answer
