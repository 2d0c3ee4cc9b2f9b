"""What a report is made of on paper: a few kinds of blocks that every rendering can set.

A report is composed into these once; HTML, PDF, DOCX and Markdown print the same blocks, and
so say the same. Texts are as they were stored: a rendering makes them safe to look at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Look(StrEnum):
    """How words are set. The statuses are looks too: a sign and a colour of their own."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    EMPHASIS = "emphasis"
    HASH = "hash"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    UNVERIFIED = "unverified"


class Run(NamedTuple):
    """Words set in one way.

    `link` is an address that may be followed, `stored` tells words of people from our own:
    they are kept apart in text of mixed direction. A NamedTuple, for a report has many.
    """

    text: str
    look: Look = Look.PLAIN
    link: str | None = None
    stored: bool = False


Runs = Sequence[Run]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of words. `small`: beside the main thing."""

    runs: Runs
    small: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's own words, shown as such; line breaks in them count.

    `language` is a tag such as `en`, None where it is not known.
    """

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What must not be overlooked."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Named values, one under the other."""

    rows: Sequence[tuple[str, Runs]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `share` is its part of the width beside the others'."""

    title: str
    share: float = 1.0
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row; each cell holds blocks. The first cell names the row. `anchor`: a place to link to."""

    cells: Sequence[Sequence["Block"]]
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head that is repeated on every page. `narrow`: no wider than need be."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Points, each made of blocks."""

    items: Sequence[Sequence["Block"]]


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to deal with, under a title of its own; kept on one page where it fits."""

    anchor: str
    title: Runs
    body: Sequence["Block"]
    status: Look = Look.DISPUTED


@dataclass(frozen=True, slots=True)
class Bar:
    """Parts of a whole as one stacked bar: what each is called, its look, how many."""

    caption: str
    parts: Sequence[tuple[str, Look, int]]


@dataclass(frozen=True, slots=True)
class Series:
    """Values by name, as bars side by side; `values` are all of one `unit` ("claims", "hours")."""

    caption: str
    unit: str
    values: Sequence[tuple[str, float]]


class Segment(NamedTuple):
    """A piece of the article: `numbers` are the claims that stand there, `look` their status."""

    text: str
    numbers: tuple[int, ...] = ()
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The article with its claims marked.

    One sequence of segments for each paragraph, which they make up letter by letter.
    """

    paragraphs: Sequence[Sequence[Segment]]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on: whose each is to be, and what is printed over it already."""

    lines: Sequence[tuple[str, str]]


Block = (
    Paragraph | Quotation | Notice | Facts | Table | Listing | Card | Bar | Series | Manuscript
    | Signatures
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report with a heading that can be linked to."""

    anchor: str
    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Booklet:
    """A whole report. `notice` stands on every page; `language` is that of our own words.

    `title_language` is that of the title, which is stored text. `running` is for the head of
    each page, `content_hash` in full; `made_at` RFC 3339, `made_by` None where it is not told.
    """

    kicker: str
    title: str
    title_language: str | None
    language: str
    running: str
    notice: str | None
    cover: Sequence[Block]
    sections: Sequence[Section]
    closing: str
    content_hash: str
    made_at: str
    made_by: str | None


Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows for spreadsheets. `name` is one word, `columns` are (key, label, width in letters).

    Times are RFC 3339 strings under keys that end in `_at`.
    """

    name: str
    title: str
    columns: Sequence[tuple[str, str, int]]
    rows: Sequence[Sequence[Cell]]
