"""A desk's report of a period as blocks and rows, and as real renderings show them."""

import pytest

from factcheck.report.blocks import Bar, Card, Facts, Look, Notice, Run, Series, Table
from factcheck.report.compose.period import period_booklet, period_sheets
from tests.report.compose.week import (
    HASH,
    STYLE,
    every,
    section_of,
    table_rows,
    week_edition,
    week_for_public,
    words_of,
)


def test_a_week_is_named_by_its_first_and_last_day() -> None:
    booklet = period_booklet(week_edition(), STYLE)
    assert booklet.title == "2026-03-02 to 2026-03-08"
    assert booklet.kicker == "World desk · Desk report 4"
    assert booklet.running == "World desk, 2026-03-02 to 2026-03-08"
    assert (booklet.content_hash, booklet.made_at) == (HASH, "2026-03-09T08:00:00Z")
    assert (booklet.made_by, booklet.notice) == ("Eva", None)


@pytest.mark.parametrize(
    ("since", "until", "title"),
    [
        ("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z", "2026-03-02"),
        (
            "2026-03-02T06:00:00Z",
            "2026-03-03T00:00:00Z",
            "2026-03-02T06:00:00Z to 2026-03-03T00:00:00Z",
        ),
    ],
)
def test_other_times_are_named_as_they_are(since: str, until: str, title: str) -> None:
    document = week_edition()
    document["content"]["cover"] |= {"since": since, "until": until}
    assert period_booklet(document, STYLE).title == title


def test_the_cover_says_what_time_is_meant_and_who_froze_it() -> None:
    (facts,) = every(period_booklet(week_edition(), STYLE).cover, Facts)
    told = {name: "".join(run.text for run in runs) for name, runs in facts.rows}
    assert told == {
        "Desk": "World desk",
        "From": "2026-03-02T00:00:00Z",
        "Up to, not including": "2026-03-09T00:00:00Z",
        "Policy": "two person, version 3",
        "Counted by reviewer": "yes",
        "Frozen": "2026-03-09T08:00:00Z by Eva",
        "This copy is": "for the desk",
        "Log entry": f"812 {'cd' * 32}",
        "Content": HASH,
    }


def test_the_summary_draws_what_was_decided_and_when() -> None:
    summary = section_of(period_booklet(week_edition(), STYLE), "summary")
    decided, now = every(summary, Bar)
    assert decided.parts == [
        ("verified", Look.VERIFIED, 7),
        ("disputed", Look.DISPUTED, 3),
        ("unverified", Look.UNVERIFIED, 1),
    ]
    assert [number for _, _, number in now.parts] == [21, 6, 13]
    (days,) = every(summary, Series)
    assert (days.caption, days.unit) == ("Decisions by day", "decisions")
    assert days.values == [
        ("2026-03-02", 8),
        *((f"2026-03-0{day}", 0) for day in range(3, 7)),
        ("2026-03-07", 4),
        ("2026-03-08", 0),
    ]
    (table,) = every(summary, Table)
    assert ["final", "29"] in table_rows(table)


def test_the_summary_tells_every_count() -> None:
    (facts,) = every(section_of(period_booklet(week_edition(), STYLE), "summary"), Facts)
    assert [(name, runs[0].text) for name, runs in facts.rows] == [
        ("Articles", "7"),
        ("Claims decided", "11"),
        ("Decisions", "12"),
        ("Claims decided for the first time", "9"),
        ("Median time to the first decision", "3.5 hours"),
        ("Nine of ten had it within", "20.25 hours"),
        ("Claims decided otherwise than before", "4"),
        ("Of those, disputed after having been verified", "2"),
        ("Claims that came back", "5"),
        ("Claims in these articles", "40"),
        ("Open now", "10"),
        ("Final or dismissed now", "30 (75 %)"),
    ]


def test_a_long_time_is_drawn_by_month() -> None:
    document = week_edition()
    document["content"]["cover"]["since"] = "2025-12-01T00:00:00Z"
    days = document["content"]["summary"]["days"]
    days.insert(0, {"day": "2025-12-31", "decisions": 5})
    (series,) = every(section_of(period_booklet(document, STYLE), "summary"), Series)
    assert series.caption == "Decisions by month"
    assert series.values == [("2025-12", 5), ("2026-01", 0), ("2026-02", 0), ("2026-03", 12)]


def test_the_report_says_what_is_counted_to_every_audience() -> None:
    for document in (week_edition(), week_for_public()):
        counted = words_of(section_of(period_booklet(document, STYLE), "counted"))
        assert "up to, not including, the second" in counted
        assert "at least 2 claims" in counted
        assert "up to 20 each, articles up to 1000, reviewers up to 200" in counted


def test_articles_tell_how_they_stand() -> None:
    (table,) = every(section_of(period_booklet(week_edition(), STYLE), "articles"), Table)
    assert table_rows(table) == [
        [
            "HarbourDraft 2; came 2026-03-02",
            "3 verified, 1 disputed, 1 unverified",
            "1",
            "yes",
            "met",
        ],
        ["BudgetDraft 2; came 2026-03-02", "none", "1", "no", "missed"],
        [
            "UntitledDraft 2; came 2026-03-02",
            "3 verified, 1 disputed, 1 unverified",
            "1",
            "no",
            "not due yet",
        ],
        [
            "FreeDraft 2; came 2026-03-02",
            "3 verified, 1 disputed, 1 unverified",
            "1",
            "no",
            "none",
        ],
    ]


