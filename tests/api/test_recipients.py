"""Who has the old version: what an editor asks when a fact turns out to be wrong."""

from typing import Any

from tests.newsroom import TEXT, Newsroom


def told(newsroom: Newsroom, claim: str) -> dict[str, Any]:
    answer = newsroom.viewer.get(f"/facts/{claim}/recipients")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json
    return found


def who(version: dict[str, Any]) -> set[str]:
    return {each["what"] for each in version["given_to"]}


def refute(newsroom: Newsroom, claim: str) -> None:
    path = f"/claims/{claim}"
    body = {"stance": "refutes", "source": {"title": "Invoices", "kind": "primary"}}
    newsroom.reviewer.post(f"{path}/evidence", body, match=newsroom.reviewer.etag(path))
    assert newsroom.decide(claim, "disputed", rationale="It was 47 million.").status_code == 201


def test_each_version_names_the_keys_and_reports_that_had_it(newsroom: Newsroom) -> None:
    fact = newsroom.verified()
    claim = fact["id"]
    newsroom.viewer.get(f"/facts/{claim}")
    newsroom.reviewer.get("/facts")
    newsroom.editor.get("/facts/changes")
    list(newsroom.admin.get("/facts/export").response)
    newsroom.editor.post(f"/articles/{fact['article_id']}/reports")
    first = told(newsroom, claim)
    assert first["correction_note"] is None
    (version,) = first["versions"]
    assert (version["op"], version["status"], version["until"]) == ("upsert", "verified", None)
    everybody = {
        "Viewer (fact)", "Reviewer (list)", "Editor (changes)", "Admin (export)", "Report 1",
    }  # fmt: skip
    assert who(version) == everybody
    assert [each["at"] for each in version["given_to"]] == sorted(
        each["at"] for each in version["given_to"]
    )

    refute(newsroom, claim)
    newsroom.second.get(f"/facts/{claim}")
    newsroom.viewer.get(f"/facts/{claim}")
    newsroom.second.get("/facts/changes")
    list(newsroom.second.get("/facts/export?status=disputed").response)
    old, new = told(newsroom, claim)["versions"]
    # Whoever follows the changes from the first one on is given the old version still.
    assert who(old) == everybody | {"Second (changes)"}
    assert who(new) == {"Second (fact)", "Viewer (fact)"}
    assert old["until"] == new["at"]
    assert newsroom.foreign.get(f"/facts/{claim}/recipients").status_code == 404


def test_a_correction_is_drafted(newsroom: Newsroom) -> None:
    claim = newsroom.verified()["id"]
    refute(newsroom, claim)
    note = told(newsroom, claim)["correction_note"]
    assert "we published as verified: “The city spent 48 million euros" in note
    assert note.endswith("the claim is disputed. It was 47 million.")
    path = f"/claims/{claim}"
    newsroom.reviewer.post(
        f"{path}/reopen", {"reason": "other"}, match=newsroom.reviewer.etag(path)
    )
    assert "We have withdrawn this" in told(newsroom, claim)["correction_note"]
    fresh = newsroom.claims(newsroom.article(f"{TEXT} Two."))[0]["id"]
    assert newsroom.viewer.get(f"/facts/{fresh}/recipients").status_code == 404


def test_what_a_key_was_given_twice_is_noted_once(newsroom: Newsroom) -> None:
    claim = newsroom.verified()["id"]
    for _ in range(3):
        newsroom.viewer.get(f"/facts/{claim}")
    (first,) = told(newsroom, claim)["versions"]
    newsroom.viewer.get("/facts")
    assert told(newsroom, claim)["versions"] == [first]
