"""Booklets made by hand, for the tests of every rendering: all kinds of blocks, hostile, large."""

from factcheck.report.blocks import (
    Bar,
    Block,
    Booklet,
    Card,
    Column,
    Facts,
    Listing,
    Look,
    Manuscript,
    Notice,
    Paragraph,
    Quotation,
    Row,
    Run,
    Section,
    Segment,
    Series,
    Signatures,
    Table,
)
from tests.report import pieces
from tests.report.pieces import HASH

NOTICE = "Unfinished: 2 of 7 claims are not final."


def everything() -> Booklet:
    """A report with every kind of block and every look, in many scripts."""
    return Booklet(
        kicker="World desk · Verification report 3",
        title="The visit, in figures: what the minister said and what the treasury’s books say",
        title_language="en",
        language="en",
        running="The visit, in figures",
        notice=NOTICE,
        cover=[
            pieces.cover_facts(),
            Paragraph([Run("Left out for this audience: all about confidential sources.")], True),
        ],
        sections=[
            Section("summary", "Summary", pieces.summary()),
            Section("must-fix", "Must fix", pieces.must_fix()),
            Section("alarms", "Look twice", [pieces.alarms()]),
            Section("lines", "Line by line", [pieces.lines(7)]),
            Section("manuscript", "The text, marked up", [pieces.manuscript()]),
            Section("replies", "Right of reply", [pieces.replies()]),
            Section("sign-off", "Sign-off", pieces.sign_off()),
        ],
        closing="The content hash is the SHA-256 of the report’s content as canonical JSON.",
        content_hash=HASH,
        made_at="2025-10-07T09:30:00Z",
        made_by="Ben Okafor",
    )


def plain() -> Booklet:
    """A finished report with nothing to tell, made by nobody who is named."""
    return Booklet(
        kicker="World desk · Verification report 1",
        title="Nothing to check",
        title_language=None,
        language="en",
        running="Nothing to check",
        notice=None,
        cover=[],
        sections=[
            Section("lines", "Line by line", [Paragraph([Run("This draft has no claims.")])])
        ],
        closing="The end.",
        content_hash=HASH,
        made_at="2025-10-07T09:30:00Z",
        made_by=None,
    )


def large(claims: int = 200) -> Booklet:
    """A report like a real one: so many claims, in the table, the cards and the manuscript."""
    disputed = [number for number in range(1, claims + 1) if pieces.status(number) is Look.DISPUTED]
    sections = [
        Section("summary", "Summary", pieces.summary()),
        Section("must-fix", "Must fix", [pieces.card(number) for number in disputed]),
        Section("lines", "Line by line", [pieces.lines(claims)]),
        Section("manuscript", "The text, marked up", [pieces.long_manuscript(claims)]),
        Section("sources", "Sources", [pieces.sources(claims)]),
        Section("audit", "Audit extract", [pieces.audit(claims)]),
        Section("sign-off", "Sign-off", pieces.sign_off()),
    ]
    return Booklet(
        kicker="World desk · Verification report 12",
        title="The budget, line by line",
        title_language="en",
        language="en",
        running="The budget, line by line",
        notice=f"Unfinished: 5 of {claims} claims are not final.",
        cover=[pieces.cover_facts()],
        sections=sections,
        closing="The content hash is the SHA-256 of the report’s content as canonical JSON.",
        content_hash=HASH,
        made_at="2025-10-07T09:30:00Z",
        made_by="Ben Okafor",
    )


def hostile(payload: str) -> Booklet:
    """Every block, with `payload` in each of its fields that can hold stored text."""
    said = [Run(payload, look, stored=stored) for look in Look for stored in (False, True)]
    said.append(Run(payload, link=payload, stored=True))
    blocks: list[Block] = [
        Paragraph(said),
        Paragraph(said, small=True),
        Quotation(payload, language=payload),
        Quotation(payload),
        Notice(payload),
        Facts([(payload, said)]),
        Listing([[Paragraph(said)], [Quotation(payload)]]),
        Bar(payload, [(payload, Look.VERIFIED, 3), (payload, Look.DISPUTED, 1)]),
        Series(payload, payload, [(payload, 3.0), (payload, 1.5)]),
        Manuscript([[Segment(payload, (1,), Look.DISPUTED), Segment(payload)]], payload),
        Signatures([(payload, payload), (payload, "")]),
    ]
    table = Table(
        payload,
        [Column(payload), Column(payload, 2.0, numeric=True)],
        [Row([[Paragraph(said)], blocks[:7]], anchor="claim-1"), Row([[], [Quotation(payload)]])],
    )
    card = Card("fix-1", said, blocks, Look.UNVERIFIED)
    return Booklet(
        kicker=payload,
        title=payload,
        title_language=payload,
        language="en",
        running=payload,
        notice=payload,
        cover=blocks,
        sections=[Section("lines", payload, [table, card, *blocks])],
        closing=payload,
        content_hash=HASH,
        made_at="2025-10-07T09:30:00Z",
        made_by=payload,
    )
