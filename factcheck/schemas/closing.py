"""Sign-offs and the right-of-reply log."""

from marshmallow import Schema, fields

from factcheck.schemas.claims import PersonOut
from factcheck.schemas.fields import Answer, Line, Time, Words


class SignOffIn(Schema):
    """A signature; with a reason also under an article that is not finished."""

    override_reason = Line(2000, allow_none=True, load_default=None)


class SignOffOut(Answer):
    """Who answered for which draft, and whether that still stands."""

    id = fields.UUID()
    draft = fields.Integer()
    signed_by = fields.Nested(PersonOut)
    sentences = fields.Integer()
    accounted = fields.Integer()
    claims = fields.Integer()
    open_claims = fields.Integer()
    override_reason = fields.String(allow_none=True)
    stands = fields.Boolean(
        metadata={"description": "False once a new draft came or a claim changed."}
    )
    created_at = Time()


class ReplyAnswerIn(Schema):
    """What came back."""

    answer = Words(20_000, least=1, required=True)
    answered_at = Time(allow_none=True)


class ReplyIn(Schema):
    """Whom the desk asked for a reply, how, and what; the answer if it is there already."""

    asked = Line(300, required=True, metadata={"description": "Who was asked."})
    question = Line(20_000, required=True)
    channel = Line(100, allow_none=True, metadata={"description": "E-mail, telephone, letter …"})
    asked_at = Time(allow_none=True)
    deadline = Time(allow_none=True)
    answer = Words(20_000, allow_none=True)
    answered_at = Time(allow_none=True)


class ReplyOut(Answer):
    """An entry of the right-of-reply log."""

    id = fields.UUID()
    article_id = fields.UUID()
    asked = fields.String()
    question = fields.String()
    channel = fields.String(allow_none=True)
    asked_at = Time()
    deadline = Time(allow_none=True)
    answer = fields.String(allow_none=True)
    answered_at = Time(allow_none=True)
    recorded_by = fields.UUID()
    answer_recorded_by = fields.UUID(allow_none=True)
    created_at = Time()
