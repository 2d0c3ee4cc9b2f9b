"""The end of a check: sign-off, how long it stands, and the right of reply."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from factcheck import review
from factcheck.errors import Conflict, IllegalTransition
from factcheck.store import articles, closing
from factcheck.store.closing import Reply
from factcheck.vocabulary import DismissReason
from tests.review.stages import NOW, Stages

TEXT = (
    "The city spent 48 million euros on the harbour in 2024. "
    "Unemployment fell by 2.5 percent last year. It is a wonderful place."
)
LATER = NOW + timedelta(hours=1)


def sign(stages: Stages, article_id: UUID, why: str | None = None, by: str = "editor") -> Any:
    with stages.room.database.writing() as session:
        found = articles.article(session, stages.room.desk.id, article_id)
        actor = stages.actor(by)
        return review.sign_off(session, found, override_reason=why, actor=actor, now=NOW)


def signed(stages: Stages, article_id: UUID) -> dict[str, Any] | None:
    with stages.room.database.reading() as session:
        found = articles.article(session, stages.room.desk.id, article_id)
        return review.signed(session, found)


def finished(stages: Stages) -> tuple[UUID, UUID, UUID]:
    """An article with one claim decided and the other dismissed."""
    article = stages.receive(TEXT)
    first, second = (each.id for each in stages.claims(article))
    stages.evidence(first)
    stages.decide(first)
    stages.act(review.dismiss, second, DismissReason.NOT_CHECKABLE)
    return article, first, second


def test_an_article_is_signed_off_once_all_of_it_is_accounted_for(stages: Stages) -> None:
    article = stages.receive(TEXT)
    first, second = (each.id for each in stages.claims(article))
    with pytest.raises(IllegalTransition) as refused:
        sign(stages, article)
    assert refused.value.reasons == [
        "2 of 3 sentences are not accounted for.",
        "2 of 2 claims are neither final nor dismissed.",
    ]
    stages.evidence(first)
    stages.decide(first)
    with pytest.raises(IllegalTransition) as refused:
        sign(stages, article)
    assert refused.value.reasons == [
        "1 of 3 sentences is not accounted for.",
        "1 of 2 claims is neither final nor dismissed.",
    ]
    assert signed(stages, article) is None
    stages.act(review.dismiss, second, DismissReason.NOT_CHECKABLE)
    sign(stages, article)
    found = signed(stages, article)
    assert found
    assert found["signed_by"].name == "Editor"
    told = ("draft", "sentences", "accounted", "claims", "open_claims", "override_reason", "stands")
    assert [found[key] for key in told] == [1, 3, 3, 2, 0, None, True]
    event = stages.events(article, "article")[-1]
    assert (event.action, event.after) == (
        "article.signed_off",
        {"draft": 1, "open_claims": 0, "accounted": 3},
    )


@pytest.mark.one_backend
def test_with_a_reason_it_is_signed_unfinished_and_says_so(stages: Stages) -> None:
    article = stages.receive(TEXT)
    for poor in ("", "Trust me", " " * 20):
        with pytest.raises(IllegalTransition) as refused:
            sign(stages, article, poor)
        assert refused.value.reasons
    sign(stages, article, "The printers wait; the rest is checked tonight.")
    found = signed(stages, article)
    assert found
    assert (found["open_claims"], found["accounted"], found["stands"]) == (2, 1, True)
    assert found["override_reason"] == "The printers wait; the rest is checked tonight."
    assert stages.events(article, "article")[-1].reason == found["override_reason"]


def test_a_change_or_a_draft_ends_it_and_talk_does_not(stages: Stages) -> None:
    article, first, second = finished(stages)
    sign(stages, article)

    def stands() -> bool:
        found = signed(stages, article)
        assert found
        return bool(found["stands"])

    stages.act(review.comment, first, "Well done.", now=LATER)
    assert stands()
    stages.act(review.edit_claim, second, {"priority": 4}, now=LATER)
    assert not stands()

    with stages.room.database.writing() as session:
        found = articles.article(session, stages.room.desk.id, article)
        actor = stages.actor("editor")
        after = LATER + timedelta(minutes=1)
        review.sign_off(session, found, override_reason=None, actor=actor, now=after)
    assert stands()
    stages.draft(article, TEXT + " Nobody knows why.")
    assert not stands()


@pytest.mark.one_backend
def test_the_newest_of_several_signatures_counts(stages: Stages) -> None:
    article = finished(stages)[0]
    sign(stages, article)
    sign(stages, article, by="admin")
    found = signed(stages, article)
    assert found
    assert found["signed_by"].name == "Admin"


def ask(stages: Stages, article_id: UUID, **more: Any) -> Reply:
    with stages.room.database.writing() as session:
        found = articles.article(session, stages.room.desk.id, article_id)
        details = {"asked": "Mayor Rosa Vidal", "question": "Is it 48 million?", **more}
        return review.ask_reply(session, found, actor=stages.actor("reviewer"), now=NOW, **details)


def answer(stages: Stages, reply: Reply, words: str, **more: Any) -> None:
    with stages.room.database.writing() as session:
        found = closing.reply(session, reply.article_id, reply.id)
        actor = stages.actor("second")
        review.answer_reply(session, found, answer=words, actor=actor, now=LATER, **more)


def test_what_was_asked_is_answered_once(stages: Stages) -> None:
    article = stages.receive(TEXT)
    made = ask(stages, article, channel="E-mail", deadline=LATER)
    assert (made.asked_at, made.answer, made.answered_at, made.answer_recorded_by) == (
        NOW,
        None,
        None,
        None,
    )
    answer(stages, made, "It is 47.9 million.")
    with pytest.raises(Conflict):
        answer(stages, made, "No, it is 48.")
    with stages.room.database.reading() as session:
        (found,) = closing.replies(session, article, limit=50, after=None).items
    assert (found.answer, found.answered_at) == ("It is 47.9 million.", LATER)
    assert found.answer_recorded_by == stages.actor("second").person_id
    assert [each.action for each in stages.events(made.id, "reply")] == [
        "reply.asked",
        "reply.answered",
    ]


@pytest.mark.one_backend
def test_a_reply_that_is_there_already_is_noted_with_the_question(stages: Stages) -> None:
    article = stages.receive(TEXT)
    made = ask(stages, article, answer="No comment.", asked_at=NOW - timedelta(days=1))
    assert (made.answer, made.answered_at) == ("No comment.", NOW)
    assert made.asked_at == NOW - timedelta(days=1)
    with pytest.raises(Conflict):
        answer(stages, made, "After all, yes.")
