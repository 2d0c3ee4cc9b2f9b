"""A fact for people: its page, its JSON, and the card that stands on other people's pages."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from flask import Response, g, render_template, request
from markupsafe import Markup

from factcheck.public.edge import State, base_url, blueprint, reads
from factcheck.public.feeds import FEEDS
from factcheck.public.imprints import Outlet, outlets
from factcheck.publish import fact_json, fact_shape
from factcheck.publish.claimreview import claim_review
from factcheck.publish.feed import title
from factcheck.store import fact_versions, facts
from factcheck.store.facts import PUBLIC, Fact
from factcheck.vocabulary import FeedOp

_JSON = "application/json"
_HTML = "text/html"
_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&"}
"""Letters that could end a script element; in JSON their escapes are as good."""


@dataclass(frozen=True, slots=True)
class Before:
    """A verdict that was published until a correction. `shape` is the fact as it was."""

    shape: dict[str, Any]
    since: datetime
    until: datetime


@blueprint.get("/facts/<uuid:fact_id>")
@reads
def page(fact_id: UUID) -> Response:
    """The fact as a page; as JSON for who would rather have that."""
    wanted = request.accept_mimetypes.best_match([_HTML, _JSON], default=_HTML)
    answer = _answer(fact_id, _as_json if wanted == _JSON else _as_page, str(wanted))
    answer.vary.add("Accept")
    return answer


@blueprint.get("/facts/<uuid:fact_id>.json")
@reads
def page_json(fact_id: UUID) -> Response:
    """The fact as JSON, in the shape of the API."""
    return _answer(fact_id, _as_json)


@blueprint.get("/facts/<uuid:fact_id>/card")
@reads
def card(fact_id: UUID) -> Response:
    """The fact in short, to stand in a frame on any page."""
    g.embeddable = True
    return _answer(fact_id, _as_card)


def _answer(fact_id: UUID, write: Callable[[Fact, Outlet], Response], *more: str) -> Response:
    fact = facts.fact(g.session, PUBLIC, fact_id)
    every = outlets(g.session, base_url=base_url())
    outlet = next(each for each in every if each.desk_id == fact.desk_id)
    state = State.of(fact.number, [outlet], *more)
    return state.unchanged() or state.mark(write(fact, outlet))


def _as_json(fact: Fact, _: Outlet) -> Response:
    return Response(fact_json(fact, base_url=base_url()), mimetype=_JSON)


def _as_page(fact: Fact, outlet: Outlet) -> Response:
    shape = fact_shape(fact, base_url=base_url())
    review = claim_review(shape, outlet.imprint, base_url=base_url())
    return Response(
        render_template(
            "public/fact.html",
            fact=shape,
            outlet=outlet,
            title=title(shape),
            address=f"{base_url()}/facts/{fact.claim_id}",
            base=base_url(),
            feeds=FEEDS,
            before=_before(fact) if fact.corrected else None,
            review=_data_block(review) if review else None,
        )
    )


def _as_card(fact: Fact, outlet: Outlet) -> Response:
    shape = fact_shape(fact, base_url=base_url())
    address = f"{base_url()}/facts/{fact.claim_id}"
    return Response(
        render_template(
            "public/card.html", fact=shape, outlet=outlet, title=title(shape), address=address
        )
    )


def _before(fact: Fact) -> Before | None:
    """The verdict before this one, if everybody could read it and still may."""
    versions = fact_versions.of_claim(g.session, fact.claim_id)
    shown = [each for each in versions if each.public and each.op is FeedOp.UPSERT]
    for then, after in reversed(list(pairwise(shown))):
        if then.status is not fact.status:
            if not then.readable:
                return None
            shape = fact_shape(then, base_url=base_url())
            return Before(shape, facts.when(then.number), facts.when(after.number))
    return None


def _data_block(shape: dict[str, Any]) -> Markup:
    """JSON that can stand in a script element, whatever it says."""
    return Markup(json.dumps(shape, indent=1).translate(_ESCAPES))  # noqa: S704
