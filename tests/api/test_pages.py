"""Lists: every item once, in order, whatever the page size and whatever changes meanwhile."""

from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.api.problem import forgeries, problem
from tests.newsroom import TEXT, Client, Newsroom

THREE = (
    "Rents rose by 3 percent in 2024. The port earned 9 million euros in 2023. "
    "The tunnel cost 7 million euros, Mayor Rosa Vidal said."
)


def walk(client: Client, path: str, *, limit: int) -> list[dict[str, Any]]:
    """All items of a list, by way of `next`, which the Link header must repeat."""
    found: list[dict[str, Any]] = []
    joint = "&" if "?" in path else "?"
    address: str | None = f"{path}{joint}limit={limit}"
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.json
        items, address = answer.json["items"], answer.json["next"]
        assert len(items) == limit or not address
        assert answer.headers.get("Link") == (f'<{address}>; rel="next"' if address else None)
        found += items
    return found


@pytest.fixture
def stocked(newsroom: Newsroom) -> Newsroom:
    """Four articles with three claims each; all claims of one have the same time."""
    for number in range(4):
        newsroom.article(f"{THREE} Are there {number + 1}?", title=f"Port {number}")
    for claim in newsroom.viewer.get("/claims?limit=5").json["items"]:
        newsroom.support(claim["id"])
    return newsroom


SORTS: dict[str, Any] = {
    "updated": lambda claim: claim["updated_at"],
    "score": lambda claim: claim["score"],
    "position": lambda claim: (claim["article_id"], claim["start"]),
}
FILTERS = [
    "",
    "status=unverified&status=verified",
    "stage=in_review",
    "stage=in_review&stage=queued",
    "kind=quantity&kind=event",
    "speaker=vidal",
    "q=port",
    "min_score=0.9",
    "has_evidence=true",
    "has_evidence=false",
    "updated_since=2020-01-01",
    "updated_since=2099-01-01T00:00:00Z",
    "status=disputed",
    "q=%25",
]


def test_walking_the_pages_yields_every_claim_once_and_in_order(
    stocked: Newsroom, subtests: pytest.Subtests
) -> None:
    every = stocked.viewer.get("/claims?limit=200").json["items"]
    assert len(every) == 12
    assert len({claim["score"] for claim in every}) < 12  # some values tie
    keep = {
        "stage=in_review": lambda c: c["stage"] == "in_review",
        "kind=quantity&kind=event": lambda c: c["kind"] in {"quantity", "event"},
        "speaker=vidal": lambda c: "Vidal" in (c["speaker"] or {}).get("name", ""),
        "q=port": lambda c: "port" in c["statement"],
        "min_score=0.9": lambda c: c["score"] >= 0.9,
        "has_evidence=true": lambda c: c["evidence_count"] > 0,
        "has_evidence=false": lambda c: c["evidence_count"] == 0,
        "updated_since=2099-01-01T00:00:00Z": lambda c: False,
        "status=disputed": lambda c: False,
        "q=%25": lambda c: "%" in c["statement"],
    }
    for sort, key in SORTS.items():
        for chosen in FILTERS:
            with subtests.test(f"{sort} {chosen}"):
                path = f"/claims?sort={sort}&{chosen}"
                found = walk(stocked.viewer, path, limit=5 if chosen else 1)
                whole = stocked.viewer.get(f"{path}&limit=200").json
                assert found == whole["items"]
                assert whole["next"] is None
                wanted = filter(keep.get(chosen, lambda c: True), every)
                assert {c["id"] for c in found} == {c["id"] for c in wanted}
                assert len(found) == len({c["id"] for c in found})
                down = sort != "position"
                for one, other in pairwise(map(key, found)):
                    assert one >= other if down else one <= other


