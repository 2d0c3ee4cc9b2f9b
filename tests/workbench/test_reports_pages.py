"""Frozen reports in a browser: the list, one of them, and what changed since."""

import json
import re
from typing import Any
from uuid import UUID, uuid4

import pytest

from factcheck import report, review
from factcheck.report.renderings.html import content_security_policy
from factcheck.report.style import plain_style
from factcheck.store import articles, claims, reports, sources
from factcheck.vocabulary import SourceKind, Stance, Status
from tests.workbench.conftest import NOW

WORDS = "It will be his first formal visit"
ATTACK = '"><script>alert(1)</script>\u202e'


def freeze(bench: Any, title: str = "White House", email: str = "ana@example.org") -> UUID:
    actor, article_id = bench.actor(email), bench.article(title).id
    with bench.database.writing() as session:
        article = articles.article(session, actor.desk_id, article_id)
        signer = bench.app.extensions["factcheck.signer"]
        return report.freeze(session, article, actor=actor, now=NOW, signer=signer).id


def read(bench: Any, report_id: UUID) -> Any:
    with bench.database.reading() as session:
        return reports.report(session, bench.actor("ana@example.org").desk_id, report_id)


def decide(bench: Any, words: str = WORDS) -> Any:
    claim = bench.claim(words)
    actor = bench.actor("ana@example.org")
    with bench.database.writing() as session:
        found = claims.claim(session, actor.desk_id, claim.id)
        source = {"title": "The guest list", "kind": SourceKind.PRIMARY}
        review.add_evidence(
            session, found, stance=Stance.SUPPORTS, source=source, actor=actor, now=NOW
        )
    why = "The guest list names no earlier visit."
    bench.decide(claim.id, "rob@example.org", status=Status.VERIFIED, rationale=why)
    return claim


def test_the_list_tells_of_each_report(bench: Any, ana: Any) -> None:
    first = freeze(bench)
    second = freeze(bench, "What a swap line", "rob@example.org")
    page = ana.get("/reports").text
    assert page.index(str(second)) < page.index(str(first))
    line = page.partition(f'href="/reports/{first}"')[2].partition("</tr>")[0]
    for words in ("White House date", "Ana Ferreyra", "2 Mar 2026, 17:00 UTC", "unfinished"):
        assert words in line, words
    counts = json.loads(read(bench, first).document)["content"]["summary"]
    assert f'<td class="number">{counts["claims"]}</td>' in line
    assert f"{counts['status']['verified']} verified" in line


def test_no_report_yet_says_what_to_do(bench: Any, ana: Any) -> None:
    page = ana.get("/reports").text
    assert "No report was frozen yet." in page
    assert 'href="/reports/new"' in page
    viewers = bench.browser("vera@example.org").get("/reports").text
    assert "Freeze a report" not in viewers


def test_every_report_is_on_one_page_of_the_list(bench: Any, ana: Any) -> None:
    made = [str(freeze(bench, "What a swap line")) for _ in range(33)]
    first = ana.get("/reports").text
    link = re.search(r'rel="next" href="([^"]+)"', first)
    assert link
    second = ana.get(link[1]).text
    found = re.findall(r'<th scope="row"><a href="/reports/([0-9a-f-]{36})"', first + second)
    assert found == made[::-1]
    assert "To the beginning" in second


def test_a_report_shows_what_it_says_and_its_seal(bench: Any, ana: Any) -> None:
    report_id = freeze(bench)
    found = read(bench, report_id)
    document = report.contents(found)
    page = bench.browser("eddy@example.org").get(f"/reports/{report_id}").text
    for words in (
        "Report no. 1",
        "White House date",
        "Frozen by Ana Ferreyra on 2 Mar 2026, 17:00 UTC, of draft 2.",
        document["content"]["notice"],
        found.content_hash,
        str(document["made"]["log"]["seq"]),
        document["made"]["log"]["hash"],
        document["made"]["log"]["signature"],
        "standard, version 1",
    ):
        assert words.replace("+", "&#43;") in page or words in page, words
    for form in report.FORMATS:
        for audience in ("internal", "legal", "public"):
            assert f'href="/reports/{report_id}.{form}?audience={audience}"' in page
    reviewers = bench.browser("rob@example.org").get(f"/reports/{report_id}").text
    assert "audience=public" in reviewers
    assert "audience=legal" not in reviewers


