"""Editing a claim's wording, or an article's publication data."""

from dataclasses import replace
from uuid import UUID

import pytest

from factcheck import review
from factcheck.errors import Conflict
from factcheck.store import articles, claims
from factcheck.store.claims import Claim
from factcheck.vocabulary import Kind, Speech, Stage, Status
from tests.hinted import HINTED, NAME, hinted
from tests.review.stages import NOW, Stages


def test_a_change_of_meaning_reopens_a_decided_claim(stages: Stages) -> None:
    for number, change in enumerate(
        [
            {"statement": "The city spent 48 million euros on its harbour."},
            {"speaker_name": "Rosa Vidal"},
            {"speaker_cue": "denied"},
            {"speaker_speech": Speech.DIRECT},
        ]
    ):
        claim = stages.verified(text=f"The city spent {number} million euros in 2024.")
        stages.edit(claim.id, **change)
        now = stages.claim(claim.id)
        assert (now.status, now.stage, now.rating) == (Status.UNVERIFIED, Stage.REOPENED, None)
        assert (now.stage_reason, now.version) == ("text_changed", claim.version + 1)
        reviewed, edited = stages.events(claim.id)[-2:]
        assert (reviewed.action, edited.action) == ("claim.reviewed", "claim.edited")
        assert (edited.reason, edited.object_version) == ("text_changed", now.version)
        assert (edited.status_from, edited.status_to) == ("verified", "unverified")
        assert (edited.stage_from, edited.stage_to) == ("final", "reopened")
        ((name, value),) = change.items()
        assert edited.after == {name: value, "stage_reason": "text_changed"}
        assert edited.before == {name: getattr(claim, name), "stage_reason": None}


def test_a_change_beside_the_meaning_leaves_the_decision_alone(stages: Stages) -> None:
    claim = stages.verified()
    stages.edit(claim.id, tags=["budget", "harbour"], priority=4, statement=claim.statement)
    now = stages.claim(claim.id)
    assert (now.status, now.stage, now.version) == (
        Status.VERIFIED,
        Stage.FINAL,
        claim.version + 1,
    )
    assert (now.tags, now.priority) == (["budget", "harbour"], 4)
    event = stages.events(claim.id)[-1]
    assert event.before == {"tags": [], "priority": 0}
    assert event.after == {"tags": ["budget", "harbour"], "priority": 4}


def test_a_claim_that_waits_for_a_second_person_is_reopened_too(two_person_stages: Stages) -> None:
    claim = two_person_stages.claim()
    two_person_stages.evidence(claim.id)
    two_person_stages.decide(claim.id)
    two_person_stages.edit(claim.id, statement="Something else.")
    assert two_person_stages.claim(claim.id).stage is Stage.REOPENED


def test_an_undecided_claim_is_edited_where_it_stands(stages: Stages) -> None:
    claim = stages.claim()
    stages.edit(claim.id, statement="The city spent 48 million euros.", speaker_name=None)
    now = stages.claim(claim.id)
    assert (now.stage, now.version, now.stage_reason) == (Stage.QUEUED, 2, None)
    assert now.anchor.quote == claim.anchor.quote != now.statement


def test_the_kind_that_a_reviewer_chose_comes_first(stages: Stages) -> None:
    claim = stages.claim()
    stages.edit(claim.id, kind=Kind.CAUSAL)
    now = stages.claim(claim.id)
    assert (now.kind, now.kinds[0]) == (Kind.CAUSAL, "causal")
    assert sorted(now.kinds) == sorted({*claim.kinds, "causal"})
    stages.edit(claim.id, kind=claim.kind)
    assert stages.claim(claim.id).kinds[:2] == [claim.kind, "causal"]


def test_a_suggestion_is_taken_once_and_a_decision_stands_where_the_name_stands(
    stages: Stages,
) -> None:
    def take(claim_id: UUID) -> None:
        with stages.room.database.writing() as session:
            claim = claims.claim(session, stages.room.desk.id, claim_id)
            review.take_suggestion(session, claim, actor=stages.actor("reviewer"), now=NOW)

    def settle(name: str) -> Claim:
        found = hinted(f"{HINTED} It was {name}.")
        speaker = replace(next(c.speaker for c in found.claims if c.speaker), name=name)
        named = tuple(replace(c, speaker=c.speaker and speaker) for c in found.claims)
        article = stages.receive(f"{HINTED} It was {name}.", found=replace(found, claims=named))
        claim = next(each for each in stages.claims(article) if "320" in each.anchor.quote)
        stages.evidence(claim.id)
        stages.decide(claim.id)
        take(claim.id)
        with pytest.raises(Conflict, match="suggests nobody"):
            take(claim.id)
        return stages.claim(claim.id)

    same, other = settle(NAME), settle("The mayor")
    assert (same.stage, other.stage) == (Stage.FINAL, Stage.REOPENED)
    for claim in (same, other):
        assert (claim.speaker_name, claim.speaker_cue) == (NAME, "said")
        assert claim.anchor.speaker_suggestion is claim.anchor.speaker_mention is None
        event = stages.events(claim.id)[-1]
        assert (event.action, event.after["speaker_suggestion"]) == ("claim.edited", None)


def test_publication_data_is_edited_with_an_event(stages: Stages) -> None:
    claim = stages.verified()
    with stages.room.database.writing() as session:
        article = articles.article(session, stages.room.desk.id, claim.article_id)
        changes = {"title": "The harbour", "embargo_until": NOW, "language": "en"}
        review.edit_article(session, article, changes, actor=stages.actor("editor"), now=NOW)
    with stages.room.database.reading() as session:
        kept = articles.article(session, stages.room.desk.id, claim.article_id)
    assert (kept.title, kept.embargo_until, kept.version) == ("The harbour", NOW, 2)
    event = stages.events(claim.article_id, "article")[-1]
    assert (event.action, event.object_version) == ("article.edited", 2)
    assert event.before == {"title": "Harbour", "embargo_until": None}
    assert event.after == {"title": "The harbour", "embargo_until": "2026-03-02T09:30:00Z"}
    assert stages.claim(claim.id).stage is Stage.FINAL


def test_an_edit_that_changes_nothing_still_answers_with_a_new_version(stages: Stages) -> None:
    claim = stages.verified()
    stages.edit(claim.id)
    stages.edit(claim.id, priority=0)
    now = stages.claim(claim.id)
    assert (now.stage, now.version) == (Stage.FINAL, claim.version + 2)
    last = stages.events(claim.id)[-1]
    assert (last.action, last.before, last.after) == ("claim.edited", None, None)
