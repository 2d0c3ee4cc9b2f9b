"""Figures, money, dates and names with the values they stand for."""

import datetime as dt

import pytest

from factcheck.extraction import Facet
from factcheck.extraction.facets.finding import find_facets
from factcheck.extraction.sentences.paragraphs import paragraphs
from factcheck.extraction.sentences.quotations import find_quotations
from factcheck.extraction.words.tokens import tokenise
from factcheck.vocabulary import FacetType

PUBLISHED = dt.date(2025, 10, 6)
"""A Monday."""

Value = int | float | str | None

AMOUNTS: list[tuple[str, str, FacetType, Value, str | None]] = [
    ("It sold 1,250 tickets.", "1,250", FacetType.FIGURE, 1250, None),
    ("It sold 2.5 million tickets.", "2.5 million", FacetType.FIGURE, 2500000, None),
    ("It sold 1.1m tickets.", "1.1m", FacetType.FIGURE, 1100000, None),
    ("It sold 40k tickets.", "40k", FacetType.FIGURE, 40000, None),
    ("It sold twenty-five tickets.", "twenty-five", FacetType.FIGURE, 25, None),
    ("It sold one hundred and sixty-three thousand tickets.",
     "one hundred and sixty-three thousand", FacetType.FIGURE, 163000, None),
    ("It sold two million three hundred thousand tickets.", "two million three hundred thousand",
     FacetType.FIGURE, 2300000, None),
    ("Two-thirds of voters stayed home.", "Two-thirds", FacetType.FIGURE, 0.666666666667, None),
    ("A quarter of voters stayed home.", "A quarter", FacetType.FIGURE, 0.25, None),
    ("One fifth of voters stayed home.", "One fifth", FacetType.FIGURE, 0.2, None),
    ("Half of voters stayed home.", "Half", FacetType.FIGURE, 0.5, None),
    ("Some half a million people came.", "half a million", FacetType.FIGURE, 500000, None),
    ("A dozen people came.", "A dozen", FacetType.FIGURE, 12, None),
    ("Two dozen people came.", "Two dozen", FacetType.FIGURE, 24, None),
    ("A million people came.", "A million", FacetType.FIGURE, 1000000, None),
    ("One in five pupils came.", "One in five", FacetType.FIGURE, 0.2, None),
    ("3 out of 10 pupils came.", "3 out of 10", FacetType.FIGURE, 0.3, None),
    ("Half the town came.", "Half", FacetType.FIGURE, 0.5, None),
    ("It fell by one percent.", "one percent", FacetType.PERCENTAGE, 1, "%"),
    ("It is a one-year plan.", "one-year", FacetType.DURATION, 1, "year"),
    ("It costs €5-€10m.", "€5-€10m", FacetType.MONEY, "5000000/10000000", "EUR"),
    ("Between $5 million and $6 million went.", "$5 million and $6 million", FacetType.MONEY,
     "5000000/6000000", "USD"),
    ("Hundreds of people came.", "Hundreds", FacetType.FIGURE, None, None),
    ("From 10 to 15 ships came.", "10 to 15", FacetType.FIGURE, "10/15", None),
    ("Some 10–15 ships came.", "10–15", FacetType.FIGURE, "10/15", None),
    ("Between 10 and 15 ships came.", "10 and 15", FacetType.FIGURE, "10/15", None),
    ("The road is 12 km long.", "12 km", FacetType.FIGURE, 12, "km"),
    ("The farm has 40 hectares.", "40 hectares", FacetType.FIGURE, 40, "ha"),
    ("The calf weighs 90 pounds.", "90 pounds", FacetType.FIGURE, 90, "lb"),
    ("It costs $40.", "$40", FacetType.MONEY, 40, "USD"),
    ("It costs £40bn.", "£40bn", FacetType.MONEY, 40000000000, "GBP"),
    ("It costs 40 €.", "40 €", FacetType.MONEY, 40, "EUR"),
    ("It took US$20-billion.", "US$20-billion", FacetType.MONEY, 20000000000, "USD"),
    ("It took HK$300.", "HK$300", FacetType.MONEY, 300, "HKD"),
    ("It took CHF 90.", "CHF 90", FacetType.MONEY, 90, "CHF"),
    ("It took 90 CHF.", "90 CHF", FacetType.MONEY, 90, "CHF"),
    ("It took 90 Swiss francs.", "90 Swiss francs", FacetType.MONEY, 90, "CHF"),
    ("It took three million yen.", "three million yen", FacetType.MONEY, 3000000, "JPY"),
    ("It took 400 pesos.", "400 pesos", FacetType.MONEY, 400, "XXX"),
    ("It took 5,000 won.", "5,000 won", FacetType.MONEY, 5000, "KRW"),
    ("It costs $2 to $3 million.", "$2 to $3 million", FacetType.MONEY, "2000000/3000000", "USD"),
    ("It costs 30 pounds.", "30 pounds", FacetType.MONEY, 30, "GBP"),
    ("It fell by 10 percent.", "10 percent", FacetType.PERCENTAGE, 10, "%"),
    ("It fell by 10%.", "10%", FacetType.PERCENTAGE, 10, "%"),
    ("It fell by 10 per cent.", "10 per cent", FacetType.PERCENTAGE, 10, "%"),
    ("It fell by 2.5 percentage points.", "2.5 percentage points", FacetType.PERCENTAGE, 2.5,
     "percentage point"),
    ("It fell by 10 to 15 percent.", "10 to 15 percent", FacetType.PERCENTAGE, "10/15", "%"),
    ("It fell by a 10-percent margin.", "10-percent", FacetType.PERCENTAGE, 10, "%"),
    ("It took ten days.", "ten days", FacetType.DURATION, 10, "day"),
    ("It is a three-year plan.", "three-year", FacetType.DURATION, 3, "year"),
    ("It took two centuries.", "two centuries", FacetType.DURATION, 2, "century"),
    ("She came 19th.", "19th", FacetType.ORDINAL, 19, None),
    ("She came third.", "third", FacetType.ORDINAL, 3, None),
    ("The first half was dull.", "first", FacetType.ORDINAL, 1, None),
]  # fmt: skip

