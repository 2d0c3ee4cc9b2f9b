"""Evidence, reviews and the history of a claim."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema
from marshmallow.utils import get_value

from factcheck.saying import say
from factcheck.schemas.claims import ClaimOut, PersonOut
from factcheck.schemas.fields import Answer, Line, Time, WebAddress, Words
from factcheck.vocabulary import (
    PolicyName,
    Reliability,
    SourceChangeRule,
    SourceKind,
    Stance,
    Status,
)


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
    credibility = fields.Integer(
        strict=True,
        allow_none=True,
        validate=validate.Range(min=1, max=6),
        metadata={"description": "Of what the source says here, Admiralty scale: 1 confirmed … 6."},
    )


class EvidenceIn(EvidencePatch):
    """A source brought to bear on a claim: a new one, or one of the desk by its id."""

    source = fields.Nested(SourceIn)
    source_id = fields.UUID()
    stance = fields.Enum(Stance, by_value=True, required=True)

    @validates_schema
    def one_source(self, data: dict[str, Any], **_: Any) -> None:
        """Evidence rests on exactly one source."""
        if ("source" in data) == ("source_id" in data):
            raise ValidationError(say("Give either `source` or `source_id`."), "source")


class EvidenceOut(Answer):
    """A source brought to bear on a claim."""

    id = fields.UUID()
    claim_id = fields.UUID()
    stance = fields.Enum(Stance, by_value=True)
    passage = fields.String(allow_none=True)
    locator = fields.String(allow_none=True)
    accessed_at = Time(allow_none=True)
    credibility = fields.Integer(allow_none=True)
    snapshot_id = fields.UUID(
        allow_none=True, metadata={"description": "The stored copy of the source."}
    )
    sha256 = fields.String(
        allow_none=True, metadata={"description": "Fingerprint of the evidence as it stands."}
    )
    added_by = fields.UUID()
    created_at = Time()
    source = fields.Nested(SourceOut)


class ReviewIn(Schema):
    """A decision. Without `evidence_ids` it relies on all evidence of the claim."""

    status = fields.Enum(Status, by_value=True, required=True)
    rationale = Line(10_000, required=True)
    rating = Line(100, allow_none=True)
    evidence_ids = fields.List(fields.UUID(), validate=validate.Length(max=200))
    override_reason = Line(
        2000,
        allow_none=True,
        metadata={"description": "Why the policy's rules shall not hold this once (editors)."},
    )


class ReviewOut(Answer):
    """A decision as it was recorded."""

    id = fields.UUID()
    claim_id = fields.UUID()
    claim_version = fields.Integer()
    status = fields.Enum(Status, by_value=True, allow_none=True)
    rating = fields.String(allow_none=True)
    rationale = fields.String(allow_none=True)
    evidence_ids = fields.List(fields.UUID())
    reviewer = fields.Nested(PersonOut)
    policy_version = fields.Integer(attribute="policy.version")
    confirms = fields.UUID(attribute="confirms_id", allow_none=True)
    superseded = fields.Boolean()
    undone = fields.Boolean(metadata={"description": "Whether its reviewer took it back."})
    override_reason = fields.String(allow_none=True)
    veiled = fields.Boolean(
        metadata={"description": "Whether status and grounds are held back (blind review)."}
    )
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
        told = {"id": str(get_value(event, "actor_id"))}
        for name in ("name", "role"):
            told[name] = get_value(event, f"actor_{name}")
        return told | {name: get_value(event, name) for name in ("auth_method", "key_id")}


class RulesIn(Schema):
    """What differs from the rule book's own rules."""

    primary = fields.Integer(strict=True, validate=validate.Range(min=0, max=9))
    secondary = fields.Integer(strict=True, validate=validate.Range(min=0, max=9))
    refuting = fields.Integer(strict=True, validate=validate.Range(min=0, max=9))
    rationale = fields.Integer(strict=True, validate=validate.Range(min=0, max=1000))
    second_person = fields.Boolean()
    blind = fields.Boolean(
        metadata={"description": "The second person decides without seeing the first's decision."}
    )
    adder_confirms = fields.Boolean(
        metadata={"description": "Whoever added the evidence may be the second person."}
    )
    override = fields.String(
        allow_none=True,
        validate=validate.OneOf(["editor", "admin"]),
        metadata={"description": "From which role on; null: nobody decides against the rules."},
    )
    source_change = fields.String(
        validate=validate.OneOf([each.value for each in SourceChangeRule])
    )
    publishes = fields.List(
        fields.String(validate=validate.OneOf([each.value for each in Status])),
        metadata={"description": "The statuses with which a final claim is a fact."},
    )
    names_reviewers = fields.Boolean(metadata={"description": "A fact says who decided."})


class PolicyIn(Schema):
    """Which rule book the desk is to follow from now on, and what is to differ from it."""

    name = fields.Enum(PolicyName, by_value=True, required=True)
    rules = fields.Nested(RulesIn, load_default=dict)


class PolicyOut(Answer):
    """One version of a desk's rules."""

    id = fields.UUID()
    version = fields.Integer()
    name = fields.Enum(PolicyName, by_value=True)
    rules = fields.Dict()
    created_at = Time()
