"""`/v1alpha1/claims:search`: fact checks in the shape of Google's Fact Check Tools API.

A client that was written for that works by changing its base address. The parameters are
those of https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import HTTPException

from factcheck import errors
from factcheck.api.links import cursor_for, cursor_from
from factcheck.clock import utcnow
from factcheck.public import google
from factcheck.public.edge import State, asked, base_url, reads, shared
from factcheck.public.imprints import Outlet, outlets
from factcheck.publish import fact_shape
from factcheck.publish.claimreview import claim_review
from factcheck.publish.feed import title
from factcheck.publish.imprint import Imprint
from factcheck.schemas.public import ClaimSearchQuery
from factcheck.store import facts
from factcheck.store.facts import PUBLIC, Fact, FactFilters
from factcheck.store.pages import Cursor, Page
from factcheck.vocabulary import Status

blueprint = Blueprint("search", __name__)

_SIZE, _LARGEST = 10, 200
_LONG_AGO_DAYS = 36_500
_EVERY_METHOD = {
    "$.xgafv", "access_token", "alt", "callback", "fields", "key", "oauth_token", "prettyPrint",
    "quotaUser", "uploadType", "upload_protocol",
}  # fmt: skip
"""What every method of a Google API takes; none of it changes what this one answers."""
_SAID = (Status.VERIFIED, Status.DISPUTED)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a caller looks for. `newer_than` is what `maxAgeDays` comes to."""

    text: str
    filters: FactFilters
    size: int
    offset: int
    newer_than: datetime | None


@blueprint.get("/v1alpha1/claims:search")
@reads
def search() -> Response:
    """Fact checks about what the query says, newest change first."""
    _refuse_unknown()
    query = asked(ClaimSearchQuery)
    if not query["query"].strip() and not query["site"].strip():
        raise errors.Rejected(
            "Nothing is asked for.",
            {"query": ["Give a query, or the publisher's site as reviewPublisherSiteFilter."]},
        )
    after = cursor_from(query["token"] or None)
    every = outlets(g.session, base_url=base_url())
    shown = [each for each in every if _at_site(each.imprint, query["site"])]
    state = State.of(facts.newest(g.session, PUBLIC, FactFilters()), every, _today(query))
    if answer := state.unchanged():
        return answer
    found = _found(_asked(query, shown), after, shown) if shown else {}
    return state.mark(google.answer(found, pretty=_pretty()))


def _refuse_unknown() -> None:
    known = {each.data_key or name for name, each in ClaimSearchQuery().fields.items()}
    for name in request.args:
        if name not in known | _EVERY_METHOD:
            raise errors.Rejected(
                "There is no such parameter.", {name: ["Cannot bind query parameter."]}
            )


def _today(query: dict[str, Any]) -> str:
    """An age is counted from now, so the answer is another one each day."""
    return utcnow().date().isoformat() if query["days"] else ""


def _pretty() -> bool:
    return request.args.get("prettyPrint", "true").lower() not in {"false", "0"}


def _asked(query: dict[str, Any], shown: list[Outlet]) -> Asked:
    days = min(query["days"], _LONG_AGO_DAYS)
    oldest = _start_of_day(utcnow() - timedelta(days=days)) if days else None
    unproven = any(each.imprint.unproven for each in shown)
    filters = FactFilters(
        status=() if unproven else _SAID,
        language=query["language"].partition("-")[0].lower() or None,
        since=oldest,
        desks=[each.desk_id for each in shown] if query["site"].strip() else (),
        claimreview=True,
    )
    size = min(query["size"] or _SIZE, _LARGEST)
    return Asked(query["query"].strip(), filters, size, query["offset"], oldest)


def _start_of_day(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _found(asked: Asked, after: Cursor | None, shown: list[Outlet]) -> dict[str, Any]:
    """The answer. A page may be short where some of it turns out too old, but is never empty."""
    if after is None and asked.offset:
        after = _behind(asked, asked.offset)
        if after is None:
            return {}
    imprints = {each.desk_id: each.imprint for each in shown}
    while True:
        page = _page(asked, limit=asked.size, after=after)
        claims = _claims(page.items, imprints, asked.newer_than)
        after = page.next
        if claims or after is None:
            break
    answer: dict[str, Any] = {"claims": claims} if claims else {}
    return answer | {"nextPageToken": cursor_for(after)} if after is not None else answer


def _behind(asked: Asked, offset: int) -> Cursor | None:
    """The place behind the first `offset` results; None if there are no more."""
    after: Cursor | None = None
    while offset > 0:
        step = min(offset, _LARGEST)
        after = _page(asked, limit=step, after=after).next
        if after is None:
            return None
        offset -= step
    return after


def _page(asked: Asked, *, limit: int, after: Cursor | None) -> Page[Fact]:
    if not asked.text:
        return facts.page(g.session, PUBLIC, asked.filters, limit=limit, after=after)
    return facts.search(g.session, PUBLIC, asked.text, asked.filters, limit=limit, after=after)


def _claims(
    found: Sequence[Fact], imprints: dict[UUID, Imprint], newer_than: datetime | None
) -> list[dict[str, Any]]:
    claims = []
    for each in found:
        shape, imprint = fact_shape(each, base_url=base_url()), imprints[each.desk_id]
        if newer_than is not None and _newer_date(shape) < newer_than:
            continue
        if review := claim_review(shape, imprint, base_url=base_url()):
            claims.append(_claim(shape, review, imprint))
    return claims


def _newer_date(shape: dict[str, Any]) -> datetime:
    """The newer of when it was claimed and when that was reviewed."""
    dates = [shape["article"]["published_at"], shape["reviewed_at"]]
    return max(datetime.fromisoformat(each) for each in dates if each)


def _claim(shape: dict[str, Any], review: dict[str, Any], imprint: Imprint) -> dict[str, Any]:
    """One result; what is unknown is left out, as Google does."""
    language = review.get("inLanguage")
    said = {
        "text": review["claimReviewed"],
        "claimant": review["itemReviewed"].get("author", {}).get("name"),
        "claimDate": review["itemReviewed"].get("datePublished"),
        "claimReview": [
            _known(
                {
                    "publisher": _known({"name": imprint.publisher, "site": site_of(imprint)}),
                    "url": review["url"],
                    "title": title(shape),
                    "reviewDate": shape["reviewed_at"],
                    "textualRating": review["reviewRating"]["alternateName"],
                    "languageCode": language if language != "und" else None,
                }
            )
        ],
    }
    return _known(said)


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def site_of(imprint: Imprint) -> str:
    """The publisher's site as Google writes it: the host without `www`."""
    return (urlsplit(imprint.site).hostname or "").removeprefix("www.")


def _at_site(imprint: Imprint, wanted: str) -> bool:
    """Whether the publisher is the one that the caller narrows the search to, if they do."""
    wanted = wanted.strip().casefold()
    if not wanted:
        return True
    host = urlsplit(wanted if "//" in wanted else f"//{wanted}").hostname or ""
    return bool(host) and host.removeprefix("www.") == site_of(imprint)


@blueprint.after_request
def _share(answer: Response) -> Response:
    return shared(answer)


@blueprint.errorhandler(errors.FactcheckError)
def _ours(error: errors.FactcheckError) -> Response:
    return google.from_error(error)


@blueprint.errorhandler(HTTPException)
def _theirs(error: HTTPException) -> Response:
    return google.from_http(error)
