"""Pages of lists: opaque, signed cursors and the address of the next page."""

from collections.abc import Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Response, current_app, g, request
from itsdangerous import BadData, Signer, URLSafeSerializer
from itsdangerous.encoding import base64_decode, base64_encode, want_bytes

from factcheck.errors import Rejected
from factcheck.store.pages import Cursor, Page

T = TypeVar("T")


class ExactSigner(Signer):
    """Accepts the one spelling of a signature: base64 has spare bits that it would overlook."""

    def verify_signature(self, value: str | bytes, sig: str | bytes) -> bool:
        """Whether this very text is the signature of the value."""
        genuine = super().verify_signature(value, sig)
        return genuine and base64_encode(base64_decode(sig)) == want_bytes(sig)


def cursor_serializer(salt: str) -> URLSafeSerializer:
    """Signs cursors for one use, named by the salt: a cursor of another use is a strange one."""
    return URLSafeSerializer(current_app.secret_key or "", salt=salt, signer=ExactSigner)


def cursor_from(text: str | None) -> Cursor | None:
    """Where the page is to begin. Raises `Rejected` for a cursor that we did not give."""
    if text is None:
        return None
    try:
        cursor: Cursor = _signer().loads(text)
    except BadData as error:
        raise Rejected(
            "The cursor is not one of ours.",
            {"cursor": ["Use the `next` address of the page before, unchanged."]},
        ) from error
    return cursor


def cursor_for(place: Cursor) -> str:
    """The text that `cursor_from` makes this place of again."""
    return str(_signer().dumps(place))


def page_shape(page: Page[T]) -> dict[str, Any]:
    """The page with the address of the next one, which the Link header repeats."""
    return {"items": page.items, "next": _next_address(page.next)}


def page_json(items: Sequence[str], cursor: Cursor | None) -> Response:
    """The same of items that are JSON already."""
    address = current_app.json.dumps(_next_address(cursor))
    return Response(
        f'{{"items":[{",".join(items)}],"next":{address}}}', mimetype="application/json"
    )


def _next_address(cursor: Cursor | None) -> str | None:
    if cursor is None:
        return None
    query = [pair for pair in request.args.items(multi=True) if pair[0] != "cursor"]
    query.append(("cursor", cursor_for(cursor)))
    address = f"{request.base_url}?{urlencode(query)}"
    g.link = f'<{address}>; rel="next"'
    return address


def _signer() -> URLSafeSerializer:
    """One key for each list, so that a cursor of one list opens no other."""
    desk = g.actor.desk_id if "actor" in g else "public"
    return cursor_serializer(f"cursor:{request.path}:{desk}")
