"""Frozen reports, their files, and what changed between two."""

from datetime import datetime
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from factcheck.report import FORMATS, Audience
from factcheck.schemas.fields import Answer, Time

AUDIENCES = (
    "public: without names and what is for the desk alone; internal: all but what confidential "
    "sources are; legal: all, for editors."
)


class ReportLineOut(Answer):
    """A frozen report in a list."""

    id = fields.UUID()
    article_id = fields.UUID(
        allow_none=True, metadata={"description": "Null: it is of the desk and a time."}
    )
    number = fields.Integer()
    content_hash = fields.String()
    created_at = Time()
    files = fields.Dict(keys=fields.String(), values=fields.String())


class ReportOut(ReportLineOut):
    """A frozen report with its document: content, hash, making, seal and disclosures."""

    document = fields.Raw(metadata={"description": "See GET /api/v1/reports/schema."})


class ReportQuery(Schema):
    """For whom a report is."""

    audience = fields.Enum(
        Audience,
        by_value=True,
        load_default=Audience.INTERNAL,
        metadata={"description": AUDIENCES},
    )


class ReportFileQuery(ReportQuery):
    """Which rendering of a report."""

    format = fields.String(load_default="html", validate=validate.OneOf(FORMATS))


class PeriodIn(Schema):
    """The time that a desk's report is of."""

    since = Time(required=True, metadata={"description": "From this moment on."})
    until = Time(required=True, metadata={"description": "Up to this moment, not including it."})
    reviewers = fields.Boolean(
        load_default=False,
        metadata={"description": "Whether it counts by reviewer, and so names them."},
    )

    @validates_schema
    def _in_order(self, data: dict[str, datetime], **_: Any) -> None:
        if "since" in data and "until" in data and data["since"] >= data["until"]:
            raise ValidationError("This must be after `since`.", "until")


class ShiftOut(Answer):
    """One thing that is said of a claim, before and after."""

    field = fields.String()
    before = fields.List(fields.String())
    after = fields.List(fields.String())


class MovedOut(Answer):
    """A claim that the later report tells otherwise."""

    claim_id = fields.UUID()
    number = fields.Integer(metadata={"description": "Its number in the later report."})
    quote = fields.String()
    changes = fields.List(fields.Nested(ShiftOut))


class PlacedOut(Answer):
    """A claim that stands in one of two reports alone."""

    claim_id = fields.UUID()
    number = fields.Integer()
    quote = fields.String()
    status = fields.String()
    stage = fields.String()


class DifferenceOut(Answer):
    """What became of the claims between two reports, told by what the later one adds."""

    decided = fields.List(fields.Nested(MovedOut))
    altered = fields.List(fields.Nested(MovedOut))
    added = fields.List(fields.Nested(PlacedOut))
    gone = fields.List(fields.Nested(PlacedOut))
    unchanged = fields.Integer()
