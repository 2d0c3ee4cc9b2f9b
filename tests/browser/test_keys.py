"""Every key of the desk, pressed in a real browser."""

from typing import Any
from uuid import UUID

import pytest

from factcheck.store import claims, log, reviews, sources
from factcheck.store.claims import Claim
from factcheck.vocabulary import Stage, Status
from tests.browser.conftest import Site
from tests.browser.desk import Desk

WHY = "The guest list of the house says so."
START = "It will be his first formal visit"


@pytest.fixture
def desk(site: Site) -> Desk:
    claim = site.bench.claim(START)
    return Desk(site.visitor("ana@example.org")).open(claim.article_id, claim.id)


def _now(site: Site, claim_id: str) -> Claim:
    actor = site.bench.actor("ana@example.org")
    with site.bench.database.reading() as session:
        return claims.claim(session, actor.desk_id, UUID(claim_id))


def test_j_and_k_move_and_n_finds_what_is_open(site: Site, desk: Desk) -> None:
    first = desk.claim
    desk.press("j")
    desk.moved(first)
    second = desk.claim
    assert desk.page.locator(".said[aria-current]").first.get_attribute("data-claim") == second
    assert second in desk.page.url
    desk.press("k")
    desk.moved(second)
    assert desk.claim == first
    desk.press("n")
    desk.moved(first)
    assert _now(site, desk.claim).stage not in {Stage.FINAL, Stage.DISMISSED}


def test_a_source_and_a_decision_in_ten_keys(site: Site, desk: Desk) -> None:
    first = desk.claim
    desk.press("s")
    desk.type("https://example.org/guests")
    desk.press("Tab", "s", "Tab", "p", "Escape", "r")
    desk.type(WHY)
    desk.press("Escape", "v")
    desk.moved(first)
    assert desk.presses <= 12
    now = _now(site, first)
    assert (now.status, now.stage, now.evidence_count) == (Status.VERIFIED, Stage.FINAL, 1)
    assert "Recorded: this claim is verified." in desk.said
    tone = desk.page.locator(f'.said[data-claim="{first}"]').first
    assert "verified" in str(tone.get_attribute("class"))
    assert desk.page.locator("#account").inner_text().startswith("13 of 33")


def test_d_and_u_decide_too_and_z_takes_back(site: Site, desk: Desk) -> None:
    first = desk.claim
    desk.press("r")
    desk.type(WHY)
    desk.press("Escape", "u")
    desk.moved(first)
    second = desk.claim
    assert (_now(site, first).status, _now(site, first).stage) == (
        Status.UNVERIFIED,
        Stage.FINAL,
    )
    desk.press("s")
    desk.type("https://example.org/denial")
    desk.press("Tab", "r", "Tab", "p", "Escape", "r")
    desk.type(WHY)
    desk.press("Escape", "d")
    desk.moved(second)
    assert _now(site, second).status is Status.DISPUTED
    desk.press("z")
    desk.page.wait_for_function(
        "id => document.getElementById('card').dataset.claim === id", arg=second
    )
    assert _now(site, second).stage is Stage.IN_REVIEW
    with site.bench.database.reading() as session:
        assert [each.undone for each in reviews.of_claims(session, [UUID(second)])] == [True]


def test_a_decision_that_cannot_be_taken_says_why(site: Site, desk: Desk) -> None:
    first = desk.claim
    desk.press("v")
    assert "It needs supporting evidence" in desk.said
    desk.press("u")  # allowed, but nothing was written
    assert desk.page.evaluate("document.activeElement.name") == "rationale"
    assert "say why" in desk.said
    desk.type("too short")
    desk.press("Escape", "u")
    assert desk.page.evaluate("document.activeElement.name") == "rationale"
    assert _now(site, first).stage is not Stage.FINAL


def test_e_edits_f_ticks_a_assigns_x_dismisses(site: Site, desk: Desk) -> None:
    first = desk.claim
    desk.press("e")
    desk.page.keyboard.press("Control+a")
    desk.type("It is the first visit of this kind.")
    desk.press("Control+Enter")
    desk.page.wait_for_selector("text=The changes are kept.")
    assert _now(site, first).statement == "It is the first visit of this kind."
    desk.press("f", "Space")
    desk.page.wait_for_selector("text=The ticks are kept.")
    assert [each.checked for each in _now(site, first).facets].count(True) == 1
    desk.press("a")
    desk.page.wait_for_selector("text=The claim is yours.")
    assert _now(site, first).assignee_id == site.bench.actor("ana@example.org").person_id
    desk.press("x", "Space", "Control+Enter")
    desk.moved(first)
    assert _now(site, first).stage is Stage.DISMISSED


