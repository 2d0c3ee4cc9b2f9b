"""What leaves the house: after each change, the facts that it touched are brought up to date.

This runs at the end of every writing transaction, in it, while the log's head row is held.
So a fact and its claim never disagree, and no change of a fact is made without its version.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Table,
    Uuid,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from factcheck.kinds import UtcDateTime
from factcheck.prepared import Prepared, Row
from factcheck.store.articles import Article
from factcheck.store.claims import Claim
from factcheck.store.fact_body import (
    Said,
    Standing,
    body,
    grounds,
    public_number,
    repeats,
    standing,
    tokens,
    whole,
)
from factcheck.store.fact_versions import FactVersion, parsed
from factcheck.store.facts import EVERY_STATUS, Fact, number_at, when
from factcheck.store.sources import Evidence
from factcheck.vocabulary import FeedOp, Stage, Withdrawn

Entry = dict[str, Any]
"""A row of the log that waits to be sealed."""
_WHOLE_ARTICLE = frozenset({"article.edited"})
_WHOLE_SOURCE = frozenset({"source.edited", "source.snapshot_taken"})
_CAUSE = (
    "at", "desk_id", "actor_id", "actor_name", "actor_role", "auth_method", "key_id", "channel",
    "request_id",
)  # fmt: skip


def follow(session: Session, entries: Sequence[Entry]) -> list[Entry]:
    """Bring the facts up to date that these entries touch; gives the entries that say so."""
    touched: dict[UUID, Entry] = {}
    for entry in entries:
        touched |= dict.fromkeys(_touched(session, entry), entry)
    return [
        made for claim_id, entry in touched.items() if (made := _bring(session, claim_id, entry))
    ]


def _touched(session: Session, entry: Entry) -> Iterator[UUID]:
    """The claims whose facts may have changed with this entry."""
    if entry["object_type"] == "claim":
        if Stage.FINAL in (entry.get("stage_from"), entry.get("stage_to")):
            yield entry["object_id"]
    elif entry["action"] in _WHOLE_ARTICLE:
        yield from final_claims(session, Claim.article_id == entry["article_id"])
    elif entry["action"] in _WHOLE_SOURCE:
        cited = select(Evidence.claim_id).where(Evidence.source_id == entry["object_id"])
        yield from final_claims(session, Claim.id.in_(cited))
    elif entry["action"] == "policy.adopted" and _speaks_otherwise(entry):
        yield from final_claims(session, Claim.desk_id == entry["desk_id"])


def _speaks_otherwise(entry: Entry) -> bool:
    """Whether the new policy lets other facts leave, or has them say something else."""
    old, new = (_outward(entry.get(side) or {}) for side in ("before", "after"))
    return old != new


def _outward(policy: Mapping[str, Any]) -> tuple[set[str], bool]:
    """What a policy says of facts: which statuses leave, and whether reviewers are named."""
    rules = policy.get("rules", {})
    return set(rules.get("publishes", EVERY_STATUS)), bool(rules.get("names_reviewers"))


def final_claims(session: Session, which: Any) -> Sequence[UUID]:
    """The final ones of these claims."""
    query = select(Claim.id).where(which, Claim.stage == Stage.FINAL).order_by(Claim.id)
    return session.scalars(query).all()


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would become of the facts of a desk: how many come, go, go from the public, stay."""

    published: int
    withdrawn: int
    withdrawn_publicly: int
    kept: int


def outlook(session: Session, desk_id: UUID, publishes: Collection[str], now: datetime) -> Outlook:
    """What would happen if final claims with these statuses alone were facts."""
    live = (Fact.desk_id == desk_id, Fact.live.is_(True))
    stays = Fact.status.in_(publishes)
    comes = (
        select(func.count(Claim.id))
        .join(Article, Article.id == Claim.article_id)
        .where(Claim.desk_id == desk_id, Claim.stage == Stage.FINAL, Claim.status.in_(publishes))
        .where(or_(Article.embargo_until.is_(None), Article.embargo_until <= now))
        .where(~exists().where(Fact.claim_id == Claim.id, Fact.live.is_(True)))
    )
    counted = select(func.count(Fact.number)).where(*live)
    return Outlook(
        session.scalars(comes).one(),
        session.scalars(counted.where(~stays)).one(),
        session.scalars(counted.where(~stays, Fact.public.is_(True))).one(),
        session.scalars(counted.where(stays)).one(),
    )


