"""The page is taken apart by an HTML parser; tests/browser/test_report_file.py opens it."""

import base64
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from factcheck.report.blocks import (
    Booklet,
    Card,
    Column,
    Look,
    Manuscript,
    Notice,
    Paragraph,
    Row,
    Run,
    Section,
    Segment,
    Table,
)
from factcheck.report.renderings.html import content_security_policy, render
from factcheck.report.style import Logo, Style, plain_style
from tests.browser.payloads import PAYLOADS
from tests.report import samples
from tests.report.pieces import ADDRESS, ARABIC, CHINESE, EMOJI, HEBREW, LONG_WORD

VOID = {"meta", "br", "img", "wbr"}
STRANGE = [
    *PAYLOADS,
    "javascript:alert(1)",
    "file:///etc/passwd",
    "{{ 7*7 }} {% raw %} {# #}",
    "x" * 10_000,
    "\x01\x07\x1b[2J\x7f\x9b\x00 control",
    "\u202elone override \u2067\u2069\u2069",
    "\ud800\ufffe\uffff half a pair",
    "\ufeff\u200b\u200d\u0301 unseen",
    "a\r\n\u2028b" * 300,
    "&lt;b&gt; &amp; &#x202e;",
    " ",
]
"""More than three hundred vectors of scripts, and what else people find in fields."""
UNWANTED = {
    *map(chr, [*range(9), *range(0x0B, 0x20), *range(0x7F, 0xA0)]),
    *map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]),
}


class Page(HTMLParser):
    """The tags of a page, its words, and whether every tag was closed in its turn."""

    def __init__(self, source: bytes) -> None:
        super().__init__()
        self.source = source.decode()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def of_class(self, name: str) -> list[tuple[str, dict[str, str | None]]]:
        return [each for each in self.tags if name in (each[1].get("class") or "").split()]

    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        """The elements with the names of their attributes, whatever the words are."""
        return [(tag, tuple(attributes)) for tag, attributes in self.tags]


def page_of(*blocks: Any, style: Style | None = None, **changes: Any) -> Page:
    """A page of these blocks in one section."""
    section = Section("lines", "Line by line", blocks)
    booklet = replace(samples.plain(), **{"sections": [section], **changes})
    return Page(render(booklet, style or plain_style()))


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(render(samples.everything(), plain_style()))


def test_the_page_is_well_formed_and_says_all_that_the_booklet_says(page: Page) -> None:
    assert page.open == []
    for words in (ARABIC, HEBREW, CHINESE, EMOJI, LONG_WORD, ADDRESS, "Was it nine per cent"):
        assert words in page.text
    for words in ("Look twice", "Ana Paz", "The text changed since", "Read by a lawyer"):
        assert words in page.text


def test_every_booklet_gives_a_whole_page() -> None:
    for booklet in (samples.plain(), samples.large(30), samples.hostile("words")):
        assert Page(render(booklet, plain_style())).open == []


def test_the_same_booklet_gives_the_same_bytes() -> None:
    once, again = (render(samples.everything(), plain_style()) for _ in range(2))
    assert once == again


def test_the_notice_stands_at_both_ends_and_in_the_margin_of_every_page(page: Page) -> None:
    assert page.text.count(samples.NOTICE) == 2
    root = page.all("html")[0]
    assert root["data-notice"] == samples.NOTICE
    assert "@bottom-left { content: attr(data-notice)" in page.source


def test_a_notice_that_is_on_the_cover_already_is_not_said_twice() -> None:
    page = page_of(cover=[Notice(samples.NOTICE)], notice=samples.NOTICE)
    assert page.text.count(samples.NOTICE) == 2


def test_a_finished_report_has_no_notice() -> None:
    page = page_of()
    assert not page.of_class("notice")
    assert page.all("html")[0]["data-notice"] == ""


def test_the_head_of_a_printed_page_has_the_title_in_short_and_the_hash() -> None:
    root = page_of(running="word " * 50).all("html")[0]
    assert root["data-hash"] == samples.HASH[:12]
    running = root["data-running"] or ""
    assert running.endswith("word…")
    assert len(running) <= 81


def test_the_page_needs_no_script_and_no_network(page: Page) -> None:
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "base"}
    loading = {"src", "srcset", "style", "background", "action", "ping"}
    for _, attributes in page.tags:
        assert not loading & set(attributes)
        assert not any(name.startswith("on") for name in attributes)


