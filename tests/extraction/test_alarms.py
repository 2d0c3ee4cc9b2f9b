"""Alarms inside one article: what raises them, and what must not."""

import datetime as dt
import time

import pytest

from factcheck.extraction import Alarm, extract
from factcheck.extraction.alarms.finding import CODES, alarms_of
from factcheck.extraction.alarms.index import Alarms
from factcheck.extraction.records import Claim, Span
from factcheck.vocabulary import Kind

PUBLISHED = dt.date(2025, 10, 6)


def alarms(text: str, published: dt.date | None = PUBLISHED) -> list[Alarm]:
    return list(extract(text, published=published).alarms)


CONTRADICTIONS = [
    # weekday
    ("Monday, October 14, 2025 was a holiday in Peru.",
     "weekday", "2025-10-14 was a Tuesday, not a Monday.", ["Monday", "October 14, 2025"]),
    ("The talks began on Monday, 12 July 1998, in Geneva.",
     "weekday", "1998-07-12 was a Sunday, not a Monday.", []),
    ("The court sat on Friday (October 2, 2025) in Lima.",
     "weekday", "2025-10-02 was a Thursday, not a Friday.", ["Friday", "October 2, 2025"]),
    ("The pier burnt down on October 14, 2025, a Monday.",
     "weekday", "2025-10-14 was a Tuesday, not a Monday.", ["October 14, 2025", "Monday"]),
    ("The council met on Thursday, October 3, and voted.",
     "weekday", "2025-10-03 was a Friday, not a Thursday.", ["Thursday", "October 3"]),
    # period
    ("Holt was mayor from 2015 to 2010.",
     "period", "2010 comes before 2015.", ["2015", "2010"]),
    ("The painter Otto Lind (1890–1832) lived in Oslo.",
     "period", "1832 comes before 1890.", ["1890", "1832"]),
    ("Holt was mayor from 2010 to 2015 (nine years).",
     "period", "2010 to 2015 is 5 years, not nine years.", ["2010", "2015", "nine years"]),
    ("She sat in parliament for 12 years, from 2001 to 2009.",
     "period", "2001 to 2009 is 8 years, not 12 years.", ["12 years", "2001", "2009"]),
    ("The strike lasted from May 1, 2024 to May 10, 2024 (14 days).",
     "period", "May 1, 2024 to May 10, 2024 is 9 days, not 14 days.", []),
    ("The pier burnt down in 1990, 20 years ago, and was never rebuilt.",
     "period", "1990 is 35 years before 2025, not 20.", ["1990", "20 years ago"]),
    # total
    ("The storm hurt 12 people, 7 men and 6 women.",
     "total", "7 + 6 = 13, not 12.", ["12", "7", "6"]),
    ("The council has 15 members: 8 farmers, 4 lawyers and 2 teachers.",
     "total", "8 + 4 + 2 = 14, not 15.", ["15", "8", "4", "2"]),
    ("The ferry carried 90 people (50 adults and 30 children).",
     "total", "50 + 30 = 80, not 90.", ["90", "50", "30"]),
    ("Of the 200 seats, 120 went to the Greens and 90 to the Union.",
     "total", "120 + 90 = 210, not 200.", ["200", "120", "90"]),
    ("Of its 100 members, 60 voted for the plan and 45 against it.",
     "total", "60 + 45 = 105, not 100.", ["100", "60", "45"]),
    ("The town spent $30 million on roads and $40 million on schools, a total of $80 million.",
     "total", "30 million + 40 million = 70 million, not $80 million.", []),
    ("Some 48 percent were for the plan, 45 percent against it and 12 percent were undecided.",
     "total", "48 + 45 + 12 = 105 percent, more than all.", []),
    # share
    ("In May 40 of the 200 members (25 percent) voted.",
     "share", "40 of 200 is 20%, not 25 percent.", ["40", "200", "25 percent"]),
    ("In May 40 out of 200 voters, or 25 percent, left.",
     "share", "40 of 200 is 20%, not 25 percent.", []),
    ("About 30 percent (40 of 200 pupils) came by bus.",
     "share", "40 of 200 is 20%, not 30 percent.", []),
    ("One in five, or 25 percent, of the pupils came by bus.",
     "share", "One in five is 20%, not 25 percent.", ["One in five", "25 percent"]),
    ("The firm sacked 10 percent of its 2,000 workers, or 300 people.",
     "share", "300 of 2,000 is 15%, not 10 percent.", ["10 percent", "2,000", "300"]),
    ("The firm sacked 300 people, or 10 percent of its 2,000 workers.",
     "share", "300 of 2,000 is 15%, not 10 percent.", ["300", "10 percent", "2,000"]),
    # change
    ("The price of bread rose from 40 to 50 pesos, or 20 percent.",
     "change", "From 40 to 50 pesos is 25%, not 20 percent.", ["40", "50 pesos", "20 percent"]),
    ("Sales fell from $80 million to $60 million, a drop of 30 percent.",
     "change", "From $80 million to $60 million is 25%, not 30 percent.", []),
    ("Rents rose 40 percent, from $500 to $600, in a year.",
     "change", "From $500 to $600 is 20%, not 40 percent.", []),
    ("Profit grew 10 percent to $60 million from $50 million.",
     "change", "From $50 million to $60 million is 20%, not 10 percent.", []),
    ("The harvest rose from 1,200 tonnes in 2020 to 1,500 tonnes in 2024, a 35 percent rise.",
     "change", "From 1,200 tonnes to 1,500 tonnes is 25%, not 35 percent.", []),
    ("She saw a 40 percent increase in her rent from $500 to $600.",
     "change", "From $500 to $600 is 20%, not 40 percent.", []),
    ("Profit rose 15 percent to $1.12 billion from $1 billion a year earlier.",
     "change", "From $1 billion to $1.12 billion is 12%, not 15 percent.", []),
    ("The number of pupils rose from 900 to 700 last year.",
     "change", "From 900 to 700 is down, not “rose”.", ["rose", "900", "700"]),
    ("The fee doubled from $40 to $130.",
     "change", "$130 is 3.25 times $40, not “doubled”.", ["doubled", "$40", "$130"]),
    # conversion
    ("The road ran for 40 miles (90 km) in 2019.",
     "conversion", "40 miles is 64.37 km, not 90 km.", ["40 miles", "90 km"]),
    ("The bull weighed 900 kg (500 pounds) in May 2019.",
     "conversion", "900 kg is 1984 lb, not 500 pounds.", []),
    ("The fire burnt 500 acres (600 hectares) of pine.",
     "conversion", "500 acres is 202.3 ha, not 600 hectares.", []),
    ("Winds reached 60 mph (120 km/h) at noon.",
     "conversion", "60 mph is 96.56 km/h, not 120 km/h.", ["60 mph", "120 km/h"]),
    ("It was 30°C (95°F) in the shade.",
     "conversion", "30°C is 86 °F, not 95°F.", []),
    ("The park covers 10 square miles (16 square kilometres).",
     "conversion", "10 square miles is 25.9 km², not 16 square kilometres.", []),
    # age
    ("Ana Ruiz, 34, runs the shop. Ruiz was born in 1960 in Lima.",
     "age", "Born in 1960, Ruiz is 64 or 65 in 2025, not 34.", ["34", "1960"]),
    ("Ana Ruiz, 34, runs the shop. She was born in Lima on May 3, 1960.",
     "age", "Born in 1960, Ana Ruiz is 65 in 2025, not 34.", []),
    ("The shop belongs to 34-year-old Ana Ruiz. Born in 1960, Ruiz grew up in Lima.",
     "age", "Born in 1960, Ruiz is 64 or 65 in 2025, not 34.", ["34", "1960"]),
    ("The painter Otto Lind (1890–1932) died in Oslo at the age of 52.",
     "age", "Born in 1890, Otto Lind was 41 or 42 in 1932, not 52.", ["1890", "52"]),
    # two_figures
    ("The bridge is 120 metres long. Crowds walked over the 210-metre bridge.",
     "two_figures", "120 metres and 210-metre for one bridge.", ["120 metres", "210-metre"]),
    ("The hospital has 120 beds. Nurses of the 210-bed hospital went on strike.",
     "two_figures", "120 and 210 for one hospital.", []),
    (("The blast shook Lima. 45 people were killed in the blast. It rained.\n"
     "The mayor wept. 54 people were killed in the blast. He left."),
     "two_figures", "45 and 54 for “people were killed in the blast”.", ["45", "54"]),
    # magnitude
    ("The city passed a budget of $3 million. The mayor called the $3 billion budget a gift.",
     "magnitude", "$3 million and $3 billion for one budget: 1,000 times as much.", []),
    ("The dam cost 4.2 billion euros. Ruiz showed us the 4.2 million euro dam.",
     "magnitude", "4.2 billion euros and 4.2 million euro for one dam: 1,000 times as much.", []),
    # spelling
    ("Katherine Holt won the race. Nobody saw Catherine Holt at the start.",
     "spelling", "“Katherine Holt” is also spelled “Catherine Holt”.", []),
    ("The bank is led by Pedro Gonzalez. In May, Pedro Gonzales left for Lima.",
     "spelling", "“Pedro Gonzalez” is also spelled “Pedro Gonzales”.", []),
    ("The plan came from Karl Lindqvist. Later, Lindqist dropped it.",
     "spelling", "“Karl Lindqvist” is also spelled “Lindqist”.", []),
    ("The Ridge Valley Hospital shut. Nurses at the Ridge Vallye Hospital wept.",
     "spelling", "“Ridge Valley Hospital” is also spelled “Ridge Vallye Hospital”.", []),
    # quotation
    (("“We have lost a whole year,” said Ana Ruiz. It rained.\n"
     "“We have lost a whole year,” Karl Weber said."),
     "quotation", "The same words are given to Ana Ruiz and to Karl Weber.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "message", "spans"), CONTRADICTIONS)
def test_a_contradiction_raises_an_alarm(
    text: str, code: str, message: str, spans: list[str]
) -> None:
    (alarm,) = alarms(text)
    assert (alarm.code, alarm.message) == (code, message)
    if spans:
        assert [span.text for span in alarm.spans] == spans
    assert len(alarm.spans) >= 2
    assert all(text[span.start : span.end] == span.text for span in alarm.spans)


def hints(text: str) -> list[list[str]]:
    return [
        [span.text for span in alarm.spans]
        for claim in extract(text, threshold=0.0).claims
        for alarm in claim.alarms
        if alarm.code == "superlative"
    ]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("It is the largest lake in Peru.", ["largest", "lake in Peru"]),
        ("She was the first mayor to ask for a “free port” in 2019, and she got it.",
         ["first", "mayor to ask for a “free port” in 2019"]),
        ("“It is the tallest tower in Lima,” he said.", ["tallest", "tower in Lima"]),
        ("The month of May was the driest.", ["driest", "The month of May"]),
        ("They are the only people who know.", ["only", "people"]),
    ],
)  # fmt: skip
def test_a_superlative_is_shown_with_the_field_it_leads(text: str, spans: list[str]) -> None:
    assert hints(text) == [spans]


