"""The change feed: every change of the desk's facts, once for each cursor, in order."""

import threading
import time
from typing import Any
from urllib.parse import urlencode

from flask import Response, current_app, g, request
from itsdangerous import URLSafeSerializer

from factcheck.api.blueprint import Blueprint
from factcheck.api.edge import brought_up_to_date, reads
from factcheck.api.links import cursor_serializer
from factcheck.api.wired import database, receipts
from factcheck.clock import utcnow
from factcheck.errors import Gone, Rejected
from factcheck.publish import fact_json
from factcheck.readiness import Readiness
from factcheck.schemas.facts import ChangesOut, ChangesQuery
from factcheck.store import fact_versions, log
from factcheck.store.fact_versions import Change
from factcheck.vocabulary import Scope, Surface

blueprint = Blueprint("changes", __name__, url_prefix="/api/v1/facts")

_LOOK_AGAIN = 0.2
"""Seconds between two looks of a caller that waits."""


@blueprint.get("/changes")
@reads(Scope.FACTS_READ, fails=410)
@blueprint.arguments(ChangesQuery, location="query")
@blueprint.response(200, ChangesOut)
def list_changes(query: dict[str, Any]) -> Any:
    """What has changed, oldest first; `next` is always given and asks for what comes after.

    An upsert says what a fact says from then on, a deletion that it is one no longer.
    `wait` keeps the request open until something changes. A cursor from before the database
    was restored from a backup answers 410: begin again without one.
    """
    brought_up_to_date(g.session)
    epoch = str(log.head(g.session).epoch)
    desk_id, limit = g.actor.desk_id, query["limit"]
    after = _position(query, epoch)
    found = fact_versions.changes(g.session, desk_id, after=after, limit=limit)
    if not found and query["wait"]:
        found = _awaited(after, limit, query["wait"])
    if found:
        receipts().all_between(
            g.actor.key_id, desk_id, Surface.CHANGES, found[0].number, found[-1].number, utcnow()
        )
    return _answer(found, _serializer().dumps([epoch, found[-1].number if found else after]))


def _position(query: dict[str, Any], epoch: str) -> int:
    """The number behind which to begin. Raises `Rejected` for a strange cursor, `Gone`."""
    if query["cursor"] is None:
        return 0 if query["start"] == "first" else fact_versions.last(g.session, g.actor.desk_id)
    genuine, told = _serializer().loads_unsafe(query["cursor"])
    if isinstance(told, list) and len(told) == 2 and told[0] != epoch:
        raise Gone(
            "This cursor is from before the database was restored from a backup. "
            "Read the facts again, then follow the changes from a new cursor."
        )
    if not genuine:
        raise Rejected(
            "The cursor is not one of ours.",
            {"cursor": ["Use the `next` address of the answer before, unchanged."]},
        )
    position: int = told[1]
    return position


def _awaited(after: int, limit: int, seconds: int) -> list[Change]:
    """The next changes, or none when nothing changes in time.

    Every caller who waits holds a thread, so only some may; others are answered at once, and
    told when to come again.
    """
    seats: threading.Semaphore = current_app.extensions["factcheck.waiting"]
    if not seats.acquire(blocking=False):
        g.retry_after = 1
        return []
    try:
        ends = time.monotonic() + seconds
        g.session.rollback()  # hold neither a connection nor an old state while waiting
        readiness: Readiness = current_app.extensions["factcheck.readiness"]
        while time.monotonic() < ends and not readiness.stopping.wait(_LOOK_AGAIN):
            with database().reading() as session:
                brought_up_to_date(session)
                found = fact_versions.changes(session, g.actor.desk_id, after=after, limit=limit)
            if found:
                return found
        return []
    finally:
        seats.release()


def _answer(found: list[Change], cursor: str | bytes) -> Response:
    query = [pair for pair in request.args.items(multi=True) if pair[0] not in ("cursor", "start")]
    query.append(("cursor", cursor if isinstance(cursor, str) else cursor.decode()))
    address = f"{request.base_url}?{urlencode(query)}"
    g.link = f'<{address}>; rel="next"'
    items = ",".join(_item(each) for each in found)
    text = f'{{"items":[{items}],"next":{current_app.json.dumps(address)}}}'
    answer = Response(text, mimetype="application/json")
    if "retry_after" in g:
        answer.headers["Retry-After"] = str(g.retry_after)
    return answer


def _item(change: Change) -> str:
    base_url = current_app.config["FACTCHECK"].base_url
    fact = f',"fact":{fact_json(change, base_url=base_url)}' if change.body else ""
    return f'{{"op":"{change.op.value}","id":"{change.claim_id}","version":{change.version}{fact}}}'


def _serializer() -> URLSafeSerializer:
    """One key for each desk: the cursor of another desk is a strange one."""
    return cursor_serializer(f"changes:{g.actor.desk_id}")
