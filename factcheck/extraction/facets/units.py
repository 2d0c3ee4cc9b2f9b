"""Measures, marks of shares and spans of time by the words that name them; currencies beside."""

from factcheck.extraction.words.wordlists import word_set, words

SYMBOLS = {
    "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW",
    "₺": "TRY", "₪": "ILS", "₦": "NGN", "₱": "PHP", "₫": "VND", "฿": "THB", "₴": "UAH",
}  # fmt: skip
"""A sign before or after the number: "€40", "40 €"."""

DOLLARS = {
    "us": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "nz": "NZD", "hk": "HKD",
    "s": "SGD", "nt": "TWD", "r": "BRL", "ar": "ARS", "mx": "MXN", "u.s.": "USD",
}  # fmt: skip
"""Letters in front of a dollar sign: "US$20", "HK$300"."""

CODES = word_set("""
    AED ARS AUD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR JPY KES KRW MXN
    MYR NGN NOK NZD PEN PHP PKR PLN QAR RON RUB SAR SEK SGD THB TRY TWD UAH USD UYU VND ZAR
    """)
"""ISO 4217 codes, before or after the number: "CHF 90", "90 CHF"."""

RUPEES = frozenset({"rs", "re"})
"""Stand before the number: "Rs 400", "Rs. 400"."""

CURRENCY_WORDS = {
    "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "pound": "GBP",
    "pounds": "GBP", "sterling": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "rupee": "INR", "rupees": "INR", "rouble": "RUB", "roubles": "RUB", "ruble": "RUB",
    "rubles": "RUB", "franc": "CHF", "francs": "CHF", "won": "KRW", "lira": "TRY", "liras": "TRY",
    "rand": "ZAR", "naira": "NGN", "shekel": "ILS", "shekels": "ILS", "zloty": "PLN",
    "zlotys": "PLN", "hryvnia": "UAH", "hryvnias": "UAH", "reais": "BRL", "kroner": "NOK",
    "kronor": "SEK", "baht": "THB", "ringgit": "MYR", "rupiah": "IDR", "forint": "HUF",
    "forints": "HUF", "taka": "BDT", "birr": "ETB", "cedis": "GHS", "dong": "VND",
    "bolivars": "VES", "pesos": "XXX", "peso": "XXX", "dinars": "XXX", "dirhams": "XXX",
    "riyals": "XXX", "rials": "IRR", "shillings": "XXX",
}  # fmt: skip
"""Names after the number: "three million yen". XXX: a peso has no country by itself."""

NATIONAL_CURRENCIES = {
    ("us", "dollars"): "USD", ("u.s.", "dollars"): "USD", ("american", "dollars"): "USD",
    ("australian", "dollars"): "AUD", ("canadian", "dollars"): "CAD",
    ("zealand", "dollars"): "NZD", ("kong", "dollars"): "HKD", ("singapore", "dollars"): "SGD",
    ("argentine", "pesos"): "ARS", ("mexican", "pesos"): "MXN", ("chilean", "pesos"): "CLP",
    ("colombian", "pesos"): "COP", ("philippine", "pesos"): "PHP", ("swiss", "francs"): "CHF",
    ("danish", "kroner"): "DKK", ("norwegian", "kroner"): "NOK", ("swedish", "kronor"): "SEK",
    ("egyptian", "pounds"): "EGP", ("pakistani", "rupees"): "PKR", ("turkish", "lira"): "TRY",
    ("indian", "rupees"): "INR", ("japanese", "yen"): "JPY", ("chinese", "yuan"): "CNY",
    ("korean", "won"): "KRW", ("russian", "roubles"): "RUB", ("russian", "rubles"): "RUB",
    ("brazilian", "reais"): "BRL",
}  # fmt: skip
"""Two words together: "90 Swiss francs"."""

CENTS = {"cent": "XXX", "cents": "XXX", "pence": "GBP", "p": "GBP"}
"""Hundredths: "50 cents", "75p". XXX: cents are of dollars or euros."""

WEIGHT_WORDS = word_set("weigh weighs weighed weighing weight heavy heavier lb lbs")
"""Near these, "pounds" is no money: "the calf weighs 90 pounds"."""

