"""The line-by-line table and the must-fix cards."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from factcheck.report.blocks import (
    Block,
    Card,
    Column,
    Listing,
    Look,
    Paragraph,
    Quotation,
    Row,
    Run,
    Section,
    Table,
)
from factcheck.report.compose.phrases import (
    STATUS_LOOKS,
    address,
    badge,
    day,
    facet,
    grade,
    quiet,
    source_title,
    speaker,
    stored,
)
from factcheck.report.style import Style
from factcheck.vocabulary import HoldReason

Record = Mapping[str, Any]


def lines(content: Record, style: Style) -> Section:
    """Every claim of the newest draft, in the order of the text."""
    title = style.label("section.lines")
    if not content["lines"]:
        none = Paragraph([Run(style.label("lines.none"))])
        return Section("lines", title, [none])
    language = content["cover"]["language"]
    table = Table(
        caption=style.label("lines.caption", draft=content["cover"]["draft"]["number"]),
        columns=[
            Column(style.label("lines.number"), 0.16, numeric=True),
            Column(style.label("lines.words"), 1.1),
            Column(style.label("lines.finding"), 0.95),
            Column(style.label("lines.sources"), 1.45),
        ],
        rows=[_row(each, language, style) for each in content["lines"]],
    )
    return Section("lines", title, [table])


def _row(line: Record, language: str, style: Style) -> Row:
    sources = [list(source(each, style)) for each in line["evidence"]]
    none = [Paragraph([quiet(style.label("report.none"))], small=True)]
    return Row(
        cells=[
            [Paragraph([Run(str(line["number"]))])],
            list(_wording(line, language, style)),
            list(_finding(line, style)),
            [Listing(sources)] if sources else none,
        ],
        anchor=f"claim-{line['number']}",
    )


def _small(*runs: Run) -> Paragraph:
    return Paragraph(runs, small=True)


def _wording(line: Record, language: str, style: Style) -> Iterator[Block]:
    yield Quotation(line["quote"], language)
    where = {name: line[name] for name in ("paragraph", "start", "end")}
    yield _small(quiet(style.label("lines.place", kind=style.term(line["kind"]), **where)))
    if told := speaker(line["speaker"], style):
        yield _small(stored(style.label("lines.speaker", speaker=told), Look.QUIET))
    for part in line["facets"]:
        yield _small(stored(facet(part, style), Look.QUIET))
    if line["statement"] != line["quote"]:
        yield Paragraph([stored(style.label("lines.read_as", statement=line["statement"]))])


def _finding(line: Record, style: Style) -> Iterator[Block]:
    status = [badge(line["status"], style)]
    if rating := style.rating(line["rating"]):
        status += [Run(" – "), stored(rating)]
    yield Paragraph(status)
    reason = f": {style.term(line['stage_reason'])}" if line["stage_reason"] else ""
    yield _small(quiet(f"{style.term(line['stage'])}{reason}"))
    if line["witnesses"] == 1:
        yield _small(Run(style.label("lines.single_source"), Look.STRONG))
    if line["decision"]:
        yield from _decision(line, line["decision"], style)


def _decision(line: Record, decision: Record, style: Style) -> Iterator[Block]:
    if not decision["decided_at"]:
        proposed = style.label("lines.proposed", status=style.term(decision["status"]))
        yield _small(quiet(proposed))
    yield Paragraph([stored(decision["rationale"])])
    name = decision["reviewer"] or style.label("lines.reviewer_withheld")
    when = day(decision["reviewed_at"])
    yield _small(stored(style.label("lines.decided_by", name=name, day=when), Look.QUIET))
    if second := decision["second_person"]:
        yield _small(stored(_second(line, second, style), Look.QUIET))
    policy = decision["policy"]
    named = {"name": style.term(policy["name"]), "version": policy["version"]}
    decided = decision["decided_at"]
    key = "lines.policy_decided" if decided else "lines.policy"
    yield _small(quiet(style.label(key, **named, day=day(decided))))
    if against := decision.get("override_reason"):
        yield _small(stored(style.label("lines.override", reason=against), Look.STRONG))


def _second(line: Record, second: Record, style: Style) -> str:
    disagrees = line["stage_reason"] == HoldReason.DISAGREEMENT
    key = "lines.disagrees" if disagrees else "lines.second_person"
    name, when = second["reviewer"], day(second["reviewed_at"])
    return style.label(key, name=name, day=when, status=style.term(second["status"]))


def source(evidence: Record, style: Style) -> Iterator[Block]:
    """A piece of evidence: stance and source, what it says, its grade, where it is kept."""
    named = source_title(evidence, style)
    look = Look.EMPHASIS if evidence["confidential"] else Look.PLAIN
    runs = [Run(style.term(evidence["stance"]), Look.STRONG), Run(": "), stored(named, look)]
    for part in ("publisher", "locator"):
        if evidence[part]:
            runs += [Run(", "), stored(evidence[part])]
    yield Paragraph(runs)
    if evidence["passage"]:
        yield Paragraph([stored(f"“{evidence['passage']}”", Look.EMPHASIS)])
    seen = evidence["accessed_at"]
    told = f"; {style.label('source.seen', day=day(seen))}" if seen else ""
    yield _small(stored(grade(evidence, style) + told, Look.QUIET))
    if evidence["url"]:
        yield _small(address(evidence["url"]))
    if copy := evidence.get("snapshot_sha256"):
        before, _, after = style.label("source.copy", hash="\0").partition("\0")
        yield _small(quiet(before), Run(copy, Look.HASH), quiet(after))


def must_fix(content: Record, style: Style) -> Section | None:
    """The disputed claims: where, as written, what is wrong, what to write, on which evidence."""
    fixes: Sequence[Record] | None = content["must_fix"]
    if fixes is None:
        return None
    language = content["cover"]["language"]
    none = Paragraph([Run(style.label("must_fix.none"))])
    cards = [_card(each, language, style) for each in fixes]
    return Section("must-fix", style.label("section.must_fix"), cards or [none])


def _card(fix: Record, language: str, style: Style) -> Card:
    where = {name: fix[name] for name in ("number", "paragraph", "start", "end")}
    body: list[Block] = [
        _label("must_fix.as_written", style),
        Quotation(fix["as_written"], language),
    ]
    if fix["rationale"]:
        body += [_label("must_fix.wrong", style), Paragraph([stored(fix["rationale"])])]
    if fix["suggested_wording"]:
        body.append(_label("must_fix.suggested", style))
        body.append(Quotation(fix["suggested_wording"], language))
    if fix["refuting"]:
        body.append(_label("must_fix.against", style))
        body.append(Listing([list(source(each, style)) for each in fix["refuting"]]))
    title = [badge("disputed", style), Run(f": {style.label('must_fix.title', **where)}")]
    return Card(f"fix-{fix['number']}", title, body, STATUS_LOOKS["disputed"])


def _label(key: str, style: Style) -> Paragraph:
    return Paragraph([quiet(style.label(key))], small=True)
