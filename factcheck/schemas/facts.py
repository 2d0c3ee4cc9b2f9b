"""Facts, as newsroom tools pull them, and frozen reports."""

from marshmallow import Schema, fields, validate

from factcheck.schemas.claims import SpeakerOut
from factcheck.schemas.fields import Answer, PageQuery, Time, Words
from factcheck.vocabulary import SourceKind, Stance, Status


class FactQuery(PageQuery):
    """Which facts to list."""

    status = fields.List(fields.Enum(Status, by_value=True), load_default=lambda: [Status.VERIFIED])
    q = Words(200, load_default=None, metadata={"description": "Words of the statement."})
    speaker = Words(300, load_default=None, metadata={"description": "Part of the name."})
    publisher = Words(300, load_default=None)
    topic = Words(60, load_default=None, metadata={"description": "A tag of the claim."})
    since = Time(load_default=None, metadata={"description": "Changed at or after."})


class FactArticleOut(Answer):
    """The article that a fact was checked in."""

    id = fields.UUID()
    title = fields.String()
    url = fields.String(allow_none=True)
    publisher = fields.String(allow_none=True)
    published_at = Time(allow_none=True)


class FactSourceOut(Answer):
    """A source that the decision relied on."""

    title = fields.String()
    url = fields.String(allow_none=True)
    publisher = fields.String(allow_none=True)
    kind = fields.Enum(SourceKind, by_value=True)
    stance = fields.Enum(Stance, by_value=True)
    passage = fields.String(allow_none=True)
    locator = fields.String(allow_none=True)
    archived_sha256 = fields.String(allow_none=True)


class FactOut(Answer):
    """A claim that is final and may leave the house."""

    id = fields.UUID()
    claim_id = fields.UUID()
    version = fields.Integer()
    status = fields.Enum(Status, by_value=True)
    statement = fields.String()
    quote = fields.String()
    speaker = fields.Nested(SpeakerOut, allow_none=True)
    rating = fields.String(allow_none=True)
    rationale = fields.String()
    article = fields.Nested(FactArticleOut)
    sources = fields.List(fields.Nested(FactSourceOut))
    confidential_sources = fields.Integer()
    reviewed_at = Time()
    valid_since = Time()
    corrected = fields.Boolean()
    overridden = fields.Boolean(
        metadata={"description": "Whether an editor decided against the desk's own rules."}
    )
    history_url = fields.String()
    claimreview_url = fields.String(allow_none=True)


class ReportOut(Answer):
    """A frozen report."""

    id = fields.UUID()
    article_id = fields.UUID()
    number = fields.Integer()
    content_hash = fields.String()
    created_at = Time()
    files = fields.Dict(keys=fields.String(), values=fields.String())
    document = fields.Raw()


class ReportFileQuery(Schema):
    """Which rendering of a report."""

    format = fields.String(
        load_default="html", validate=validate.OneOf(["html", "pdf", "csv", "json"])
    )
