"""Figures, percentages, durations and ordinals with the values they stand for."""

import pytest

from factcheck.vocabulary import FacetType
from tests.facets import Value, facets, of_type

Row = tuple[str, str, Value, str | None]

FIGURES: list[Row] = [
    ("It sold 1,250 tickets.", "1,250", 1250, None),
    ("It sold 2.5 million tickets.", "2.5 million", 2500000, None),
    ("It sold 1.1m tickets.", "1.1m", 1100000, None),
    ("It sold 40k tickets.", "40k", 40000, None),
    ("It sold twenty-five tickets.", "twenty-five", 25, None),
    ("It sold one hundred and sixty-three thousand tickets.",
     "one hundred and sixty-three thousand", 163000, None),
    ("It sold two million three hundred thousand tickets.", "two million three hundred thousand",
     2300000, None),
    ("It sold a record-setting 3-million tickets.", "3-million", 3000000, None),
    ("It has 3 lakh members.", "3 lakh", 300000, None),
    ("It has 1.2 crore members.", "1.2 crore", 12000000, None),
    ("It has 12,34,567 members.", "12,34,567", 1234567, None),
    ("Nearly one million came.", "one million", 1000000, None),
    ("More than 10,000 came.", "10,000", 10000, None),
    ("Up to 15 ships came.", "15", 15, None),
    ("It fell to −12 points.", "−12", -12, None),
    ("It fell to -12 points.", "-12", -12, None),
    # Shares of a whole
    ("Two-thirds of voters stayed home.", "Two-thirds", 0.666666666667, None),
    ("A quarter of voters stayed home.", "A quarter", 0.25, None),
    ("One fifth of voters stayed home.", "One fifth", 0.2, None),
    ("Half of voters stayed home.", "Half", 0.5, None),
    ("Rents rose by a third since May.", "a third", 0.333333333333, None),
    ("Half the town came.", "Half", 0.5, None),
    ("More than half stayed home.", "half", 0.5, None),
    ("Almost three-quarters stayed home.", "three-quarters", 0.75, None),
    ("One-tenth of voters stayed home.", "One-tenth", 0.1, None),
    ("It needs a 2/3 majority.", "2/3", 0.666666666667, None),
    ("It ran for 2½ pages.", "2½", 2.5, None),
    ("One in five pupils came.", "One in five", 0.2, None),
    ("Nine out of ten pupils came.", "Nine out of ten", 0.9, None),
    ("3 out of 10 pupils came.", "3 out of 10", 0.3, None),
    ("The odds are 1-in-5 now.", "1-in-5", 0.2, None),
    # Multiples
    ("Sales doubled.", "doubled", 2, "times"),
    ("Sales have more than tripled.", "tripled", 3, "times"),
    ("Sales quadrupled.", "quadrupled", 4, "times"),
    ("Sales halved.", "halved", 0.5, "times"),
    ("It is double the size.", "double", 2, "times"),
    ("It is twice the size.", "twice", 2, "times"),
    ("It is three times the size.", "three times", 3, "times"),
    ("It is 2.5 times the size.", "2.5 times", 2.5, "times"),
    ("It was a threefold rise.", "threefold", 3, "times"),
    ("It was a ten-fold rise.", "ten-fold", 10, "times"),
    # Dozens and amounts without a value
    ("Some half a million people came.", "half a million", 500000, None),
    ("A dozen people came.", "A dozen", 12, None),
    ("Two dozen people came.", "Two dozen", 24, None),
    ("A million people came.", "A million", 1000000, None),
    ("A quarter of a million people came.", "A quarter of a million", 250000, None),
    ("Hundreds of people came.", "Hundreds", None, None),
    ("Dozens of people came.", "Dozens", None, None),
    ("Tens of thousands of people came.", "Tens of thousands", None, None),
    ("Hundreds of thousands of people came.", "Hundreds of thousands", None, None),
    ("Several hundred people came.", "Several hundred", None, None),
    ("A few thousand people came.", "A few thousand", None, None),
    # Ranges
    ("From 10 to 15 ships came.", "10 to 15", "10/15", None),
    ("Some 10–15 ships came.", "10–15", "10/15", None),
    ("Between 10 and 15 ships came.", "10 and 15", "10/15", None),
    ("Between two and three million ships came.", "two and three million", "2000000/3000000",
     None),
    # Measures
    ("The road is 12 km long.", "12 km", 12, "km"),
    ("The farm has 40 hectares.", "40 hectares", 40, "ha"),
    ("The calf weighs 90 pounds.", "90 pounds", 90, "lb"),
    ("The park has 12 square miles.", "12 square miles", 12, "mi²"),
    ("The park has 30 sq km.", "30 sq km", 30, "km²"),
    ("The park has 30 km² of bog.", "30 km²", 30, "km²"),
    ("It holds 5 cubic metres.", "5 cubic metres", 5, "m³"),
    ("It blew at 120 km/h there.", "120 km/h", 120, "km/h"),
    ("It blew at 75 miles per hour there.", "75 miles per hour", 75, "mph"),
    ("It blew at 75 miles an hour there.", "75 miles an hour", 75, "mph"),
    ("It blew at 90 kilometres per hour there.", "90 kilometres per hour", 90, "km/h"),
    ("It was 31 degrees Celsius.", "31 degrees Celsius", 31, "°C"),
    ("It was 88°F then.", "88°F", 88, "°F"),
    ("It was -5°C then.", "-5°C", -5, "°C"),
    ("It was minus 12 degrees.", "minus 12 degrees", -12, "°"),
    ("It was 1.5 C warmer.", "1.5 C", 1.5, "°C"),
    ("The file has 5GB.", "5GB", 5, "GB"),
    ("The file has 20 terabytes.", "20 terabytes", 20, "TB"),
    ("The plant makes 300 MW.", "300 MW", 300, "MW"),
    ("It is a 100m race.", "100m", 100, "m"),
    ("She won the 100m there.", "100m", 100, "m"),
    ("They burnt 3 gigatonnes of coal.", "3 gigatonnes", 3, "Gt"),
    ("A 40-foot wave came.", "40-foot", 40, "ft"),
    ("It made 3 million barrels of oil.", "3 million barrels", 3000000, "bbl"),
    ("It burnt 2.3 million tonnes of coal.", "2.3 million tonnes", 2300000, "t"),
    ("The rate was 9.2 per 100,000 people.", "9.2 per 100,000", 9.2, "per 100,000"),
    ("Some 12 per 1,000 births failed.", "12 per 1,000", 12, "per 1,000"),
]  # fmt: skip

