"""ClaimReview of other publishers, read as it is found: leniently, each item by itself."""

import hashlib
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from factcheck.documents.jsonld import Markup, nodes, number_of, read_jsonld, types_of
from factcheck.review.vault import plain_address
from factcheck.saying import say

_MOST_RAW = 100_000
_MOST_DEPTH = 40
_MOST_CLAIM = 10_000


@dataclass(frozen=True, slots=True)
class Skip:
    """A review that is not taken: where it stands, its address if it has one, and why."""

    path: str
    url: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class FoundCheck:
    """A review that can be taken. `about` are columns of `EarlierCheck`."""

    path: str
    identity: str
    author_url: str | None
    about: dict[str, Any]


@dataclass(frozen=True, slots=True)
class FoundChecks:
    """What a document holds."""

    checks: tuple[FoundCheck, ...]
    skipped: tuple[Skip, ...]

    def batches(self, size: int) -> Iterator["FoundChecks"]:
        """The same in parts; what is left out stands in the first."""
        yield FoundChecks(self.checks[:size], self.skipped)
        for begin in range(size, len(self.checks), size):
            yield FoundChecks(self.checks[begin : begin + size], ())


class _Unfit(Exception):
    """Why a review cannot be taken."""


def read_checks(
    document: bytes | str, *, media_type: str | None = None, fetched_from: str | None = None
) -> FoundChecks:
    """The reviews in a document: JSON-LD, a page with it, or a DataFeed."""
    return checks_of(read_jsonld(document, media_type=media_type), fetched_from=fetched_from)


def checks_of(markup: Markup, *, fetched_from: str | None = None) -> FoundChecks:
    """The reviews in markup that was read already; one that is broken stops no other."""
    checks, skipped = [], []
    for broken in markup.broken:
        line = f" in line {broken.line}" if broken.line else ""
        skipped.append(Skip(broken.path, None, f"This is no JSON: {broken.reason}{line}."))
    base = fetched_from or markup.canonical
    for node in nodes(markup, "ClaimReview"):
        url = _text(node.value.get("url"), 2000)
        if _is_withdrawn(node.outside):
            skipped.append(Skip(node.path, url, "Its publisher has withdrawn it."))
            continue
        try:
            checks.append(_check(node.value, node.path, base, fetched_from))
        except _Unfit as error:
            skipped.append(Skip(node.path, url, str(error)))
    if not checks and not skipped:
        skipped.append(Skip("$", None, "There is no ClaimReview in JSON-LD."))
    return FoundChecks(tuple(checks), tuple(skipped))


def _is_withdrawn(item: dict[str, Any] | None) -> bool:
    return bool(item and item.get("dateDeleted") and "DataFeedItem" in types_of(item))


def _check(
    review: dict[str, Any], path: str, base: str | None, fetched_from: str | None
) -> FoundCheck:
    claim = _text(review.get("claimReviewed"), _MOST_CLAIM)
    if not claim:
        raise _Unfit(say("It has no claimReviewed."))
    url = _address(review, base)
    author, item = _object(review.get("author")), _object(review.get("itemReviewed"))
    claimant = _object(item.get("author"))
    about = {
        "claim": claim,
        "claimant": _text(claimant.get("name"), 300) or _text(item.get("author"), 300),
        "claim_date": _moment(item.get("datePublished")),
        "publisher": _text(author.get("name"), 300) or _text(review.get("author"), 300),
        "site": (urlsplit(url).hostname or "").removeprefix("www.")[:300],
        "url": url,
        "title": _text(review.get("headline"), 500) or _text(review.get("name"), 500),
        "review_date": _moment(review.get("datePublished")),
        "language": _text(review.get("inLanguage"), 35),
        "raw": _raw(review),
        "fetched_from": fetched_from[:2000] if fetched_from else None,
        **_rating(_object(review.get("reviewRating"))),
    }
    author_url = _text(author.get("url"), 2000)
    return FoundCheck(path, _identity(url, claim), author_url, about)


