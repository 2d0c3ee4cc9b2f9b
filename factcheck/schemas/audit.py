"""The signed head of the log."""

from marshmallow import fields, validate

from factcheck.schemas.fields import Answer


class HeadOut(Answer):
    """The newest entry of the log, signed: keep it elsewhere, and a rewrite will show.

    `signature` is over the canonical JSON (RFC 8785) of the other fields.
    """

    epoch = fields.UUID(metadata={"description": "Changes when the log is restored."})
    seq = fields.Integer()
    hash = fields.String()
    at = fields.String(metadata={"format": "date-time"})
    key_id = fields.String(metadata={"description": "Of SHA-256 of the key, the first 16 digits."})
    algorithm = fields.String(validate=validate.Equal("Ed25519"))
    public_key = fields.String(metadata={"description": "The raw key, base64."})
    signature = fields.String(metadata={"description": "Base64."})
