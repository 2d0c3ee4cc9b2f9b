"""A reviewer decides on the card, and never loses a word."""

import html
import re
from typing import Any

import pytest
from sqlalchemy import func, select

from factcheck import review
from factcheck.clock import utcnow
from factcheck.errors import Busy
from factcheck.store import articles, claims, log, manuscripts, reviews, sources
from factcheck.store.sources import Source
from factcheck.vocabulary import Flag, PolicyName, Stage, Status

WORDS = "Our own count of the guest list says so."
SOURCE = {
    "title": "Guest list of the house",
    "url": "https://example.org/guests",
    "kind": "primary",
    "stance": "supports",
    "passage": "No earlier visit is listed.",
}


def _form(claim: Any, **changes: str) -> dict[str, str]:
    return {"version": str(claim.version), "status": "verified", "rationale": WORDS} | changes


def _send(browser: Any, claim: Any, form: dict[str, str]) -> Any:
    article = f"/articles/{claim.article_id}"
    return browser.post(f"/claims/{claim.id}/reviews", form, on=article)


def _open_card(bench: Any) -> Any:
    return bench.claim("It will be his first formal visit")


def _typed_again(page: str, claim: Any) -> None:
    """Every word of the form is in the card's fields."""
    card = page.partition(f'id="claim-{claim.id}"')[2].partition("</article>")[0]
    assert f">\n{WORDS}</textarea>" in card
    assert f'value="{SOURCE["title"]}"' in card
    assert f'value="{SOURCE["url"]}"' in card
    assert f">\n{SOURCE['passage']}</textarea>" in card
    assert 'value="primary" selected' in card
    assert '<details class="wide more" open>' in card


def _sources(bench: Any) -> int:
    with bench.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Source))


def test_a_claim_is_verified_with_its_source_in_one_go(bench: Any, ana: Any) -> None:
    claim = _open_card(bench)
    answer = _send(ana, claim, _form(claim, **SOURCE))
    assert answer.status_code == 303
    with bench.database.reading() as session:
        article = articles.article(session, claim.desk_id, claim.article_id)
        following = manuscripts.next_open(manuscripts.marks(session, article), claim.id)
    assert answer.location == f"/articles/{claim.article_id}?claim={following}#card"
    with bench.database.reading() as session:
        (made,) = reviews.of_claims(session, [claim.id])
        (evidence,) = sources.evidence_of(session, claim.id)
        newest = log.newest(session, "claim", claim.id)
    assert (made.status, made.rationale) == (Status.VERIFIED, WORDS)
    assert made.evidence_ids == [evidence.id]
    assert evidence.source.title == SOURCE["title"]
    assert newest
    assert (newest.channel, newest.auth_method) == ("workbench", "session")
    page = ana.get(answer.location).text
    assert "Recorded: this claim is verified." in page
    assert f'href="?claim={claim.id}#card" data-claim="{claim.id}">Look at it' in page
    assert "Recorded: this claim" not in ana.get(answer.location).text


def test_what_the_policy_asks_stands_beside_the_choice(bench: Any, ana: Any) -> None:
    card = _card(ana, _open_card(bench))
    assert "<strong>Dispute:</strong> It needs 1 piece of refuting evidence; it has 0." in card
    button = 'class="choose disputed" data-key="d" aria-describedby="needs-disputed" disabled'
    assert button in card
    assert 'class="choose unverified" data-key="u">' in card


def test_a_refusal_gives_its_reasons_and_keeps_every_word(bench: Any, ana: Any) -> None:
    claim, before = _open_card(bench), _sources(bench)
    answer = _send(ana, claim, _form(claim, **SOURCE, status="disputed"))
    assert answer.status_code == 409
    assert "cannot be marked disputed yet" in answer.text
    assert "It needs 1 piece of refuting evidence; it has 0." in answer.text
    _typed_again(answer.text, claim)
    assert _sources(bench) == before
    assert bench.claim("It will be his first formal visit").version == claim.version


def test_a_half_filled_source_is_named_field_by_field(bench: Any, ana: Any) -> None:
    claim = _open_card(bench)
    answer = _send(ana, claim, _form(claim, url="ftp://example.org", status="", rationale=" "))
    page = html.unescape(answer.text)
    assert answer.status_code == 422
    for words in (
        "Choose a decision.",
        "Say why",
        "Say how near",
        "Say what the source does",
        "Not a valid URL.",
    ):
        assert words in page, words
    assert 'value="ftp://example.org"' in page


