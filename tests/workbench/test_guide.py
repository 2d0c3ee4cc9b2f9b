"""The first steps of a newcomer."""

from typing import Any


def _guide(browser: Any, address: str = "/") -> str:
    page: str = browser.get(address).text
    return page.partition('class="panel guide"')[2].partition("</section>")[0]


def test_a_newcomer_is_shown_five_steps_and_sees_them_taken(bench: Any) -> None:
    rob = bench.browser("rob@example.org")
    first = _guide(rob)
    assert first.count("<li") == 5
    assert 'class="taken"' not in first
    claim = bench.claim("It will be his first formal visit")
    form = {"version": str(claim.version), "status": "unverified", "rationale": "Nobody answered."}
    rob.post(f"/claims/{claim.id}/reviews", form, on="/")
    after = _guide(rob)
    assert after.count('class="taken"') == 2  # opened, and decided


def test_it_is_put_away_by_one_person_and_comes_back_when_asked_for(bench: Any) -> None:
    rob = bench.browser("rob@example.org")
    assert rob.post("/guide", {}, on="/").status_code == 303
    assert not _guide(rob)
    assert _guide(rob, "/?guide=open")
    rob.post("/logout", {}, on="/")
    assert rob.sign_in("elena@example.org").status_code in {302, 401}
    assert bench.browser("rob@example.org").get("/").status_code == 200


def test_viewers_are_given_no_steps_to_take(bench: Any) -> None:
    assert not _guide(bench.browser("vera@example.org"))
