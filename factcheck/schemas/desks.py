"""Desks, as their people see and set them."""

from marshmallow import Schema, fields, validate

from factcheck.schemas.fields import Answer, Time

_THRESHOLD = (
    "The check-worthiness, 0 to 1, from which on a sentence of an article to come makes a "
    "claim; null: the extractor's own."
)


class DeskOut(Answer):
    """A team with its own confidential articles, people and policy."""

    id = fields.UUID()
    version = fields.Integer()
    slug = fields.String()
    name = fields.String()
    threshold = fields.Float(allow_none=True, metadata={"description": _THRESHOLD})
    created_at = Time()


class DeskPatch(Schema):
    """Another threshold; claims that are stored stay as they are."""

    threshold = fields.Float(
        required=True,
        allow_none=True,
        validate=validate.Range(min=0, max=1),
        metadata={"description": _THRESHOLD},
    )
