"""One box over the desk, and the searches that people keep."""

import html
import re
from typing import Any
from uuid import UUID, uuid4

import pytest

from factcheck import review
from factcheck.store import claims, desks, people, saved_searches
from factcheck.vocabulary import Role, SourceKind, Status
from factcheck.workbench.highlight import highlighted
from tests.workbench.conftest import NOW

ATTACK = '"><script>alert(1)</script>\u202e'
SECRET = {"title": "The harbour clerk", "url": "https://clerk.example", "confidential": True}


def keep(bench: Any, email: str = "ana@example.org", **about: Any) -> UUID:
    given = {"title": "Minutes", "kind": SourceKind.PRIMARY} | about
    with bench.database.writing() as session:
        made, _ = review.keep_source(session, given, actor=bench.actor(email), now=NOW)
        return made.id


def sections(page: str) -> dict[str, str]:
    """What was found, by kind of thing."""
    found = re.findall(r'(?s)<section class="found".*?id="found-(\w+)">(.*?)</section>', page)
    return dict(found)


def saved(bench: Any, email: str = "ana@example.org") -> list[Any]:
    actor = bench.actor(email)
    with bench.database.reading() as session:
        return saved_searches.of_person(session, actor.desk_id, actor.person_id)


def save(browser: Any, **form: str) -> Any:
    return browser.post("/search", form, on="/search")


def test_one_box_finds_claims_articles_and_sources(bench: Any, ana: Any) -> None:
    keep(bench, title="The Milei letters", publisher="City archive")
    page = ana.get("/search?q=milei").text
    found = sections(page)
    assert list(found) == ["claims", "articles", "sources"]
    claim = bench.claim("will travel to Washington")
    assert f'href="/articles/{claim.article_id}?claim={claim.id}#card"' in found["claims"]
    assert f'href="/claims/{claim.id}"' in found["claims"]
    assert "verified" in found["claims"]
    assert f'href="/articles/{claim.article_id}"' in found["articles"]
    assert "City archive" in found["sources"]
    for each in found.values():
        assert "<mark>Milei</mark>" in each


def test_every_word_has_to_be_there_in_any_order(bench: Any, ana: Any) -> None:
    claim = bench.claim("will travel to Washington")
    found = ana.get("/search?q=trump+TRAVEL+washington").text
    assert str(claim.id) in found
    assert "<mark>travel</mark>" in found
    assert "Nothing on this desk is like that." in ana.get("/search?q=trump+zanzibar").text


def test_claims_are_found_by_quote_and_speaker_too(bench: Any, ana: Any) -> None:
    claim = bench.claim("The two men last met")
    with bench.database.writing() as session:
        found = claims.claim(session, bench.actor("ana@example.org").desk_id, claim.id)
        changes = {"statement": "They met before.", "speaker_name": "Ingrid Vassbotn"}
        actor = bench.actor("ana@example.org")
        review.edit_claim(session, found, changes, actor=actor, now=NOW)
    by_quote = sections(ana.get("/search?q=two+men+last+met").text)["claims"]
    assert "<mark>two</mark> <mark>men</mark>" in by_quote
    by_speaker = sections(ana.get("/search?q=vassbotn").text)["claims"]
    assert "Ingrid <mark>Vassbotn</mark>" in by_speaker


def test_letters_of_other_alphabets_are_found_small_or_large(bench: Any, ana: Any) -> None:
    keep(bench, title="Índice de precios")
    keep(bench, title="ÖSTERREICH im Überblick")
    for q, marked in (("índice", "Índice"), ("ÍNDICE", "Índice"), ("österreich", "ÖSTERREICH")):
        assert f"<mark>{marked}</mark>" in ana.get(f"/search?q={q}").text, q


def test_what_looks_like_a_pattern_is_a_word(bench: Any, ana: Any) -> None:
    keep(bench, title="100% of it_all")
    found = ana.get("/search?q=100%25").text
    assert "<mark>100%</mark> of it_all" in found
    assert "Nothing on this desk" in ana.get("/search?q=1%250").text
    assert ana.get("/search?q=(.*%2B").status_code == 200