PERCENTAGES: list[Row] = [
    ("It fell by one percent.", "one percent", 1, "%"),
    ("It fell by 10 percent.", "10 percent", 10, "%"),
    ("It fell by 10%.", "10%", 10, "%"),
    ("It fell by 10 %.", "10 %", 10, "%"),
    ("It fell by 10 per cent.", "10 per cent", 10, "%"),
    ("It fell by 10 pct.", "10 pct", 10, "%"),
    ("It fell by twenty-one percent.", "twenty-one percent", 21, "%"),
    ("It fell by half a percent.", "half a percent", 0.5, "%"),
    ("It changed by -0.3%.", "-0.3%", -0.3, "%"),
    ("It fell by 2.5 percentage points.", "2.5 percentage points", 2.5, "pp"),
    ("It fell by a percentage point.", "a percentage point", 1, "pp"),
    ("It fell by 25 basis points.", "25 basis points", 25, "bp"),
    ("It fell by 10 to 15 percent.", "10 to 15 percent", "10/15", "%"),
    ("It fell by 10-15%.", "10-15%", "10/15", "%"),
    ("It fell by 10% to 15%.", "10% to 15%", "10/15", "%"),
    ("It fell between 10 and 15 percent.", "10 and 15 percent", "10/15", "%"),
    ("It fell between 10% and 15%.", "10% and 15%", "10/15", "%"),
    ("It fell by a 10-percent margin.", "10-percent", 10, "%"),
]

DURATIONS: list[Row] = [
    ("It took ten days.", "ten days", 10, "day"),
    ("It is a one-year plan.", "one-year", 1, "year"),
    ("It is a three-year plan.", "three-year", 3, "year"),
    ("It was a 90-minute talk.", "90-minute", 90, "minute"),
    ("It took two centuries.", "two centuries", 2, "century"),
    ("It went on for three years.", "three years", 3, "year"),
    ("It went on for a week.", "a week", 1, "week"),
    ("It went on for half an hour.", "half an hour", 0.5, "hour"),
    ("It took 54.3sec.", "54.3sec", 54.3, "second"),
    ("It took four-and-a-half years.", "four-and-a-half years", 4.5, "year"),
    ("It took two and a half years.", "two and a half years", 2.5, "year"),
    ("It went on for an hour.", "an hour", 1, "hour"),
    ("It went on for three to five years.", "three to five years", "3/5", "year"),
    ("It went on for decades.", "decades", None, "decade"),
    ("It went on for several months.", "several months", None, "month"),
    # Ages
    ("The 34-year-old woman left.", "34-year-old", 34, "year"),
    ("She is 34 years old.", "34 years old", 34, "year"),
    ("He was a six-month-old boy.", "six-month-old", 6, "month"),
    ("A woman aged 34 left.", "34", 34, "year"),
    ("Ana Ruiz, 34, left.", "34", 34, "year"),
    ("The mayor, 34, left.", "34", 34, "year"),
    ("She died at the age of 91.", "91", 91, "year"),
    ("Children aged 5 to 11 came.", "5 to 11", "5/11", "year"),
]

