"""Hints on an article's page: alarms, likely speakers, what could not be done, and the rest."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest

from factcheck import intake
from factcheck.store import claims
from factcheck.store.claims import Claim
from factcheck.vocabulary import LedgerNote, Stage
from factcheck.workbench.wording import aside
from tests.hinted import EVIDENCE, HINTED, MESSAGE, NAME, NOTICE, hinted
from tests.workbench.conftest import NOW


@pytest.fixture
def article_id(bench: Any) -> UUID:
    """An article full of hints."""
    actor = bench.actor("elena@example.org")
    with bench.database.writing() as session:
        made = intake.receive(
            session, title="Hints", text=HINTED, found=hinted(), actor=actor, now=NOW
        )
        found: UUID = made.id
    return found


def _claim(bench: Any, words: str = "320") -> Claim:
    found: Claim = bench.claim(words, "Hints")
    return found


def _card(page: str, claim: Claim) -> str:
    return page.partition(f'id="claim-{claim.id}"')[2].partition("</article>")[0]


def test_alarms_lead_to_their_claims(bench: Any, ana: Any, article_id: UUID) -> None:
    page = ana.get(f"/articles/{article_id}").text
    alarms = page.partition('class="alarms"')[2].partition("</details>")[0]
    assert "2 places to look at twice" in alarms
    _, first, second = alarms.split("<li")
    assert "48 is not 84." in first
    assert "href" not in first
    assert MESSAGE in second
    claims_named = re.findall(r'href="\?claim=([^"#]+)#card"', second)
    assert claims_named == [str(_claim(bench, words).id) for words in ("320", "48 million")]


def test_the_notice_stands_on_top(ana: Any, article_id: UUID) -> None:
    page = ana.get(f"/articles/{article_id}").text
    assert NOTICE in page.partition("</header>")[2].partition("</header>")[0]
    assert 'lang="xx"' in page


def test_sentences_without_claims_are_grey_and_say_why(ana: Any, article_id: UUID) -> None:
    page = ana.get(f"/articles/{article_id}").text
    assert '<span class="aside" data-start="0" title="heading">🏖️ Harbour opens</span>' in page
    rest = page.partition('class="asides"')[2].partition("</details>")[0]
    assert "1 sentence without claims" in rest
    assert '<span class="label">heading</span> <bdi>🏖️ Harbour opens</bdi>' in rest


def test_every_note_has_words_of_its_own() -> None:
    said = [aside(note) for note in LedgerNote]
    assert len(set(said)) == len(said)
    assert not any("_" in each for each in said)
    assert aside(None) == "no claim"


def test_a_reviewer_takes_the_likely_speaker(bench: Any, ana: Any, article_id: UUID) -> None:
    claim, address = _claim(bench), f"/articles/{article_id}"
    shown = f"{address}?claim={claim.id}"
    card = _card(ana.get(shown).text, claim)
    assert f"<bdi>“She”</bdi> – probably <bdi>{NAME}</bdi>" in card
    assert EVIDENCE in card
    assert "decided again" not in card
    target = f"/claims/{claim.id}/speaker"
    answer = ana.post(target, {"version": str(claim.version)})
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"{address}?claim={claim.id}#card")
    page = ana.get(shown).text
    assert f"Recorded: the speaker is {NAME}." in page
    card = _card(page, claim)
    assert "probably" not in card
    now = _claim(bench)
    assert (now.speaker_name, now.version, now.stage) == (NAME, claim.version + 1, Stage.QUEUED)
    assert ana.get(target).headers["Location"].endswith(f"{address}?claim={claim.id}#card")


def test_a_decision_that_would_fall_is_told_before(bench: Any, ana: Any, article_id: UUID) -> None:
    with bench.database.writing() as session:
        for each in claims.of_article(session, article_id):
            if "320" in each.anchor.quote:
                each.speaker_name, each.stage = "the mayor", Stage.FINAL
    claim = _claim(bench)
    card = _card(ana.get(f"/articles/{article_id}?claim={claim.id}").text, claim)
    assert "The claim then has to be decided again." in card


def test_who_is_late_or_may_not_or_comes_twice_changes_nothing(
    bench: Any, ana: Any, article_id: UUID
) -> None:
    claim = _claim(bench)
    target, form = f"/claims/{claim.id}/speaker", {"version": str(claim.version)}
    assert "as the speaker" not in bench.browser("vera@example.org").get(
        f"/articles/{article_id}"
    ).text  # fmt: skip
    for browser, sent, status in (
        (bench.browser("vera@example.org"), form, 403),
        (bench.browser("rita@example.org"), form, 404),
        (ana, {"version": "9"}, 409),
        (ana, {}, 409),
    ):
        assert browser.post(target, sent).status_code == status
    assert ana.client.post(target, data=form).status_code == 400  # without the token
    assert ana.post(f"/claims/{uuid4()}/speaker", form).status_code == 404
    assert _claim(bench).version == claim.version
    assert ana.post(target, form).status_code == 303
    assert ana.post(target, form).status_code == 409
    assert ana.post(target, {"version": str(claim.version + 1)}).status_code == 409
    assert _claim(bench).version == claim.version + 1