def test_the_page_carries_the_policy_that_is_told_for_it(page: Page) -> None:
    policies = [each["content"] for each in page.all("meta") if "http-equiv" in each]
    assert policies == [content_security_policy(plain_style())]


def test_the_page_is_made_for_all_readers(page: Page) -> None:
    root = page.all("html")[0]
    assert (root["lang"], root["dir"]) == ("en", "ltr")
    assert len(page.all("caption")) == len(page.all("table")) == 3
    assert all("scope" in each for each in page.all("th"))
    headings = [int(tag[1]) for tag, _ in page.tags if tag in {"h1", "h2", "h3", "h4"}]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))
    assert len(page.all("title")) == 1 + len(page.all("svg"))


def test_a_card_on_the_cover_follows_the_heading_before_it() -> None:
    card = Card("fix-1", [Run("Look here")], [])
    page = page_of(card, cover=[replace(card, anchor="first")])
    headings = [(tag, each["id"]) for tag, each in page.tags if tag in {"h2", "h3"}]
    assert headings == [("h2", "first"), ("h2", "lines"), ("h3", "fix-1")]


def test_every_link_in_the_page_has_a_place_to_go(page: Page) -> None:
    ids = [each["id"] for _, each in page.tags if "id" in each]
    assert len(ids) == len(set(ids))
    inner = {each["href"] for each in page.all("a") if (each["href"] or "").startswith("#")}
    assert inner <= {f"#{each}" for each in ids}
    assert {f"#claim-{number}" for number in range(1, 8)} <= inner
    assert {"#summary", "#must-fix", "#sign-off"} <= inner


def test_a_claim_whose_line_is_not_shown_is_numbered_without_a_link() -> None:
    page = page_of(Manuscript([[Segment("It doubled", (3,), Look.DISPUTED), Segment(".")]]))
    assert "✗3" in page.text
    assert not any("claim-3" in (each["href"] or "") for each in page.all("a"))


def test_the_manuscript_is_the_text_letter_by_letter_but_for_the_numbers() -> None:
    pieces = [
        Segment("One  two", (1,), Look.VERIFIED),
        Segment(" <three>\nfour", (2,)),
        Segment("."),
    ]
    source = page_of(Manuscript([pieces])).source
    told = source.partition('class="manuscript"')[2].partition("</div>")[0]
    assert '<mark class="verified">One  two</mark><sup dir="ltr" class="verified">✓1</sup>' in told
    assert '<mark class="plain"> &lt;three&gt;\nfour</mark><sup dir="ltr">2</sup>.' in told


def test_a_number_in_the_manuscript_says_the_claim_and_its_status(page: Page) -> None:
    told = {each.get("href"): each.get("aria-label") for each in page.all("a")}
    assert told["#claim-1"] == "claim 1, verified"
    assert told["#claim-2"] == "claim 2, disputed"
    lines = Table("Lines", [Column("No.")], [Row([[]], anchor="claim-9")])
    plain = page_of(lines, Manuscript([[Segment("Nobody looked", (9,), Look.PLAIN)]]))
    assert [each.get("aria-label") for each in plain.all("a")][-1] == "claim 9"


def test_a_status_has_a_sign_and_a_word_beside_its_colour(page: Page) -> None:
    for sign, word in (("✓", "verified"), ("✗", "disputed"), ("?", "unverified")):
        assert f"{sign} {word}" in page.text


@pytest.mark.parametrize(
    ("look", "markup"),
    [
        (Look.PLAIN, "<p>words</p>"),
        (Look.STRONG, "<p><strong>words</strong></p>"),
        (Look.QUIET, '<p><span class="quiet">words</span></p>'),
        (Look.EMPHASIS, "<p><em>words</em></p>"),
        (Look.HASH, '<p><code class="hash">words</code></p>'),
    ],
)
def test_each_look_has_an_element(look: Look, markup: str) -> None:
    assert markup in page_of(Paragraph([Run("words", look)])).source


def test_words_of_people_are_kept_apart_from_our_own() -> None:
    page = page_of(
        Paragraph([Run("Said by "), Run(ARABIC, stored=True)]),
        Paragraph([Run(HEBREW, stored=True)]),
    )
    assert f"<p>Said by <bdi>{ARABIC}</bdi></p>" in page.source
    assert f'<p dir="auto">{HEBREW}</p>' in page.source


