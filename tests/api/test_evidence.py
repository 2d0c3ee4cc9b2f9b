"""Evidence: brought, amended, taken away, and what that does to a decision."""

from typing import Any

from tests.api.problem import problem
from tests.newsroom import Newsroom

AMENDABLE = ("stance", "passage", "locator", "accessed_at")
FULL: dict[str, Any] = {
    "stance": "supports",
    "source": {
        "title": "The budget",
        "kind": "primary",
        "url": "https://city.example/budget.pdf",
        "publisher": "City of Harbour",
        "reliability": "A",
        "independence_group": "city",
        "confidential": False,
    },
    "passage": "Harbour works:\n48 million euros",
    "locator": "page 12",
    "accessed_at": "2025-10-14T09:30:00Z",
}


def listed(newsroom: Newsroom, claim: str) -> list[dict[str, Any]]:
    """The evidence that stands on the claim."""
    return list(newsroom.viewer.get(f"/claims/{claim}/evidence").json["items"])


def send(newsroom: Newsroom, method: str, path: str, body: Any, claim: str) -> Any:
    """A change of the claim's evidence by the reviewer, from the claim's present version."""
    options = {"json": body, "match": newsroom.reviewer.etag(f"/claims/{claim}")}
    return newsroom.reviewer._send(method, f"/claims/{claim}/evidence{path}", options)


def test_evidence_comes_back_with_its_source_and_starts_the_review(newsroom: Newsroom) -> None:
    one, other = (each["id"] for each in newsroom.claims(newsroom.article())[:2])
    answer = send(newsroom, "POST", "", FULL, one)
    assert answer.status_code == 201
    made = answer.json
    assert {key: made[key] for key in AMENDABLE} == {key: FULL[key] for key in AMENDABLE}
    assert {key: made["source"][key] for key in FULL["source"]} == FULL["source"]
    assert made["added_by"] == str(newsroom.people["reviewer"].person_id)
    assert listed(newsroom, one) == [made]
    claim = newsroom.viewer.get(f"/claims/{one}").json
    assert (claim["stage"], claim["evidence_count"], claim["version"]) == ("in_review", 1, 2)
    assert answer.headers["ETag"] == f'"{one}.2"'

    # The same source serves another claim by its id.
    body = {"stance": "context", "source_id": made["source"]["id"]}
    again = send(newsroom, "POST", "", body, other)
    assert again.json["source"] == made["source"]
    both = {"stance": "context", "source_id": made["source"]["id"], "source": FULL["source"]}
    problem(send(newsroom, "POST", "", both, other), 422, "invalid")


def test_a_source_of_another_desk_does_not_exist(newsroom: Newsroom) -> None:
    foreign = newsroom.foreign
    article = foreign.post("/articles", {"title": "Ours", "text": "Rents rose 3 percent in 2024."})
    claim = foreign.get(f"/articles/{article.json['id']}/claims").json["items"][0]["id"]
    path = f"/claims/{claim}"
    source = foreign.post(f"{path}/evidence", FULL, match=foreign.etag(path)).json["source"]["id"]
    body = {"stance": "supports", "source_id": source}
    own = newsroom.claim()["id"]
    problem(send(newsroom, "POST", "", body, own), 404, "not_found")


def test_evidence_is_amended_and_taken_away_under_the_claims_version(newsroom: Newsroom) -> None:
    one, other = (each["id"] for each in newsroom.claims(newsroom.article())[:2])
    first = send(newsroom, "POST", "", FULL, one).json["id"]
    second = send(newsroom, "POST", "", FULL | {"stance": "context"}, one).json["id"]
    changes = {"stance": "refutes", "passage": None, "locator": "page 13"}
    amended = send(newsroom, "PATCH", f"/{first}", changes, one)
    assert {key: amended.json[key] for key in changes} == changes
    assert amended.json["accessed_at"] == FULL["accessed_at"]
    assert amended.headers["ETag"] == newsroom.viewer.etag(f"/claims/{one}")
    problem(send(newsroom, "PATCH", f"/{first}", {"source": FULL["source"]}, one), 422, "invalid")
    problem(send(newsroom, "PATCH", f"/{first}", changes, other), 404, "not_found")
    problem(send(newsroom, "DELETE", f"/{first}", None, other), 404, "not_found")

    removed = send(newsroom, "DELETE", f"/{first}", None, one)
    assert (removed.status_code, removed.data) == (204, b"")
    assert removed.headers["ETag"] == newsroom.viewer.etag(f"/claims/{one}")
    assert [each["id"] for each in listed(newsroom, one)] == [second]
    assert newsroom.viewer.get(f"/claims/{one}").json["evidence_count"] == 1
    problem(send(newsroom, "DELETE", f"/{first}", None, one), 404, "not_found")
    events = newsroom.viewer.get(f"/claims/{one}/history").json["items"]
    actions = [each["action"] for each in events if each["action"].startswith("evidence")]
    assert actions == ["evidence.added"] * 2 + ["evidence.edited", "evidence.removed"]
    edited = next(each for each in events if each["action"] == "evidence.edited")
    earlier, later = edited["after"]["evidence_before"], edited["after"]
    assert (earlier["stance"], later["stance"]) == ("supports", "refutes")
    assert earlier["sha256"] != later["sha256"]


def test_a_decision_falls_with_the_evidence_it_relied_on_and_with_no_other(
    newsroom: Newsroom,
) -> None:
    claims = [each["id"] for each in newsroom.claims(newsroom.article())]

    def state(claim: str) -> tuple[str, str, str | None]:
        now = newsroom.viewer.get(f"/claims/{claim}").json
        return now["status"], now["stage"], now["stage_reason"]

    for claim, (method, body) in zip(
        claims, (("PATCH", {"passage": "49 million"}), ("DELETE", None)), strict=False
    ):
        relied, spare = (send(newsroom, "POST", "", FULL, claim).json["id"] for _ in range(2))
        newsroom.decide(claim, evidence_ids=[relied])
        send(newsroom, "PATCH", f"/{relied}", {"locator": FULL["locator"]}, claim)  # as it was
        send(newsroom, method, f"/{spare}", body, claim)
        send(newsroom, "POST", "", FULL | {"stance": "context"}, claim)
        assert state(claim) == ("verified", "final", None)
        send(newsroom, method, f"/{relied}", body, claim)
        assert state(claim) == ("unverified", "reopened", "evidence_changed")
        assert newsroom.viewer.get("/facts").json["items"] == []
        send(newsroom, "POST", "", FULL, claim)
        assert newsroom.decide(claim).status_code == 201
        assert state(claim) == ("verified", "final", None)
        newsroom.decide(claim, "unverified")


def test_a_confidential_source_leaves_no_trace_in_the_history(newsroom: Newsroom) -> None:
    claim = newsroom.claim()["id"]
    hidden = {"title": "CANARY clerk", "url": "https://canary.example/", "publisher": "CANARY"}
    source = FULL["source"] | hidden | {"confidential": True}
    body = FULL | {"source": source, "passage": "CANARY says so"}
    made = send(newsroom, "POST", "", body, claim).json["id"]
    send(newsroom, "PATCH", f"/{made}", {"passage": "CANARY again"}, claim)
    send(newsroom, "DELETE", f"/{made}", None, claim)
    history = newsroom.viewer.get(f"/claims/{claim}/history")
    assert "evidence.removed" in history.text
    assert "canary" not in history.text.casefold()
