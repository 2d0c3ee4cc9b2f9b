"""What was found in a text, as plain data for other programs."""

from dataclasses import asdict
from typing import Any

from factcheck.extraction.extractor import EXTRACTOR
from factcheck.extraction.offsets import Utf16
from factcheck.extraction.records import Claim, Extraction


def shape(text: str, found: Extraction) -> dict[str, Any]:
    """Sentences, claims, attributions and alarms; claims with UTF-16 offsets for browsers."""
    utf16 = Utf16(text)
    return asdict(found) | {"claims": [_claim(each, utf16) for each in found.claims]}


def _claim(claim: Claim, utf16: Utf16) -> dict[str, Any]:
    name, version = EXTRACTOR
    return asdict(claim) | {
        "start_utf16": utf16(claim.start),
        "end_utf16": utf16(claim.end),
        "statement": claim.quote,
        "kind": claim.kind,
        "status": claim.status,
        "extractor": {"name": name, "version": version},
    }
