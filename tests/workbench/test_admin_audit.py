"""The log: its signed head, its entries by links, and what stays hidden in it."""

import html
import json
import re
from typing import Any

from factcheck import review
from factcheck.signing import checked
from factcheck.vocabulary import PolicyName, Status
from tests.workbench.conftest import NOW


def test_the_head_is_signed_and_can_be_taken_away(bench: Any, ada: Any) -> None:
    answer = ada.get("/admin/audit/head.json")
    head = json.loads(answer.text)
    checked(head, None)
    disposition = f'attachment; filename="head-{head["seq"]}.json"'
    assert answer.headers["Content-Disposition"] == disposition
    page = html.unescape(ada.get("/admin/audit").text)
    assert head["hash"] in page
    assert head["key_id"] in page
    assert f"factcheck audit verify --head head-{head['seq']}.json" in page


def test_entries_are_read_newest_first_and_narrowed_by_links(bench: Any, ada: Any) -> None:
    form = {"version": "1", "publisher": "The Daily"}
    ada.post("/admin/imprint", form, on="/admin")
    page = ada.get("/admin/audit").text
    numbers = [int(each) for each in re.findall(r'<tr id="entry-(\d+)"', page)]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == 50
    older = re.search(r'href="(/admin/audit\?after=\d+)"', page)
    assert older
    following = re.findall(r'<tr id="entry-(\d+)"', ada.get(older[1]).text)
    assert max(map(int, following)) < min(numbers)
    row = page.partition("desk.edited")[0].rpartition("<tr")[2] + page.partition("desk.edited")[2]
    about = re.search(r'href="(/admin/audit\?type=desk&amp;id=[^"]+)"', row)
    by = re.search(r'href="(/admin/audit\?by=[^"]+)"', row)
    assert about
    assert by
    narrowed = ada.get(html.unescape(about[1])).text
    assert set(re.findall(r"<code>([a-z]+\.[a-z_]+)</code>", narrowed)) <= {
        "desk.edited",
        "desk.opened",
    }
    assert "Ana Ferreyra" not in ada.get(html.unescape(by[1])).text.partition("<h2")[2]
    assert ada.get("/admin/audit?by=nonsense").status_code == 422
    assert "There is no such entry." in ada.get(f"/admin/audit?by={'f' * 32}").text


def test_another_desks_entries_are_not_there(bench: Any, ada: Any) -> None:
    rita = bench.actor("rita@example.org", "rival")
    assert "There is no such entry." in ada.get(f"/admin/audit?by={rita.person_id}").text
    page = ada.get(f"/admin/audit?type=desk&id={rita.desk_id}").text
    assert "There is no such entry." in page


def test_of_a_blind_proposal_the_log_shows_its_bones_alone(bench: Any, ada: Any) -> None:
    admin = bench.actor("admin@example.org")
    with bench.database.writing() as session:
        rules = {"blind": True}
        review.adopt_policy(session, PolicyName.TWO_PERSON, rules=rules, actor=admin, now=NOW)
    claim = bench.claim("It will be his first formal visit")
    secret = "We asked; nobody answered us."
    bench.decide(claim.id, "rob@example.org", status=Status.UNVERIFIED, rationale=secret)
    page = ada.get("/admin/audit").text
    assert "claim.reviewed" in page
    assert secret not in page
    assert "veiled" in page


def test_more_entries_take_no_more_queries(bench: Any, ada: Any) -> None:
    with bench.counting() as many:
        ada.get("/admin/audit")
    person = bench.actor("admin@example.org").person_id
    with bench.counting() as few:
        ada.get(f"/admin/audit?by={person}")
    assert len(few) <= len(many) <= 6