def _identity(url: str, claim: str) -> str:
    """What makes two reviews one: the page and the claim, however they are set."""
    words = " ".join(claim.casefold().split()).strip(" .“”\"'")
    page = plain_address(url).partition("://")[2]
    return hashlib.sha256(f"{page}\x1f{words}".encode()).hexdigest()


def _address(review: dict[str, Any], base: str | None) -> str:
    """Where the review is read; a page that names no address is its own."""
    given = _text(review.get("url"), 2001) or base
    if not given:
        raise _Unfit(say("It has no url."))
    try:
        whole = urljoin(base, given) if base else given
        parts = urlsplit(whole)
        plain_address(whole)
    except ValueError:
        raise _Unfit(say("Its url cannot be read.")) from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise _Unfit(say("Its url is no whole web address."))
    if len(whole) > 2000:
        raise _Unfit(say("Its url has more than 2,000 characters."))
    return whole


def _rating(rating: dict[str, Any]) -> dict[str, Any]:
    """The words, and the numbers where they make a scale."""
    words = _text(rating.get("alternateName"), 500) or _text(rating.get("name"), 500)
    value, best, worst = (
        number_of(rating.get(name)) for name in ("ratingValue", "bestRating", "worstRating")
    )
    sound = (
        value is not None
        and best is not None
        and worst is not None
        and worst < best
        and worst <= value <= best
    )
    if not words and not sound:
        raise _Unfit(say("It has no rating."))
    numbers = (value, best, worst) if sound else (None, None, None)
    named = zip(("rating_value", "best_rating", "worst_rating"), numbers, strict=True)
    return {"rating": words, **dict(named)}


def _object(value: Any) -> dict[str, Any]:
    """The object, be it the first of a list; an empty one for anything else."""
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, dict) else {}


def _text(value: Any, most: int) -> str | None:
    """A text on one line that any database can keep; None when nothing is left of it."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value")
    if not isinstance(value, str):
        return None
    return " ".join(_clean(value[: 4 * most]).split())[:most] or None


def _clean(text: str) -> str:
    if text.isascii() and "\x00" not in text:
        return text
    text = text.replace("\x00", "\ufffd")
    return text.encode("utf-8", "replace").decode()  # half of a surrogate pair becomes `?`


def _moment(value: Any) -> datetime | None:
    """A date or time by ISO 8601, a bare one as UTC; None for what is none."""
    text = _text(value, 40)
    try:
        found = datetime.fromisoformat(text) if text else None
        if found is None:
            return None
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _raw(review: dict[str, Any]) -> Any:
    """The review as it came, as far as every database can keep it."""
    kept = _kept(review, _MOST_DEPTH)
    if len(json.dumps(kept)) > _MOST_RAW:
        raise _Unfit(say("It has more than {most:,} characters.", most=_MOST_RAW))
    return kept


def _kept(value: Any, depth: int) -> Any:
    if depth == 0:
        raise _Unfit(say("It is nested too deep."))
    if isinstance(value, dict):
        return {_clean(key): _kept(part, depth - 1) for key, part in value.items()}
    if isinstance(value, list):
        return [_kept(part, depth - 1) for part in value]
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**63:
        return None
    return value


def is_own(check: FoundCheck, own: Sequence[str]) -> bool:
    """Whether a review is one of the desk's own: at, or by, one of its addresses."""
    addresses = [check.about["url"], check.author_url or ""]
    return any(_at(address, site) for address in addresses for site in own)


def _at(address: str, site: str) -> bool:
    """Whether an address lies at a site or below it; `www.` makes no difference."""
    try:
        ours, theirs = urlsplit(site), urlsplit(address)
        same_port = ours.port == theirs.port or theirs.port is None or ours.port is None
    except ValueError:
        return False
    home, host = ((each.hostname or "").removeprefix("www.") for each in (ours, theirs))
    path = ours.path.rstrip("/")
    if not home or not same_port:
        return False
    if not path:
        return host == home or host.endswith(f".{home}")
    return host == home and f"{theirs.path}/".startswith(f"{path}/")
