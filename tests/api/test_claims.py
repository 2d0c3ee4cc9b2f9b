"""Claims: found by their filters, put right by reviewers, with a history that hides nothing."""

from typing import Any

from factcheck.store import log
from tests.newsroom import TEXT, Newsroom

SHAPE = set(
    """id version article_id draft quote start end start_utf16 end_utf16 statement kind kinds
    score reasons speaker facets status stage rating assignee tags priority evidence_count
    alarms extractor created_at updated_at""".split()  # noqa: SIM905 - reads as the contract
)


def history(newsroom: Newsroom, claim: str) -> list[dict[str, Any]]:
    """The claim's events, oldest first."""
    found: list[dict[str, Any]] = newsroom.viewer.get(f"/claims/{claim}/history?limit=200").json[
        "items"
    ]
    return found


def test_a_claim_has_the_shape_that_the_contract_shows(newsroom: Newsroom) -> None:
    claim = newsroom.claims(newsroom.article())[1]
    assert newsroom.viewer.get(f"/claims/{claim['id']}").json == claim
    assert set(claim) >= SHAPE
    assert claim["kind"] == claim["kinds"][0]
    assert (claim["rating"], claim["assignee"], claim["tags"], claim["priority"]) == (
        None,
        None,
        [],
        0,
    )
    speaker = claim["speaker"]
    assert TEXT[speaker["start"] : speaker["end"]] == speaker["name"] == "Mayor Rosa Vidal"
    assert (speaker["cue"], speaker["speech"]) == ("said", "indirect")
    assert claim["extractor"].keys() == {"name", "version"}
    (figure,) = (each for each in claim["facets"] if each["type"] == "figure")
    assert (figure["text"], figure["value"], figure["checked"]) == ("320", 320, False)
    assert TEXT[figure["start"] : figure["end"]] == "320"
    assert 0 <= claim["score"] <= 1
    for reason in claim["reasons"]:
        assert reason.keys() >= {"code", "text", "start", "end", "weight"}


def test_filters_narrow_and_repeat(newsroom: Newsroom) -> None:
    article = newsroom.article()
    other = newsroom.article("Rents rose by 3 percent in 2024.", title="Rents")
    spent, created, fell = (each["id"] for each in newsroom.claims(article))
    (rose,) = (each["id"] for each in newsroom.claims(other))
    newsroom.support(spent)
    newsroom.decide(spent)
    newsroom.support(created)

    def found(query: str) -> set[str]:
        items = newsroom.viewer.get(f"/claims?{query}").json["items"]
        return {each["id"] for each in items}

    every = {spent, created, fell, rose}
    assert found("") == every
    assert found("status=verified") == {spent}
    assert found("status=verified&status=unverified") == every
    assert found("stage=in_review&stage=final") == {spent, created}
    assert found("status=unverified&stage=queued") == {fell, rose}
    assert found(f"article={other['id']}") == {rose}
    assert found(f"article={other['id']}&article={article['id']}") == every
    assert found("speaker=rosa+VIDAL") == {created}
    assert found("q=HARBOUR") == {spent}
    assert found("q=2.5+percent") == {fell}
    assert found("has_evidence=true") == {spent, created}
    assert found("has_evidence=false&q=rents") == {rose}
    assert found(f"assignee={article['id']}") == found("min_score=1") == set()
    changed = newsroom.viewer.get(f"/claims/{created}").json["updated_at"]
    assert found(f"updated_since={changed}") == {created}
    assert newsroom.foreign.get(f"/claims?article={article['id']}").json["items"] == []


def test_letters_of_every_language_match_whatever_their_case(newsroom: Newsroom) -> None:
    claim = newsroom.claim(title="El presupuesto de Ávila")["id"]
    path, reviewer = f"/claims/{claim}", newsroom.reviewer
    changes = {"statement": "ÑUÑOA gastó 48 millones.", "speaker": {"name": "Ángel Núñez"}}
    reviewer.patch(path, changes, match=reviewer.etag(path))
    for query in ("/claims?q=ñuñoa", "/claims?speaker=ÁNGEL NÚÑEZ", "/articles?q=áVILA"):
        assert len(newsroom.viewer.get(query).json["items"]) == 1, query
    assert newsroom.viewer.get("/claims?q=nunoa").json["items"] == []


def test_a_reviewer_puts_words_kind_speaker_tags_and_priority_right(newsroom: Newsroom) -> None:
    claim = newsroom.claims(newsroom.article())[1]
    path, reviewer = f"/claims/{claim['id']}", newsroom.reviewer

    def edit(**changes: Any) -> dict[str, Any]:
        answer = reviewer.patch(path, changes, match=reviewer.etag(path))
        assert answer.status_code == 200, answer.json
        assert reviewer.get(path).json == answer.json
        return dict(answer.json)

    new = edit(statement=" The pier created 320 jobs. ", kind="causal", tags=["jobs"], priority=9)
    assert new["statement"] == "The pier created 320 jobs."
    assert (new["kind"], new["kinds"][0]) == ("causal", "causal")
    assert set(new["kinds"]) == {"causal", *claim["kinds"]}
    assert (new["tags"], new["priority"], new["quote"]) == (["jobs"], 9, claim["quote"])
    new = edit(speaker={"name": "The port authority", "cue": "claimed", "speech": "indirect"})
    # The text names somebody else, so there is no place to point at.
    assert new["speaker"] == {
        "name": "The port authority",
        "cue": "claimed",
        "speech": "indirect",
        "start": None,
        "end": None,
        "mention": None,
        "suggestion": None,
    }
    assert edit(speaker={"name": "Ana"})["speaker"]["cue"] is None
    assert edit(speaker=None)["speaker"] is None


