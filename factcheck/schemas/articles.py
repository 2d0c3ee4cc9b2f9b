"""Articles, drafts and the ledger."""

from marshmallow import Schema, fields

from factcheck.limits import MAX_TEXT_CHARACTERS
from factcheck.schemas.claims import RangeOut, SpanOut
from factcheck.schemas.closing import SignOffOut
from factcheck.schemas.fields import Answer, AsStored, Line, PageQuery, Time, WebAddress, Words
from factcheck.vocabulary import Change, Disposition, LedgerNote


class PublicationIn(Schema):
    """What is known of an article's publication."""

    author = Line(300, allow_none=True)
    publisher = Line(300, allow_none=True)
    url = WebAddress(allow_none=True)
    published_at = Time(allow_none=True)
    language = Line(35)
    embargo_until = Time(allow_none=True)
    deadline = Time(allow_none=True)
    own = fields.Boolean(metadata={"description": "Whether the story is the desk's own."})
    public = fields.Boolean(
        metadata={"description": "Whether its facts may stand on the public pages."}
    )


class ArticleIn(PublicationIn):
    """A new article. A text over the limit answers 413."""

    title = Line(500, required=True)
    text = fields.String(
        required=True,
        metadata={"description": f"The plain text, at most {MAX_TEXT_CHARACTERS:,} characters."},
    )
    desk = Line(64, metadata={"description": "The slug of the key's own desk (the default)."})


class ArticlePatch(PublicationIn):
    """A new title, publication data or embargo."""

    title = Line(500)


class DraftIn(Schema):
    """The next draft's text."""

    text = fields.String(required=True)


class ArticleQuery(PageQuery):
    """Which articles to list."""

    q = Words(200, load_default=None, metadata={"description": "Words in the title."})


class DraftOut(Answer):
    """A draft without its text."""

    number = fields.Integer()
    sha256 = fields.String()
    language = fields.String(
        allow_none=True,
        metadata={"description": "What it is written in, ISO 639-1; `und`: cannot be told."},
    )
    notice = fields.String(
        allow_none=True, metadata={"description": "What could not be done with it, and why."}
    )
    created_at = Time()


class DraftTextOut(DraftOut):
    """A draft."""

    article_id = fields.UUID()
    text = fields.String()


class CountsOut(Answer):
    """How many claims there are of each status and at each stage."""

    status = fields.Dict(keys=fields.String(), values=fields.Integer())
    stage = fields.Dict(keys=fields.String(), values=fields.Integer())


class CoverageOut(Answer):
    """How many sentences are accounted for: nothing to check in them, or all decided."""

    accounted = fields.Integer()
    total = fields.Integer()
    ratio = fields.Float()


class ArticleLineOut(Answer):
    """An article in a list, with how far the work on it is."""

    id = fields.UUID()
    version = fields.Integer()
    title = fields.String()
    author = fields.String(allow_none=True)
    publisher = fields.String(allow_none=True)
    url = fields.String(allow_none=True)
    language = fields.String()
    published_at = Time(allow_none=True)
    embargo_until = Time(allow_none=True)
    deadline = Time(allow_none=True)
    own = fields.Boolean()
    public = fields.Boolean()
    draft = fields.Integer(attribute="draft_number")
    counts = fields.Nested(CountsOut)
    created_at = Time()
    updated_at = Time()


class ArticleOut(ArticleLineOut):
    """An article with its drafts and how much of its text is accounted for."""

    drafts = fields.List(fields.Nested(DraftOut))
    notice = fields.String(
        allow_none=True,
        metadata={"description": "What could not be done with the newest draft, and why."},
    )
    coverage = fields.Nested(CoverageOut)
    sign_off = fields.Nested(
        SignOffOut, allow_none=True, metadata={"description": "The newest; null: there is none."}
    )


class RunOut(Answer):
    """A run of words of a diff: `equal`, `delete` or `insert`."""

    op = fields.String()
    text = fields.String()


class CarriedClaimOut(Answer):
    """What a new draft did to one claim; `places` of an ambiguous one are where it may stand."""

    id = fields.UUID(attribute="claim.id")
    change = fields.Enum(Change, by_value=True)
    diff = AsStored(RunOut, many=True, allow_none=True)
    places = fields.List(fields.Nested(RangeOut), attribute="candidates")


class CarriedOut(Answer):
    """What a new draft did to the claims."""

    draft = fields.Integer(attribute="draft.number")
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    claims = fields.List(fields.Nested(CarriedClaimOut), attribute="outcomes")


class SentenceOut(Answer):
    """A sentence of the ledger."""

    start = fields.Integer()
    end = fields.Integer()
    text = fields.String()
    disposition = fields.Enum(Disposition, by_value=True)
    note = fields.Enum(
        LedgerNote,
        by_value=True,
        allow_none=True,
        metadata={"description": "Why it is no claim; null for one that is."},
    )
    claim_ids = fields.List(fields.UUID())


class LedgerOut(Answer):
    """Every sentence of the newest draft with what became of it."""

    draft = fields.Integer()
    coverage = fields.Nested(CoverageOut)
    items = fields.List(fields.Nested(SentenceOut))


class AlarmSpanOut(SpanOut):
    """Words of the draft, with UTF-16 offsets for browsers."""

    start_utf16 = fields.Integer()
    end_utf16 = fields.Integer()


class ArticleAlarmOut(Answer):
    """Places of the newest draft that cannot all be right, and the claims they touch."""

    code = fields.String()
    message = fields.String()
    spans = AsStored(AlarmSpanOut, many=True)
    claim_ids = fields.List(fields.UUID())
