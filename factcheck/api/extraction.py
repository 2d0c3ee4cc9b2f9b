"""Extraction on its own: a text goes in, claims come out, nothing is stored."""

from dataclasses import asdict
from typing import Any

from flask import g

from factcheck.api.blueprint import Blueprint
from factcheck.api.edge import reads
from factcheck.extraction import Claim, extract
from factcheck.extraction.offsets import Utf16
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
    found = extract(text, published=moment.date() if moment else None)
    utf16 = Utf16(text)
    return {
        "sentences": found.sentences,
        "claims": [_placed(claim, utf16) for claim in found.claims],
        "attributions": found.attributions,
        "alarms": found.alarms,
    }


def _placed(claim: Claim, utf16: Utf16) -> dict[str, Any]:
    return asdict(claim) | {
        "kind": claim.kind,
        "status": claim.status,
        "start_utf16": utf16(claim.start),
        "end_utf16": utf16(claim.end),
    }
