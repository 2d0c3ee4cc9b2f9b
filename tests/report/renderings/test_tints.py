import pytest

from factcheck.report.renderings.tints import AA, DARK, LIGHT, contrast, mixed, readable

PALETTE = ("#000000", "#ffffff", "#ffcc00", "#ff7675", "#0a3d62", "#808080", "#0f0", "#93201a")


def test_black_on_white_stands_off_most() -> None:
    assert contrast("#000000", "#ffffff") == contrast("#fff", "#000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("paper", [LIGHT, DARK, "#ffffff", "#777777"])
@pytest.mark.parametrize("colour", PALETTE)
def test_every_colour_can_be_made_to_stand_off_any_paper(colour: str, paper: str) -> None:
    assert contrast(readable(colour, paper), paper) >= AA


def test_a_colour_that_stands_off_already_is_left_alone() -> None:
    assert readable("#93201a", LIGHT) == "#93201a"


def test_a_colour_keeps_its_hue_when_it_is_made_paler() -> None:
    red, green, blue = (int(readable("#93201a", DARK)[at : at + 2], 16) for at in (1, 3, 5))
    assert red > 200
    assert red - green > 60
    assert abs(green - blue) < 20


def test_a_demand_that_nothing_meets_ends_at_black_or_white() -> None:
    assert readable("#93201a", "#777777", ratio=21) == "#000000"
    assert readable("#93201a", DARK, ratio=21) == "#ffffff"


def test_colours_are_mixed_by_parts() -> None:
    assert mixed("#ffffff", "#000000", 0.5) == "#808080"
    assert mixed("#ffffff", "#102030", 0) == "#102030"
