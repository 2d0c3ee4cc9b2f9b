"""A report's HTML file opened from a disk, as whoever was sent it does."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe

from factcheck.report.blocks import Paragraph, Run, Section
from factcheck.report.renderings.html import render
from factcheck.report.style import COLOURS, Logo, Style, plain_style
from tests.browser.conftest import DESKTOP
from tests.browser.payloads import CALL, PAYLOADS
from tests.report import pieces, samples
from tests.report.pieces import LONG_WORD

pytestmark = pytest.mark.untraced  # the tests of the rendering say what it must do

PHONE = {"width": 390, "height": 844}
LOGO = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30" width="90" height="30">
<rect width="90" height="30" fill="#0a3d62"/><script>parent.hit(); hit()</script></svg>"""
HOUSE = Style(
    colours={**COLOURS, "accent": "#ffcc00", "verified": "#2ecc71", "disputed": "#ff7675"},
    paper="us-letter",
    house="The Daily",
    logo=Logo(LOGO, "image/svg+xml", "logo.svg"),
    css=f"h1 {{ font-style: italic }}\r\n/* </style><script>{CALL}</script> */",
)
STYLES = {"ours": plain_style(), "a house's": HOUSE}
FAULTS = """async () => {
  const found = await axe.run({ resultTypes: ["violations"] });
  return found.violations.flatMap((each) =>
    each.nodes.map((node) => `${each.id}: ${node.target} ${node.html.slice(0, 200)}`));
}"""
WIDER = "() => document.scrollingElement.scrollWidth - innerWidth"
SHAPES = """(markup) => markup.map((each) =>
  [...new DOMParser().parseFromString(each, "text/html").querySelectorAll("*")]
    .map((one) => `${one.localName} ${[...one.attributes].map((at) => at.name)}`).join("\\n"))"""


