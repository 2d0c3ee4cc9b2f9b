"""An article's report as a booklet: cover, and the sections that the house shows."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from factcheck.report.blocks import (
    Bar,
    Block,
    Booklet,
    Column,
    Facts,
    Look,
    Notice,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Table,
)
from factcheck.report.compose import annexes, lines
from factcheck.report.compose.phrases import STATUS_LOOKS, address, badge, day, stored
from factcheck.report.style import Style
from factcheck.report.wording import ranked

Record = Mapping[str, Any]
Make = Callable[[Record, Style], Section | None]


def article_booklet(document: Record, style: Style) -> Booklet:
    """The report as it is set; `document` is an opened edition."""
    content, made = document["content"], document["made"]
    cover = content["cover"]
    title = article_title(cover, style)
    return Booklet(
        kicker=style.label("report.kicker", desk=cover["desk"], number=made["number"]),
        title=title,
        title_language=cover["language"],
        language=style.language,
        running=style.label("report.running", title=title, number=made["number"]),
        notice=unfinished(content, style),
        cover=list(_cover(document, style)),
        sections=list(_sections(document, style)),
        closing=style.label("report.closing"),
        content_hash=document["content_hash"],
        made_at=made["at"],
        made_by=made["by"],
    )


def article_title(cover: Record, style: Style) -> str:
    """The article's title on one line."""
    return " ".join(cover["title"].split()) or style.label("report.untitled")


def unfinished(content: Record, style: Style) -> str | None:
    """What marks an unfinished report. Older documents have the sentence alone."""
    summary = content["summary"]
    if content["notice"] is None or "open" not in summary:
        notice: str | None = content["notice"]
        return notice
    key = "report.unfinished_one" if summary["wanted"] == 1 else "report.unfinished"
    return style.label(key, left=summary["open"], total=summary["wanted"])


def _cover(document: Record, style: Style) -> Iterator[Block]:
    content = document["content"]
    if notice := unfinished(content, style):
        yield Notice(notice)
    if language := content.get("language_notice"):
        yield Notice(language)
    if document.get("audience") == "public":
        yield Notice(style.label("report.withheld"))
    elif document.get("audience") == "internal" and content["summary"]["confidential_sources"]:
        yield Notice(style.label("report.withheld_sources"))
    told = [(key, runs) for key, runs in _facts(document, style) if runs]
    yield Facts([(style.label(f"cover.{key}"), runs) for key, runs in told])


def _facts(document: Record, style: Style) -> Iterator[tuple[str, Runs]]:
    """What stands on the cover; nothing of what is not known."""
    cover, made = document["content"]["cover"], document["made"]
    policy, head = cover["policy"], made["log"]
    named = {"name": style.term(policy["name"]), "version": policy["version"]}
    yield "author", _if(cover["author"])
    yield "publisher", _if(cover["publisher"])
    yield "address", [address(cover["url"])] if cover["url"] else []
    yield "published", _if(day(cover["published_at"]))
    yield "deadline", _if(cover.get("deadline"))
    yield "draft", [Run(style.label("cover.draft_value", number=cover["draft"]["number"]))]
    yield "draft_hash", [Run(cover["draft"]["sha256"], Look.HASH)]
    yield "policy", [Run(style.label("cover.policy_value", **named))]
    if cover["checkers"] is not None:
        yield "checkers", [stored(", ".join(cover["checkers"]) or style.label("report.nobody"))]
    yield "approver", _if(_approver(document["content"], style))
    by = made["by"]
    yield (
        "frozen",
        _if(style.label("cover.frozen_value", at=made["at"], by=by) if by else made["at"]),
    )
    if audience := document.get("audience"):
        yield "audience", [Run(style.label(f"audience.{audience}"))]
    yield "head", [Run(f"{head['seq']} "), Run(head["hash"], Look.HASH)] if head else []
    yield "content", [Run(document["content_hash"], Look.HASH)]


def _if(text: str | None) -> Runs:
    return [stored(text)] if text else []


def _approver(content: Record, style: Style) -> str | None:
    found = content.get("sign_off")
    if not found:
        return None
    key = "cover.approver_value" if found["stands"] else "cover.approver_stale"
    return style.label(key, name=found["name"], day=day(found["at"]))


def _sections(document: Record, style: Style) -> Iterator[Section]:
    for name in style.sections:
        wants_whole = name in _OF_DOCUMENT
        made = (_OF_DOCUMENT if wants_whole else _OF_CONTENT)[name]
        found = made(document if wants_whole else document["content"], style)
        if found is not None:
            yield found


def summary(content: Record, style: Style) -> Section:
    """The counts, what is open, and how much of the text is accounted for."""
    counts = content["summary"]
    blocks: list[Block] = [_bar(counts, style), *_open(content, style)]
    blocks += [
        Paragraph(
            [Run(style.label("summary.single_source", count=counts["single_source_claims"]))]
        ),
        Paragraph([Run(style.label("summary.confidential", count=counts["confidential_sources"]))]),
        _counts("status", counts["status"], counts["claims"], style),
        _counts("stage", counts["stage"], counts["claims"], style),
    ]
    ledger = counts["sentences"]
    blocks.append(_counts("sentence", ledger["disposition"], ledger["total"], style))
    return Section("summary", style.label("section.summary"), blocks)


def _bar(counts: Record, style: Style) -> Bar:
    parts = [
        (style.term(name), STATUS_LOOKS[name], number) for name, number in ranked(counts["status"])
    ]
    return Bar(style.label("summary.bar"), parts)


def _open(content: Record, style: Style) -> Iterator[Block]:
    """What keeps the check from being done. Older documents do not say."""
    counts = content["summary"]
    covered = counts.get("coverage")
    if covered is None:
        return
    left, accounted, total = counts["open"], covered["accounted"], covered["total"]
    if not left and accounted == total:
        yield Paragraph([Run(style.label("summary.no_blockers"), Look.STRONG)])
    elif notice := unfinished(content, style):
        yield Paragraph([Run(notice, Look.STRONG)])
    share = round(100 * accounted / total) if total else 100
    told = style.label("summary.coverage", accounted=accounted, total=total, percent=share)
    yield Paragraph([Run(told)])


def _counts(what: str, numbers: Record, total: int, style: Style) -> Table:
    caption = {"sentence": "sentences"}.get(what, what)
    rows = [_count(name, number, style) for name, number in ranked(numbers)]
    rows.append(Row([[_words(style.label("summary.all"))], [_words(str(total))]]))
    columns = [
        Column(style.label(f"summary.{what}_head"), 3),
        Column(style.label("summary.number"), 1, numeric=True),
    ]
    return Table(style.label(f"summary.{caption}"), columns, rows, narrow=True)


def _count(name: str, number: int, style: Style) -> Row:
    run = badge(name, style) if name in STATUS_LOOKS else Run(style.term(name))
    return Row([[Paragraph([run])], [_words(str(number))]])


def _words(text: str) -> Paragraph:
    return Paragraph([Run(text)])


_OF_CONTENT: Mapping[str, Make] = {
    "summary": summary,
    "must_fix": lines.must_fix,
    "alarms": annexes.alarms,
    "lines": lines.lines,
    "earlier": annexes.earlier,
    "manuscript": annexes.manuscript,
    "sources": annexes.sources,
    "replies": annexes.replies,
    "dismissed": annexes.dismissed,
}
_OF_DOCUMENT: Mapping[str, Make] = {
    "corrections": annexes.corrections,
    "audit": annexes.audit,
    "sign_off": annexes.sign_off,
}
"""Sections that tell of the making, too."""
