"""The policy: read as sentences, and changed when what it means has been seen."""

import html
import re
from typing import Any
from urllib.parse import urlencode

from factcheck import review
from factcheck.review import policy_words
from factcheck.review.policy import RULES
from factcheck.store import desks, facts
from factcheck.store.facts import Reader
from factcheck.vocabulary import PolicyName

STANDARD = [
    ("name", "standard"),
    ("primary", "1"),
    ("secondary", "2"),
    ("refuting", "1"),
    ("rationale", "10"),
    ("adder_confirms", "yes"),
    ("override", "editor"),
    ("source_change", "reopen"),
    ("publishes", "unverified"),
    ("publishes", "verified"),
    ("publishes", "disputed"),
]


def rules(**more: str | list[str] | None) -> dict[str, Any]:
    """The fields of the form, as they are for the standard policy, with some changed."""
    filled: dict[str, Any] = {}
    for name, value in STANDARD:
        filled.setdefault(name, []).append(value)
    filled |= {name: [value] if isinstance(value, str) else value for name, value in more.items()}
    return {name: value for name, value in filled.items() if value}


def preview(ada: Any, **more: Any) -> Any:
    return ada.get(f"/admin/policy/preview?{urlencode(rules(**more), doseq=True)}")


def adopt(ada: Any, version: int, **more: Any) -> Any:
    return ada.post("/admin/policy", rules(**more) | {"version": str(version)}, on="/admin")


def seen(page: Any) -> str:
    return html.unescape(page.text)


def published(bench: Any) -> int:
    with bench.database.reading() as session:
        desk = desks.by_slug(session, "demo")
        assert desk
        return facts.count(session, Reader(desk.id))


def test_the_rules_in_force_are_read_as_sentences_with_their_versions(bench: Any, ada: Any) -> None:
    page = seen(ada.get("/admin/policy"))
    for sentence in policy_words.sentences(RULES[PolicyName.STANDARD]):
        assert sentence in page
    for reasons in policy_words.refusals(RULES[PolicyName.STANDARD]).values():
        for reason in reasons:
            assert reason in page
    assert "Version 1, standard" in page
    adopt(ada, 1, second_person="yes", name="two_person")
    page = seen(ada.get("/admin/policy"))
    assert "Version 2, two person" in page
    assert "A decision is final when a second person" in page.partition("Versions")[0]
    assert "One person’s decision is final." in page.partition("Versions")[2]


def test_the_form_begins_with_the_rules_in_force_or_those_of_a_book(ada: Any) -> None:
    page = ada.get("/admin/policy/change").text
    assert 'name="rationale" value="10"' in page
    assert re.search(r'name="second_person" value="yes"> ', page)
    page = ada.get("/admin/policy/change?name=two_person").text
    assert re.search(r'name="second_person" value="yes" checked', page)
    assert 'name="primary" value="0"' in ada.get("/admin/policy/change?name=open").text


def test_before_anything_changes_it_is_said_what_it_means(bench: Any, ada: Any) -> None:
    before = published(bench)
    page = seen(preview(ada, publishes=["verified", "disputed"], names_reviewers="yes"))
    assert "1 fact will be withdrawn." in page
    assert f"{before - 1} facts will be sent out again" in page
    gone, new = page.split("From now on")[0], page.split("From now on")[1]
    assert "What was looked into and stays unverified leaves the house" in gone
    assert "What was looked into and stays unverified stays in the house." in new
    assert published(bench) == before
    with bench.database.reading() as session:
        desk = desks.by_slug(session, "demo")
        assert desk
        assert desks.policy(session, desk.id).version == 1


def test_what_was_foretold_happens(bench: Any, ada: Any) -> None:
    before = published(bench)
    answer = adopt(ada, 1, publishes=["verified", "disputed"])
    assert (answer.status_code, answer.location) == (303, "/admin/policy")
    assert "Version 2 of the policy holds from now on." in ada.get("/admin/policy").text
    assert published(bench) == before - 1
    assert "1 claim that was decided will be published as a fact." in seen(preview(ada))
    with bench.database.reading() as session:
        desk = desks.by_slug(session, "demo")
        assert desk
        held = desks.policy(session, desk.id)
    assert review.rules_of(held).publishes == ["verified", "disputed"]
    assert review.rules_of(held).rationale == 10


def test_nothing_is_adopted_over_what_somebody_else_adopted(bench: Any, ada: Any) -> None:
    adopt(ada, 1, rationale="20")
    answer = adopt(ada, 1, rationale="30")
    assert answer.status_code == 409
    page = seen(answer)
    assert "Somebody changed the policy meanwhile" in page
    assert "characters: at least 20" in page.split("From now on")[0]
    assert "characters: at least 30" in page.split("From now on")[1]
    assert 'name="version" value="2"' in answer.text
    assert 'name="rationale" value="30"' in answer.text


def test_what_is_no_rule_is_said_beside_it_and_the_rest_is_kept(ada: Any) -> None:
    wrong: list[tuple[str, str]] = [("primary", "many"), ("rationale", "5000"), ("refuting", "-1")]
    for name, value in wrong:
        answer = preview(ada, **{name: value}, second_person="yes")
        assert answer.status_code == 422
        assert f'id="fault-{name}"' in answer.text
        assert f'name="{name}" value="{value}"' in answer.text
        assert 'name="second_person" value="yes" checked' in answer.text
    assert preview(ada, publishes=["everything"]).status_code == 422
    assert preview(ada, name="anarchy").status_code == 422
    assert adopt(ada, 1, name="anarchy").status_code == 422


def test_the_rules_in_force_need_no_adopting(ada: Any) -> None:
    page = seen(preview(ada))
    assert "These are the rules in force already." in page
    assert "Work by these rules" not in page


def test_nobody_may_decide_against_rules_without_exceptions(bench: Any, ada: Any) -> None:
    assert adopt(ada, 1, override=None).status_code == 303
    assert "Nobody may decide against these rules." in seen(ada.get("/admin/policy"))


def test_hostile_words_in_the_address_stay_words(ada: Any) -> None:
    answer = preview(ada, primary='"><script>alert(1)</script>')
    assert "<script>alert" not in answer.text


def test_more_versions_take_no_more_queries(bench: Any, ada: Any) -> None:
    ada.get("/admin/policy")
    with bench.counting() as few:
        ada.get("/admin/policy")
    admin = bench.actor("admin@example.org")
    with bench.database.writing() as session:
        for length in range(20, 31):
            review.adopt_policy(
                session,
                PolicyName.STANDARD,
                rules={"rationale": length},
                actor=admin,
                now=bench.article("White House").created_at,
            )
    with bench.counting() as many:
        page = ada.get("/admin/policy").text
    assert len(many) == len(few) <= 6
    assert "Earlier versions" in page
    assert "Version 12" in page