def test_the_preview_is_framed_by_our_own_page_alone(bench: Any, ana: Any) -> None:
    report_id = freeze(bench)
    page = ana.get(f"/reports/{report_id}")
    frame = re.search(r"<iframe[^>]*>", page.text)
    assert frame
    assert f'src="/reports/{report_id}.html"' in frame[0]
    assert re.search(r"\ssandbox[\s>]", frame[0])
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"
    file = ana.get(f"/reports/{report_id}.html")
    assert file.headers["X-Frame-Options"] == "SAMEORIGIN"
    policy = file.headers["Content-Security-Policy"]
    assert policy == f"{content_security_policy(plain_style())}; frame-ancestors 'self'"
    for other in ("/reports", "/sources"):
        headers = ana.get(other).headers
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-src" not in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("form", report.FORMATS)
def test_a_report_is_had_in_every_format(bench: Any, ana: Any, form: str) -> None:
    report_id = freeze(bench, "What a swap line")
    answer = ana.get(f"/reports/{report_id}.{form}")
    assert answer.content_type == report.content_type(form)
    suffix = "sources.csv" if form == "csv-sources" else form
    assert answer.headers["Content-Disposition"] == (
        f'inline; filename="verification-report-1.{suffix}"'
    )
    assert answer.data[:1] in {b"<", b"%", b"\xef", b"{", b"P", b"#"}


def test_the_edition_for_lawyers_is_for_editors_alone(bench: Any, eddy: Any) -> None:
    report_id = freeze(bench)
    assert eddy.get(f"/reports/{report_id}.html?audience=legal").status_code == 200
    assert "for the public" in eddy.get(f"/reports/{report_id}.html?audience=public").text
    reviewer = bench.browser("rob@example.org")
    assert reviewer.get(f"/reports/{report_id}.html?audience=legal").status_code == 403
    assert eddy.get(f"/reports/{report_id}.html?audience=all").status_code == 404
    assert eddy.get(f"/reports/{report_id}.odt").status_code == 404


def test_an_editor_freezes_a_report_of_the_whole_desk(bench: Any, eddy: Any) -> None:
    decide(bench)
    page = eddy.get("/reports/new").text
    assert "Of the whole desk" in page
    assert "Of the whole desk" not in bench.browser("rob@example.org").get("/reports/new").text
    days = {"since": "2026-02-28", "until": "2026-03-03", "seen": "0"}
    answer = eddy.post("/reports", days, on="/reports/new")
    assert answer.status_code == 303
    assert eddy.post("/reports", days, on="/reports/new").location == answer.location
    shown = eddy.get(answer.location).text
    assert "The whole desk, from 28 Feb 2026, 00:00" in shown
    assert "The whole desk, from 28 Feb 2026" in eddy.get("/reports").text
    for wrong in ({"since": "2026-03-03", "until": "2026-03-02"}, {"since": "x", "until": ""}):
        assert eddy.post("/reports", wrong, on="/reports/new").status_code == 422
    reviewer = bench.browser("rob@example.org")
    assert reviewer.post("/reports", days, on="/reports/new").status_code == 403


def test_an_unfinished_article_is_frozen_and_says_so(bench: Any, ana: Any) -> None:
    article = bench.article("White House")
    page = ana.get(f"/reports/new?article={article.id}").text
    assert "White House date" in page
    left = re.search(r"(\d+) of (\d+) claims are not final", page)
    assert left
    assert "Freeze it unfinished" in page
    answer = ana.post(f"/articles/{article.id}/reports", {}, on="/sources/new")
    assert answer.status_code == 303
    shown = ana.get(answer.location).text
    assert "Report no. 1 is frozen; nothing changes it." in shown
    assert f"Unfinished: {left[1]} of {left[2]} claims are not final." in shown
    made = read(bench, UUID(answer.location.rpartition("/")[2]))
    assert made.article_id == article.id
    again = ana.get(f"/reports/new?article={article.id}").text
    assert "The newest report of this article is no. 1" in again


