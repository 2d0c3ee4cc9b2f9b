"""Texts in other languages are told apart and read as far as that goes."""

import datetime as dt

import pytest

from factcheck.extraction import extract
from factcheck.extraction.sentences.language import detect_language
from factcheck.vocabulary import Disposition, FacetType, Kind, LedgerNote

SENTENCES = {
    "es": "El gobierno dijo el martes que la inflación bajó en septiembre, según la oficina.",
    "pt": "O governo disse na terça-feira que a inflação caiu em setembro, segundo o instituto.",
    "fr": "Le gouvernement a annoncé mardi que le chômage est tombé en octobre selon l’institut.",
    "de": "Die Regierung hat am Dienstag mitgeteilt, dass die Arbeitslosigkeit gesunken ist.",
    "it": "Il governo ha annunciato martedì che la disoccupazione è scesa nel mese di ottobre.",
    "nl": "De regering heeft dinsdag laten weten dat de werkloosheid in oktober is gedaald.",
    "ru": "Правительство сообщило во вторник, что безработица снизилась.",
    "uk": "Уряд повідомив у вівторок, що безробіття знизилося і це найнижчий рівень.",
    "ja": "政府は火曜日、失業率が低下したと発表した。",
    "zh": "政府星期二宣布失业率下降。这是最低水平。",
    "ar": "أعلنت الحكومة يوم الثلاثاء أن معدل البطالة انخفض",
}


@pytest.mark.parametrize(("code", "text"), SENTENCES.items())
def test_a_language_is_known_by_its_common_words_or_its_script(code: str, text: str) -> None:
    assert detect_language(text).code == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rents up 4%",
        "No, no, no, no, no.",
        "I do want to do a lot.",
        "The minister was asked about it after the vote. “La vida es un sueño,” he said and left.",
    ],
)
def test_english_is_the_first_guess(text: str) -> None:
    assert detect_language(text) == ("en", None)


def test_a_long_text_of_unknown_words_is_in_no_language_we_know() -> None:
    found = extract("qwv zrt bnk plf. " * 30)
    assert found.language == "und"
    assert found.notice is not None
    assert "not known" in found.notice


def test_another_language_gives_figures_dates_and_quotations_with_a_notice() -> None:
    text = (
        "El 14 de octubre de 2025 el gobierno pagó 3 millones de dólares a la empresa. "
        "«No hay marcha atrás», dijo el ministro. Fue un buen día para todos los vecinos."
    )
    found = extract(text)
    assert found.language == "es"
    assert found.notice is not None
    assert "Spanish" in found.notice
    paid, quoted = found.claims
    values = {facet.type: (facet.value, facet.unit) for facet in paid.facets}
    assert values == {
        FacetType.DATE: ("2025-10-14", None),
        FacetType.MONEY: (3_000_000, "USD"),
    }
    assert (paid.kind, quoted.kind) == (Kind.QUANTITY, Kind.QUOTATION)
    last = found.sentences[-1]
    assert last.note is LedgerNote.OTHER_LANGUAGE
    assert last.disposition is Disposition.NOTHING_CHECKABLE
    assert found.attributions == ()


EXPRESSIONS = [
    ("El 14 de octubre de 2025 se dijo que no.", "14 de octubre de 2025", "2025-10-14", None),
    ("Es el 3 de mayo cuando la casa fue por fin.", "3 de mayo", "2025-05-03", None),
    ("La inflación es de un 2,1 por ciento en el año.", "2,1 por ciento", 2.1, "%"),
    ("Pagaron US$ 20 mil millones por la casa y el río.", "US$ 20 mil millones", 20 * 10**9, "USD"),
    ("Son 1.250 personas en la casa de los niños.", "1.250", 1250, None),
    ("Foram R$ 3,5 bilhões em um ano, segundo o banco.", "R$ 3,5 bilhões", 3_500_000_000, "BRL"),
    ("Les 1 200 maisons sont dans la ville et les champs.", "1 200", 1200, None),
    ("Il a payé 3 milliards d’euros pour les routes.", "3 milliards d’euros", 3 * 10**9, "EUR"),
    ("Das sind 12,5 Prozent mehr als bei der Wahl.", "12,5 Prozent", 12.5, "%"),
    ("Am 14.10.2025 war die Wahl in der Stadt.", "14.10.2025", "2025-10-14", None),
    ("Die Stadt hat 3 Mio. Euro für den Bau gezahlt.", "3 Mio. Euro", 3_000_000, "EUR"),
    ("Sono 3 miliardi di euro per la città e il fiume.", "3 miliardi di euro", 3 * 10**9, "EUR"),
    ("2025年10月14日，政府宣布了这个决定。", "2025年10月14日", "2025-10-14", None),
    ("政府宣布投入3亿元，这是最高水平。", "3亿元", 300_000_000, "CNY"),
]


@pytest.mark.parametrize(("text", "words", "value", "unit"), EXPRESSIONS)
def test_a_figure_or_date_has_its_value_in_any_language(
    text: str, words: str, value: float | str, unit: str | None
) -> None:
    found = extract(text, published=dt.date(2025, 11, 1))
    assert found.language != "en"
    facets = {f.text: (f.value, f.unit) for claim in found.claims for f in claim.facets}
    assert facets[words] == (value, unit)


def test_sentences_without_spaces_between_them_are_told_apart() -> None:
    assert len(extract("政府宣布失业率下降。这是最低水平！真的吗？").sentences) == 3
