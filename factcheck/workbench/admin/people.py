"""The people of the desk: who they are, what they may do, and who is locked out."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from sqlalchemy.orm import Session

from factcheck import members
from factcheck.clock import utcnow
from factcheck.schemas.people import MemberIn, RolePatch
from factcheck.store import people, second_factors
from factcheck.store.people import Person
from factcheck.vocabulary import Role
from factcheck.workbench import forms
from factcheck.workbench.admin.frame import (
    PAGE,
    REFUSALS,
    Refused,
    after,
    page,
    refusal,
)
from factcheck.workbench.edge import blueprint, database, reads, writes
from factcheck.workbench.translating import gettext as _


@blueprint.get("/admin/people")
@reads(Role.ADMIN)
def admin_people() -> Any:
    """Everybody who has a place on the desk."""
    return _people()


@blueprint.post("/admin/people")
@writes(Role.ADMIN)
def post_person() -> Any:
    """Give somebody new an account; the password to begin with is on the answer alone."""
    try:
        given = forms.checked(
            MemberIn(), {name: request.form.get(name, "") for name in MemberIn().fields}
        )
        with database().writing() as session:
            made, password = members.add_member(session, **given, by=g.actor, now=utcnow())
    except REFUSALS as error:
        return _people(refusal(error))
    return page("first_password.html", person=made, password=password, role=given["role"])


@blueprint.get("/admin/people/<uuid:person_id>")
@reads(Role.ADMIN)
def admin_person(person_id: UUID) -> Any:
    """A member, and all that can be done about their place and account."""
    return _person(person_id)


@blueprint.get(
    "/admin/people/<uuid:person_id>/"
    "<any(role, disable, enable, password, leave, 'second-factor'):form>"
)
@reads(Role.ADMIN)
def admin_person_again(person_id: UUID, form: str) -> Any:  # noqa: ARG001 - whichever it was
    """Where a form was sent leads back to the person."""
    return redirect(url_for("workbench.admin_person", person_id=person_id))


@blueprint.post("/admin/people/<uuid:person_id>/role")
@writes(Role.ADMIN)
def post_role(person_id: UUID) -> Any:
    """Give a member another role."""

    def change(session: Session, **common: Any) -> Person:
        given = forms.checked(
            RolePatch(), {name: request.form.get(name) for name in ("role", "seen")}
        )
        return members.change_role(session, person_id, **given, **common).person

    return _change(person_id, change, _("The role is another one from now on."))


@blueprint.post("/admin/people/<uuid:person_id>/disable")
@writes(Role.ADMIN)
def post_disabling(person_id: UUID) -> Any:
    """Lock a member out."""
    return _change(
        person_id,
        partial(members.lock_out, person_id=person_id),
        _("The account is disabled: signed out everywhere, and its keys open nothing."),
    )


@blueprint.post("/admin/people/<uuid:person_id>/enable")
@writes(Role.ADMIN)
def post_enabling(person_id: UUID) -> Any:
    """Let a member in again."""
    act = partial(members.let_in, person_id=person_id)
    return _change(person_id, act, _("The account is enabled again."))


@blueprint.post("/admin/people/<uuid:person_id>/second-factor")
@writes(Role.ADMIN)
def post_second_factor_reset(person_id: UUID) -> Any:
    """Take a lost second factor from a member."""
    act = partial(members.reset_second_factor, person_id=person_id)
    return _change(person_id, act, _("The second factor is off; the password alone lets them in."))


@blueprint.post("/admin/people/<uuid:person_id>/leave")
@writes(Role.ADMIN)
def post_leaving(person_id: UUID) -> Any:
    """Take somebody who works on another desk too off this one."""
    act = partial(members.take_off, person_id=person_id)
    here = url_for("workbench.admin_people")
    return _change(person_id, act, _("They have no place on this desk any more."), then=here)


@blueprint.post("/admin/people/<uuid:person_id>/password")
@writes(Role.ADMIN)
def post_new_password(person_id: UUID) -> Any:
    """A new password to begin with, on the answer alone."""
    try:
        with database().writing() as session:
            person, password = members.renew_password(session, person_id, by=g.actor, now=utcnow())
    except REFUSALS as error:
        return _person(person_id, refusal(error))
    return page("first_password.html", person=person, password=password, role=None)


def _change(person_id: UUID, act: Callable[..., Person], said: str, then: str | None = None) -> Any:
    try:
        with database().writing() as session:
            act(session, by=g.actor, now=utcnow())
    except REFUSALS as error:
        return _person(person_id, refusal(error))
    flash(said, "message")
    return redirect(then or url_for("workbench.admin_person", person_id=person_id), 303)


def _people(refused: Refused | None = None) -> Any:
    with database().reading() as session:
        found = people.everyone(session, g.actor.desk_id, limit=PAGE, after=after())
    return page(
        "people.html", refused=refused, places=found.items, more=found.next, roles=list(Role)
    )


def _person(person_id: UUID, refused: Refused | None = None) -> Any:
    with database().reading() as session:
        place = people.place(session, g.actor.desk_id, person_id)
        elsewhere = people.elsewhere(session, g.actor.desk_id, [person_id])
        second_factor = second_factors.is_on(session, person_id)
    return page(
        "person.html",
        refused=refused,
        place=place,
        person=place.person,
        elsewhere=bool(elsewhere),
        second_factor=second_factor,
        roles=list(Role),
    )