def test_every_list_has_pages(stocked: Newsroom, subtests: pytest.Subtests) -> None:
    article = stocked.viewer.get("/articles").json["items"][0]
    claim = stocked.claims(article)[0]["id"]
    for _ in range(3):
        stocked.support(claim)
        stocked.decide(claim)
        stocked.admin.post("/policies", {"name": "standard"})
        stocked.reviewer.post(f"/claims/{claim}/comments", {"text": "@viewer, have a look."})
        asked = {"asked": "The mayor", "question": "How many?"}
        stocked.reviewer.post(f"/articles/{article['id']}/replies", asked)
    for other in stocked.claims(article)[1:]:
        stocked.support(other["id"])
        stocked.decide(other["id"])
    for path, number in (
        ("/articles", 4),
        ("/articles?q=port", 4),
        (f"/articles/{article['id']}/claims", 3),
        ("/facts", 3),
        ("/facts?status=verified&status=disputed", 3),
        (f"/claims/{claim}/reviews", 3),
        (f"/claims/{claim}/evidence", 4),
        (f"/claims/{claim}/history", None),
        (f"/claims/{claim}/comments", 3),
        ("/mentions", 3),
        (f"/articles/{article['id']}/replies", 3),
        (f"/articles/{article['id']}/history", None),
        ("/policies", 4),
        ("/desks", 1),
    ):
        with subtests.test(path):
            whole = stocked.viewer.get(path).json
            assert whole["next"] is None
            assert len(whole["items"]) == number or number is None
            for limit in (1, 2, 3):
                assert walk(stocked.viewer, path, limit=limit) == whole["items"]
            joint = "&" if "?" in path else "?"
            problem(stocked.viewer.get(f"{path}{joint}limit=0"), 422, "invalid")


def test_a_page_holds_fifty_items_unless_told_and_two_hundred_at_most(newsroom: Newsroom) -> None:
    text = " ".join(f"The port earned {number} million euros in 2024." for number in range(1, 216))
    article = newsroom.article(text)
    path = f"/articles/{article['id']}/claims"
    for query, size in (("", 50), ("?limit=200", 200)):
        page = newsroom.viewer.get(path + query).json
        assert len(page["items"]) == size
        assert page["next"]
    problem(newsroom.viewer.get(f"{path}?limit=201"), 422, "invalid")
    claims = walk(newsroom.viewer, path, limit=100)
    assert len(claims) >= 215
    assert [each["start"] for each in claims] == sorted(each["start"] for each in claims)


def test_next_keeps_repeated_filters_and_says_nothing_in_clear(stocked: Newsroom) -> None:
    address = stocked.viewer.get("/claims?stage=queued&stage=in_review&sort=score&limit=2").json[
        "next"
    ]
    query = parse_qs(urlsplit(address).query)
    assert query["stage"] == ["queued", "in_review"]
    assert (query["sort"], query["limit"]) == (["score"], ["2"])
    (cursor,) = query["cursor"]
    genuine = stocked.viewer.get("/claims", query_string={"cursor": cursor, "sort": "score"})
    assert genuine.status_code == 200
    for forged in forgeries(cursor):
        again = stocked.viewer.get("/claims", query_string={"cursor": forged, "sort": "score"})
        problem(again, 422, "invalid")
    foreign = stocked.foreign.get("/claims", query_string={"cursor": cursor, "sort": "score"})
    problem(foreign, 422, "invalid")


def test_cursors_stay_valid_while_rows_come_and_change(stocked: Newsroom) -> None:
    """By position nothing is lost or doubled; by time of change, what changed comes again."""
    viewer = stocked.viewer
    every = [each["id"] for each in viewer.get("/claims?sort=position&limit=200").json["items"]]
    first = viewer.get("/claims?sort=position&limit=5").json
    for claim in (every[0], every[4], every[7]):
        path = f"/claims/{claim}"
        stocked.reviewer.patch(path, {"tags": ["seen"]}, match=viewer.etag(path))
    late = stocked.article(TEXT)
    rest = walk(viewer, first["next"].replace("limit=5&", ""), limit=3)
    assert [each["id"] for each in first["items"] + rest][: len(every)] == every
    assert {each["article_id"] for each in rest[7:]} == {late["id"]}

    newest = viewer.get("/articles?limit=2").json
    stocked.article("The ferry carried 5,000 people in 2023.")
    older = viewer.get(newest["next"]).json
    titles = [each["title"] for each in newest["items"] + older["items"]]
    assert titles == ["Harbour", "Port 3", "Port 2", "Port 1"]
