"""Drafts side by side, and claims drawn by hand, through HTTP."""

from typing import Any

import pytest

from tests.api.problem import problem
from tests.newsroom import TEXT, Newsroom

FIRST = "The city spent 48 million euros on the harbour in 2024."
LEFT, RIGHT = "The city spent 48 million euros", "on the harbour in 2024."


def span(words: str, text: str = TEXT) -> dict[str, int]:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def act(room: Newsroom, claim_id: str, step: str, body: Any) -> Any:
    path = f"/claims/{claim_id}"
    return room.reviewer.post(f"{path}/{step}", body, match=room.reviewer.etag(path))


def doubled(room: Newsroom) -> tuple[str, str, str]:
    """An article whose first claim stands twice in draft 2: its id, the claim's, the text."""
    article = room.article()
    first = room.claims(article)[0]["id"]
    room.support(first)
    room.decide(first)
    text = TEXT.replace(FIRST, f"{FIRST} {FIRST}")
    path = f"/articles/{article['id']}"
    answer = room.editor.post(f"{path}/drafts", {"text": text}, match=room.editor.etag(path))
    line = next(each for each in answer.json["claims"] if each["id"] == first)
    assert line["change"] == "ambiguous"
    assert [text[each["start"] : each["end"]] for each in line["places"]] == [FIRST, FIRST]
    return article["id"], first, text


def test_the_comparison_of_two_drafts_is_read_and_changes_as_claims_are_placed(
    newsroom: Newsroom,
) -> None:
    article, first, text = doubled(newsroom)
    path = f"/articles/{article}/drafts/2/comparison"
    found = newsroom.viewer.get(path).json
    assert (found["from"], found["to"], found["counts"]["ambiguous"]) == (1, 2, 1)
    assert list(found) == ["from", "to", "counts", "claims", "text"]
    line = next(each for each in found["claims"] if each["id"] == first)
    assert list(line) == [
        "id", "change", "diff", "places", "placed_at", "before", "after", "status", "stage",
    ]  # fmt: skip
    assert (line["before"], line["after"]) == ({**span(FIRST), "quote": FIRST}, None)
    assert {each["op"] for each in found["text"]} == {"equal", "inserted"}
    placed = act(newsroom, first, "anchors", {"draft": 2, **line["places"][1]})
    assert (placed.status_code, placed.json["status"], placed.json["stage"]) == (
        200,
        "verified",
        "final",
    )
    assert placed.headers["ETag"] == newsroom.viewer.etag(f"/claims/{first}")
    assert text[placed.json["start"] : placed.json["end"]] == placed.json["quote"] == FIRST
    line = next(e for e in newsroom.viewer.get(path).json["claims"] if e["id"] == first)
    assert line["after"]["start"] == placed.json["start"]
    assert line["placed_at"]
    problem(newsroom.viewer.get(f"/articles/{article}/drafts/1/comparison"), 404, "not_found")
    problem(newsroom.foreign.get(path), 404, "not_found")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"start": 0, "end": 9_999}, 422, "invalid"),
        ({"start": 9, "end": 9}, 422, "invalid"),
        ({"start": -1, "end": 9}, 422, "invalid"),
        ({"start": 22, "end": 24}, 422, "invalid"),
        ({"start": 0, "end": 9, "draft": 2}, 422, "invalid"),
        (span("Mayor Rosa Vidal said the new pier created 320 jobs."), 409, "transition_refused"),
    ],
)
def test_a_claim_is_not_put_where_none_can_stand(
    newsroom: Newsroom, body: dict[str, int], status: int, code: str
) -> None:
    article = newsroom.article()
    claim = newsroom.claims(article)[0]["id"]
    told = problem(act(newsroom, claim, "anchors", body), status, code)
    assert told.get("errors") or told.get("reasons")
    marked = newsroom.reviewer.post("/claims", {"article_id": article["id"], **body})
    problem(marked, status, code)
    assert newsroom.viewer.get(f"/claims/{claim}").json["version"] == 1


def test_a_claim_is_marked_by_hand(newsroom: Newsroom) -> None:
    article = newsroom.article()
    part = span("the new pier created 320 jobs")
    body = {"article_id": article["id"], **part, "statement": " The pier. ", "kind": "event"}
    answer = newsroom.reviewer.post("/claims", body)
    made = answer.json
    assert answer.status_code == 201
    assert answer.headers["Location"].endswith(f"/api/v1/claims/{made['id']}")
    assert answer.headers["ETag"] == f'"{made["id"]}.1"'
    assert (made["quote"], made["statement"], made["kind"]) == (
        "the new pier created 320 jobs",
        "The pier.",
        "event",
    )
    assert (made["extractor"], made["status"], made["stage"]) == (
        {"name": "hand", "version": "1"},
        "unverified",
        "queued",
    )
    assert made["speaker"]["name"] == "Rosa Vidal" or "Vidal" in made["speaker"]["name"]
    assert [TEXT[each["start"] : each["end"]] for each in made["facets"]] == [
        each["text"] for each in made["facets"]
    ]
    assert newsroom.viewer.get(f"/claims/{made['id']}").json == made
    entries = newsroom.viewer.get(f"/claims/{made['id']}/history").json["items"]
    assert [each["action"] for each in entries] == ["claim.marked"]
    problem(newsroom.reviewer.post("/claims", body), 409, "transition_refused")
    problem(newsroom.foreign.post("/claims", body), 404, "not_found")
    old = {"article_id": article["id"], "start": 0, "end": 7, "draft": 1}
    path = f"/articles/{article['id']}"
    newsroom.editor.post(
        f"{path}/drafts", {"text": f"{TEXT} Yes."}, match=newsroom.editor.etag(path)
    )
    problem(newsroom.reviewer.post("/claims", old), 409, "transition_refused")


