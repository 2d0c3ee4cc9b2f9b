"""The policy of the desk: its rules as sentences, their history, and other rules to come."""

from dataclasses import asdict, replace
from typing import Any

from flask import flash, g, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from factcheck import review
from factcheck.clock import utcnow
from factcheck.errors import Conflict, Rejected, StaleVersion
from factcheck.review import policy_words
from factcheck.review.policy import RULES
from factcheck.saying import say
from factcheck.schemas.reviews import PolicyIn, RulesIn
from factcheck.store import desks, people
from factcheck.store.desks import Policy
from factcheck.vocabulary import PolicyName, Role, Status
from factcheck.workbench import forms
from factcheck.workbench.admin.frame import Refused, after, page, refusal
from factcheck.workbench.edge import blueprint, database, reads, writes
from factcheck.workbench.translating import gettext as _

_VERSIONS = 10
_NUMBERS = ("primary", "secondary", "refuting", "rationale")
_YES_OR_NO = ("second_person", "blind", "adder_confirms", "names_reviewers")
_FIELDS = frozenset({"name", "override", "source_change", "publishes", *_NUMBERS, *_YES_OR_NO})

Given = tuple[PolicyName, dict[str, Any]]
"""A rule book, and every rule of it as it is to be."""


@blueprint.get("/admin/policy")
@reads(Role.ADMIN)
def admin_policy() -> Any:
    """The rules in force, and those before."""
    session, desk_id = g.session, g.actor.desk_id
    versions = desks.policy_page(session, desk_id, limit=_VERSIONS, after=after())
    current = desks.policy(session, desk_id)
    rules = review.rules_of(current)
    return page(
        "policy.html",
        policy=current,
        sentences=policy_words.sentences(rules),
        refusals=policy_words.refusals(rules),
        versions=versions.items,
        earlier={each.id: policy_words.sentences(review.rules_of(each)) for each in versions.items},
        more=versions.next,
        names=people.names(
            session, {each.created_by for each in versions.items if each.created_by}
        ),
        books=list(PolicyName),
    )


@blueprint.get("/admin/policy/change")
@reads(Role.ADMIN)
def admin_policy_change() -> Any:
    """Other rules to fill in, begun from a rule book or from the rules in force."""
    return _form(g.session)


@blueprint.get("/admin/policy/preview")
@reads(Role.ADMIN)
def admin_policy_preview() -> Any:
    """What the rules that were filled in would mean; nothing is changed."""
    try:
        given = _loaded(request.args)
    except Rejected as error:
        return _form(g.session, refusal(error))
    return _preview(g.session, given)


@blueprint.post("/admin/policy")
@writes(Role.ADMIN)
def post_policy() -> Any:
    """Work by the rules that were looked at from now on."""
    given = _loaded(request.form)
    try:
        adopted = _adopt(given)
    except (Conflict, StaleVersion) as error:
        with database().reading() as session:
            return _preview(session, given, refusal(error))
    flash(
        _("Version %(number)s of the policy holds from now on.", number=adopted.version), "message"
    )
    return redirect(url_for("workbench.admin_policy"), 303)


def _adopt(given: Given) -> Policy:
    with database().writing() as session:
        policy = desks.policy(session, g.actor.desk_id)
        if policy.version != forms.version(request.form):
            raise StaleVersion(
                say(
                    "Somebody changed the policy meanwhile; yours was not taken. Below is what it "
                    "would change now."
                )
            )
        name, rules = given
        return review.adopt_policy(session, name, rules=rules, actor=g.actor, now=utcnow())


def _loaded(form: MultiDict[str, str]) -> Given:
    """The policy that a form describes. Raises `Rejected`."""
    name = forms.checked(PolicyIn(only=("name",)), {"name": form.get("name", "")})["name"]
    return name, forms.checked(RulesIn(), _typed(form))


def _typed(form: MultiDict[str, str]) -> dict[str, Any]:
    """The rules as the form has them; a box that is not ticked is not sent."""
    rules: dict[str, Any] = {name: forms.number(form.get(name, "")) for name in _NUMBERS}
    rules |= {name: name in form for name in _YES_OR_NO}
    rules["override"] = form.get("override") or None
    rules["source_change"] = form.get("source_change", "")
    rules["publishes"] = form.getlist("publishes")
    return rules


def _form(session: Session, refused: Refused | None = None) -> Any:
    policy = desks.policy(session, g.actor.desk_id)
    book = request.args.get("name", "")
    name = PolicyName(book) if book in set(PolicyName) else policy.name
    rules = RULES[name] if book == name else review.rules_of(policy)
    return page(
        "policy_change.html",
        refused=refused,
        name=name,
        begun=book == name,
        rules=_typed(request.args) if refused else asdict(rules),
        books=list(PolicyName),
        statuses=list(Status),
    )


def _preview(session: Session, given: Given, refused: Refused | None = None) -> Any:
    """What the policy would change, and the button that adopts it."""
    policy = desks.policy(session, g.actor.desk_id)
    name, changes = given
    old, new = review.rules_of(policy), replace(RULES[name], **changes)
    return page(
        "policy_preview.html",
        refused=refused,
        policy=policy,
        name=name,
        same=(policy.name, old) == (name, new),
        difference=policy_words.difference(session, policy.desk_id, old, new, now=g.now),
        sentences=policy_words.sentences(new),
        filled=[pair for pair in request.values.items(multi=True) if pair[0] in _FIELDS],
    )
