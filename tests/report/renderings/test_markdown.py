import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from typing import Any

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from factcheck.report.blocks import (
    Booklet,
    Column,
    Facts,
    Listing,
    Look,
    Manuscript,
    Paragraph,
    Quotation,
    Row,
    Run,
    Section,
    Segment,
    Table,
)
from factcheck.report.legible import legible
from factcheck.report.renderings.markdown import around, escaped, render
from factcheck.report.style import plain_style
from tests.report import pieces, samples
from tests.report.pieces import ADDRESS, HASH

pytestmark = pytest.mark.one_backend
"""What a rendering shows does not depend on the database that kept it."""

PAYLOADS = [
    '<script>alert("x")</script><img src=x onerror=alert(1)><!-- --><?x?><![CDATA[',
    "&lt;b&gt; &#x3c;b&#x3e; &amp;",
    "[a link](https://evil.example/) ![a picture](https://evil.example/x.png)",
    "[a]: https://evil.example/\n[a] [a][] [^1]\n\n[^1]: note",
    "<https://evil.example/> <a@evil.example>",
    "www.evil.example ftp://evil.example mailto:a@evil.example xmpp:a@evil.example @somebody",
    "see https://evil.example/x",
    "javascript:alert(1)",
    "# heading\n## heading\nheading\n===\nheading\n---",
    "- point\n* point\n+ point\n1. point\n2) point\n- [ ] task",
    "> quotation\n    code\n\tcode\n```\ncode\n```\n~~~\ncode",
    "***\n---\n___\n:--\n| a | b |\n|---|---|\n| c | d |",
    "*e* _e_ **s** __s__ ~~d~~ `c` ==m== $x$ $$y$$ %%c%% ^1 #tag [[page]] ![[page]] {{x}}",
    "ends with a backslash \\",
    "\\*a\\* \\\\ \\| \\<b>",
    "|",
    "a | b \\| c",
    "1234567890. not a point\n12) not a point",
    "  spaces around  ",
    "\tone\ttwo\n\n\nthree\r\nfour\u2028five",
    "漢字「引用」と שלום “quoted”، é — 👩\u200d🚀",
    "…",
    "\x00\x1b[2J\x7f control \ud800\ufffe",
    "\u202eoverride \u2067isolate",
    "Wé" * 5_000,
    "a\n" * 300,
]
UNLIKE_CODE = "é—"
"""Words that can be no code, and begin and end like many a quotation."""


def text_of(booklet: Booklet) -> str:
    return render(booklet, plain_style()).decode()


def booklet(*blocks: Any) -> Booklet:
    return replace(samples.plain(), sections=[Section("lines", "Line by line", blocks)])


class Page(HTMLParser):
    """What GitHub makes of a text: its elements, its links and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.links: list[str] = []
        self.words = ""
        options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
        self.feed(cmarkgfm.github_flavored_markdown_to_html(text, options))

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements.append(tag)
        self.links += [value for name, value in attrs if name in {"href", "src"}]

    def handle_comment(self, data: str) -> None:
        self.elements.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.elements.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.elements.append("instruction")

    def handle_data(self, data: str) -> None:
        self.words += data


def tokens(text: str) -> Iterator[Token]:
    """What CommonMark with tables makes of it."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for block in parser.parse(text):
        yield block
        yield from block.children or ()


def built(text: str) -> tuple[list[str], Counter[str]]:
    """How a text is built in the eyes of both, lines and paragraphs aside."""
    page = [each for each in Page(text).elements if each not in {"p", "br"}]
    kinds = Counter(each.type for each in tokens(text))
    aside = ("paragraph", "text", "inline", "hardbreak")
    return page, Counter({k: n for k, n in kinds.items() if not k.startswith(aside)})


@cache
def harmless() -> tuple[list[str], Counter[str]]:
    """How the same report is built around words that want nothing."""
    return built(text_of(samples.hostile(UNLIKE_CODE)))


def squeezed(text: str) -> str:
    """Words without spaces, and without what we put between them unseen."""
    return "".join(text.replace("\u2060", "").split())


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_whatever_is_stored_builds_nothing_of_its_own(payload: str) -> None:
    text = text_of(samples.hostile(payload))
    assert built(text) == harmless()
    assert Page(text).links == []


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_every_letter_of_it_is_shown(payload: str) -> None:
    made = booklet(
        Paragraph([Run(payload, stored=True)]),
        Quotation(payload),
        Table(payload, [Column(payload)], [Row([[Quotation(payload)]])]),
    )
    shown = squeezed(Page(text_of(made)).words)
    for line in legible(payload).split("\n"):
        assert shown.count(squeezed(line)) >= 5, line


MARKS = "\\`*_[]()<>#+-.!|~$^={}%&;:/@ \n\t\"'w1aé漢—“"
PARTS = ["http://", "https://", "www.", "a@b.example", "<b>", "&lt;", "![", "](x)", "[^1]:", "```"]