def test_c_marks_what_is_selected(site: Site) -> None:
    text = "The mayor was glad 😀 of it. Nobody asked why the bridge was shut in the spring."
    article_id = site.bench.receive("Bridge", text)
    desk = Desk(site.visitor("ana@example.org")).open(article_id)
    desk.page.evaluate(
        """() => {
          const piece = [...document.querySelectorAll("[data-start]")]
            .find((each) => each.textContent.includes("bridge"));
          const node = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT).nextNode();
          const at = node.data.indexOf("Nobody");
          const range = document.createRange();
          range.setStart(node, at < 0 ? 0 : at);
          range.setEnd(node, node.data.indexOf(" in the spring"));
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    desk.press("c")
    desk.page.wait_for_selector("text=Marked: this is a claim now.")
    quote = "Nobody asked why the bridge was shut"
    assert _now(site, desk.claim).anchor.quote == quote
    start = text.index(quote)
    assert _now(site, desk.claim).anchor.start == start


def test_the_overlay_search_and_ways_elsewhere(desk: Desk) -> None:
    desk.press("?")
    assert desk.page.locator("#keys").is_visible()
    desk.press("Escape")
    assert not desk.page.locator("#keys").is_visible()
    desk.press("/")
    assert desk.page.evaluate("document.activeElement.id") == "find"
    desk.type("visit")
    desk.press("Escape", "g", "a")
    desk.page.wait_for_url("**/articles")
    desk.press("g", "r")
    desk.page.wait_for_url("**/reports")
    desk.press("g", "q")
    desk.page.wait_for_url(lambda url: url.endswith("/"))
    desk.press("j")
    opened = desk.page.evaluate("document.activeElement.closest('.waiting-claim') !== null")
    assert opened
    desk.press("Enter")
    desk.page.wait_for_url("**/articles/*")


def test_letters_are_letters_in_a_field(site: Site, desk: Desk) -> None:
    first = desk.claim
    desk.press("r")
    for key in "jkvduxazefcsn?g/":
        desk.page.keyboard.press(key)
    assert desk.page.locator("[name=rationale]").input_value() == "jkvduxazefcsn?g/"
    assert desk.claim == first
    with site.bench.database.reading() as session:
        newest = log.newest(session, "claim", UUID(first))
        assert newest is None or newest.action != "claim.reviewed"
        assert not sources.evidence_of(session, UUID(first))


def test_twenty_claims_with_a_source_each_by_keyboard_alone(site: Site) -> None:
    text = " ".join(
        f"In {1990 + each} the city spent US${each + 2} million on road {each + 1}."
        for each in range(20)
    )
    article_id = site.bench.receive("Roads", text)
    desk = Desk(site.visitor("ana@example.org")).open(article_id)
    for each in range(20):
        now = desk.claim
        desk.press("s")
        desk.type(f"https://example.org/ledger/{each}")
        desk.press("Tab", "s", "Tab", "p", "Escape", "r")
        desk.type("The ledger of that year has the figure.")
        desk.press("Escape", "v")
        if each < 19:
            desk.moved(now)
    desk.page.wait_for_selector("text=Every claim of this article is decided.")
    assert desk.presses <= 12 * 20
    with site.bench.database.reading() as session:
        found = claims.of_article(session, article_id)
        assert {each.status for each in found} == {Status.VERIFIED}
        assert [each.evidence_count for each in found] == [1] * 20


def test_the_queue_ticks_several_by_keys(site: Site) -> None:
    page: Any = site.visitor("ana@example.org")
    page.goto("/")
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    assert page.locator(".waiting-claim input:checked").count() == 2
    assert page.locator("#at-once").get_attribute("open") is not None
    page.locator("#at-once input[value=unverified]").check()
    page.locator("#at-once [name=rationale]").fill(WHY)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=2 claims were done.")
