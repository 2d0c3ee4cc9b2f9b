"""ClaimReview: what is linted and taken in, and what other publishers found."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, pre_load, validates_schema

from factcheck.limits import MAX_BODY_BYTES
from factcheck.publish.claimreview_rules import Severity
from factcheck.schemas.fields import Answer, PageQuery, Time, WebAddress, Words

_RAW = frozenset({"@context", "@type", "@graph"})


def _is_markup(value: Any) -> None:
    if not isinstance(value, dict | list | str):
        raise ValidationError("Give JSON-LD, as it is or as a text.")


class MarkupIn(Schema):
    """Markup, a page that holds it, or where to fetch one; or JSON-LD itself as the body."""

    document = fields.Raw(
        validate=_is_markup,
        metadata={
            "type": ["object", "array", "string"],
            "description": "JSON-LD, as it is or as a text.",
        },
    )
    html = Words(MAX_BODY_BYTES, metadata={"description": "A page with JSON-LD in it."})
    url = WebAddress(metadata={"description": "A page or feed to fetch."})

    @pre_load
    def take_markup_itself(self, data: Any, **_: Any) -> Any:
        """A body that is JSON-LD stands for `{"document": …}`."""
        return {"document": data} if isinstance(data, dict) and _RAW & data.keys() else data

    @validates_schema
    def check_one(self, data: dict[str, Any], **_: Any) -> None:
        """One of the three."""
        if len(data) != 1:
            raise ValidationError("Give one of document, html and url.", "document")


class FindingOut(Answer):
    """A rule that the markup breaks."""

    path = fields.String(metadata={"description": "Where, as a JSON path."})
    severity = fields.Enum(Severity, by_value=True)
    rule = fields.String()
    message = fields.String()
    source = fields.String(metadata={"description": "Where the rule comes from."})


class FindingsOut(Answer):
    """All that is wrong; nothing is, when the list is empty."""

    findings = fields.List(fields.Nested(FindingOut))


class SkipOut(Answer):
    """A review that was left out."""

    path = fields.String()
    url = fields.String(allow_none=True)
    reason = fields.String()


class ImportedOut(Answer):
    """What came of an import."""

    imported = fields.Integer(metadata={"description": "New ones."})
    updated = fields.Integer(metadata={"description": "Those that the desk had."})
    skipped = fields.Integer()
    reasons = fields.List(
        fields.Nested(SkipOut), metadata={"description": "Of at most 200 that were left out."}
    )


class EarlierCheckQuery(PageQuery):
    """Which earlier checks to list."""

    q = Words(
        200,
        load_default=None,
        metadata={"description": "Words that all stand in its claim, claimant or title."},
    )
    publisher = Words(
        300, load_default=None, metadata={"description": "Part of its publisher's name or site."}
    )


class EarlierCheckOut(Answer):
    """What another publisher found about a claim."""

    id = fields.UUID()
    claim = fields.String()
    claimant = fields.String(allow_none=True)
    claim_date = Time(allow_none=True)
    publisher = fields.String(allow_none=True)
    site = fields.String()
    url = fields.String()
    title = fields.String(allow_none=True)
    review_date = Time(allow_none=True)
    rating = fields.String(allow_none=True, metadata={"description": "In words."})
    rating_value = fields.Float(
        allow_none=True, metadata={"description": "Null unless the numbers make a scale."}
    )
    best_rating = fields.Float(allow_none=True)
    worst_rating = fields.Float(allow_none=True)
    language = fields.String(allow_none=True)
    fetched_from = fields.String(
        allow_none=True, metadata={"description": "Null for what somebody sent."}
    )
    imported_at = Time()
    updated_at = Time()


class EarlierCheckDetailOut(EarlierCheckOut):
    """The same with the ClaimReview as it came."""

    raw = fields.Dict(keys=fields.String())
