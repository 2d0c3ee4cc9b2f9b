"""Two drafts stand side by side, and what stands nowhere for certain is placed by hand."""

import html
import re
from typing import Any

import pytest

from factcheck import review
from factcheck.clock import utcnow
from factcheck.review.comparison import OldDraft
from factcheck.review.drafts import Comparison
from factcheck.store import articles, claims
from factcheck.vocabulary import Change, Status
from factcheck.workbench.side_by_side import both_sides, candidates, stretches

FIRST = (
    "The council met on Monday.\n"
    "Crime fell by 12 percent in 2024. The mayor smiled.\n"
    "It has 14 bridges. In 1999 it had 9 bridges.\n"
    "Taxes rose by 3 percent in 2023."
)
SECOND = (
    "The council met on Monday.\n"
    "Crime fell by 13 percent in 2024. The mayor smiled.\n"
    "In 1999 it had 9 bridges. A new tunnel cost US$7 million.\n"
    "Taxes rose by 3 percent in 2023."
)
ONCE = "Nobody came. Costs fell by 5 percent in 2020. They left."
TWICE = (
    "We begin anew. Costs fell by 5 percent in 2020. Then came spring."
    "\n\nSomething else. Costs fell by 5 percent in 2020. Then came autumn."
)


def _draft(bench: Any, made: Any, text: str) -> None:
    actor = bench.actor("elena@example.org")
    with bench.database.writing() as session:
        article = articles.article(session, actor.desk_id, made)
        review.carry_over(session, article, text, actor=actor, now=utcnow())


def _claims(bench: Any, made: Any) -> list[Any]:
    with bench.database.reading() as session:
        return list(claims.of_article(session, made))


def _comparison(bench: Any, made: Any, number: int) -> Comparison:
    with bench.database.reading() as session:
        return review.comparison(session, made, number)


@pytest.fixture
def made(bench: Any) -> Any:
    found = bench.receive("Bridges", FIRST)
    _draft(bench, found, SECOND)
    return found


@pytest.fixture
def unplaced(bench: Any) -> Any:
    """An article with a claim whose words stand twice in its newest draft."""
    found = bench.receive("Costs", ONCE)
    (claim,) = [each for each in _claims(bench, found) if "5 percent" in each.anchor.quote]
    bench.decide(
        claim.id, "elena@example.org", status=Status.UNVERIFIED, rationale="Nobody could say."
    )
    _draft(bench, found, TWICE)
    (told,) = [e for e in _comparison(bench, found, 2).claims if e["id"] == claim.id]
    assert told["change"] is Change.AMBIGUOUS
    return claim


def test_each_fate_is_counted_and_listed(bench: Any, ana: Any, made: Any) -> None:
    page = ana.get(f"/articles/{made}/drafts/1..2").text
    counts = _comparison(bench, made, 2).counts
    assert counts["altered"]
    assert counts["gone"]
    assert counts["new"]
    for change, words in (("altered", "altered"), ("gone", "gone"), ("new", "new")):
        assert f'<a href="#{change}">{counts[change]} {words}</a>' in page
    altered = page.partition('id="altered"')[2].partition("</details>")[0]
    assert "<del>12</del> <ins>13</ins> " in altered
    gone = page.partition('id="gone"')[2].partition("</details>")[0]
    assert "It has 14 bridges." in gone


def test_the_texts_stand_side_by_side_with_their_changes(ana: Any, made: Any) -> None:
    page = ana.get(f"/articles/{made}/drafts/1..2").text
    texts = page.partition('id="texts"')[2]
    assert "Crime fell by <del>12</del> percent" in texts
    assert "Crime fell by <ins>13</ins> percent" in texts
    assert re.search(r'class="pair deleted">.*?<del>It has 14 bridges\.</del>', texts, re.DOTALL)
    assert re.search(r'class="pair inserted">.*?<ins>A new tunnel cost', texts, re.DOTALL)


def test_many_equal_sentences_are_folded_away() -> None:
    pair = {"op": "equal", "before": {"start": 0, "end": 1}, "after": {"start": 0, "end": 1}}
    odd = {"op": "inserted", "before": None, "after": {"start": 0, "end": 1}, "words": None}
    alike = [pair | {"words": None}] * 9
    old = new = OldDraft("x", [(0, 1)])
    found = stretches(Comparison(1, 2, {}, [], [*alike, odd, *alike[:2]], old, new))
    assert [(len(each.pairs), each.folded) for each in found] == [
        (1, False),
        (7, True),
        (1, False),
        (1, False),
        (2, False),
    ]


