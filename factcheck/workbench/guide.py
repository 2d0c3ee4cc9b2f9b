"""The first steps of a newcomer, ticked off as they are taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import g, make_response, redirect, request, url_for
from sqlalchemy.orm import Session

from factcheck.store import acts
from factcheck.vocabulary import Role
from factcheck.workbench.edge import blueprint, writes
from factcheck.workbench.translating import gettext as _

_ACTS = ("evidence.added", "claim.reviewed", "claim.undone", "report.frozen")
_COOKIE = "guide"
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One thing to do: where, how, and whether it is done."""

    name: str
    how: str
    address: str
    done: bool


def guide(session: Session, first: UUID | None, *, asked: bool) -> Sequence[FirstStep]:
    """The five first steps of a reviewer; none once they are put away or all are taken.

    `first` is the article in which a claim waits. `asked`: they are to be shown all the same.
    """
    shut = request.cookies.get(_COOKIE) == _mine()
    if g.actor.role < Role.REVIEWER or (shut and not asked):
        return ()
    taken = acts.of_person(session, g.actor.desk_id, g.actor.person_id, _ACTS)
    if taken == set(_ACTS) and not asked:
        return ()
    desk = url_for("workbench.article", article_id=first) if first else url_for("workbench.queue")
    steps = [
        (_("Open a claim"), _("The text stands left, the claim’s card right."), bool(taken)),
        (_("Add a source"), _("Press s, paste an address, say what it does."), _ACTS[0] in taken),
        (_("Decide"), _("Press r, write why; then Esc and v, d or u."), _ACTS[1] in taken),
        (
            _("Take it back"),
            _("Press z. Nothing is erased: the log keeps both."),
            _ACTS[2] in taken,
        ),
        (_("Freeze a report"), _("It holds who verified what, and on what."), _ACTS[3] in taken),
    ]
    return [FirstStep(name, how, desk, done) for name, how, done in steps]


@blueprint.post("/guide")
@writes(Role.VIEWER)
def put_away() -> Any:
    """Do not show the first steps any more, in this browser."""
    response = make_response(redirect(url_for("workbench.queue"), 303))
    response.set_cookie(
        _COOKIE, _mine(), _YEAR, httponly=True, samesite="Lax", secure=request.is_secure
    )
    return response


def _mine() -> str:
    """Not the same for two people who share a browser."""
    return str(g.actor.person_id)[-8:]
