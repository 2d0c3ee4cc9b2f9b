"""`factcheck desk`."""

from collections.abc import Sequence
from typing import Any

import click

from factcheck import accounts
from factcheck.cli.imprints import imprint
from factcheck.cli.session import desk_called, open_database
from factcheck.cli.tables import new_table, plain, show
from factcheck.cli.thresholds import ThresholdOrDefault
from factcheck.clock import utcnow
from factcheck.extraction import DEFAULT_THRESHOLD
from factcheck.intake import set_threshold
from factcheck.review import adopt_policy
from factcheck.store import desks
from factcheck.vocabulary import PolicyName, SourceChangeRule, Status


@click.group()
def desk() -> None:
    """Desks and their settings.

    Example: factcheck desk set politics --threshold 0.5
    """


desk.add_command(imprint)


@desk.command("list")
def list_desks() -> None:
    """List the desks with their threshold and policy.

    Example: factcheck desk list
    """
    with open_database().reading() as session:
        found = desks.every(session)
    table = new_table("desk", "name", "threshold", "policy")
    for each, policy in found:
        table.add_row(each.slug, plain(each.name), _threshold(each.threshold), policy or "none")
    show(table)


@desk.command("set")
@click.argument("slug", metavar="DESK")
@click.option(
    "--threshold",
    required=True,
    type=ThresholdOrDefault(),
    metavar="0–1|default",
    help="From which check-worthiness on a sentence makes a claim. Higher: fewer claims.",
)
def set_desk(slug: str, threshold: float | str) -> None:
    """Change the settings of a desk.

    The threshold holds for articles and drafts that come in from now on. Claims that are
    stored stay as they are. `default` goes back to the extractor's own.

    Example: factcheck desk set politics --threshold 0.5
    """
    chosen = None if isinstance(threshold, str) else threshold
    with open_database().writing() as session:
        found = desk_called(session, slug)
        set_threshold(session, found, chosen, actor=accounts.operator(found), now=utcnow())
    click.echo(f"The threshold of {slug} is now {_threshold(chosen)}. Stored claims stay.")


@desk.command("policy")
@click.argument("slug", metavar="DESK")
@click.argument("name", type=click.Choice([each.value for each in PolicyName]))
@click.option("--blind/--open-eyed", default=None, help="The second person decides unseen.")
@click.option("--adder-confirms/--adder-barred", default=None, help="May who added evidence?")
@click.option("--source-change", type=click.Choice([each.value for each in SourceChangeRule]))
@click.option("--override", type=click.Choice(["editor", "admin", "nobody"]), help="Who may.")
@click.option(
    "--publishes",
    type=click.Choice([each.value for each in Status]),
    multiple=True,
    help="A status with which a final claim is a fact (default: all); may be repeated.",
)
@click.option("--names-reviewers/--names-nobody", default=None, help="Do facts say who decided?")
def set_policy(
    slug: str, name: str, override: str | None, publishes: Sequence[str], **rules: bool | str | None
) -> None:
    """Let a desk work by another policy from now on; decisions made stay as they are.

    Example: factcheck desk policy politics two_person --blind --source-change flag
    """
    chosen: dict[str, Any] = {rule: value for rule, value in rules.items() if value is not None}
    if publishes:
        chosen["publishes"] = list(publishes)
    if override:
        chosen["override"] = None if override == "nobody" else override
    with open_database().writing() as session:
        found = desk_called(session, slug)
        actor = accounts.operator(found)
        made = adopt_policy(session, PolicyName(name), rules=chosen, actor=actor, now=utcnow())
    click.echo(f"{slug} works by the policy {name} (version {made.version}) from now on.")


def _threshold(chosen: float | None) -> str:
    return f"{DEFAULT_THRESHOLD:g} (default)" if chosen is None else f"{chosen:g}"
