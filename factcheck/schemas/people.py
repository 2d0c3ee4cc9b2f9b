"""People of a desk and keys of tools, as an administrator gives them."""

from typing import Any

from marshmallow import Schema, fields, validate

from factcheck.saying import say
from factcheck.schemas.fields import Line
from factcheck.vocabulary import Role, Scope


class RoleWord(fields.Field[Role]):
    """A role by its name."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Role:
        try:
            return Role.named(str(value))
        except KeyError as error:
            known = ", ".join(role.label for role in Role)
            raise self.make_error("unknown", known=known) from error

    default_error_messages = {  # noqa: RUF012 - marshmallow's own shape
        "unknown": say("There is no such role. The known ones are: {known}.")
    }


class MemberIn(Schema):
    """Somebody new on the desk."""

    email = Line(320, required=True)
    name = Line(200, required=True)
    role = RoleWord(required=True)


class RolePatch(Schema):
    """Another role, in the place of the one that was seen."""

    role = RoleWord(required=True)
    seen = RoleWord(required=True)


class KeyIn(Schema):
    """A key: what for, what it may do, and for how long. Without a tool it is one's own."""

    tool = Line(200, load_default=None)
    role = RoleWord(required=True)
    scopes = fields.List(
        fields.Enum(Scope, by_value=True), required=True, validate=validate.Length(min=1)
    )
    days = fields.Integer(required=True, validate=validate.Range(min=1, max=3650))
