"""The imprint: what is filled in leaves with the facts, and nothing typed is lost."""

import html
from typing import Any

from factcheck.publish.imprint import imprint_of
from factcheck.store import desks, logins
from tests.workbench.conftest import NOW

HOSTILE = "</textarea><script>alert(1)</script> \u202egro"


def save(ada: Any, version: int = 1, **fields: str) -> Any:
    return ada.post("/admin/imprint", {"version": str(version)} | fields, on="/admin/imprint")


def imprint(bench: Any) -> Any:
    with bench.database.reading() as session:
        desk = desks.by_slug(session, "demo")
        assert desk
        return imprint_of(desk, base_url="http://localhost")


def test_what_is_filled_in_is_kept_and_shown_again(bench: Any, ada: Any) -> None:
    answer = save(
        ada,
        publisher="The Daily",
        site="https://daily.example/",
        language="en-GB",
        same_as="https://a.example/x\nhttps://b.example/y",
        unproven="yes",
        worst="1",
        best="4",
        labels="No = 1\nYes, but = 3\n\nYes = 4",
        verified="Yes",
        disputed="No",
    )
    assert (answer.status_code, answer.location) == (303, "/admin/imprint")
    found = imprint(bench)
    assert (found.publisher, found.language, found.unproven) == ("The Daily", "en-GB", True)
    assert found.same_as == ("https://a.example/x", "https://b.example/y")
    assert found.scale.labels == {"No": 1.0, "Yes, but": 3.0, "Yes": 4.0}
    assert (found.scale.best, found.scale.disputed) == (4.0, "No")
    page = ada.get("/admin/imprint").text
    assert 'value="The Daily"' in page
    assert "No = 1\nYes, but = 3\nYes = 4</textarea>" in page
    assert "The Daily" in ada.get("/admin").text


def test_what_is_left_empty_goes_back_to_what_comes_by_itself(bench: Any, ada: Any) -> None:
    save(ada, publisher="The Daily", unproven="yes", worst="1", best="2", labels="No=1\nYes=2")
    assert save(ada, 2).status_code == 303
    with bench.database.reading() as session:
        desk = desks.by_slug(session, "demo")
        assert desk
        assert desk.imprint in (None, {"unproven": False})
    assert imprint(bench).publisher == "Demonstration desk"


def test_all_that_is_wrong_is_said_at_once_and_every_word_is_kept(bench: Any, ada: Any) -> None:
    typed = {
        "publisher": "The Daily",
        "site": "ftp://daily.example",
        "language": "English!",
        "labels": "True = 5\nnonsense",
    }
    answer = save(ada, **typed)
    assert answer.status_code == 422
    for name in ("site", "language", "labels"):
        assert f'id="fault-{name}"' in answer.text
    assert "“nonsense” has no number" in html.unescape(answer.text)
    assert 'value="ftp://daily.example"' in answer.text
    assert "True = 5\nnonsense</textarea>" in answer.text
    answer = save(ada, worst="5", best="1", labels="True = 9")
    assert "The best number (1) must be above the worst (5)." in answer.text
    assert save(ada, labels="True = nan").status_code == 422
    assert imprint(bench).publisher == "Demonstration desk"


def test_an_imprint_that_somebody_else_changed_is_not_written_over(bench: Any, ada: Any) -> None:
    save(ada, publisher="First")
    answer = save(ada, publisher="Second")
    assert answer.status_code == 409
    assert 'value="Second"' in answer.text
    assert 'name="version" value="2"' in answer.text
    assert imprint(bench).publisher == "First"


def test_hostile_words_stay_words(ada: Any) -> None:
    pages = [save(ada, labels=HOSTILE, publisher=HOSTILE).text]
    save(ada, publisher=HOSTILE)
    pages += [ada.get("/admin/imprint").text, ada.get("/admin").text, ada.get("/admin/audit").text]
    for page in pages:
        assert "<script>alert" not in page
    assert "[U+202E]" in pages[2]


def test_nothing_typed_is_lost_to_a_login_that_has_ended(bench: Any, ada: Any) -> None:
    typed = {
        "site": "https://lighthouse.example",
        "corrections": "https://lighthouse.example/corrections",
        "labels": "Mostly true = 4",
        "verified": "Right",
        "same_as": "https://pages.example",
        "email": "new@example.org",
        "tool": "The CMS",
        "description": "The newsroom’s board",
        "own_password": "my own secret words",
    }
    token = ada.token("/admin/imprint")
    with bench.database.writing() as session:
        logins.end(session, bench.actor("admin@example.org").person_id, now=NOW)
    answer = ada.client.post("/admin/imprint", data=typed | {"csrf_token": token})
    assert answer.status_code == 401
    secret = typed.pop("own_password")
    assert secret not in answer.text
    for words in typed.values():
        assert f'<dd dir="auto">{words}</dd>' in answer.text
