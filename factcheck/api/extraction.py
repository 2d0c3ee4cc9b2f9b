"""Extraction on its own: a text goes in, claims come out, nothing is stored."""

from typing import Any

from flask import g

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
    """Find the claims of a text; nothing is stored."""
    text, moment = body["text"], body["published_at"]
    check_text(text)
    g.session.close()  # extraction may take long and needs no transaction
    return shape(text, extract(text, published=moment.date() if moment else None))
