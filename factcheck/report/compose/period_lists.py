"""The lists of a desk's report of a period: articles, speakers, sources, repeats, reviewers."""

from collections.abc import Iterator, Mapping
from typing import Any

from factcheck.report.blocks import (
    Block,
    Card,
    Column,
    Look,
    Paragraph,
    Quotation,
    Row,
    Run,
    Series,
    Table,
)
from factcheck.report.compose.phrases import STATUS_LOOKS, address, day, quiet, stored
from factcheck.report.style import Style
from factcheck.report.wording import ranked

Record = Mapping[str, Any]
_DRAWN = 10
"""So many bars has a chart of names."""


def articles(content: Record, style: Style) -> Iterator[Block]:
    """Each article with how its claims stand, and whether it was in time."""
    found, left_out = content["articles"], (content["summary"] or {}).get("left_out")
    if not found:
        yield words(style.label("period.no_articles"))
        return
    if left_out:
        yield words(style.label("period.left_out", shown=len(found), count=left_out))
    columns = _columns(style, article=2.2, status=1.9, open=0.45, signed=0.7, deadline=0.8)
    rows = [
        Row(
            [
                [
                    Paragraph([stored(" ".join(each["title"].split()) or _untitled(style))]),
                    Paragraph([quiet(_came(each, style))], small=True),
                ],
                [Paragraph(_statuses(each["status"], style))],
                [words(str(each["open"]))],
                [words(yes(each["signed_off"], style))],
                [words(_deadline(each, style))],
            ],
            anchor=f"article-{number}",
        )
        for number, each in enumerate(found, 1)
    ]
    yield Table(style.label("period.articles_caption"), columns, rows)


def _untitled(style: Style) -> str:
    return style.label("report.untitled")


def _came(article: Record, style: Style) -> str:
    return style.label("period.came", draft=article["draft"], day=day(article["created_at"]))


def _deadline(article: Record, style: Style) -> str:
    if article["deadline"] is None:
        return style.label("period.no_deadline")
    key = {True: "met", False: "missed", None: "not_due"}[article["deadline_met"]]
    return style.label(f"period.{key}")


def _statuses(status: Record, style: Style) -> list[Run]:
    """How many claims have each status that any of them has."""
    found: list[Run] = []
    for name, number in ranked(status):
        if number:
            told = style.label("period.of_status", count=number, status=style.term(name))
            found += [*([Run(", ")] if found else []), Run(told, STATUS_LOOKS[name])]
    return found or [quiet(style.label("period.nothing"))]


def speakers(content: Record, style: Style) -> Iterator[Block]:
    """Whose claims were found disputed most often."""
    found = content["speakers"]
    if not found:
        yield words(style.label("period.no_speakers", **content["limits"]))
        return
    drawn = [(each["name"], float(each["disputed"])) for each in found[:_DRAWN]]
    yield Series(style.label("period.speakers_chart"), style.label("period.unit.claims"), drawn)
    rows = [
        Row(
            [
                [Paragraph([stored(each["name"])])],
                [words(str(each["disputed"]))],
                [words(str(each["decided"]))],
                [words(f"{round(100 * each['disputed'] / each['decided'])} %")],
            ]
        )
        for each in found
    ]
    columns = _columns(style, speaker=2.5, disputed=0.8, of_decided=0.8, share=0.6)
    yield Table(style.label("period.speakers_caption"), columns, rows)


def sources(content: Record, style: Style) -> Iterator[Block]:
    """What decisions rely on; confidential sources are counted."""
    found = content["sources"]
    if not found["cited"]:
        yield words(style.label("period.no_sources"))
    for which, count in (("cited", "claims"), ("refuting", "refuted")):
        if not found[which]:
            continue
        drawn = [(each["title"], float(each[count])) for each in found[which][:_DRAWN]]
        unit = style.label("period.unit.claims")
        yield Series(style.label(f"period.{which}_chart"), unit, drawn)
        columns = _columns(style, source=3, claims=0.6, refuted=0.6)
        yield Table(
            style.label(f"period.{which}_caption"),
            columns,
            [_source(each) for each in found[which]],
        )
    yield words(style.label("period.confidential", **found["confidential"]))


def _source(each: Record) -> Row:
    named: list[Block] = [Paragraph([stored(each["title"], Look.EMPHASIS)])]
    if each["publisher"]:
        named.append(Paragraph([stored(each["publisher"])], small=True))
    if each["url"]:
        named.append(Paragraph([address(each["url"])], small=True))
    return Row([named, [words(str(each["claims"]))], [words(str(each["refuted"]))]])


def repeated(content: Record, style: Style) -> Iterator[Block]:
    """What was not always decided alike comes first, for somebody has to look at it."""
    found = content["repeated"]
    if not found:
        yield words(style.label("period.no_repeated"))
    unlike = [each for each in found if not each["alike"]]
    alike = [each for each in found if each["alike"]]
    for number, each in enumerate(unlike, 1):
        title = style.label("period.unlike", claims=each["claims"], articles=each["articles"])
        body: list[Block] = [
            Quotation(each["statement"]),
            Paragraph(_statuses(each["status"], style)),
        ]
        yield Card(f"repeated-{number}", [Run(title)], body)
    if alike:
        rows = [
            Row(
                [
                    [Quotation(each["statement"])],
                    [words(str(each["claims"]))],
                    [words(str(each["articles"]))],
                    [Paragraph(_statuses(each["status"], style))],
                ]
            )
            for each in alike
        ]
        columns = _columns(style, statement=2.5, times=0.6, in_articles=0.6, decided_as=1)
        yield Table(style.label("period.repeated_caption"), columns, rows)


def reviewers(content: Record, style: Style) -> Iterator[Block]:
    """Who decided how much, and how fast."""
    found = content["reviewers"]
    if not found:
        yield words(style.label("period.no_reviewers"))
        return
    timed = [each for each in found if each["median_hours"] is not None]
    if drawn := [(each["name"], each["median_hours"]) for each in timed[:_DRAWN]]:
        yield Series(style.label("period.reviewers_chart"), style.label("period.unit.hours"), drawn)
    rows = [
        Row(
            [
                [Paragraph([stored(each["name"])])],
                [words(str(each["decisions"]))],
                [words(hours(each["median_hours"], style))],
                [words(str(each["overturned"]))],
            ]
        )
        for each in found
    ]
    columns = _columns(style, reviewer=2, decisions=0.8, median=1, overturned=0.8)
    yield Table(style.label("period.reviewers_caption"), columns, rows)


_WORDS = frozenset({"article", "status", "signed", "deadline", "speaker", "source", "statement",
                    "decided_as", "reviewer"})  # fmt: skip
"""Columns of words; the others hold numbers."""


def _columns(style: Style, **shares: float) -> list[Column]:
    return [
        Column(style.label(f"period.head.{name}"), share, numeric=name not in _WORDS)
        for name, share in shares.items()
    ]


def words(text: str) -> Paragraph:
    """A line of our own words."""
    return Paragraph([Run(text)])


def yes(whether: bool, style: Style) -> str:
    """Yes or no."""
    return style.label("period.yes" if whether else "period.no")


def hours(count: float | None, style: Style) -> str:
    """How long something took; None where there was nothing that could take long."""
    return (
        style.label("period.nothing") if count is None else style.label("period.hours", hours=count)
    )
