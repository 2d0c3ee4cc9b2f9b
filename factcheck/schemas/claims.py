"""Claims, and what extraction finds before anything is stored."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from factcheck.schemas.fields import Answer, AsStored, Line, PageQuery, Time, Words
from factcheck.store.picture import picture, shape
from factcheck.vocabulary import (
    Disposition,
    FacetType,
    Flag,
    Kind,
    LedgerNote,
    Speech,
    Stage,
    Status,
)


class RangeOut(Answer):
    """A place in the text, in code points, half open."""

    start = fields.Integer()
    end = fields.Integer()


class SpanOut(RangeOut):
    """Some words of the text with their place."""

    text = fields.String()


class ReasonOut(Answer):
    """Why the claim was flagged; positive weights speak for a check."""

    code = fields.String()
    label = fields.String()
    text = fields.String(allow_none=True)
    start = fields.Integer(allow_none=True)
    end = fields.Integer(allow_none=True)
    weight = fields.Float()


class IdentityOut(RangeOut):
    """Who somebody is likely to be: a name elsewhere in the text, for a person to confirm."""

    name = fields.String()
    sentence = fields.Integer(metadata={"description": "Where it stands, counted from 1."})
    evidence = fields.String(metadata={"description": "Why it is thought so, in one line."})


class SpeakerOut(Answer):
    """Who makes the claim in the text."""

    name = fields.String()
    start = fields.Integer(allow_none=True)
    end = fields.Integer(allow_none=True)
    cue = fields.String(allow_none=True)
    speech = fields.Enum(Speech, by_value=True, allow_none=True)
    mention = fields.Nested(
        SpanOut,
        allow_none=True,
        metadata={"description": "The text's own words for the speaker, such as `He`."},
    )
    suggestion = fields.Nested(
        IdentityOut,
        allow_none=True,
        metadata={"description": "Who that is likely to be; null once a person said who it is."},
    )


class FoundFacetOut(Answer):
    """A part of a claim that is checked by itself."""

    type = fields.Enum(FacetType, by_value=True)
    text = fields.String()
    start = fields.Integer()
    end = fields.Integer()
    value = fields.Raw(allow_none=True)
    unit = fields.String(allow_none=True)


class FacetOut(FoundFacetOut):
    """A facet with its tick."""

    id = fields.UUID()
    checked = fields.Boolean()


class AlarmOut(Answer):
    """Places that cannot all be right, with the arithmetic."""

    code = fields.String()
    message = fields.String()
    spans = fields.List(fields.Nested(SpanOut))


class ExtractorOut(Answer):
    """Which program found the claim."""

    name = fields.String()
    version = fields.String()


class PersonOut(Answer):
    """Somebody of the desk."""

    id = fields.UUID()
    name = fields.String()


class ClaimOut(Answer):
    """One checkable assertion of an article.

    Dumps a claim, or its picture (`store.picture`), which is quicker than field by field.
    """

    def dump(self, obj: Any, *, many: bool | None = None) -> Any:
        """The claim (or, with `many`, each of them) in the shape of the contract."""
        if self.many if many is None else many:
            return [self.dump(each, many=False) for each in obj]
        return shape(obj if isinstance(obj, dict) else picture(obj))

    id = fields.UUID()
    version = fields.Integer()
    article_id = fields.UUID()
    draft = fields.Integer(attribute="draft_number")
    quote = fields.String(attribute="anchor.quote")
    start = fields.Integer(attribute="anchor.start")
    end = fields.Integer(attribute="anchor.end")
    start_utf16 = fields.Integer(attribute="anchor.start_utf16")
    end_utf16 = fields.Integer(attribute="anchor.end_utf16")
    statement = fields.String()
    kind = fields.Enum(Kind, by_value=True)
    kinds = fields.List(fields.String())
    score = fields.Float()
    reasons = AsStored(ReasonOut, many=True, attribute="anchor.reasons")
    speaker = fields.Nested(SpeakerOut, allow_none=True)
    facets = fields.List(fields.Nested(FacetOut))
    status = fields.Enum(Status, by_value=True)
    stage = fields.Enum(Stage, by_value=True)
    stage_reason = fields.String(
        allow_none=True,
        metadata={"description": "Why it came back, was dismissed, or waits for an editor."},
    )
    flag = fields.Enum(
        Flag,
        by_value=True,
        allow_none=True,
        metadata={"description": "What to look at although the decision stands."},
    )
    rating = fields.String(allow_none=True)
    assignee = fields.UUID(attribute="assignee_id", allow_none=True)
    tags = fields.List(fields.String())
    priority = fields.Integer()
    deadline = Time(allow_none=True)
    evidence_count = fields.Integer()
    merged_into = fields.UUID(
        allow_none=True, metadata={"description": "The claim that took this one in."}
    )
    split_from = fields.UUID(
        allow_none=True, metadata={"description": "The claim that this was a part of."}
    )
    alarms = AsStored(AlarmOut, many=True, attribute="anchor.alarms")
    extractor = fields.Nested(ExtractorOut)
    created_at = Time()
    updated_at = Time()


class SpeakerIn(Schema):
    """Who makes the claim, as a reviewer puts it right."""

    name = Line(300, required=True)
    cue = Line(200, allow_none=True)
    speech = fields.Enum(Speech, by_value=True, allow_none=True)


class TickIn(Schema):
    """A facet of the claim, and whether it was checked."""

    id = fields.UUID(required=True)
    checked = fields.Boolean(required=True)


class ClaimPatch(Schema):
    """New wording, kind, speaker (null: the article itself), tags, priority, deadline or ticks."""

    statement = Line(5000)
    kind = fields.Enum(Kind, by_value=True)
    speaker = fields.Nested(SpeakerIn, allow_none=True)
    tags = fields.List(Line(60), validate=validate.Length(max=20))
    priority = fields.Integer(strict=True, validate=validate.Range(min=0, max=9))
    deadline = Time(allow_none=True)
    facets = fields.List(
        fields.Nested(TickIn),
        validate=validate.Length(max=200),
        metadata={"description": "Ticks to set; facets that are not named stay as they are."},
    )

    @post_load
    def as_columns(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The speaker as the columns of a claim that hold it."""
        if "speaker" in data:
            speaker = data.pop("speaker") or {}
            data |= {f"speaker_{part}": speaker.get(part) for part in ("name", "cue", "speech")}
        return data


