"""What is hidden does not show in a single public byte."""

from datetime import UTC, datetime
from typing import Any

import pytest

from factcheck.public import edge
from tests.newsroom import TEXT
from tests.public.press import BASE, FEEDS, Press

CANARY = "CANARY"
HIDDEN = TEXT.replace("harbour", f"{CANARY} harbour")
VARYING = {"X-Request-ID", "Date", "Content-Security-Policy"}
"""Headers that differ from answer to answer whatever is stored."""


def seen(press: Press, facts: list[str]) -> dict[str, Any]:
    """Everything that the public can ask for, with its headers."""
    queries = (
        "", "?desk=city", "?desk=rivals", "?desk=nosuch", "?topic=port", "?speaker=vidal",
        "?status=verified", "?publisher=The%20Herald", "?language=en", f"?topic={CANARY}",
        f"?speaker={CANARY}", "?limit=1",
    )  # fmt: skip
    search = "/v1alpha1/claims:search"
    paths = [f"{path}{query}" for path in FEEDS for query in queries]
    paths += ["/feeds", "/robots.txt", f"{search}?query=harbour", f"{search}?query={CANARY}"]
    paths += [f"{search}?query=CANARY%20budget%20harbour%20jobs", f"{search}?pageSize=0"]
    paths += [
        f"{search}?reviewPublisherSiteFilter={site}" for site in ("desk.example", "x.example")
    ]
    for fact in facts:
        page = f"/facts/{fact}"
        paths += [page, f"{page}.json", f"{page}/card", f"/oembed?url={BASE}{page}"]
    found = {}
    for path in paths:
        for accept in ("text/html", "application/json"):
            answer = press.get(path, Accept=accept)
            headers = {k: v for k, v in answer.headers.items() if k not in VARYING}
            body = answer.data.replace(answer.headers["X-Request-ID"].encode(), b"")
            found[f"{accept} {path}"] = (answer.status_code, headers, body)
    return found


def hide(press: Press) -> list[str]:
    """Things of every kind that nobody outside may learn of; gives the claims among them."""
    secret = {"title": CANARY, "publisher": CANARY, "rationale": f"{CANARY} says so."}
    source = {"title": CANARY, "url": f"https://{CANARY}.example/"}
    embargo = "2099-01-01T00:00:00Z"
    ids = [
        press.publish(embargo_until=embargo, text=HIDDEN, source=source, **secret),
        press.publish(own=True, text=f"{HIDDEN} Own.", source=source, **secret),
        press.publish("unverified", own=True, embargo_until=embargo, text=f"{HIDDEN} 2.", **secret),
    ]
    gone = press.publish(own=True, text=f"{HIDDEN} Reopened.", **secret)
    press.reopen(gone)
    for each in ids:
        path, by = f"/claims/{each}", press.room.reviewer
        assert by.patch(path, {"tags": ["port", CANARY]}, match=by.etag(path)).status_code == 200
    press.article(title=CANARY, text=f"{HIDDEN} Undecided.")
    press.room.foreign.post("/articles", {"title": CANARY, "text": HIDDEN, "own": False})
    assert press.room.foreign.post("/policies", {"name": "open"}).status_code == 201
    return [*ids, gone]


def test_hidden_work_changes_no_public_byte(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    shown, gone = press.publish("disputed", claim=1), press.publish()
    press.reopen(gone)
    later = datetime(2098, 1, 1, tzinfo=UTC)
    monkeypatch.setattr(edge, "utcnow", lambda: later)
    before = seen(press, [shown, gone])
    hidden = hide(press)
    after = seen(press, [shown, gone])
    assert after == before
    unknown = "01890000-0000-7000-8000-000000000000"
    nothing = seen(press, [unknown])
    for each in hidden:
        found = seen(press, [each])
        assert all(CANARY not in body.decode() for *_, body in found.values() if b"?" not in body)
        for request, (status, headers, body) in found.items():
            if each in request:
                likeness = nothing[request.replace(each, unknown)]
                assert (status, body.replace(each.encode(), unknown.encode())) == (
                    likeness[0],
                    likeness[2],
                )
                assert status == 404
                assert headers.keys() == likeness[1].keys()


def test_the_canaries_stand_where_a_leak_would_show_them(press: Press) -> None:
    """The test above could pass on articles that hold nothing: let them out, and look."""
    fact, *_ = hide(press)
    press.edit(press.room.viewer.get(f"/claims/{fact}").json["article_id"], embargo_until=None)
    for path in ("/feeds/facts.json", "/feeds/facts.atom", "/feeds/claimreview.json"):
        assert CANARY in press.get(path).text
    for path in (f"/facts/{fact}", f"/facts/{fact}.json", f"/facts/{fact}/card"):
        assert CANARY in press.get(path).text


def test_confidential_sources_and_reviewers_stay_unnamed(press: Press) -> None:
    fact = press.publish(source={"title": f"{CANARY} clerk", "confidential": True})
    page = press.get(f"/facts/{fact}").text
    assert "One source is known to the desk and kept confidential." in page
    for path in (*FEEDS, f"/facts/{fact}", f"/facts/{fact}.json", f"/facts/{fact}/card"):
        text = press.get(path).text
        assert CANARY not in text
        assert "reviewer@" not in text
        assert press.room.people["reviewer"].name not in text.replace("reviewed", "")


def test_what_becomes_private_again_is_a_tombstone(press: Press) -> None:
    fact = press.publish(own=True, public=True, rationale=f"{CANARY} says so.")
    assert CANARY in press.get(f"/facts/{fact}").text
    press.edit(press.room.viewer.get(f"/claims/{fact}").json["article_id"], public=False)
    assert press.get(f"/facts/{fact}").status_code == 410
    assert [each["_factcheck"] for each in press.items()] == [{"deleted": True}]
    for path in (*FEEDS, f"/facts/{fact}", f"/facts/{fact}.json", f"/facts/{fact}/card"):
        assert CANARY not in press.get(path).text
    assert press.room.viewer.get(f"/facts/{fact}").status_code == 200


def test_a_fact_that_is_private_again_does_not_tell_its_new_verdict(press: Press) -> None:
    fact = press.publish("verified", own=True, public=True)
    press.edit(press.room.viewer.get(f"/claims/{fact}").json["article_id"], public=False)
    press.decide(fact, "disputed", rationale=f"{CANARY} says so.")
    assert press.items("?status=disputed") == []
    assert [each["_factcheck"] for each in press.items("?status=verified")] == [{"deleted": True}]
    words = "spent million zebra"  # a search that finds what has some of the words
    shown = press.publish("verified", text="The town spent 3 million euros on zebras in 2021.")
    found = press.get(f"/v1alpha1/claims:search?query={words}").json["claims"]
    assert [each["claimReview"][0]["url"] for each in found] == [f"{BASE}/facts/{shown}"]


def test_what_a_desk_does_after_a_fact_left_the_public_moves_nothing(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    fact, other = press.publish(own=True, public=True), press.publish()
    article = press.room.viewer.get(f"/claims/{fact}").json["article_id"]
    press.edit(article, public=False)
    later = datetime(2098, 1, 1, tzinfo=UTC)
    monkeypatch.setattr(edge, "utcnow", lambda: later)
    before = seen(press, [fact, other])
    press.edit(article, title=CANARY)
    path, by = f"/claims/{fact}", press.room.reviewer
    assert by.patch(path, {"tags": ["port", CANARY]}, match=by.etag(path)).status_code == 200
    press.decide(fact, "disputed", rationale=f"{CANARY} says so.")
    press.reopen(fact)
    assert seen(press, [fact, other]) == before
