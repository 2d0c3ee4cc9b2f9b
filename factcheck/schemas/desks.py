"""Desks, as their people see and set them."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from factcheck.publish.scale import MOST_LABELS
from factcheck.saying import say
from factcheck.schemas.fields import Answer, Line, Time, WebAddress

_THRESHOLD = (
    "The check-worthiness, 0 to 1, from which on a sentence of an article to come makes a "
    "claim; null: the extractor's own."
)


_LANGUAGE = r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}"
_TOLD = {
    "publisher": "Null: the desk's name.",
    "site": "The publisher's own; null: our own address. Reviews there are never imported.",
    "corrections": "The page of the corrections policy.",
    "licence": "What the feeds may be used under.",
    "language": "Of facts whose article has none, such as `en` or `pt-BR`.",
    "hub": "A WebSub hub that the feeds name.",
    "unproven": "Whether what stays unverified leaves as ClaimReview too, without numbers.",
    "labels": "Words to numbers. A rating with other words leaves without numbers.",
}


def _about(name: str) -> dict[str, str]:
    return {"description": _TOLD[name]}


class ScaleOut(Answer):
    """The scale of the desk's ratings."""

    worst = fields.Float()
    best = fields.Float()
    labels = fields.Dict(keys=fields.String(), values=fields.Float(), metadata=_about("labels"))
    verified = fields.String()
    disputed = fields.String()
    unverified = fields.String()


class ScaleIn(Schema):
    """A scale; what is left out is as it comes: 1 to 5, False to True."""

    worst = fields.Float(validate=validate.Range(min=-1e9, max=1e9))
    best = fields.Float(validate=validate.Range(min=-1e9, max=1e9))
    labels = fields.Dict(
        keys=Line(100),
        values=fields.Float(validate=validate.Range(min=-1e9, max=1e9)),
        validate=validate.Length(max=MOST_LABELS),
        metadata=_about("labels"),
    )
    verified = Line(100)
    disputed = Line(100)
    unverified = Line(100)


class ImprintOut(Answer):
    """Under whose name facts leave."""

    publisher = fields.String()
    site = fields.String()
    corrections = fields.String(allow_none=True, metadata=_about("corrections"))
    licence = fields.String(allow_none=True, metadata=_about("licence"))
    language = fields.String(allow_none=True, metadata=_about("language"))
    hub = fields.String(allow_none=True, metadata=_about("hub"))
    logo = fields.String(allow_none=True)
    same_as = fields.List(fields.String())
    unproven = fields.Boolean(metadata=_about("unproven"))
    scale = fields.Nested(ScaleOut)


class ImprintIn(Schema):
    """What to change of the imprint; null sets a part back."""

    publisher = Line(300, allow_none=True, metadata=_about("publisher"))
    site = WebAddress(allow_none=True, metadata=_about("site"))
    corrections = WebAddress(allow_none=True, metadata=_about("corrections"))
    licence = WebAddress(allow_none=True, metadata=_about("licence"))
    language = fields.String(
        allow_none=True,
        validate=validate.Regexp(rf"^{_LANGUAGE}\Z", error=say("Write it like en or pt-BR.")),
        metadata=_about("language"),
    )
    hub = WebAddress(allow_none=True, metadata=_about("hub"))
    logo = WebAddress(allow_none=True)
    same_as = fields.List(WebAddress(), validate=validate.Length(max=20))
    unproven = fields.Boolean(allow_none=True, metadata=_about("unproven"))
    scale = fields.Nested(ScaleIn, allow_none=True)


class DeskOut(Answer):
    """A team with its own confidential articles, people and policy."""

    id = fields.UUID()
    version = fields.Integer()
    slug = fields.String()
    name = fields.String()
    threshold = fields.Float(allow_none=True, metadata={"description": _THRESHOLD})
    imprint = fields.Nested(ImprintOut)
    created_at = Time()


class DeskPatch(Schema):
    """Another threshold, for articles to come, or another imprint, for facts from now on."""

    threshold = fields.Float(
        allow_none=True,
        validate=validate.Range(min=0, max=1),
        metadata={"description": _THRESHOLD},
    )
    imprint = fields.Nested(
        ImprintIn, allow_none=True, metadata={"description": "Null sets all of it back."}
    )

    @validates_schema
    def check_some(self, data: dict[str, Any], **_: Any) -> None:
        """Something must be there to change."""
        if not data:
            raise ValidationError(say("Give a threshold or an imprint."), "threshold")
