"""Nothing that was typed is lost: a killed tab, an ended login, a collision, no network."""

from typing import Any
from uuid import UUID

from sqlalchemy import update

from factcheck.clock import utcnow
from factcheck.store import claims
from factcheck.store.logins import Login
from factcheck.vocabulary import Stage, Status
from tests.browser.conftest import Site
from tests.browser.desk import Desk

WHY = "The guest list of the house says so, page three."
START = "It will be his first formal visit"


def _begin(site: Site) -> tuple[Any, Desk]:
    claim = site.bench.claim(START)
    desk = Desk(site.visitor("ana@example.org")).open(claim.article_id, claim.id)
    desk.press("s")
    desk.type("https://example.org/guests")
    desk.press("Escape", "r")
    desk.type(WHY)
    return claim, desk


def _field(page: Any, name: str) -> str:
    return str(page.locator(f"#decide [name={name}]").input_value())


def test_a_killed_tab_gives_the_words_back(site: Site) -> None:
    claim, desk = _begin(site)
    context = desk.page.context
    desk.page.close(run_before_unload=False)
    again = Desk(site.watched(context.new_page())).open(claim.article_id, claim.id)
    assert _field(again.page, "rationale") == WHY
    assert _field(again.page, "url") == "https://example.org/guests"
    assert "What you had typed was given back" in again.card
    again.page.locator(".kept button").click()
    assert _field(again.page, "rationale") == ""
    again.page.reload()
    assert _field(again.page, "rationale") == ""


def test_somebody_else_at_the_same_browser_is_not_shown_them(site: Site) -> None:
    claim, desk = _begin(site)
    cookie = site.bench.browser("rob@example.org").client.get_cookie("session")
    assert cookie
    context = desk.page.context
    context.clear_cookies()
    context.add_cookies([{"name": "session", "value": cookie.value, "url": site.address}])
    rob = Desk(site.watched(context.new_page())).open(claim.article_id, claim.id)
    assert "Rob" in rob.page.locator(".who summary").inner_text()
    assert _field(rob.page, "rationale") == ""


def test_an_ended_login_keeps_the_words_and_leads_back(site: Site) -> None:
    claim, desk = _begin(site)
    with site.bench.database.writing() as session:
        session.execute(update(Login).values(ended_at=utcnow()))
    desk.press("Escape", "u")
    desk.page.wait_for_selector("text=What you had typed")
    assert WHY in desk.page.locator("main").inner_text()
    desk.page.click("main a")
    desk.page.fill("[name=email]", "ana@example.org")
    desk.page.fill("[name=password]", site.bench.password)
    desk.page.press("[name=password]", "Enter")
    desk.page.wait_for_selector("#decide")
    desk.page.wait_for_load_state()
    assert desk.claim == str(claim.id)
    assert _field(desk.page, "rationale") == WHY


def test_two_reviewers_collide_and_one_key_goes_on(site: Site) -> None:
    claim, desk = _begin(site)
    site.bench.decide(
        claim.id, "rob@example.org", status=Status.UNVERIFIED, rationale="Nobody answered us."
    )
    desk.page.locator("#decide [name=stance]").select_option("supports")
    desk.page.locator("#decide [name=kind]").select_option("primary")
    desk.press("Escape", "v")
    desk.page.wait_for_selector("text=Not recorded.")
    assert "Rob decided on this claim" in desk.card
    assert "Nobody answered us." in desk.card
    assert _field(desk.page, "rationale") == WHY
    assert "verified" not in str(
        desk.page.locator(f'.said[data-claim="{claim.id}"]').first.get_attribute("class")
    ).replace("unverified", "")
    desk.page.locator("#card").focus()
    desk.press("v")
    desk.moved(str(claim.id))
    assert site.bench.claim(START).status is Status.VERIFIED


def test_without_a_network_the_words_stay_where_they_are(site: Site) -> None:
    _, desk = _begin(site)
    desk.page.fill("#decide [name=url]", "")
    desk.page.context.set_offline(True)
    desk.press("Escape", "u")
    assert "could not be reached" in desk.said
    assert _field(desk.page, "rationale") == WHY
    desk.page.context.set_offline(False)
    site.faults[:] = [each for each in site.faults if "ERR_INTERNET_DISCONNECTED" not in each]
    now = desk.claim
    desk.press("u")
    desk.moved(now)


def test_what_others_do_is_seen_and_who_is_there(site: Site) -> None:
    claim = site.bench.claim(START)
    page = site.visitor("ana@example.org")
    page.clock.install()  # she does not look away for seconds; her page's clock does
    ana = Desk(page).open(claim.article_id, claim.id)
    rob = Desk(site.visitor("rob@example.org")).open(claim.article_id, claim.id)
    page.clock.fast_forward("00:05")
    page.wait_for_selector("text=Rob is on this claim")
    now = rob.claim
    rob.press("r")
    rob.type("We asked, nobody answered us.")
    rob.press("Escape", "u")
    rob.moved(now)
    page.clock.fast_forward("00:05")
    page.wait_for_selector("#card >> text=final")
    assert site.bench.claim(START).stage is Stage.FINAL
    assert "We asked, nobody answered us." in ana.card


def test_the_whole_way_works_without_scripts(site: Site) -> None:
    page = site.visitor("ana@example.org", scripts=False)
    page.goto("/")
    page.locator(".heap, .queue").first.locator("a").first.click()
    page.locator("a[rel=next]").click()
    claim_id = page.locator("article.claim").get_attribute("id").removeprefix("claim-")
    page.fill("#decide [name=url]", "https://example.org/list")
    page.select_option("#decide [name=stance]", "supports")
    page.select_option("#decide [name=kind]", "primary")
    page.fill("#decide [name=rationale]", WHY)
    page.click("text=Add the source")
    assert page.locator("text=The source is on the claim.").is_visible()
    page.fill("#decide [name=rationale]", WHY)
    page.click("button[value=verified]")
    assert page.locator("text=Recorded: this claim is verified.").is_visible()
    page.click("text=Undo")
    assert page.locator(".notice >> text=Taken back").is_visible()
    assert page.locator(f"#claim-{claim_id}").is_visible()
    page.locator("#dismiss summary").click()
    page.check("[name=reason][value=opinion]")
    page.click("text=Dismiss the claim")
    actor = site.bench.actor("ana@example.org")
    with site.bench.database.reading() as session:
        found = claims.claim(session, actor.desk_id, UUID(claim_id))
        assert found.stage is Stage.DISMISSED
