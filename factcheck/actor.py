"""Who acts: what every stage needs to know of the person or program behind a change."""

from dataclasses import dataclass
from uuid import UUID

from factcheck.vocabulary import Channel, Role, Scope

OPERATOR_ID = UUID(int=0)
"""Stands in the log for whoever has a shell on the machine."""


@dataclass(frozen=True, slots=True)
class Actor:
    """An authenticated person (or service account) at work on one desk.

    `email` is the login name; `auth_method` is `key`, `session` or `local` (someone with
    a shell on the machine); `key_id` names the API key when there is one.
    """

    person_id: UUID
    name: str
    email: str
    desk_id: UUID
    role: Role
    scopes: frozenset[Scope]
    auth_method: str
    channel: Channel
    key_id: str | None = None
    request_id: str | None = None

    @property
    def account_id(self) -> UUID | None:
        """The person's id, or None for an operator who needs no account."""
        return None if self.person_id == OPERATOR_ID else self.person_id
