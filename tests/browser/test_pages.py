"""Every page by everybody: nothing that axe calls serious, nothing that scrolls sideways."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESKTOP, PHONE, Site, served
from tests.browser.everywhere import DOORS, addresses, routes
from tests.browser.stock import half_in, stocked
from tests.workbench.conftest import Browser, copied

pytestmark = pytest.mark.untraced  # the tests of each page say what it must do

LOOKS = [(size, scheme) for size in (DESKTOP, PHONE) for scheme in ("light", "dark")]
LONG = ("article", "comparison")
"""Pages that show more of the demo desk's article of many claims."""
FAULTS = """async () => {
  const found = await axe.run({ resultTypes: ["violations"] });
  const serious = found.violations
    .filter((each) => ["serious", "critical"].includes(each.impact))
    .flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.target} ${node.html}`));
  const wide = document.scrollingElement.scrollWidth - innerWidth;
  return wide > 0 ? [...serious, `${wide} px too wide`] : serious;
}"""


def faults(page: Any) -> list[str]:
    """What is wrong with the page that is open, in all its looks."""
    page.evaluate(Axe().axe_script)
    said = []
    for size, scheme in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        said += [f"{size['width']} {scheme}: {each[:300]}" for each in page.evaluate(FAULTS)]
    return said


@dataclass
class Tour:
    """An administrator who looks at every page of a desk where each has something to show."""

    site: Site
    values: dict[str, Any]
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        bench = self.site.bench
        self.insider = self._visitor(bench.browser("admin@example.org"))
        self.outsider = self._visitor(half_in(bench))

    def _visitor(self, browser: Browser) -> tuple[Browser, Any]:
        page = self.site.visitor()
        self.site.admit(page.context, browser)
        return browser, page

    def open(self, endpoint: str, address: str) -> Any:
        """The page where the address leads; None for a file, and where one has been before."""
        browser, page = self.outsider if endpoint in DOORS else self.insider
        answer = browser.client.get(address, follow_redirects=True)
        assert answer.status_code == 200, f"{address} answers {answer.status_code}"
        place = answer.request.path
        if answer.mimetype != "text/html" or (place != address and place in self.seen):
            return None
        self.seen.add(place)
        page.goto(address)
        return page


@pytest.fixture(scope="session")
def tour(
    seeded_file: Any, chromium: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tour]:
    folder = tmp_path_factory.mktemp("tour")
    with copied(seeded_file, folder) as bench, served(bench, chromium) as site:
        yield Tour(site, stocked(bench))


@pytest.mark.parametrize("endpoint", sorted(routes()))
def test_a_page_is_for_everybody_by_day_and_night_on_desk_and_phone(
    tour: Tour, endpoint: str
) -> None:
    said = []
    for address in addresses(tour.site.bench.app, endpoint, tour.values):
        if (page := tour.open(endpoint, address)) is not None:
            said += faults(page)
    assert not said, "\n".join(said)
    assert tour.site.told() == []


@pytest.mark.parametrize("endpoint", LONG)
def test_a_page_of_many_claims_is_too(tour: Tour, endpoint: str) -> None:
    claim = tour.site.bench.claim("It will be his first formal visit")
    values = {"article_id": claim.article_id, "claim_id": claim.id, "a": 1, "b": 2}
    for address in addresses(tour.site.bench.app, endpoint, values):
        assert faults(tour.open(endpoint, address)) == []


def test_the_card_is_for_everybody_where_it_slides_over_the_text(site: Site) -> None:
    claim = site.bench.claim("It will be his first formal visit")
    page = site.visitor("ana@example.org", size=PHONE)
    page.goto(f"/articles/{claim.article_id}?claim={claim.id}#card")
    for part in page.locator("#card details").all():
        part.evaluate("part => part.open = true")
    assert faults(page) == []
    page.set_viewport_size(PHONE)
    page.locator(".shut").click()
    page.wait_for_function(
        "() => getComputedStyle(document.getElementById('card')).visibility === 'hidden'"
    )


def test_nothing_waits_for_an_animation_longer_than_people_do(site: Site) -> None:
    page = site.visitor("ana@example.org")
    page.goto("/")
    slow = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((each) =>
          parseFloat(getComputedStyle(each).transitionDuration) > 0.3).length"""
    )
    assert slow == 0
