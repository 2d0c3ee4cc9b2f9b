"""Articles: taken in, read, changed, drafted again, and accounted for."""

import hashlib
import sys
from typing import Any

import pytest

from tests.api.problem import problem
from tests.newsroom import TEXT, Newsroom

WHOLE = {"drafts", "coverage", "notice", "sign_off"}
"""What one article tells and a list of them does not."""
PUBLICATION = {
    "author": "Ana Reyes",
    "publisher": "The Herald",
    "url": "https://herald.example/harbour",
    "published_at": "2025-10-14T09:30:00Z",
    "language": "es",
    "embargo_until": "2025-10-15T00:00:00Z",
    "deadline": "2025-10-14T18:00:00Z",
    "own": False,
    "public": True,
}


def test_an_article_is_stored_with_its_claims_and_comes_back_as_it_was_sent(
    newsroom: Newsroom,
) -> None:
    text = "\ufeffÉl: 🏖️ el costo\r\n\r\n" + TEXT + "\n\u202eabc\u202c"
    body = {"title": "  Harbour  ", "text": text, "desk": "city", **PUBLICATION}
    answer = newsroom.editor.post("/articles", body)
    assert answer.status_code == 201
    article = answer.json
    assert answer.headers["Location"] == f"/api/v1/articles/{article['id']}"
    assert answer.headers["ETag"] == f'"{article["id"]}.1"'
    assert article["title"] == "Harbour"
    assert {key: article[key] for key in PUBLICATION} == PUBLICATION
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    assert [(each["number"], each["sha256"]) for each in article["drafts"]] == [(1, sha256)]

    assert newsroom.viewer.get(answer.headers["Location"]).json == article
    draft = newsroom.viewer.get(f"/articles/{article['id']}/drafts/1").json
    assert draft["text"] == text
    claims = newsroom.claims(article)
    assert sum(article["counts"]["status"].values()) == len(claims) >= 3
    assert article["counts"]["status"] == {"unverified": len(claims), "verified": 0, "disputed": 0}
    units = text.encode("utf-16-le")
    for claim in claims:
        assert text[claim["start"] : claim["end"]] == claim["quote"] == claim["statement"]
        narrow = units[2 * claim["start_utf16"] : 2 * claim["end_utf16"]].decode("utf-16-le")
        assert narrow == claim["quote"]
        assert (claim["status"], claim["stage"]) == ("unverified", "queued")

    listed = newsroom.viewer.get("/articles").json["items"]
    assert listed == [{k: v for k, v in article.items() if k not in WHOLE}]


def test_times_are_kept_in_utc(newsroom: Newsroom) -> None:
    for sent, kept in (
        ("2025-10-14T09:30:00+02:00", "2025-10-14T07:30:00Z"),
        ("2025-10-14T09:30:00.25Z", "2025-10-14T09:30:00.250000Z"),
        ("2025-10-14", "2025-10-14T00:00:00Z"),
        (None, None),
    ):
        article = newsroom.article(f"{TEXT} {sent}", published_at=sent)
        assert article["published_at"] == kept
        assert newsroom.viewer.get(f"/articles/{article['id']}").json["published_at"] == kept


def test_the_same_text_is_taken_once_a_desk_and_never_tells_another_desk(
    newsroom: Newsroom,
) -> None:
    article = newsroom.article()
    again = newsroom.editor.post("/articles", {"title": "Other", "text": TEXT})
    assert problem(again, 409, "duplicate_text")["article"].endswith(f"/articles/{article['id']}")
    path = f"/articles/{article['id']}"
    draft = {"text": TEXT + " Two."}
    assert newsroom.editor.post(f"{path}/drafts", draft, match=newsroom.editor.etag(path)).json
    second = newsroom.editor.post("/articles", {"title": "Other", **draft})
    problem(second, 409, "duplicate_text")
    assert newsroom.foreign.post("/articles", {"title": "Ours", "text": TEXT}).status_code == 201


def test_a_patch_changes_what_it_names_and_nothing_else(newsroom: Newsroom) -> None:
    article = newsroom.article(**PUBLICATION)
    path, editor = f"/articles/{article['id']}", newsroom.editor
    changes: dict[str, Any] = {"title": "The harbour", "embargo_until": None, "author": None}
    answer = editor.patch(path, changes, match=editor.etag(path))
    assert answer.status_code == 200
    new = answer.json
    assert new == editor.get(path).json
    assert answer.headers["ETag"] == editor.etag(path) == f'"{article["id"]}.2"'
    kept = {k: v for k, v in article.items() if k not in {*changes, "version", "updated_at"}}
    assert new == kept | changes | {"version": 2, "updated_at": new["updated_at"]}
    assert new["updated_at"] > article["updated_at"]


def test_articles_are_listed_newest_first_and_found_by_their_titles(newsroom: Newsroom) -> None:
    for number, title in enumerate(("Port", "100% of the port", "Rents")):
        newsroom.article(f"{TEXT} It was the {number}th.", title=title)
    viewer = newsroom.viewer

    def titles(query: str) -> list[str]:
        return [each["title"] for each in viewer.get(f"/articles{query}").json["items"]]

    assert titles("") == ["Rents", "100% of the port", "Port"]
    assert titles("?q=PORT") == ["100% of the port", "Port"]
    assert titles("?q=0%25+of") == ["100% of the port"]
    assert titles("?q=_") == []
    assert newsroom.foreign.get("/articles").json["items"] == []


