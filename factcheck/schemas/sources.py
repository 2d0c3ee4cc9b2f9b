"""Sources of a desk, their snapshots, and what leans on them."""

from marshmallow import Schema, fields

from factcheck.schemas.fields import Answer, Line, PageQuery, Time, WebAddress, Words
from factcheck.schemas.reviews import EvidenceOut, SourceIn, SourceOut
from factcheck.vocabulary import SourceKind, SourceState, Stage, Status


class SourcePatch(SourceIn):
    """What may be set of a source."""

    title = Line(500)
    kind = fields.Enum(SourceKind, by_value=True)


class SourceQuery(PageQuery):
    """Which sources to list."""

    q = Words(
        200, load_default=None, metadata={"description": "Words of title, publisher or address."}
    )
    kind = fields.List(fields.Enum(SourceKind, by_value=True), load_default=list)
    state = fields.List(
        fields.Enum(SourceState, by_value=True),
        load_default=list,
        metadata={"description": "What the newest look at it showed."},
    )
    url = Words(
        2000,
        load_default=None,
        metadata={"description": "The page's address; what advertisers add to it is passed over."},
    )


class KeptSourceOut(SourceOut):
    """A source of the desk, and when it was looked at."""

    state = fields.Enum(
        SourceState,
        by_value=True,
        allow_none=True,
        metadata={"description": "What the newest look at it showed; null: nobody looked."},
    )
    checked_at = Time(allow_none=True)
    next_check_at = Time(
        allow_none=True, metadata={"description": "Null: the page is not watched."}
    )
    hidden = fields.Boolean(
        metadata={"description": "Whether it is confidential and more than you may read."}
    )
    claims = fields.Integer(metadata={"description": "On how many claims it is evidence."})


class SnapshotIn(Schema):
    """Where to take the snapshot from; the source's own address unless it is given."""

    url = WebAddress()


class SnapshotOut(Answer):
    """A stored copy of a source, or a look at it that brought none."""

    id = fields.UUID()
    source_id = fields.UUID()
    url = fields.String(
        allow_none=True, metadata={"description": "The page that answered; null for a file."}
    )
    http_status = fields.Integer(allow_none=True)
    media_type = fields.String(allow_none=True)
    filename = fields.String(allow_none=True)
    size = fields.Integer(metadata={"description": "Of the source's own bytes."})
    sha256 = fields.String(
        allow_none=True, metadata={"description": "Of the source's own bytes; null: none came."}
    )
    stored_sha256 = fields.String(
        allow_none=True,
        metadata={"description": "Of the file that is kept: a page's WARC, or the file itself."},
    )
    text_sha256 = fields.String(
        allow_none=True, metadata={"description": "Of its main text, white space evened out."}
    )
    state = fields.Enum(SourceState, by_value=True)
    note = fields.String(allow_none=True)
    taken_by = fields.UUID(allow_none=True, metadata={"description": "Null: the service itself."})
    taken_at = Time()


class SnapshotTextOut(Answer):
    """What people read in a snapshot."""

    id = fields.UUID()
    sha256 = fields.String(allow_none=True)
    text_sha256 = fields.String(allow_none=True)
    text = fields.String(
        allow_none=True, metadata={"description": "Null where there is none; `note` says why."}
    )
    note = fields.String(allow_none=True)


class SourceDetailOut(KeptSourceOut):
    """A source with its newest copy."""

    relying = fields.Integer(
        metadata={"description": "On how many claims a decision in force relied on it."}
    )
    newest_snapshot = fields.Nested(SnapshotOut, allow_none=True)


class UsingClaimOut(Answer):
    """A claim that leans on a source."""

    id = fields.UUID()
    version = fields.Integer()
    article_id = fields.UUID()
    statement = fields.String()
    status = fields.Enum(Status, by_value=True)
    stage = fields.Enum(Stage, by_value=True)
    flag = fields.String(allow_none=True)


class UseOut(EvidenceOut):
    """Evidence from a source, with the claim that it stands on."""

    claim = fields.Nested(UsingClaimOut)
    relied_on = fields.Boolean(
        metadata={"description": "Whether a decision in force relied on it."}
    )
