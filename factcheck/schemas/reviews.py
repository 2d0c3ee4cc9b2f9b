"""Evidence, reviews and the history of a claim."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from factcheck.schemas.claims import ClaimOut, PersonOut
from factcheck.schemas.fields import Answer, Line, Time, WebAddress, Words
from factcheck.vocabulary import PolicyName, Reliability, SourceKind, Stance, Status


class SourceIn(Schema):
    """A new source."""

    title = Line(500, required=True)
    kind = fields.Enum(SourceKind, by_value=True, required=True)
    url = WebAddress(allow_none=True)
    publisher = Line(300, allow_none=True)
    reliability = fields.Enum(
        Reliability,
        by_value=True,
        allow_none=True,
        metadata={"description": "Admiralty scale, A to F."},
    )
    independence_group = Line(
        200,
        allow_none=True,
        metadata={"description": "Sources of one group, such as one wire story, count as one."},
    )
    confidential = fields.Boolean()


class SourceOut(Answer):
    """A source of the desk."""

    id = fields.UUID()
    version = fields.Integer()
    url = fields.String(allow_none=True)
    title = fields.String()
    publisher = fields.String(allow_none=True)
    kind = fields.Enum(SourceKind, by_value=True)
    reliability = fields.Enum(Reliability, by_value=True, allow_none=True)
    independence_group = fields.String(allow_none=True)
    confidential = fields.Boolean()
    created_at = Time()


class EvidencePatch(Schema):
    """What may be amended of evidence."""

    stance = fields.Enum(Stance, by_value=True)
    passage = Words(20_000, allow_none=True)
    locator = Line(300, allow_none=True, metadata={"description": "Page, paragraph, timestamp."})
    accessed_at = Time(allow_none=True)


class EvidenceIn(EvidencePatch):
    """A source brought to bear on a claim: a new one, or one of the desk by its id."""

    source = fields.Nested(SourceIn)
    source_id = fields.UUID()
    stance = fields.Enum(Stance, by_value=True, required=True)

    @validates_schema
    def one_source(self, data: dict[str, Any], **_: Any) -> None:
        """Evidence rests on exactly one source."""
        if ("source" in data) == ("source_id" in data):
            raise ValidationError("Give either `source` or `source_id`.", "source")


class EvidenceOut(Answer):
    """A source brought to bear on a claim."""

    id = fields.UUID()
    claim_id = fields.UUID()
    stance = fields.Enum(Stance, by_value=True)
    passage = fields.String(allow_none=True)
    locator = fields.String(allow_none=True)
    accessed_at = Time(allow_none=True)
    added_by = fields.UUID()
    created_at = Time()
    source = fields.Nested(SourceOut)


class ReviewIn(Schema):
    """A decision. Without `evidence_ids` it relies on all evidence of the claim."""

    status = fields.Enum(Status, by_value=True, required=True)
    rationale = Line(10_000, required=True)
    rating = Line(100, allow_none=True)
    evidence_ids = fields.List(fields.UUID(), validate=validate.Length(max=200))


class ReviewOut(Answer):
    """A decision as it was recorded."""

    id = fields.UUID()
    claim_id = fields.UUID()
    claim_version = fields.Integer()
    status = fields.Enum(Status, by_value=True)
    rating = fields.String(allow_none=True)
    rationale = fields.String()
    evidence_ids = fields.List(fields.UUID())
    reviewer = fields.Nested(PersonOut)
    policy_version = fields.Integer(attribute="policy.version")
    confirms = fields.UUID(attribute="confirms_id", allow_none=True)
    superseded = fields.Boolean()
    created_at = Time()


class DecisionOut(ReviewOut):
    """A decision, with the claim as it now stands."""

    claim = fields.Nested(ClaimOut)


class EventOut(Answer):
    """One entry of the log."""

    seq = fields.Integer()
    at = Time()
    action = fields.String()
    actor = fields.Method("actor_of", metadata={"type": "object"})
    object_type = fields.String()
    object_id = fields.UUID()
    object_version = fields.Integer(allow_none=True)
    status_from = fields.String(allow_none=True)
    status_to = fields.String(allow_none=True)
    stage_from = fields.String(allow_none=True)
    stage_to = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)
    before = fields.Raw(allow_none=True)
    after = fields.Raw(allow_none=True)
    evidence_ids = fields.Raw(allow_none=True)
    policy_version = fields.Integer(allow_none=True)
    channel = fields.String()
    request_id = fields.String(allow_none=True)
    prev_hash = fields.String()
    hash = fields.String()

    def actor_of(self, event: Any) -> dict[str, Any]:
        """Who did it, and how they had come in."""
        return {
            "id": str(event.actor_id),
            "name": event.actor_name,
            "role": event.actor_role,
            "auth_method": event.auth_method,
            "key_id": event.key_id,
        }


class PolicyIn(Schema):
    """Which rule book the desk is to follow from now on."""

    name = fields.Enum(PolicyName, by_value=True, required=True)


class PolicyOut(Answer):
    """One version of a desk's rules."""

    id = fields.UUID()
    version = fields.Integer()
    name = fields.Enum(PolicyName, by_value=True)
    rules = fields.Dict()
    created_at = Time()