def test_a_new_draft_says_what_became_of_every_claim(newsroom: Newsroom) -> None:
    article = newsroom.article()
    spent, created, fell = newsroom.claims(article)
    for claim in (spent, created):
        newsroom.support(claim["id"])
        newsroom.decide(claim["id"])
    path, editor = f"/articles/{article['id']}", newsroom.editor
    text = (
        TEXT.replace("320 jobs", "350 jobs")
        .replace(" Unemployment fell by 2.5 percent last year, according to the labour office.", "")
        .replace("wonderful place.", "wonderful place. The tunnel cost 7 million euros in 2023.")
    )
    answer = editor.post(f"{path}/drafts", {"text": text}, match=editor.etag(path))
    assert answer.status_code == 201, answer.json
    assert answer.headers["Location"] == f"/api/v1{path}/drafts/2"
    assert answer.headers["ETag"] == editor.etag(path)
    carried = answer.json
    assert carried["draft"] == 2
    assert carried["counts"] == {
        "unchanged": 1,
        "moved": 0,
        "altered": 1,
        "gone": 1,
        "ambiguous": 0,
        "new": 1,
    }
    by_id = {each["id"]: each for each in carried["claims"]}
    assert by_id[spent["id"]]["change"] == "unchanged"
    assert by_id[fell["id"]]["change"] == "gone"
    altered = by_id[created["id"]]
    assert altered["change"] == "altered"
    runs = {run["op"]: run["text"].strip() for run in altered["diff"]}
    assert (runs["delete"], runs["insert"]) == ("320", "350")

    now = {each["id"]: each for each in newsroom.viewer.get("/claims?limit=200").json["items"]}
    assert (now[spent["id"]]["status"], now[spent["id"]]["stage"]) == ("verified", "final")
    assert (now[created["id"]]["status"], now[created["id"]]["stage"]) == ("unverified", "reopened")
    assert now[created["id"]]["stage_reason"] == "text_changed"
    assert now[created["id"]]["statement"] == "Mayor Rosa Vidal said the new pier created 350 jobs."
    for claim in now.values():
        draft = newsroom.viewer.get(f"{path}/drafts/{claim['draft']}").json["text"]
        assert draft[claim["start"] : claim["end"]] == claim["quote"]
    assert newsroom.viewer.get(path).json["draft"] == 2
    assert newsroom.viewer.get(f"{path}/drafts/1").json["text"] == TEXT


def test_the_ledger_accounts_for_every_sentence(newsroom: Newsroom) -> None:
    article = newsroom.article()
    path = f"/articles/{article['id']}"
    ledger = newsroom.viewer.get(f"{path}/ledger").json
    claims = {each["id"]: each for each in newsroom.claims(article)}
    assert ledger["draft"] == 1
    for sentence in ledger["items"]:
        assert TEXT[sentence["start"] : sentence["end"]] == sentence["text"]
        assert bool(sentence["claim_ids"]) == (sentence["disposition"] == "claim")
        assert (sentence["note"] is None) == (sentence["disposition"] == "claim")
        for claim in sentence["claim_ids"]:
            assert sentence["start"] <= claims[claim]["start"] < sentence["end"]
    assert {each for item in ledger["items"] for each in item["claim_ids"]} == claims.keys()
    kinds = [item["disposition"] for item in ledger["items"]]
    assert kinds[-2:] == ["question", "opinion"]
    assert [item["note"] for item in ledger["items"][-2:]] == ["question", "opinion"]
    # What is left out between the sentences is white space alone.
    ends = [0, *(item["end"] for item in ledger["items"])]
    starts = [*(item["start"] for item in ledger["items"]), len(TEXT)]
    gaps = zip(ends, starts, strict=True)
    assert not "".join(TEXT[end:start] for end, start in gaps).strip()

    total = len(ledger["items"])
    coverage = {"accounted": total - 3, "total": total, "ratio": round((total - 3) / total, 4)}
    assert ledger["coverage"] == article["coverage"] == coverage
    newsroom.decide(next(iter(claims)), "unverified")
    after = newsroom.viewer.get(path).json["coverage"]
    assert after == newsroom.viewer.get(f"{path}/ledger").json["coverage"]
    assert after["accounted"] == total - 2


def test_a_text_in_which_nothing_can_be_checked_is_an_article_too(newsroom: Newsroom) -> None:
    article = newsroom.article("What a lovely day!")
    assert newsroom.claims(article) == []
    assert article["coverage"]["ratio"] == 1.0


@pytest.mark.one_backend
def test_nobody_waits_for_the_extraction_of_somebody_elses_article(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []
    module = sys.modules["factcheck.intake.receive"]
    real = module.extract_with

    def watched(*args: Any, **options: Any) -> Any:
        held.append(newsroom.database._lock.held())
        return real(*args, **options)

    monkeypatch.setattr(module, "extract_with", watched)
    made = newsroom.editor.post(
        "/articles",
        {"title": "Harbour", "text": TEXT, "desk": "city"},
        headers={"Idempotency-Key": "one"},
    )
    path = f"/articles/{made.json['id']}"
    answer = newsroom.editor.post(
        f"{path}/drafts",
        {"text": TEXT.replace("48", "49")},
        match=made.headers["ETag"],
        headers={"Idempotency-Key": "two"},
    )
    assert (made.status_code, answer.status_code) == (201, 201)
    assert held == [False, False]