def test_a_page_in_a_language_written_from_right_to_left_runs_so() -> None:
    assert page_of(language="ar").all("html")[0]["dir"] == "rtl"
    assert page_of(language="en-GB").all("html")[0]["dir"] == "ltr"


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://example.org/", True),
        ("http://example.org/", True),
        ("#lines", True),
        ("#nowhere", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("data:text/html,x", False),
        (" https://example.org/", False),
    ],
)
def test_only_web_addresses_and_places_in_the_page_become_links(url: str, followed: bool) -> None:
    page = page_of(Paragraph([Run(url, link=url, stored=True)]))
    assert (url in [each["href"] for each in page.all("a")[1:]]) is followed
    assert url in page.text


def test_a_time_is_broken_only_where_people_would() -> None:
    source = page_of(Paragraph([Run("2025-10-07T09:30:00Z, 2025-10-08, 12025-10-07, 3-4")])).source
    day = '<span class="day">2025-10-07T</span><wbr>09:30:00Z, <span class="day">2025-10-08</span>'
    assert f"<p>{day}, 12025-10-07, 3-4</p>" in source


@pytest.mark.parametrize("language", ["en", "zh-Hant-TW", 'x" onload="', "e", None, ""])
def test_only_what_names_a_language_is_given_to_readers_aloud(language: str | None) -> None:
    page = page_of(title_language=language)
    named = language if language in {"en", "zh-Hant-TW"} else None
    assert page.all("h1")[0].get("lang") == named


def test_columns_have_their_shares_and_cells_their_heads(page: Page) -> None:
    heads = [each for each in page.all("th") if each.get("scope") == "col"]
    widths = [(each.get("class") or "") for each in heads][-4:]
    assert widths == ["num w6", "w34", "w27", "w31"]
    cells = [each.get("data-label") for each in page.all("td") if each.get("data-label")]
    assert cells[-3:] == ["In the article", "Finding", "Sources"]
    assert "claim-7" in [each.get("id") for each in page.all("tr")]


def test_small_tables_stand_side_by_side_and_so_do_pictures(page: Page) -> None:
    assert len(page.of_class("tables")) == 1
    assert len(page.of_class("narrow")) == 2
    assert len(page.of_class("pictures")) == 2


def test_every_field_is_inert_whatever_is_in_it() -> None:
    plain = Page(render(samples.hostile("words"), plain_style())).shape()
    for payload in STRANGE:
        page = Page(render(samples.hostile(payload), plain_style()))
        assert page.shape() == plain, payload[:100]
        assert page.open == []
        assert not UNWANTED & set(page.source)
        for _, attributes in page.tags:
            target = attributes.get("href") or "#"
            assert target == "#" or target.startswith(("#", "https://", "http://"))


def test_a_template_in_a_field_is_not_filled_in() -> None:
    page = page_of(Paragraph([Run("{{ 7*7 }}", stored=True)]), title="{{ 7*7 }}")
    assert page.text.count("{{ 7*7 }}") == 3
    assert "49" not in page.text


def test_marks_that_reorder_text_are_shown() -> None:
    page = page_of(Paragraph([Run("evil\u202etxt.exe", stored=True)]), title="\u2067turned")
    assert "evil[U+202E]txt.exe" in page.text
    assert "[U+2067]turned" in page.text


def test_a_logo_is_a_picture_within_the_file() -> None:
    logo = Logo(b"<svg><script>hit()</script></svg>", "image/svg+xml", "logo.svg")
    page = page_of(style=Style(logo=logo, house="The Daily"))
    picture = page.all("img")[0]
    kind, _, data = (picture["src"] or "").partition(";base64,")
    assert kind == "data:image/svg+xml"
    assert base64.b64decode(data) == logo.data
    assert picture["alt"] == "The Daily"
    assert not page.all("script")


def test_a_house_without_a_logo_is_named() -> None:
    assert "The <Daily>" in page_of(style=Style(house="The <Daily>")).text
    assert not page_of().of_class("house")


def test_who_made_it_and_when_stands_in_its_head() -> None:
    named = {each.get("name"): each.get("content") for each in page_of(made_by="Ana").all("meta")}
    assert named["author"] == "Ana"
    assert named["dcterms.created"] == "2025-10-07T09:30:00Z"
    assert "author" not in {each.get("name") for each in page_of().all("meta")}


def test_a_booklet_of_nothing_is_a_page_without_contents() -> None:
    empty: Booklet = replace(samples.plain(), sections=[])
    assert not Page(render(empty, plain_style())).all("nav")
