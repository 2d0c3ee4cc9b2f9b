"""The log by API: a desk's own entries for its admin, the signed head for every member."""

import json

from factcheck.report.seal import opened
from factcheck.signing import checked
from factcheck.store import log, pins
from tests.api.problem import problem
from tests.newsroom import Newsroom
from tests.store.counting import counted


def test_the_head_is_signed_and_pins_the_log(newsroom: Newsroom) -> None:
    newsroom.verified()
    answer = newsroom.viewer.get("/audit/head")
    assert answer.status_code == 200
    signer = newsroom.app.extensions["factcheck.signer"]
    signed = json.loads(answer.data)
    assert checked(signed, signer.trusted())
    kept = pins.pinned(signed, trusted=signer.trusted(), origin="api")
    with newsroom.database.reading() as session:
        head = log.head(session)
        assert (kept.epoch, kept.seq, kept.hash) == (head.epoch, head.seq, head.hash)
        assert list(pins.verify(session, [kept]))
    assert newsroom.foreign.get("/audit/head").json["hash"] == signed["hash"]


def test_a_report_carries_the_signed_head(newsroom: Newsroom) -> None:
    claim = newsroom.verified()
    report = newsroom.reviewer.post(f"/articles/{claim['article_id']}/reports").json
    signer = newsroom.app.extensions["factcheck.signer"]
    kept = checked(opened(report["document"])["made"]["log"], signer.trusted())
    assert kept["seq"] < newsroom.viewer.get("/audit/head").json["seq"]
    shown = newsroom.viewer.get(f"/reports/{report['id']}/file?format=html").text
    for word in (str(kept["seq"]), kept["hash"], kept["key_id"]):
        assert word in shown


def test_an_admin_reads_the_desks_own_entries_oldest_first(newsroom: Newsroom) -> None:
    newsroom.foreign.post("/articles", {"title": "Theirs", "text": "They sold 3 million cars."})
    newsroom.verified()
    found, path = [], "/events?limit=4"
    while path:
        page = newsroom.admin.get(path)
        assert len(page.json["items"]) <= 4
        found += page.json["items"]
        path = page.json["next"]
    with newsroom.database.reading() as session:
        own = log.page(session, newsroom.desk.id, limit=200, after=None).items
    assert [each["seq"] for each in found] == [each.seq for each in own]
    assert [each["hash"] for each in found] == [each.hash for each in own]
    assert found == sorted(found, key=lambda each: each["seq"])
    actions = [each["action"] for each in found]
    assert "claim.reviewed" in actions
    assert "Foreign" not in {each["actor"]["name"] for each in found}
    theirs = newsroom.foreign.get("/events").json["items"]
    assert not {each["seq"] for each in theirs} & {each["seq"] for each in found}
    problem(newsroom.admin.get("/events?cursor=x"), 422, "invalid")


def test_a_page_of_entries_takes_as_many_queries_as_one(newsroom: Newsroom) -> None:
    newsroom.article()
    seen = []
    for limit in (1, 20):
        with counted(newsroom.database) as sent:
            newsroom.admin.get(f"/events?limit={limit}")
        seen.append(len(sent))
    assert seen[0] == seen[1]