DATES: list[tuple[str, str, Value, Value]] = [
    ("It opens on October 14.", "October 14", "2025-10-14", "--10-14"),
    ("It runs October 14–16.", "October 14–16", "2025-10-14/2025-10-16", "--10-14/--10-16"),
    ("It ran May 3-5, 2019.", "May 3-5, 2019", "2019-05-03/2019-05-05", "2019-05-03/2019-05-05"),
    ("It opens on 26 October.", "26 October", "2025-10-26", "--10-26"),
    ("It opened on the 3rd of May.", "3rd of May", "2025-05-03", "--05-03"),
    ("It opened on May 3rd, 2019.", "May 3rd, 2019", "2019-05-03", "2019-05-03"),
    ("It opened on 3 May 2019.", "3 May 2019", "2019-05-03", "2019-05-03"),
    ("It opened on Oct. 3, 2019.", "Oct. 3, 2019", "2019-10-03", "2019-10-03"),
    ("It opened on 2019-05-03.", "2019-05-03", "2019-05-03", "2019-05-03"),
    ("It opened in November 2024.", "November 2024", "2024-11", "2024-11"),
    ("It opened in late October last year.", "October last year", "2024-10", "--10"),
    ("It opened in February.", "February", "2025-02", "--02"),
    ("It opened in October.", "October", "2025-10", "--10"),
    ("It opened last April.", "last April", "2025-04", "--04"),
    ("It opened last December.", "last December", "2024-12", "--12"),
    ("It opens next March.", "next March", "2026-03", "--03"),
    ("It opens next December.", "next December", "2025-12", "--12"),
    ("It opens on January 5.", "January 5", "2026-01-05", "--01-05"),
    ("It opened in 2019.", "2019", "2019", "2019"),
    ("The club (1994) is old.", "1994", "1994", "1994"),
    ("It lasted from 1939-1945.", "1939-1945", "1939/1945", "1939/1945"),
    ("It opened in the 1990s.", "1990s", "1990/1999", "1990/1999"),
    ("It opened on Friday.", "Friday", "2025-10-03", None),
    ("It opened on Monday.", "Monday", "2025-10-06", None),
    ("It opens next Monday.", "next Monday", "2025-10-13", None),
    ("It opened last Friday.", "last Friday", "2025-10-03", None),
    ("It opens on Tuesday, October 14.", "Tuesday, October 14", "2025-10-14", "--10-14"),
    ("It opens on Tuesday, 14 October.", "Tuesday, 14 October", "2025-10-14", "--10-14"),
    ("It opened yesterday.", "yesterday", "2025-10-05", None),
    ("It opens tomorrow.", "tomorrow", "2025-10-07", None),
    ("It opened last week.", "last week", "2025-09-29/2025-10-05", None),
    ("It opened last weekend.", "last weekend", "2025-10-04/2025-10-05", None),
    ("It opened last month.", "last month", "2025-09", None),
    ("It opens next year.", "next year", "2026", None),
    ("It opened last summer.", "last summer", None, None),
    ("It opened two years ago.", "two years ago", "2023", None),
    ("It opened 10 months ago.", "10 months ago", "2024-12", None),
    ("It opened a week ago.", "a week ago", "2025-09-29/2025-10-05", None),
    ("It opened three days ago.", "three days ago", "2025-10-03", None),
]

