"""Extraction on its own: a text goes in, claims come out, nothing is stored."""

from typing import Any

from flask import g

from factcheck import intake
from factcheck.api.blueprint import Blueprint
from factcheck.api.edge import reads
from factcheck.extraction import extract
from factcheck.extraction.shape import shape
from factcheck.schemas.claims import ExtractIn, ExtractionOut
from factcheck.texts import check_text
from factcheck.vocabulary import Scope

blueprint = Blueprint("extraction", __name__, url_prefix="/api/v1")


@blueprint.post("/extract")
@reads(Scope.DESK_READ)
@blueprint.arguments(ExtractIn)
@blueprint.response(200, ExtractionOut)
def post_extract(body: dict[str, Any]) -> Any:
    """Find the claims of a text by the desk's threshold or a given one; nothing is stored."""
    text, moment, threshold = body["text"], body["published_at"], body["threshold"]
    check_text(text)
    if threshold is None:
        threshold = intake.threshold_of(g.session, g.actor.desk_id)
    g.session.close()  # extraction may take long and needs no transaction
    day = moment.date() if moment else None
    return shape(text, extract(text, published=day, threshold=threshold))
