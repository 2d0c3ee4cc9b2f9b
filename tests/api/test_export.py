"""The export: all facts in one streamed answer."""

import csv
import json
from datetime import timedelta
from io import StringIO

from factcheck.clock import utcnow
from factcheck.publish.export import COLUMNS
from tests.newsroom import TEXT, Newsroom


def test_ndjson_has_the_facts_of_the_list_a_line_each(newsroom: Newsroom) -> None:
    ids = [each["id"] for each in newsroom.claims(newsroom.article())]
    for each in ids[:2]:
        newsroom.support(each)
        newsroom.decide(each)
    newsroom.decide(ids[2], "unverified")
    newsroom.verified(text=f"{TEXT} Two.", embargo_until=(utcnow() + timedelta(days=1)).isoformat())
    answer = newsroom.viewer.get("/facts/export")
    assert answer.mimetype == "application/x-ndjson"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="facts.ndjson"'
    listed = newsroom.viewer.get("/facts").json["items"]
    assert [json.loads(line) for line in answer.text.splitlines()] == listed
    assert len(listed) == 2
    every = newsroom.viewer.get("/facts/export?status=unverified&status=verified").text
    assert len(every.splitlines()) == 3
    assert newsroom.viewer.get("/facts/export?q=harbour").text.count("\n") == 1
    assert newsroom.foreign.get("/facts/export").text == ""


def test_csv_is_read_by_a_spreadsheet_and_runs_nothing_in_it(newsroom: Newsroom) -> None:
    claim = newsroom.claims(newsroom.article(title='=HYPERLINK("http://evil.example")'))[1]["id"]
    newsroom.support(claim, title="The register", url="https://city.example/jobs")
    newsroom.support(claim, title="Minutes, page 2")
    path = f"/claims/{claim}"
    tags = {"tags": ["money", "jobs"]}
    newsroom.reviewer.patch(path, tags, match=newsroom.reviewer.etag(path))
    newsroom.decide(claim, rationale='-2+3, it says "so",\nin two lines.')
    answer = newsroom.viewer.get("/facts/export?format=csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="facts.csv"'
    (row,) = csv.DictReader(StringIO(answer.text, newline=""))
    assert tuple(row) == COLUMNS
    assert row["id"] == claim
    assert row["article_title"] == '\'=HYPERLINK("http://evil.example")'
    assert row["rationale"] == '\'-2+3, it says "so",\nin two lines.'
    assert row["sources"] == "https://city.example/jobs\nMinutes, page 2"
    assert (row["speaker"], row["topics"]) == ("Mayor Rosa Vidal", "money, jobs")
    assert (row["corrected"], row["rating"]) == ("false", "")
    empty = newsroom.foreign.get("/facts/export?format=csv").text
    assert empty == ",".join(COLUMNS) + "\r\n"