ORDINALS: list[Row] = [
    ("She came 19th.", "19th", 19, None),
    ("She came third.", "third", 3, None),
    ("It is the twentieth time.", "twentieth", 20, None),
    ("It is the thirty-first time.", "thirty-first", 31, None),
    ("The first half was dull.", "first", 1, None),
    ("She came first.", "first", 1, None),
    ("He is ranked No. 2 there.", "No. 2", 2, None),
]


@pytest.mark.parametrize(
    ("kind", "text", "words", "value", "unit"),
    [
        (kind, *row)
        for kind, rows in (
            (FacetType.FIGURE, FIGURES),
            (FacetType.PERCENTAGE, PERCENTAGES),
            (FacetType.DURATION, DURATIONS),
            (FacetType.ORDINAL, ORDINALS),
        )
        for row in rows
    ],
)
def test_an_amount_has_its_value_and_unit(
    kind: FacetType, text: str, words: str, value: Value, unit: str | None
) -> None:
    assert of_type(text, kind) == [(words, value, unit)]


def test_a_share_and_a_total_make_no_range() -> None:
    found = of_type("It fell by half to 5m barrels.", FacetType.FIGURE)
    assert [value for _, value, _ in found] == [0.5, 5000000]


def test_a_fall_of_a_share_is_two_shares() -> None:
    found = of_type("It fell from 3.2 to 2.9 percent.", FacetType.PERCENTAGE)
    assert found == [("3.2", 3.2, "%"), ("2.9 percent", 2.9, "%")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They won 3-1 there.", [3, 1]),
        ("It was a 1-2 defeat.", [1, 2]),
        ("It passed by 54 votes to 46.", [54, 46]),
        ("The council voted 5–6 against it.", [5, 6]),
    ],
)
def test_a_score_is_two_figures(text: str, values: list[int]) -> None:
    assert [value for _, value, _ in of_type(text, FacetType.FIGURE)] == values


@pytest.mark.parametrize(
    "text",
    [
        "One of them left.",
        "One should not ask.",
        "No one came.",
        "They flew an F-16 and a Boeing 737 there.",
        "They flew an Airbus A320 to a double bed.",
        "COVID-19 hit the G20.",
        "It fell in the first half of the day.",
        "HB 1775 and SB 12 stand.",
        "Section 230 and Article 5 stand.",
        "They took Route 66 and Flight 370 there.",
        "They met in Room 12 on 5G phones.",
        "Call 555-123-4567 now.",
        "He may go in march step.",
        "It happened on 9/11 there.",
        "They work 24/7 here.",
        "The one that got away is here.",
    ],
)
def test_numbers_that_count_nothing_are_no_figures(text: str) -> None:
    amounts = (FacetType.FIGURE, FacetType.DURATION, FacetType.PERCENTAGE, FacetType.MONEY)
    assert of_type(text, *amounts) == []


@pytest.mark.parametrize(
    "text",
    [
        "The first lady came.",
        "At first it rained.",
        "First, we ate.",
        "First Minister Ana Ruiz came.",
        "It is second-hand news.",
        "They met on Fifth Avenue there.",
        "The Second World War ended.",
        "It rained twice per second.",
        "A third party came.",
        "It took parts of a second there.",
        "The firm first opened there.",
    ],
)
def test_ordinals_that_rank_nothing_are_left_alone(text: str) -> None:
    assert of_type(text, FacetType.ORDINAL, FacetType.SUPERLATIVE) == []


@pytest.mark.parametrize(
    "digits", ["1.2.3", "12,34", "1,2", "1" * 40, "1.5.", "2019-13-45", "99 May", "10.000,5"]
)
def test_digits_that_are_no_number_break_nothing(digits: str) -> None:
    assert all(f.text in f"It is {digits} now." for f in facets(f"It is {digits} now."))