def test_articles_that_are_not_listed_are_spoken_of() -> None:
    document = week_edition()
    document["content"]["summary"]["left_out"] = 3
    told = words_of(section_of(period_booklet(document, STYLE), "articles"))
    assert "The 4 articles that came last are listed; 3 more are counted above." in told


def test_speakers_and_reviewers_are_drawn_beside_their_tables() -> None:
    booklet = period_booklet(week_edition(), STYLE)
    (drawn,) = every(section_of(booklet, "speakers"), Series)
    assert (drawn.unit, drawn.values) == ("claims", [("Rosa Vidal", 2)])
    (table,) = every(section_of(booklet, "speakers"), Table)
    assert table_rows(table) == [["Rosa Vidal", "2", "3", "67 %"]]
    (drawn,) = every(section_of(booklet, "reviewers"), Series)
    assert (drawn.unit, drawn.values) == ("hours", [("Ana Paz", 2.75)])
    (table,) = every(section_of(booklet, "reviewers"), Table)
    assert table_rows(table) == [
        ["Ana Paz", "9", "2.75 hours", "1"],
        ["Ben Okafor", "3", "none", "0"],
    ]


def test_sources_are_told_by_name_and_confidential_ones_by_number() -> None:
    section = section_of(period_booklet(week_edition(), STYLE), "sources")
    cited, refuting = every(section, Table)
    assert table_rows(cited) == [
        ["The budgetCityhttps://e.org/budget", "6", "1"],
        ["A leaflet", "2", "0"],
    ]
    assert [row[0] for row in table_rows(refuting)] == [
        "The budgetCityhttps://e.org/budget",
        "An audit",
    ]
    links = [run.link for run in every(section, Run) if run.link]
    assert links == ["https://e.org/budget"] * 2
    assert "which are not named: 2, on 3 claims." in words_of(section)


def test_what_was_not_decided_alike_comes_first() -> None:
    section = section_of(period_booklet(week_edition(), STYLE), "repeated")
    card, table = section.blocks
    assert isinstance(card, Card)
    assert card.title[0].text == "3 claims in 2 articles say the same and were not decided alike"
    assert "It made 320 jobs." in words_of(card)
    assert [run.look for run in every(card.body, Run) if run.look in Look] == [
        *(Look.VERIFIED, Look.PLAIN, Look.DISPUTED),
    ]
    assert "It cost 3 million." in words_of(table)
    assert [row[1:] for row in table_rows(table)] == [["2", "2", "2 disputed"]]


def test_a_week_without_work_says_so() -> None:
    nothing = week_edition(
        articles=[],
        speakers=[],
        sources={"cited": [], "refuting": [], "confidential": {"sources": 0, "claims": 0}},
        repeated=[],
        reviewers=[],
    )
    counts = nothing["content"]["summary"]
    counts |= {"claims": 0, "closed": 0, "days": []}
    counts["hours_to_decision"] = {"claims": 0, "median": None, "nine_of_ten": None}
    booklet = period_booklet(nothing, STYLE)
    assert every(booklet.sections, Series) == []
    for anchor, told in {
        "summary": "0 (100 %)",
        "articles": "No article came",
        "speakers": "Nobody with at least 2 decided claims",
        "sources": "No decision relied on a source",
        "repeated": "No statement was decided on more than once.",
        "reviewers": "Nobody decided anything.",
    }.items():
        assert told in words_of(section_of(booklet, anchor))


def test_reviewers_have_no_section_unless_they_are_counted() -> None:
    booklet = period_booklet(week_edition(reviewers=None), STYLE)
    assert "reviewers" not in [each.anchor for each in booklet.sections]
    assert "reviewers" not in [
        each.name for each in period_sheets(week_edition(reviewers=None), STYLE)
    ]


def test_reviewers_who_never_decided_first_are_not_drawn() -> None:
    late = {"name": "Ana", "decisions": 1, "median_hours": None, "overturned": 0}
    section = section_of(period_booklet(week_edition(reviewers=[late]), STYLE), "reviewers")
    assert every(section, Series) == []
    assert len(every(section, Table)) == 1


def test_outsiders_get_the_cover_and_a_word_on_the_rest() -> None:
    booklet = period_booklet(week_for_public(), STYLE)
    (notice,) = every(booklet.cover, Notice)
    assert "everything but the cover is left out" in notice.text
    assert [each.anchor for each in booklet.sections] == ["counted"]
    assert booklet.made_by is None
    assert "Eva" not in words_of(booklet)
    (sheet,) = period_sheets(week_for_public(), STYLE)
    assert [row[1] for row in sheet.rows] == [
        "World desk",
        "2026-03-02T00:00:00Z",
        "2026-03-09T00:00:00Z",
        HASH,
    ]
