"""The page of what was published of a claim, and who has it."""

from typing import Any
from uuid import UUID, uuid4

from factcheck import accounts
from factcheck.clock import utcnow
from factcheck.store import desks, people
from factcheck.vocabulary import Role
from tests.newsroom import Client


def _fact(bench: Any, browser: Any) -> UUID:
    """A claim of the demo desk whose card says that it was published."""
    claim = bench.claim("will travel to Washington")
    page = browser.get(f"/articles/{claim.article_id}?claim={claim.id}").text
    assert f"/claims/{claim.id}/publication" in page
    found: UUID = claim.id
    return found


def _tool(bench: Any) -> Client:
    """A bot of the desk, which reads facts like any tool."""
    with bench.database.writing() as session:
        person, desk = people.by_email(session, "vera@example.org"), desks.by_slug(session, "demo")
        assert person
        assert desk
        role = Role.VIEWER
        _, key = accounts.make_key(session, person=person, desk=desk, role=role, now=utcnow())
    return Client(bench.app, key)


def test_the_page_names_who_was_given_the_fact(bench: Any, ana: Any) -> None:
    fact = _fact(bench, ana)
    before = ana.get(f"/claims/{fact}/publication")
    assert before.status_code == 200
    assert "No key, webhook or report was given this version." in before.text
    assert _tool(bench).get(f"/facts/{fact}").status_code == 200
    after = ana.get(f"/claims/{fact}/publication").text
    assert "Vera (fact)" in after
    assert '<caption class="visually-hidden">Who was given version' in after
    assert "Correction, drafted" not in after


def test_only_what_was_published_has_such_a_page(bench: Any, ana: Any) -> None:
    assert ana.get(f"/claims/{uuid4()}/publication").status_code == 404
    claim = bench.claim("It will be his first formal visit")
    page = ana.get(f"/articles/{claim.article_id}?claim={claim.id}").text
    assert "/publication" not in page
