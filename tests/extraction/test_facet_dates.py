"""Dates, resolved against the day of publication, or as far as the text says."""

import datetime as dt

import pytest

from factcheck.vocabulary import FacetType
from tests.facets import PUBLISHED, Value, facets, of_type

DATES: list[tuple[str, str, Value, Value]] = [
    # Days
    ("It opens on October 14.", "October 14", "2025-10-14", "--10-14"),
    ("It opens on Oct. 14.", "Oct. 14", "2025-10-14", "--10-14"),
    ("It opens on 26 October.", "26 October", "2025-10-26", "--10-26"),
    ("It opened on the 3rd of May.", "3rd of May", "2025-05-03", "--05-03"),
    ("It opened on May 3rd, 2019.", "May 3rd, 2019", "2019-05-03", "2019-05-03"),
    ("It opened on 3 May 2019.", "3 May 2019", "2019-05-03", "2019-05-03"),
    ("It opened on Oct. 3, 2019.", "Oct. 3, 2019", "2019-10-03", "2019-10-03"),
    ("It opened on 2019-05-03.", "2019-05-03", "2019-05-03", "2019-05-03"),
    ("It opened on 23/05/2019.", "23/05/2019", "2019-05-23", "2019-05-23"),
    ("It opened on 5/23/2019.", "5/23/2019", "2019-05-23", "2019-05-23"),
    ("It opened on 05/03/2019.", "05/03/2019", None, None),
    ("It opened on 3.5.2019.", "3.5.2019", "2019-05-03", "2019-05-03"),
    ("It fell on 9/11 there.", "9/11", "2001-09-11", "2001-09-11"),
    ("It opens on January 5.", "January 5", "2026-01-05", "--01-05"),
    ("It opened on January 5.", "January 5", "2025-01-05", "--01-05"),
    ("It set a confirmed date of November 5.", "November 5", "2025-11-05", "--11-05"),
    ("It opened on December 5.", "December 5", "2024-12-05", "--12-05"),
    ("It will open on March 5.", "March 5", "2026-03-05", "--03-05"),
    ("It closed on the 2nd.", "2nd", "2025-10-02", "---02"),
    ("It will close on the 14th.", "14th", "2025-10-14", "---14"),
    ("It closed on Christmas Eve.", "Christmas Eve", "2024-12-24", "--12-24"),
    ("It will close at Christmas.", "Christmas", "2025-12-25", "--12-25"),
    ("It closed on New Year's Day.", "New Year's Day", "2025-01-01", "--01-01"),
    # Stretches of days
    ("It runs October 14–16.", "October 14–16", "2025-10-14/2025-10-16", "--10-14/--10-16"),
    ("It ran May 3-5, 2019.", "May 3-5, 2019", "2019-05-03/2019-05-05", "2019-05-03/2019-05-05"),
    ("It ran October 14 to 16.", "October 14 to 16", "2025-10-14/2025-10-16",
     "--10-14/--10-16"),
    ("It ran on October 21 and 22 in Lima.", "October 21 and 22", "2025-10-21/2025-10-22",
     "--10-21/--10-22"),
    ("It ran between 3 and 5 October.", "3 and 5 October", "2025-10-03/2025-10-05",
     "--10-03/--10-05"),
    ("It ran 3–9 May 2019.", "3–9 May 2019", "2019-05-03/2019-05-09", "2019-05-03/2019-05-09"),
    ("It ran from 3 to 9 May 2019.", "3 to 9 May 2019", "2019-05-03/2019-05-09",
     "2019-05-03/2019-05-09"),
    # Months and years
    ("It opened in November 2024.", "November 2024", "2024-11", "2024-11"),
    ("It opened in February.", "February", "2025-02", "--02"),
    ("It opened in October.", "October", "2025-10", "--10"),
    ("It opened last April.", "last April", "2025-04", "--04"),
    ("It opened last December.", "last December", "2024-12", "--12"),
    ("It opens next March.", "next March", "2026-03", "--03"),
    ("It opens next December.", "next December", "2025-12", "--12"),
    ("It opened in late October last year.", "late October last year", "2024-10", "--10"),
    ("It opens in mid-October.", "mid-October", "2025-10", "--10"),
    ("It opened in early 2024.", "early 2024", "2024", "2024"),
    ("It opened in mid-2024.", "mid-2024", "2024", "2024"),
    ("It opened in late last year.", "late last year", "2024", None),
    ("It opened in 2019.", "2019", "2019", "2019"),
    ("It burned in 1724 and fell.", "1724", "1724", "1724"),
    ("It won at Rome 2012 there.", "2012", "2012", "2012"),
    ("It fell in 394 AD there.", "394 AD", "0394", "0394"),
    ("It fell in 508 BC there.", "508 BC", None, None),
    ("It rose in fiscal 2024 there.", "2024", "2024", "2024"),
    ("The club (1994) is old.", "1994", "1994", "1994"),
    ("It lasted from 1939-1945.", "1939-1945", "1939/1945", "1939/1945"),
    ("It rose in 2019-20.", "2019-20", "2019/2020", "2019/2020"),
    ("It rose in the 2019/20 season.", "2019/20", "2019/2020", "2019/2020"),
    # Decades, centuries, quarters, halves, seasons
    ("It opened in the 1990s.", "1990s", "1990/1999", "1990/1999"),
    ("It opened in the early 1990s.", "early 1990s", "1990/1999", "1990/1999"),
    ("It opened in the mid-1990s.", "mid-1990s", "1990/1999", "1990/1999"),
    ("It opened in the ’90s.", "’90s", "1990/1999", "1990/1999"),
    ("It opened in the 20th century.", "20th century", "1900/1999", "1900/1999"),
    ("It opened in the nineteenth century.", "nineteenth century", "1800/1899", "1800/1899"),
    ("It rose in the third quarter of 2024.", "third quarter of 2024", "2024-07-01/2024-09-30",
     "2024-07-01/2024-09-30"),
    ("It rose in Q3 2024.", "Q3 2024", "2024-07-01/2024-09-30", "2024-07-01/2024-09-30"),
    ("It rose in the first half of 2024.", "first half of 2024", "2024-01-01/2024-06-30",
     "2024-01-01/2024-06-30"),
    ("It rose in the second quarter of last year.", "second quarter of last year",
     "2024-04-01/2024-06-30", None),
    ("It rose last quarter.", "last quarter", "2025-07-01/2025-09-30", None),
    ("It opened in summer 2023.", "summer 2023", "2023", "2023"),
    ("It opened in the spring of 2022.", "spring of 2022", "2022", "2022"),
    ("It opened last summer.", "last summer", None, None),
    # Weekdays
    ("It opened on Friday.", "Friday", "2025-10-03", None),
    ("It opened on Monday.", "Monday", "2025-10-06", None),
    ("It will open on Friday.", "Friday", "2025-10-10", None),
    ("On Friday the court will rule.", "Friday", "2025-10-10", None),
    ("She said it was due to open on Friday.", "Friday", "2025-10-10", None),
    ("She said on Friday it will open.", "Friday", "2025-10-03", None),
    ("It opens next Monday.", "next Monday", "2025-10-13", None),
    ("It opened last Friday.", "last Friday", "2025-10-03", None),
    ("It opened last Monday.", "last Monday", "2025-09-29", None),
    ("It opened on Friday morning.", "Friday morning", "2025-10-03", None),
    ("It opens on Tuesday, October 14.", "Tuesday, October 14", "2025-10-14", "--10-14"),
    ("It opens on Tuesday, 14 October.", "Tuesday, 14 October", "2025-10-14", "--10-14"),
    ("It opens on Tuesday 14 October 2025.", "Tuesday 14 October 2025", "2025-10-14", "2025-10-14"),
    # Counted from publication
    ("It opened yesterday.", "yesterday", "2025-10-05", None),
    ("It opened yesterday morning.", "yesterday morning", "2025-10-05", None),
    ("It opens tomorrow.", "tomorrow", "2025-10-07", None),
    ("It opened this morning.", "this morning", "2025-10-06", None),
    ("It opened last night.", "last night", "2025-10-05", None),
    ("It opened last week.", "last week", "2025-09-29/2025-10-05", None),
    ("It opened earlier this week.", "earlier this week", "2025-10-06/2025-10-12", None),
    ("It opens later this month.", "later this month", "2025-10", None),
    ("It opened last weekend.", "last weekend", "2025-10-04/2025-10-05", None),
    ("It opened last month.", "last month", "2025-09", None),
    ("It opens next year.", "next year", "2026", None),
    ("It opened this year.", "this year", "2025", None),
    ("It grew in the past year.", "past year", "2024-10-06/2025-10-06", None),
    ("It grew in the past week.", "past week", "2025-09-29/2025-10-06", None),
    ("It drew crowds this weekend.", "this weekend", "2025-10-04/2025-10-05", None),
    ("It will draw crowds this weekend.", "this weekend", "2025-10-11/2025-10-12", None),
    ("It opened two years ago.", "two years ago", "2023", None),
    ("It opened two decades ago.", "two decades ago", "2005", None),
    ("It opened 10 months ago.", "10 months ago", "2024-12", None),
    ("It opened a week ago.", "a week ago", "2025-09-29/2025-10-05", None),
    ("It opened three days ago.", "three days ago", "2025-10-03", None),
    ("It opened an hour ago.", "an hour ago", "2025-10-06", None),
    ("It opened several years ago.", "several years ago", None, None),
    # Counted from elsewhere in the story
    ("It opened two weeks later.", "two weeks later", None, None),
    ("It opened three years earlier.", "three years earlier", None, None),
    ("It opened the next day.", "next day", None, None),
    ("It opened that year.", "that year", None, None),
    ("It opened the day before.", "day before", None, None),
    ("It opened the following year.", "following year", None, None),
    # Times of day
    ("It opened at 3:30 pm there.", "3:30 pm", "T15:30", "T15:30"),
    ("It opened at 3 p.m. there.", "3 p.m.", "T15:00", "T15:00"),
    ("It opened at 12.15am there.", "12.15am", "T00:15", "T00:15"),
    ("It opened at 14:30 there.", "14:30", "T14:30", "T14:30"),
    ("It opened at 0730 GMT there.", "0730 GMT", "T07:30", "T07:30"),
    ("It opened at 7:25 a.m. EDT there.", "7:25 a.m. EDT", "T07:25", "T07:25"),
    ("It opened at noon there.", "noon", "T12:00", "T12:00"),
    ("It opened at 3 o'clock there.", "3 o'clock", "T03:00", "T03:00"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "dated", "undated"), DATES)
