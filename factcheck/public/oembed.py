"""oEmbed (oembed.com): the address of a fact becomes the card that shows it."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Response, current_app, g
from markupsafe import Markup

from factcheck.api import problems
from factcheck.errors import NotFound
from factcheck.public.edge import State, asked, base_url, blueprint, reads
from factcheck.public.imprints import outlets
from factcheck.publish import fact_shape
from factcheck.publish.atom import writable
from factcheck.publish.feed import title
from factcheck.schemas.public import OEmbedQuery
from factcheck.store import facts
from factcheck.store.facts import PUBLIC

_WIDTH, _HEIGHT = 600, 320
_CACHE_SECONDS = 60
_SANDBOX = "allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
_FORMATS = {"json", "xml"}


@blueprint.get("/oembed")
@reads
def oembed() -> Response:
    """How to show the fact at an address."""
    query = asked(OEmbedQuery)
    if query["format"] not in _FORMATS:
        return problems.problem(501, "This answers as json or xml.", "not_implemented")
    try:
        fact = facts.fact(g.session, PUBLIC, _fact_at(query["url"]))
    except NotFound as error:  # the format knows no other word for what was withdrawn
        raise NotFound("There is no fact at this address.") from error
    every = outlets(g.session, base_url=base_url())
    outlet = next(each for each in every if each.desk_id == fact.desk_id)
    state = State.of(fact.number, [outlet])
    if answer := state.unchanged():
        return answer
    shape = _rich(title(fact_shape(fact, base_url=base_url())), fact.claim_id, query)
    shape |= {"author_name": outlet.imprint.publisher, "author_url": outlet.imprint.site}
    return state.mark(_written(shape, query["format"]))


def _fact_at(url: str) -> UUID:
    """The fact whose page or card has this address. Raises `NotFound`."""
    ours, given = urlsplit(base_url()), _split(url)
    path = given[1].removeprefix(f"{ours.path}/facts/").removesuffix("/").removesuffix("/card")
    here = (ours.scheme, ours.netloc.casefold()) == given[0]
    try:
        if here and given[1].startswith(f"{ours.path}/facts/"):
            return UUID(path.removesuffix(".json"))
    except ValueError:
        pass
    raise NotFound("There is no fact at this address.")


def _split(url: str) -> tuple[tuple[str, str], str]:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise NotFound("There is no fact at this address.") from error
    return (parts.scheme, parts.netloc.casefold()), parts.path


def _rich(words: str, fact_id: UUID, query: dict[str, Any]) -> dict[str, Any]:
    width = min(_WIDTH, query["maxwidth"] or _WIDTH)
    height = min(_HEIGHT, query["maxheight"] or _HEIGHT)
    frame = Markup(
        '<iframe src="{}/facts/{}/card" width="{}" height="{}" title="{}" sandbox="{}" '
        'loading="lazy" frameborder="0"></iframe>'
    ).format(base_url(), fact_id, width, height, words, _SANDBOX)
    return {
        "version": "1.0",
        "type": "rich",
        "title": words,
        "provider_name": "factcheck",
        "provider_url": base_url(),
        "cache_age": _CACHE_SECONDS,
        "html": str(frame),
        "width": width,
        "height": height,
    }


def _written(shape: dict[str, Any], form: str) -> Response:
    if form == "json":
        return Response(current_app.json.dumps(shape), mimetype="application/json")
    root = Element("oembed")
    for name, value in shape.items():
        SubElement(root, name).text = writable(str(value))
    return Response(
        tostring(root, encoding="utf-8", xml_declaration=True),
        content_type="text/xml; charset=utf-8",
    )
