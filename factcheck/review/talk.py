"""Comments on a claim, and whom they call."""

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.errors import Rejected
from factcheck.ids import uuid7
from factcheck.saying import say
from factcheck.store import log, people
from factcheck.store.claims import Claim
from factcheck.store.comments import Comment
from factcheck.store.people import Person

_CALL = re.compile(r"(?<!\w)@([\w.+-]+(?:@[\w-]+(?:\.[\w-]+)+)?)")
"""`@ana@example.org`, or the first part of somebody's address or name: `@ana`."""


def comment(
    session: Session,
    claim: Claim,
    text: str,
    *,
    mentions: Sequence[UUID] = (),
    actor: Actor,
    now: datetime,
) -> Comment:
    """Say something about the claim, which stays at its version.

    Members are called by `mentions` or in the text, as `@` with an address, or with its
    first part or a first name where only one member has it. Raises `Rejected` for somebody
    who is not a member of the desk.
    """
    members = people.members(session, claim.desk_id)
    called = _named(mentions, members) | _called(text, members)
    made = Comment(
        id=uuid7(),
        desk_id=claim.desk_id,
        article_id=claim.article_id,
        claim_id=claim.id,
        text=text,
        author=people.person(session, actor.person_id),
        mentions=sorted(called, key=lambda each: each.name),
        created_at=now,
    )
    session.add(made)
    session.flush()
    after = {"claim_id": str(claim.id), "mentions": [str(each.id) for each in made.mentions]}
    log.record(session, "comment.added", made, actor=actor, now=now, after=after)
    return made


def _named(ids: Sequence[UUID], members: Sequence[Person]) -> set[Person]:
    by_id = {each.id: each for each in members}
    unknown = [str(each) for each in ids if each not in by_id]
    if unknown:
        raise Rejected(
            say("Only members of the desk can be called."),
            {
                "mentions": [
                    say("{each} is not a member of this desk.", each=each) for each in unknown
                ]
            },
        )
    return {by_id[each] for each in ids}


def _called(text: str, members: Sequence[Person]) -> set[Person]:
    """Whom the text calls; a word that fits nobody, or several, calls nobody."""
    found = set()
    for word in _CALL.findall(text):
        wanted = word.rstrip(".").casefold()
        meant = [each for each in members if wanted in _names(each)]
        if len(meant) == 1:
            found.add(meant[0])
    return found


def _names(person: Person) -> set[str]:
    first = person.name.split()[0] if person.name.split() else ""
    return {person.email, person.email.partition("@")[0], first.casefold()}
