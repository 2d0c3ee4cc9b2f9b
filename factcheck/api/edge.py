"""The edge between HTTP and the stages: who comes, what they may, one transaction each.

A view reads: parse → one stage function → dump. The decorators here do the rest, in this
order: 401, 403, 404, 428 or 412, then the body (400, 422), then the change itself.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from copy import deepcopy
from functools import partial, wraps
from http import HTTPStatus
from typing import Any, TypeVar
from uuid import UUID

from flask import Response, current_app, g, make_response, request
from marshmallow.utils import get_value
from sqlalchemy.orm import Session

from factcheck import accounts, again, headers, publish
from factcheck.actor import Actor
from factcheck.api import idempotency
from factcheck.api.problems import PreconditionRequired
from factcheck.api.wired import database
from factcheck.clock import utcnow
from factcheck.db import Database
from factcheck.errors import (
    Busy,
    Conflict,
    FactcheckError,
    NotAllowed,
    NotAuthenticated,
    OutcomeUnknown,
    StaleVersion,
)
from factcheck.limits import MAX_FILE_BYTES
from factcheck.pace import Pace
from factcheck.store import log, releases
from factcheck.vocabulary import Role, Scope

T = TypeVar("T")
_READ_REFUSALS = (400, 401, 403, 404, 413, 415, 422, 429, 503)
_FORM_AROUND_A_FILE = 100_000
"""Bytes of a form beside the file in it."""
View = Callable[..., Any]
VersionOf = Callable[[Session, UUID, UUID], int]


def reads(
    scope: Scope,
    role: Role = Role.VIEWER,
    *,
    fails: int | None = None,
    from_replica: bool = False,
) -> Callable[[View], View]:
    """A view that changes nothing: authenticated, in one reading transaction.

    `fails` is a further status that it may answer with. `from_replica`: the replica may be
    read for it, where there is one that has all that the desk has done.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(**values: Any) -> Response:
            replica = from_replica and database().replica is not None
            read = _read_replica if replica else _read
            return again.twice(partial(read, view, values, scope, role))

        return _documented(answer, *_READ_REFUSALS, *([fails] if fails else []))

    return decorate


def writes(
    scope: Scope,
    role: Role,
    *,
    version_of: VersionOf | None = None,
    within: VersionOf | None = None,
    ahead: View | None = None,
    takes_files: bool = False,
    once: bool = False,
) -> Callable[[View], View]:
    """A view that changes something, in one transaction.

    `once`: a POST, which acts only once for each Idempotency-Key.

    `version_of(session, desk_id, id)` looks up the version of the thing that the first
    value of the address names; then the request must carry the matching `If-Match`.
    `within` looks it up too, for a view that leaves the thing as it is: what the desk does
    not have is a 404 whatever the body says.

    `ahead` does, with the values of the address, what must not hold up a transaction: the
    network, large files. It is called once, when all else about the caller is known to be
    right. `takes_files`: the body may be a form with a file, and as large as those are.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(**values: Any) -> Response:
            if takes_files and request.mimetype == "multipart/form-data":
                request.max_content_length = MAX_FILE_BYTES + _FORM_AROUND_A_FILE
            admit = partial(_admitted, scope, role, version_of, within, values)
            actor, replay = again.twice(admit)
            return replay or _change(actor, view, values, ahead)

        _documented(answer, *_READ_REFUSALS, 409, 507, *([502] if ahead else []))
        if once:
            what = "The same key and body act only once."
            _takes_header(answer, "Idempotency-Key", what, required=False)
        if version_of is None:
            return answer
        _takes_header(answer, "If-Match", "The ETag that was read.", required=True)
        return _documented(answer, 412, 428)

    return decorate


def _admitted(
    scope: Scope,
    role: Role,
    version_of: VersionOf | None,
    within: VersionOf | None,
    values: dict[str, Any],
) -> tuple[Actor, Response | None]:
    """Who may make this change, and the answer that the very request had before, if any."""
    with database().reading() as session:
        actor = _enter(session, scope, role)
        if within is not None:
            within(session, actor.desk_id, next(iter(values.values())))
        return actor, _checked(session, actor, version_of, values)


def _checked(
    session: Session, actor: Actor, version_of: VersionOf | None, values: dict[str, Any]
) -> Response | None:
    """Refuse a missing or stale If-Match, unless this very request was answered before.

    At the very version that it was made from it cannot have been: its answer has raised that.
    """
    refusal: FactcheckError | None = None
    if version_of is not None:
        thing_id = next(iter(values.values()))
        version = version_of(session, actor.desk_id, thing_id)
        refusal = _mismatch(thing_id, version)
        if refusal is None:
            return None
    replay = idempotency.earlier(session, actor)
    if refusal and not replay:
        raise refusal
    return replay


def _mismatch(thing_id: UUID, version: int) -> FactcheckError | None:
    given = request.headers.get("If-Match", "").strip()
    if not given or given == "*":
        return PreconditionRequired(
            "Say which version you are changing: send its ETag as If-Match."
        )
    if given.removeprefix("W/") != f'"{thing_id}.{version}"':
        return StaleVersion("Somebody changed this in the meantime. Read it again.")
    g.expected_version = version
    return None


def _read(view: View, values: dict[str, Any], scope: Scope, role: Role) -> Response:
    with database().reading() as session:
        _enter(session, scope, role)
        response = make_response(view(**values))
    return _conditional(response)


def _read_replica(view: View, values: dict[str, Any], scope: Scope, role: Role) -> Response:
    """Judge the caller by the primary, then read the replica if it has the desk's last entry.

    A key that was revoked opens nothing, and who has just written sees it: see docs/adr/0021.
    """
    replica = database().replica
    if replica is None or not replica.usable():
        return _read(view, values, scope, role)
    with database().reading() as session:
        _enter(session, scope, role)
        brought_up_to_date(session)
        reached = log.reached(session, g.actor.desk_id)
    try:
        with database().reading_replica() as session:
            if log.reached(session, g.actor.desk_id) >= reached:
                g.session, g.from_replica = session, True
                return _conditional(make_response(view(**values)))
    except Busy:
        pass  # it rests now; the primary knows as much
    finally:
        g.pop("from_replica", None)
    return _read(view, values, scope, role)


def streamed(source: Database, *, from_replica: bool) -> AbstractContextManager[Session]:
    """A reading transaction for what is sent when the request's own is over."""
    return source.reading_replica() if from_replica else source.reading()


