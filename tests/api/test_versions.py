"""ETag, If-Match and If-None-Match: nobody overwrites what they have not seen."""

from collections import Counter

from werkzeug.test import TestResponse

from tests.api.at_once import at_once
from tests.api.problem import problem
from tests.newsroom import TEXT, Newsroom

ROUNDS = 20


def test_every_change_raises_the_version_by_one_and_answers_with_the_new_etag(
    newsroom: Newsroom,
) -> None:
    article = newsroom.article()
    claim = newsroom.claims(article)[0]["id"]
    evidence = newsroom.support(claim).json["id"]
    path = f"/claims/{claim}"
    source = {"title": "Minutes", "kind": "secondary"}
    reviewer, version = newsroom.reviewer, 2

    def changed(answer: TestResponse, thing: str, to: int) -> None:
        assert answer.status_code in {200, 201, 204}, answer.json
        assert answer.headers["ETag"] == f'"{thing}.{to}"' == reviewer.etag(base)
        assert reviewer.get(base).json["version"] == to

    base = path
    assert reviewer.etag(path) == f'"{claim}.2"'
    for method, where, body in (
        ("PATCH", "", {"tags": ["money"]}),
        ("PATCH", "", {"statement": "The city spent 48 million euros on it.", "priority": 3}),
        ("PATCH", "", {}),
        ("POST", "/evidence", {"stance": "context", "source": source}),
        ("PATCH", f"/evidence/{evidence}", {"locator": "page 12"}),
        ("PATCH", f"/evidence/{evidence}", {}),
        ("POST", "/reviews", {"status": "verified", "rationale": "Page 12 says so."}),
        ("POST", "/reviews", {"status": "unverified", "rationale": "Page 12 is gone."}),
        ("POST", "/undo", None),
        ("POST", "/reopen", {"reason": "correction"}),
        ("POST", "/assign", {"assignee": str(newsroom.people["second"].person_id)}),
        ("POST", "/dismiss", {"reason": "not_checkable"}),
        ("POST", "/reopen", {"reason": "other"}),
        ("DELETE", f"/evidence/{evidence}", None),
    ):
        version += 1
        etag = reviewer.etag(path)
        changed(reviewer._send(method, path + where, {"json": body, "match": etag}), claim, version)

    base = f"/articles/{article['id']}"
    editor = newsroom.editor
    answer = editor.patch(base, {"title": "The harbour"}, match=editor.etag(base))
    changed(answer, article["id"], 2)
    claims = {each["id"]: each["version"] for each in newsroom.claims(article)}
    draft = {"text": TEXT.replace("320", "330")}
    changed(editor.post(f"{base}/drafts", draft, match=editor.etag(base)), article["id"], 3)
    for each in newsroom.claims(article):
        assert each["version"] == claims[each["id"]] + 1


def test_a_call_that_leaves_a_thing_as_it_is_does_not_raise_its_version(newsroom: Newsroom) -> None:
    article = newsroom.article()
    claim = newsroom.claims(article)[0]
    assert newsroom.reviewer.post(f"/articles/{article['id']}/reports").status_code == 201
    base = f"/articles/{article['id']}"
    for path, body in (
        (f"/claims/{claim['id']}/comments", {"text": "@editor, have a look."}),
        (f"{base}/replies", {"asked": "The mayor", "question": "How many?", "answer": "320."}),
        (f"{base}/sign-off", {"override_reason": "It goes to print."}),
    ):
        assert newsroom.editor.post(path, body).status_code == 201
    refused = newsroom.decide(claim["id"])
    assert refused.status_code == 409
    assert newsroom.viewer.etag(f"/articles/{article['id']}") == f'"{article["id"]}.1"'
    assert newsroom.viewer.etag(f"/claims/{claim['id']}") == f'"{claim["id"]}.1"'


def test_who_knows_the_present_state_gets_304_and_nobody_else(newsroom: Newsroom) -> None:
    article = newsroom.article()
    claim = newsroom.claims(article)[0]["id"]
    viewer = newsroom.viewer
    for path in (f"/articles/{article['id']}", f"/claims/{claim}"):
        etag = viewer.etag(path)
        for known in (etag, f"W/{etag}", f'"other", {etag}'):
            answer = viewer.get(path, headers={"If-None-Match": known})
            assert (answer.status_code, answer.data) == (304, b"")
            assert answer.headers["ETag"] == etag
            assert answer.headers["Cache-Control"] == "private, no-store"
        for unknown in ('"other"', etag.replace('.1"', '.2"')):
            assert viewer.get(path, headers={"If-None-Match": unknown}).status_code == 200
    problem(newsroom.foreign.get(path, headers={"If-None-Match": etag}), 404, "not_found")

    known = {"If-None-Match": viewer.etag(f"/claims/{claim}")}
    newsroom.support(claim)
    assert viewer.get(f"/claims/{claim}", headers=known).json["evidence_count"] == 1


