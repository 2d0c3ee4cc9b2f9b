"""Facts, as newsroom tools pull them, and frozen reports."""

from marshmallow import Schema, fields, validate

from factcheck.schemas.fields import Answer, PageQuery, Time, Words
from factcheck.vocabulary import FeedOp, SourceKind, Speech, Stance, Status


class FactQuery(PageQuery):
    """Which facts to list."""

    status = fields.List(fields.Enum(Status, by_value=True), load_default=lambda: [Status.VERIFIED])
    q = Words(
        200,
        load_default=None,
        metadata={"description": "Words that all stand in its statement, quote or speaker."},
    )
    speaker = Words(300, load_default=None, metadata={"description": "Words of the name."})
    article = Words(
        2000,
        load_default=None,
        metadata={"description": "The article's id, or the address it was published at."},
    )
    publisher = Words(300, load_default=None)
    topic = Words(60, load_default=None, metadata={"description": "A tag of the claim."})
    language = Words(35, load_default=None, metadata={"description": "Such as `en` or `pt-BR`."})
    since = Time(load_default=None, metadata={"description": "Changed at or after."})


class ExportQuery(FactQuery):
    """Which facts to export, and how."""

    class Meta:
        exclude = ("limit", "cursor")

    format = fields.String(load_default="ndjson", validate=validate.OneOf(["ndjson", "csv"]))


class ChangesQuery(PageQuery):
    """Which changes to give."""

    start = fields.String(
        load_default="first",
        validate=validate.OneOf(["first", "now"]),
        metadata={"description": "Without a cursor: from the first change on, or from now on."},
    )
    wait = fields.Integer(
        load_default=0,
        validate=validate.Range(min=0, max=60),
        metadata={"description": "Seconds to wait for a change when there is none yet."},
    )


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


class FactSpeakerOut(Answer):
    """Who makes the claim in the article; null: the article itself."""

    name = fields.String()
    cue = fields.String(allow_none=True)
    speech = fields.Enum(Speech, by_value=True, allow_none=True)


class FactOut(Answer):
    """A claim that is final and may leave the house."""

    id = fields.UUID()
    claim_id = fields.UUID()
    version = fields.Integer()
    status = fields.Enum(Status, by_value=True)
    statement = fields.String()
    quote = fields.String()
    speaker = fields.Nested(FactSpeakerOut, allow_none=True)
    rating = fields.String(allow_none=True)
    rationale = fields.String()
    article = fields.Nested(FactArticleOut)
    sources = fields.List(fields.Nested(FactSourceOut))
    confidential_sources = fields.Integer(
        metadata={"description": "How many sources it relies on that are not shown."}
    )
    reviewer = fields.String(
        allow_none=True, metadata={"description": "Null unless the desk names its reviewers."}
    )
    reviewed_at = Time()
    valid_since = Time()
    published_at = Time(metadata={"description": "When it was first a fact."})
    updated_at = Time(metadata={"description": "When it became what it is."})
    corrected = fields.Boolean(
        metadata={"description": "Whether another status was published before."}
    )
    overridden = fields.Boolean(
        metadata={"description": "Whether an editor decided against the desk's own rules."}
    )
    desk = fields.String()
    language = fields.String()
    topics = fields.List(fields.String())
    public = fields.Boolean(metadata={"description": "Whether the public surfaces show it."})
    history_url = fields.String()
    claimreview_url = fields.String(allow_none=True)


class FactVersionOut(Answer):
    """What a fact said from some time on, or that it was withdrawn."""

    version = fields.Integer()
    op = fields.Enum(FeedOp, by_value=True)
    at = Time()
    status = fields.Enum(Status, by_value=True)
    reason = fields.String(allow_none=True)
    fact = fields.Nested(
        FactOut,
        allow_none=True,
        metadata={"description": "Null for a withdrawal, and for what may not be read any more."},
    )


class FactHistoryOut(Answer):
    """All versions of a fact, oldest first."""

    items = fields.List(fields.Nested(FactVersionOut))


class GivenOut(Answer):
    """Somebody who was given a version of a fact."""

    how = fields.String(validate=validate.OneOf(["key", "webhook", "report"]))
    what = fields.String()
    id = fields.String()
    at = fields.String()


class GivenVersionOut(Answer):
    """A version of a fact, with who was given it."""

    version = fields.Integer()
    op = fields.String()
    at = fields.String()
    until = fields.String(allow_none=True)
    status = fields.String()
    statement = fields.String(allow_none=True)
    public = fields.Boolean(
        metadata={"description": "Whoever read the public pages meanwhile may have it too."}
    )
    given_to = fields.List(fields.Nested(GivenOut))


class RecipientsOut(Answer):
    """Who has which version of a fact, oldest version first."""

    versions = fields.List(fields.Nested(GivenVersionOut))
    correction_note = fields.String(
        allow_none=True, metadata={"description": "A draft; null where nothing was wrong."}
    )


class ChangeOut(Schema):
    """A change of a fact."""

    op = fields.Enum(FeedOp, by_value=True, required=True)
    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    fact = fields.Nested(
        FactOut,
        metadata={"description": "With an upsert, unless what it said was withdrawn since."},
    )


class ChangesOut(Answer):
    """Changes, oldest first."""

    items = fields.List(fields.Nested(ChangeOut))
    next = fields.String(metadata={"description": "Where to ask for what comes after these."})
