"""A newcomer's first two minutes, and a reviewer's whole day, from signing in to the report."""

from typing import Any
from uuid import UUID

from factcheck.store import claims, reports
from factcheck.vocabulary import Stage, Status
from tests.browser.conftest import Site
from tests.browser.desk import Desk

WHY = "The register of the city has this very figure."
STORY = (
    "The city spent US$48 million on the tunnel in 2024. "
    "It opened on 3 May 2025, the mayor said. "
    "Rents rose by 12 percent in the year after. "
    "It is the longest tunnel of the coast."
)


def _sign_in(site: Site, email: str, password: str) -> Any:
    page = site.visitor()
    page.goto("/")
    page.fill("[name=email]", email)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_selector("#waits")
    return page


def test_a_newcomer_verifies_a_claim_with_a_source_without_reading(site: Site) -> None:
    """Only what the page itself offers is used: the first step, the labels, the buttons."""
    page = _sign_in(site, "ana@example.org", site.bench.password)
    page.get_by_role("link", name="Open a claim").click()
    card = page.locator("#card")
    claim_id = UUID(card.get_attribute("data-claim"))
    page.get_by_label("Address").fill("https://example.org/register")
    page.get_by_label("What it does").select_option("supports the claim")
    page.get_by_label("Kind of source").select_option("primary")
    card.get_by_label("Rationale", exact=False).first.fill(WHY)
    page.get_by_role("button", name="Verify").click()
    page.wait_for_selector("text=Recorded: this claim is verified.")
    with site.bench.database.reading() as session:
        actor = site.bench.actor("ana@example.org")
        assert claims.claim(session, actor.desk_id, claim_id).status is Status.VERIFIED


def test_a_day_from_a_new_article_to_its_report(site: Site) -> None:
    editor = site.visitor("eddy@example.org")
    editor.goto("/articles")
    editor.get_by_role("link", name="New article").click()
    editor.get_by_label("Text", exact=True).fill(f"Tunnel opens\n\n{STORY}")
    editor.get_by_role("button", name="Take the article in").click()
    editor.wait_for_selector("#card")
    article_id = UUID(editor.locator("#card").get_attribute("data-article"))

    desk = Desk(_sign_in(site, "ana@example.org", site.bench.password))
    desk.page.get_by_role("link", name="Tunnel opens").first.click()
    desk.page.wait_for_selector("#card")
    while "Every claim of this article is decided." not in desk.card:
        now = desk.claim
        desk.press("a")
        desk.page.wait_for_selector("text=The claim is yours.")
        desk.press("s")
        desk.type("https://city.example/register")
        desk.press("Tab", "s", "Tab", "p", "Escape", "r")
        desk.type(WHY)
        desk.press("Escape", "v")
        desk.page.wait_for_selector("text=Recorded: this claim is verified.")
        desk.settled()
        if desk.claim == now:
            break
    with site.bench.database.reading() as session:
        found = claims.of_article(session, article_id)
    assert len(found) >= 3
    assert {each.stage for each in found} == {Stage.FINAL}

    desk.page.get_by_role("link", name="Whole history and comments").click()
    desk.page.get_by_label("Comment").fill("Seen by two of us.")
    desk.page.get_by_role("button", name="Comment").click()
    desk.page.wait_for_selector("text=Seen by two of us.")

    editor.goto(f"/articles/{article_id}/closing")
    editor.get_by_role("button", name="Sign it off").click()
    editor.wait_for_selector(".verdict >> text=Signed off")

    desk.page.goto(f"/articles/{article_id}")
    desk.page.get_by_role("link", name="Freeze a report").click()
    desk.page.get_by_role("button", name="Freeze it", exact=True).click()
    desk.page.wait_for_selector("iframe.preview")
    with site.bench.database.reading() as session:
        assert len(reports.of_article(session, article_id)) == 1
    preview = desk.page.frame_locator("iframe.preview")
    assert preview.get_by_text("Tunnel opens").first.is_visible()
    csv = desk.page.get_by_role("link", name="CSV For the desk").get_attribute("href")
    assert WHY in desk.page.request.get(csv).text()
