"""More than three hundred payloads in the fields that people and tools fill in: none does a thing.

The pages are opened without the policy that would keep scripts from running even if they had
come in, so that what is tried is the pages themselves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import select, update

from factcheck.store.desks import Desk
from factcheck.store.people import Person
from tests.browser.conftest import Site, served
from tests.browser.everywhere import DOORS, addresses, routes
from tests.browser.payloads import CALL, PAYLOADS, Poisoner
from tests.browser.stock import Clerk
from tests.workbench.conftest import copied

pytestmark = pytest.mark.untraced  # the tests of each page say what it must do

STORIES, PEOPLE = 24, 66
OPENED = 4
"""Stories whose pages are opened; those of all are taken apart."""
ONE_OF_EACH = (
    "/articles/{article_id}?claim={claim_id}",
    "/articles/{article_id}?claim={dismissed_id}",
    "/articles/{article_id}/closing",
    "/articles/{article_id}/drafts/1..2",
    "/claims/{claim_id}",
    "/sources/{source_id}",
    "/facts/{claim_id}",
    "/facts/{claim_id}/card",
    "/reports/{report_id}.html",
)
LONG = {
    *("text", "statement", "speaker", "source_title", "source_publisher"),
    *("passage", "locator", "comment", "rationale", "override", "note", "asked", "question"),
    *("answer", "signature", "person"),
}
"""Fields of which there are so many, or that are so long, that each holds every payload."""
STRANGE = """(page) => {
  const own = 'script[src^="/static/js/"], script[type="application/ld+json"]';
  const foreign = [...page.querySelectorAll("*")].filter((each) =>
    [...each.attributes].some((at) => at.name.startsWith("on")
      || (["href", "src", "action", "formaction", "data", "xlink:href"].includes(at.name)
          && /^[\\s\\x00-\\x1f]*(javascript|data|vbscript):/i.test(at.value)
          && !each.matches('link[rel="icon"]')))
    || (each.matches("script") && !each.matches(own))
    || each.matches(`embed, object, base, math, marquee, video, audio, template, frame,
        noscript, img, meta[http-equiv="refresh" i], animate, [srcdoc], [shadowrootmode],
        iframe:not(.preview):not(.card), link[href*="evil.example"]`)
    || (each.matches("style") && each.textContent.includes("evil.example")));
  return foreign.map((each) => each.outerHTML.slice(0, 200));
}"""
ON_THE_PAGE = f"() => ({STRANGE})(document)"
IN_MARKUP = f"""(markup) => markup.flatMap((each) =>
  ({STRANGE})(new DOMParser().parseFromString(each, "text/html")))"""
OF_ENTRIES = """(text) => {
  const feed = new DOMParser().parseFromString(text, "application/xml");
  const found = [...feed.querySelectorAll('[type="html"], [type="xhtml"]')];
  return feed.querySelector("parsererror") ? null : found.map((each) => each.textContent);
}"""


@dataclass
class Poisoned:
    """A desk full of payloads, and a page on which they may run if they can."""

    site: Site
    words: Poisoner
    stories: list[dict[str, Any]]
    values: dict[str, Any]
    client: Any
    page: Any

    def open(self, address: str) -> None:
        """Look at a page, on which whatever script got in may run."""
        answer = self.page.goto(address, wait_until="domcontentloaded")
        assert answer.status in {200, 404}, address
        assert self.page.evaluate(ON_THE_PAGE) == [], address

    def read(self, *addresses: str) -> None:
        """Have the browser make elements of pages, which takes it less; each holds payloads."""
        pages = [self.client.get(each).text for each in addresses]
        assert [at for at, page in zip(addresses, pages, strict=True) if CALL not in page] == []
        assert self.page.evaluate(IN_MARKUP, pages) == []

    def settle(self) -> None:
        """Nothing that was opened so far did anything."""
        self.page.wait_for_load_state("networkidle")
        assert self.site.told() == []


@pytest.fixture(scope="session")
def poisoned(
    seeded_file: Any, chromium: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Poisoned]:
    folder, words = tmp_path_factory.mktemp("poisoned"), Poisoner()
    with copied(seeded_file, folder) as bench, served(bench, chromium) as site:
        clerk = Clerk(bench, words)
        stories = [clerk.story() for _ in range(STORIES)]
        values = stories[0] | {"snapshot_id": clerk.copy(stories[0]["source_id"])} | clerk.desk()
        for _ in range(PEOPLE):
            clerk.person()
        with bench.database.writing() as session:
            session.execute(update(Desk).values(name=words("desk", 200)))
            for person in session.scalars(select(Person).where(Person.password_hash.is_not(None))):
                person.name = words("person", 200)
        page = site.visitor("admin@example.org", guarded=False)
        page.expose_function("hit", lambda *_: site.faults.append("a script ran"))
        page.on("dialog", lambda dialog: (site.faults.append(dialog.message), dialog.dismiss()))
        client = bench.browser("admin@example.org").client
        yield Poisoned(site, words, stories, values, client, page)


def test_every_page_holds_them_as_words(poisoned: Poisoned) -> None:
    app = poisoned.site.bench.app
    for endpoint in sorted(set(routes(app)) - set(DOORS)):
        for address in addresses(app, endpoint, poisoned.values):
            answer = poisoned.client.get(address)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                poisoned.open(address)
    poisoned.settle()


@pytest.mark.parametrize("address", ONE_OF_EACH)
def test_pages_of_every_story_hold_them_as_words(poisoned: Poisoned, address: str) -> None:
    places = [address.format_map(story) for story in poisoned.stories]
    for each in places[:OPENED]:
        poisoned.open(each)
    poisoned.read(*places)
    poisoned.settle()


def test_lists_and_what_is_asked_hold_them_as_words(poisoned: Poisoned) -> None:
    poisoned.read("/", "/articles", "/sources", "/reports", "/facts-desk", "/admin/people")
    poisoned.read(*(f"/search?q={quote(each)}" for each in PAYLOADS[::4] if CALL in each))
    for each in PAYLOADS[:: len(PAYLOADS) // 10]:
        poisoned.open(f"/search?q={quote(each)}")
        poisoned.open(f"/{quote(each, safe='')}")
    poisoned.settle()


def test_feeds_hold_them_as_words(poisoned: Poisoned) -> None:
    atom = poisoned.client.get("/feeds/facts.atom").text
    entries = poisoned.page.evaluate(OF_ENTRIES, atom)
    assert any(CALL in each for each in entries)
    items = poisoned.client.get("/feeds/facts.json").json["items"]
    entries += [each["content_html"] for each in items if "content_html" in each]
    assert len(items) > STORIES // 2
    assert poisoned.page.evaluate(IN_MARKUP, entries) == []
    poisoned.settle()


def test_every_payload_was_in_every_field_that_has_room_for_it(poisoned: Poisoned) -> None:
    had = poisoned.words.had
    assert {field for field, payloads in had.items() if len(payloads) == len(PAYLOADS)} >= LONG
    assert min(len(payloads) for payloads in had.values()) >= 1
