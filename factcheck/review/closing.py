"""The end of a check: signing an article off, and the log of what was asked of whom."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from factcheck.actor import Actor
from factcheck.errors import Conflict
from factcheck.ids import uuid7
from factcheck.review.gates import refuse_unless
from factcheck.review.progress import Ledger, ledger
from factcheck.saying import say
from factcheck.store import closing, log, people, worklist
from factcheck.store.articles import Article
from factcheck.store.closing import Reply, SignOff
from factcheck.store.picture import plain
from factcheck.vocabulary import CLOSED, Stage

LEAST_REASON = 10
"""How many characters the reason for signing an unfinished article has at least."""


def sign_off(
    session: Session,
    article: Article,
    *,
    override_reason: str | None = None,
    actor: Actor,
    now: datetime,
) -> SignOff:
    """Answer for the newest draft: every sentence accounted for, every claim final or dismissed.

    With an `override_reason` it may be signed before that, and says so. Raises
    `IllegalTransition` with what is still open.
    """
    log.hold(session)  # nobody reopens a claim between the look and the signature
    found = ledger(session, article)
    stages = [row[3] for row in worklist.spans(session, [article.id])[article.id]]
    reasons = against_signing(found, stages)
    if override_reason is not None:
        reasons = _against_override(override_reason)
    refuse_unless(reasons, say("This article cannot be signed off yet."))
    open_claims = sum(stage not in CLOSED for stage in stages)
    coverage = found.coverage
    made = SignOff(
        id=uuid7(),
        desk_id=article.desk_id,
        article_id=article.id,
        draft_number=found.draft,
        sentences=coverage.total,
        accounted=coverage.accounted,
        claims=len(stages),
        open_claims=open_claims,
        override_reason=override_reason,
        signer=people.person(session, actor.person_id),
        created_at=now,
    )
    session.add(made)
    session.flush()
    log.record(
        session,
        "article.signed_off",
        article,
        actor=actor,
        now=now,
        reason=override_reason,
        after={"draft": found.draft, "open_claims": open_claims, "accounted": coverage.accounted},
    )
    return made


def against_signing(found: Ledger, stages: Sequence[Stage]) -> list[str]:
    """What keeps an article from being signed off, in plain sentences.

    `stages` are those of the claims in its newest draft.
    """
    coverage, reasons = found.coverage, []
    if left := coverage.total - coverage.accounted:
        reasons.append(_sentences_left(left, coverage.total))
    if left := sum(stage not in CLOSED for stage in stages):
        reasons.append(_claims_left(left, len(stages)))
    return reasons


def _sentences_left(left: int, total: int) -> str:
    if total == 1:
        return say("{left} of {total} sentence is not accounted for.", left=left, total=total)
    if left == 1:
        return say("{left} of {total} sentences is not accounted for.", left=left, total=total)
    return say("{left} of {total} sentences are not accounted for.", left=left, total=total)


def _claims_left(left: int, total: int) -> str:
    if total == 1:
        return say(
            "{left} of {total} claim is neither final nor dismissed.", left=left, total=total
        )
    if left == 1:
        return say(
            "{left} of {total} claims is neither final nor dismissed.", left=left, total=total
        )
    return say("{left} of {total} claims are neither final nor dismissed.", left=left, total=total)


def _against_override(reason: str) -> list[str]:
    if len(reason.strip()) >= LEAST_REASON:
        return []
    return [
        say(
            "Signing an unfinished article needs a reason of at least {least} characters.",
            least=LEAST_REASON,
        )
    ]


def signed(session: Session, article: Article) -> dict[str, object] | None:
    """The article's newest sign-off, and whether it still stands; None if there is none.

    It stands until a new draft comes or a claim changes.
    """
    found = closing.newest_sign_off(session, article.id)
    if found is None:
        return None
    changed = worklist.last_change(session, article.id)
    same_draft = found.draft_number == article.draft_number
    return {
        "id": found.id,
        "draft": found.draft_number,
        "signed_by": found.signer,
        "sentences": found.sentences,
        "accounted": found.accounted,
        "claims": found.claims,
        "open_claims": found.open_claims,
        "override_reason": found.override_reason,
        "created_at": found.created_at,
        "stands": same_draft and (changed is None or changed <= found.created_at),
    }


def ask_reply(
    session: Session,
    article: Article,
    *,
    asked: str,
    question: str,
    asked_at: datetime | None = None,
    channel: str | None = None,
    deadline: datetime | None = None,
    answer: str | None = None,
    answered_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> Reply:
    """Note whom the desk asked for a reply, and what; the answer too if it is there already."""
    made = Reply(
        id=uuid7(),
        desk_id=article.desk_id,
        article_id=article.id,
        asked=asked,
        channel=channel,
        question=question,
        asked_at=asked_at or now,
        deadline=deadline,
        answer=answer,
        answered_at=(answered_at or now) if answer else None,
        recorded_by=actor.person_id,
        answer_recorded_by=actor.person_id if answer else None,
        created_at=now,
    )
    session.add(made)
    session.flush()
    after = {"asked": asked, "asked_at": plain(made.asked_at), "answered": answer is not None}
    log.record(session, "reply.asked", made, actor=actor, now=now, after=after)
    return made


def answer_reply(
    session: Session,
    reply: Reply,
    *,
    answer: str,
    answered_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Note what came back. Raises `Conflict` where an answer stands: a later one is a new entry."""
    if reply.answer is not None:
        raise Conflict(say("The answer is noted already. Note a later one as a new entry."))
    reply.answer, reply.answered_at = answer, answered_at or now
    reply.answer_recorded_by = actor.person_id
    after = {"asked": reply.asked, "answered_at": plain(reply.answered_at)}
    log.record(session, "reply.answered", reply, actor=actor, now=now, after=after)
