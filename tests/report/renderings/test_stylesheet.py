import base64
import hashlib
import re

import pytest

from factcheck.report.renderings.html import render
from factcheck.report.renderings.stylesheet import content_security_policy, stylesheet
from factcheck.report.renderings.tints import AA, contrast
from factcheck.report.style import COLOURS, Logo, Style, labels_of, plain_style
from tests.report import samples

GARISH = dict.fromkeys(COLOURS, "#ffee00")
LOGO = Logo(b"x", "image/png", "logo.png")


def schemes(style: Style) -> list[dict[str, str]]:
    """The colours by day, by night and on paper."""
    found = [dict(re.findall(r"--([a-z-]+): (#\w+);", each)) for each in _roots(style)]
    assert len(found) == 3
    return found


def _roots(style: Style) -> list[str]:
    return re.findall(r":root {([^}]*--paper:[^}]*)}", stylesheet(style))


@pytest.mark.parametrize("style", [plain_style(), Style(colours=GARISH)])
def test_all_text_stands_off_its_ground_by_day_by_night_and_on_paper(style: Style) -> None:
    for colours in schemes(style):
        grounds = [colours["paper"], colours["wash"]]
        for name in ("ink", "quiet", "verified", "disputed", "unverified"):
            assert min(contrast(colours[name], each) for each in grounds) >= AA
        for status in ("verified", "disputed", "unverified"):
            ground = colours[f"{status}-wash"]
            assert contrast(colours[status], ground) >= AA
            assert contrast(colours["ink"], ground) >= AA
        assert contrast(colours["ink"], colours["warn"]) >= AA
        assert contrast(colours["accent"], colours["paper"]) >= 3


def test_the_colours_of_the_house_are_kept_where_they_can_be_read() -> None:
    day, night, paper = schemes(plain_style())
    for name in ("verified", "disputed", "ink"):
        assert day[name] == paper[name] == COLOURS[name]
        assert night[name] != COLOURS[name]


@pytest.mark.parametrize(("paper", "size"), [("a4", "A4"), ("us-letter", "letter")])
def test_the_page_is_of_the_houses_paper(paper: str, size: str) -> None:
    assert f"@page {{ size: {size};" in stylesheet(Style(paper=paper))


def test_pages_are_counted_in_the_words_of_the_house() -> None:
    assert 'content: "Page " counter(page) " of " counter(pages) ""' in stylesheet(plain_style())
    labels = {**labels_of("en"), "page.count": '{pages}"}}</style>\\ {page}'}
    told = stylesheet(Style(labels=labels))
    assert "</style" not in told
    assert '"" counter(pages) "\\22 \\7d \\3c \\2f style\\3e \\5c  " counter(page) ""' in told


@pytest.mark.parametrize(
    "css",
    [
        "",
        "h1 { color: red }",
        "h1 {}\r\n\rp {}\0",
        "</style><script>alert(1)</script>",
        "a::after { content: '</' }",
    ],
)
def test_the_policy_names_the_digest_of_the_style_that_is_in_the_page(css: str) -> None:
    style = Style(css=css)
    text = render(samples.plain(), style).decode()
    inside = text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in content_security_policy(style)
    assert text.count("</style") == 1
    assert "\r" not in inside
    assert "\0" not in inside


def test_what_the_house_adds_comes_last() -> None:
    assert stylesheet(Style(css="h1 { color: red }")).endswith("h1 { color: red }")


@pytest.mark.parametrize(
    ("style", "allowed"),
    [
        (Style(), {"style-src"}),
        (Style(logo=LOGO), {"style-src", "img-src"}),
        (
            Style(css="@font-face { src: url(data:font/woff2;base64,x) }"),
            {"style-src", "img-src", "font-src"},
        ),
    ],
)
def test_the_policy_allows_no_more_than_is_in_the_file(style: Style, allowed: set[str]) -> None:
    parts = [each.split() for each in content_security_policy(style).split("; ")]
    open_parts = {name: rest for name, *rest in parts if rest != ["'none'"]}
    assert set(open_parts) == allowed
    assert all(rest == ["data:"] for name, rest in open_parts.items() if name != "style-src")
    assert ["default-src", "'none'"] in parts
