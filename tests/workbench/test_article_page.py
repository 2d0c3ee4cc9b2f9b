"""An article page shows the words as they are, and all that is known about them."""

import html
import re
from typing import Any
from uuid import UUID, uuid4

from factcheck import report, review
from factcheck.store import articles, claims, manuscripts
from factcheck.vocabulary import SourceKind, Stance, Status

ATTACK = '<script>alert("x")</script>'


def _text(page: str) -> str:
    """The manuscript as a reader sees it, without the marks."""
    inside = page.partition('<article class="manuscript"')[2].partition("</article>")[0]
    inside = re.sub(r'<span class="mark".*?</span>', "", inside.partition(">")[2])
    inside = inside.partition("<details")[0]
    paragraphs = re.findall(r"<p[^>]*>(.*?)</p>", inside, re.S)
    return "\n".join(html.unescape(re.sub(r"<[^>]+>", "", each)) for each in paragraphs)


def _page(bench: Any, browser: Any, title: str, claim: Any = None) -> str:
    address = f"/articles/{bench.article(title).id}"
    return browser.get(f"{address}?claim={claim.id}" if claim else address).text


def test_the_whole_text_is_there_letter_by_letter(bench: Any, ana: Any) -> None:
    article = bench.article("White House")
    with bench.database.reading() as session:
        draft = articles.draft(session, article.id, 2, with_text=True)
        lines = [line for line in draft.text.split("\n") if line.strip()]
    assert _text(_page(bench, ana, "White House")) == "\n".join(lines)


def test_claims_are_underlined_by_status_and_lead_to_their_cards(bench: Any, ana: Any) -> None:
    page = _page(bench, ana, "White House")
    for words, tone in (
        ("will travel to Washington", "verified"),
        ("No other Latin American", "disputed"),
        ("The two men last met", "unverified"),
    ):
        claim = bench.claim(words)
        link = rf'<a class="said {tone}" data-claim="{claim.id}" data-start="{claim.anchor.start}"'
        assert re.search(rf'{link} href="\?claim={claim.id}#card" id="text-{claim.id}"', page)
        assert f'id="claim-{claim.id}"' in _page(bench, ana, "White House", claim)


def test_the_desk_opens_at_the_first_claim_that_waits(bench: Any, ana: Any) -> None:
    page = _page(bench, ana, "White House")
    opened = re.findall(r'data-claim="([^"]+)"[^>]*aria-current="true"', page)
    with bench.database.reading() as session:
        marks = manuscripts.marks(session, bench.article("White House"))
    first = next(each for each in marks if each.open)
    assert set(opened) == {str(first.id)}
    assert f"Claim {marks.index(first) + 1} of {len(marks)}" in page


def test_a_claim_of_another_article_has_no_card_there(bench: Any, ana: Any) -> None:
    other = bench.article("What a swap line")
    claim = bench.claim("will travel to Washington")
    assert ana.get(f"/articles/{other.id}?claim={claim.id}").status_code == 404
    assert ana.get(f"/articles/{other.id}?claim=nonsense").status_code == 200


def test_a_card_tells_all_that_is_known(bench: Any, ana: Any) -> None:
    claim = bench.claim("will travel to Washington")
    card = _page(bench, ana, "White House", claim).partition(f'id="claim-{claim.id}"')[2]
    card = card.partition("</article>")[0]
    for words in (
        "verified",
        "final",
        "the Foreign Ministry",
        "Javier Milei",
        "names a date",
        "Statement on the president&#39;s visit to Washington",
        "primary",
        "B: usually reliable",
        "The ministry announces an official visit",
        "We verify that the visit was announced",
        "Ana Ferreyra",
    ):
        assert words in card, words


def test_an_alarm_is_on_the_card(bench: Any, ana: Any) -> None:
    with bench.database.reading() as session:
        standing = claims.of_article(session, bench.article("White House").id)
    alarm = next(each for each in standing if "one counterexample" in str(each.anchor.alarms))
    page = _page(bench, ana, "White House", alarm)
    assert "one counterexample refutes it" in page.partition('<article class="claim')[2]


def test_what_left_the_text_is_listed_apart(bench: Any, ana: Any) -> None:
    page = _page(bench, ana, "White House")
    apart = page.partition("Not in this draft")[2].partition("</section>")[0]
    assert "A law passed in October 2024" in apart
    gone = re.search(r"claim=([0-9a-f-]+)#card", apart)
    assert gone
    card = ana.get(f"/articles/{bench.article('White House').id}?claim={gone[1]}").text
    assert "A law passed in October 2024" in card.partition('class="claim')[2]


def test_the_meter_counts_sentences(bench: Any, ana: Any) -> None:
    with bench.database.reading() as session:
        coverage = review.ledger(session, bench.article("White House")).coverage
    words = f"{coverage.accounted} of {coverage.total} sentences accounted"
    assert words in _page(bench, ana, "White House")


