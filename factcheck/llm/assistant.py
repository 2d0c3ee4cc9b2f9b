"""Asking for proposals, and the account of what that brought and took."""

import logging
import time
from dataclasses import asdict, dataclass, replace
from typing import Any

from factcheck.errors import AssistantFailed
from factcheck.extraction import Assistance, Extractor, Proposal
from factcheck.extraction.sentences.splitting import split
from factcheck.llm.answer import check, rows_of
from factcheck.llm.client import Client
from factcheck.llm.prompt import SCHEMA, questions
from factcheck.llm_settings import Llm

_MOST_QUESTIONS = 25
"""Questions about one article; the text behind them is left to the rules."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Assistant:
    """A model that proposes claims.

    `patience` is in seconds and holds for a whole article; `prices` are for a million tokens
    read and written.
    """

    client: Client
    patience: float = 60.0
    prices: tuple[float, float] | None = None

    def propose(self, text: str) -> tuple[list[Proposal], Assistance]:
        """The claims that the model found in `text`, each checked word for word.

        Never raises for what the server does: the account then names the failure.
        """
        begun = time.monotonic()
        account = Assistance(self.client.model)
        rows: list[Any] = []
        sentences, by = split(text), Extractor("llm", self.client.model[:40])
        try:
            for messages in questions(text, sentences)[:_MOST_QUESTIONS]:
                account.questions += 1
                answer = self.client.ask(messages, SCHEMA, deadline=begun + self.patience)
                account.tokens_in += answer.tokens_in
                account.tokens_out += answer.tokens_out
                rows += rows_of(answer.content)
        except AssistantFailed as error:
            account.failure = error.message
        checked = check(text, sentences, rows)
        account.taken, account.dropped = len(checked.proposals), dict(checked.dropped)
        account.seconds = round(time.monotonic() - begun, 3)
        account.cost = self._cost(account)
        _log.info("assistant: %s", asdict(account))
        return [replace(each, extractor=by) for each in checked.proposals], account

    def _cost(self, account: Assistance) -> float | None:
        if self.prices is None:
            return None
        read, written = self.prices
        return round((account.tokens_in * read + account.tokens_out * written) / 1e6, 6)


def from_settings(settings: Llm) -> Assistant:
    """The assistant that the settings name."""
    return Assistant(Client(settings.url, settings.model, settings.key), prices=settings.prices)
