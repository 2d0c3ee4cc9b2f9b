"""`factcheck desk`."""

import click

from factcheck import accounts
from factcheck.cli.session import desk_called, open_database
from factcheck.cli.tables import new_table, plain, show
from factcheck.cli.thresholds import ThresholdOrDefault
from factcheck.clock import utcnow
from factcheck.extraction import DEFAULT_THRESHOLD
from factcheck.intake import set_threshold
from factcheck.store import desks


@click.group()
def desk() -> None:
    """Desks and their settings.

    Example: factcheck desk set politics --threshold 0.5
    """


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


def _threshold(chosen: float | None) -> str:
    return f"{DEFAULT_THRESHOLD:g} (default)" if chosen is None else f"{chosen:g}"
