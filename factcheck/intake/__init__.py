"""Bytes become an article with its first draft, its ledger and its claims."""

from factcheck.intake.findings import add_draft, claims_found, place
from factcheck.intake.given import Given, at_address, in_file, pasted
from factcheck.intake.receive import read, read_for, receive
from factcheck.intake.threshold import set_threshold, threshold_of

__all__ = [
    "Given",
    "add_draft",
    "at_address",
    "claims_found",
    "in_file",
    "pasted",
    "place",
    "read",
    "read_for",
    "receive",
    "set_threshold",
    "threshold_of",
]
