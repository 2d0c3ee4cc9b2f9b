"""The page of what was published of a claim, and who has it."""

from typing import Any
from uuid import UUID

from flask import current_app, g, render_template

from factcheck import publish
from factcheck.store import claims
from factcheck.workbench.edge import blueprint, database, reads


@blueprint.get("/claims/<uuid:claim_id>/publication")
@reads()
def publication(claim_id: UUID) -> Any:
    """Every version of the fact with who was given it, and a correction to start from."""
    current_app.extensions["factcheck.receipts"].write()
    with database().reading() as session:  # which sees what was just written
        claim = claims.claim(session, g.actor.desk_id, claim_id)
        told = publish.recipients(session, g.actor.desk_id, claim_id)
    versions = told["versions"][::-1]
    note = told["correction_note"]
    return render_template("publication.html", claim=claim, versions=versions, note=note)
