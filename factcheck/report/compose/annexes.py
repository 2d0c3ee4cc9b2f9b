"""What follows the lines: the marked-up text, sources, replies, sentences, the log, sign-off."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from factcheck.extraction.sentences.paragraphs import paragraphs
from factcheck.report.blocks import (
    Block,
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
    Signatures,
    Table,
)
from factcheck.report.compose.phrases import (
    STATUS_LOOKS,
    address,
    badge,
    day,
    grade,
    quiet,
    source_title,
    stored,
)
from factcheck.report.style import Style

Record = Mapping[str, Any]


def _words(text: str) -> Paragraph:
    return Paragraph([Run(text)])


def _section(name: str, style: Style, blocks: Sequence[Block]) -> Section:
    return Section(name.replace("_", "-"), style.label(f"section.{name}"), blocks)


def alarms(content: Record, style: Style) -> Section | None:
    """Places of the text that cannot all be right."""
    if not content.get("alarms"):
        return None
    items = [
        [
            Paragraph([stored(each["message"])]),
            Paragraph([stored(_places(each["places"], style), Look.QUIET)], small=True),
        ]
        for each in content["alarms"]
    ]
    return _section("alarms", style, [_words(style.label("alarms.lead")), Listing(items)])


def _places(places: Sequence[Record], style: Style) -> str:
    return ", ".join(
        style.label("alarms.place", text=each["text"], paragraph=each["paragraph"])
        for each in places
    )


def earlier(content: Record, style: Style) -> Section | None:
    """Claims that have no place in the newest draft."""
    if not content["earlier"]:
        return None
    lead = style.label("earlier.lead", draft=content["cover"]["draft"]["number"])
    items = [
        [
            Paragraph(
                [
                    stored(style.label("earlier.item", draft=each["draft"], quote=each["quote"])),
                    Run(" "),
                    badge(each["status"], style),
                    quiet(f", {style.term(each['stage'])}"),
                ]
            )
        ]
        for each in content["earlier"]
    ]
    return _section("earlier", style, [_words(lead), Listing(items)])


def manuscript(content: Record, style: Style) -> Section | None:
    """The draft word for word, its claims marked."""
    held = content.get("manuscript")
    if held is None:
        return None
    cover = content["cover"]
    lead = _words(style.label("manuscript.lead", draft=cover["draft"]["number"]))
    marked = Manuscript(_marked(held["text"], content["lines"]), cover["language"])
    return _section("manuscript", style, [lead, marked])


def _marked(text: str, lines: Sequence[Record]) -> list[list[Segment]]:
    """The text cut where a paragraph or a claim begins or ends."""
    spans = [(each["start"], each["end"], each) for each in lines]
    found = []
    for start, end in paragraphs(text):
        here = [each for each in spans if each[0] < end and start < each[1]]
        cuts = {start, end} | {max(start, each[0]) for each in here}
        edges = sorted(cuts | {min(end, each[1]) for each in here})
        found.append([_segment(text, a, b, here) for a, b in pairwise(edges)])
    return found


def _segment(text: str, start: int, end: int, spans: Sequence[tuple[int, int, Record]]) -> Segment:
    """A piece; of several claims there the one that is worst off gives the look."""
    claims = [line for first, last, line in spans if first < end and start < last]
    looks = {STATUS_LOOKS[each["status"]] for each in claims}
    worst = (look for look in (Look.DISPUTED, Look.UNVERIFIED, Look.VERIFIED) if look in looks)
    numbers = tuple(each["number"] for each in claims)
    return Segment(text[start:end], numbers, next(worst, Look.PLAIN))


def sources(content: Record, style: Style) -> Section:
    """Every source once, with its grade, the claims that lean on it, and its kept copies."""
    found = list(source_list(content))
    if not found:
        return _section("sources", style, [_words(style.label("sources.none"))])
    heads = ("number", "source", "grade", "claims", "copies")
    shares = (0.16, 1.4, 0.9, 0.5, 1.1)
    titles = [style.label(f"sources.{each}") for each in heads]
    table = Table(
        style.label("sources.caption"),
        [Column(title, share) for title, share in zip(titles, shares, strict=True)],
        [_source_row(number, each, style) for number, each in enumerate(found, 1)],
    )
    return _section("sources", style, [table])


def source_list(content: Record) -> Iterator[dict[str, Any]]:
    """The sources in the order in which they first appear, each with its claims and copies.

    What two pieces of evidence say of their source tells whether it is one.
    """
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for line in content["lines"]:
        for each in line["evidence"]:
            names = ("title", "url", "publisher", "kind", "confidential", "independence_group")
            key = tuple(each[name] for name in names)
            entry = found.setdefault(key, {**each, "claims": [], "copies": []})
            if line["number"] not in entry["claims"]:
                entry["claims"].append(line["number"])
            copy = each.get("snapshot_sha256")
            if copy and copy not in entry["copies"]:
                entry["copies"].append(copy)
    yield from found.values()


def _source_row(number: int, each: Record, style: Style) -> Row:
    named = [stored(source_title(each, style))]
    if each["publisher"]:
        named += [Run(", "), stored(each["publisher"])]
    where = [Paragraph([address(each["url"])], small=True)] if each["url"] else []
    plain = {**each, "relied_on": False, "credibility": None}
    return Row(
        [
            [_words(str(number))],
            [Paragraph(named), *where],
            [Paragraph([stored(grade(plain, style))])],
            [_words(", ".join(map(str, each["claims"])))],
            [Paragraph([Run(copy, Look.HASH)], small=True) for copy in each["copies"]],
        ]
    )


def replies(content: Record, style: Style) -> Section | None:
    """The right-of-reply log."""
    if content.get("replies") is None:
        return None
    if not content["replies"]:
        return _section("replies", style, [_words(style.label("replies.none"))])
    heads = ("asked", "question", "answer")
    table = Table(
        style.label("replies.caption"),
        [Column(style.label(f"replies.{each}")) for each in heads],
        [_reply_row(each, style) for each in content["replies"]],
    )
    return _section("replies", style, [table])


def _reply_row(entry: Record, style: Style) -> Row:
    key = "replies.when" if entry["channel"] else "replies.when_only"
    when = style.label(key, day=day(entry["asked_at"]), channel=entry["channel"])
    deadline = entry["deadline"] and style.label("replies.deadline", at=entry["deadline"])
    asked = [Paragraph([stored(entry["asked"])]), Paragraph([stored(when, Look.QUIET)], small=True)]
    answer: list[Block] = [Paragraph([quiet(style.label("replies.unanswered"))], small=True)]
    if entry["answer"]:
        came = style.label("replies.answered", day=day(entry["answered_at"]))
        answer = [Quotation(entry["answer"]), Paragraph([quiet(came)], small=True)]
    if deadline:
        asked.append(Paragraph([quiet(deadline)], small=True))
    return Row([asked, [Quotation(entry["question"])], answer])


def dismissed(content: Record, style: Style) -> Section | None:
    """Sentences without a claim to check, and why."""
    if content.get("dismissed") is None:
        return None
    if not content["dismissed"]:
        return _section("dismissed", style, [_words(style.label("dismissed.none"))])
    language = content["cover"]["language"]
    table = Table(
        style.label("dismissed.caption"),
        [
            Column(style.label("dismissed.place"), 0.3, numeric=True),
            Column(style.label("dismissed.sentence"), 2),
            Column(style.label("dismissed.reason"), 1),
        ],
        [
            Row(
                [
                    [_words(str(each["paragraph"]))],
                    [Quotation(each["text"], language)],
                    [Paragraph([stored(why)]) for why in dismissal_words(each, style)],
                ]
            )
            for each in content["dismissed"]
        ],
    )
    return _section("dismissed", style, [table])


def dismissal_words(sentence: Record, style: Style) -> list[str]:
    """Why a sentence holds nothing to check: what people said, else what extraction saw."""
    if not sentence["dismissed"]:
        note = sentence["note"]
        told = style.term(sentence["disposition"])
        return [f"{told}: {style.term(note)}" if note and note != sentence["disposition"] else told]
    return [_dismissal(each, style) for each in sentence["dismissed"]]


def _dismissal(each: Record, style: Style) -> str:
    reason = style.term(each["reason"])
    if each["note"]:
        reason = f"{reason} ({each['note']})" if reason else each["note"]
    if each["name"] is None:
        return reason
    return style.label("dismissed.by", reason=reason, name=each["name"], day=day(each["at"]))


def corrections(document: Record, style: Style) -> Section | None:
    """What was decided, changed, added and gone since the report before."""
    made = document["made"]
    if "since" not in made or document.get("audience") == "public":
        return None
    since = made["since"]
    if since is None:
        return _section("corrections", style, [_words(style.label("corrections.first"))])
    which = {"number": since["number"], "day": day(since["at"])}
    parts = [
        part
        for name in ("decided", "altered", "added", "gone")
        for part in _part(since, name, style)
    ]
    if not parts:
        return _section("corrections", style, [_words(style.label("corrections.same", **which))])
    lead = _words(style.label("corrections.lead", **which))
    return _section("corrections", style, [lead, *parts])


def _part(since: Record, name: str, style: Style) -> Iterator[Block]:
    if not since[name]:
        return
    yield Paragraph([Run(style.label(f"corrections.{name}"), Look.STRONG)])
    yield Listing([list(_move(each, style)) for each in since[name]])


def _move(each: Record, style: Style) -> Iterator[Block]:
    yield Paragraph(
        [stored(style.label("corrections.claim", number=each["number"], quote=each["quote"]))]
    )
    nothing = style.label("corrections.nothing")
    for shift in each.get("changes", ()):
        sides = {
            side: "; ".join(map(style.term, shift[side])) or nothing for side in ("before", "after")
        }
        field = style.label(f"field.{shift['field']}")
        told = style.label("corrections.shift", field=field, **sides)
        yield Paragraph([stored(told, Look.QUIET)], small=True)


def audit(document: Record, style: Style) -> Section | None:
    """What the log says of the article, and the head that the report is pinned to."""
    head = document["made"]["log"]
    if head is None:
        return None
    pinned: list[tuple[str, Sequence[Run]]] = [
        (style.label("audit.head"), [Run(str(head["seq"]))]),
        (style.label("audit.head_hash"), [Run(head["hash"], Look.HASH)]),
    ]
    if "key_id" in head:
        pinned.append((style.label("audit.key"), [Run(head["key_id"], Look.HASH)]))
    pinned.append((style.label("audit.report"), [Run(document["made"]["report_id"], Look.HASH)]))
    held = document["content"].get("audit")
    return _section("audit", style, [*(_entries(held, style) if held else ()), Facts(pinned)])


def _entries(held: Record, style: Style) -> Iterator[Block]:
    yield _words(style.label("audit.lead"))
    if held["left_out"]:
        yield _words(style.label("audit.left_out", count=held["left_out"]))
    heads, shares = ("seq", "at", "who", "what", "hash"), (0.35, 0.75, 0.8, 1, 1.3)
    columns = [
        Column(style.label(f"audit.{name}"), share, numeric=name == "seq")
        for name, share in zip(heads, shares, strict=True)
    ]
    rows = [_entry(each, style) for each in held["entries"]]
    yield Table(style.label("audit.caption"), columns, rows)


def _entry(each: Record, style: Style) -> Row:
    what = style.term(each["action"])
    if each["claim"]:
        what = f"{what} ({each['claim']})"
    return Row(
        [
            [_words(str(each["seq"]))],
            [_words(each["at"])],
            [Paragraph([stored(each["name"])])],
            [_words(what)],
            [Paragraph([Run(each["hash"], Look.HASH)], small=True)],
        ]
    )


def sign_off(document: Record, style: Style) -> Section | None:
    """Who answers for the draft, and lines to sign on."""
    content = document["content"]
    if "sign_off" not in content or document.get("audience") == "public":
        return None
    found, told = content["sign_off"], [_words(style.label("sign_off.none"))]
    if found:
        key = "sign_off.stands" if found["stands"] else "sign_off.stale"
        said = {**found, "day": day(found["at"]), "open": found["open_claims"]}
        told = [Paragraph([stored(style.label(key, **said))])]
        if found["override_reason"]:
            reason = style.label("sign_off.override", reason=found["override_reason"])
            told.append(Paragraph([stored(reason)]))
    checkers = ", ".join(content["cover"]["checkers"] or ())
    approver = found["name"] if found and found["stands"] else ""
    printed = (("checker", checkers), ("approver", approver), ("lawyer", ""))
    lines = Signatures([(style.label(f"sign_off.{name}"), over) for name, over in printed])
    return _section("sign_off", style, [*told, lines])
