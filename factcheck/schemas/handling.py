"""Handling claims: assign, dismiss, reopen, comment, decide on many, and what may be done."""

from marshmallow import Schema, fields, validate

from factcheck.schemas.claims import ClaimOut, PersonOut
from factcheck.schemas.fields import Answer, Line, Time
from factcheck.schemas.reviews import ReviewIn, ReviewOut
from factcheck.vocabulary import DismissReason, ReopenReason

MOST_AT_ONCE = 200


class AssignIn(Schema):
    """Who is to work on the claim; null: nobody."""

    assignee = fields.UUID(required=True, allow_none=True)


class DismissIn(Schema):
    """Why the claim needs no check after all."""

    reason = fields.Enum(DismissReason, by_value=True, required=True)
    note = Line(2000, allow_none=True)


class ReopenIn(Schema):
    """Why the claim comes back."""

    reason = fields.Enum(ReopenReason, by_value=True, required=True)
    note = Line(2000, allow_none=True)


class CommentIn(Schema):
    """Words about a claim; `@ana` or `@ana@example.org` calls a member of the desk."""

    text = Line(5000, required=True)
    mentions = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=50))


class CommentOut(Answer):
    """A comment on a claim."""

    id = fields.UUID()
    claim_id = fields.UUID()
    article_id = fields.UUID()
    author = fields.Nested(PersonOut)
    text = fields.String()
    mentions = fields.List(fields.Nested(PersonOut))
    created_at = Time()


class BulkReviewIn(ReviewIn):
    """One decision on many claims. Each relies on all the evidence of its own claim."""

    class Meta:
        """Evidence belongs to a single claim."""

        exclude = ("evidence_ids",)

    ids = fields.List(
        fields.UUID(), required=True, validate=validate.Length(min=1, max=MOST_AT_ONCE)
    )
    versions = fields.Dict(
        keys=fields.UUID(),
        values=fields.Integer(strict=True, validate=validate.Range(min=1)),
        load_default=dict,
        metadata={
            "description": "By id, the version that was looked at; a claim that has moved on "
            "since is refused. A claim that is not named is decided as it stands."
        },
    )


class RefusalOut(Answer):
    """Why a claim was left as it is."""

    status = fields.Integer(metadata={"description": "The status that it would have answered."})
    code = fields.String()
    detail = fields.String()
    reasons = fields.List(fields.String())


class BulkLineOut(Answer):
    """What became of one claim: its review, or why there is none."""

    id = fields.UUID()
    review = fields.Nested(ReviewOut, allow_none=True)
    claim = fields.Nested(ClaimOut, allow_none=True)
    error = fields.Nested(RefusalOut, allow_none=True)


class BulkReviewOut(Answer):
    """Each claim answers for itself, in the order of the request."""

    items = fields.List(fields.Nested(BulkLineOut))
    recorded = fields.Integer()
    refused = fields.Integer()


class StepOut(Answer):
    """Whether the key's owner may take a step, and if not, why not."""

    step = fields.String()
    allowed = fields.Boolean()
    reasons = fields.List(fields.String())


class StepsOut(Answer):
    """Every step on the claim; decisions are judged with all evidence and a full rationale."""

    items = fields.List(fields.Nested(StepOut))


class MemberOut(PersonOut):
    """Somebody of the desk, with their role."""

    role = fields.String()
    service = fields.Boolean(metadata={"description": "A program that has a key of its own."})


class AsOfQuery(Schema):
    """At which moment of the past; now if it is left out."""

    at = Time(load_default=None, metadata={"description": "As it stood then."})
