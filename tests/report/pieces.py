"""The parts that the sample reports are put together from: blocks in many scripts."""

from collections.abc import Sequence

from factcheck.report.blocks import (
    Bar,
    Block,
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
    Runs,
    Segment,
    Series,
    Signatures,
    Table,
)

HASH = "3f0c9a5b7e21d4886b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6"
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitän" * 24
ARABIC = "قالت الوزيرة إن الميزانية بلغت 20 مليار دولار في عام 2024."
HEBREW = "ראש העיר אמרה כי 45% מהתושבים הצביעו ב־7 באוקטובר."
CHINESE = "部长表示，2024年预算为二百亿美元，比上年增长百分之五。"
JAPANESE = "「議会は三月に法案を可決した」と市長は述べた。"
KOREAN = "시장은 주민의 45퍼센트가 투표했다고 말했다."
EMOJI = "The team 👩🏽‍🚀🚀 met the flag 🏴󠁧󠁢󠁥󠁮󠁧󠁿 and the family 👨‍👩‍👧‍👦 – “naïve” cafés, 1⁄2, H₂O."
FOREIGN = (ARABIC, HEBREW, CHINESE, JAPANESE, KOREAN, EMOJI)
ADDRESS = "https://example.org/treasury/statement?year=2025&part=2#table-4"

_STATUSES = (Look.VERIFIED, Look.DISPUTED, Look.UNVERIFIED)


def manuscript() -> Manuscript:
    """Paragraphs in several scripts with claims marked; two claims share one place."""
    return Manuscript(
        [
            [
                Segment("The swap is worth US$20 billion", (1,), Look.VERIFIED),
                Segment(", the minister said. "),
                Segment("It doubled in 2024", (2, 3), Look.DISPUTED),
                Segment(".\nNobody could say whether "),
                Segment("the rest was paid", (4,), Look.UNVERIFIED),
                Segment("."),
            ],
            [Segment(ARABIC, (5,), Look.VERIFIED), Segment(" "), Segment(HEBREW)],
            [Segment(CHINESE, (6,), Look.DISPUTED), Segment(JAPANESE)],
            [Segment(EMOJI), Segment(" "), Segment(LONG_WORD, (7,), Look.UNVERIFIED)],
        ],
        "en",
    )


def cover_facts() -> Facts:
    return Facts(
        [
            ("Author", [Run("Carla Ruiz", stored=True)]),
            ("Publisher", [Run("The Daily", stored=True)]),
            ("Address", [Run(ADDRESS, link=ADDRESS, stored=True)]),
            ("Draft", [Run("2, 1,204 words")]),
            ("Hash of its text", [Run(f"SHA-256 {HASH}", Look.HASH)]),
            ("Policy", [Run("two person, version 3")]),
            ("Checked by", [Run("Ana Paz", stored=True), Run(", "), Run("בן עוז", stored=True)]),
            ("Frozen", [Run("2025-10-07T09:30:00Z by "), Run("Ben Okafor", stored=True)]),
            ("Content", [Run(f"SHA-256 {HASH}", Look.HASH)]),
        ]
    )


def summary() -> list[Block]:
    return [
        Bar(
            "Claims by status",
            [
                ("verified", Look.VERIFIED, 4),
                ("disputed", Look.DISPUTED, 2),
                ("unverified", Look.UNVERIFIED, 1),
            ],
        ),
        Paragraph([Run("41 of 44 sentences are accounted for (93 %).")]),
        Paragraph([Run("Decided claims that rest on a single source: 2.", Look.STRONG)]),
        _counts("Claims by status", ["verified", "disputed", "unverified"]),
        _counts("Claims by stage", ["queued", "in review", "awaiting second", "final"]),
        Series(
            "Median hours to a decision",
            "hours",
            [("Ana Paz", 2.25), ("Ben Okafor", 7.5), ("בן עוז", 0.0), (LONG_WORD[:90], 4.0)],
        ),
    ]