def test_a_finished_article_is_called_finished(bench: Any, ana: Any) -> None:
    bench.receive("Short", "In 2024 the city spent US$5 million on roads.")
    article = bench.article("Short")
    with bench.database.reading() as session:
        found = claims.of_article(session, article.id)
    for claim in found:
        why = "Nobody at the city would say."
        bench.decide(claim.id, "rob@example.org", status=Status.UNVERIFIED, rationale=why)
    page = ana.get(f"/reports/new?article={article.id}").text
    assert "Every claim is final." in page
    assert "Freeze it</button>" in page
    ana.post(f"/articles/{article.id}/reports", {}, on="/sources/new")
    assert "unfinished" not in ana.get("/reports").text


def test_without_an_article_one_is_chosen(bench: Any, ana: Any) -> None:
    for address in ("/reports/new", "/reports/new?article=nonsense"):
        page = ana.get(address).text
        assert "Of which article?" in page
        assert f'href="/reports/new?article={bench.article("White House").id}"' in page
    rita = bench.browser("rita@example.org").get("/reports/new").text
    assert "The desk has no articles yet" in rita


def test_where_the_form_was_sent_leads_to_the_form(bench: Any, ana: Any) -> None:
    article_id = bench.article("White House").id
    answer = ana.get(f"/articles/{article_id}/reports")
    assert answer.location == f"/reports/new?article={article_id}"


def test_what_changed_since_an_earlier_report_is_told(bench: Any, ana: Any) -> None:
    first = freeze(bench)
    claim = decide(bench)
    second = freeze(bench)
    page = ana.get(f"/reports/{second}").text
    assert f'href="/reports/{second}/difference/{first}"' in page
    told = ana.get(f"/reports/{second}/difference/{first}").text
    assert "Since report no. 1" in told
    assert f'href="/claims/{claim.id}"' in told
    rows = re.findall(r'<th scope="row">([^<]+)</th><td>(.*?)</td><td>(.*?)</td>', told)
    shown = {field: tuple(re.sub(r"<[^>]+>", "", each) for each in sides) for field, *sides in rows}
    assert shown["Status"] == ("unverified", "verified")
    assert shown["Stage"] == ("queued", "final")
    assert shown["Rationale"] == ("–", "The guest list names no earlier visit.")
    assert shown["Decided by"] == ("–", "Rob")
    assert "The guest list" in shown["Evidence"][1]
    turned = ana.get(f"/reports/{first}/difference/{second}").text
    assert turned.partition("<main")[2] == told.partition("<main")[2]


def test_two_reports_of_one_state_say_the_same(bench: Any, ana: Any) -> None:
    first, second = freeze(bench), freeze(bench)
    assert "says the same" in ana.get(f"/reports/{second}").text
    told = ana.get(f"/reports/{second}/difference/{first}").text
    assert "Both reports say the same of every claim." in told


def test_claims_that_came_and_went_are_told(bench: Any, ana: Any) -> None:
    bench.receive("Roads", "In 2024 the city spent US$5 million on roads. Nobody was hurt.")
    first = freeze(bench, "Roads")
    actor = bench.actor("elena@example.org")
    with bench.database.writing() as session:
        article = articles.article(session, actor.desk_id, bench.article("Roads").id)
        text = "The port employs 320 people since May 2025, said its director Ana Paz."
        review.carry_over(session, article, text, actor=actor, now=NOW)
    second = freeze(bench, "Roads")
    told = ana.get(f"/reports/{second}/difference/{first}").text
    added, _, gone = told.partition("Gone from the text")
    assert "The port employs 320 people" in added
    assert "US$5 million on roads" in gone


def test_reports_of_two_articles_are_not_compared(bench: Any, ana: Any) -> None:
    first, other = freeze(bench), freeze(bench, "What a swap line")
    assert ana.get(f"/reports/{first}/difference/{other}").status_code == 404


