"""A desk's report of a week in its files: rows, words of the house, hostile texts."""

import csv as reader
import io

import openpyxl
import pytest
from lxml import html as lxml_html

from factcheck.report.blocks import Run
from factcheck.report.compose.period import period_booklet, period_sheets
from factcheck.report.renderings import csv, html, xlsx
from factcheck.report.style import Style, labels_of
from tests.report.compose.week import (
    STYLE,
    article_line,
    every,
    repeat_line,
    source_line,
    status_counts,
    week_edition,
    week_for_public,
    words_of,
)


def test_sheets_hold_numbers_as_numbers() -> None:
    found = {each.name: each for each in period_sheets(week_edition(), STYLE)}
    assert list(found) == [
        *("articles", "sources", "summary", "days", "speakers", "repeated", "reviewers"),
    ]
    told = dict(found["summary"].rows)
    assert told["Claims decided"] == 11
    assert told["Hours within which nine of ten had it"] == 20.25
    assert told["Claims decided in this time, by what was decided last: disputed"] == 3
    assert told["Claims of these articles as they stand now: disputed"] == 6
    keys = [key for key, _, _ in found["articles"].columns]
    harbour = dict(zip(keys, found["articles"].rows[0], strict=True))
    assert (harbour["deadline_at"], harbour["deadline_met"]) == ("2026-03-05T12:00:00Z", "yes")
    assert (harbour["verified"], harbour["open"], harbour["signed_off"]) == (3, 1, "yes")
    assert found["articles"].rows[2][0] == "Untitled"
    assert found["days"].rows == [["2026-03-02", 8], ["2026-03-07", 4]]
    assert [row[0] for row in found["sources"].rows] == ["The budget", "A leaflet", "An audit"]
    assert found["repeated"].rows[0][-1] == "no"
    assert found["reviewers"].rows[1] == ["Ben Okafor", 3, None, 0]


def test_a_newsroom_may_say_everything_in_its_own_words() -> None:
    """Every label of ours is asked for by its key, with nothing said beside it."""
    labels = {key: f"«{key}»" for key in labels_of("en")}
    style = Style(labels=labels)
    told = words_of(period_booklet(week_edition(), style)) + words_of(
        period_booklet(week_for_public(), style)
    )
    told += words_of(period_sheets(week_edition(), style))
    used = {key for key in labels if f"«{key}»" in told}
    seldom = {"no_articles", "left_out", "no_speakers", "no_sources", "no_repeated", "by_month"}
    rare = {f"period.{key}" for key in seldom | {"no_reviewers"}}
    assert {key for key in labels if key.startswith("period.")} - used == rare


@pytest.mark.parametrize("payload", ["<script>alert(1)</script>", "a\u202eb", "=1+1", "{name}"])
def test_stored_words_do_no_harm_where_they_are_shown(payload: str) -> None:
    document = week_edition(
        articles=[article_line(payload)],
        speakers=[{"name": payload, "disputed": 1, "decided": 2}],
        sources={
            "cited": [source_line(payload, 1, 1, publisher=payload, url=payload)],
            "refuting": [],
            "confidential": {"sources": 0, "claims": 0},
        },
        repeated=[repeat_line(payload, status_counts(1, 1), alike=False)],
        reviewers=[{"name": payload, "decisions": 1, "median_hours": 1.0, "overturned": 0}],
    )
    document["content"]["cover"]["desk"] = document["made"]["by"] = payload
    page = lxml_html.fromstring(html.render(period_booklet(document, STYLE), STYLE))
    assert page.xpath("//script") == []
    text = page.text_content()
    assert "\u202e" not in text
    assert payload.replace("\u202e", "[U+202E]") in text
    stored = [run for run in every(period_booklet(document, STYLE), Run) if payload in run.text]
    assert stored
    assert all(run.stored for run in stored)


def test_html_draws_the_charts_and_keeps_their_numbers_as_text() -> None:
    page = lxml_html.fromstring(html.render(period_booklet(week_edition(), STYLE), STYLE))
    pictures = page.xpath("//*[local-name()='svg']")
    captions = [picture.xpath("string(*[local-name()='title'])") for picture in pictures]
    assert "Decisions by day" in captions
    assert "Disputed claims by speaker" in captions
    assert "Median hours from a claim’s coming to its first decision" in captions
    assert len(pictures) == 7
    assert "Harbour" in page.text_content()


def test_spreadsheets_open_with_every_row() -> None:
    sheets = period_sheets(week_edition(), STYLE)
    file = xlsx.render(sheets, STYLE, title="A week", made_at="2026-03-09T08:00:00Z")
    book = openpyxl.load_workbook(io.BytesIO(file))
    assert len(book.sheetnames) == len(sheets)
    titles = [str(row[0].value) for row in book.worksheets[0].iter_rows()]
    assert {"Harbour", "Budget", "Untitled", "Free"} <= set(titles)
    rows = list(reader.DictReader(io.StringIO(csv.render(sheets[0]).decode("utf-8-sig"))))
    assert [row["title"] for row in rows] == ["Harbour", "Budget", "Untitled", "Free"]
    assert rows[0]["disputed"] == "1"
