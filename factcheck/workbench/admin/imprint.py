"""The imprint: under whose name facts leave, and by which scale they are rated."""

from typing import Any

from flask import flash, g, redirect, request, url_for

from factcheck.clock import utcnow
from factcheck.errors import Rejected, StaleVersion
from factcheck.publish.imprint import Imprint, imprint_of, set_imprint
from factcheck.saying import say
from factcheck.schemas.desks import ImprintIn, ScaleIn
from factcheck.store import desks
from factcheck.store.desks import Desk
from factcheck.vocabulary import Role
from factcheck.workbench import forms
from factcheck.workbench.admin.frame import REFUSALS, Refused, page, refusal
from factcheck.workbench.edge import blueprint, database, reads, settings, writes
from factcheck.workbench.translating import gettext as _

_LINES = ("publisher", "site", "corrections", "licence", "language", "hub", "logo")
_WORDS = ("verified", "disputed", "unverified")


@blueprint.get("/admin/imprint")
@reads(Role.ADMIN)
def admin_imprint() -> Any:
    """The imprint that holds, as a form."""
    return _imprint()


@blueprint.post("/admin/imprint")
@writes(Role.ADMIN)
def post_imprint() -> Any:
    """Let facts leave under this imprint from now on."""
    try:
        given = _loaded()
        with database().writing() as session:
            desk = desks.desk(session, g.actor.desk_id)
            if desk.version != forms.version(request.form):
                raise StaleVersion(
                    say("Somebody changed the desk meanwhile; your words are below, not recorded.")
                )
            set_imprint(session, desk, given, actor=g.actor, now=utcnow())
    except REFUSALS as error:
        return _imprint(refusal(error))
    flash(_("Saved. Facts leave under this imprint from now on."), "message")
    return redirect(url_for("workbench.admin_imprint"), 303)


def _loaded() -> dict[str, Any]:
    """What the form says; a field left empty goes back to what comes by itself.

    Raises `Rejected` with all that is wrong, of the scale too.
    """
    faults: dict[str, list[str]] = {}
    given: dict[str, Any] = {}
    for read in (_publisher, _scale):
        try:
            given |= read()
        except Rejected as error:
            faults |= error.errors
    if faults:
        raise Rejected(say("Some of it is missing or cannot be used."), faults)
    return given


def _publisher() -> dict[str, Any]:
    form = request.form
    filled: dict[str, Any] = {name: form.get(name, "").strip() or None for name in _LINES}
    filled |= {"same_as": form.get("same_as", "").split(), "unproven": "unproven" in form}
    return forms.checked(ImprintIn(), filled)


def _scale() -> dict[str, Any]:
    """The scale that was filled in; None where nothing of it is. Raises `Rejected`."""
    form = request.form
    filled = {name: form.get(name, "").strip() for name in ("worst", "best", *_WORDS)}
    scale: dict[str, Any] = {name: value for name, value in filled.items() if value}
    lines = [line for line in forms.plain(form.get("labels", "")).split("\n") if line.strip()]
    if lines:
        scale["labels"] = dict(_label(line) for line in lines)
    return {"scale": forms.checked(ScaleIn(), scale) if scale else None}


def _label(line: str) -> tuple[str, float]:
    """`Mostly true = 4`. Raises `Rejected` for a line without a number."""
    label, _equals, number = line.rpartition("=")
    try:
        return label.strip(), float(number)
    except ValueError as error:
        said = say("“{line}” has no number: write it like “Mostly true = 4”.", line=line.strip())
        raise Rejected(say("This scale cannot be used."), {"labels": [said]}) from error


def _imprint(refused: Refused | None = None) -> Any:
    base_url = settings().base_url
    with database().reading() as session:
        desk = desks.desk(session, g.actor.desk_id)
    return page(
        "imprint.html",
        refused=refused,
        desk=desk,
        imprint=imprint_of(desk, base_url=base_url),
        filled=_filled(desk, imprint_of(desk, base_url=base_url)),
        words=_WORDS,
    )


def _filled(desk: Desk, imprint: Imprint) -> dict[str, str]:
    """The form as it stands: what somebody set, and nothing where it comes by itself."""
    kept = desk.imprint or {}
    filled = {name: kept.get(name) or "" for name in _LINES}
    filled["same_as"] = "\n".join(imprint.same_as)
    if kept.get("scale"):
        scale = imprint.scale
        filled |= {"worst": f"{scale.worst:g}", "best": f"{scale.best:g}"}
        filled |= {name: getattr(scale, name) for name in _WORDS}
        labels = scale.labels.items()
        filled["labels"] = "\n".join(f"{words} = {number:g}" for words, number in labels)
    return filled
