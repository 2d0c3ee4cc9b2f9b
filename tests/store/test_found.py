"""Facts are found by their words, the same on both databases."""

from uuid import UUID

import pytest

from factcheck.store import facts, found
from factcheck.store.facts import FactFilters, Reader
from factcheck.vocabulary import Status
from tests.review.stages import Stages

SENTENCES = (
    "The city spent 48 million euros on the harbour in 2024.",
    "The region spent 9 million euros on the airport in 2023.",
    "Córdoba sold 3,000 cafés to foreign investors in 2024.",
    "The harbour lost 12 percent of its ships in 2024.",
)


@pytest.fixture
def known(stages: Stages) -> dict[UUID, int]:
    """Four facts, by the place of their sentence."""
    claims = stages.claims(stages.receive(" ".join(SENTENCES)))
    assert len(claims) == len(SENTENCES)
    for claim in claims:
        stages.decide(claim.id, Status.UNVERIFIED)
    return {claim.id: place for place, claim in enumerate(claims)}


def places(stages: Stages, known: dict[UUID, int], text: str, **more: object) -> list[int]:
    """Which of the sentences a search finds, newest first."""
    with stages.room.database.reading() as session:
        reader = Reader(stages.room.desk.id)
        filters = FactFilters(**more)  # type: ignore[arg-type]
        page = facts.search(session, reader, text, filters, limit=10, after=None)
    return [known[each.claim_id] for each in page.items]


def test_a_search_finds_what_has_all_its_words(stages: Stages, known: dict[UUID, int]) -> None:
    assert places(stages, known, "harbour") == [3, 0]
    assert places(stages, known, "HARBOURS 2024") == [3, 0]
    assert places(stages, known, "million harbour") == [0]
    assert places(stages, known, "cordoba cafe 3000") == [2]
    assert places(stages, known, "harbour", status=[Status.VERIFIED]) == []
    assert places(stages, known, "zeppelin") == places(stages, known, "") == []
    # What marks facts for lists is no word.
    assert places(stages, known, "live=yes") == places(stages, known, "desk yes live") == []


def test_a_whole_sentence_finds_what_shares_its_rarest_words(
    stages: Stages, known: dict[UUID, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "Did the region really pay nine billion for an airport nobody wanted?"
    assert places(stages, known, told) == [1]
    assert places(stages, known, "ships and cafés") == [3, 2]
    monkeypatch.setattr(found, "RARE", 1)
    # In so small a world "harbour" is a common word.
    assert places(stages, known, "harbour ships zeppelin") == [3]
    assert places(stages, known, "harbour zeppelin") == []


def test_what_was_withdrawn_or_is_another_desks_is_not_found(
    stages: Stages, known: dict[UUID, int]
) -> None:
    first = next(iter(known))
    stages.edit(first, statement="The city spent 47 million euros on the harbour.")
    assert places(stages, known, "harbour") == [3]
    with stages.room.database.reading() as session:
        foreign = Reader(stages.room.people["foreign"].desk_id)
        page = facts.search(session, foreign, "harbour", FactFilters(), limit=10, after=None)
        public = facts.search(session, facts.PUBLIC, "harbour", FactFilters(), limit=9, after=None)
    assert page.items == public.items == []
