"""An article comes in: its text as it is, its claims where they stand."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from factcheck import intake
from factcheck.errors import Conflict, DuplicateText, Rejected, TooLarge
from factcheck.extraction import DEFAULT_THRESHOLD
from factcheck.intake import set_threshold, threshold_of
from factcheck.limits import MAX_TEXT_CHARACTERS
from factcheck.store import articles, desks
from factcheck.texts import check_text
from factcheck.vocabulary import LedgerNote, Stage, Status
from tests.hinted import HINTED, MENTION, MESSAGE, NAME, NOTICE, hinted
from tests.newsroom import TEXT, Newsroom
from tests.review.stages import NOW, Stages

ODD = (
    "\ufeff😀 The city spent 48 million euros in 2024.\r\n\r\n"
    "\u202eThe 𝔐ayor paid US$20-billion in 2023."
)


@pytest.fixture
def stages(newsroom: Newsroom) -> Stages:
    """A desk with the standard policy at work."""
    return Stages(newsroom)


def test_an_article_is_stored_whole(stages: Stages) -> None:
    article_id = stages.receive(TEXT, author="Ana", published_at=NOW, own=False)
    with stages.room.database.reading() as session:
        article = articles.article(session, stages.room.desk.id, article_id)
        (draft,) = articles.drafts(session, article_id)
        sentences = articles.sentences(session, draft.id)
    assert (article.version, article.draft_number, article.author) == (1, 1, "Ana")
    assert (article.published_at, article.own, article.public) == (NOW, False, False)
    assert article.text_sha256 == draft.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert stages.text(article_id, 1) == TEXT
    assert [each.number for each in sentences] == list(range(1, len(sentences) + 1))
    covered = "".join(TEXT[each.start : each.end] for each in sentences)
    assert "".join(covered.split()) == "".join(TEXT.split())
    found = stages.claims(article_id)
    assert len(found) == 3
    assert {(each.status, each.stage, each.version) for each in found} == {
        (Status.UNVERIFIED, Stage.QUEUED, 1)
    }
    event = stages.events(article_id, "article")[0]
    assert (event.action, event.article_id) == ("article.received", article_id)
    assert event.after["claims"] == 3
    assert [stages.events(each.id)[0].action for each in found] == ["claim.extracted"] * 3


def test_what_was_found_in_the_whole_text_is_stored_with_it(stages: Stages) -> None:
    article_id = stages.receive(HINTED, found=hinted())
    with stages.room.database.reading() as session:
        article = articles.article(session, stages.room.desk.id, article_id)
        (draft,) = articles.drafts(session, article_id)
        heading, *_ = articles.sentences(session, draft.id)
        alarms = articles.alarms(session, article_id, 1)
    assert (article.language, draft.language, draft.notice) == ("xx", "xx", NOTICE)
    assert heading.note is LedgerNote.HEADING
    assert [each["message"] for each in alarms] == ["48 is not 84.", MESSAGE]
    (claim,) = [each for each in stages.claims(article_id) if "320" in each.anchor.quote]
    assert claim.speaker_name == claim.anchor.speaker_suggestion["name"] == NAME
    assert claim.anchor.speaker_mention["text"] == MENTION


def test_a_language_that_cannot_be_told_leaves_the_articles_as_it_is(stages: Stages) -> None:
    article_id = stages.receive(HINTED, found=replace(hinted(), language="und"))
    with stages.room.database.reading() as session:
        article = articles.article(session, stages.room.desk.id, article_id)
        (draft,) = articles.drafts(session, article_id)
    assert (article.language, draft.language) == ("en", "und")


def test_the_desks_threshold_holds_where_nobody_read_the_text_before(stages: Stages) -> None:
    room = stages.room
    with room.database.writing() as session:
        desk = desks.desk(session, room.desk.id)
        set_threshold(session, desk, 1.0, actor=stages.actor("admin"), now=NOW)
        assert threshold_of(session, desk.id) == 1.0
    article_id = stages.receive(TEXT)
    assert stages.claims(article_id) == []
    stages.draft(article_id, f"{TEXT} Rents rose by 3 percent in 2024.")
    assert stages.claims(article_id) == []
    with room.database.writing() as session:
        desk = desks.desk(session, room.desk.id)
        for wrong in (-0.1, 1.1, float("nan")):
            with pytest.raises(Rejected, match="no threshold"):
                set_threshold(session, desk, wrong, actor=stages.actor("admin"), now=NOW)
        set_threshold(session, desk, None, actor=stages.actor("admin"), now=NOW)
        assert threshold_of(session, desk.id) == DEFAULT_THRESHOLD


def test_spans_are_exact_for_any_script_in_both_kinds_of_offset(stages: Stages) -> None:
    article_id = stages.receive(ODD)
    assert stages.text(article_id, 1) == ODD
    found = stages.claims(article_id)
    assert len(found) >= 2
    for claim in found:
        anchor = claim.anchor
        assert ODD[anchor.start : anchor.end] == anchor.quote == claim.statement
        units = ODD.encode("utf-16-le")[2 * anchor.start_utf16 : 2 * anchor.end_utf16]
        assert units.decode("utf-16-le") == anchor.quote
        assert ODD[: anchor.start].endswith(anchor.prefix)
        assert ODD[anchor.end :].startswith(anchor.suffix)
        for facet in claim.facets:
            assert ODD[anchor.start + facet.offset :].startswith(facet.text)
        assert claim.score == pytest.approx(claim.score)
        assert anchor.reasons


def test_the_same_text_is_taken_once_on_a_desk(stages: Stages) -> None:
    first = stages.receive(TEXT)
    later = stages.receive("They sold 3 million cars in 2024.")
    stages.draft(later, "They sold 4 million cars in 2024.")
    for text, where in ((TEXT, first), ("They sold 4 million cars in 2024.", later)):
        with pytest.raises(DuplicateText) as refused:
            stages.receive(text)
        assert refused.value.article_id == str(where)
    assert stages.receive(TEXT + " ")
    with stages.room.database.writing() as session:  # another desk knows nothing of it
        intake.receive(session, title="T", text=TEXT, actor=stages.actor("foreign"), now=NOW)


def test_the_same_text_at_once_is_taken_once(stages: Stages) -> None:
    def attempt(_: int) -> str:
        try:
            stages.receive(TEXT)
        except Conflict:
            return "refused"
        return "taken"

    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(attempt, range(6)))
    assert results.count("taken") == 1
    stages.verify_log()


def test_an_unusable_text_is_refused_and_leaves_no_trace(stages: Stages) -> None:
    entries = stages.verify_log()
    for text in ("", " \n\t\u2003", "a\x00b", "a\ud800b"):
        with pytest.raises(Rejected) as refused:
            stages.receive(text)
        assert "text" in refused.value.errors
    with pytest.raises(TooLarge, match="at most 2,000,000"):
        stages.receive("x" * (MAX_TEXT_CHARACTERS + 1))
    assert stages.verify_log() == entries
    with stages.room.database.reading() as session:
        assert articles.page(session, stages.room.desk.id, limit=5, after=None).items == []


def test_a_text_without_claims_is_an_article_all_the_same(stages: Stages) -> None:
    article_id = stages.receive("What a day! Is it not?")
    assert stages.claims(article_id) == []
    check_text("x" * MAX_TEXT_CHARACTERS)
