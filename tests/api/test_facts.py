"""Facts: what newsroom tools pull, and what never leaves."""

from datetime import timedelta

from sqlalchemy import update

from factcheck.clock import utcnow
from factcheck.store.articles import Article
from tests.api.problem import problem
from tests.newsroom import TEXT, Newsroom

SHAPE = {
    "id", "claim_id", "version", "status", "statement", "quote", "speaker", "rating", "rationale",
    "article", "sources", "confidential_sources", "reviewed_at", "valid_since", "corrected",
    "overridden", "history_url", "claimreview_url", "reviewer", "published_at", "updated_at",
    "desk", "language", "topics", "public",
}  # fmt: skip


def test_a_fact_says_what_it_stands_on_and_names_no_reviewer(newsroom: Newsroom) -> None:
    about = {
        "title": "Harbour",
        "url": "https://herald.example/harbour",
        "publisher": "The Herald",
        "published_at": "2025-10-14T09:30:00Z",
    }
    article = newsroom.article(**about)
    claim = newsroom.claims(article)[1]["id"]
    newsroom.support(claim, title="The register", url="https://city.example/jobs")
    hidden = newsroom.support(claim, title="CANARY clerk", confidential=True).json["id"]
    spare = newsroom.support(claim, title="Not relied on").json["id"]
    relied = {each["id"] for each in newsroom.viewer.get(f"/claims/{claim}/evidence").json["items"]}
    decided = newsroom.decide(claim, evidence_ids=sorted(relied - {spare}), rating="True").json

    answer = newsroom.viewer.get(f"/facts/{claim}")
    assert answer.status_code == 200
    fact = answer.json
    assert newsroom.viewer.get("/facts").json["items"] == [fact]
    assert set(fact) == SHAPE
    assert (fact["id"], fact["claim_id"]) == (claim, claim)
    assert (fact["status"], fact["rating"], fact["corrected"]) == ("verified", "True", False)
    assert fact["overridden"] is False
    assert fact["rationale"] == decided["rationale"]
    assert fact["version"] == decided["claim"]["version"]
    assert fact["reviewed_at"] == fact["valid_since"] == decided["created_at"]
    assert fact["article"] == about | {"id": article["id"]}
    assert fact["speaker"]["name"] == "Mayor Rosa Vidal"
    assert fact["history_url"] == f"http://desk.example/api/v1/facts/{claim}/history"
    assert fact["claimreview_url"] is None
    assert fact["confidential_sources"] == 1
    assert [source["title"] for source in fact["sources"]] == ["The register"]
    assert fact["sources"][0]["stance"] == "supports"
    for leak in ("CANARY", hidden, "Reviewer", "reviewer@example.org"):
        assert leak not in answer.text


def test_only_final_claims_are_facts_and_only_verified_ones_unless_asked(
    newsroom: Newsroom,
) -> None:
    spent, created, fell = (each["id"] for each in newsroom.claims(newsroom.article()))
    newsroom.support(spent)
    newsroom.support(created)
    problem(newsroom.viewer.get(f"/facts/{created}"), 404, "not_found")
    newsroom.decide(spent)
    newsroom.decide(fell, "unverified")

    def found(query: str = "") -> set[str]:
        return {each["id"] for each in newsroom.viewer.get(f"/facts{query}").json["items"]}

    assert found() == {spent}
    assert found("?status=unverified") == {fell}
    assert found("?status=unverified&status=verified&status=disputed") == {spent, fell}
    assert newsroom.viewer.get(f"/facts/{fell}").json["status"] == "unverified"
    assert newsroom.foreign.get("/facts").json["items"] == []
    problem(newsroom.foreign.get(f"/facts/{spent}"), 404, "not_found")

    path = f"/claims/{spent}"
    body = {"stance": "refutes", "source": {"title": "Invoices", "kind": "primary"}}
    newsroom.reviewer.post(f"{path}/evidence", body, match=newsroom.reviewer.etag(path))
    newsroom.decide(spent, "disputed")
    assert found() == set()
    corrected = newsroom.viewer.get(f"/facts/{spent}").json
    assert (corrected["status"], corrected["corrected"]) == ("disputed", True)


def test_facts_are_found_by_words_speaker_publisher_topic_and_time(newsroom: Newsroom) -> None:
    address = "https://herald.example/harbour"
    article = newsroom.article(publisher="The Herald", url=address)
    spent, created, _ = (each["id"] for each in newsroom.claims(article))
    other = newsroom.claims(
        newsroom.article(f"{TEXT} Two.", publisher="The Courier", language="en-GB")
    )[0]["id"]
    tags = {spent: ["money", 'the "old" port'], created: ["jobs", "money, old"], other: ["Money"]}
    for claim, words in tags.items():
        newsroom.support(claim)
        path = f"/claims/{claim}"
        newsroom.reviewer.patch(path, {"tags": words}, match=newsroom.reviewer.etag(path))
        newsroom.decide(claim)

    def found(**query: str) -> set[str]:
        items = newsroom.viewer.get("/facts", query_string=query).json["items"]
        return {each["id"] for each in items}

    assert found(q="HARBOUR") == {spent, other}
    assert found(speaker="vidal") == {created}
    assert found(publisher="The Herald") == {spent, created}
    assert found(publisher="The Herald", q="harbour") == {spent}
    assert found(article=article["id"]) == {spent, created}
    assert found(language="en") == found() == {spent, created, other}
    assert found(language="en-GB") == {other}
    assert found(article="https://herald.example/harbour") == {spent, created}
    assert found(article="https://herald.example/harbour/2") == set()
    assert found(topic="money") == {spent, other}
    assert found(topic='the "old" port') == {spent}
    assert found(topic='money", "the') == found(topic="mon%") == found(topic="old") == set()
    changed = newsroom.viewer.get(f"/claims/{other}").json["updated_at"]
    assert found(since=changed) == {other}
    assert found(since="2099-01-01") == set()


def test_an_embargoed_fact_waits_until_the_embargo_lifts(newsroom: Newsroom) -> None:
    tomorrow = (utcnow() + timedelta(days=1)).isoformat()
    fact = newsroom.verified(embargo_until=tomorrow)
    path = f"/articles/{fact['article_id']}"
    problem(newsroom.viewer.get(f"/facts/{fact['id']}"), 404, "not_found")
    empty = newsroom.viewer.get("/facts?status=verified&status=unverified")
    assert empty.json == {"items": [], "next": None}
    # Neither its time passing nor an editor who lifts it needs another decision.
    with newsroom.database.writing() as session:
        past = utcnow() - timedelta(seconds=1)
        session.execute(update(Article).values(embargo_until=past))
    assert newsroom.viewer.get(f"/facts/{fact['id']}").status_code == 200
    stale = newsroom.viewer.get("/facts", headers={"If-None-Match": empty.headers["ETag"]})
    assert [each["id"] for each in stale.json["items"]] == [fact["id"]]
    editor = newsroom.editor
    for embargo, served in ((tomorrow, 0), (None, 1)):
        editor.patch(path, {"embargo_until": embargo}, match=editor.etag(path))
        assert len(newsroom.viewer.get("/facts").json["items"]) == served
