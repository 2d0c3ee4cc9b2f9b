"""The one call that tools make all day, `GET /api/v1/facts/{id}`, answered before Flask.

What a framework does for every request costs several times what reading one fact does. So
the plain case is answered here: a right key, a fact that may be read. Everything else goes
on to the ordinary view, which knows what to say; a test holds both to the same answer.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from factcheck import accounts, headers
from factcheck.asked import Asked, note_of
from factcheck.clock import utcnow
from factcheck.commits import Commits
from factcheck.db import Database
from factcheck.errors import FactcheckError
from factcheck.pace import Pace
from factcheck.publish import Receipts, fact_json
from factcheck.store import written
from factcheck.store.facts import Reader
from factcheck.store.people import Holder
from factcheck.store.written import Found, Written
from factcheck.vocabulary import Scope, Surface

REVALIDATE = "private, max-age=0, must-revalidate"
Start = Callable[..., Any]
Row = tuple[Holder | None, Found | None]
_MOST_KEPT = 5_000
_ROUTE = "/api/v1/facts/<uuid:fact_id>"
_PATH = re.compile(r"/api/v1/facts/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_KEY = re.compile(r"[Bb]earer +(\S+)")
_ALWAYS = [
    *headers.ALWAYS,
    ("Content-Security-Policy", headers.DATA_POLICY),
    ("Cache-Control", REVALIDATE),
]


@dataclass(slots=True)
class QuickFacts:
    """A WSGI application in front of another one, which answers what this one does not.

    What was read is kept until something is committed. Only rows are, no decisions: whether
    the key still opens anything is judged each time.
    """

    behind: Callable[[dict[str, Any], Start], Iterable[bytes]]
    database: Database
    receipts: Receipts
    base_url: str
    pace: Pace
    _commits: Commits = field(init=False)
    _kept: tuple[bytes | None, dict[tuple[str, str], Row]] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing."""
        self._commits = Commits(self.database)
        self._kept = (None, {})

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """The fact that is asked for, or what the application behind says."""
        found = environ["REQUEST_METHOD"] == "GET" and _PATH.fullmatch(environ["PATH_INFO"])
        key = found and _KEY.fullmatch(environ.get("HTTP_AUTHORIZATION", ""))
        if found and key and not environ.get("QUERY_STRING"):
            note = note_of(environ)
            try:
                fact = self._fact(found[1], key[1], note)
            except FactcheckError:
                return self.behind(environ, start)
            if fact is not None:
                return self._answer(found[1], fact, note, environ, start)
        return self.behind(environ, start)

    def _fact(self, fact_id: str, key: str, note: Asked) -> Written | None:
        """The fact, if the key's owner may read facts. Raises `FactcheckError`."""
        now = utcnow()
        key_id, secret = accounts.key_parts(key)
        holder, fact = self._row(key_id, fact_id)
        actor = accounts.admitted(holder, secret, now=now)
        if fact is None or Scope.FACTS_READ not in actor.scopes:
            return None
        found = fact.shown_to(Reader(actor.desk_id))
        self.pace.take(key_id)
        note.desk_id, note.key_id = actor.desk_id, key_id
        self.receipts.facts(actor.key_id, actor.desk_id, Surface.FACT, (found.number,), now)
        return found

    def _row(self, key_id: str, fact_id: str) -> Row:
        """Whose key it is, and the fact: as read since the last commit, or now."""
        stamp = self._commits.stamp()  # before reading: what is read is at least as new
        since, rows = self._kept
        if stamp is None or stamp != since or len(rows) > _MOST_KEPT:
            rows = {}
            self._kept = (stamp, rows)
        row = rows.get((key_id, fact_id))
        if row is None:
            with self.database.glancing() as glance:
                row = written.one_by_key(glance, key_id, UUID(fact_id))
            rows[key_id, fact_id] = row
        return row

    def _answer(
        self, fact_id: str, fact: Written, note: Asked, environ: dict[str, Any], start: Start
    ) -> Iterable[bytes]:
        note.route = _ROUTE
        note.request_id = headers.request_id(environ.get("HTTP_X_REQUEST_ID"))
        etag = f'"{fact_id}.{fact.version}"'
        told = [
            *_ALWAYS,
            ("ETag", etag),
            ("X-Request-ID", note.request_id),
        ]
        if headers.known(etag, environ.get("HTTP_IF_NONE_MATCH", "")):
            start("304 NOT MODIFIED", told)
            return ()
        body = fact_json(fact, base_url=self.base_url).encode()
        told += [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
        start("200 OK", told)
        return (body,)
