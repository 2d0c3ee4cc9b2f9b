"""Messages of webhooks: what is told of an entry of the log, signed as receivers verify it.

They follow the Standard Webhooks specification (standardwebhooks.com). A message is thin: it
says what changed and where to read it, and nothing that only some may know.
"""

import hashlib
import json
import secrets
from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from standardwebhooks import Webhook as Signature

from factcheck.egress.client import AGENT
from factcheck.store.deliveries import PING
from factcheck.store.webhooks import Told, Webhook
from factcheck.vocabulary import HookEvent, Status

SIGNATURE = "webhook-signature"
_OTHERS = {
    "article.signed_off": (HookEvent.ARTICLE_COMPLETED, "completed"),
    "report.frozen": (HookEvent.REPORT_FROZEN, "frozen"),
}
"""Actions that are told of under another name, and the status that the thing has by them."""


def event_of(entry: Told) -> HookEvent | None:
    """What webhooks are told of an entry; None: nothing.

    Of an article under embargo they are told nothing at all. (Its facts have no entries but
    the one that withdraws them, and whoever has them must hear of that.)
    """
    if entry.object_type == "fact":
        return HookEvent(entry.action)
    if entry.embargo_until is not None and entry.embargo_until > entry.at:
        return None
    if entry.object_type == "claim":
        return HookEvent.CLAIM_STATUS_CHANGED
    return _OTHERS[entry.action][0]


def message_id(webhook_id: UUID, entry: Told) -> str:
    """The `webhook-id`: one for each webhook and entry, however often it is made.

    The entry's hash is in it, for after a restore its number may be another entry's.
    """
    digest = hashlib.sha256(f"{webhook_id}/{entry.hash}".encode()).hexdigest()
    return f"msg_{digest[:32]}"


def payload(entry: Told, event: HookEvent, *, base_url: str) -> str:
    """The body of the message; these very bytes are sent at every attempt."""
    after = entry.after or {}
    version = entry.object_version
    return _body(
        event.value,
        entry.at,
        {
            "id": str(entry.object_id),
            "version": after.get("number") if version is None else version,
            "status": _status(entry, event, after),
            "url": f"{base_url}/api/v1/{entry.object_type}s/{entry.object_id}",
        },
    )


def _status(entry: Told, event: HookEvent, after: Mapping[str, Any]) -> Any:
    if event is HookEvent.FACT_WITHDRAWN:
        return Status.UNVERIFIED.value
    if entry.object_type == "fact":
        return after.get("status")
    if entry.object_type == "claim":
        return entry.status_to
    return _OTHERS[entry.action][1]


def ping_message(webhook: Webhook, *, base_url: str, now: datetime) -> tuple[str, str]:
    """A message to try a receiver with: its id and its body."""
    data = {
        "id": str(webhook.id),
        "version": webhook.version,
        "status": webhook.state.value,
        "url": f"{base_url}/api/v1/webhooks/{webhook.id}",
    }
    return f"msg_{secrets.token_hex(16)}", _body(PING, now, data)


def _body(kind: str, at: datetime, data: dict[str, Any]) -> str:
    moment = at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    message = {"type": kind, "timestamp": moment, "data": data}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))


def new_secret() -> str:
    """A secret of 256 random bits, as receivers are given it."""
    return f"whsec_{b64encode(secrets.token_bytes(32)).decode()}"


def headers(identifier: str, body: str, keys: Sequence[str], *, now: datetime) -> dict[str, str]:
    """What a message is sent with. It is signed with each secret, for a receiver knows one."""
    moment = now.astimezone(UTC).replace(microsecond=0)
    signatures = (Signature(key).sign(identifier, moment, body) for key in keys)
    return {
        "content-type": "application/json",
        "user-agent": AGENT,
        "webhook-id": identifier,
        "webhook-timestamp": str(int(moment.timestamp())),
        SIGNATURE: " ".join(signatures),
    }
