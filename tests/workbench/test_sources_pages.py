"""The evidence vault in a browser: what is kept, what leans on it, and who may see it."""

import re
from typing import Any
from uuid import uuid4

from factcheck.store import sources
from factcheck.vocabulary import SourceKind, SourceState, Status
from tests.workbench.vault import FORM, SECRET, SECRETS, keep, lean, looks, record, row, upload


def test_the_list_tells_what_is_known_of_each_source(bench: Any, ana: Any) -> None:
    source_id = keep(bench, **FORM | {"kind": SourceKind.PRIMARY})
    lean(bench, source_id)
    line = row(ana.get("/sources").text, "The budget of 2024")
    for words in ("City of Oria", "primary", "B: usually reliable", ">city<", "none"):
        assert words in line, words
    assert f'href="/sources/{source_id}"' in line
    assert '<td class="number">1</td>' in line
    assert "confidential" not in line


def test_the_list_says_whether_a_copy_is_kept(bench: Any, ana: Any) -> None:
    source_id = keep(bench)
    for state, said in (
        (SourceState.FIRST, "✓</span> kept"),
        (SourceState.SAME, "✓</span> kept"),
        (SourceState.CHANGED, "≠</span> changed"),
        (SourceState.GONE, "✗</span> gone"),
        (None, "–</span> none"),
    ):
        with bench.database.writing() as session:
            sources.held(session, bench.actor("ana@example.org").desk_id, source_id).state = state
        assert said in row(ana.get("/sources").text, "Minutes")


def test_filters_are_links_that_keep_each_other(bench: Any, ana: Any) -> None:
    keep(bench, title="A tertiary thing", kind=SourceKind.TERTIARY)
    keep(bench, **SECRET)
    page = ana.get("/sources?kind=tertiary&q=thing").text
    assert "A tertiary thing" in page
    assert "A clerk of the port" not in page
    assert 'href="/sources?q=thing&amp;kind=tertiary&amp;state=gone"' in page
    assert 'href="/sources?q=thing"' in page  # all kinds again
    assert 'name="kind" value="tertiary"' in page  # the box keeps the filter
    secret = ana.get("/sources?confidential=yes").text
    assert "A clerk of the port" in secret
    assert "A tertiary thing" not in secret
    assert "No source is like that." in ana.get("/sources?state=gone").text
    assert "A tertiary thing" in ana.get("/sources?kind=nonsense").text


def test_every_source_is_on_one_page_of_the_list(bench: Any, ana: Any) -> None:
    made = {str(keep(bench, title=f"Paper {number}")) for number in range(45)}
    address, found = "/sources?q=Paper", []
    while address:
        page = ana.get(address).text
        found += re.findall(r'href="/sources/([0-9a-f-]{36})"', page)
        link = re.search(r'rel="next" href="([^"]+)"', page)
        address = link[1].replace("&amp;", "&") if link else ""
    assert sorted(found) == sorted(made)
    assert "To the beginning" in page
    assert ana.get("/sources?after=nonsense").status_code == 422


def test_an_empty_vault_says_what_to_do(bench: Any) -> None:
    page = bench.browser("rita@example.org").get("/sources").text
    assert "The desk has no sources yet." in page
    assert 'href="/sources/new"' in page


def test_a_source_shows_what_leans_on_it(bench: Any, ana: Any) -> None:
    source_id = keep(bench)
    claim = lean(bench, source_id)
    page = ana.get(f"/sources/{source_id}").text
    assert "Evidence on 1 claim." in page
    assert "No decision in force relies on it." in page
    assert f'href="/articles/{claim.article_id}?claim={claim.id}#card"' in page
    assert "It was said on the quayside." in page
    why = "We heard it on the quayside twice."
    bench.decide(claim.id, "rob@example.org", status=Status.VERIFIED, rationale=why)
    page = ana.get(f"/sources/{source_id}").text
    assert "relied on" in page
    assert "1 decision relies on this source." in page


