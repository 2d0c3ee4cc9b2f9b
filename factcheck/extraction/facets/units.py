"""Currencies, measures and spans of time by the words that name them."""

from factcheck.extraction.words.wordlists import word_set, words

SYMBOLS = {
    "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW",
    "₺": "TRY", "₪": "ILS", "₦": "NGN", "₱": "PHP", "₫": "VND", "฿": "THB", "₴": "UAH",
}  # fmt: skip
"""A sign before or after the number: "€40", "40 €"."""

DOLLARS = {
    "us": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "nz": "NZD", "hk": "HKD",
    "s": "SGD", "nt": "TWD", "r": "BRL", "ar": "ARS", "mx": "MXN",
}  # fmt: skip
"""Letters in front of a dollar sign: "US$20", "HK$300"."""

CODES = word_set("""
    AED ARS AUD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR JPY KES KRW MXN
    MYR NGN NOK NZD PEN PHP PKR PLN QAR RON RUB SAR SEK SGD THB TRY TWD UAH USD UYU VND ZAR
    """)
"""ISO 4217 codes, before or after the number: "CHF 90", "90 CHF"."""

CURRENCY_WORDS = {
    "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "pound": "GBP",
    "pounds": "GBP", "sterling": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "rupee": "INR", "rupees": "INR", "rouble": "RUB", "roubles": "RUB", "ruble": "RUB",
    "rubles": "RUB", "franc": "CHF", "francs": "CHF", "won": "KRW", "lira": "TRY", "rand": "ZAR",
    "naira": "NGN", "shekels": "ILS", "zloty": "PLN", "hryvnia": "UAH", "reais": "BRL",
    "kroner": "NOK", "kronor": "SEK", "baht": "THB", "ringgit": "MYR", "pesos": "XXX",
    "peso": "XXX",
}  # fmt: skip
"""Names after the number: "three million yen". XXX: a peso has no country by itself."""

NATIONAL_CURRENCIES = {
    ("us", "dollars"): "USD", ("australian", "dollars"): "AUD", ("canadian", "dollars"): "CAD",
    ("zealand", "dollars"): "NZD", ("kong", "dollars"): "HKD", ("singapore", "dollars"): "SGD",
    ("argentine", "pesos"): "ARS", ("mexican", "pesos"): "MXN", ("chilean", "pesos"): "CLP",
    ("colombian", "pesos"): "COP", ("philippine", "pesos"): "PHP", ("swiss", "francs"): "CHF",
    ("danish", "kroner"): "DKK", ("norwegian", "kroner"): "NOK", ("swedish", "kronor"): "SEK",
    ("egyptian", "pounds"): "EGP", ("pakistani", "rupees"): "PKR", ("turkish", "lira"): "TRY",
}  # fmt: skip
"""Two words together: "90 Swiss francs"."""

WEIGHT_WORDS = word_set("weigh weighs weighed weighing weight heavy heavier lb lbs")
"""Near these, "pounds" is no money: "the calf weighs 90 pounds"."""

MEASURES = {
    "km": "km", "kilometre": "km", "kilometres": "km", "kilometer": "km", "kilometers": "km",
    "mile": "mi", "miles": "mi", "m": "m", "metre": "m", "metres": "m", "meter": "m",
    "meters": "m", "cm": "cm", "centimetres": "cm", "centimeters": "cm", "mm": "mm",
    "millimetres": "mm", "millimeters": "mm", "foot": "ft", "feet": "ft", "ft": "ft",
    "inch": "in", "inches": "in", "yards": "yd", "acre": "acre", "acres": "acre",
    "hectare": "ha", "hectares": "ha", "kg": "kg", "kilo": "kg", "kilos": "kg",
    "kilogram": "kg", "kilograms": "kg", "g": "g", "gram": "g", "grams": "g", "tonne": "t",
    "tonnes": "t", "ton": "t", "tons": "t", "litre": "l", "litres": "l", "liters": "l",
    "gallons": "gal", "barrels": "bbl", "ounces": "oz", "mph": "mph", "kph": "km/h",
    "knots": "kn", "watts": "W", "kilowatts": "kW", "megawatts": "MW", "gigawatts": "GW",
    "mw": "MW", "gw": "GW", "degrees": "°", "megabytes": "MB", "gigabytes": "GB",
    "calories": "kcal",
}  # fmt: skip
"""Measures after a number: "12 km", "40 hectares"."""

DURATIONS = {
    word + ending: word
    for word in words("second minute hour day night week month year decade century")
    for ending in ("", "s")
} | {"centuries": "century"}
"""Spans of time: "ten days", "a three-year plan"."""

PERCENT = frozenset({"%", "percent", "pct", "percentage"})
"""Marks of a share: "10 percent", "10%"; "10 per cent" is read as two words."""
