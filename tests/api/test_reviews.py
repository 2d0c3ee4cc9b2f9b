"""Decisions: what each policy asks for, who may confirm, and what brings a claim back."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.api.problem import everything, problem
from tests.newsroom import TEXT, Newsroom

PRIMARY = {"title": "The budget", "kind": "primary"}
WIRE = {"title": "Herald", "kind": "secondary", "independence_group": "wire"}
SAME_WIRE = {"title": "Courier", "kind": "secondary", "independence_group": "wire"}
OTHER = {"title": "Tribune", "kind": "secondary"}


def bring(room: Newsroom, claim: str, stance: str, source: dict[str, Any]) -> str:
    """Put evidence on the claim; its id."""
    path = f"/claims/{claim}"
    body = {"stance": stance, "source": source}
    answer = room.reviewer.post(f"{path}/evidence", body, match=room.reviewer.etag(path))
    assert answer.status_code == 201, answer.json
    return str(answer.json["id"])


def state(room: Newsroom, claim: str) -> tuple[str, str, str | None]:
    """Status, stage and the reason of the stage."""
    found = room.viewer.get(f"/claims/{claim}").json
    return found["status"], found["stage"], found["stage_reason"]


def reasons(answer: TestResponse) -> list[str]:
    """Why the step was refused."""
    return list(problem(answer, 409, "transition_refused")["reasons"])


# What lies on the claim, what is to be decided, and the words of the refusal (None: taken).
STANDARD: list[tuple[list[tuple[str, dict[str, Any]]], str, str, str | None]] = [
    ([], "verified", "0 primary and 0 independent secondary", "It needs supporting evidence"),
    ([("refutes", PRIMARY)], "verified", "Page 12 says so.", "It needs supporting evidence"),
    ([("context", PRIMARY)], "verified", "Page 12 says so.", "It needs supporting evidence"),
    ([("supports", OTHER)], "verified", "Page 12 says so.", "0 primary and 1 independent"),
    (
        [("supports", WIRE), ("supports", SAME_WIRE)],
        "verified",
        "Page 12 says so.",
        "0 primary and 1 independent",
    ),
    (
        [("supports", {"title": "A page", "kind": "tertiary"})] * 2,
        "verified",
        "Page 12 says so.",
        "0 primary and 0 independent",
    ),
    ([("supports", WIRE), ("supports", OTHER)], "verified", "Page 12 says so.", None),
    ([("supports", PRIMARY)], "verified", "Page 12 says so.", None),
    ([("supports", PRIMARY)], "verified", " Page 12. ", "at least 10 characters"),
    ([("supports", PRIMARY)], "disputed", "Page 12 denies it.", "refuting evidence; it has 0"),
    ([("refutes", OTHER)], "disputed", "Page 12 denies it.", None),
    ([], "unverified", "No.", None),
]


def test_the_standard_policy_asks_for_evidence_and_a_rationale(
    newsroom: Newsroom, subtests: pytest.Subtests
) -> None:
    text = " ".join(f"The port earned {n} million euros in 2024." for n in range(2, 20))
    claims = newsroom.claims(newsroom.article(text))
    for claim, (evidence, status, rationale, refusal) in zip(claims, STANDARD, strict=False):
        with subtests.test(f"{status} on {evidence}"):
            for stance, source in evidence:
                bring(newsroom, claim["id"], stance, source)
            stored = everything(newsroom.database)
            answer = newsroom.decide(claim["id"], status, rationale=rationale)
            if refusal:
                assert any(refusal in each for each in reasons(answer))
                assert everything(newsroom.database) == stored
            else:
                assert answer.status_code == 201, answer.json
                assert state(newsroom, claim["id"]) == (status, "final", None)


def test_a_decision_is_kept_as_it_was_made_and_answers_with_the_claim(newsroom: Newsroom) -> None:
    claim = newsroom.claim()["id"]
    first, second = (bring(newsroom, claim, "supports", source) for source in (PRIMARY, OTHER))
    refusal = newsroom.decide(claim, evidence_ids=[second])
    assert "0 primary and 1 independent" in reasons(refusal)[0]
    answer = newsroom.decide(claim, evidence_ids=[first, first], rating="True")
    assert answer.status_code == 201
    made = answer.json
    now = newsroom.viewer.get(f"/claims/{claim}")
    assert made.pop("claim") == now.json
    assert answer.headers["ETag"] == now.headers["ETag"]
    assert (now.json["status"], now.json["stage"], now.json["rating"]) == (
        "verified",
        "final",
        "True",
    )
    (kept,) = newsroom.viewer.get(f"/claims/{claim}/reviews").json["items"]
    assert kept == made
    assert kept["evidence_ids"] == [first]
    reviewer = newsroom.people["reviewer"]
    assert kept["reviewer"] == {"id": str(reviewer.person_id), "name": "Reviewer"}
    assert (kept["policy_version"], kept["superseded"], kept["confirms"]) == (1, False, None)
    assert kept["claim_version"] == now.json["version"] - 1


def test_a_later_review_supersedes_in_one_step(newsroom: Newsroom) -> None:
    claim = newsroom.verified()["id"]
    bring(newsroom, claim, "refutes", OTHER)
    assert state(newsroom, claim)[:2] == ("verified", "final")
    newsroom.decide(claim, "disputed", rationale="The Tribune found the invoices.", by="second")
    assert state(newsroom, claim) == ("disputed", "final", None)
    newsroom.decide(claim, "unverified", rationale="Both are withdrawn.")
    assert state(newsroom, claim) == ("unverified", "final", None)
    found = newsroom.viewer.get(f"/claims/{claim}/reviews").json["items"]
    assert [(each["status"], each["superseded"]) for each in found] == [
        ("verified", True),
        ("disputed", True),
        ("unverified", False),
    ]


def test_under_two_person_another_person_confirms(two_person_newsroom: Newsroom) -> None:
    room = two_person_newsroom
    claim = room.claim(author="Ana Reyes and Editor")["id"]
    assert "It needs supporting" in reasons(room.decide(claim))[0]
    bring(room, claim, "supports", PRIMARY)
    proposed = room.decide(claim, rating="True")
    assert proposed.status_code == 201
    assert state(room, claim) == ("unverified", "awaiting_second", None)
    assert proposed.json["claim"]["rating"] is None
    assert room.viewer.get("/facts?status=unverified&status=verified").json["items"] == []

    stored = everything(room.database)
    own = reasons(room.decide(claim))
    assert own == ["You proposed this status; another person must confirm it."]
    author = reasons(room.decide(claim, by="editor"))
    assert author == ["The article's author cannot confirm a status in it."]
    assert everything(room.database) == stored

    confirmed = room.decide(claim, by="second", rationale="I have seen page 12 as well.")
    assert confirmed.status_code == 201
    assert confirmed.json["confirms"] == proposed.json["id"]
    assert state(room, claim) == ("verified", "final", None)
    assert confirmed.json["claim"]["rating"] == "True"
    found = room.viewer.get(f"/claims/{claim}/reviews").json["items"]
    assert [each["superseded"] for each in found] == [False, False]
    assert [each["id"] for each in room.viewer.get("/facts").json["items"]] == [claim]


def test_under_two_person_an_editor_settles_what_two_people_disagree_on(
    two_person_newsroom: Newsroom,
) -> None:
    room = two_person_newsroom
    claim = room.claim()["id"]
    bring(room, claim, "supports", PRIMARY)
    bring(room, claim, "refutes", OTHER)
    room.decide(claim, "verified")
    against = room.decide(claim, "disputed", by="second", rating="False")
    assert (against.status_code, against.json["confirms"]) == (201, None)
    assert state(room, claim) == ("unverified", "awaiting_second", "disagreement")
    for by in ("reviewer", "second"):
        for status in ("verified", "disputed", "unverified"):
            assert "an editor must decide" in reasons(room.decide(claim, status, by=by))[0]
    found = room.viewer.get(f"/claims/{claim}/reviews").json["items"]
    assert [each["superseded"] for each in found] == [False, False]
    assert room.viewer.get("/facts?status=disputed&status=verified").json["items"] == []
    settled = room.decide(claim, "disputed", by="editor")
    assert (settled.status_code, settled.json["confirms"]) == (201, against.json["id"])
    assert state(room, claim) == ("disputed", "final", None)
    assert settled.json["claim"]["rating"] == "False"
    found = room.viewer.get(f"/claims/{claim}/reviews").json["items"]
    assert [each["superseded"] for each in found] == [True, False, False]

    # A later review of the final claim waits for the second person again.
    assert room.decide(claim, "unverified", by="admin").status_code == 201
    assert state(room, claim) == ("unverified", "awaiting_second", None)
    assert reasons(room.decide(claim, "unverified", by="admin"))
    room.decide(claim, "unverified", by="second")
    assert state(room, claim) == ("unverified", "final", None)


def test_a_proposal_does_not_outlive_the_words_or_the_evidence_it_stood_on(
    two_person_newsroom: Newsroom,
) -> None:
    room = two_person_newsroom
    claim = room.claim()["id"]
    path = f"/claims/{claim}"
    bring(room, claim, "supports", PRIMARY)
    for changes in ({"statement": "The city spent it."}, {"speaker": {"name": "The mayor"}}):
        room.decide(claim)
        room.reviewer.patch(path, changes, match=room.reviewer.etag(path))
        assert state(room, claim) == ("unverified", "reopened", "text_changed")
        # What the second person says now is a new proposal, not a confirmation.
        assert room.decide(claim, by="second").json["confirms"] is None
        assert state(room, claim)[1] == "awaiting_second"
        assert room.decide(claim, by="admin").json["confirms"]


def test_a_desk_changes_its_policy_and_decisions_keep_the_one_they_were_made_under(
    newsroom: Newsroom,
) -> None:
    claims = [each["id"] for each in newsroom.claims(newsroom.article())]
    assert newsroom.decide(claims[0]).status_code == 409
    opened = newsroom.admin.post("/policies", {"name": "open"})
    assert (opened.status_code, opened.json["version"], opened.json["name"]) == (201, 2, "open")
    assert newsroom.decide(claims[0]).json["policy_version"] == 2
    assert reasons(newsroom.decide(claims[1], rationale="Yes.")) == [
        "It needs a rationale of at least 10 characters."
    ]
    assert newsroom.admin.post("/policies", {"name": "two_person"}).json["version"] == 3
    assert state(newsroom, claims[0]) == ("verified", "final", None)
    assert newsroom.decide(claims[1], "unverified").json["policy_version"] == 3
    assert state(newsroom, claims[1])[1] == "awaiting_second"
    listed = newsroom.viewer.get("/policies").json["items"]
    assert [(each["version"], each["name"]) for each in listed] == [
        (3, "two_person"),
        (2, "open"),
        (1, "standard"),
    ]
    assert [each["name"] for each in newsroom.foreign.get("/policies").json["items"]] == [
        "standard"
    ]


def test_a_new_draft_reopens_what_it_alters_and_the_old_decision_stays_readable(
    newsroom: Newsroom,
) -> None:
    claim = newsroom.verified()
    path = f"/articles/{claim['article_id']}"
    draft = {"text": TEXT.replace("48 million", "84 million")}
    newsroom.editor.post(f"{path}/drafts", draft, match=newsroom.editor.etag(path))
    assert state(newsroom, claim["id"]) == ("unverified", "reopened", "text_changed")
    assert newsroom.viewer.get("/facts").json["items"] == []
    (old,) = newsroom.viewer.get(f"/claims/{claim['id']}/reviews").json["items"]
    assert old["status"] == "verified"
    events = newsroom.viewer.get(f"/claims/{claim['id']}/history").json["items"]
    (reopened,) = (each for each in events if each["stage_to"] == "reopened")
    assert (reopened["action"], reopened["reason"]) == ("claim.carried", "text_changed")
    assert (reopened["status_from"], reopened["status_to"]) == ("verified", "unverified")
    assert {"op": "insert", "text": "84 "} in reopened["after"]["diff"]
    assert newsroom.decide(claim["id"]).status_code == 201
    assert state(newsroom, claim["id"]) == ("verified", "final", None)
