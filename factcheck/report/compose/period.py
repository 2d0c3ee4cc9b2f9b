"""A desk's report of a period as a booklet: cover, counts with their charts, and the lists."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from factcheck.report.blocks import (
    Bar,
    Block,
    Booklet,
    Column,
    Facts,
    Listing,
    Look,
    Notice,
    Row,
    Run,
    Runs,
    Section,
    Series,
    Table,
)
from factcheck.report.compose import period_lists
from factcheck.report.compose.period_lists import hours, words, yes
from factcheck.report.compose.period_sheets import period_sheets
from factcheck.report.compose.phrases import STATUS_LOOKS, stored
from factcheck.report.style import Style
from factcheck.report.wording import ranked

__all__ = ["period_booklet", "period_sheets", "period_title"]

Record = Mapping[str, Any]
_BY_DAY = 35
"""Of longer periods the decisions are drawn by month."""
_COUNTED = (
    "time", "outcome", "articles", "wait", "corrected", "deadline", "speakers", "sources",
    "repeated", "limits",
)  # fmt: skip


def period_booklet(document: Record, style: Style) -> Booklet:
    """The report as it is set; `document` is an opened edition."""
    cover, made = document["content"]["cover"], document["made"]
    title = period_title(cover, style)
    return Booklet(
        kicker=style.label("period.kicker", desk=cover["desk"], number=made["number"]),
        title=title,
        title_language=style.language,
        language=style.language,
        running=style.label("period.running", desk=cover["desk"], title=title),
        notice=document["content"]["notice"],
        cover=list(_cover(document, style)),
        sections=list(_sections(document["content"], style)),
        closing=style.label("report.closing"),
        content_hash=document["content_hash"],
        made_at=made["at"],
        made_by=made["by"],
    )


def period_title(cover: Record, style: Style) -> str:
    """By the first and the last day, the last perhaps not over; else by both times."""
    since, until = (datetime.fromisoformat(cover[each]) for each in ("since", "until"))
    if since.time() != datetime.min.time():
        return style.label("period.title", first=cover["since"], last=cover["until"])
    first, last = since.date(), (until - timedelta(seconds=1)).date()
    if first >= last:
        return first.isoformat()
    return style.label("period.title", first=first.isoformat(), last=last.isoformat())


def _cover(document: Record, style: Style) -> Iterator[Block]:
    if document["content"]["summary"] is None:
        yield Notice(style.label("period.withheld"))
    yield Facts(list(_facts(document, style)))


def _facts(document: Record, style: Style) -> Iterator[tuple[str, Runs]]:
    cover, made = document["content"]["cover"], document["made"]
    policy, head, by = cover["policy"], made["log"], made["by"]
    yield style.label("period.desk"), [stored(cover["desk"])]
    yield style.label("period.since"), [Run(cover["since"])]
    yield style.label("period.until"), [Run(cover["until"])]
    named = {"name": style.term(policy["name"]), "version": policy["version"]}
    yield style.label("cover.policy"), [Run(style.label("cover.policy_value", **named))]
    yield style.label("period.names"), [Run(yes(cover["reviewers"], style))]
    frozen = style.label("cover.frozen_value", at=made["at"], by=by) if by else made["at"]
    yield style.label("cover.frozen"), [stored(frozen)]
    if audience := document.get("audience"):
        yield style.label("cover.audience"), [Run(style.label(f"audience.{audience}"))]
    if head:
        yield style.label("cover.head"), [Run(f"{head['seq']} "), Run(head["hash"], Look.HASH)]
    yield style.label("cover.content"), [Run(document["content_hash"], Look.HASH)]


def _sections(content: Record, style: Style) -> Iterator[Section]:
    """What this audience may read; what is counted is said to all."""
    makers = {
        "summary": _summary,
        "articles": period_lists.articles,
        "speakers": period_lists.speakers,
        "sources": period_lists.sources,
        "repeated": period_lists.repeated,
        "reviewers": period_lists.reviewers,
    }
    for name, make in makers.items():
        if content[name] is not None:
            title = style.label(f"period.section.{name}")
            yield Section(name, title, list(make(content, style)))
    items = [
        [words(style.label(f"period.counted.{each}", **content["limits"]))] for each in _COUNTED
    ]
    yield Section("counted", style.label("period.section.counted"), [Listing(items)])


def _summary(content: Record, style: Style) -> Iterator[Block]:
    counts = content["summary"]
    yield _bar("period.decided_bar", counts["decided"]["status"], style)
    yield Facts([(style.label(f"period.{key}"), [Run(told)]) for key, told in _told(counts, style)])
    if values := _by_day(content["cover"], counts["days"]):
        caption = "period.by_day" if len(values[0][0]) > len("2025-10") else "period.by_month"
        yield Series(style.label(caption), style.label("period.unit.decisions"), values)
    yield _bar("period.now_bar", counts["status"], style)
    rows = [
        Row([[words(style.term(name))], [words(str(number))]])
        for name, number in ranked(counts["stage"])
    ]
    columns = [
        Column(style.label("summary.stage_head"), 3),
        Column(style.label("summary.number"), 1, numeric=True),
    ]
    yield Table(style.label("period.now_stage"), columns, rows, narrow=True)


def _bar(caption: str, status: Record, style: Style) -> Bar:
    parts = [(style.term(name), STATUS_LOOKS[name], number) for name, number in ranked(status)]
    return Bar(style.label(caption), parts)


def _told(counts: Record, style: Style) -> Iterator[tuple[str, str]]:
    """The counts one by one, as text."""
    waits, claims = counts["hours_to_decision"], counts["claims"]
    share = round(100 * counts["closed"] / claims) if claims else 100
    yield "articles", str(counts["articles"])
    yield "decided", str(counts["decided"]["claims"])
    yield "decisions", str(counts["decisions"])
    yield "first_decisions", str(waits["claims"])
    yield "median", hours(waits["median"], style)
    yield "nine_of_ten", hours(waits["nine_of_ten"], style)
    yield "corrected", str(counts["corrected"])
    yield "fallen", str(counts["disputed_after_verified"])
    yield "reopened", str(counts["reopened"])
    yield "claims", str(claims)
    yield "open", str(counts["open"])
    yield "closed", style.label("period.closed_value", count=counts["closed"], percent=share)


def _by_day(cover: Record, days: Sequence[Record]) -> list[tuple[str, float]]:
    """Decisions by day, or by month where there would be many; none where there are none."""
    if not days:
        return []
    counts = Counter({each["day"]: each["decisions"] for each in days})
    since, until = (datetime.fromisoformat(cover[each]) for each in ("since", "until"))
    first, last = since.date(), (until - timedelta(microseconds=1)).date()
    if (last - first).days < _BY_DAY:
        every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return [(each.isoformat(), counts[each.isoformat()]) for each in every]
    months: Counter[str] = Counter()
    for day, number in counts.items():
        months[day[:7]] += number
    return [(each, months[each]) for each in _months(min(months), max(months))]


def _months(first: str, last: str) -> Iterator[str]:
    """Every month from one to another, both `2025-10`."""
    begin, end = (12 * int(each[:4]) + int(each[5:]) - 1 for each in (first, last))
    return (f"{each // 12:04}-{each % 12 + 1:02}" for each in range(begin, end + 1))
