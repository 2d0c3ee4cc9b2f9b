"""An article's report as a booklet and as rows: what is said where, and for whom."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from factcheck.ids import uuid7
from factcheck.report import Audience
from factcheck.report.blocks import Bar, Booklet, Card, Manuscript, Section, Signatures, Table
from factcheck.report.compose import booklet, sheets
from factcheck.report.style import SECTIONS, plain_style
from factcheck.store.articles import Sentence
from factcheck.store.closing import Reply
from factcheck.vocabulary import Disposition, LedgerNote, Stage, Stance, Status

pytestmark = pytest.mark.one_backend
"""How a report is composed does not depend on the database that kept it."""


def texts(thing: Any) -> Iterator[str]:
    """Every text in a booklet or a part of it."""
    if isinstance(thing, str):
        yield thing
    elif is_dataclass(thing):
        for each in fields(thing):
            yield from texts(getattr(thing, each.name))
    elif isinstance(thing, list | tuple):
        for each in thing:
            yield from texts(each)


def said(thing: Any) -> str:
    return " ".join(texts(thing))


def section(made: Booklet, anchor: str) -> Section:
    return next(each for each in made.sections if each.anchor == anchor)


@pytest.fixture
def story(tell: Any) -> Any:
    return tell(texts=["One is two, and 40 percent.", "", "Two is three.", "A mere heading"])


def test_the_sections_stand_in_the_order_of_the_house_style(story: Any) -> None:
    story.checked_claim(0, Status.DISPUTED)
    whole = booklet(story.edition(), plain_style())
    anchors = [each.anchor for each in whole.sections]
    usual = [each.replace("_", "-") for each in SECTIONS]
    assert anchors == [each for each in usual if each in anchors]
    assert {"alarms", "earlier"}.isdisjoint(anchors)  # nothing to say in them
    few = replace(plain_style(), sections=("lines", "summary"))
    assert [each.anchor for each in booklet(story.edition(), few).sections] == ["lines", "summary"]


def test_the_cover_names_all_that_is_known(story: Any) -> None:
    story.article.deadline = story.now
    story.checked_claim(0)
    told = said(booklet(story.edition(), plain_style()).cover)
    for words in ("Carla Ruiz", "2025-10-07T09:30:00Z", "standard, version 3", "Ana Paz", "by Ben"):
        assert words in told, words
    assert story.sha256 in told


def test_an_unfinished_report_says_so_on_its_cover_and_for_every_page(story: Any) -> None:
    story.checked_claim(0)
    story.claim(2)
    made = booklet(story.edition(), plain_style())
    assert made.notice == "Unfinished: 1 of 2 claims are not final."
    assert made.notice in said(made.cover)
    assert made.notice in said(section(made, "summary"))


def test_the_summary_has_a_bar_the_coverage_and_what_is_open(story: Any) -> None:
    story.checked_claim(0)
    told = section(booklet(story.edition(), plain_style()), "summary")
    [bar] = [each for each in told.blocks if isinstance(each, Bar)]
    assert [(name, count) for name, _, count in bar.parts] == [
        ("verified", 1),
        ("disputed", 0),
        ("unverified", 0),
    ]
    assert "1 of 3 sentences are accounted for (33 %)." in said(told)


def test_a_disputed_claim_is_a_card_with_what_is_wrong(story: Any) -> None:
    claim = story.checked_claim(0, Status.DISPUTED)
    claim.statement = "One is one."
    told = section(booklet(story.edition(), plain_style()), "must-fix")
    [card] = told.blocks
    assert isinstance(card, Card)
    for words in ("As written", "One is two", "The statement says so.", "One is one.", "Treasury"):
        assert words in said(card), words


def test_the_manuscript_is_the_text_with_the_claims_marked(story: Any) -> None:
    story.checked_claim(0, Status.DISPUTED)
    story.claim(2)
    told = section(booklet(story.edition(), plain_style()), "manuscript")
    [manuscript] = [each for each in told.blocks if isinstance(each, Manuscript)]
    paragraphs = ["".join(each.text for each in pieces) for pieces in manuscript.paragraphs]
    assert "\n".join(paragraphs).split() == story.text.split()
    marked = [each for pieces in manuscript.paragraphs for each in pieces if each.numbers]
    assert [(each.text, each.numbers, each.look) for each in marked] == [
        ("One is two, and 40 percent.", (1,), "disputed"),
        ("Two is three.", (2,), "unverified"),
    ]


def test_a_source_stands_once_with_all_claims_that_lean_on_it(story: Any) -> None:
    source = story.source()
    for line in (0, 2):
        claim = story.claim(line)
        story.decide(claim, Status.VERIFIED, story.evidence(claim, source))
    [table] = section(booklet(story.edition(), plain_style()), "sources").blocks
    assert isinstance(table, Table)
    [row] = table.rows
    assert "1, 2" in list(texts(row.cells[3]))


def test_replies_dismissals_and_the_log_are_told(story: Any) -> None:
    story.checked_claim(0)
    story.claim(2, stage=Stage.DISMISSED, stage_reason="opinion")
    reply = Reply(
        id=uuid7(),
        desk_id=story.desk.id,
        article_id=story.article.id,
        asked="The mayor",
        channel="letter",
        question="Is it so?",
        asked_at=story.now,
        deadline=story.now,
        recorded_by=story.ana.id,
        created_at=story.now,
    )
    story.session.add(reply)
    made = booklet(story.edition(), plain_style())
    replies = said(section(made, "replies"))
    for words in ("The mayor", "2025-10-07 by letter", "by 2025-10-07T09:30:00Z", "No answer yet."):
        assert words in replies, words
    reply = story.session.merge(reply)
    reply.answer, reply.answered_at = "It is not.", story.now
    answered = said(section(booklet(story.edition(), plain_style()), "replies"))
    assert "It is not." in answered
    assert "Answered 2025-10-07" in answered
    assert "opinion" in said(section(made, "dismissed"))
    [lines] = [each for each in section(made, "sign-off").blocks if isinstance(each, Signatures)]
    assert lines.lines[0] == ("Checked by", "Ana Paz")
    assert "Log entry at freezing" in said(section(made, "audit"))


def test_a_sentence_without_a_claim_tells_why(story: Any) -> None:
    heading = story.session.get_one(Sentence, (story.draft.id, 4))
    heading.disposition, heading.note = Disposition.NOTHING_CHECKABLE, LedgerNote.HEADING
    told = said(section(booklet(story.edition(), plain_style()), "dismissed"))
    assert "nothing checkable: heading" in told


def test_the_second_report_tells_what_changed(story: Any) -> None:
    claim = story.claim(0)
    first = booklet(story.edition(), plain_style())
    assert "first report" in said(section(first, "corrections"))
    same = booklet(story.edition(), plain_style())
    assert "Nothing was decided or changed since report 1" in said(section(same, "corrections"))
    claim, ana = story.session.merge(claim), story.session.merge(story.ana)
    story.decide(claim, Status.DISPUTED, by=ana, rationale="It is not so.")
    told = said(section(booklet(story.edition(), plain_style()), "corrections"))
    assert "Decided since" in told
    assert "status: unverified → disputed" in told


def test_the_public_booklet_has_no_section_of_the_desk_alone(story: Any) -> None:
    story.checked_claim(0, Status.DISPUTED)
    made = booklet(story.edition(Audience.PUBLIC), plain_style())
    assert [each.anchor for each in made.sections] == ["summary", "lines", "sources"]
    assert made.made_by is None
    assert "Ana Paz" not in said(made)
    assert "Left out for this audience" in said(made.cover)
    assert "a reviewer" in said(section(made, "lines"))


def test_the_sheets_hold_claims_and_their_sources(story: Any) -> None:
    claim = story.checked_claim(0, Status.DISPUTED)
    story.evidence(claim, story.source(title="Another"), Stance.CONTEXT)
    found = {each.name: each for each in sheets(story.edition(), plain_style())}
    assert list(found) == ["claims", "claim_sources", "must_fix", "replies", "dismissed", "audit"]
    rows = [
        dict(zip([key for key, _, _ in found["claims"].columns], row, strict=True))
        for row in found["claims"].rows
    ]
    assert (rows[0]["status"], rows[0]["checked_by"]) == ("disputed", "Ana Paz")
    assert len(found["claim_sources"].rows) == 2
    public = [each.name for each in sheets(story.edition(Audience.PUBLIC), plain_style())]
    assert public == ["claims", "claim_sources"]
