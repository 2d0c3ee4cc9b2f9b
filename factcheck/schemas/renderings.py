"""Files of reports that are made in the background."""

from marshmallow import fields, validate

from factcheck.report import FORMATS, Audience
from factcheck.schemas.fields import Answer, Time
from factcheck.schemas.reports import ReportQuery
from factcheck.store.renderings import KEEP, RenderingState


class RenderingIn(ReportQuery):
    """Which file to make of a report."""

    format = fields.String(required=True, validate=validate.OneOf(FORMATS))


class RenderingLinksOut(Answer):
    """Where to look next."""

    self = fields.String(metadata={"description": "How far it has come."})
    file = fields.String(metadata={"description": "The file itself, once it is done."})


class RenderingOut(Answer):
    """A file of a report: on its way, made, or given up."""

    id = fields.UUID()
    report_id = fields.UUID()
    format = fields.String(attribute="form")
    audience = fields.String(validate=validate.OneOf(list(Audience)))
    state = fields.Enum(RenderingState, by_value=True)
    progress = fields.Float(
        validate=validate.Range(min=0, max=1),
        metadata={"description": "How much of it is done, from 0 to 1."},
    )
    error = fields.String(
        allow_none=True, metadata={"description": "Why it failed, in a plain sentence."}
    )
    created_at = Time()
    finished_at = Time(allow_none=True)
    expires_at = Time(metadata={"description": f"It is kept for {KEEP.days} days."})
    size = fields.Integer(allow_none=True, metadata={"description": "In bytes."})
    sha256 = fields.String(allow_none=True)
    links = fields.Nested(RenderingLinksOut)
