from typing import Any

import pytest
from docx.oxml.ns import qn

from factcheck.report.blocks import Quotation
from factcheck.report.renderings.docx import render
from factcheck.report.style import plain_style
from tests.report import samples
from tests.report.pieces import ARABIC, CHINESE, HEBREW, JAPANESE, KOREAN
from tests.report.renderings.word import body, booklet, of_style, text_of

pytestmark = pytest.mark.one_backend
"""What a rendering shows does not depend on the database that kept it."""


@pytest.fixture(scope="module")
def tree() -> Any:
    return body(render(samples.everything(), plain_style()))


def test_words_that_run_to_the_left_say_so(tree: Any) -> None:
    for text, language in ((ARABIC, "ar"), (HEBREW, "he")):
        quotes = [each for each in of_style(tree, "Quote") if text_of(each) == text]
        assert quotes
        for each in quotes:
            assert each.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
            [run] = each.findall(qn("w:r"))
            assert run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None
            assert run.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:bidi")) == language
    [names] = [each for each in tree.iter(qn("w:p")) if text_of(each) == "Ana Paz, בן עוז"]
    assert names.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is None
    turned = [
        text_of(each)
        for each in names.iter(qn("w:r"))
        if each.find(f".//{qn('w:rtl')}") is not None
    ]
    assert turned == ["בן עוז"]


@pytest.mark.parametrize(
    ("text", "left", "turned"),
    [
        ("He said שלום עולם today.", False, ["שלום עולם"]),
        ("שלום 20 today", True, ["שלום 20 "]),
        ("שלום, NATO (עולם) 5%.", True, ["שלום, ", " (עולם) 5%."]),
        ("12 – שלום", True, ["12 – שלום"]),
        ("e\u0301 שָׁלוֹם!", False, ["שָׁלוֹם"]),
        ("1. (a)", False, []),
    ],
)
def test_mixed_words_are_cut_where_their_direction_changes(
    text: str, left: bool, turned: list[str]
) -> None:
    [quote] = of_style(body(render(booklet(Quotation(text)), plain_style())), "Quote")
    assert text_of(quote) == text
    assert (quote.find(f".//{qn('w:bidi')}") is not None) == left
    runs = [each for each in quote.iter(qn("w:r")) if each.find(f".//{qn('w:rtl')}") is not None]
    assert [text_of(each) for each in runs] == turned


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("The swap", "en-GB", {"val": "en-GB"}),
        ("Die Zölle", "de", {"val": "de"}),
        ("The swap", '"><evil', {}),
        ("The swap", "ja", {}),
        ("Zölle", None, {}),
        (CHINESE, "zh-Hans", {"eastAsia": "zh-Hans"}),
        (CHINESE, "en", {"eastAsia": "zh"}),
        (JAPANESE, None, {"eastAsia": "ja"}),
        (KOREAN, None, {"eastAsia": "ko"}),
        (ARABIC, "fa", {"bidi": "fa"}),
        (HEBREW, "en", {"bidi": "he"}),
    ],
)
def test_words_carry_their_language(text: str, language: str | None, told: dict[str, str]) -> None:
    [quote] = of_style(body(render(booklet(Quotation(text, language)), plain_style())), "Quote")
    found = quote.find(f".//{qn('w:lang')}")
    given = {} if found is None else {each.split("}")[1]: value for each, value in found.items()}
    assert given == told


def test_east_asian_words_name_a_font_that_has_their_letters(tree: Any) -> None:
    fonts = {CHINESE: "Microsoft YaHei", JAPANESE: "Yu Gothic", KOREAN: "Malgun Gothic"}
    for text, font in fonts.items():
        [quote, *_] = [each for each in of_style(tree, "Quote") if text_of(each) == text]
        found = quote.find(f".//{qn('w:rFonts')}")
        assert (found.get(qn("w:eastAsia")), found.get(qn("w:hint"))) == (font, "eastAsia")
