import pytest

from factcheck.report.legible import breakable, closed_up, legible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – text\twith\nlines", "plain – text\twith\nlines"),
        ("bell\x07 and \x1b[31mred", "bell and [31mred"),
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("user\u202etxt.exe", "user[U+202E]txt.exe"),
        ("a\u2066b\u2069", "a[U+2066]b[U+2069]"),
        ("half \ud800 a pair", "half  a pair"),
        ("\ufeffmark", "mark"),
        ("שלום\u200f! 👩\u200d🚀", "שלום\u200f! 👩\u200d🚀"),
    ],
)
def test_what_is_unseen_is_taken_out_or_shown(text: str, shown: str) -> None:
    assert legible(text) == shown


def test_a_long_word_can_be_broken_and_loses_no_letter() -> None:
    word = "x" * 10_000
    made = breakable(f"short {word} short")
    assert made.replace("\u200b", "") == f"short {word} short"
    assert max(map(len, made.replace(" ", "\u200b").split("\u200b"))) == 10


def test_words_of_usual_length_are_left_alone() -> None:
    text = "The disestablishmentary words stay, like 大統領は訪米すると外務省が発表したのである。"
    assert breakable(text.replace("disestablishmentary", "disestablishment")) == text.replace(
        "disestablishmentary", "disestablishment"
    )


def test_an_accent_stays_with_its_letter() -> None:
    made = breakable("e\u0301" * 40 + "👩\u200d🚀" * 40)
    assert not any(piece[0] in "\u0301\u200d🚀" for piece in made.split("\u200b"))


def test_blank_lines_are_closed_up() -> None:
    assert closed_up("\n\n a\n \n\u200b\n\nb\nc\n") == " a\n\nb\nc"
    assert closed_up("one line") == "one line"
    assert closed_up(" \n") == ""
