"""`factcheck user` and `factcheck key`."""

import json
import re
import sys
from datetime import timedelta

import click
from sqlalchemy.orm import Session

from factcheck import accounts, members, second_factor
from factcheck.actor import Actor
from factcheck.cli.session import open_database
from factcheck.clock import utcnow
from factcheck.errors import NotFound, Rejected
from factcheck.review import adopt_policy
from factcheck.store import desks, people
from factcheck.store.desks import Desk
from factcheck.store.people import Person
from factcheck.vocabulary import SCOPES_BY_ROLE, PolicyName, Role, Scope

ROLES = click.Choice([role.label for role in Role])
POLICIES = click.Choice([policy.value for policy in PolicyName])


@click.group()
def user() -> None:
    """People who log in.

    Example: factcheck user add ana@example.org --desk politics --role reviewer
    --password-stdin < password.txt
    """


@user.command("add")
@click.argument("email")
@click.option("--desk", "slug", required=True, help="The desk's slug; made when it is new.")
@click.option("--role", required=True, type=ROLES)
@click.option("--name", help="As shown beside decisions; taken from the address by default.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.option("--policy", type=POLICIES, default="standard", help="For a new desk.")
def add_user(
    email: str, slug: str, role: str, name: str | None, *, password_stdin: bool, policy: str
) -> None:
    """Add a person to a desk, or change the role of one who is there.

    Example: factcheck user add ana@example.org --desk politics --role reviewer
    --password-stdin < password.txt
    """
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    with open_database().writing() as session:
        desk, opened = _desk(session, slug, policy)
        person = people.by_email(session, email)
        if person is None:
            person = accounts.add_person(
                session,
                email=email,
                name=name or email.partition("@")[0],
                password=password,
                now=utcnow(),
            )
        elif password is not None:
            accounts.set_password(session, person, password, desk=desk, now=utcnow())
        person.name = name or person.name
        accounts.join_desk(session, person, desk, Role.named(role), now=utcnow())
    _tell_opened(slug, policy, opened=opened)
    click.echo(f"{email} is {role} of {slug}.")
    if person.password_hash is None:
        click.echo("They cannot sign in yet: run it again with --password-stdin.", err=True)


@user.command("reset-second-factor")
@click.argument("email")
def reset_second_factor(email: str) -> None:
    """Take a lost second factor from a person, who then signs in with the password alone.

    They are signed out everywhere. Make sure that it is they who ask.

    Example: factcheck user reset-second-factor ana@example.org
    """
    with open_database().writing() as session:
        person = people.by_email(session, email)
        if person is None:
            raise NotFound(f"There is nobody with the address {email}.")
        second_factor.reset(session, person, now=utcnow())
    click.echo(f"{email} has no second factor any more, and is signed out everywhere.")


@click.group()
def key() -> None:
    """API keys of tools.

    Example: factcheck key add --desk politics --role reviewer
    """


@key.command("add")
@click.option("--desk", "slug", required=True, help="The desk's slug; made when it is new.")
@click.option("--role", required=True, type=ROLES)
@click.option("--scopes", help="Comma-separated; by default all that the role has.")
@click.option("--user", "email", help="Whose key; by default a service account of its own.")
@click.option(
    "--days",
    default=accounts.KEY_DAYS,
    show_default=True,
    type=click.IntRange(1, 36_500),
    help="Until it expires.",
)
@click.option("--policy", type=POLICIES, default="standard", help="For a new desk.")
@click.option("--json", "as_json", is_flag=True, help="Print key, id, desk, role, scopes.")
def add_key(
    slug: str,
    role: str,
    scopes: str | None,
    email: str | None,
    days: int,
    policy: str,
    *,
    as_json: bool,
) -> None:
    """Make an API key. It is shown once and cannot be read again.

    Example: factcheck key add --desk politics --role viewer --scopes facts:read
    """
    chosen = _scopes(scopes, Role.named(role))
    with open_database().writing() as session:
        desk, opened = _desk(session, slug, policy)
        owner = _owner(session, desk, email, Role.named(role))
        made, text = accounts.make_key(
            session,
            person=owner,
            desk=desk,
            role=Role.named(role),
            scopes=chosen,
            days=days,
            now=utcnow(),
        )
        answer = {"key": text, "id": made.id, "desk": slug, "role": role, "scopes": made.scopes}
    _tell_opened(slug, policy, opened=opened)
    if as_json:
        click.echo(json.dumps(answer))
        return
    click.echo(text)
    click.echo("Keep it safe: it cannot be shown again.", err=True)


@key.command("revoke")
@click.argument("key_id", metavar="ID")
def revoke_key(key_id: str) -> None:
    """Take an API key back; the next request with it is refused.

    ID is the part between `fc_` and the second underscore; the whole key will do too.

    Example: factcheck key revoke 8517befb5b0d
    """
    if key_id.startswith("fc_"):
        key_id = key_id.split("_")[1]
    with open_database().writing() as session:
        accounts.revoke_key(session, key_id, now=utcnow())
    click.echo(f"The key {key_id} opens nothing any more.")


@key.command("rotate")
@click.argument("key_id", metavar="ID")
@click.option(
    "--grace",
    default=24.0,
    show_default=True,
    type=click.FloatRange(0, 24 * 90),
    help="Hours for which the old key still opens things.",
)
@click.option("--json", "as_json", is_flag=True, help="Print key, id, desk, role, scopes.")
def rotate_key(key_id: str, grace: float, *, as_json: bool) -> None:
    """Make another key in the place of one, for the same owner, desk, role and scopes.

    The old one works on for the hours of --grace, so that a tool can be given the new one
    without a gap. The new key is shown once.

    Example: factcheck key rotate 8517befb5b0d --grace 2
    """
    if key_id.startswith("fc_"):
        key_id = key_id.split("_")[1]
    with open_database().writing() as session:
        made, text = members.rotate_key(session, key_id, grace=timedelta(hours=grace), now=utcnow())
        desk, role = desks.desk(session, made.desk_id), Role(made.role).label
        answer = {"key": text, "id": made.id, "desk": desk.slug, "role": role}
        answer["scopes"] = made.scopes
    click.echo(json.dumps(answer) if as_json else text)
    if not as_json:
        click.echo(
            f"Keep it safe: it cannot be shown again. {key_id} works for {grace:g} hours more.",
            err=True,
        )


def _scopes(words: str | None, role: Role) -> list[Scope]:
    """The scopes asked for. Raises `Rejected` for one that the role does not have."""
    allowed = SCOPES_BY_ROLE[role]
    if words is None:
        return list(allowed)
    chosen = [word.strip() for word in words.split(",") if word.strip()]
    wrong = [word for word in chosen if word not in allowed]
    if wrong or not chosen:
        names = ", ".join(allowed)
        raise Rejected(
            f"These scopes cannot be given to a {role.label}: {', '.join(wrong) or 'none named'}.",
            {"scopes": [f"Choose among: {names}."]},
        )
    return [Scope(word) for word in chosen]


def _owner(session: Session, desk: Desk, email: str | None, role: Role) -> Person:
    """Whose key it is to be: a member's, or a new service account's."""
    if email is None:
        number = people.count(session) + 1
        person = accounts.add_person(
            session,
            email=f"service-{number}@{desk.slug}",
            name=f"Service {number}",
            service=True,
            now=utcnow(),
        )
        accounts.join_desk(session, person, desk, role, now=utcnow())
        return person
    found = people.by_email(session, email)
    if found is None or people.membership(session, found.id, desk.id) is None:
        raise NotFound(f"{email} is not a member of the desk {desk.slug!r}.")
    return found


def _desk(session: Session, slug: str, policy: str) -> tuple[Desk, bool]:
    """The desk with this slug, and whether it had to be opened."""
    desk = desks.by_slug(session, slug)
    if desk is not None:
        return desk, False
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", slug):
        raise Rejected("That is no desk name.", {"desk": ["Use a-z, 0-9 and hyphens."]})
    desk = accounts.open_desk(session, slug=slug, name=slug.replace("-", " ").title(), now=utcnow())
    actor: Actor = accounts.operator(desk)
    adopt_policy(session, PolicyName(policy), actor=actor, now=utcnow())
    return desk, True


def _tell_opened(slug: str, policy: str, *, opened: bool) -> None:
    """Say that a desk was made: a mistyped name makes one too."""
    if opened:
        click.echo(f"Opened the new desk {slug!r} (policy {policy}).", err=True)
