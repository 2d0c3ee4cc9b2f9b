"""Pages of lists: opaque, signed cursors and the address of the next page."""

from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import current_app, g, request
from itsdangerous import BadData, URLSafeSerializer

from factcheck.errors import Rejected
from factcheck.store.pages import Cursor, Page

T = TypeVar("T")


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


def page_shape(page: Page[T]) -> dict[str, Any]:
    """The page with the address of the next one, which the Link header repeats."""
    address = None
    if page.next is not None:
        query = [pair for pair in request.args.items(multi=True) if pair[0] != "cursor"]
        query.append(("cursor", str(_signer().dumps(page.next))))
        address = f"{request.base_url}?{urlencode(query)}"
        g.link = f'<{address}>; rel="next"'
    return {"items": page.items, "next": address}


def _signer() -> URLSafeSerializer:
    """One key for each list, so that a cursor of one list opens no other."""
    key = current_app.secret_key or ""
    return URLSafeSerializer(key, salt=f"cursor:{request.path}:{g.actor.desk_id}")
