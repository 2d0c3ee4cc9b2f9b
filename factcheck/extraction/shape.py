"""What was found in a text, as plain data for other programs."""

from dataclasses import asdict
from typing import Any

from factcheck.extraction.offsets import Utf16
from factcheck.extraction.records import Claim, Extraction


def shape(text: str, found: Extraction) -> dict[str, Any]:
    """Sentences, claims, attributions and alarms; claims with UTF-16 offsets for browsers."""
    utf16 = Utf16(text)
    plain = asdict(found) | {"claims": [_claim(each, utf16) for each in found.claims]}
    if found.assistance is None:
        del plain["assistance"]
    return plain


def _claim(claim: Claim, utf16: Utf16) -> dict[str, Any]:
    plain = asdict(claim)
    del plain["wording"]  # it is in the statement
    return plain | {
        "start_utf16": utf16(claim.start),
        "end_utf16": utf16(claim.end),
        "statement": claim.statement,
        "kind": claim.kind,
        "status": claim.status,
        "extractor": claim.extractor._asdict(),
    }
