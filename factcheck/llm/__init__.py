"""The optional assistant: a language model that proposes claims, and may do nothing else.

It is off unless FACTCHECK_LLM_URL is set, for it sends the text of articles to that server.
What comes back is taken for an unchecked list of quotes: each one must stand in the text word
for word, or it is dropped and counted. The rules of extraction do the rest, and go on alone
when the server fails.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from typing import Protocol

from factcheck.extraction import Assistance, Extraction, Proposal, extract
from factcheck.extraction.sentences.language import ENGLISH, detect_language
from factcheck.llm_settings import Llm


class Proposer(Protocol):
    """Somebody outside who may propose claims, and gives account of what that took."""

    def propose(self, text: str) -> tuple[Sequence[Proposal], Assistance]:
        """Spans of `text` in text order, apart from each other. Never raises."""


def proposer_of(settings: Llm | None) -> Proposer | None:
    """The assistant that the settings name; None where they name none."""
    if settings is None:
        return None
    # The HTTP library comes with the extra `llm`: without it, the rest runs all the same.
    found: Proposer = import_module("factcheck.llm.assistant").from_settings(settings)
    return found


def extract_with(
    proposer: Proposer | None, text: str, *, published: dt.date | None, threshold: float
) -> Extraction:
    """`extract`, with the claims that the proposer adds to an English text, and the account."""
    if proposer is None or detect_language(text) != ENGLISH:
        return extract(text, published=published, threshold=threshold)
    proposals, account = proposer.propose(text)
    found = extract(text, published=published, threshold=threshold, proposals=proposals)
    return replace(found, assistance=account)