def test_each_section_holds_ten_and_leads_to_more(bench: Any, ana: Any) -> None:
    made = {str(keep(bench, title=f"Zephyr {number}")) for number in range(23)}
    first = ana.get("/search?q=zephyr").text
    assert list(sections(first)) == ["sources"]
    address, seen, pages = "/search?q=zephyr", [], 0
    while address:
        page = ana.get(address).text
        seen += re.findall(r'href="/sources/([0-9a-f-]{36})"', page)
        link = re.search(r'rel="next" href="([^"]+)"', page)
        address = html.unescape(link[1]) if link else ""
        pages += 1
    assert (sorted(seen), pages) == (sorted(made), 3)
    assert ana.get("/search?q=zephyr&what=sources&after=nonsense").status_code == 422


def test_claims_are_paged_by_their_last_change(bench: Any, ana: Any) -> None:
    for number in range(13):
        bench.receive(f"Story {number}", f"In 2024 Quxville spent US${number + 2} million.")
    first = ana.get("/search?q=quxville&what=claims").text
    link = re.search(r'rel="next" href="([^"]+)"', first)
    assert link
    second = ana.get(html.unescape(link[1])).text
    ids = re.findall(r'href="/claims/([0-9a-f-]{36})"', first + second)
    assert len(ids) == len(set(ids)) == 13
    assert "To the beginning" in second


def test_filters_are_links_and_a_status_means_claims(bench: Any, ana: Any) -> None:
    page = ana.get("/search?q=milei").text
    for address in (
        "/search?q=milei&what=articles",
        "/search?q=milei&status=verified",
        "/search?q=milei&stage=final",
    ):
        assert f'href="{html.escape(address)}"' in page, address
    verified = ana.get("/search?q=milei&status=verified").text
    assert list(sections(verified)) == ["claims"]
    assert "unverified" not in sections(verified)["claims"]
    assert "queued" in sections(ana.get("/search?q=milei&stage=queued").text)["claims"]
    assert list(sections(ana.get("/search?q=milei&what=articles").text)) == ["articles"]
    assert list(sections(ana.get("/search?status=disputed").text)) == ["claims"]
    everything = ana.get("/search?q=milei&what=nonsense&status=true").text
    assert "articles" in sections(everything)


def test_an_empty_box_gives_hints_and_the_searches_that_were_kept(bench: Any, ana: Any) -> None:
    page = ana.get("/search?q=+").text
    assert "What it finds" in page
    assert "You keep none yet." in page
    assert "Keep this search" not in page
    assert not sections(page)
    save(ana, q="milei", what="claims", status="verified", name="Milei, verified")
    page = ana.get("/search").text
    assert 'href="/search?q=milei&amp;what=claims&amp;status=verified"' in page
    assert "Milei, verified" in page


def test_a_search_is_kept_opened_and_deleted(bench: Any, ana: Any) -> None:
    answer = save(ana, q="swap line", name="")
    assert answer.status_code == 303
    assert answer.location == "/search?q=swap+line"
    page = ana.get(answer.location).text
    assert "The search is kept" in page
    assert "Keep this search as" not in page  # it is
    (kept,) = saved(bench)
    assert (kept.name, kept.query) == ("swap line", "q=swap+line")
    save(ana, q="swap line", name="The swap")
    (kept,) = saved(bench)
    assert kept.name == "The swap"
    gone = ana.post(f"/search/{kept.id}/removal", {}, on="/search")
    assert gone.location == "/search"
    assert saved(bench) == []
    assert ana.get(f"/search/{kept.id}/removal").location == "/search"
    assert ana.post(f"/search/{kept.id}/removal", {}, on="/search").status_code == 404


def test_a_refused_name_is_given_back(bench: Any, ana: Any) -> None:
    long = "x" * 101
    answer = save(ana, q="milei", name=long)
    assert answer.status_code == 422
    assert f'value="{long}"' in answer.text
    assert 'aria-describedby="fault-name"' in answer.text
    assert "articles" in sections(answer.text)
    assert save(ana, q=" ", name="Nothing").status_code == 422
    assert saved(bench) == []


def test_nobody_keeps_more_than_can_be_read(
    bench: Any, ana: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved_searches, "MOST", 2)
    for q in ("a", "b"):
        save(ana, q=q)
    answer = save(ana, q="c")
    assert answer.status_code == 409
    assert "You have 2 saved searches; delete one first." in answer.text
    assert save(ana, q="b", name="B").status_code == 303  # one that is kept may be renamed


def test_searches_are_each_persons_own(bench: Any, ana: Any) -> None:
    save(ana, q="milei", name="Mine")
    (kept,) = saved(bench)
    rob = bench.browser("rob@example.org")
    assert "Mine" not in rob.get("/search").text
    assert rob.post(f"/search/{kept.id}/removal", {}, on="/search").status_code == 404
    assert rob.post(f"/search/{uuid4()}/removal", {}, on="/search").status_code == 404
    assert len(saved(bench)) == 1
    vera = bench.browser("vera@example.org")
    assert save(vera, q="milei").status_code == 303