def lift(session: Session, article_id: UUID, cause: Entry) -> list[Entry]:
    """Let the facts of an article leave that its embargo held back, if it is over.

    `cause` says who and when; gives the entries that say so.
    """
    found = final_claims(session, Claim.article_id == article_id)
    made = [each for claim_id in found if (each := _bring(session, claim_id, cause))]
    session.execute(
        update(Article)
        .where(Article.id == article_id, *_over(cause["at"]))
        .values(holds_facts=False)
    )
    return made


def due(session: Session, now: datetime) -> Sequence[tuple[UUID, UUID]]:
    """The articles that hold facts back though their embargo is over, with their desks."""
    return [(article_id, desk_id) for article_id, desk_id in _DUE.rows(session, now=now)]


def _over(now: Any) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """What holds of an article that holds facts back after its embargo."""
    until = _ARTICLES.c.embargo_until
    return _ARTICLES.c.holds_facts, or_(until.is_(None), until <= now)


_ARTICLES = cast("Table", Article.__table__)
_DUE = Prepared(
    select(_ARTICLES.c.id, _ARTICLES.c.desk_id).where(*_over(bindparam("now", type_=UtcDateTime())))
)


def _bring(session: Session, claim_id: UUID, entry: Entry) -> Entry | None:
    """Let the fact of a claim say what is so now; None when it did already."""
    at = standing(session, claim_id)
    if at is None:
        return None
    held = _held_back(at, entry["at"])
    _remember(session, at, held=held is Withdrawn.EMBARGO)
    if held is not None:
        return _withdraw(session, at, at.said, held, entry) if at.said and at.said.live else None
    rows = grounds(session, at)
    return _publish(session, at, rows, entry) if rows else None


def _held_back(at: Standing, now: datetime) -> str | None:
    """Why the claim is no fact now, in a word; None when it is one."""
    if at.stage is not Stage.FINAL:
        return at.stage_reason or at.stage.value
    if at.embargo_until is not None and at.embargo_until > now:
        return Withdrawn.EMBARGO
    if at.status not in at.rules.get("publishes", EVERY_STATUS):
        return Withdrawn.POLICY
    return None


def _remember(session: Session, at: Standing, *, held: bool) -> None:
    """Note on the article that it holds facts back, or, when its embargo is over, no longer."""
    if held != at.holds_facts and (held or at.stage is Stage.FINAL):
        session.execute(update(Article).where(Article.id == at.article_id).values(holds_facts=held))


def _publish(session: Session, at: Standing, rows: list[Row], entry: Entry) -> Entry | None:
    number, old = _next_number(at, entry["at"]), at.said
    other = old is not None and old.status is not at.status
    corrected = other or (old is not None and old.corrected)
    published_at = old.published_at if old else when(number)
    said = body(at, rows, published_at=published_at, corrected=corrected)
    if old and old.live and repeats(old.body, said):
        return None
    version, reviewed = _next_version(at), at.outward and not at.own
    words = whole(said, version=version, number=number, reviewed=reviewed)
    was_public = at.outward or (old is not None and old.was_public)
    state = {
        "number": number,
        "version": version,
        "status": at.status,
        "live": True,
        "public": at.outward,
        "was_public": was_public,
        "public_number": public_number(at, number, live=True),
        "claimreview": reviewed,
        "corrected": corrected,
        "withdrawn_reason": None,
        "tokens": tokens(at, live=True),
        "body": words,
    }
    _write(session, at, state, FeedOp.UPSERT, published_at)
    if old and _hides_more(old.body, words):
        _withhold(session, at, state)
    again = "fact.updated" if old and old.live else "fact.published"
    return _entry(entry, "fact.corrected" if other else again, at, state)