def test_runs_read_as_each_draft_has_them() -> None:
    runs = [
        {"op": "equal", "text": "It has "},
        {"op": "delete", "text": "14 "},
        {"op": "insert", "text": "15 "},
        {"op": "equal", "text": "bridges."},
    ]
    before, after = both_sides(runs)
    assert "".join(text for _, text in before) == "It has 14 bridges."
    assert "".join(text for _, text in after) == "It has 15 bridges."


def test_a_place_is_shown_with_what_stands_around_it() -> None:
    text = "word\n" + "left " * 40 + "HERE" + " right" * 40
    start = text.index("HERE")
    (found,) = candidates(text, [{"start": start, "end": start + 4}])
    assert (found.left, found.words) == ("…" + "left " * 17, "HERE")
    assert found.right == " right" * 14 + "…"
    (first,) = candidates("One\n\nHERE two", [{"start": 5, "end": 9}])
    assert (first.left, first.words, first.right) == ("One ", "HERE", " two")


def _form(page: str, number: int) -> dict[str, str]:
    """What the form of the candidate with this number sends."""
    forms = re.findall(r'<form method="post" action="/claims/[^"]+/anchors">.*?</form>', page, re.S)
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', forms[number]))


def test_a_person_says_where_an_ambiguous_claim_stands(bench: Any, ana: Any, unplaced: Any) -> None:
    address = f"/articles/{unplaced.article_id}/drafts/1..2"
    page = ana.get(address).text
    assert "1 claim to place" in page
    assert page.count("It stands here") == 2
    assert "<mark>Costs fell by 5 percent in 2020.</mark>" in page
    form = _form(page, 1)
    answer = ana.client.post(f"/claims/{unplaced.id}/anchors", data=form)
    assert answer.status_code == 303
    assert answer.location == f"{address}#claims"
    (placed,) = [each for each in _claims(bench, unplaced.article_id) if each.id == unplaced.id]
    assert placed.draft_number == 2
    assert placed.anchor.start == int(form["start"]) == TWICE.rindex("Costs")
    assert placed.stage == "final"
    after = ana.get(address).text
    assert "The claim has its place in draft 2." in after
    assert "Somebody put it in its place" in after
    assert "It stands here" not in after


def test_a_place_that_was_taken_meanwhile_is_refused_with_the_reason(
    bench: Any, ana: Any, unplaced: Any
) -> None:
    form = _form(ana.get(f"/articles/{unplaced.article_id}/drafts/1..2").text, 0)
    actor, span = bench.actor("ana@example.org"), (int(form["start"]), int(form["end"]))
    with bench.database.reading() as session:
        article = articles.article(session, actor.desk_id, unplaced.article_id)
        looked = review.look(session, article, [span])
    with bench.database.writing() as session:
        review.mark_claim(session, unplaced.article_id, looked, actor=actor, now=utcnow())
    answer = ana.client.post(f"/claims/{unplaced.id}/anchors", data=form)
    assert answer.status_code == 409
    assert "The claim cannot stand there." in answer.text
    assert "stands at this very place already." in answer.text


def test_a_claim_that_changed_meanwhile_is_not_placed(bench: Any, ana: Any, unplaced: Any) -> None:
    form = _form(ana.get(f"/articles/{unplaced.article_id}/drafts/1..2").text, 0)
    answer = ana.client.post(f"/claims/{unplaced.id}/anchors", data=form | {"version": "77"})
    assert answer.status_code == 409
    assert "Somebody changed this claim" in answer.text
    (claim,) = [each for each in _claims(bench, unplaced.article_id) if each.id == unplaced.id]
    assert claim.draft_number == 1


def test_in_an_older_draft_nothing_is_placed(bench: Any, ana: Any, unplaced: Any) -> None:
    form = _form(ana.get(f"/articles/{unplaced.article_id}/drafts/1..2").text, 0)
    _draft(bench, unplaced.article_id, TWICE + " The end.")
    page = ana.get(f"/articles/{unplaced.article_id}/drafts/1..2").text
    assert "It stands here" not in page
    assert "This draft is not the newest any more" in page
    answer = ana.client.post(f"/claims/{unplaced.id}/anchors", data=form)
    assert answer.status_code == 409
    assert "claims are placed in draft 3" in answer.text


