"""The linter: what consumers of ClaimReview would drop, misread or miss in a document."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from factcheck.documents.jsonld import Markup, Node, nodes, read_jsonld, step, types_of
from factcheck.publish.claimreview_checks import Complaint, complaints
from factcheck.publish.claimreview_rules import RULES, Severity

MOST_FINDINGS = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken rule: the place as a JSON path, how bad, and where the rule comes from."""

    path: str
    severity: Severity
    rule: str
    message: str
    source: str


def lint(document: bytes | str, *, page_url: str | None = None) -> list[Finding]:
    """The findings in a document: JSON-LD alone or in a page; in a graph, a list or a feed.

    `page_url` is the address that it came from, if that is known. Whatever the document
    holds, the answer is findings, in time that grows with its length alone.
    """
    return lint_markup(read_jsonld(document), page_url=page_url)


def lint_value(value: Any, *, page_url: str | None = None) -> list[Finding]:
    """The findings in JSON-LD that was parsed already."""
    return lint_markup(Markup((("$", value),)), page_url=page_url)


def lint_markup(markup: Markup, *, page_url: str | None = None) -> list[Finding]:
    """The findings in markup that was read already."""
    found = (_finding(*each) for each in _all(markup, page_url or markup.canonical))
    some = list(islice(found, MOST_FINDINGS + 1))
    if len(some) <= MOST_FINDINGS:
        return some
    told = f"There are more than {MOST_FINDINGS} findings; mend these first."
    return [*some[:MOST_FINDINGS], _finding("$", "too_many", told)]


def _finding(path: str, rule: str, message: str) -> Finding:
    about = RULES[rule]
    return Finding(path, about.severity, rule, message, about.source)


def _all(markup: Markup, page_url: str | None) -> Iterator[Complaint]:
    for each in markup.broken:
        where = f"Line {each.line}, " if each.line else ""
        where += f"column {each.column}: " if each.column else ""
        where = where.removesuffix(", ") + (": " if where.endswith(", ") else "")
        yield each.path, "json", f"{where}this is no JSON, for {each.reason}."
    seen = False
    for node, again in _numbered(nodes(markup, "ClaimReview")):
        seen = True
        if again:
            told = "This is a further ClaimReview on one page: give each a page, or use a DataFeed."
            yield node.path, "many_reviews", told
        yield from _of_review(node, page_url)
    if markup.microdata:
        yield "$", "microdata", "The page has a ClaimReview as microdata, which is not read here."
    if not seen and not markup.broken and not _is_feed(markup):
        yield "$", "no_claim_review", _missing(markup)


def _missing(markup: Markup) -> str:
    if markup.page and not markup.blocks:
        return 'There is no JSON-LD: no script of the type "application/ld+json".'
    return "There is no object whose @type is ClaimReview."


def _is_feed(markup: Markup) -> bool:
    """Whether the document is a feed; one may be empty."""
    return any(True for _ in nodes(markup, "DataFeed"))


def _numbered(found: Iterable[Node]) -> Iterator[tuple[Node, bool]]:
    """Each review, and whether another stands beside it that is not an item of a feed."""
    before = False
    for node in found:
        in_feed = "DataFeedItem" in types_of(node.outside)
        yield node, before and not in_feed
        before = before or not in_feed


def _of_review(node: Node, page_url: str | None) -> Iterator[Complaint]:
    item = node.outside
    if item is not None and item.get("dateDeleted") and "DataFeedItem" in types_of(item):
        if "reviewRating" in node.value:
            path = step(node.path, "reviewRating")
            told = "The item is withdrawn (dateDeleted), yet it still carries a rating."
            yield path, "withdrawn_with_rating", told
        return
    yield from complaints(node, page_url)
