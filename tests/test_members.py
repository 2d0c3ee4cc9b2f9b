"""The people of a desk: its last administrator stays, whoever acts, also all at once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from factcheck import accounts, members
from factcheck.clock import utcnow
from factcheck.errors import Conflict, NotFound
from factcheck.store import people
from factcheck.store.people import Person
from factcheck.vocabulary import Role
from tests.newsroom import Newsroom
from tests.review.stages import NOW


def test_two_administrators_who_demote_each_other_at_once_leave_one(newsroom: Newsroom) -> None:
    with newsroom.database.writing() as session:
        editor = people.by_email(session, "editor@example.org")
        assert editor
        accounts.join_desk(session, editor, newsroom.desk, Role.ADMIN, now=NOW)
    pair = [newsroom.people["admin"], newsroom.people["editor"]]

    def demote(by: Any, who: Any) -> bool:
        try:
            with newsroom.database.writing() as session:
                members.change_role(
                    session, who.person_id, Role.VIEWER, seen=Role.ADMIN, by=by, now=utcnow()
                )
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(demote, pair, reversed(pair)))
    assert sorted(done) == [False, True]


@pytest.mark.one_backend
def test_the_command_line_keeps_the_last_administrator_too(newsroom: Newsroom) -> None:
    def demote() -> None:
        with newsroom.database.writing() as session:
            admin = people.by_email(session, "admin@example.org")
            assert admin
            accounts.join_desk(session, admin, newsroom.desk, Role.EDITOR, now=NOW)

    with pytest.raises(Conflict, match="last administrator"):
        demote()


@pytest.mark.one_backend
def test_a_tool_is_no_member_to_be_handled_as_a_person(newsroom: Newsroom) -> None:
    admin = newsroom.people["admin"]
    with newsroom.database.writing() as session:
        key, _ = members.make_tool_key(
            session, tool="CMS", role=Role.VIEWER, scopes=[], days=1, by=admin, now=NOW
        )

    def lock_out() -> Person:
        with newsroom.database.writing() as session:
            return members.lock_out(session, key.person_id, by=admin, now=NOW)

    with pytest.raises(NotFound):
        lock_out()