def test_a_viewer_sees_the_grade_of_a_confidential_source_alone(bench: Any, ana: Any) -> None:
    source_id = keep(bench, **SECRET)
    lean(bench, source_id)
    upload(ana, source_id, b"What the clerk said.", "clerk.txt")
    (look,) = looks(bench, source_id)
    page = ana.get(f"/sources/{source_id}").text
    assert all(each in page for each in SECRETS)
    vera = bench.browser("vera@example.org")
    for address in ("/sources", "/sources?confidential=yes", f"/sources/{source_id}"):
        page = vera.get(address).text
        assert "confidential" in page
        assert "primary" in page
        assert not [each for each in (*SECRETS, look.sha256[:12]) if each in page], address
    assert str(source_id) not in vera.get("/sources?q=clerk").text
    refused = vera.get(f"/sources/{source_id}/snapshots/{look.id}/file")
    assert refused.status_code == 403
    assert b"What the clerk said" not in refused.data


def test_a_viewer_reads_and_changes_nothing(bench: Any) -> None:
    source_id, vera = keep(bench), bench.browser("vera@example.org")
    page = vera.get(f"/sources/{source_id}").text
    assert "Minutes" in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    assert "Add a source" not in vera.get("/sources").text
    assert vera.get("/sources/new").status_code == 403
    for address in (
        "/sources",
        f"/sources/{source_id}",
        f"/sources/{source_id}/snapshots",
        f"/sources/{source_id}/removal",
    ):
        answer = vera.post(address, FORM | {"version": "1"}, on="/")
        assert answer.status_code == 403
    assert record(bench, source_id).version == 1


def test_another_desks_source_is_as_unknown_as_none(bench: Any, ana: Any) -> None:
    source_id = keep(bench)
    upload(ana, source_id, b"ours")
    (look,) = looks(bench, source_id)
    rita = bench.browser("rita@example.org")
    for each in (source_id, uuid4()):
        assert rita.get(f"/sources/{each}").status_code == 404
        assert rita.get(f"/sources/{each}/snapshots/{look.id}/file").status_code == 404
        assert rita.get(f"/sources/{each}/snapshots").status_code == 404
        for part in ("", "/snapshots", "/removal"):
            form = FORM | {"version": "1"}
            assert rita.post(f"/sources/{each}{part}", form, on="/").status_code == 404
    assert "Minutes" not in rita.get("/sources").text


def test_where_a_form_was_sent_leads_to_the_source(bench: Any, ana: Any) -> None:
    source_id = keep(bench)
    for part in ("snapshots", "removal"):
        assert ana.get(f"/sources/{source_id}/{part}").location == f"/sources/{source_id}"


def test_whatever_is_written_stays_words(bench: Any, ana: Any) -> None:
    attack = '"><script>alert(1)</script>\u202e'
    source_id = keep(bench, title=attack, publisher=attack, independence_group=attack)
    refused = ana.post("/sources", {"title": attack, "kind": attack}, on="/sources/new")
    for page in (ana.get("/sources").text, ana.get(f"/sources/{source_id}").text, refused.text):
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
    assert "[U+202E]" in ana.get("/sources").text


def test_more_sources_and_claims_take_no_more_queries(bench: Any, ana: Any) -> None:
    source_id = keep(bench, title="Minutes 0")
    lean(bench, source_id, "will travel to Washington")
    upload(ana, source_id, b"0")
    with bench.counting() as few:
        ana.get("/sources")
        ana.get(f"/sources/{source_id}")
    for number in range(1, 12):
        keep(bench, title=f"Minutes {number}")
    for words in ("It will be his first formal visit", "The two men last met"):
        lean(bench, source_id, words)
    for number in range(1, 6):
        upload(ana, source_id, b"%d" % number)
    with bench.counting() as many:
        ana.get("/sources")
        ana.get(f"/sources/{source_id}")
    assert len(many) == len(few) <= 20