def test_hints_on_superlatives_stay_out_of_the_alarms_of_the_article() -> None:
    assert alarms("It is the largest lake in Peru.") == []


def test_an_alarm_stands_on_every_claim_that_it_touches() -> None:
    text = "The bridge is 120 metres long. It rained. Crowds filled the 210-metre bridge."
    claims = extract(text, threshold=0.0).claims
    assert [[alarm.code for alarm in claim.alarms] for claim in claims] == [
        ["two_figures"], [], ["two_figures"],
    ]  # fmt: skip


def test_an_age_is_not_checked_without_a_day_of_publication() -> None:
    text = "Ana Ruiz, 34, runs the shop. Ruiz was born in 1960 in Lima."
    assert alarms(text, published=None) == []
    assert [alarm.code for alarm in alarms(text)] == ["age"]


def test_a_weekday_without_a_year_is_checked_near_publication_alone() -> None:
    text = "The council met on Thursday, October 3, and voted."
    assert [alarm.code for alarm in alarms(text)] == ["weekday"]
    assert alarms(text, published=None) == []
    assert alarms(text, published=dt.date(2025, 12, 6)) == []


def test_alarms_come_in_the_order_of_the_text() -> None:
    text = (
        "Katherine Holt ran 40 miles (90 km). Nobody saw Catherine Holt on Monday, "
        "October 14, 2025."
    )
    assert [alarm.code for alarm in alarms(text)] == ["spelling", "conversion", "weekday"]


@pytest.mark.parametrize("code", CODES)
def test_the_example_of_a_code_raises_it_and_nothing_else(code: str) -> None:
    found = extract(CODES[code], published=PUBLISHED, threshold=0.0)
    assert {alarm.code for claim in found.claims for alarm in claim.alarms} - {"superlative"} == (
        set() if code == "superlative" else {code}
    )
    assert code in {alarm.code for claim in found.claims for alarm in claim.alarms}


def test_thousands_of_claims_and_alarms_meet_in_a_moment() -> None:
    places = [Span("ab", 10 * at, 10 * at + 2) for at in range(20_000)]
    alarms = Alarms([Alarm("share", "", (one, one)) for one in places])
    claims = [Claim("ab", each.start, each.end, 0.5, (Kind.OTHER,)) for each in places]
    begun = time.perf_counter()
    found = [alarms_of(claim, alarms) for claim in claims]
    assert time.perf_counter() - begun < 2
    assert all(len(claim.alarms) == 1 for claim in found)


def test_a_table_of_like_figures_is_no_contradiction() -> None:
    text = " ".join(f"The lift is {at} metres tall." for at in range(3, 40))
    assert alarms(text) == []
