"""The feeds, the page that lists them, and what robots may read."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import Response, current_app, g, render_template, request
from werkzeug.urls import iri_to_uri

from factcheck.api.links import cursor_for, cursor_from
from factcheck.public.edge import State, asked, base_url, blueprint, reads
from factcheck.public.imprints import Outlet, hub, outlets
from factcheck.publish import atom, data_feed, fact_shape, feed, json_feed
from factcheck.publish.feed import Feed, Item
from factcheck.schemas.public import FeedQuery
from factcheck.store import facts
from factcheck.store.facts import PUBLIC, Fact, FactFilters
from factcheck.store.pages import Page

Write = Callable[[Feed], str | bytes]
FEEDS = (
    ("/feeds/facts.json", "JSON Feed", json_feed.MEDIA_TYPE),
    ("/feeds/facts.atom", "Atom", atom.MEDIA_TYPE),
    ("/feeds/claimreview.json", "ClaimReview", data_feed.MEDIA_TYPE),
)
_ROBOTS = """User-agent: *
Allow: /facts/
Allow: /feeds
Allow: /oembed
Allow: /public/
Disallow: /
"""


@blueprint.get("/feeds/facts.json")
@reads
def facts_json() -> Response:
    """Facts as JSON Feed."""
    return _answer(lambda found: _json(json_feed.json_feed(found)), json_feed.MEDIA_TYPE)


@blueprint.get("/feeds/facts.atom")
@reads
def facts_atom() -> Response:
    """Facts as Atom."""
    return _answer(atom.atom, f"{atom.MEDIA_TYPE}; charset=utf-8")


@blueprint.get("/feeds/claimreview.json")
@reads
def claimreview_json() -> Response:
    """Facts as ClaimReview, in bulk."""

    def write(found: Feed) -> str:
        return _json(data_feed.data_feed(found, base_url=base_url()))

    return _answer(write, data_feed.MEDIA_TYPE, claimreview=True)


@blueprint.get("/feeds")
@reads
def index() -> Any:
    """The feeds with their addresses, for people."""
    shown = outlets(g.session, base_url=base_url())
    state = State.of(None, shown)
    return state.unchanged() or state.mark(
        Response(render_template("public/feeds.html", outlets=shown, feeds=FEEDS, base=base_url()))
    )


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Facts and feeds are there to be found; all else is work."""
    return Response(_ROBOTS, mimetype="text/plain")


def _answer(write: Write, media_type: str, *, claimreview: bool = False) -> Response:
    """A page of the feed that was asked for, or 304 by the newest change alone.

    That is the newest of the desk, not of the list: a fact may have left the list by it.
    """
    query = asked(FeedQuery)
    limit, after = query.pop("limit"), cursor_from(query.pop("cursor"))
    slug = query.pop("desk")
    every = outlets(g.session, base_url=base_url())
    shown = [each for each in every if slug in (None, each.slug)]
    desks = [each.desk_id for each in shown] if slug is not None else []
    number = facts.newest(g.session, PUBLIC, FactFilters(desks=desks)) if shown else None
    state = State.of(number, shown)
    if answer := state.unchanged():
        return answer
    filters = FactFilters(**query, desks=desks, claimreview=claimreview)
    page: Page[Fact] = Page([], None)
    if shown:
        page = facts.page(g.session, PUBLIC, filters, limit=limit, after=after, tombstones=True)
    found = _feed(page, filters, state, shown if slug is not None else every)
    answer = Response(write(found), content_type=media_type)
    answer.headers["Link"] = _links(found)
    return state.mark(answer)


def _feed(page: Page[Fact], filters: FactFilters, state: State, shown: list[Outlet]) -> Feed:
    by_desk = {each.desk_id: each for each in shown}
    one = shown[0].imprint if len(shown) == 1 else None
    return Feed(
        title=f"Fact checks by {one.publisher}" if one else "Fact checks",
        description=_description(filters),
        home=f"{base_url()}/feeds",
        first=_address(),
        address=_address(request.args.get("cursor")),
        next=_address(cursor_for(page.next)) if page.next else None,
        hub=hub(shown),
        changed=facts.when(state.number) if state.number is not None else None,
        imprint=one,
        items=[_item(each, by_desk[each.desk_id], filters) for each in page.items],
    )


def _item(fact: Fact, outlet: Outlet, filters: FactFilters) -> Item:
    """The fact as this feed shows it; of one that has left the list, only that it has."""
    listed = fact.public and (not filters.status or fact.status in filters.status)
    return Item(
        address=f"{base_url()}/facts/{fact.claim_id}",
        changed=facts.when(fact.public_number or fact.number),
        published=fact.published_at,
        elsewhere=fact.public,
        said=fact_shape(fact, base_url=base_url()) if listed else None,
        imprint=outlet.imprint,
    )


def _description(filters: FactFilters) -> str:
    """What the feed is narrowed to, in words."""
    narrowed = [
        f"{label} {feed.one_line(value)}"
        for label, value in (
            ("topic", filters.topic),
            ("said by", filters.speaker),
            ("in the article", filters.article),
            ("published by", filters.publisher),
            ("language", filters.language),
            ("status", " or ".join(filters.status)),
        )
        if value
    ]
    return "; ".join(["Claims that were checked, with the verdict and its sources", *narrowed])


def _address(cursor: str | None = None) -> str:
    """The address of this feed, of its first page unless a cursor says otherwise."""
    known = FeedQuery().fields.keys() - {"cursor"}
    pairs = [pair for pair in request.args.items(multi=True) if pair[0] in known]
    if cursor is not None:
        pairs.append(("cursor", cursor))
    query = f"?{urlencode(pairs)}" if pairs else ""
    return f"{base_url()}{request.path}{query}"


def _links(found: Feed) -> str:
    """The feed's own links as a header: for hubs, and for those who read no format."""
    links = [("self", found.address), ("next", found.next), ("hub", found.hub)]
    return ", ".join(f'<{iri_to_uri(url)}>; rel="{rel}"' for rel, url in links if url)


def _json(shape: dict[str, Any]) -> str:
    return current_app.json.dumps(shape)