def test_other_words_or_another_speaker_reopen_a_decided_claim_and_the_rest_does_not(
    newsroom: Newsroom,
) -> None:
    claim = newsroom.verified()
    path, reviewer = f"/claims/{claim['id']}", newsroom.reviewer
    for changes, reopens in (
        ({"tags": ["money"], "priority": 2, "kind": "event"}, False),
        ({"statement": claim["statement"], "speaker": None}, False),
        ({"statement": "The city spent 49 million euros."}, True),
        ({"speaker": {"name": "The treasurer"}}, True),
    ):
        answer = reviewer.patch(path, changes, match=reviewer.etag(path)).json
        state = (answer["status"], answer["stage"], answer["stage_reason"])
        if not reopens:
            assert state == ("verified", "final", None)
            continue
        assert state == ("unverified", "reopened", "text_changed")
        (reopened,) = (
            each for each in history(newsroom, claim["id"])[-2:] if each["stage_to"] == "reopened"
        )
        assert (reopened["status_from"], reopened["status_to"]) == ("verified", "unverified")
        assert reopened["reason"] == "text_changed"
        newsroom.decide(claim["id"])


def test_history_says_who_did_what_when_by_which_door_and_what_it_changed(
    newsroom: Newsroom,
) -> None:
    claim = newsroom.claim()["id"]
    path = f"/claims/{claim}"
    evidence = newsroom.support(claim).json["id"]
    answer = newsroom.second.patch(
        path,
        {"priority": 4},
        match=newsroom.second.etag(path),
        headers={"X-Request-ID": "desk-7.42"},
    )
    assert answer.headers["X-Request-ID"] == "desk-7.42"
    newsroom.decide(claim)
    events = history(newsroom, claim)
    assert [each["seq"] for each in events] == sorted(each["seq"] for each in events)
    assert events[0]["action"] == "claim.extracted"
    by_action = {each["action"]: each for each in events}
    edited, added = by_action["claim.edited"], by_action["evidence.added"]
    assert (edited["before"], edited["after"]) == ({"priority": 0}, {"priority": 4})
    assert edited["request_id"] == "desk-7.42"
    actor = edited["actor"]
    assert (actor["id"], actor["name"], actor["role"]) == (
        str(newsroom.people["second"].person_id),
        "Second",
        "reviewer",
    )
    key = newsroom.second.headers["Authorization"].split("_")[1]
    assert (actor["auth_method"], actor["key_id"]) == ("key", key)
    assert added["evidence_ids"] == [evidence]
    decided = by_action["claim.reviewed"]
    assert (decided["status_from"], decided["status_to"]) == ("unverified", "verified")
    assert (decided["stage_from"], decided["stage_to"]) == ("in_review", "final")
    assert decided["evidence_ids"] == [evidence]
    assert (decided["policy_version"], decided["channel"]) == (1, "api")
    assert decided["reason"] == "The budget says so, page 12."
    assert decided["object_version"] == newsroom.viewer.get(path).json["version"]
    for event in events:
        assert event["object_id"] == claim
        assert event["at"].endswith("Z")
        assert event["hash"] != event["prev_hash"]
    with newsroom.database.reading() as session:
        assert list(log.verify(session))


def test_a_request_id_is_made_when_none_or_a_strange_one_is_given(newsroom: Newsroom) -> None:
    seen = set()
    for given in (None, "", "with space", "x" * 101, "<script>"):
        headers = {} if given is None else {"X-Request-ID": given}
        answer = newsroom.viewer.get("/articles", headers=headers)
        assert answer.headers["X-Request-ID"] not in {given, ""}
        seen.add(answer.headers["X-Request-ID"])
    assert len(seen) == 5
    for path in ("/nothing", "/api/docs", "/healthz"):
        answer = newsroom.nobody.get(path, headers={"X-Request-ID": "mine"})
        assert answer.headers["X-Request-ID"] == "mine"


def test_nothing_that_a_key_opens_is_kept_by_a_cache(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    for path in ("/articles", "/claims", f"/claims/{claim['id']}", "/policies"):
        answer = newsroom.viewer.get(path)
        assert answer.headers["Cache-Control"] == "private, no-store"
    refused = newsroom.viewer.post("/articles", {"title": "a", "text": "b"})
    assert refused.headers["Cache-Control"] == "private, no-store"
    missing = newsroom.viewer.get(f"/facts/{claim['id']}")
    assert (missing.status_code, missing.headers["Cache-Control"]) == (404, "private, no-store")
