"""What the linter looks at in one ClaimReview. Each check yields path, rule and message."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, TypeAlias
from urllib.parse import SplitResult, urlsplit

from factcheck.documents.jsonld import Node, number_of, step, types_of
from factcheck.publish.claimreview import MOST_CLAIM_CHARACTERS
from factcheck.publish.scale import MOST_LABEL_CHARACTERS, MOST_LABEL_WORDS, is_short

Complaint: TypeAlias = tuple[str, str, str]
"""Path, name of the rule, message."""

_CONTEXT = re.compile(r"https?://schema\.org/?")
_LABELS = frozenset(
    """
    true|false|mostly true|mostly false|half true|half-true|partly true|partly false|misleading
    |unproven|unverified|verified|disputed|debunked|fake|hoax|satire|pants on fire|correct
    |incorrect|wrong|inaccurate|accurate|mixture|mixed|missing context|lacks context|falsch
    |richtig|wahr|faux|vrai|falso|verdadero|engañoso|falsch oder irreführend|irreführend
    """.replace("\n    ", "")
    .strip()
    .split("|")
)
"""Words that are a verdict, not a part of a claim, when a mark sets them off."""
_BEFORE = re.compile(r"\s*[\[(]?\s*([^:\[\]()–—]{1,40}?)\s*[\])]?\s*(?::|–|—|\s-\s|[\])])")
_AFTER = re.compile(r"(?:[\[(]|\s–|\s—|\s-)\s*([^\[\]()–—:]{1,40}?)\s*[\])]?\s*[.!]?\s*$")
_PARTIAL_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_SHOWN = 60


def complaints(node: Node, page_url: str | None) -> Iterator[Complaint]:
    """Everything that is wrong with one review."""
    review, path = node.value, node.path
    yield from _context(node)
    yield from _claim_reviewed(review, path)
    yield from _url(review, path, page_url)
    yield from _author(review, path)
    if not _given(review, "datePublished"):
        yield path, "date_published", "datePublished is missing: say when the review came out."
    yield from _dates(review, path, ("datePublished", "dateModified", "dateCreated"))
    yield from _item(review, path)
    yield from _rating(review, path)


def _given(value: dict[str, Any], key: str) -> bool:
    """Whether something stands there: not null, not an empty text, list or object."""
    found = value.get(key)
    return bool(found.strip()) if isinstance(found, str) else found not in (None, [], {})


def _text(value: Any) -> str:
    """The text, be it the first of a list or a value with its language."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value")
    return value.strip() if isinstance(value, str) else ""


def _told(value: Any) -> str:
    """A value as it can be shown in a sentence."""
    shown = value if isinstance(value, str) else repr(value) if _is_plain(value) else "something"
    shown = " ".join(shown[: 4 * _SHOWN].split())
    return f"“{shown[:_SHOWN]}…”" if len(shown) > _SHOWN else f"“{shown}”"


def _is_plain(value: Any) -> bool:
    return isinstance(value, bool | float) or (isinstance(value, int) and abs(value) < 10**15)


def _first(value: Any, path: str) -> tuple[Any, str]:
    """The thing, or the first of a list of them, and where it is."""
    if isinstance(value, list) and value:
        return value[0], step(path, 0)
    return value, path


def _context(node: Node) -> Iterator[Complaint]:
    if node.context is None:
        yield node.path, "context", '@context is missing: add "@context": "https://schema.org".'
    elif not _is_schema(node.context):
        where, told = step(node.path, "@context"), _told(node.context)
        yield where, "context", f"@context is {told}; it must be https://schema.org."


def _is_schema(context: Any) -> bool:
    """Whether a context says that names are schema.org's; by which protocol does not matter."""
    if isinstance(context, str):
        return _CONTEXT.fullmatch(context.strip()[:100]) is not None
    if isinstance(context, list):
        return any(_is_schema(each) for each in context[:20] if not isinstance(each, list))
    return isinstance(context, dict) and any(
        isinstance(each, str) and _CONTEXT.fullmatch(each[:100])
        for each in list(context.values())[:50]
    )


def _claim_reviewed(review: dict[str, Any], path: str) -> Iterator[Complaint]:
    claim, where = _text(review.get("claimReviewed")), step(path, "claimReviewed")
    if not claim:
        yield path, "claim_reviewed", "claimReviewed is missing: tell the claim in a short line."
        return
    if len(claim) > MOST_CLAIM_CHARACTERS:
        told = f"It has {len(claim)} characters; keep it within {MOST_CLAIM_CHARACTERS} if you can."
        yield where, "claim_reviewed_long", told
    rating, _ = _first(review.get("reviewRating"), path)
    own = _text(rating.get("alternateName")) if isinstance(rating, dict) else ""
    if label := _set_off(claim, own.casefold()):
        told = f"It holds the rating {_told(label)}; that belongs into reviewRating alone."
        yield where, "rating_in_claim", told


def _set_off(claim: str, own: str) -> str | None:
    """A verdict that a colon, a dash or brackets set off from the claim."""
    for found in (_BEFORE.match(claim[:80]), _AFTER.search(claim[-80:])):
        if found is None:
            continue
        words = found[1].strip(" .!").casefold()
        if words in _LABELS or (words and words == own.strip(" .!")):
            return found[1]
    return None