def test_a_viewer_reads_and_freezes_nothing(bench: Any) -> None:
    report_id, vera = freeze(bench), bench.browser("vera@example.org")
    assert vera.get(f"/reports/{report_id}.html").status_code == 200
    assert "Freeze another" not in vera.get(f"/reports/{report_id}").text
    article_id = bench.article("White House").id
    assert vera.get(f"/reports/new?article={article_id}").status_code == 403
    assert vera.post(f"/articles/{article_id}/reports", {}, on="/").status_code == 403


def test_another_desks_report_is_as_unknown_as_none(bench: Any) -> None:
    first, second = freeze(bench), freeze(bench)
    rita, article_id = bench.browser("rita@example.org"), bench.article("White House").id
    for each, other in ((first, second), (uuid4(), uuid4())):
        assert rita.get(f"/reports/{each}").status_code == 404
        assert rita.get(f"/reports/{each}.html").status_code == 404
        assert rita.get(f"/reports/{each}/difference/{other}").status_code == 404
    assert rita.get(f"/reports/new?article={article_id}").status_code == 404
    assert rita.post(f"/articles/{article_id}/reports", {}, on="/").status_code == 404
    assert "White House" not in rita.get("/reports").text


def test_a_confidential_source_is_in_no_difference(bench: Any, ana: Any) -> None:
    first = freeze(bench)
    decide(bench)
    actor = bench.actor("ana@example.org")
    with bench.database.writing() as session:
        (piece,) = sources.evidence_of(session, bench.claim(WORDS).id)
        held = sources.held(session, actor.desk_id, piece.source.id)
        review.edit_source(session, held, {"confidential": True}, actor=actor, now=NOW)
    told = ana.get(f"/reports/{freeze(bench)}/difference/{first}").text
    assert "confidential source" in told
    assert "The guest list |" not in told
    assert ">supports (primary" in told


def test_whatever_is_written_stays_words(bench: Any, ana: Any) -> None:
    bench.receive(f"{ATTACK} title", f"In 2024 the city of {ATTACK} spent US$5 million.")
    first = freeze(bench, ATTACK)
    with bench.database.reading() as session:
        (claim, *_) = claims.of_article(session, bench.article(ATTACK).id)
    actor = bench.actor("ana@example.org")
    with bench.database.writing() as session:
        found = claims.claim(session, actor.desk_id, claim.id)
        review.edit_claim(session, found, {"statement": ATTACK}, actor=actor, now=NOW)
    why = f"{ATTACK} is all we know."
    bench.decide(claim.id, "rob@example.org", status=Status.UNVERIFIED, rationale=why)
    second = freeze(bench, ATTACK)
    for address in (
        "/reports",
        "/reports/new",
        f"/reports/new?article={claim.article_id}",
        f"/reports/{second}",
        f"/reports/{second}/difference/{first}",
    ):
        page = ana.get(address).text
        assert "<script>alert" not in page, address
        assert "&lt;script&gt;" in page, address
        assert "[U+202E]" in page, address


def test_more_reports_take_no_more_queries(bench: Any, ana: Any) -> None:
    newest = freeze(bench, "What a swap line")
    with bench.counting() as few:
        ana.get("/reports")
        ana.get(f"/reports/{newest}")
    for _ in range(4):
        freeze(bench, "White House")
        newest = freeze(bench, "What a swap line")
    with bench.counting() as many:
        ana.get("/reports")
        ana.get(f"/reports/{newest}")
    assert len(many) == len(few) <= 14


def test_a_form_that_is_sent_twice_freezes_one_report(bench: Any, ana: Any) -> None:
    article = bench.article("White House")
    page = ana.get(f"/reports/new?article={article.id}").text
    found = re.search(r'name="seen" value="(\d+)"', page)
    assert found
    where = f"/articles/{article.id}/reports"
    first, again = (ana.post(where, {"seen": found[1]}, on="/") for _ in range(2))
    assert first.status_code == again.status_code == 303
    assert first.location == again.location
    rob = bench.browser("rob@example.org").post(where, {"seen": found[1]}, on="/")
    assert rob.location != first.location
