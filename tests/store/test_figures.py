"""What pictures and the list of articles are drawn from, on both databases."""

from datetime import timedelta

from factcheck.store import articles, closing, figures, worklist
from factcheck.store.worklist import Narrow
from factcheck.vocabulary import Status
from tests.newsroom import TEXT
from tests.review.stages import NOW, Stages


def _narrowed(stages: Stages, narrow: Narrow) -> list[object]:
    with stages.room.database.reading() as session:
        page = worklist.articles_page(
            session,
            stages.room.desk.id,
            narrow,
            now=NOW,
            by=NOW + timedelta(days=1),
            limit=20,
            after=None,
        )
        return [each.id for each in page.items]


def test_articles_are_narrowed_to_what_waits_and_when(stages: Stages) -> None:
    soon = stages.receive(deadline=NOW + timedelta(hours=3), embargo_until=NOW + timedelta(days=2))
    late = stages.receive(TEXT + " Again.", deadline=NOW - timedelta(hours=3))
    done = stages.receive("We shall see.", deadline=NOW)
    assert _narrowed(stages, Narrow.ALL) == [done, late, soon]
    assert _narrowed(stages, Narrow.OPEN) == [late, soon]
    assert _narrowed(stages, Narrow.DUE) == [late, soon]
    assert _narrowed(stages, Narrow.DONE) == [done]
    assert _narrowed(stages, Narrow.EMBARGOED) == [soon]


def test_the_open_claims_of_an_article_are_those_of_its_newest_draft(stages: Stages) -> None:
    claim = stages.verified()
    stages.draft(claim.article_id, "We shall see.")
    with stages.room.database.reading() as session:
        found = figures.open_claims(session, [claim.article_id])[claim.article_id]
        assert found[-1].count == 0
    stages.draft(claim.article_id, TEXT)
    with stages.room.database.reading() as session:
        found = figures.open_claims(session, [claim.article_id])[claim.article_id]
        waiting = worklist.tallies(session, [claim.article_id])[claim.article_id].total() - 1
        assert found[-1].count == waiting


def test_speakers_and_waits_are_read_from_decided_claims(stages: Stages) -> None:
    claim = stages.verified()
    with stages.room.database.reading() as session:
        desk_id, since = stages.room.desk.id, NOW - timedelta(days=1)
        named = figures.speakers(session, desk_id, since=since, least=1, limit=5)
        waits = figures.first_decisions(session, desk_id, since=since)
        none = figures.first_decisions(session, desk_id, since=NOW + timedelta(days=1))
    assert claim.status is Status.VERIFIED
    assert [each.total for each in named] == ([1] if claim.speaker_name else [])
    assert waits == [(NOW, NOW)]
    assert none == []


def test_a_question_noted_a_moment_ago_is_known(stages: Stages) -> None:
    made = stages.receive()
    with stages.room.database.writing() as session:
        article = articles.article(session, stages.room.desk.id, made)
        actor = stages.actor("editor")
        noted = closing.Reply(
            desk_id=article.desk_id, article_id=made, asked="A", question="B", asked_at=NOW,
            recorded_by=actor.person_id, created_at=NOW,
        )  # fmt: skip
        session.add(noted)
        session.flush()
        for words, since, known in (
            (("A", "B"), NOW - timedelta(minutes=1), True),
            (("A", "C"), NOW - timedelta(minutes=1), False),
            (("A", "B"), NOW + timedelta(minutes=1), False),
        ):
            assert closing.noted(session, made, actor.person_id, words, since=since) is known
