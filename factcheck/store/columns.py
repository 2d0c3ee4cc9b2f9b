"""The few column shapes that many tables share."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import JSON, Enum, ForeignKey
from sqlalchemy.orm import mapped_column

from factcheck.ids import uuid7
from factcheck.kinds import UtcDateTime

Id = Annotated[UUID, mapped_column(primary_key=True, default=uuid7)]
Time = Annotated[datetime, mapped_column(UtcDateTime())]
MaybeTime = Annotated[datetime | None, mapped_column(UtcDateTime())]
Json = Annotated[Any, mapped_column(JSON(none_as_null=True), nullable=False)]
MaybeJson = Annotated[Any, mapped_column(JSON(none_as_null=True), nullable=True)]
DeskId = Annotated[UUID, mapped_column(ForeignKey("desks.id"))]
ArticleId = Annotated[UUID, mapped_column(ForeignKey("articles.id"))]
ClaimId = Annotated[UUID, mapped_column(ForeignKey("claims.id"))]
PersonId = Annotated[UUID, mapped_column(ForeignKey("people.id"))]
MaybePersonId = Annotated[UUID | None, mapped_column(ForeignKey("people.id"))]


def words(vocabulary: type[StrEnum], name: str) -> Enum:
    """A text column that holds one of an enumeration's words, held by a CHECK."""
    return Enum(
        vocabulary,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )
