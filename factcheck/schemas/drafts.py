"""Drafts side by side, and claims placed, marked, split and merged by hand."""

from marshmallow import Schema, fields, validate

from factcheck.schemas.articles import RunOut
from factcheck.schemas.claims import ClaimOut, RangeOut
from factcheck.schemas.fields import Answer, AsStored, Line, Time
from factcheck.vocabulary import Change, Kind, Stage, Status

MOST_PARTS = 50
_NEWEST = "Must be the newest draft, which it is if left out."


class QuoteOut(RangeOut):
    """Where a claim stood in the earlier draft."""

    quote = fields.String()


class PlacedQuoteOut(QuoteOut):
    """Where a claim stands in the later draft, with UTF-16 offsets for browsers."""

    start_utf16 = fields.Integer()
    end_utf16 = fields.Integer()


class ComparedClaimOut(Answer):
    """What the draft did to a claim; `status` and `stage` are today's."""

    id = fields.UUID()
    change = fields.Enum(Change, by_value=True)
    diff = AsStored(RunOut, many=True, allow_none=True)
    places = fields.List(
        fields.Nested(RangeOut),
        allow_none=True,
        metadata={"description": "Of an ambiguous claim: where it may stand; a person chooses."},
    )
    placed_at = Time(
        allow_none=True, metadata={"description": "When a person put it in its place."}
    )
    before = fields.Nested(QuoteOut, allow_none=True)
    after = fields.Nested(PlacedQuoteOut, allow_none=True)
    status = fields.Enum(Status, by_value=True)
    stage = fields.Enum(Stage, by_value=True)


class SentencePairOut(Answer):
    """A sentence in both drafts, or in one: `equal changed deleted inserted moved`."""

    op = fields.String()
    before = fields.Nested(RangeOut, allow_none=True)
    after = fields.Nested(RangeOut, allow_none=True)
    words = fields.List(
        fields.Nested(RunOut),
        allow_none=True,
        metadata={"description": "Of a changed sentence: how its words changed."},
    )


class ComparisonOut(Answer):
    """A draft against the one before it."""

    before = fields.Integer(data_key="from")
    after = fields.Integer(data_key="to")
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    claims = fields.List(fields.Nested(ComparedClaimOut))
    text = AsStored(SentencePairOut, many=True)


class SpanIn(Schema):
    """A span of the draft in code points, half open."""

    start = fields.Integer(strict=True, required=True, validate=validate.Range(min=0))
    end = fields.Integer(strict=True, required=True, validate=validate.Range(min=1))


class PlaceIn(SpanIn):
    """Where a claim stands."""

    draft = fields.Integer(
        strict=True, validate=validate.Range(min=1), metadata={"description": _NEWEST}
    )


class MarkIn(PlaceIn):
    """A claim that extraction did not draw."""

    article_id = fields.UUID(required=True)
    statement = Line(5000, allow_none=True)
    kind = fields.Enum(Kind, by_value=True, allow_none=True)


class PartIn(SpanIn):
    """A part of a claim, and its wording if other than its quote."""

    statement = Line(5000, allow_none=True)


class SplitIn(Schema):
    """The parts of a claim in text order; the claim becomes the first of them."""

    parts = fields.List(
        fields.Nested(PartIn), required=True, validate=validate.Length(min=2, max=MOST_PARTS)
    )


class SplitOut(Answer):
    """The claim as it now stands, and the claims that were parts of it."""

    claim = fields.Nested(ClaimOut)
    parts = fields.List(fields.Nested(ClaimOut))


class MergeIn(Schema):
    """The claims that this one is to take in."""

    others = fields.List(
        fields.UUID(),
        data_key="with",
        required=True,
        validate=validate.Length(min=1, max=MOST_PARTS),
    )
    statement = Line(5000, allow_none=True)
    versions = fields.Dict(
        keys=fields.UUID(),
        values=fields.Integer(strict=True, validate=validate.Range(min=1)),
        metadata={"description": "By id, the versions that were looked at; others are refused."},
    )