@given(st.lists(st.sampled_from([*MARKS, *PARTS]), min_size=1, max_size=12).map("".join))
@settings(max_examples=60, deadline=None)
def test_no_heap_of_marks_builds_anything(payload: str) -> None:
    said = f"{payload}—"  # not blank, no code, no address
    if said.startswith(("http://", "https://")):
        said = f"—{said}"
    assert built(text_of(samples.hostile(said))) == harmless()


def test_headings_follow_the_sections_and_the_cards() -> None:
    text = text_of(samples.everything())
    headings = re.findall("^(#+) (.*)$", text, re.MULTILINE)
    sections = [each.title for each in samples.everything().sections]
    assert [title for level, title in headings if level == "##"] == sections
    assert text.startswith("# The visit, in figures: what the minister said")
    [first, second] = [title for level, title in headings if level == "###"]
    assert first == "**\u2060✗ disputed**: claim 2, paragraph 2, characters 180–238"
    assert second.startswith("**\u2060? unverified**")


def test_notice_closing_words_and_hash_are_told() -> None:
    page = Page(text_of(samples.everything()))
    assert samples.NOTICE in page.words
    assert page.words.rstrip().endswith(f"SHA-256 {HASH}")
    assert "blockquote" not in Page(text_of(samples.plain())).elements


def test_only_addresses_of_the_web_are_links() -> None:
    odd = 'https://x.example/a b?c=1&lt;=2|<"'
    runs = [Run(each, link=each, stored=True) for each in (ADDRESS, "javascript:x", odd)]
    named = Run("The [table]", link=ADDRESS, stored=True)
    links = Page(text_of(booklet(Paragraph([*runs, named])))).links
    assert links == [ADDRESS, "https://x.example/a%20b?c=1&lt;=2%7C%3C%22", ADDRESS]
    cell = Table("x", [Column("y")], [Row([[Paragraph(runs)]])])
    assert Page(text_of(booklet(cell))).links == links[:2]


def test_an_address_that_needs_no_other_spelling_is_written_as_it_is() -> None:
    address = "https://example.org/a_b*c*?d=[e]#f"
    text = text_of(booklet(Paragraph([Run(address, link=address, stored=True)])))
    assert f"\n<{address}>\n" in text
    assert squeezed(address) in squeezed(Page(text).words)
    assert len(Page(text).links) == 1


def test_every_kind_of_block_is_told_in_a_cell_too() -> None:
    blocks = samples.hostile("word").cover
    table = Table(
        "x", [Column("y")], [Row([blocks]), Row([[samples.hostile("word").sections[0].blocks[1]]])]
    )
    text = text_of(booklet(table, Table("z", [Column("y")], [Row([[table]])])))
    page = Page(text)
    assert page.elements.count("table") == 2
    assert page.elements.count("td") == 3
    for words in ("⚠ word", "• word", "word: ✓ word 3, ✗ word 1", "word (word): word 3, word 1.5"):
        assert words in page.words.replace("\u2060", "")


def test_the_manuscript_is_the_article_with_its_claims_in_bold() -> None:
    text = text_of(booklet(pieces.manuscript()))
    assert "**The swap is worth US\\$20 billion**¹✓, the minister said." in text
    assert "**It doubled in 2024**²,³✗" in text
    page = Page(text)
    assert page.elements.count("strong") == 6
    words = squeezed(page.words)
    for paragraph in pieces.manuscript().paragraphs:
        for segment in paragraph:
            assert squeezed(segment.text) in words


def test_lists_that_touch_stay_apart() -> None:
    point = Listing([[Paragraph([Run("a")])]])
    elements = Page(text_of(booklet(point, Facts([("b", [Run("c")])]), point))).elements
    assert elements.count("ul") == 3


def test_lines_of_a_quotation_stay_lines() -> None:
    page = text_of(booklet(Quotation("one\n  two\n\n\nthree\n")))
    assert "> one\\\n> two\n>\n> three" in page


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("word", "**word**"),
        (" word ", " **word** "),
        ("“word”", "**\u2060“word”\u2060**"),
        ("", ""),
        ("  ", "  "),
    ],
)
def test_bold_stands_around_words_and_not_around_space(text: str, made: str) -> None:
    assert around(text, "**") == made


def test_bold_is_bold_between_letters_without_spaces() -> None:
    line = Paragraph([Run("前"), Run("「引用」", Look.STRONG), Run("後"), Run("強", Look.STRONG)])
    twice = Paragraph([Run("a", Look.STRONG), Run("b", Look.STRONG), Run("c", Look.EMPHASIS)])
    elements = Page(
        text_of(booklet(line, twice, Manuscript([[Segment("」", (1,), Look.DISPUTED)]])))
    )
    assert (elements.elements.count("strong"), elements.elements.count("em")) == (5, 1)


def test_plain_words_stay_plain_in_the_file() -> None:
    text = "In 2024, it grew by 4.5 % (see p. 12); “yes”, she said: no - really! COVID-19 + 1."
    assert escaped(text) == text


def test_the_file_is_the_same_every_time_and_quick_when_large() -> None:
    made = render(samples.large(300), plain_style())
    assert made == render(samples.large(300), plain_style())
    assert not made.startswith(b"\xef\xbb\xbf")
    assert made.endswith(b"\n")
    assert b"\r" not in made