def test_a_date_is_resolved_against_the_day_of_publication(
    text: str, words: str, dated: Value, undated: Value
) -> None:
    assert of_type(text, FacetType.DATE) == [(words, dated, None)]
    assert of_type(text, FacetType.DATE, published=None) == [(words, undated, None)]
    others = (FacetType.FIGURE, FacetType.ORDINAL, FacetType.DURATION, FacetType.NAME)
    assert of_type(text, *others) == []


def test_a_day_and_its_time_are_two_facets() -> None:
    found = of_type("It opens on Monday at 3 pm.", FacetType.DATE)
    assert found == [("Monday", "2025-10-06", None), ("3 pm", "T15:00", None)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("from 2015 to 2019", ["2015", "2019"]),
        ("between 2015 and 2019", ["2015", "2019"]),
        ("from May 3 to June 9", ["2025-05-03", "2025-06-09"]),
        ("between May 3 and May 9, 2019", ["2019-05-03", "2019-05-09"]),
        ("from January to March 2019", ["2019-01", "2019-03"]),
    ],
)
def test_two_dates_share_the_year_behind_them(text: str, wanted: list[str]) -> None:
    found = of_type(f"It ran {text}.", FacetType.DATE)
    assert [value for _, value, _ in found] == wanted


def test_each_weekday_goes_by_the_verb_before_it() -> None:
    found = of_type("She said on Friday the court will meet on Tuesday.", FacetType.DATE)
    assert [value for _, value, _ in found] == ["2025-10-03", "2025-10-07"]


@pytest.mark.parametrize(
    "text",
    [
        "He may go in march step.",
        "May Aalto came.",
        "She told the Today show.",
        "It sold 2019 tickets.",
        "It won 3:1 there.",
        "The last spring in the watch broke.",
        "They drove a 2,019 km stretch.",
        "It was a second chance.",
    ],
)
def test_words_that_look_like_a_date_are_left_alone(text: str) -> None:
    assert of_type(text, FacetType.DATE) == []


def test_a_date_at_the_edge_of_the_calendar_stays_without_a_value() -> None:
    (found,) = facets("It ends tomorrow.", dt.date.max)
    assert found.value is None
    for words in ("last week", "9 months ago", "last quarter", "the past year", "last night"):
        assert [f.value for f in facets(f"It began {words}.", dt.date.min)] == [None]
    assert [f.value for f in facets("It began 3000 years ago.")] == [None]
    assert [f.value for f in facets("It will close on January 5.", dt.date.max)] == [None]
    assert PUBLISHED.weekday() == 0