def test_who_was_overtaken_reads_by_whom_and_keeps_every_word(bench: Any, ana: Any) -> None:
    claim = _open_card(bench)
    bench.decide(
        claim.id, "rob@example.org", status=Status.UNVERIFIED, rationale="Nobody answered us."
    )
    answer = _send(ana, claim, _form(claim, **SOURCE))
    assert answer.status_code == 409
    assert "Rob decided on this claim" in answer.text
    assert "Nobody answered us." in answer.text
    _typed_again(answer.text, claim)
    card = answer.text.partition(f'id="claim-{claim.id}"')[2]
    version = re.search(r'name="version" value="(\d+)"', card)
    assert version
    again = _send(ana, claim, _form(claim, **SOURCE, version=version[1]))
    assert again.status_code == 303


def test_pressing_twice_records_once(bench: Any, ana: Any) -> None:
    claim = _open_card(bench)
    answers = [_send(ana, claim, _form(claim, **SOURCE)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    with bench.database.reading() as session:
        assert len(reviews.of_claims(session, [claim.id])) == 1
        assert len(sources.evidence_of(session, claim.id)) == 1


def test_an_unreadable_version_is_a_stale_one(bench: Any, ana: Any) -> None:
    claim = _open_card(bench)
    for version in ("", "x", "9" * 30, "²"):
        answer = _send(ana, claim, _form(claim, **SOURCE, version=version))
        assert answer.status_code == 409
        _typed_again(answer.text, claim)


def test_a_viewer_may_not_decide(bench: Any) -> None:
    claim = _open_card(bench)
    answer = bench.browser("vera@example.org").post(
        f"/claims/{claim.id}/reviews", _form(claim, **SOURCE), on="/"
    )
    assert answer.status_code == 403
    assert "This takes the role of reviewer; yours is viewer." in answer.text
    assert WORDS in answer.text


def test_another_desks_claim_is_not_there(bench: Any) -> None:
    claim = _open_card(bench)
    answer = bench.browser("rita@example.org").post(
        f"/claims/{claim.id}/reviews", _form(claim), on="/"
    )
    assert answer.status_code == 404


def test_a_lost_login_gives_the_words_back(bench: Any, ana: Any) -> None:
    claim = _open_card(bench)
    token = ana.token("/")
    ana.post("/logout", {}, on="/")
    form = _form(claim, **SOURCE) | {"csrf_token": token}
    answer = ana.client.post(f"/claims/{claim.id}/reviews", data=form)
    assert answer.status_code == 400
    assert WORDS in answer.text
    assert SOURCE["passage"] in answer.text
    assert token not in answer.text


def test_a_busy_database_gives_the_words_back(
    bench: Any, ana: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(*_: Any, **__: Any) -> None:
        raise Busy("Many changes are being written right now. Try again.")

    claim = _open_card(bench)
    monkeypatch.setattr(review, "decide", taken)
    answer = _send(ana, claim, _form(claim, **SOURCE))
    assert answer.status_code == 503
    assert "Many changes are being written" in answer.text
    _typed_again(answer.text, claim)


def test_too_much_is_refused_with_a_page(bench: Any, ana: Any) -> None:
    claim = _open_card(bench)
    answer = _send(ana, claim, _form(claim, rationale="x" * 10_000_001))
    assert answer.status_code == 413
    assert answer.mimetype == "text/html"


def test_typed_words_are_never_markup(bench: Any, ana: Any) -> None:
    claim = _open_card(bench)
    attack = '"><script>alert(1)</script></textarea>'
    answer = _send(ana, claim, _form(claim, rationale=attack, title=attack, kind="<b>"))
    assert "<script>" not in answer.text
    assert answer.text.count("&lt;script&gt;") == 2


def test_lines_end_as_the_desk_ends_them(bench: Any, ana: Any) -> None:
    claim = _open_card(bench)
    _send(ana, claim, _form(claim, status="unverified", rationale="We asked.\r\nNobody knew."))
    with bench.database.reading() as session:
        (made,) = reviews.of_claims(session, [claim.id])
    assert made.rationale == "We asked.\nNobody knew."


def test_the_forms_address_leads_back_to_the_card(bench: Any, ana: Any) -> None:
    claim = _open_card(bench)
    answer = ana.get(f"/claims/{claim.id}/reviews")
    assert answer.location == f"/articles/{claim.article_id}?claim={claim.id}#card"


def test_under_two_persons_the_second_confirms(bench: Any, ana: Any) -> None:
    admin = bench.actor("admin@example.org")
    with bench.database.writing() as session:
        review.adopt_policy(session, PolicyName.TWO_PERSON, actor=admin, now=utcnow())
    claim = _open_card(bench)
    assert _send(ana, claim, _form(claim, **SOURCE)).status_code == 303
    page = ana.get(f"/articles/{claim.article_id}?claim={claim.id}").text
    assert "Recorded. Another person has to confirm it." in page
    assert "You proposed this status; another person must confirm it." in page
    proposed = _open_card(bench)
    assert proposed.stage is Stage.AWAITING_SECOND
    assert _send(ana, proposed, _form(proposed)).status_code == 409
    rob = bench.browser("rob@example.org")
    assert _send(rob, proposed, _form(proposed)).status_code == 303
    with bench.database.reading() as session:
        assert claims.claim(session, admin.desk_id, claim.id).status is Status.VERIFIED


def _adopt(bench: Any, **rules: Any) -> None:
    admin = bench.actor("admin@example.org")
    with bench.database.writing() as session:
        review.adopt_policy(session, PolicyName.TWO_PERSON, rules=rules, actor=admin, now=utcnow())


def _card(browser: Any, claim: Any) -> str:
    page = browser.get(f"/articles/{claim.article_id}?claim={claim.id}").text
    return str(page.partition(f'id="claim-{claim.id}"')[2].partition("</article>")[0])


def test_what_two_people_disagree_on_waits_for_an_editor(bench: Any, ana: Any) -> None:
    _adopt(bench)
    claim = _open_card(bench)
    _send(ana, claim, _form(claim, **SOURCE))
    rob = bench.browser("rob@example.org")
    other = _form(_open_card(bench), status="unverified", rationale="The list is a draft.")
    assert _send(rob, claim, other).status_code == 303
    page = rob.get(f"/articles/{claim.article_id}?claim={claim.id}").text
    assert "Recorded. You and the first person disagree; an editor decides." in page
    card = _card(ana, claim)
    assert "two people disagree; an editor decides" in card
    assert WORDS in card
    assert "The list is a draft." in card
    assert "Two people came to different ends; an editor must decide." in card
    assert "two people disagree; an editor decides" in ana.get("/").text


def test_a_blind_second_person_sees_neither_decision_nor_what_it_relied_on(
    bench: Any, ana: Any
) -> None:
    _adopt(bench, blind=True, adder_confirms=False)
    claim = _open_card(bench)
    rob_adds = _form(claim, status="unverified", rationale="Nothing is known yet.", **SOURCE)
    rob = bench.browser("rob@example.org")
    _send(rob, claim, rob_adds)
    with bench.database.writing() as session:
        found = claims.claim(session, bench.actor("ana@example.org").desk_id, claim.id)
        review.undo(session, found, actor=bench.actor("rob@example.org"), now=utcnow())
    now = _open_card(bench)
    _send(ana, now, _form(now))
    seen, own = _card(rob, claim), _card(ana, claim)
    assert WORDS in own
    assert "relied on" in own
    assert WORDS not in seen
    assert "relied on" not in seen.partition("<form")[0]
    assert WORDS not in rob.get("/").text
    # The reasons are those that the API would give, for every status alike.
    why = "You added evidence that it relies on; by the desk&#39;s policy somebody else must"
    assert seen.count(why) == len(Status)


def test_a_decision_that_was_taken_back_says_so(bench: Any, ana: Any) -> None:
    claim = _open_card(bench)
    _send(ana, claim, _form(claim, **SOURCE))
    with bench.database.writing() as session:
        actor = bench.actor("ana@example.org")
        found = claims.claim(session, actor.desk_id, claim.id)
        review.undo(session, found, actor=actor, now=utcnow())
    card = _card(ana, claim)
    assert WORDS in card
    assert '<li class="superseded">' in card
    assert "taken back" in card
    assert "relied on" not in card.partition("<form")[0]
    assert "taken back" in ana.get("/").text


def test_an_override_and_a_flag_stand_on_the_card(bench: Any, ana: Any) -> None:
    claim = _open_card(bench)
    why = "The <b>minister</b> told us on the record."
    bench.decide(
        claim.id,
        "elena@example.org",
        status=Status.VERIFIED,
        rationale=WORDS,
        override_reason=why,
    )
    with bench.database.writing() as session:
        found = claims.claim(session, bench.actor("ana@example.org").desk_id, claim.id)
        found.flag = Flag.SOURCE_CHANGED
        found.touch(utcnow())
    card = _card(ana, claim)
    assert "decided against the policy’s rules" in card
    assert "The &lt;b&gt;minister&lt;/b&gt; told us" in card
    assert "a source of the decision has changed since" in card