LENGTHS = {
    "km": "km", "kilometre": "km", "kilometres": "km", "kilometer": "km", "kilometers": "km",
    "mile": "mi", "miles": "mi", "m": "m", "metre": "m", "metres": "m", "meter": "m",
    "meters": "m", "cm": "cm", "centimetre": "cm", "centimetres": "cm", "centimeter": "cm",
    "centimeters": "cm", "mm": "mm", "millimetre": "mm", "millimetres": "mm", "millimeter": "mm",
    "millimeters": "mm", "foot": "ft", "feet": "ft", "ft": "ft", "inch": "in", "inches": "in",
    "yard": "yd", "yards": "yd",
}  # fmt: skip

MEASURES = LENGTHS | {
    "acre": "acre", "acres": "acre", "hectare": "ha", "hectares": "ha", "kg": "kg", "kilo": "kg",
    "kilos": "kg", "kilogram": "kg", "kilograms": "kg", "g": "g", "gram": "g", "grams": "g",
    "mg": "mg", "milligrams": "mg", "tonne": "t", "tonnes": "t", "ton": "t", "tons": "t",
    "gigatonnes": "Gt", "megatonnes": "Mt",
    "lb": "lb", "lbs": "lb", "ounce": "oz", "ounces": "oz", "oz": "oz", "litre": "l",
    "litres": "l", "liter": "l", "liters": "l", "gallon": "gal", "gallons": "gal",
    "barrel": "bbl", "barrels": "bbl", "mph": "mph", "kph": "km/h", "kmh": "km/h", "knots": "kn",
    "watts": "W", "kilowatt": "kW", "kilowatts": "kW", "megawatt": "MW", "megawatts": "MW",
    "gigawatt": "GW", "gigawatts": "GW", "kw": "kW", "mw": "MW", "gw": "GW", "kwh": "kWh",
    "mwh": "MWh", "twh": "TWh", "volts": "V", "°": "°", "degree": "°", "degrees": "°",
    "megabyte": "MB", "megabytes": "MB", "mb": "MB", "gigabyte": "GB", "gigabytes": "GB",
    "gb": "GB", "terabyte": "TB", "terabytes": "TB", "tb": "TB", "petabytes": "PB",
    "calories": "kcal", "decibels": "dB", "hertz": "Hz", "km²": "km²", "km2": "km²", "m²": "m²",
    "m³": "m³", "sqm": "m²", "sqkm": "km²", "times": "times",
}  # fmt: skip
"""Measures after a number: "12 km", "40 hectares", "three times"."""

POWERS = {"square": "²", "sq": "²", "cubic": "³"}
"""Before a length: "12 square miles" are in mi²."""

SPEEDS = {"mi": "mph", "km": "km/h", "m": "m/s"}
"""A length per hour; metres go by the second: "75 miles an hour"."""

SCALES_OF_HEAT = {"c": "°C", "celsius": "°C", "centigrade": "°C", "f": "°F", "fahrenheit": "°F"}
"""Behind the degrees, or a capital letter behind the number: "1.5 C"."""

AFTER_METRES = word_set("""
    race sprint final finals hurdles freestyle dash relay butterfly backstroke breaststroke medley
    heats champion event long deep high tall wide away below above underwater
    """)
"""Behind "100m" they make it a length and no million."""

MULTIPLES = {
    "twice": 2, "thrice": 3, "double": 2, "triple": 3, "treble": 3, "quadruple": 4,
    "halve": 0.5, "halved": 0.5, "halves": 0.5, "halving": 0.5,
    "doubled": 2, "doubling": 2, "tripled": 3, "tripling": 3, "trebled": 3, "trebling": 3,
    "quadrupled": 4, "quadrupling": 4, "quintupled": 5, "twofold": 2, "threefold": 3,
    "fourfold": 4, "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8, "ninefold": 9,
    "tenfold": 10, "twentyfold": 20, "hundredfold": 100,
}  # fmt: skip
"""Words that say how many times: "sales tripled"."""

DURATIONS = {
    word + ending: word
    for word in words("second minute hour day night week month year decade century")
    for ending in ("", "s")
} | {
    "centuries": "century", "hr": "hour", "hrs": "hour", "min": "minute", "mins": "minute",
    "sec": "second", "secs": "second", "yr": "year", "yrs": "year",
}  # fmt: skip
"""Spans of time: "ten days", "a three-year plan"."""

PERCENT = frozenset({"%", "percent", "pct", "percentage"})
"""Marks of a share: "10 percent", "10%"; "10 per cent" is read as two words."""

POINTS = {
    ("percentage", "point"): "pp", ("percentage", "points"): "pp", ("percent", "points"): "pp",
    ("basis", "point"): "bp", ("basis", "points"): "bp",
}  # fmt: skip
"""Steps of a share: percentage points, and hundredths of them."""
