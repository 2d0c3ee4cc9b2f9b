"""Webhooks, and what they were told."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from factcheck.saying import say
from factcheck.schemas.fields import Answer, Line, PageQuery, Time, WebAddress
from factcheck.vocabulary import DeliveryState, HookEvent, HookState

_URL = {"description": "Where messages are sent by POST: http or https, on the public internet."}
_KNOWN = ", ".join(HookEvent)


def _events(**options: Any) -> fields.List[Any]:
    event = fields.Enum(
        HookEvent,
        by_value=True,
        error_messages={
            "unknown": say("There is no such event. The known ones are: {known}.", known=_KNOWN)
        },
    )
    return fields.List(event, validate=validate.Length(min=1, max=50), **options)


class WebhookIn(Schema):
    """A receiver, and what it is to be told of."""

    url = WebAddress(required=True, metadata=_URL)
    events = _events(required=True)
    description = Line(500, allow_none=True)


class WebhookPatch(Schema):
    """What to change of a webhook."""

    url = WebAddress(metadata=_URL)
    events = _events()
    description = Line(500, allow_none=True)
    active = fields.Boolean(
        metadata={"description": "False switches it off and cancels what waits; true: on again."}
    )

    @validates_schema
    def check_some(self, data: dict[str, Any], **_: Any) -> None:
        """Something must be there to change."""
        if not data:
            raise ValidationError(say("Give url, events, description or active."))


class WebhookOut(Answer):
    """A webhook. Its secret is shown when it is made, and never again."""

    id = fields.UUID()
    version = fields.Integer()
    url = fields.String()
    events = fields.List(fields.String(validate=validate.OneOf(list(HookEvent))))
    description = fields.String(allow_none=True)
    state = fields.Enum(HookState, by_value=True)
    disabled_reason = fields.String(allow_none=True)
    old_secret_until = Time(
        allow_none=True,
        metadata={"description": "Until when the secret before the last rotation signs too."},
    )
    created_by = fields.UUID()
    owner_id = fields.UUID(
        metadata={"description": "Who changed it last. Without their right to, it is disabled."}
    )
    created_at = Time()
    updated_at = Time()


class NewWebhookOut(WebhookOut):
    """The same with its new secret, this once."""

    secret = fields.String(metadata={"description": "Verifies what is sent: `whsec_…`."})


class AttemptOut(Answer):
    """One attempt to bring a message to its receiver."""

    at = Time()
    url = fields.String()
    headers = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        metadata={"description": "Of the request, without the signatures."},
    )
    code = fields.Integer(
        allow_none=True, metadata={"description": "Of the answer; null: none came."}
    )
    answer_headers = fields.List(
        fields.List(fields.String()), allow_none=True, metadata={"description": "The first ones."}
    )
    answer = fields.String(allow_none=True, metadata={"description": "The beginning of its body."})
    error = fields.String(allow_none=True, metadata={"description": "Null: it was delivered."})
    took_ms = fields.Integer()
    next_at = Time(allow_none=True)


class DeliveryOut(Answer):
    """A message to a webhook, and what became of it."""

    id = fields.UUID()
    message_id = fields.String(metadata={"description": "Its `webhook-id`, at every attempt."})
    event = fields.String()
    subject_id = fields.UUID(metadata={"description": "The thing that it is about."})
    subject_version = fields.Integer(allow_none=True)
    state = fields.Enum(DeliveryState, by_value=True)
    reason = fields.String(allow_none=True, metadata={"description": "Why it is in that state."})
    attempts = fields.Integer(metadata={"description": "Since it was queued, or sent again."})
    next_at = Time(allow_none=True, metadata={"description": "When the next attempt is made."})
    created_at = Time()
    finished_at = Time(allow_none=True)


class ListedDeliveryOut(DeliveryOut):
    """The same with the attempt made last."""

    last_attempt = fields.Nested(AttemptOut, allow_none=True)


class DeliveryDetailOut(DeliveryOut):
    """The same with what is sent and every attempt."""

    payload = fields.String(metadata={"description": "The body, byte for byte."})
    tries = fields.List(
        fields.Nested(AttemptOut), metadata={"description": "Every attempt, oldest first."}
    )


class DeliveryQuery(PageQuery):
    """Which deliveries to list."""

    state = fields.List(fields.Enum(DeliveryState, by_value=True), load_default=list)
