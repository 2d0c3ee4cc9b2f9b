"""What the library's pages ask the store for is the same on both databases."""

from typing import Any
from uuid import UUID

import pytest

from factcheck import review
from factcheck.clock import utcnow
from factcheck.report import freeze
from factcheck.store import articles, reports, saved_searches, search, timeline
from factcheck.vocabulary import SourceKind, Stage, Stance, Status
from tests.newsroom import Newsroom
from tests.review.stages import NOW, Stages


@pytest.fixture
def stages(newsroom: Newsroom) -> Stages:
    return Stages(newsroom)


def claims_with(desk: Stages, *words: str, **narrow: Any) -> list[str]:
    with desk.room.database.reading() as session:
        page = search.find_claims(session, desk.room.desk.id, words, limit=10, after=None, **narrow)
        return [each.anchor.quote for each in page.items]


def sources_with(stages: Stages, *words: str, open_only: bool = False) -> list[str]:
    with stages.room.database.reading() as session:
        page = search.find_sources(
            session, stages.room.desk.id, words, open_only=open_only, limit=10, after=None
        )
        return [each.title for each in page.items]


def keep(stages: Stages, title: str, **about: Any) -> None:
    given = {"title": title, "kind": SourceKind.PRIMARY, **about}
    with stages.room.database.writing() as session:
        review.keep_source(session, given, actor=stages.actor("reviewer"), now=NOW)


def test_claims_are_found_by_all_of_their_words(stages: Stages) -> None:
    stages.receive()
    assert claims_with(stages, "JOBS", "pier") == [
        "Mayor Rosa Vidal said the new pier created 320 jobs."
    ]
    assert claims_with(stages, "jobs", "zanzibar") == []
    assert claims_with(stages, "vidal", statuses=[Status.VERIFIED]) == []
    assert len(claims_with(stages, "vidal", stages=[Stage.QUEUED])) == 1
    with stages.room.database.reading() as session:
        foreign = stages.actor("foreign").desk_id
        assert search.find_claims(session, foreign, ["jobs"], limit=9, after=None).items == []


def test_articles_and_sources_are_found_by_their_names(stages: Stages) -> None:
    stages.receive(author="Carla Ruiz", publisher="The Daily")
    keep(stages, "Presupuesto: Índice", publisher="Oria", url="https://oria.example/indice")
    keep(stages, "The clerk", confidential=True)
    with stages.room.database.reading() as session:
        desk_id = stages.room.desk.id
        page = search.find_articles(session, desk_id, ["ruiz", "harb"], limit=9, after=None)
    assert [each.title for each in page.items] == ["Harbour"]
    assert sources_with(stages, "índice", "oria.example") == ["Presupuesto: Índice"]
    assert sources_with(stages, "clerk") == ["The clerk"]
    assert sources_with(stages, "clerk", open_only=True) == []
    assert sources_with(stages, "100%") == []


def test_a_report_is_summed_up_without_its_document(stages: Stages) -> None:
    claim = stages.verified()
    with stages.room.database.writing() as session:
        article = articles.article(session, stages.room.desk.id, claim.article_id)
        made = freeze(
            session, article, actor=stages.actor("editor"), now=NOW, signer=stages.room.signer
        )
    with stages.room.database.reading() as session:
        page = reports.page(session, stages.room.desk.id, limit=9, after=None)
        assert [each.id for each in page.items] == [made.id]
        told = reports.summaries(session, [made.id])[made.id]
    assert (told.title, told.by) == ("Harbour", "Editor")
    assert told.counts["status"]["verified"] == 1
    assert told.notice
    assert told.notice.startswith("Unfinished:")


def test_the_timeline_holds_the_claim_its_fact_and_its_comments(stages: Stages) -> None:
    claim = stages.verified()
    other = stages.claims(claim.article_id)[1]
    stages.act(review.comment, claim.id, "Well done.")
    stages.act(review.comment, other.id, "And this one?")
    with stages.room.database.reading() as session:
        page = timeline.entries(session, claim.id, limit=3, after=None)
        rest = timeline.entries(session, claim.id, limit=9, after=page.next)
        actions = [each.action for each in (*page.items, *rest.items)]
        said = timeline.comments(session, {page.items[0].object_id})
    assert actions == [
        "comment.added",
        "fact.published",
        "claim.reviewed",
        "evidence.added",
        "claim.extracted",
    ]
    assert [each.text for each in said.values()] == ["Well done."]


def test_evidence_that_was_taken_off_can_still_be_named(stages: Stages) -> None:
    claim = stages.claim()
    evidence_id = stages.evidence(claim.id, Stance.REFUTES)
    stages.remove_evidence(claim.id, evidence_id)
    other = stages.claims(claim.article_id)[1]
    with stages.room.database.reading() as session:
        found = timeline.evidence(session, claim.id, {evidence_id})
        assert found[evidence_id].source.title == "The budget"
        assert timeline.evidence(session, other.id, {evidence_id}) == {}


def test_a_search_is_kept_once_for_each_person_and_desk(stages: Stages) -> None:
    desk_id = stages.room.desk.id
    reviewer, second = (stages.actor(each).person_id for each in ("reviewer", "second"))

    def keep_as(person: UUID, name: str) -> UUID:
        with stages.room.database.writing() as session:
            return saved_searches.keep(
                session, desk_id, person, name=name, query="q=harbour", now=utcnow()
            ).id

    assert keep_as(reviewer, "One") == keep_as(reviewer, "Two")
    assert keep_as(second, "One") != keep_as(reviewer, "Three")
    with stages.room.database.reading() as session:
        kept = saved_searches.of_person(session, desk_id, reviewer)
    assert [(each.name, each.query) for each in kept] == [("Three", "q=harbour")]


def test_words_are_looked_for_once_each() -> None:
    assert search.words_of("  the  harbour the ") == ["the", "harbour"]
    assert len(search.words_of(" ".join(map(str, range(30))))) == search.MOST_WORDS
