"""A story with everything in it that a report can tell, for each audience something."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update

from factcheck.ids import uuid7
from factcheck.report import freeze_period, look_at_period
from factcheck.store import log
from factcheck.store.claims import Anchor, Claim
from factcheck.store.closing import Reply, SignOff
from factcheck.store.reports import Report
from factcheck.vocabulary import Stage, Stance, Status

TEXTS = [
    "The swap is worth US$20 billion.",
    "",
    "It was signed on Monday, October 14, 2025.",
    "“It will grow”, she said.",
    "What a day!",
    "The law has 99 articles.",
]


def fill(story: Any) -> Any:
    """Fill the story, whose texts are `TEXTS`, and freeze a first report of it."""
    lost = story.claim(0)
    story.draft = story._draft(2, story.text)
    story.article.draft_number = 2
    story._ledger()
    _public_claim(story)
    _disputed_claim(story)
    _proposal(story)
    _dismissed_claim(story)
    _annexes(story)
    _place(story, lost)
    story.freeze()
    later = story.claim(5, stage=Stage.REOPENED, stage_reason="text_changed")
    story.evidence(later, story.source(), Stance.CONTEXT)
    _place(story, lost)
    return story


def freeze_a_period(story: Any) -> Report:
    """A report of what the desk did up to a while after the story's time."""
    story.session.flush()
    until = story.now + timedelta(days=7)
    span: dict[str, Any] = {"since": story.now - timedelta(days=7), "until": until}
    state = look_at_period(story.session, story.desk, **span, reviewers=True, now=until)
    who: dict[str, Any] = {"actor": story.actor, "now": until, "signer": story.signer}
    return freeze_period(story.session, state, **who)


def _place(story: Any, lost: Any) -> None:
    """All claims but the lost one stand in the second draft."""
    story.session.flush()
    for table, column in ((Claim, Claim.id), (Anchor, Anchor.claim_id)):
        there = update(table).where(column != lost.id).values(draft_number=2)
        story.session.execute(there, execution_options={"synchronize_session": False})


def _secret(story: Any) -> Any:
    return story.source(
        title="The aide",
        url="https://aide.example/",
        publisher="The ministry",
        independence_group="ministry",
        confidential=True,
    )


def _public_claim(story: Any) -> None:
    claim = story.claim(0, rating="True")
    story.spoken(claim, "Scott Bessent")
    story.facet(claim, "US$20 billion", 20_000_000_000, "USD")
    relied = [story.evidence(claim, story.source()), story.evidence(claim, _secret(story))]
    story.evidence(claim, story.source(title="A mere note"), Stance.CONTEXT)
    proposal = story.decide(claim, Status.VERIFIED, *relied, stage=Stage.AWAITING_SECOND)
    story.decide(claim, Status.VERIFIED, by=story.ben, confirms=proposal, rationale="So it is.")


def _disputed_claim(story: Any) -> None:
    claim = story.claim(2, statement="It was signed on Tuesday, October 14, 2025.")
    story.facet(claim, "October 14, 2025", "2025-10-14")
    story.facet(claim, "half", 0.5, None)
    against = story.evidence(claim, _secret(story), Stance.REFUTES)
    told = story.decide(claim, Status.DISPUTED, against, rationale="It was a Tuesday.")
    told.override_reason = "The minister is on the record."


def _proposal(story: Any) -> None:
    claim = story.claim(3)
    story.decide(claim, Status.VERIFIED, stage=Stage.AWAITING_SECOND)


def _dismissed_claim(story: Any) -> None:
    claim = story.claim(4, stage=Stage.DISMISSED, stage_reason="opinion")
    log.record(
        story.session,
        "claim.dismissed",
        claim,
        actor=story.actor,
        now=story.now,
        reason="A matter of taste.",
    )


def _annexes(story: Any) -> None:
    place = story.text.index("Monday")
    span = {"text": "Monday", "start": place, "end": place + 6}
    story.draft.notice = "This text seems to be in Ruritanian."
    story.draft.alarms = [{"code": "weekday", "message": "A Tuesday.", "spans": [span]}]
    story.article.deadline = story.now + timedelta(days=1)
    of = {"id": uuid7(), "desk_id": story.desk.id, "article_id": story.article.id}
    story.session.add(
        Reply(
            **of,
            asked="The treasury",
            question="Is it so?",
            asked_at=story.now,
            answer="It is.",
            answered_at=story.now,
            recorded_by=story.ana.id,
            created_at=story.now,
        )
    )
    story.session.add(
        SignOff(
            **of,
            draft_number=2,
            sentences=5,
            accounted=4,
            claims=4,
            open_claims=1,
            override_reason="It is late.",
            signed_by=story.ben.id,
            created_at=story.now,
        )
    )
