"""`factcheck review`: a decision from the command line."""

from uuid import UUID

import click

from factcheck import review as reviewing
from factcheck.cli.session import acting, checked, desk_called, open_database
from factcheck.clock import utcnow
from factcheck.schemas.reviews import ReviewIn, SourceIn
from factcheck.store import claims
from factcheck.vocabulary import Role, SourceKind, Stance, Status


@click.command()
@click.argument("claim_id", metavar="ID", type=click.UUID)
@click.option("--status", required=True, type=click.Choice([each.value for each in Status]))
@click.option("--rationale", required=True, help="Why; it stands in every report.")
@click.option("--by", "email", required=True, help="The member who decides.")
@click.option("--desk", "slug", default="demo", show_default=True, help="The desk's slug.")
@click.option("--rating", help="A label of the desk's published scale.")
@click.option("--override-reason", help="Why the rules shall not hold this once (editors).")
@click.option("--source", "title", help="Add a source with this title first.")
@click.option("--source-url")
@click.option(
    "--source-kind",
    default="primary",
    show_default=True,
    type=click.Choice([each.value for each in SourceKind]),
)
@click.option("--stance", type=click.Choice([each.value for each in Stance]), help="Of the source.")
def review(
    claim_id: UUID,
    status: str,
    rationale: str,
    email: str,
    slug: str,
    rating: str | None,
    override_reason: str | None,
    title: str | None,
    source_url: str | None,
    source_kind: str,
    stance: str | None,
) -> None:
    """Mark a claim verified, disputed or unverified, by the rules of its desk.

    Example: factcheck review 0199… --status verified --by ana@example.org
    --rationale "The treasury's own statement says so." --source "Treasury statement"
    """
    decision = checked(
        ReviewIn(),
        status=status,
        rationale=rationale,
        rating=rating,
        override_reason=override_reason,
    )
    source = checked(SourceIn(), title=title, url=source_url, kind=source_kind) if title else None
    with open_database().writing() as session:
        desk = desk_called(session, slug)
        actor = acting(session, desk, email, Role.REVIEWER)
        claim = claims.claim(session, desk.id, claim_id)
        now = utcnow()
        if source:
            side = Stance(stance) if stance else _usual_stance(Status(status))
            reviewing.add_evidence(session, claim, stance=side, source=source, actor=actor, now=now)
        made = reviewing.decide(session, claim_id, actor=actor, now=now, **decision)
        click.echo(f"Claim {claim_id} is now {made.claim.status} ({made.claim.stage}).")


def _usual_stance(status: Status) -> Stance:
    """A source that comes with a decision speaks for it unless told otherwise."""
    return {Status.VERIFIED: Stance.SUPPORTS, Status.DISPUTED: Stance.REFUTES}.get(
        status, Stance.CONTEXT
    )