def _withdraw(session: Session, at: Standing, old: Said, reason: str, entry: Entry) -> Entry:
    number = _next_number(at, entry["at"])
    state = {
        "number": number,
        "version": _next_version(at),
        "status": old.status,
        "live": False,
        "public": False,
        "was_public": old.was_public,
        "public_number": public_number(at, number, live=False),
        "claimreview": False,
        "corrected": old.corrected,
        "withdrawn_reason": str(reason)[:100],
        "tokens": tokens(at, live=False),
        "body": None,
    }
    _write(session, at, state, FeedOp.DELETE, old.published_at)
    _withhold(session, at, state)
    return _entry(entry, "fact.withdrawn", at, state)


_SET = (
    "number", "version", "status", "live", "public", "was_public", "public_number",
    "claimreview", "corrected", "withdrawn_reason", "tokens", "body",
)  # fmt: skip
_FACTS = cast("Table", Fact.__table__)
_VERSIONS = cast("Table", FactVersion.__table__)
_ADD_FACT = Prepared(insert(_FACTS))
_ADD_VERSION = Prepared(insert(_VERSIONS))
_SET_FACT = Prepared(
    update(_FACTS)
    .where(_FACTS.c.number == bindparam("old_number", type_=BigInteger()))
    .values({name: bindparam(f"new_{name}") for name in _SET})
)
_WITHHOLD = Prepared(
    update(_VERSIONS)
    .where(
        _VERSIONS.c.claim_id == bindparam("wanted", type_=Uuid()),
        _VERSIONS.c.number < bindparam("before", type_=BigInteger()),
    )
    .values(withheld=True)
)


def _write(
    session: Session, at: Standing, state: dict[str, Any], op: FeedOp, published_at: datetime
) -> None:
    """Append the version, and let the fact be in its state."""
    shared = {name: state[name] for name in ("number", "version", "status", "public", "body")}
    _ADD_VERSION.write(
        session,
        {
            "claim_id": at.claim_id,
            "desk_id": at.desk_id,
            "op": op,
            "claimreview": state["claimreview"],
            "reason": state["withdrawn_reason"],
            "withheld": False,
            **shared,
        },
    )
    if at.said is not None:
        new = {f"new_{name}": value for name, value in state.items()}
        _SET_FACT.write(session, {"old_number": at.said.number, **new})
        return
    where = {"claim_id": at.claim_id, "desk_id": at.desk_id, "article_id": at.article_id}
    _ADD_FACT.write(session, {**where, **state, "published_at": published_at})


def _withhold(session: Session, at: Standing, state: dict[str, Any]) -> None:
    """Let nobody read any more what earlier versions said."""
    _WITHHOLD.write(session, {"wanted": at.claim_id, "before": state["number"]})


def _hides_more(old: str | None, new: str) -> bool:
    """Whether a source that was named has become confidential."""
    key = "confidential_sources"
    return old is not None and bool(parsed(old)[key] < parsed(new)[key])


def _next_number(at: Standing, now: datetime) -> int:
    return max(number_at(now), at.last_number + 1)


def _next_version(at: Standing) -> int:
    """The claim's, unless the fact has changed without it since."""
    return max(at.version, at.said.version + 1 if at.said else 1)


def _entry(cause: Entry, action: str, at: Standing, state: dict[str, Any]) -> Entry:
    """The log's entry of a change, by whoever caused it."""
    by = {name: cause.get(name) for name in _CAUSE}
    return by | {
        "action": action,
        "object_type": "fact",
        "object_id": at.claim_id,
        "object_version": state["version"],
        "article_id": at.article_id,
        "reason": state["withdrawn_reason"],
        "after": {"status": state["status"].value, "public": state["public"]},
        "policy_version": at.policy_version,
    }