def _counts(caption: str, names: Sequence[str]) -> Table:
    looks = {look.value: look for look in _STATUSES}
    rows = [
        Row([[_say(name, looks.get(name, Look.PLAIN))], [_say(str(3 * place))]])
        for place, name in enumerate(names, 1)
    ]
    return Table(caption, [Column("Name"), Column("Number", numeric=True)], rows, narrow=True)


def must_fix() -> list[Block]:
    foreign = Card(
        "fix-5",
        [Run("unverified", Look.UNVERIFIED), Run(": claim 5, paragraph 2, characters 90–148")],
        [_label("As written"), Quotation(ARABIC, "ar"), Quotation(HEBREW, "he"), _evidence(2)],
        Look.UNVERIFIED,
    )
    return [card(2), foreign, Notice("The text changed since the last sign-off.")]


def card(number: int) -> Card:
    return Card(
        f"fix-{number}",
        [
            Run("disputed", Look.DISPUTED),
            Run(f": claim {number}, paragraph {number}, characters {number * 90}–"),
            Run(f"{number * 90 + 58}"),
        ],
        [
            _label("As written"),
            Quotation(_quote(number), "en"),
            _label("What is wrong"),
            Paragraph([Run("The treasury’s table says nine per cent, not double.", stored=True)]),
            _label("Suggested wording"),
            Paragraph([Run("It grew by nine per cent in 2024.", stored=True)]),
            _label("Against it"),
            _evidence(1),
        ],
    )


def alarms() -> Listing:
    return Listing(
        [
            [
                Paragraph([Run("7 October 2025 was a Tuesday, not a Monday.")]),
                Paragraph([Run("“"), Run("Monday, 7 October", stored=True), Run("”")], small=True),
            ],
            [
                Paragraph([Run("The parts make 98, the total says 100.", Look.EMPHASIS)]),
                Listing([[_say("41 + 57")], [_say("100")]]),
            ],
        ]
    )


def lines(claims: int) -> Table:
    return Table(
        "Every claim in the order of the text. Positions count characters of draft 2.",
        [
            Column("No.", 0.25, numeric=True),
            Column("In the article", 1.25),
            Column("Finding", 1.0),
            Column("Sources", 1.15),
        ],
        [_line(number) for number in range(1, claims + 1)],
    )


def _line(number: int) -> Row:
    place = f"Paragraph {number // 4 + 1}, characters {number * 90}–{number * 90 + 58} (quantity)"
    return Row(
        [
            [_say(str(number))],
            [
                Quotation(_quote(number), "en"),
                _small(Run(place)),
                _small(Run("Speaker: "), Run("Ana Paz (“said”, indirect speech)", stored=True)),
                _small(Run("money: US$20 billion = 20000000000 USD, checked", stored=True)),
                _small(Run("date: 7 October 2025 = 2025-10-07", stored=True)),
                Paragraph([Run("Read as: ", Look.QUIET), Run("It grew by 9 %.", stored=True)]),
            ],
            _finding(number),
            [_evidence(2)] if number % 10 else [_say("None", Look.QUIET)],
        ],
        anchor=f"claim-{number}",
    )


def _finding(number: int) -> list[Block]:
    found = status(number)
    return [
        Paragraph([Run(found.value, found), Run(" – "), Run("Mostly true", stored=True)]),
        _small(Run("final")),
        _small(Run("Single source", Look.STRONG)),
        Paragraph(
            [Run("The treasury’s annual statement gives this figure in table 4.", stored=True)]
        ),
        _small(Run("Ana Paz", stored=True), Run(", 2025-10-06")),
        _small(Run("Second person: "), Run("Ben Okafor", stored=True), Run(", 2025-10-07")),
        _small(Run("Policy two person, version 3; decided 2025-10-07")),
    ]


def _evidence(sources: int) -> Listing:
    return Listing([_source(place) for place in range(sources)])


