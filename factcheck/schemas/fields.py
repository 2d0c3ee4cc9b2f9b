"""Fields that keep what no database or client could handle out of the service."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from factcheck.saying import say


class Words(fields.String):
    """Text that both databases can keep: no NUL, no lone surrogate. `limit` in characters."""

    def __init__(self, limit: int, *, least: int = 0, **options: Any) -> None:
        checks = [validate.Length(min=least, max=limit), *options.pop("validate", [])]
        super().__init__(validate=checks, **options)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any
    ) -> str:
        text: str = super()._deserialize(value, attr, data, **options)
        if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
            raise ValidationError(say("It holds a NUL or half of a surrogate pair."))
        return text


class Line(Words):
    """A text that says something: blank ends are cut, and nothing left is refused.

    Where null is allowed, nothing left means null.
    """

    def __init__(self, limit: int, **options: Any) -> None:
        super().__init__(limit, least=0 if options.get("allow_none") else 1, **options)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any
    ) -> str:
        text = super()._deserialize(value, attr, data, **options).strip()
        if not text and not self.allow_none:
            raise ValidationError(say("It must not be blank."))
        return text

    def deserialize(  # type: ignore[override]  # marshmallow cannot say "null by content"
        self, value: Any, *args: Any, **options: Any
    ) -> str | None:
        """The text; None for a blank one where null is allowed."""
        text = super().deserialize(value, *args, **options)
        return None if text == "" and self.allow_none else text


class WebAddress(Words):
    """An `http` or `https` address; other schemes could run or read something when clicked."""

    def __init__(self, **options: Any) -> None:
        super().__init__(2000, **options)
        self.validators.append(validate.URL(schemes={"http", "https"}, require_tld=False))


class Time(fields.DateTime):
    """An RFC 3339 moment, given back in UTC with a `Z`. A bare date means its midnight, UTC."""

    def _serialize(
        self, value: datetime | None, attr: str | None, obj: Any, **options: Any
    ) -> str | None:
        return None if value is None else value.astimezone(UTC).isoformat().replace("+00:00", "Z")

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any
    ) -> datetime:
        if not isinstance(value, str):
            raise ValidationError(say("Not a time: write it like 2025-10-14T09:30:00Z."))
        try:
            if len(value) == len("2025-10-14"):
                day = date.fromisoformat(value)
                return datetime(day.year, day.month, day.day, tzinfo=UTC)
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None:
                raise ValidationError(
                    say("It needs a time zone: write it like 2025-10-14T09:30:00Z.")
                )
            return moment.astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise ValidationError(say("Not a time: write it like 2025-10-14T09:30:00Z.")) from error


class AsStored(fields.Nested):
    """A list of objects that were stored in the very shape in which they leave again.

    It is documented like the schema it names; walking it field by field would only cost.
    """

    def serialize(
        self,
        attr: str,
        obj: Any,
        accessor: Callable[[Any, str, Any], Any] | None = None,
        **_: Any,
    ) -> Any:
        """The stored value, as it is."""
        return self.get_value(obj, attr, accessor=accessor)


class Answer(Schema):
    """What goes out: every field that is described is there, if only as null."""

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Have the description say so."""
        field_obj.required = True


class PageQuery(Schema):
    """How much of a list to give, and from where."""

    limit = fields.Integer(
        load_default=50,
        validate=validate.Range(min=1, max=200),
        metadata={"description": "How many items a page holds, at most 200."},
    )
    cursor = Words(
        2000,
        load_default=None,
        metadata={"description": "Taken from the `next` address of the page before."},
    )


@cache
def page_of(item: type[Schema]) -> type[Schema]:
    """The shape of a page of `item`s."""
    return Answer.from_dict(
        {
            "items": fields.List(fields.Nested(item)),
            "next": fields.String(
                allow_none=True, metadata={"description": "The next page, or null at the end."}
            ),
        },
        name=item.__name__.removesuffix("Out") + "Page",
    )
