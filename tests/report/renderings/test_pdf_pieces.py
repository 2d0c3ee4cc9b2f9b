import pytest

from factcheck.report.blocks import Facts, Listing, Look, Notice, Paragraph, Quotation, Run
from factcheck.report.renderings.pdf_heights import fits, words_fit
from factcheck.report.renderings.pdf_lines import flat_lines, letters_in, line_of, together
from factcheck.report.renderings.pdf_pieces import (
    Place,
    apart,
    foldable,
    in_lines,
    language_of,
    line_runs_left,
    on_one_line,
    pieces,
    runs_left,
    settable,
)
from factcheck.report.style import plain_style
from tests.report.pieces import ADDRESS, ARABIC, HASH, HEBREW

PAGE = Place(499.0)
CELL = Place(120.0, 8.5, in_table=True)


def test_neighbours_of_one_look_are_one_piece() -> None:
    runs = [Run("a"), Run("b"), Run("c", Look.STRONG), Run(" d", Look.STRONG), Run("", Look.HASH)]
    assert pieces(runs, PAGE) == ["ab", ["strong", "c d"]]


def test_a_status_has_its_sign() -> None:
    assert pieces([Run("disputed", Look.DISPUTED)], PAGE) == [["disputed", "✗ disputed"]]


def test_only_web_addresses_lead_somewhere() -> None:
    assert pieces([Run("x", link="https://a.example/ b")], PAGE) == [
        ["", "x", "https://a.example/%20b"]
    ]
    assert pieces([Run("x", Look.QUIET, link="file:///etc/passwd")], PAGE) == [["quiet", "x"]]


def test_in_a_line_of_larger_words_small_ones_say_so() -> None:
    runs = [Run("a"), Run("b", Look.QUIET), Run("c", Look.STRONG)]
    assert pieces(runs, PAGE, small=True) == [["small", "ab"], ["strong", "c"]]


def test_a_hash_is_whole_where_it_has_room_and_else_in_equal_lines() -> None:
    assert pieces([Run(HASH, Look.HASH)], PAGE) == [["hash", HASH]]
    [[_, words]] = pieces([Run(f"SHA-256 {HASH}", Look.HASH)], CELL)
    first, *others = words.removeprefix("SHA-256 ").split("\n")
    assert "".join([first, *others]) == HASH
    assert {len(each) for each in others} <= {len(first), len(HASH) % len(first)}
    assert in_lines("漢" * 30, 10).count("\u200b") == 0  # which break anywhere
    assert "\u200b" in in_lines("W" * 30, 100)


def test_long_words_may_break_and_addresses_need_no_help() -> None:
    assert settable("x" * 45) == "x" * 45
    assert max(map(len, settable("x" * 400).split("\u200b"))) == 30
    assert max(map(len, settable("x" * 400, narrow=True).split("\u200b"))) == 10
    assert settable(ADDRESS * 9) == ADDRESS * 9
    already = settable("x" * 30 + "\u200b" + "y" * 30)
    assert max(map(len, already.split("\u200b"))) <= 30


def test_words_that_would_not_break_may() -> None:
    assert foldable("a\u00a0b") == "a\u00a0b"
    assert foldable("a\u00a0" * 40).count("\u00a0\u200b") == 40


def test_long_words_of_several_runs_may_break_between_them() -> None:
    joint = pieces([Run("x" * 15), Run("y" * 15, Look.STRONG)], PAGE)
    assert joint == ["x" * 15 + "\u200b", ["strong", "y" * 15]]
    apart_by_space = pieces([Run("x" * 15 + " "), Run("y" * 15, Look.STRONG)], PAGE)
    assert apart_by_space == ["x" * 15 + " ", ["strong", "y" * 15]]
    blank = pieces([Run("x" * 15), Run(" "), Run("y" * 15, Look.STRONG)], PAGE)
    assert blank == ["x" * 15 + " ", ["strong", "y" * 15]]


def test_blank_lines_are_closed_up() -> None:
    assert settable("a\n\n\n\nb\n") == "a\n\nb"


