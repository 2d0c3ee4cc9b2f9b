"""Changing the evidence vault: add, describe anew, take a snapshot, take off the list."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from factcheck.egress import Egress
from factcheck.limits import MAX_BODY_BYTES
from factcheck.store import reviews
from factcheck.vocabulary import SourceKind, Stage, Status
from tests.egress.pages import Pages, Reply, serving
from tests.egress.pages import page as answered
from tests.review.watched import LOOPBACK, article
from tests.workbench.vault import FORM, SECRET, keep, lean, looks, record, upload


@pytest.fixture
def replies() -> dict[str, Reply | bytes]:
    return {"/budget": article("The harbour costs 48 million euros.")}


@pytest.fixture
def pages(bench: Any, replies: dict[str, Reply | bytes]) -> Iterator[Pages]:
    with serving(replies) as found:
        bench.app.extensions["factcheck.egress"] = Egress(LOOPBACK, connect_and_read_seconds=3)
        yield found


def test_a_source_is_added(bench: Any, ana: Any) -> None:
    answer = ana.post("/sources", FORM | {"confidential": "yes"}, on="/sources/new")
    assert answer.status_code == 303
    source_id = UUID(answer.location.rpartition("/")[2])
    found = record(bench, source_id)
    assert {name: str(getattr(found, name)) for name in FORM} == FORM
    assert found.confidential
    page = ana.get(answer.location).text
    assert "The source is kept." in page
    assert "B: usually reliable" in page


def test_one_that_the_desk_has_is_shown_as_it_is_kept(bench: Any, ana: Any) -> None:
    source_id = keep(bench, url=FORM["url"], title="The budget, long ago")
    answer = ana.post("/sources", FORM | {"url": f"{FORM['url']}?utm_id=4"}, on="/sources/new")
    assert answer.location == f"/sources/{source_id}"
    page = ana.get(answer.location).text
    assert "The desk has this source already" in page
    assert "The budget, long ago" in page


def test_an_address_alone_is_name_enough(bench: Any, ana: Any) -> None:
    answer = ana.post("/sources", {"url": FORM["url"], "kind": "primary"}, on="/sources/new")
    assert record(bench, UUID(answer.location.rpartition("/")[2])).title == "city.example/budget"


def test_a_refused_source_is_given_back_word_for_word(ana: Any) -> None:
    form = FORM | {"url": "ftp://city.example", "kind": "", "confidential": "yes"}
    answer = ana.post("/sources", form, on="/sources/new")
    assert answer.status_code == 422
    for name in ("title", "url", "publisher", "independence_group"):
        assert f'value="{form[name]}"' in answer.text
    assert 'value="B" selected' in answer.text
    assert 'name="confidential" value="yes" checked' in answer.text
    assert "Say how near the source stands" in answer.text
    assert 'aria-describedby="fault-url"' in answer.text


def test_an_edit_that_leaves_a_decision_without_ground_says_so(bench: Any, ana: Any) -> None:
    source_id = keep(bench, **FORM | {"kind": SourceKind.PRIMARY})
    claim = lean(bench, source_id)
    bench.decide(
        claim.id, "rob@example.org", status=Status.VERIFIED, rationale="The budget says so."
    )
    form = FORM | {"kind": "tertiary", "version": str(record(bench, source_id).version)}
    answer = ana.post(f"/sources/{source_id}", form, on="/sources/new")
    assert answer.status_code == 303
    page = ana.get(answer.location).text
    assert "The source is recorded." in page
    assert "1 claim came back: its decision leaned on this source." in page
    assert bench.claim("It will be his first formal visit").stage is Stage.REOPENED
    assert record(bench, source_id).kind is SourceKind.TERTIARY


def test_who_was_overtaken_reads_by_whom_and_keeps_every_word(bench: Any, ana: Any) -> None:
    source_id = keep(bench)
    version = str(record(bench, source_id).version)
    rob = bench.browser("rob@example.org")
    first = {"title": "Minutes of May", "kind": "primary", "version": version}
    assert rob.post(f"/sources/{source_id}", first, on="/sources/new").status_code == 303
    answer = ana.post(f"/sources/{source_id}", FORM | {"version": version}, on="/sources/new")
    assert answer.status_code == 409
    assert "Rob changed this source while you were at work on it." in answer.text
    assert '<h1 dir="auto">Minutes of May</h1>' in answer.text
    assert f'value="{FORM["title"]}"' in answer.text
    assert record(bench, source_id).title == "Minutes of May"
    now = re.search(r'name="version" value="(\d+)"', answer.text)
    assert now
    again = ana.post(f"/sources/{source_id}", FORM | {"version": now[1]}, on="/sources/new")
    assert again.status_code == 303


def test_one_source_cannot_become_another(bench: Any, ana: Any) -> None:
    keep(bench, url=FORM["url"], title="The budget")
    source_id = keep(bench)
    answer = ana.post(f"/sources/{source_id}", FORM | {"version": "1"}, on="/sources/new")
    assert answer.status_code == 409
    assert "The desk has this source already, as another record." in answer.text


def test_only_an_editor_opens_a_confidential_source(bench: Any, ana: Any) -> None:
    source_id = keep(bench, **SECRET)
    form = {"title": SECRET["title"], "kind": "primary", "version": "1"}
    page = ana.get(f"/sources/{source_id}").text
    assert 'type="hidden" name="confidential"' in page
    refused = ana.post(f"/sources/{source_id}", form, on="/sources/new")
    assert refused.status_code == 403
    assert "Only an editor may open a confidential source." in refused.text
    assert record(bench, source_id).confidential
    editor = bench.browser("eddy@example.org")
    assert 'type="checkbox" name="confidential"' in editor.get(f"/sources/{source_id}").text
    assert editor.post(f"/sources/{source_id}", form, on="/sources/new").status_code == 303
    assert not record(bench, source_id).confidential


def test_a_source_is_taken_off_once_nothing_leans_on_it(bench: Any, ana: Any) -> None:
    source_id = keep(bench)
    page = ana.get(f"/sources/{source_id}").text
    assert "Take it off</button>" in page
    answer = ana.post(f"/sources/{source_id}/removal", {"version": "1"}, on="/sources/new")
    assert answer.location == "/sources"
    assert "its copies stay" in ana.get("/sources").text
    assert ana.get(f"/sources/{source_id}").status_code == 404


def test_what_prevents_the_removal_is_said(bench: Any, ana: Any) -> None:
    source_id = keep(bench)
    lean(bench, source_id)
    page = ana.get(f"/sources/{source_id}").text
    assert "It is evidence on 1 claim; take it off there first." in page
    assert "Take it off</button>" not in page
    answer = ana.post(f"/sources/{source_id}/removal", {"version": "1"}, on="/sources/new")
    assert answer.status_code == 409
    assert "This source cannot be removed." in answer.text


def test_a_decision_stands_when_nothing_of_its_ground_changes(bench: Any, ana: Any) -> None:
    source_id = keep(bench, **FORM | {"kind": SourceKind.PRIMARY})
    claim = lean(bench, source_id)
    bench.decide(claim.id, "rob@example.org", status=Status.VERIFIED, rationale="It says so there.")
    form = FORM | {"reliability": "C", "version": "1"}
    answer = ana.post(f"/sources/{source_id}", form, on="/sources/new")
    assert "came back" not in ana.get(answer.location).text
    with bench.database.reading() as session:
        assert reviews.count_relying_on(session, source_id) == 1


def test_the_page_is_fetched_and_kept_on_a_click(
    bench: Any, ana: Any, pages: Pages, replies: dict[str, Reply | bytes]
) -> None:
    source_id = keep(bench, url=pages.url("/budget"))
    take = f"/sources/{source_id}/snapshots"
    answer = ana.post(take, {}, on="/sources/new")
    assert answer.status_code == 303
    assert answer.location == f"/sources/{source_id}#looks"
    shown = ana.get(f"/sources/{source_id}").text
    assert "A first copy is kept." in shown
    (look,) = looks(bench, source_id)
    for words in ("the first copy", "HTTP 200", "text/html", look.sha256[:16], "Ana Ferreyra"):
        assert words in shown, words
    replies["/budget"] = article("The harbour costs 84 million euros.")
    ana.post(take, {}, on="/sources/new")
    assert "It says something else than the copy before" in ana.get(f"/sources/{source_id}").text
    replies["/budget"] = answered(b"", status="404 Not Found")
    ana.post(take, {}, on="/sources/new")
    shown = ana.get(f"/sources/{source_id}").text
    assert "The page is gone; the copies from before are kept." in shown
    assert "answered 404" in shown


def test_a_changed_page_tells_which_decisions_came_back(
    bench: Any, ana: Any, pages: Pages, replies: dict[str, Reply | bytes]
) -> None:
    source_id = keep(bench, url=pages.url("/budget"))
    ana.post(f"/sources/{source_id}/snapshots", {}, on="/sources/new")
    claim = lean(bench, source_id)
    bench.decide(claim.id, "rob@example.org", status=Status.VERIFIED, rationale="It says so there.")
    replies["/budget"] = article("The harbour costs nothing at all.")
    ana.post(f"/sources/{source_id}/snapshots", {}, on="/sources/new")
    page = ana.get(f"/sources/{source_id}").text
    assert "1 claim came back: its decision leaned on this source." in page


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [("/broken", 502, "answered 500"), ("//10.0.0.1/", 422, "10.0.0.1")],
)
def test_a_page_that_cannot_be_had_is_said_and_nothing_is_kept(
    bench: Any,
    ana: Any,
    pages: Pages,
    replies: dict[str, Reply | bytes],
    path: str,
    status: int,
    words: str,
) -> None:
    replies["/broken"] = answered(b"", status="500 Oops")
    url = f"http:{path}" if path.startswith("//") else pages.url(path)
    source_id = keep(bench, url=url)
    answer = ana.post(f"/sources/{source_id}/snapshots", {}, on="/sources/new")
    assert answer.status_code == status
    assert words in answer.text
    assert "Not recorded." in answer.text
    assert looks(bench, source_id) == []


def test_a_file_is_kept_and_given_back_to_be_saved(bench: Any, ana: Any) -> None:
    source_id = keep(bench)
    data = b"<script>alert(1)</script> The harbour costs 48 million euros."
    assert upload(ana, source_id, data, "a<b>.html").status_code == 303
    (look,) = looks(bench, source_id)
    page = ana.get(f"/sources/{source_id}").text
    address = f"/sources/{source_id}/snapshots/{look.id}/file"
    assert f'href="{address}"' in page
    assert "a&lt;b&gt;.html" in page
    got = ana.get(address)
    assert got.data == data
    assert got.mimetype == "application/octet-stream"
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_file_may_be_larger_than_other_forms(bench: Any, ana: Any) -> None:
    source_id = keep(bench)
    data = b"x" * (MAX_BODY_BYTES + 1)
    assert upload(ana, source_id, data, "large.bin").status_code == 303
    assert looks(bench, source_id)[0].size == len(data)


def test_no_file_is_no_snapshot(bench: Any, ana: Any) -> None:
    source_id = keep(bench)
    for answer in (
        upload(ana, source_id, b"", ""),
        upload(ana, source_id, b""),
        ana.post(f"/sources/{source_id}/snapshots", {}, on="/sources/new"),
    ):
        assert answer.status_code == 422
    assert looks(bench, source_id) == []


def test_snapshots_and_claims_are_paged_each_by_itself(bench: Any, ana: Any) -> None:
    source_id = keep(bench)
    for number in range(12):
        upload(ana, source_id, b"number %d" % number)
    page = ana.get(f"/sources/{source_id}").text
    assert page.count("Download") == 10
    link = re.search(r'href="([^"]+looks=[^"]+)"', page)
    assert link
    assert ana.get(link[1].partition("#")[0]).text.count("Download") == 2
