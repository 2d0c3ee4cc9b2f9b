"""Sums of money with their currency."""

import pytest

from factcheck.vocabulary import FacetType
from tests.facets import Value, of_type

SUMS: list[tuple[str, str, Value, str]] = [
    ("It costs $40.", "$40", 40, "USD"),
    ("It costs $1,250.50.", "$1,250.50", 1250.5, "USD"),
    ("It costs £40bn.", "£40bn", 40000000000, "GBP"),
    ("It costs £900m.", "£900m", 900000000, "GBP"),
    ("It costs €1.2bn.", "€1.2bn", 1200000000, "EUR"),
    ("It costs $3 trillion.", "$3 trillion", 3000000000000, "USD"),
    ("It costs 40 €.", "40 €", 40, "EUR"),
    ("It costs €1.200,50 here.", "€1.200,50", 1200.5, "EUR"),
    ("It took US$20-billion.", "US$20-billion", 20000000000, "USD"),
    ("It took U.S. $20 billion.", "U.S. $20 billion", 20000000000, "USD"),
    ("It took HK$300.", "HK$300", 300, "HKD"),
    ("It took A$300.", "A$300", 300, "AUD"),
    ("It took C$300.", "C$300", 300, "CAD"),
    ("It took NZ$300.", "NZ$300", 300, "NZD"),
    ("It took ¥300.", "¥300", 300, "JPY"),
    ("It took R$300 million.", "R$300 million", 300000000, "BRL"),
    ("It took CHF 90.", "CHF 90", 90, "CHF"),
    ("It took USD 90m.", "USD 90m", 90000000, "USD"),
    ("It took 90 CHF.", "90 CHF", 90, "CHF"),
    ("It took 90 Swiss francs.", "90 Swiss francs", 90, "CHF"),
    ("It took 90 US dollars.", "90 US dollars", 90, "USD"),
    ("It took three million yen.", "three million yen", 3000000, "JPY"),
    ("It took 400 pesos.", "400 pesos", 400, "XXX"),
    ("It took 400 Argentine pesos.", "400 Argentine pesos", 400, "ARS"),
    ("It took 400 yuan.", "400 yuan", 400, "CNY"),
    ("It took 400 crore rupees.", "400 crore rupees", 4000000000, "INR"),
    ("It took Rs 400 crore.", "Rs 400 crore", 4000000000, "INR"),
    ("It took Rs. 400.", "Rs. 400", 400, "INR"),
    ("It took ₹5 lakh.", "₹5 lakh", 500000, "INR"),
    ("It took 5,000 won.", "5,000 won", 5000, "KRW"),
    ("It took 80 kronor.", "80 kronor", 80, "SEK"),
    ("It costs 30 pounds.", "30 pounds", 30, "GBP"),
    ("It costs 50 cents.", "50 cents", 0.5, "XXX"),
    ("It costs 75p here.", "75p", 0.75, "GBP"),
    ("It costs 50 US cents.", "50 US cents", 0.5, "USD"),
    ("It was a $5-million gift.", "$5-million", 5000000, "USD"),
    ("It was a five-dollar gift.", "five-dollar", 5, "USD"),
    ("It costs $5 a day.", "$5", 5, "USD"),
    ("Oil sold at $60 a barrel.", "$60", 60, "USD"),
    ("It lost -$5 million.", "-$5 million", -5000000, "USD"),
    ("It cost a million dollars.", "a million dollars", 1000000, "USD"),
    ("It cost half a billion dollars.", "half a billion dollars", 500000000, "USD"),
    ("It cost millions of dollars.", "millions of dollars", None, "USD"),
    ("It cost hundreds of millions of euros.", "hundreds of millions of euros", None, "EUR"),
    ("It cost several million dollars.", "several million dollars", None, "USD"),
    # Ranges
    ("It costs €5-€10m.", "€5-€10m", "5000000/10000000", "EUR"),
    ("It costs $5m–$10m.", "$5m–$10m", "5000000/10000000", "USD"),
    ("Between $5 million and $6 million went.", "$5 million and $6 million", "5000000/6000000",
     "USD"),
    ("It costs $2 to $3 million.", "$2 to $3 million", "2000000/3000000", "USD"),
    ("It costs 2 to 3 million dollars.", "2 to 3 million dollars", "2000000/3000000", "USD"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "value", "unit"), SUMS)
def test_a_sum_has_its_value_and_currency(text: str, words: str, value: Value, unit: str) -> None:
    assert of_type(text, FacetType.MONEY) == [(words, value, unit)]
    assert of_type(text, FacetType.FIGURE, FacetType.NAME, FacetType.PLACE) == []


@pytest.mark.parametrize(
    "text", ["They won 3 games.", "It weighs 90 pounds.", "She won 40 percent."]
)
def test_words_that_only_look_like_a_currency_make_no_money(text: str) -> None:
    assert of_type(text, FacetType.MONEY) == []