def test_a_strange_place_is_refused(ana: Any, unplaced: Any) -> None:
    form = _form(ana.get(f"/articles/{unplaced.article_id}/drafts/1..2").text, 0)
    for start, end in (("x", "9"), ("", ""), ("900", "999"), ("-1", "4"), ("9" * 30, "1")):
        answer = ana.client.post(
            f"/claims/{unplaced.id}/anchors", data=form | {"start": start, "end": end}
        )
        assert answer.status_code == 422, (start, end)


def test_a_viewer_places_nothing(bench: Any, unplaced: Any) -> None:
    vera = bench.browser("vera@example.org")
    page = vera.get(f"/articles/{unplaced.article_id}/drafts/1..2").text
    assert "<mark>Costs fell" in page
    assert "It stands here" not in page
    assert vera.post(f"/claims/{unplaced.id}/anchors", {}, on="/").status_code == 403


def test_drafts_further_apart_are_compared_by_their_texts(bench: Any, ana: Any, made: Any) -> None:
    _draft(bench, made, SECOND.replace("Taxes rose", "Taxes fell"))
    page = ana.get(f"/articles/{made}/drafts/1..3").text
    assert "<del>rose</del> " in page
    assert "<del>12</del> " in page
    assert "is told from one draft to the next" in page
    assert f'href="/articles/{made}/drafts/2..3"' in page
    chosen = ana.get(f"/articles/{made}/drafts?a=3&b=1")
    assert chosen.location == f"/articles/{made}/drafts/1..3"
    assert ana.get(f"/articles/{made}/drafts?a=9").location == f"/articles/{made}/drafts/2..3"


def test_drafts_that_are_not_there_are_not_found(ana: Any, made: Any) -> None:
    for pair in ("1..1", "2..1", "0..1", "1..3", "1..2147483648", "0..0"):
        assert ana.get(f"/articles/{made}/drafts/{pair}").status_code == 404, pair


def test_another_desks_drafts_are_not_there(bench: Any, made: Any, unplaced: Any) -> None:
    rita = bench.browser("rita@example.org")
    assert rita.get(f"/articles/{made}/drafts/1..2").status_code == 404
    assert rita.get(f"/articles/{made}/drafts").status_code == 404
    assert rita.get(f"/claims/{unplaced.id}/anchors").status_code == 404
    form = {"start": "0", "end": "5", "draft": "2", "version": "1"}
    assert rita.post(f"/claims/{unplaced.id}/anchors", form, on="/").status_code == 404


def test_where_the_form_was_sent_leads_to_the_drafts(ana: Any, unplaced: Any) -> None:
    there = ana.get(f"/claims/{unplaced.id}/anchors").location
    assert there == f"/articles/{unplaced.article_id}/drafts"
    assert ana.get(there).location == f"/articles/{unplaced.article_id}/drafts/1..2"


def test_both_texts_stay_words(bench: Any, ana: Any) -> None:
    attack = "<script>alert(1)</script>\u202e said 5 percent of them left in 2020."
    made = bench.receive("<i>T</i>", f"{attack} It rained.")
    _draft(bench, made, f"{attack.replace('5', '6')} It rained <b>hard</b>.")
    page = ana.get(f"/articles/{made}/drafts/1..2").text
    assert "<script>alert" not in page
    assert "<b>hard" not in page
    assert "[U+202E]" in html.unescape(page)


def test_more_claims_take_no_more_queries(bench: Any, ana: Any, made: Any) -> None:
    with bench.counting() as few:
        assert ana.get(f"/articles/{made}/drafts/1..2").status_code == 200
    many_claims = " ".join(
        f"In {year} it cost US${year - 1900} million." for year in range(1950, 1990)
    )
    other = bench.receive("Costs", many_claims)
    _draft(bench, other, many_claims.replace("1960", "1961"))
    with bench.counting() as many:
        assert ana.get(f"/articles/{other}/drafts/1..2").status_code == 200
    assert len(many) == len(few) <= 12