def test_a_claim_is_split_and_merged_again_and_the_ledger_follows(newsroom: Newsroom) -> None:
    article = newsroom.article()
    claim = newsroom.claims(article)[0]["id"]
    newsroom.support(claim)
    newsroom.decide(claim)

    def line() -> dict[str, Any]:
        items = newsroom.viewer.get(f"/articles/{article['id']}/ledger").json["items"]
        found: dict[str, Any] = next(each for each in items if each["text"] == FIRST)
        return found

    body = {"parts": [span(LEFT), {**span(RIGHT), "statement": "It was for the harbour."}]}
    answer = act(newsroom, claim, "split", body)
    assert answer.status_code == 201
    first, (part,) = answer.json["claim"], answer.json["parts"]
    assert answer.headers["ETag"] == f'"{claim}.{first["version"]}"'
    assert (first["quote"], first["stage"], first["stage_reason"]) == (
        LEFT,
        "reopened",
        "text_changed",
    )
    assert (part["quote"], part["statement"], part["split_from"], part["evidence_count"]) == (
        RIGHT,
        "It was for the harbour.",
        claim,
        1,
    )
    assert part == newsroom.viewer.get(f"/claims/{part['id']}").json
    assert line()["claim_ids"] == [claim, part["id"]]
    problem(act(newsroom, claim, "split", body), 422, "invalid")

    stale = {"with": [part["id"]], "versions": {part["id"]: 7}}
    problem(act(newsroom, claim, "merge", stale), 412, "stale_version")
    answer = act(newsroom, claim, "merge", {"with": [part["id"]], "versions": {part["id"]: 1}})
    assert (answer.status_code, answer.json["quote"]) == (200, FIRST)
    away = newsroom.viewer.get(f"/claims/{part['id']}").json
    assert (away["stage"], away["merged_into"], away["version"]) == ("dismissed", claim, 2)
    assert line()["disposition"] == "claim"
    for each, actions in (
        (claim, ["claim.split", "claim.merged"]),
        (part["id"], ["claim.split_off", "claim.merged_away"]),
    ):
        entries = newsroom.viewer.get(f"/claims/{each}/history").json["items"]
        assert [entry["action"] for entry in entries][-2:] == actions
    assert act(newsroom, part["id"], "reopen", {"reason": "other"}).json["merged_into"] is None
    for wrong in (claim, article["id"]):
        told = problem(act(newsroom, claim, "merge", {"with": [wrong]}), 422, "invalid")
        assert "with" in told["errors"]


def test_a_claim_between_two_others_keeps_them_apart(newsroom: Newsroom) -> None:
    first, second, third = newsroom.claims(newsroom.article())
    told = problem(
        act(newsroom, first["id"], "merge", {"with": [third["id"]]}), 409, "transition_refused"
    )
    (why,) = told["reasons"]
    assert second["id"] in why
    both = act(newsroom, first["id"], "merge", {"with": [third["id"], second["id"]]})
    assert (both.json["start"], both.json["end"]) == (first["start"], third["end"])


def test_what_a_claim_was_before_it_was_placed_or_split_is_still_to_be_read(
    newsroom: Newsroom,
) -> None:
    article, first, text = doubled(newsroom)
    path = f"/claims/{first}"
    second = text.index(FIRST, 5)
    steps: list[tuple[str, Any]] = [
        ("anchors", {"start": second, "end": second + len(FIRST)}),
        ("anchors", span(LEFT, text)),
        ("anchors", span(FIRST, text)),
        ("split", {"parts": [span(LEFT, text), span(RIGHT, text)]}),
    ]
    seen = [newsroom.viewer.get(path).json]
    for step, body in steps:
        answer = act(newsroom, first, step, body)
        assert answer.status_code in {200, 201}, answer.json
        seen.append(newsroom.viewer.get(path).json)
    merged = {"with": [answer.json["parts"][0]["id"]]}
    assert act(newsroom, first, "merge", merged).status_code == 200
    base = f"/articles/{article}"
    newsroom.editor.post(f"{base}/drafts", {"text": TEXT}, match=newsroom.editor.etag(base))
    assert newsroom.viewer.get(path).json["draft"] == 3
    for each in seen:
        then = newsroom.viewer.get(f"{path}?at={each['updated_at']}").json
        assert then == each


def test_a_retried_split_is_done_once(newsroom: Newsroom) -> None:
    claim = newsroom.claim()["id"]
    path, key = f"/claims/{claim}", {"Idempotency-Key": "split-1"}
    body = {"parts": [span(LEFT), span(RIGHT)]}
    etag = newsroom.reviewer.etag(path)
    answers = [
        newsroom.reviewer.post(f"{path}/split", body, match=etag, headers=key) for _ in range(2)
    ]
    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json == answers[1].json
    assert len(newsroom.claims({"id": answers[0].json["claim"]["article_id"]})) == 4
