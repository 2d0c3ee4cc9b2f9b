"""The steps beside a decision, from the card: edit, tick, assign, dismiss, bring back, undo."""

from typing import Any

import pytest

from factcheck.store import claims, log
from factcheck.vocabulary import Kind, Stage, Status

WORDS = "It will be his first formal visit"
WHY = "Our own count of the guest list says so."
ATTACK = '"><img src=x onerror=alert(1)>\u202e'


def _claim(bench: Any) -> Any:
    """The claim as it stands now, with its facets."""
    found = bench.claim(WORDS)
    with bench.database.reading() as session:
        return claims.claim(session, found.desk_id, found.id)


def _send(browser: Any, claim: Any, step: str, **form: Any) -> Any:
    return browser.post(
        f"/claims/{claim.id}/{step}", {"version": str(claim.version)} | form, on="/"
    )


def _card(browser: Any, claim: Any) -> str:
    page: str = browser.get(f"/articles/{claim.article_id}?claim={claim.id}").text
    return page.partition('id="card"')[2].partition("</section>")[0]


def _undo(browser: Any, at: Any, **form: str) -> Any:
    return browser.post(f"/articles/{at.article_id}/undo", form, on="/")


def test_a_claim_is_edited_on_its_card(bench: Any, ana: Any) -> None:
    claim = _claim(bench)
    form = {
        "statement": "It is his first visit.",
        "speaker": "Rosa Vidal",
        "kind": "comparison",
        "priority": "7",
        "tags": "visit, first page,",
    }
    answer = _send(ana, claim, "edit", **form)
    assert answer.location == f"/articles/{claim.article_id}?claim={claim.id}#card"
    now = _claim(bench)
    assert (now.statement, now.speaker_name) == ("It is his first visit.", "Rosa Vidal")
    assert (now.kind, now.priority, now.tags) == (Kind.COMPARISON, 7, ["visit", "first page"])
    card = _card(ana, claim)
    assert "The changes are kept." in card
    assert "priority 7" in card


def test_what_cannot_be_kept_comes_back_with_every_word(bench: Any, ana: Any) -> None:
    claim = _claim(bench)
    form = {"statement": " ", "speaker": ATTACK, "kind": "quantity", "priority": "12", "tags": "a"}
    answer = _send(ana, claim, "edit", **form)
    assert answer.status_code == 422
    assert '<details id="edit" open>' in answer.text
    assert "&#34;&gt;&lt;img src=x" in answer.text
    assert "<img" not in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert _claim(bench).version == claim.version


def test_parts_are_ticked_and_unticked(bench: Any, ana: Any) -> None:
    claim = _claim(bench)
    assert len(claim.facets) >= 1
    first = claim.facets[0]
    assert _send(ana, claim, "ticks", facet=str(first.id)).status_code == 303
    now = _claim(bench)
    assert [each.checked for each in now.facets].count(True) == 1
    assert f'value="{first.id}" checked' in _card(ana, claim)
    assert _send(ana, now, "ticks").status_code == 303
    assert not any(each.checked for each in _claim(bench).facets)


def test_a_claim_is_taken_given_and_given_up(bench: Any, ana: Any) -> None:
    claim = _claim(bench)
    mine, robs = (bench.actor(f"{who}@example.org").person_id for who in ("ana", "rob"))
    assert _send(ana, claim, "assign", to="me").status_code == 303
    assert _claim(bench).assignee_id == mine
    assert "The claim is yours." in _card(ana, claim)
    _send(ana, _claim(bench), "assign", to="chosen", assignee=str(robs))
    assert _claim(bench).assignee_id == robs
    assert "With Rob" in _card(ana, claim)
    _send(ana, _claim(bench), "assign", to="chosen", assignee="")
    assert _claim(bench).assignee_id is None
    viewer = bench.actor("vera@example.org").person_id
    answer = _send(ana, _claim(bench), "assign", assignee=str(viewer))
    assert answer.status_code == 422
    assert "This claim cannot be given to them." in answer.text


def test_a_claim_is_dismissed_and_brought_back(bench: Any, ana: Any) -> None:
    claim = _claim(bench)
    refused = _send(ana, claim, "dismiss", note="My note")
    assert refused.status_code == 422
    assert "Choose a reason." in refused.text
    assert 'value="My note"' in refused.text
    answer = _send(ana, claim, "dismiss", reason="opinion", note="It is a view.")
    assert answer.status_code == 303
    assert f"claim={claim.id}" not in answer.location  # on to the next that waits
    page = ana.get(answer.location).text
    assert "Dismissed: the claim needs no check." in page
    now = _claim(bench)
    assert (now.stage, now.stage_reason) == (Stage.DISMISSED, "opinion")
    card = _card(ana, claim)
    assert 'class="decide"' not in card
    assert _send(ana, now, "reopen", reason="other").status_code == 303
    assert _claim(bench).stage is Stage.REOPENED