@dataclass
class Reader:
    """Somebody without a network who opens files. `faults` are what the browser complains of."""

    chromium: Any
    folder: Path
    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    contexts: list[Any] = field(default_factory=list)

    def open(self, content: bytes, *, guarded: bool = True, **looks: Any) -> Any:
        """A page with the file; without the guard whatever script is in it may run."""
        file = self.folder / "report.html"
        file.write_bytes(content)
        context = self.chromium.new_context(
            bypass_csp=not guarded, **{"viewport": DESKTOP, "offline": True} | looks
        )
        self.contexts.append(context)
        page = context.new_page()
        page.add_init_script("globalThis.hits = 0; globalThis.hit = () => { hits += 1; };")
        page.on("console", lambda said: self.faults.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto(file.as_uri())
        return page

    def printed(self, content: bytes) -> Any:
        """The file as it comes out of a printer."""
        page = self.open(content, color_scheme="dark")
        path = self.folder / "report.pdf"
        page.pdf(path=path, prefer_css_page_size=True)
        return pypdfium2.PdfDocument(path)


@pytest.fixture
def reader(chromium: Any, tmp_path: Path) -> Iterator[Reader]:
    found = Reader(chromium, tmp_path)
    yield found
    for context in found.contexts:
        context.close()
    assert found.faults == []
    assert [each for each in found.asked if not each.startswith(("file:", "data:"))] == []


@pytest.fixture(scope="module")
def sheets(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """The lines of every printed page of a report of thirty claims."""
    reader = Reader(chromium, tmp_path_factory.mktemp("print"))
    paper = reader.printed(render(samples.large(30), plain_style()))
    lines = [_words(page).splitlines() for page in paper]
    assert reader.faults == []
    assert len(lines) > 10
    return lines


def _words(page: Any) -> str:
    return str(page.get_textpage().get_text_bounded())


def _said(lines: list[str]) -> list[str]:
    """What a page says within its margins."""
    margin = ("Page ", "Unfinished: ", "The budget, ", "Nothing to ", samples.HASH[:12])
    return [each.strip() for each in lines if each.strip() and not each.startswith(margin)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_the_file_is_for_everybody_by_day_and_night_on_desk_and_phone(
    reader: Reader, style: Style, size: dict[str, int], scheme: str
) -> None:
    content = render(samples.everything(), style)
    page = reader.open(content, viewport=size, color_scheme=scheme)
    assert page.evaluate(WIDER) <= 0
    assert page.evaluate("hits") == 0
    page = reader.open(content, viewport=size, color_scheme=scheme, guarded=False)
    page.evaluate(Axe().axe_script)
    assert page.evaluate(FAULTS) == []


NARROW = {"width": 320, "height": 600}
WORDS = {"W": "W" * 10_000, "compound": LONG_WORD, "han": "漢" * 3_000, "emoji": "👩🏽‍🚀" * 500}


@pytest.mark.parametrize(
    ("word", "size"),
    [*((word, NARROW) for word in WORDS), ("W", PHONE), ("W", DESKTOP)],
    ids=lambda each: each if isinstance(each, str) else f"{each['width']}px",
)
def test_no_word_is_too_long_for_any_place(reader: Reader, word: str, size: dict[str, int]) -> None:
    page = reader.open(render(samples.hostile(WORDS[word]), plain_style()), viewport=size)
    assert page.evaluate(WIDER) <= 0


def test_no_payload_runs_even_where_scripts_may(reader: Reader) -> None:
    payloads = "\n".join(PAYLOADS)
    page = reader.open(render(samples.hostile(payloads), HOUSE), guarded=False)
    targets = page.locator("[href]").evaluate_all("all => all.map((each) => each.href)")
    assert all(each.startswith(("file:", "https://", "http://")) for each in targets)
    assert page.evaluate("hits") == 0


def test_no_payload_becomes_an_element(reader: Reader) -> None:
    page = reader.open(b"<!doctype html><title>Nothing</title>")
    said = ["\n".join(PAYLOADS[start : start + 8]) for start in range(0, len(PAYLOADS), 8)]
    markup = [render(samples.hostile(each), plain_style()).decode() for each in ["words", *said]]
    shapes = page.evaluate(SHAPES, markup)
    assert len(shapes) == len(said) + 1
    assert set(shapes) == {shapes[0]}
    assert "article class,aria-labelledby" in shapes[0]


def test_the_houses_style_sheet_and_logo_are_shown_and_run_nothing(reader: Reader) -> None:
    page = reader.open(render(samples.everything(), HOUSE))
    title = page.locator("h1")
    assert title.evaluate("title => getComputedStyle(title).fontStyle") == "italic"
    assert page.locator("img").evaluate("image => image.naturalWidth") == 90
    assert page.evaluate("hits") == 0


def test_a_number_in_the_text_leads_to_its_line(reader: Reader) -> None:
    page = reader.open(render(samples.everything(), plain_style()))
    page.get_by_role("link", name="claim 5, verified").click()
    row = page.locator("tr:target")
    assert row.get_attribute("id") == "claim-5"
    head = page.locator("table.wide thead th").first.bounding_box()
    # Its head stays over the row, and does not hide its first words.
    assert row.bounding_box()["y"] >= head["y"] + head["height"] - 1
    assert row.bounding_box()["y"] < DESKTOP["height"] / 2


def test_a_row_is_a_card_on_a_phone_with_its_heads_beside_the_values(reader: Reader) -> None:
    page = reader.open(render(samples.everything(), plain_style()), viewport=PHONE)
    cells = page.locator("#claim-2 > *")
    boxes = [each.bounding_box() for each in cells.all()]
    assert {round(each["x"]) for each in boxes} == {16}
    assert [each["y"] for each in boxes] == sorted(each["y"] for each in boxes)
    told = cells.evaluate_all("cells => cells.map((c) => getComputedStyle(c, '::before').content)")
    assert '"Finding"' in told[2]
    # What is laid out as cards is still a table to those who hear it.
    assert page.get_by_role("columnheader", name="Finding").count() == 1
    assert page.get_by_role("row").count() >= 8


def test_every_printed_page_tells_what_it_is_of_and_that_it_is_unfinished(
    sheets: list[list[str]],
) -> None:
    for number, lines in enumerate(sheets, 1):
        told = "\n".join(lines)
        assert "Unfinished: 5 of 30 claims are not final." in told
        assert f"Page {number} of {len(sheets)}" in told
        assert "The budget, line by line" in told
        assert samples.HASH[:12] in told


def test_every_page_of_a_table_has_its_heads(sheets: list[list[str]]) -> None:
    pages = ["\n".join(lines) for lines in sheets]
    lines = [each for each in pages if "Policy two person" in each and "Single source" in each]
    assert len(lines) > 8
    for each in lines:
        assert "In the article" in each
        assert "Finding" in each


def test_a_card_is_not_broken_over_two_pages(sheets: list[list[str]]) -> None:
    pages = ["\n".join(lines) for lines in sheets]
    cards = [(each.count("disputed: claim"), each.count("Against it")) for each in pages]
    assert sum(begun for begun, _ in cards) == 4
    assert all(begun == ended for begun, ended in cards)


def test_no_heading_is_left_alone_at_the_foot_of_a_page(sheets: list[list[str]]) -> None:
    heads = {each.title for each in samples.large(30).sections}
    seen = set()
    for said in map(_said, sheets):
        seen |= heads & set(said)
        assert said[-1] not in heads
        assert not said[-1].startswith(("Every claim in the order", "Entries of the log"))
    assert seen == heads


def test_no_head_of_a_table_is_left_without_a_row(reader: Reader) -> None:
    head = "No. In the article Finding Sources"
    for filled in range(14, 32, 2):
        above = Section("above", "Above", [Paragraph([Run(f"line {n}")]) for n in range(filled)])
        below = Section("lines", "Line by line", [pieces.lines(2)])
        booklet = replace(samples.plain(), sections=[above, below])
        for page in reader.printed(render(booklet, plain_style())):
            said = " ".join(_said(_words(page).splitlines()))
            assert "Line by line" not in said or "characters 90–148" in said
            assert not said.endswith(head)


def test_paper_is_white_and_of_the_houses_size(reader: Reader) -> None:
    content = render(samples.everything(), HOUSE)
    assert reader.printed(content)[0].get_size() == pytest.approx((612, 792), abs=1)
    page = reader.open(content, color_scheme="dark")
    ground = "() => getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(24, 23, 21)"
    page.emulate_media(media="print")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_a_printed_report_in_another_language_counts_its_pages_in_it(reader: Reader) -> None:
    labels = {**plain_style().labels, "page.count": "Página {page} de {pages}"}
    paper = reader.printed(render(samples.plain(), Style(labels=labels)))
    assert "Página 1 de 1" in _words(paper[0])
    assert "Unfinished" not in _words(paper[0])
