"""Facts: what newsroom tools pull with a key of their desk."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from typing import Any
from uuid import UUID

from flask import Response, current_app, g, jsonify
from sqlalchemy.orm import Session

from factcheck.api.blueprint import Blueprint
from factcheck.api.edge import brought_up_to_date, reads, streamed
from factcheck.api.links import cursor_from, page_json
from factcheck.api.quick import REVALIDATE
from factcheck.api.wired import database, receipts
from factcheck.clock import utcnow
from factcheck.errors import NotFound
from factcheck.publish import csv_lines, fact_json, fact_shape, recipients
from factcheck.schemas.facts import ExportQuery, FactHistoryOut, FactOut, FactQuery, RecipientsOut
from factcheck.schemas.fields import page_of
from factcheck.store import fact_versions, facts, written
from factcheck.store.fact_versions import FactVersion
from factcheck.store.facts import FactFilters, Reader
from factcheck.store.picture import plain
from factcheck.store.written import Written
from factcheck.vocabulary import Scope, Surface

blueprint = Blueprint("facts", __name__, url_prefix="/api/v1/facts")

Source = Callable[[], AbstractContextManager[Session]]
_FORMATS = {"ndjson": "application/x-ndjson", "csv": "text/csv"}


def _base_url() -> str:
    found: str = current_app.config["FACTCHECK"].base_url
    return found


def _reader() -> Reader:
    return Reader(g.actor.desk_id)


def _noted(surface: Surface, numbers: Iterable[int]) -> None:
    """Remember that the key was given these versions."""
    receipts().facts(g.actor.key_id, g.actor.desk_id, surface, numbers, utcnow())


@blueprint.get("")
@reads(Scope.FACTS_READ, from_replica=True)
@blueprint.arguments(FactQuery, location="query")
@blueprint.response(200, page_of(FactOut))
def list_facts(query: dict[str, Any]) -> Any:
    """Final facts, newest change first; only verified ones unless other statuses are asked for."""
    limit, after = query.pop("limit"), cursor_from(query.pop("cursor"))
    brought_up_to_date(g.session)
    page = written.page(g.session, _reader(), FactFilters(**query), limit=limit, after=after)
    g.cache_control = REVALIDATE
    _noted(Surface.LIST, (each.number for each in page.items))
    base_url = _base_url()
    return page_json([fact_json(each, base_url=base_url) for each in page.items], page.next)


@blueprint.get("/export")
@reads(Scope.FACTS_READ, from_replica=True)
@blueprint.arguments(ExportQuery, location="query")
@blueprint.files(*_FORMATS.values())
def export_facts(query: dict[str, Any]) -> Response:
    """All facts that a list would show, newest change first, in one answer that is streamed.

    NDJSON has a fact a line, in the shape of the API; CSV is for spreadsheets.
    """
    form, filters = query.pop("format"), FactFilters(**query)
    brought_up_to_date(g.session)
    last = fact_versions.last(g.session, g.actor.desk_id)
    receipts().all_between(g.actor.key_id, g.actor.desk_id, Surface.EXPORT, 0, last, utcnow())
    source = partial(streamed, database(), from_replica=g.get("from_replica", False))
    lines = _lines(source, _reader(), filters, _base_url())
    text = csv_lines(lines) if form == "csv" else _blocks(lines)
    answer = Response(text, mimetype=_FORMATS[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="facts.{form}"'
    return answer


def _lines(source: Source, reader: Reader, filters: FactFilters, base_url: str) -> Iterator[str]:
    """The facts as JSON, read in a transaction of their own: the request's is over by then."""
    with source() as session:
        for each in written.every(session, reader, filters):
            yield fact_json(each, base_url=base_url)


def _blocks(lines: Iterator[str], size: int = 100) -> Iterator[str]:
    """Lines, many at a time: each piece of an answer has its price."""
    block: list[str] = []
    for line in lines:
        block.append(line)
        if len(block) == size:
            yield "\n".join(block) + "\n"
            block.clear()
    if block:
        yield "\n".join(block) + "\n"


@blueprint.get("/<uuid:fact_id>")
@reads(Scope.FACTS_READ, from_replica=True)
@blueprint.response(200, FactOut)
def get_fact(fact_id: UUID) -> Any:
    """One fact. One that was withdrawn is a 404 with the code `withdrawn`."""
    found = _one(fact_id)
    _noted(Surface.FACT, [found.number])
    g.cache_control = REVALIDATE
    g.etag = f'"{fact_id}.{found.version}"'
    return Response(fact_json(found, base_url=_base_url()), mimetype="application/json")


def _one(fact_id: UUID) -> Written:
    try:
        return written.one(g.session, _reader(), fact_id)
    except NotFound:  # unless it has just come out of its embargo
        brought_up_to_date(g.session)
        return written.one(g.session, _reader(), fact_id)


@blueprint.get("/<uuid:fact_id>/history")
@reads(Scope.FACTS_READ, from_replica=True)
@blueprint.response(200, FactHistoryOut)
def get_fact_history(fact_id: UUID) -> Any:
    """What the fact has said since it was first published, oldest first."""
    brought_up_to_date(g.session)
    found = fact_versions.of_fact(g.session, g.actor.desk_id, fact_id)
    return jsonify({"items": [_version_shape(each) for each in found]})


def _version_shape(version: FactVersion) -> dict[str, Any]:
    return {
        "version": version.version,
        "op": version.op,
        "at": plain(facts.when(version.number)),
        "status": version.status,
        "reason": version.reason,
        "fact": fact_shape(version, base_url=_base_url()) if version.readable else None,
    }


@blueprint.get("/<uuid:fact_id>/recipients")
@reads(Scope.DESK_READ)
@blueprint.response(200, RecipientsOut)
def get_recipients(fact_id: UUID) -> Any:
    """Who has which version of the fact, and a draft of the note that corrects it."""
    receipts().write()
    g.session.rollback()  # so that what was just written is seen
    return recipients(g.session, g.actor.desk_id, fact_id)