def test_another_desks_article_is_as_unknown_as_none(bench: Any) -> None:
    rita = bench.browser("rita@example.org")
    article = bench.article("White House")
    foreign, none = rita.get(f"/articles/{article.id}"), rita.get(f"/articles/{uuid4()}")
    assert foreign.status_code == none.status_code == 404
    assert foreign.mimetype == "text/html"
    blank = re.compile(r"Request <code>\w+</code>|value=\"[^\"]+\"")
    assert blank.sub("", foreign.text) == blank.sub("", none.text)
    claim = bench.claim("will travel to Washington")
    assert rita.get(f"/claims/{claim.id}/reviews").status_code == 404


def test_a_viewer_reads_and_sees_no_form(bench: Any) -> None:
    page = _page(bench, bench.browser("vera@example.org"), "White House")
    assert "will travel to Washington" in page
    assert 'class="decide"' not in page
    assert "Dismiss" not in page


def test_whatever_is_written_stays_words(bench: Any, ana: Any) -> None:
    bench.receive(f"{ATTACK} title", f"In 2024 the city of {ATTACK} spent US$5 million.")
    article_id = bench.article(ATTACK).id
    actor = bench.actor("ana@example.org")
    with bench.database.writing() as session:
        claim = claims.of_article(session, article_id)[0]
        claim.statement = f"{ATTACK} statement"
        review.add_evidence(
            session,
            claim,
            stance=Stance.SUPPORTS,
            source={
                "title": ATTACK,
                "kind": SourceKind.PRIMARY,
                "url": "javascript:alert(1)",
            },
            passage=ATTACK,
            actor=actor,
            now=claim.created_at,
        )
    bench.decide(claim.id, "rob@example.org", status=Status.VERIFIED, rationale=f"{ATTACK} why")
    for page in (ana.get("/").text, ana.get(f"/articles/{article_id}").text):
        assert ATTACK not in page
        assert 'href="javascript' not in page
        assert "&lt;script&gt;" in page, page[:20000]


def test_a_confidential_source_is_named_to_reviewers_alone(bench: Any, ana: Any) -> None:
    bench.receive("Quiet", "In 2024 the city spent US$5 million on roads.")
    article_id = bench.article("Quiet").id
    with bench.database.writing() as session:
        claim = claims.of_article(session, article_id)[0]
        source = {"title": "The insider", "kind": SourceKind.PRIMARY, "confidential": True}
        review.add_evidence(
            session,
            claim,
            stance=Stance.SUPPORTS,
            source=source | {"url": "https://insider.example", "publisher": "Insiders"},
            passage="Five million it was.",
            locator="the second call",
            actor=bench.actor("ana@example.org"),
            now=claim.created_at,
        )
    secrets = ("The insider", "insider.example", "Insiders", "Five million", "second call")
    page = ana.get(f"/articles/{article_id}").text
    assert all(each in page for each in secrets)
    viewers = bench.browser("vera@example.org").get(f"/articles/{article_id}").text
    assert "confidential source" in viewers
    assert not [each for each in secrets if each in viewers]


def test_a_mark_that_turns_text_around_is_shown(bench: Any, ana: Any) -> None:
    bench.receive("Turned", "In 2024 the city spent \u202eUS$5 million on roads.")
    assert "[U+202E]" in _page(bench, ana, "Turned")


def test_a_frozen_report_is_a_click_away(bench: Any, ana: Any) -> None:
    actor = bench.actor("ana@example.org")
    with bench.database.writing() as session:
        article = articles.article(session, actor.desk_id, bench.article("White House").id)
        signer = bench.app.extensions["factcheck.signer"]
        now = article.updated_at
        made = report.freeze(session, article, actor=actor, now=now, signer=signer)
    assert f"/reports/{made.id}.pdf" in _page(bench, ana, "White House")


def _story(bench: Any, title: str, sentences: int) -> UUID:
    text = " ".join(
        f"In 2024 the city spent US${number + 2} million on road {title} {number + 1}."
        for number in range(sentences)
    )
    article_id: UUID = bench.receive(title, text)
    actor = bench.actor("ana@example.org")
    with bench.database.writing() as session:
        article = articles.article(session, actor.desk_id, article_id)
        found = claims.of_article(session, article_id)
        assert len(found) == sentences
        for claim in found:
            common = {"actor": actor, "now": article.created_at}
            source = {"title": f"Ledger {claim.id}", "kind": SourceKind.PRIMARY}
            review.add_evidence(session, claim, stance=Stance.SUPPORTS, source=source, **common)
            rationale = "The ledger has it."
            review.decide(session, claim.id, status=Status.VERIFIED, rationale=rationale, **common)
    return article_id


def test_twenty_claims_take_as_many_queries_as_one(bench: Any, ana: Any) -> None:
    one, twenty = _story(bench, "one", 1), _story(bench, "twenty", 20)
    with bench.counting() as few:
        ana.get(f"/articles/{one}")
    with bench.counting() as many:
        ana.get(f"/articles/{twenty}")
    assert len(many) == len(few) <= 22