NAMES: list[tuple[str, str, FacetType]] = [
    ("They met Ana Ruiz there.", "Ana Ruiz", FacetType.NAME),
    ("They met Donald J. Osei there.", "Donald J. Osei", FacetType.NAME),
    ("They met Foreign Minister Lena Aalto there.", "Foreign Minister", FacetType.ROLE),
    ("They met Foreign Minister Lena Aalto there.", "Lena Aalto", FacetType.NAME),
    ("They met Chief-of-Staff Lena Aalto there.", "Chief-of-Staff", FacetType.ROLE),
    ("They met Chief-of-Staff Lena Aalto there.", "Lena Aalto", FacetType.NAME),
    ("They met Secretary-General Lena Aalto there.", "Secretary-General", FacetType.ROLE),
    ("They met New Zealand Prime Minister Lena Aalto there.", "Lena Aalto", FacetType.NAME),
    ("They met the former foreign minister there.", "former foreign minister", FacetType.ROLE),
    ("They met her chief-of-staff there.", "chief-of-staff", FacetType.ROLE),
    ("They met the US President there.", "US President", FacetType.ROLE),
    ("They met Lena King there.", "Lena King", FacetType.NAME),
    ("They met in Buenos Aires.", "Buenos Aires", FacetType.PLACE),
    ("Peru won.", "Peru", FacetType.PLACE),
    ("Ruiz's plan failed.", "Ruiz", FacetType.NAME),
    ("Ana Ruiz won.", "Ana Ruiz", FacetType.NAME),
    ("They sued the Bank of the South there.", "Bank of the South", FacetType.NAME),
    ("They sued the Ministry of Roads there.", "Ministry of Roads", FacetType.NAME),
    ("They flew an F-16 there.", "F-16", FacetType.NAME),
    ("They met at the G7 there.", "G7", FacetType.NAME),
    ("They met at Mar-a-Vista there.", "Mar-a-Vista", FacetType.NAME),
    ("They met Dr. Osei there.", "Osei", FacetType.NAME),
]


def facets(text: str, published: dt.date | None = PUBLISHED) -> list[Facet]:
    quotations = find_quotations(text, paragraphs(text))
    return find_facets(text, tokenise(text), published=published, quotations=quotations)