class ClaimQuery(PageQuery):
    """Which claims to list; a filter that takes several values is repeated."""

    status = fields.List(fields.Enum(Status, by_value=True), load_default=list)
    stage = fields.List(fields.Enum(Stage, by_value=True), load_default=list)
    kind = fields.List(fields.Enum(Kind, by_value=True), load_default=list)
    article = fields.List(fields.UUID(), load_default=list)
    speaker = Words(300, load_default=None, metadata={"description": "Part of the name."})
    assignee = fields.UUID(load_default=None)
    q = Words(200, load_default=None, metadata={"description": "Words of the statement."})
    min_score = fields.Float(load_default=None, validate=validate.Range(min=0, max=1))
    has_evidence = fields.Boolean(load_default=None)
    updated_since = Time(load_default=None)
    sort = fields.String(
        load_default="updated", validate=validate.OneOf(["score", "updated", "position"])
    )


class ExtractIn(Schema):
    """A text whose claims are to be found; nothing is stored."""

    text = fields.String(required=True)
    published_at = Time(load_default=None, metadata={"description": "Makes `last week` a date."})
    threshold = fields.Float(
        load_default=None,
        validate=validate.Range(min=0, max=1),
        metadata={"description": "The score from which on a sentence makes a claim, 0 to 1."},
    )


class FoundClaimOut(Answer):
    """A claim as extraction finds it."""

    quote = fields.String()
    statement = fields.String()
    start = fields.Integer()
    end = fields.Integer()
    start_utf16 = fields.Integer()
    end_utf16 = fields.Integer()
    kind = fields.Enum(Kind, by_value=True)
    kinds = fields.List(fields.Enum(Kind, by_value=True))
    score = fields.Float()
    reasons = fields.List(fields.Nested(ReasonOut))
    speaker = fields.Nested(SpeakerOut, allow_none=True)
    facets = fields.List(fields.Nested(FoundFacetOut))
    status = fields.Enum(Status, by_value=True)
    extractor = fields.Nested(ExtractorOut)
    alarms = fields.List(fields.Nested(AlarmOut))


class FoundSentenceOut(Answer):
    """A sentence as the ledger would hold it."""

    start = fields.Integer()
    end = fields.Integer()
    score = fields.Float()
    disposition = fields.Enum(Disposition, by_value=True)
    note = fields.Enum(LedgerNote, by_value=True, allow_none=True)


class AttributionOut(Answer):
    """Words laid in somebody's mouth."""

    speaker = fields.Nested(SpanOut, allow_none=True)
    cue = fields.Nested(SpanOut, allow_none=True)
    content = fields.Nested(RangeOut)
    speech = fields.Enum(Speech, by_value=True)
    identity = fields.Nested(IdentityOut, allow_none=True)


class ExtractionOut(Answer):
    """All that was found in a text."""

    sentences = fields.List(fields.Nested(FoundSentenceOut))
    claims = fields.List(fields.Nested(FoundClaimOut))
    attributions = fields.List(fields.Nested(AttributionOut))
    alarms = fields.List(fields.Nested(AlarmOut))
    language = fields.String(metadata={"description": "ISO 639-1; `und`: cannot be told."})
    notice = fields.String(
        allow_none=True, metadata={"description": "What could not be done, and why."}
    )