def test_the_head_of_a_page_has_room_for_so_much() -> None:
    assert on_one_line(" A \n title ", 80) == "A title"
    assert on_one_line("A title that goes on", 7) == "A title…"


def test_who_writes_from_right_to_left() -> None:
    assert runs_left(f"2024: {HEBREW}")
    assert not runs_left(f"He said {HEBREW}")
    assert not runs_left("2024 – 25")
    assert not runs_left("(\u0600)")  # a sign of numbers, with no direction of its own
    assert line_runs_left([Run(ARABIC, stored=True), Run(", 2024", stored=True)])
    assert not line_runs_left([Run(ARABIC, stored=True), Run(", 2024")])
    assert not line_runs_left([])
    assert apart("plain") == "plain"
    assert apart(ARABIC) == f"\u2068{ARABIC}\u2069"


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("en", ["en"]),
        ("pt-BR", ["pt", "br"]),
        ("zh-Hant-TW", ["zh", "tw"]),
        ("ca-valencia", ["ca"]),
        ("<script>", None),
        ("", None),
        (None, None),
    ],
)
def test_languages_are_named_as_the_typesetter_wants(tag: str | None, found: object) -> None:
    assert language_of(tag) == found


def test_small_lines_follow_a_status_and_in_a_wide_place_each_other() -> None:
    blocks = [
        Paragraph([Run("verified", Look.VERIFIED)]),
        Paragraph([Run("final")], small=True),
        Paragraph([]),
        Paragraph([Run("It is so.")]),
        Paragraph([Run("Ana")], small=True),
        Paragraph([Run("Ben")], small=True),
    ]
    lines = [line_of(each, PAGE) for each in blocks]
    assert together(lines, PAGE) == [
        ["verified", "✓ verified · "],
        ["small", "final\n"],
        "It is so.\n",
        ["small", "Ana\nBen"],
    ]
    assert together(lines, PAGE._replace(wide=True))[-1] == ["small", "Ana · Ben"]


def test_flat_blocks_say_all_in_few_pieces() -> None:
    blocks = [
        Paragraph([Run("As written")], small=True),
        Quotation("Uno.", "es-MX"),
        Quotation("One.", "en"),
        Notice("Look!"),
        Facts([("Name", [Run("Ana ", Look.EMPHASIS), Run(HASH, Look.HASH)])]),
        Listing([[Paragraph([Run("x", link="https://a.example")]), Notice("y")]]),
    ]
    lines = list(flat_lines(blocks, PAGE, plain_style()))
    assert together(lines, PAGE, labelled=True) == [
        ["small", "As written "],
        ["quoted es", "“Uno.”\n"],
        ["quoted", "“One.”\n"],
        ["strong", "Look!\n"],
        ["small", "Name: "],
        "Ana ",
        ["small", f"{HASH}\n"],
        "•\u2002x\n",
        ["strong", "y"],
    ]
    label, listing = blocks[0], blocks[-1]
    lines = list(flat_lines([label, listing], PAGE, plain_style()))
    assert together(lines, PAGE, labelled=True)[0] == ["small", "As written\n"]
    [*_, first, _] = flat_lines(blocks, PAGE._replace(linked=True), plain_style())
    assert first.words == ["•\u2002", ["", "x", "https://a.example"]]
    assert letters_in(blocks) == 10 + 4 + 4 + 5 + 4 + 64 + 1 + 1
    assert letters_in([Quotation("a\nb")]) == 43


def test_what_surely_fits_on_a_page_is_known() -> None:
    words = {"is": "paragraph", "words": ["word " * 500]}
    assert fits([words], PAGE)
    assert not fits([words] * 3, PAGE)
    assert not fits([words], Place(60.0))
    assert not fits([{"is": "manuscript"}], PAGE)
    assert words_fit(["a\n" * 40], PAGE)
    assert not words_fit(["a\n" * 60], PAGE)
    assert not words_fit([["strong", "\ufdfa" * 200]], PAGE)
    assert words_fit([["strong", "漢" * 200]], PAGE)
