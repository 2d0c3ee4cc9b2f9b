"""Months, scales, currencies and percent signs of languages other than English."""

MONTHS = {
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
    "dezembro",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "fi": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta "
    "syyskuuta lokakuuta marraskuuta joulukuuta",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "id": "januari februari maret april mei juni juli agustus september oktober november desember",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie "
    "decembrie",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
}
"""Month names in calendar order, in the form that follows a day's number."""

MONTHS_OF = {
    code: {name: number for number, name in enumerate(names.split(), 1)}
    for code, names in MONTHS.items()
}

SCALES = {
    "mil millones": 10**9, "mil milhões": 10**9, "mil": 10**3, "mila": 10**3, "mille": 10**3,
    "tausend": 10**3, "duizend": 10**3, "tusen": 10**3, "tys.": 10**3,
    "millón": 10**6, "millones": 10**6, "milhão": 10**6, "milhões": 10**6, "million": 10**6,
    "millions": 10**6, "millionen": 10**6, "mio.": 10**6, "milione": 10**6, "milioni": 10**6,
    "miljoen": 10**6, "miljoner": 10**6, "millioner": 10**6, "miljoonaa": 10**6, "mln": 10**6,
    "milyon": 10**6, "juta": 10**6, "milioane": 10**6, "миллионов": 10**6, "млн": 10**6,
    "bilhão": 10**9, "bilhões": 10**9, "milliard": 10**9, "milliards": 10**9,
    "milliarde": 10**9, "milliarden": 10**9, "mrd.": 10**9, "miliardo": 10**9, "miliardi": 10**9,
    "miljard": 10**9, "miljarder": 10**9, "milliarder": 10**9, "miljardia": 10**9, "mld": 10**9,
    "milyar": 10**9, "miliar": 10**9, "miliarde": 10**9, "миллиардов": 10**9, "млрд": 10**9,
    "万": 10**4, "亿": 10**8, "億": 10**8, "만": 10**4, "억": 10**8,
}  # fmt: skip
"""What follows a number and multiplies it. Words of the same form mean the same everywhere here:
those that do not, such as "billion", are left out."""

CURRENCIES = {
    "€": "EUR", "euro": "EUR", "euros": "EUR", "euroa": "EUR", "евро": "EUR", "$": "USD",
    "us$": "USD", "u$s": "USD", "dólares": "USD", "dollars": "USD", "dollar": "USD",
    "dollari": "USD", "dolarów": "USD", "долларов": "USD", "usd": "USD", "r$": "BRL",
    "reais": "BRL", "£": "GBP", "¥": "JPY", "円": "JPY", "元": "CNY", "원": "KRW",
    "pesos": "XXX", "francs": "XXX", "franken": "CHF", "chf": "CHF", "zł": "PLN", "kronor": "SEK",
    "kroner": "XXX", "kč": "CZK", "₺": "TRY", "tl": "TRY", "рублей": "RUB", "гривень": "UAH",
    "₹": "INR", "eur": "EUR",
}  # fmt: skip
"""ISO 4217 codes by what stands beside the amount; XXX where the country is open."""

PERCENT = (
    "%", "por ciento", "por cento", "pour cent", "prozent", "per cento", "procent", "prosent",
    "prosenttia", "procento", "procente", "процентов", "процента", "відсотків", "persen",
)  # fmt: skip

POINTED = frozenset({"zh", "ja", "ko", "he", "hi", "th"})
"""Languages that write 1,250.5; the others write 1.250,5."""