def _url(review: dict[str, Any], path: str, page_url: str | None) -> Iterator[Complaint]:
    url, where = _text(review.get("url")), step(path, "url")
    if not url:
        yield path, "url", "url is missing: give the address of the page with the review."
        return
    parts = _split(url)
    if parts is None or not parts.hostname or parts.scheme not in {"http", "https"}:
        yield where, "url_relative", f"{_told(url)} is no whole address: begin with https://."
        return
    page = _split(page_url or "")
    if page is not None and page.hostname and not _within(parts.hostname, page.hostname):
        told = f"The review is on {page.hostname}, but its url leads to {parts.hostname}."
        yield where, "url_domain", told


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.hostname, parts.port
    except ValueError:
        return None
    return parts


def _within(host: str, page: str) -> bool:
    """Whether it is the page's domain, or one below it; `www.` makes no difference."""
    host, page = (each.lower().rstrip(".").removeprefix("www.") for each in (host, page))
    return host == page or host.endswith(f".{page}")


def _author(review: dict[str, Any], path: str) -> Iterator[Complaint]:
    if not _given(review, "author"):
        yield path, "author", "author is missing: name the organisation that reviewed."
        return
    author, where = _first(review["author"], step(path, "author"))
    if isinstance(author, dict) and not ({"name", "url", "@id"} & _keys(author)):
        yield where, "author_unnamed", "author has neither a name nor a url."


def _keys(value: dict[str, Any]) -> set[str]:
    return {key for key in value if _given(value, key)}


def _item(review: dict[str, Any], path: str) -> Iterator[Complaint]:
    if not _given(review, "itemReviewed"):
        told = "itemReviewed is missing: describe the claim, who made it and when."
        yield path, "item_reviewed", told
        return
    item, where = _first(review["itemReviewed"], step(path, "itemReviewed"))
    if not isinstance(item, dict) or "Claim" not in types_of(item):
        yield where, "item_type", 'itemReviewed is no Claim: give it "@type": "Claim".'
    if not isinstance(item, dict):
        return
    yield from _dates(item, where, ("datePublished",))
    if not _given(item, "author"):
        yield where, "claim_author", "author is missing: say who made the claim, if it is known."
        return
    author, place = _first(item["author"], step(where, "author"))
    if isinstance(author, dict) and not ({"name", "@id"} & _keys(author)):
        yield place, "claim_author_unnamed", "The author of the claim has no name."


def _dates(value: dict[str, Any], path: str, names: tuple[str, ...]) -> Iterator[Complaint]:
    for name in names:
        if _given(value, name) and not is_date(value[name]):
            told = f"{_told(value[name])} is no date by ISO 8601: write it like 2026-03-02."
            yield step(path, name), "date", told


def is_date(value: Any) -> bool:
    """Whether it is a date or a time by ISO 8601; a year or a month will do."""
    text = _text(value)
    if not 4 <= len(text) <= 40 or not text.isascii():
        return False
    if _PARTIAL_DATE.fullmatch(text):
        return True
    try:
        if len(text) == len("2026-03-02"):
            date.fromisoformat(text)
        else:
            datetime.fromisoformat(text)
    except ValueError:
        return False
    return text[4] == "-" or text[:8].isdigit()


def _rating(review: dict[str, Any], path: str) -> Iterator[Complaint]:
    if not _given(review, "reviewRating"):
        yield path, "rating", "reviewRating is missing: give the verdict."
        return
    rating, where = _first(review["reviewRating"], step(path, "reviewRating"))
    if not isinstance(rating, dict):
        yield where, "rating", f"reviewRating is {_told(rating)}; it must be a Rating."
        return
    yield from _label(rating, where)
    yield from _numbers(rating, where)


def _label(rating: dict[str, Any], path: str) -> Iterator[Complaint]:
    label = _text(rating.get("alternateName"))
    if not label and _text(rating.get("name")):
        yield path, "alternate_name_missing", "Put the words of the rating into alternateName."
    elif not label:
        yield path, "alternate_name", "alternateName is missing: give the verdict in words."
    elif not is_short(label):
        told = (
            f"{_told(label)} is no label: at most {MOST_LABEL_WORDS} words and "
            f"{MOST_LABEL_CHARACTERS} characters; the rest belongs into ratingExplanation."
        )
        yield step(path, "alternateName"), "label_long", told


def _numbers(rating: dict[str, Any], path: str) -> Iterator[Complaint]:
    names = ("ratingValue", "bestRating", "worstRating")
    given = [name for name in names if _given(rating, name)]
    found = {name: number_of(rating[name]) for name in given}
    for name, number in found.items():
        if number is None:
            told = f"{_told(rating[name])} is no number."
            yield step(path, name), "not_a_number", told
    if given and len(given) < len(names):
        missing = " and ".join(name for name in names if name not in given)
        yield path, "numbers_incomplete", f"{missing} missing: give all three numbers, or none."
    value, best, worst = (found.get(name) for name in names)
    if worst is not None and worst < 1:
        yield step(path, "worstRating"), "worst_below_one", f"It is {worst:g}; 1 is the least."
    if best is not None and worst is not None and best <= worst:
        told = f"The best rating ({best:g}) is not above the worst ({worst:g})."
        yield step(path, "bestRating"), "best_not_above_worst", told
    if value is None:
        return
    where = step(path, "ratingValue")
    if worst is not None and value < worst:
        yield where, "value_below_worst", f"{value:g} is below the worst rating, {worst:g}."
    if best is not None and value > best:
        yield where, "value_above_best", f"{value:g} is above the best rating, {best:g}."
