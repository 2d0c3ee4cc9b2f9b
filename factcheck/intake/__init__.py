"""Bytes become an article with its first draft, its ledger and its claims."""

from factcheck.intake.findings import add_draft, claims_found, place
from factcheck.intake.receive import read, receive

__all__ = ["add_draft", "claims_found", "place", "read", "receive"]
