"""The pictures are read as XML, as every program that draws them reads them."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from factcheck.report.blocks import Bar, Look, Series
from factcheck.report.renderings.charts import WIDTH, amount, bar_svg, series_svg
from factcheck.report.style import COLOURS, Style, plain_style
from factcheck.report.wording import MARKS
from tests.browser.payloads import PAYLOADS
from tests.report.pieces import ARABIC, EMOJI, LONG_WORD

SVG = "{http://www.w3.org/2000/svg}"
STATUSES = [
    ("verified", Look.VERIFIED, 6),
    ("disputed", Look.DISPUTED, 3),
    ("unverified", Look.UNVERIFIED, 1),
]
DAYS = [(f"2025-{1 + day // 30:02}-{1 + day % 30:02}", float(day % 7)) for day in range(90)]


class Picture:
    """A drawing: its words and boxes, as they stand in it."""

    def __init__(self, source: str) -> None:
        self.root = ET.fromstring(source)
        self.height = float(self.root.attrib["viewBox"].split()[3])
        self.boxes = [
            {name: float(each.attrib[name]) for name in ("x", "y", "width", "height")}
            | {"fill": each.attrib["fill"], "shade": each.attrib.get("fill-opacity", "1")}
            for each in self.root.iter(f"{SVG}rect")
        ]
        self.words = ["".join(each.itertext()) for each in self.root.iter(f"{SVG}text")]

    def said(self, part: str) -> str:
        return self.root.findtext(f"{SVG}{part}") or ""

    def bars(self, fill: str) -> list[dict[str, float]]:
        return [box for box in self.boxes if box["fill"] == COLOURS[fill]]


def _drawn() -> Iterator[str]:
    style = plain_style()
    yield bar_svg(Bar("Claims", STATUSES), style)
    yield bar_svg(Bar("None", [("verified", Look.VERIFIED, 0)]), style)
    yield bar_svg(Bar(ARABIC, [(LONG_WORD, Look.PLAIN, 3), (EMOJI, Look.QUIET, 900)]), style)
    yield series_svg(Series("Hours", "hours", [("Ana", 2.0), (LONG_WORD, 1e9)]), style)
    yield series_svg(Series("Days", "claims", DAYS), style)
    yield series_svg(Series("Nothing", "claims", []), style)


DRAWN = list(_drawn())


@pytest.mark.parametrize("source", DRAWN)
def test_all_of_a_picture_is_within_it(source: str) -> None:
    picture = Picture(source)
    for box in picture.boxes:
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= WIDTH + 0.01
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= picture.height
    for each in picture.root.iter(f"{SVG}text"):
        assert 0 <= float(each.attrib["x"]) < WIDTH
        assert 0 < float(each.attrib["y"]) <= picture.height


@pytest.mark.parametrize("source", DRAWN)
def test_a_picture_looks_right_without_any_style_sheet(source: str) -> None:
    root = Picture(source).root
    assert root.attrib["width"] == "100%"
    assert root.attrib["font-family"] == "sans-serif"
    assert root.attrib["role"] == "img"
    for each in root.iter():
        assert "style" not in each.attrib
        if each.tag in {f"{SVG}rect", f"{SVG}text"}:
            assert each.attrib["fill"].startswith("#")


def test_a_bar_is_divided_as_the_numbers_are() -> None:
    picture = Picture(bar_svg(Bar("Claims", STATUSES), plain_style()))
    widths = [max(picture.bars(name), key=lambda box: box["width"])["width"] for name in MARKS]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] / widths[1] == pytest.approx(2, abs=0.05)
    assert sum(widths) + 4 == pytest.approx(WIDTH)


def test_each_status_has_its_sign_and_number_over_the_bar_and_its_name_below() -> None:
    picture = Picture(bar_svg(Bar("Claims", STATUSES), plain_style()))
    assert picture.words == ["✓ 6", "✗ 3", "? 1", "✓ 6 verified", "✗ 3 disputed", "? 1 unverified"]


def test_the_description_tells_all_that_is_drawn() -> None:
    picture = Picture(bar_svg(Bar("Claims by status", STATUSES), plain_style()))
    assert picture.said("title") == "Claims by status"
    assert picture.said("desc") == "verified: 6 of 10; disputed: 3 of 10; unverified: 1 of 10"
    picture = Picture(series_svg(Series("Waits", "hours", [("Ana", 2.5)]), plain_style()))
    assert picture.said("desc") == "Ana: 2.5 hours"


def test_a_tiny_part_can_still_be_seen() -> None:
    parts = [("verified", Look.VERIFIED, 100_000), ("disputed", Look.DISPUTED, 1)]
    picture = Picture(bar_svg(Bar("Claims", parts), plain_style()))
    assert picture.bars("disputed")[0]["width"] >= 3
    assert "✗ 1" not in picture.words
    assert "✗ 1 disputed" in picture.words


def test_parts_of_one_look_can_be_told_apart() -> None:
    parts = [(name, Look.PLAIN, 2) for name in ("queued", "in review", "final")]
    picture = Picture(bar_svg(Bar("Claims", parts), plain_style()))
    assert len({box["shade"] for box in picture.boxes[:3]}) == 3


def test_a_part_of_nothing_is_named_and_not_drawn() -> None:
    parts = [("verified", Look.VERIFIED, 2), ("disputed", Look.DISPUTED, 0)]
    picture = Picture(bar_svg(Bar("Claims", parts), plain_style()))
    assert len(picture.bars("disputed")) == 1
    assert "✗ 0 disputed" in picture.words


def test_a_bar_of_nothing_is_an_empty_track() -> None:
    picture = Picture(bar_svg(Bar("Claims", [("verified", Look.VERIFIED, 0)]), plain_style()))
    assert picture.boxes[0]["fill"] == COLOURS["rule"]
    assert picture.boxes[0]["width"] == WIDTH


def test_a_long_legend_takes_several_lines() -> None:
    parts = [(f"a disposition of sentences {number}", Look.PLAIN, 1) for number in range(6)]
    picture = Picture(bar_svg(Bar("Sentences", parts), plain_style()))
    short = Picture(bar_svg(Bar("Sentences", parts[:1]), plain_style()))
    assert picture.height > short.height + 40


def test_values_lie_under_each_other_with_their_names() -> None:
    values = [("Ana Paz", 2.25), ("Ben Okafor", 4.5), ("Carla", 0.0)]
    picture = Picture(series_svg(Series("Waits", "hours", values), plain_style()))
    ana, ben, carla = (box["width"] for box in picture.boxes)
    assert ben == pytest.approx(2 * ana, rel=0.01)
    assert carla == 1
    assert picture.words == ["hours", "Ana Paz", "2.25", "Ben Okafor", "4.5", "Carla", "0"]


def test_many_values_stand_upright_with_as_many_names_as_have_room() -> None:
    picture = Picture(series_svg(Series("Days", "claims", DAYS), plain_style()))
    heights = [box["height"] for box in picture.boxes[1:-1]]
    assert len(heights) == len(DAYS)
    assert heights[6] == max(heights) == 150
    assert heights[0] == 0
    assert picture.words[:2] == ["6 claims", "2025-01-01"]
    assert 3 < len(picture.words) < 10


def test_what_is_no_number_or_below_nothing_is_told_and_not_drawn() -> None:
    values = [("a", float("nan")), ("b", -3.0), ("c", float("inf")), ("d", 2.0)]
    picture = Picture(series_svg(Series("Odd", "hours", values), plain_style()))
    assert [box["width"] for box in picture.boxes[:3]] == [1, 1, 1]
    assert picture.words[2:9:2] == ["–", "−3", "–", "2"]


def test_many_values_of_nothing_are_a_line() -> None:
    values = [(str(number), 0.0) for number in range(40)]
    picture = Picture(series_svg(Series("Days", "claims", values), plain_style()))
    assert {box["height"] for box in picture.boxes[1:-1]} == {0}


def test_a_name_that_is_too_long_is_cut_and_told_whole() -> None:
    family = "👨\u200d👩\u200d👧" * 9
    for name in (LONG_WORD[:200], family):
        picture = Picture(series_svg(Series("Names", "claims", [(name, 1.0)]), plain_style()))
        shown = picture.words[1]
        assert shown.endswith("…")
        assert name.startswith(shown[:-1])
        assert "\u200d…" not in shown
        assert name in picture.said("desc")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.001, "0"),
        (2.5, "2.5"),
        (1 / 3, "0.33"),
        (1234567.0, "1\u202f234\u202f567"),
        (-4.0, "−4"),
        (float("nan"), "–"),
    ],
)
def test_a_number_is_written_for_people(value: float, text: str) -> None:
    assert amount(value) == text


def test_no_payload_becomes_an_element_of_a_picture() -> None:
    plain = [each.tag for each in _pictures("words")]
    for payload in [*PAYLOADS, "\x00\x1b\ud800\ufffe]]>", "&lt; &#x202e; &nbsp;"]:
        assert [each.tag for each in _pictures(payload)] == plain


def test_the_colours_are_the_newsrooms() -> None:
    style = Style(colours={**COLOURS, "verified": "#00aa00"})
    assert 'fill="#00aa00"' in bar_svg(Bar("Claims", STATUSES), style)


def _pictures(payload: str) -> Iterator[ET.Element]:
    style = plain_style()
    parts = [(payload, look, 3) for look in (Look.VERIFIED, Look.PLAIN)]
    yield from Picture(bar_svg(Bar(payload, parts), style)).root.iter()
    values = [(payload, 3.0), (payload, 1.0)]
    yield from Picture(series_svg(Series(payload, payload, values), style)).root.iter()