def _source(place: int) -> list[Block]:
    address = f"{ADDRESS}-{place}"
    return [
        Paragraph(
            [
                Run("supports" if place else "refutes", Look.STRONG),
                Run(": "),
                Run("Treasury statement", Look.EMPHASIS, stored=True),
                Run(", "),
                Run("Treasury of the Republic", stored=True),
                Run(", "),
                Run("page 12, table 4", stored=True),
            ]
        ),
        Quotation("Outstanding swaps stood at 20.1 billion dollars on 30 September."),
        _small(Run("primary, reliability A, credibility 1, relied on; seen 2025-10-05")),
        _small(Run(address, link=address, stored=True)),
        _small(Run("Kept copy: "), Run(f"SHA-256 {HASH}", Look.HASH)),
    ]


def _quote(number: int) -> str:
    if number <= len(FOREIGN):
        return FOREIGN[number - 1]
    if number == len(FOREIGN) + 1:
        return LONG_WORD
    return f"In quarter {number}, exports rose by {number % 17}.5 per cent to US${number} billion."


def status(number: int) -> Look:
    return (
        Look.DISPUTED if number % 9 == 2 else Look.UNVERIFIED if number % 11 == 4 else Look.VERIFIED
    )


def long_manuscript(claims: int) -> Manuscript:
    paragraphs = []
    for first in range(1, claims + 1, 4):
        segments = []
        for number in range(first, min(first + 4, claims + 1)):
            segments.append(Segment(_quote(number), (number,), status(number)))
            segments.append(Segment(" Nobody at the ministry was surprised by that. "))
        paragraphs.append(segments)
    return Manuscript(paragraphs, "en")


def sources(claims: int) -> Table:
    rows = [
        Row(
            [
                [_say(str(number))],
                [
                    Paragraph([Run(f"Treasury statement {number}", Look.EMPHASIS, stored=True)]),
                    _small(Run(f"{ADDRESS}-{number}", link=f"{ADDRESS}-{number}", stored=True)),
                ],
                [_say("primary, reliability A")],
                [_say(f"{number}, {number + 1}")],
                [_say(f"SHA-256 {HASH}", Look.HASH)],
            ]
        )
        for number in range(1, claims // 2 + 1)
    ]
    columns = [
        Column("No.", 0.3, numeric=True),
        Column("Source", 2.0),
        Column("Grade"),
        Column("Claims", 0.6),
        Column("Kept copies", 1.5),
    ]
    return Table("Every source that the report leans on.", columns, rows)


def audit(claims: int) -> Table:
    rows = [
        Row(
            [
                [_say(str(1000 + number))],
                [_say("2025-10-06T14:02:11Z")],
                [Paragraph([Run("Ana Paz", stored=True)])],
                [_say("claim decided")],
                [_say(HASH, Look.HASH)],
            ]
        )
        for number in range(1, claims + 1)
    ]
    columns = [Column("Entry", 0.5, numeric=True), *map(Column, ("When", "Who", "What"))]
    return Table("Entries of the log about this article", [*columns, Column("Hash", 1.6)], rows)


def replies() -> Facts:
    return Facts(
        [
            ("Asked", [Run("Office of the minister", stored=True), Run(", 2025-10-05 by e-mail")]),
            ("Question", [Run("Was it nine per cent,\nor double?", stored=True)]),
            ("Answer", [Run("No answer yet.", Look.QUIET)]),
        ]
    )


def sign_off() -> list[Block]:
    return [
        _say("Nobody has signed this draft off."),
        Signatures([("Checked by", "Ana Paz"), ("Approved by", ""), ("Read by a lawyer", "")]),
    ]


def _say(text: str, look: Look = Look.PLAIN) -> Paragraph:
    return Paragraph([Run(text, look)])


def _label(text: str) -> Paragraph:
    return Paragraph([Run(text, Look.QUIET)], small=True)


def _small(*runs: Run) -> Paragraph:
    said: Runs = runs
    return Paragraph(said, small=True)