@pytest.mark.parametrize(("text", "words", "kind", "value", "unit"), AMOUNTS)
def test_an_amount_has_its_value_and_unit(
    text: str, words: str, kind: FacetType, value: Value, unit: str | None
) -> None:
    found = [(f.text, f.type, f.value, f.unit) for f in facets(text)]
    assert (words, kind, value, unit) in found


@pytest.mark.parametrize(("text", "words", "dated", "undated"), DATES)
def test_a_date_is_resolved_against_the_day_of_publication(
    text: str, words: str, dated: Value, undated: Value
) -> None:
    def values(published: dt.date | None) -> list[tuple[str, Value]]:
        return [(f.text, f.value) for f in facets(text, published) if f.type is FacetType.DATE]

    assert (words, dated) in values(PUBLISHED)
    assert (words, undated) in values(None)


@pytest.mark.parametrize(("text", "words", "kind"), NAMES)
def test_names_roles_and_places_are_told_apart(text: str, words: str, kind: FacetType) -> None:
    assert (words, kind) in [(f.text, f.type) for f in facets(text)]


@pytest.mark.parametrize(
    "text",
    [
        "One of them left.",
        "They won 3 games.",
        "He may go in march step.",
        "The second hand stopped.",
        "It rained twice per second.",
        "First, we ate.",
        "At first it rained.",
        "Not only cats came.",
        "They met most of them.",
        "This is off the record.",
        "The best-known song was sung.",
        "That was one of the most useful tools.",
    ],
)
def test_words_that_look_like_facets_are_left_alone(text: str) -> None:
    wrong = {FacetType.DATE, FacetType.MONEY, FacetType.SUPERLATIVE, FacetType.PERCENTAGE}
    assert not [f for f in facets(text) if f.type in wrong]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She is the first woman to win.", "first"),
        ("It is the only bridge.", "only"),
        ("It is the largest lake.", "largest"),
        ("It is the most powerful engine.", "most powerful"),
        ("It set a record high.", "record"),
        ("She holds the world record.", "record"),
        ("It was unprecedented.", "unprecedented"),
        ("It had never before snowed.", "never before"),
    ],
)
def test_superlatives_are_always_found(text: str, words: str) -> None:
    assert words in [f.text for f in facets(text) if f.type is FacetType.SUPERLATIVE]


@pytest.mark.parametrize(
    "digits", ["1.2.3", "12,34", "1,2", "1" * 40, "1.5.", "2019-13-45", "99 May", "10.000,5"]
)
def test_digits_that_are_no_number_break_nothing(digits: str) -> None:
    assert all(f.text in f"It is {digits} now." for f in facets(f"It is {digits} now."))


def test_a_date_at_the_edge_of_the_calendar_stays_without_a_value() -> None:
    (found,) = facets("It ends tomorrow.", dt.date.max)
    assert found.value is None
    assert [f.value for f in facets("It began last week.", dt.date.min)] == [None]
    assert [f.value for f in facets("It began 9 months ago.", dt.date.min)] == [None]
    assert [f.value for f in facets("It began two decades ago.")] == [None]


def test_a_quotation_is_a_facet_of_its_sentence() -> None:
    (found,) = [f for f in facets("He called it “a farce”.") if f.type is FacetType.QUOTATION]
    assert (found.text, found.value) == ("“a farce”", "a farce")


def test_a_word_with_a_capital_elsewhere_is_a_name_at_the_start() -> None:
    text = "Tula burned."
    assert not find_facets(text, tokenise(text))
    (found,) = find_facets(text, tokenise(text), known=frozenset({"tula"}))
    assert found.type is FacetType.NAME


def test_a_people_is_no_name() -> None:
    found = facets("They met a South American leader and the Argentine President there.")
    assert [(f.text, f.type) for f in found] == [
        ("leader", FacetType.ROLE),
        ("Argentine President", FacetType.ROLE),
    ]


def test_no_words_have_no_facets() -> None:
    assert find_facets("", []) == []