def _change(
    actor: Actor, view: View, values: dict[str, Any], ahead: View | None = None
) -> Response:
    """Run the view in a writing transaction; lost a race for a unique place: look once more.

    Whatever stands against the change may be the work of a twin under the same key, which
    was answered since this one looked: then that answer is the answer. It may be the work of
    this very request, too, if its COMMIT was not answered; see docs/adr/0020.
    """
    with idempotency.alone(actor):
        if ahead is not None:
            idempotency.hold_body()
            ahead(**values)
        try:
            return again.twice(partial(_attempt, actor, view, values))
        except FactcheckError as error:
            if replay := _answered(actor, error):
                return replay
            if not _worth_another(error):
                raise
            unsure = error if isinstance(error, OutcomeUnknown) else None
        try:
            return _attempt(actor, view, values)
        except FactcheckError as error:
            if replay := _answered(actor, unsure or error):
                return replay
            if unsure is not None and isinstance(error, Busy | idempotency.KeyInUse):
                raise unsure from error
            raise


def _answered(actor: Actor, error: FactcheckError) -> Response | None:
    """The answer that the key has by now. Raises `error` if the database cannot be asked."""
    try:
        with database().reading() as session:
            return idempotency.earlier(session, actor)
    except Busy:
        raise error from None


def _worth_another(error: FactcheckError) -> bool:
    """What is in doubt may be tried again only under a key, which lets it happen once."""
    return type(error) is Conflict or (isinstance(error, OutcomeUnknown) and idempotency.has_key())


def _attempt(actor: Actor, view: View, values: dict[str, Any]) -> Response:
    with database().writing() as session:
        g.session = session
        if "expected_version" not in g and (replay := idempotency.claim(session, actor)):
            return replay
        response = make_response(view(**values))
        idempotency.keep(session, actor, _tagged(response), utcnow())
    return response


def _enter(session: Session, scope: Scope, role: Role) -> Actor:
    """Find out who comes, and whether they may use this kind of view at all."""
    g.session = session
    g.pop("etag", None)
    actor = _by_key(session)
    g.actor = actor
    if scope not in actor.scopes:
        raise NotAllowed(f"This key does not carry the scope `{scope}`.")
    if actor.role < role:
        raise NotAllowed(f"This takes the role of {role.label}; yours is {actor.role.label}.")
    return actor


def _by_key(session: Session) -> Actor:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        raise NotAuthenticated("Send an API key: `Authorization: Bearer fc_…`.")
    actor = accounts.key_holder(session, key.strip(), now=utcnow(), request_id=g.request_id)
    g.note.desk_id, g.note.key_id = actor.desk_id, actor.key_id
    pace: Pace = current_app.extensions["factcheck.pace"]
    pace.take(str(actor.key_id))
    return actor


def brought_up_to_date(session: Session) -> None:
    """Let out first what embargoes held back that are over: readers of facts begin with this."""
    now = utcnow()
    if releases.due(session, now):
        session.rollback()  # what is read after this must see what the next line wrote
        publish.lift_embargoes(database(), now)


def guarded(thing: T) -> T:
    """The loaded thing, if it still is the version that the request was made from."""
    if getattr(thing, "version") != g.expected_version:  # noqa: B009 - T has no bound
        raise StaleVersion("Somebody changed this in the meantime. Read it again.")
    return thing


def tagged(thing: T, *, whole: bool = True) -> T:
    """Let the answer carry the thing's ETag.

    `whole=False`: the answer shows more than the version covers, so it is never a 304.
    """
    g.whole = whole
    g.etag = f'"{get_value(thing, "id")}.{get_value(thing, "version")}"'
    return thing


def _tagged(response: Response) -> Response:
    if "etag" in g:
        response.headers["ETag"] = g.etag
    return response


def _conditional(response: Response) -> Response:
    """The answer, or 304 if the asker has it already."""
    _tagged(response)
    if "cache_control" in g:
        response.add_etag()  # where it has none yet: a hash
    etag = response.headers.get("ETag")
    asked = request.headers.get("If-None-Match", "")
    if etag and headers.known(etag, asked) and g.get("whole", True):
        fresh = Response(status=304, mimetype=response.mimetype)  # on which the policy hangs
        fresh.headers["ETag"] = etag
        return fresh
    return response


def _documented(view: View, *statuses: int) -> View:
    """Say in the OpenAPI description how the view may refuse."""
    docs = view.__dict__["_apidoc"] = deepcopy(view.__dict__.get("_apidoc", {}))
    responses = docs.setdefault("manual_doc", {}).setdefault("responses", {})
    responses |= {status: HTTPStatus(status).name for status in statuses}
    return view


def _takes_header(view: View, name: str, description: str, *, required: bool) -> View:
    """Say in the OpenAPI description that the view looks at a header."""
    arguments = view.__dict__["_apidoc"].setdefault("arguments", {})
    arguments.setdefault("parameters", []).append(
        {
            "in": "header",
            "name": name,
            "required": required,
            "schema": {"type": "string", "minLength": 1, "maxLength": 255},
            "description": description,
        }
    )
    return view