def test_an_article_is_no_304_once_its_claims_have_changed(newsroom: Newsroom) -> None:
    article = newsroom.article()
    path, editor = f"/articles/{article['id']}", newsroom.editor
    known = {"If-None-Match": editor.etag(path)}
    assert editor.get(path, headers=known).status_code == 304
    newsroom.support(newsroom.claims(article)[0]["id"])
    changed = editor.get(path, headers=known)
    assert changed.status_code == 200
    assert changed.json["counts"]["stage"]["in_review"] == 1
    editor.patch(path, {"title": "The harbour"}, match=editor.etag(path))
    assert editor.get(path, headers=known).json["title"] == "The harbour"
    assert editor.get(path, headers={"If-None-Match": editor.etag(path)}).status_code == 304


def test_facts_are_304_until_they_change(newsroom: Newsroom) -> None:
    fact = newsroom.verified()
    viewer, editor = newsroom.viewer, newsroom.editor
    for path in ("/facts", f"/facts/{fact['id']}"):
        answer = viewer.get(path)
        assert answer.headers["Cache-Control"] == "private, max-age=0, must-revalidate"
        again = viewer.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["Cache-Control"] == "private, max-age=0, must-revalidate"
        # The article's name is part of the fact, though not of the claim's version.
        article = f"/articles/{fact['article_id']}"
        editor.patch(article, {"title": f"Now at {path}"}, match=editor.etag(article))
        changed = viewer.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert f"Now at {path}" in changed.text


def test_of_twenty_clients_with_one_etag_exactly_one_succeeds(newsroom: Newsroom) -> None:
    path = f"/claims/{newsroom.claim()['id']}"
    names = ("reviewer", "second", "editor", "admin") * 5
    clients = [newsroom.clients[name] for name in names]
    for played in range(ROUNDS):
        etag = newsroom.viewer.etag(path)
        answers = at_once(
            clients, lambda own, n, etag=etag: own.patch(path, {"tags": [f"by {n}"]}, match=etag)
        )
        assert Counter(each.status_code for each in answers) == {200: 1, 412: 19}
        winner = next(each for each in answers if each.status_code == 200).json
        now = newsroom.viewer.get(path).json
        assert now["version"] == winner["version"] == played + 2
        assert now["tags"] == winner["tags"]
        for answer in answers:
            if answer.status_code == 412:
                problem(answer, 412, "stale_version")


def test_of_two_drafts_and_two_decisions_at_once_one_is_taken(newsroom: Newsroom) -> None:
    article = newsroom.article()
    claim = newsroom.claims(article)[0]["id"]
    newsroom.support(claim)
    base, path = f"/articles/{article['id']}", f"/claims/{claim}"
    drafts = [{"text": TEXT + " One."}, {"text": TEXT + " Two."}]
    decisions = [
        {"status": status, "rationale": "Page 12 says so."} for status in ("verified", "unverified")
    ]
    for where, bodies in ((f"{base}/drafts", drafts), (f"{path}/reviews", decisions)):
        etag = newsroom.viewer.etag(where.rsplit("/", 1)[0])
        answers = at_once(
            [newsroom.editor, newsroom.admin],
            lambda own, n, where=where, bodies=bodies, etag=etag: own.post(
                where, bodies[n], match=etag
            ),
        )
        assert sorted(each.status_code for each in answers) == [201, 412]
    assert len(newsroom.viewer.get(base).json["drafts"]) == 2
    assert len(newsroom.viewer.get(f"{path}/reviews").json["items"]) == 1


def test_of_two_who_send_the_same_text_at_once_one_is_told_of_the_other(
    newsroom: Newsroom,
) -> None:
    for number in range(5):
        body = {"title": "Harbour", "text": f"{TEXT} It was the {number + 1}th."}
        answers = at_once(
            [newsroom.editor, newsroom.admin],
            lambda own, _, body=body: own.post("/articles", body),
        )
        made, refused = sorted(answers, key=lambda each: each.status_code)
        assert made.status_code == 201
        earlier = problem(refused, 409, "duplicate_text")["article"]
        assert earlier.endswith(made.headers["Location"])
    assert len(newsroom.viewer.get("/articles").json["items"]) == 5


def test_nobody_approves_their_own_proposal_by_sending_it_twice(
    two_person_newsroom: Newsroom,
) -> None:
    room = two_person_newsroom
    body = {"status": "unverified", "rationale": "It cannot be found out."}
    for claim in room.claims(room.article()):
        path = f"/claims/{claim['id']}"
        etag = f'"{claim["id"]}.1"'
        answers = at_once(
            [room.reviewer] * 6,
            lambda own, n, path=path, etag=etag: own.post(
                f"{path}/reviews", body, match=etag if n % 2 else etag.replace('.1"', '.2"')
            ),
        )
        assert {each.status_code for each in answers} <= {201, 409, 412}
        assert room.viewer.get(path).json["stage"] == "awaiting_second"
        assert len(room.viewer.get(f"{path}/reviews").json["items"]) == 1