def test_the_last_own_step_is_taken_back(bench: Any, ana: Any) -> None:
    claim = _claim(bench)
    _send(ana, claim, "dismiss", reason="opinion")
    answer = _undo(ana, claim)
    assert answer.location == f"/articles/{claim.article_id}?claim={claim.id}#card"
    now = _claim(bench)
    assert now.stage is claim.stage
    with bench.database.reading() as session:
        newest = log.newest(session, "claim", claim.id)
    assert newest
    assert newest.action == "claim.undone"
    assert "Taken back: the claim stands as it did before." in _card(ana, claim)


def test_undo_passes_over_what_others_have_touched(bench: Any, ana: Any) -> None:
    claim = _claim(bench)
    other = bench.claim("The two men last met")
    _send(ana, claim, "dismiss", reason="opinion")
    _send(ana, other, "reopen", reason="other")
    bench.decide(
        other.id, "rob@example.org", status=Status.UNVERIFIED, rationale="Nobody answered us."
    )
    assert f"claim={claim.id}" in _undo(ana, claim).location
    refused = _undo(bench.browser("rob@example.org"), claim, claim=str(claim.id))
    assert refused.status_code == 409
    assert "There is nothing of yours to undo." in refused.text


def test_who_has_done_nothing_is_told_so(bench: Any) -> None:
    rob = bench.browser("rob@example.org")
    refused = _undo(rob, _claim(bench))
    assert refused.status_code == 409
    assert "You have not decided or dismissed anything here" in refused.text


@pytest.mark.parametrize("step", ["edit", "ticks", "assign", "dismiss", "reopen", "evidence"])
def test_steps_are_for_reviewers_of_the_desk_and_the_version_they_saw(
    bench: Any, ana: Any, step: str
) -> None:
    claim = _claim(bench)
    form = {"reason": "other" if step == "reopen" else "opinion", "statement": "New.", "to": "me"}
    form |= {"url": "https://example.org/a", "stance": "context", "kind": "primary"}
    form["kind"] = "primary" if step == "evidence" else "quantity"
    assert _send(bench.browser("vera@example.org"), claim, step, **form).status_code == 403
    assert _send(bench.browser("rita@example.org"), claim, step, **form).status_code == 404
    stale = _send(ana, claim, step, **form | {"version": "99"})
    assert stale.status_code == 409
    assert "Not recorded." in stale.text
    assert _claim(bench).version == claim.version
    address = ana.get(f"/claims/{claim.id}/{step}")
    assert address.location == f"/articles/{claim.article_id}?claim={claim.id}#card"


def test_a_source_is_added_alone_and_the_rationale_stays_the_browsers(bench: Any, ana: Any) -> None:
    claim = _claim(bench)
    form = {"url": "https://www.example.org/guests/", "stance": "supports", "kind": "primary"}
    answer = _send(ana, claim, "evidence", **form, rationale=WHY)
    assert answer.status_code == 303
    card = _card(ana, claim)
    assert "The source is on the claim." in card
    assert ">example.org/guests</a>" in card  # the address names it until somebody does
    assert 'data-key="v"><span' in card  # which is enough to verify by the desk's rules
    now = _claim(bench)
    evidence = card.partition("/evidence/")[2][:36]
    taken = _send(ana, now, f"evidence/{evidence}/removal")
    assert taken.status_code == 303
    assert "The source was taken off the claim." in _card(ana, claim)


def test_half_a_source_is_named_field_by_field(bench: Any, ana: Any) -> None:
    answer = _send(ana, _claim(bench), "evidence", url="nonsense", rationale=WHY)
    assert answer.status_code == 422
    for words in ("Not a valid URL.", "Say what the source does", "Say how near", f">\n{WHY}<"):
        assert words in answer.text, words


def test_the_way_back_takes_back_what_it_stands_beside(bench: Any, ana: Any) -> None:
    one, other = _claim(bench), bench.claim("The two men last met")
    bench.decide(other.id, "ana@example.org", status=Status.UNVERIFIED, rationale=WHY)
    sent = ana.post(
        f"/claims/{one.id}/reviews",
        {"version": str(one.version), "status": "unverified", "rationale": WHY},
        on="/",
    )
    notice = ana.get(sent.location).text.partition('class="notice good done"')[2]
    form = notice.partition("</form>")[0]
    assert f'name="claim" value="{one.id}"' in form
    assert _undo(ana, one, claim=str(one.id)).status_code == 303
    again = _undo(ana, one, claim=str(one.id))  # the button was pressed twice
    assert again.status_code == 409
    assert bench.claim("The two men last met").stage is Stage.FINAL


def test_a_claim_of_another_article_is_not_taken_back_from_here(bench: Any, ana: Any) -> None:
    claim = _claim(bench)
    bench.decide(claim.id, "ana@example.org", status=Status.UNVERIFIED, rationale=WHY)
    elsewhere = bench.receive("Elsewhere", "The bridge cost 48 million euros in 2024.")
    answer = ana.post(f"/articles/{elsewhere}/undo", {"claim": str(claim.id)}, on="/")
    assert answer.status_code == 404
    assert _claim(bench).stage is Stage.FINAL