def test_a_search_stays_on_the_desk_where_it_was_kept(bench: Any, ana: Any) -> None:
    save(ana, q="milei", name="Mine")
    (kept,) = saved(bench)
    with bench.database.writing() as session:
        person, rival = people.by_email(session, "ana@example.org"), desks.by_slug(session, "rival")
        assert saved_searches.of_person(session, rival.id, person.id) == []
        with pytest.raises(Exception, match="no such saved search"):
            saved_searches.forget(session, rival.id, person.id, kept.id)


def test_another_desk_finds_nothing_of_this_one(bench: Any) -> None:
    keep(bench, title="The Milei letters")
    rita = bench.browser("rita@example.org")
    for address in ("/search?q=milei", "/search?status=verified", "/search?q=letters&what=sources"):
        page = rita.get(address).text
        assert "Nothing on this desk is like that." in page
        assert not sections(page)


def test_a_viewer_finds_no_confidential_source_by_its_words(bench: Any, ana: Any) -> None:
    source_id = keep(bench, **SECRET)
    assert str(source_id) in ana.get("/search?q=harbour+clerk").text
    vera = bench.browser("vera@example.org")
    for q in ("harbour", "clerk.example", "confidential"):
        page = vera.get(f"/search?q={q}&what=sources").text
        assert str(source_id) not in page
        assert not sections(page)
    assert "Confidential sources are not searched for viewers." in page


def test_whatever_is_written_stays_words(bench: Any, ana: Any) -> None:
    keep(bench, title=f"{ATTACK} mark", publisher=ATTACK)
    bench.receive(f"{ATTACK} title", f"In 2024 the city of {ATTACK} spent US$5 million.")
    save(ana, q="<script>alert(1)", name=ATTACK)
    page = ana.get("/search?q=<script>alert(1)").text
    assert set(sections(page)) == {"claims", "articles", "sources"}
    assert "<script>alert" not in page
    assert "<mark>&lt;script&gt;alert(1)</mark>" in page
    assert "[U+202E]" in page
    assert "\u202e" not in page


def test_more_hits_take_no_more_queries(bench: Any, ana: Any) -> None:
    def fill(first: int, last: int) -> None:
        for number in range(first, last):
            keep(bench, title=f"Quxville {number}")
            text = f"In 2024 Quxville spent US${number + 2} million."
            bench.receive(f"Quxville {number}", text)

    fill(0, 1)
    with bench.counting() as few:
        ana.get("/search?q=quxville")
    fill(1, 9)
    for number in range(5):
        save(ana, q=f"search {number}")
    with bench.counting() as many:
        page = ana.get("/search?q=quxville").text
    assert page.count("<mark>Quxville</mark>") > 20
    assert len(many) == len(few) <= 12


def test_a_long_text_is_cut_around_the_first_hit() -> None:
    text = "In the beginning. " + "word " * 100 + "The harbour " + "more " * 100
    pieces = highlighted(text, ["harbour"], most=120)
    shown = "".join(each.text for each in pieces)
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert [each.text for each in pieces if each.hit] == ["harbour"]
    assert len(shown) <= 124
    assert "".join(each.text for each in highlighted(text, ["none"], most=50)).startswith("In the")
    assert [(each.text, each.hit) for each in highlighted("short", [])] == [("short", False)]


def test_a_longer_word_is_marked_before_a_shorter_one() -> None:
    pieces = highlighted("harbours", ["harbour", "harbours"])
    assert [(each.text, each.hit) for each in pieces] == [("harbours", True)]


def test_a_role_is_no_bar_to_searching(bench: Any) -> None:
    assert bench.actor("vera@example.org").role is Role.VIEWER
    page = bench.browser("vera@example.org").get("/search?q=milei").text
    assert "claims" in sections(page)
    assert Status.VERIFIED in page


def test_the_longest_search_can_be_kept_on_every_database(bench: Any, ana: Any) -> None:
    words = {"q": "\U0001f4f0" * 200, "status": "unverified", "stage": "awaiting_second"}
    assert save(ana, **words, name="Papers").status_code == 303
    (kept,) = saved(bench)
    room = saved_searches.SavedSearch.__table__.c.query.type.length
    assert len(kept.query) <= room <= 2600  # of more, PostgreSQL makes no unique index
