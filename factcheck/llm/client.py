"""One question to a server that speaks the OpenAI chat protocol, answered or given up in time."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import urllib3

from factcheck.errors import AssistantFailed

_CONNECT = 5.0
"""Seconds to reach the server."""
_PAUSES = (0.5, 2.0)
"""Seconds before each further try."""
_BUSY = frozenset({408, 429, 500, 502, 503, 504})
"""Answers that may be better a moment later."""
_UNSUPPORTED = frozenset({400, 404, 415, 422})
"""What servers say that do not know how to keep to a JSON schema."""
MOST_BYTES = 2_000_000
"""A longer answer is cut off: no list of claims is."""
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Completion:
    """What the model wrote, and what it took; tokens are 0 where the server does not count."""

    content: str
    tokens_in: int
    tokens_out: int


@dataclass(frozen=True, slots=True)
class Client:
    """How to reach the server, and which of its models to ask."""

    url: str
    model: str
    key: str | None = None

    def ask(
        self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], *, deadline: float
    ) -> Completion:
        """The model's answer, asked to keep to the JSON `schema`.

        `deadline` is on the monotonic clock, and holds for all tries together.

        Raises `AssistantFailed` when there is no answer in time.
        """
        body: dict[str, Any] = {
            "model": self.model,
            "messages": list(messages),
            "temperature": 0,
            "response_format": {"type": "json_schema", "json_schema": schema},
        }
        status, answer = self._send(body, deadline)
        if status in _UNSUPPORTED:
            del body["response_format"]
            status, answer = self._send(body, deadline)
        if status != 200:
            raise AssistantFailed(f"it answered {status}")
        return _completion(answer)

    def _send(self, body: Mapping[str, Any], deadline: float) -> tuple[int, bytes]:
        """Status and body, tried again while the server is busy or out of reach."""
        problem = "it did not answer in time"
        for pause in (*_PAUSES, None):
            try:
                status, answer = self._post(body, deadline)
            except (urllib3.exceptions.HTTPError, OSError) as error:
                problem = f"it could not be reached ({type(error).__name__})"
            else:
                if status not in _BUSY:
                    return status, answer
                problem = f"it answered {status}"
            if pause is None or time.monotonic() + pause >= deadline:
                break
            time.sleep(pause)
        raise AssistantFailed(problem)

    def _post(self, body: Mapping[str, Any], deadline: float) -> tuple[int, bytes]:
        left = deadline - time.monotonic()
        if left <= 0:
            raise AssistantFailed("it did not answer in time")
        with urllib3.PoolManager(retries=False) as pool:
            response = pool.request(
                "POST",
                self._address(),
                body=json.dumps(body).encode(),
                headers={"Content-Type": "application/json", **self._authorization()},
                timeout=urllib3.Timeout(connect=min(_CONNECT, left), read=left),
                redirect=False,
                preload_content=False,
            )
            try:
                return response.status, _read(response, deadline)
            finally:
                response.close()

    def _address(self) -> str:
        """The route of the chat protocol, from whichever part of it the setting names."""
        base = self.url.rstrip("/")
        if base.endswith("/chat/completions"):
            return base
        return f"{base}/chat/completions" if base.endswith("/v1") else f"{base}/v1/chat/completions"

    def _authorization(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}


def _read(response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
    """The body, if it is short enough and comes fast enough: a drip is no answer."""
    parts, size = [], 0
    while part := response.read1(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise AssistantFailed("its answer was too long")
        if time.monotonic() > deadline:
            raise AssistantFailed("it did not answer in time")
    return b"".join(parts)


def _completion(answer: bytes) -> Completion:
    """The first choice's text. Raises `AssistantFailed` for anything of another shape."""
    try:
        whole = json.loads(answer)
        content = whole["choices"][0]["message"]["content"]
    except (ValueError, RecursionError, LookupError, TypeError) as error:
        raise AssistantFailed("its answer was not in the chat protocol") from error
    if not isinstance(content, str):
        raise AssistantFailed("its answer held no text")
    usage = whole.get("usage")
    counts = usage if isinstance(usage, dict) else {}
    return Completion(content, _count(counts, "prompt_tokens"), _count(counts, "completion_tokens"))


def _count(counts: Mapping[str, Any], name: str) -> int:
    value = counts.get(name)
    return value if type(value) is int and 0 <= value < 10**9 else 0
