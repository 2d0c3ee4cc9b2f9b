"""Who and what stands out in a week, as both databases rank it."""

from typing import Any

from sqlalchemy import update

from factcheck.store import period_lists
from factcheck.store.claims import Anchor
from factcheck.store.people import Person
from factcheck.store.period import Period
from factcheck.vocabulary import Stance, Status
from tests.newsroom import TEXT
from tests.review.stages import Stages
from tests.weeks import COSTS, MONDAY, NEXT, Weeks, hours

ALL = {Status.UNVERIFIED: 0, Status.VERIFIED: 0, Status.DISPUTED: 0}


def _ask(weeks: Weeks, what: Any, asked: Period | None = None, limit: int = 20, **more: Any) -> Any:
    with weeks.stages.room.database.reading() as session:
        return what(session, asked or weeks.week, limit=limit, **more)


def _said(weeks: Weeks, claims: Any, outcomes: str) -> None:
    """Decide these claims, `d` as disputed and `v` as verified."""
    words = {"d": Status.DISPUTED, "v": Status.VERIFIED}
    for claim, outcome in zip(claims, outcomes, strict=False):
        weeks.decide(claim, MONDAY + hours(1), words[outcome])


def test_speakers_come_by_how_many_of_their_claims_are_disputed(weeks: Weeks) -> None:
    claims = weeks.receive(COSTS)
    said = [("Zoe", "dd"), ("Ana", "ddv"), ("ana", "dv"), ("Ben", "dv"), ("Cleo", "vv")]
    said.append(("Once", "d"))
    left = iter(claims)
    for name, outcomes in said:
        theirs = [next(left) for _ in outcomes]
        for claim in theirs:
            weeks.alter(claim, speaker_name=name)
        _said(weeks, theirs, outcomes)
    found = _ask(weeks, period_lists.speakers, least=2)
    told = [(each.name, each.disputed, each.total) for each in found]
    assert told == [("Zoe", 2, 2), ("Ana", 2, 3), ("Ben", 1, 2), ("ana", 1, 2)]
    assert _ask(weeks, period_lists.speakers, least=2, limit=1) == found[:1]
    assert _ask(weeks, period_lists.speakers, weeks.later, least=2) == []


def test_who_is_only_suggested_as_a_speaker_is_left_out(weeks: Weeks) -> None:
    claims = weeks.receive(COSTS)[:2]
    for claim in claims:
        weeks.alter(claim, speaker_name="Ana")
    _said(weeks, claims, "dd")
    assert [each.name for each in _ask(weeks, period_lists.speakers, least=2)] == ["Ana"]
    with weeks.stages.room.database.writing() as session:
        hinted = update(Anchor).where(Anchor.claim_id == claims[0].id)
        session.execute(hinted.values(speaker_mention={"text": "She", "start": 0, "end": 3}))
    assert _ask(weeks, period_lists.speakers, least=2) == []


def test_sources_come_by_the_claims_whose_decisions_rely_on_them(weeks: Weeks) -> None:
    first, second, third, fourth, *_ = weeks.receive(COSTS)
    stages = weeks.stages
    for claim in (first, second):
        stages.evidence(claim.id, url="https://e.org/budget", title="The budget", publisher="City")
    stages.evidence(first.id, url="https://e.org/budget", title="The budget", publisher="City")
    for claim in (second, third):
        stages.evidence(claim.id, Stance.REFUTES, url="https://e.org/audit", title="An audit")
    stages.evidence(fourth.id, Stance.REFUTES, url="https://e.org/late", title="A late one")
    for claim in (first, second, third):
        weeks.decide(claim, MONDAY + hours(12))
    weeks.decide(fourth, NEXT)
    cited = _ask(weeks, period_lists.sources, refuting=False)
    assert [(each.title, each.claims, each.refuted) for each in cited] == [
        ("An audit", 2, 2),
        ("The budget", 2, 0),
    ]
    assert (cited[1].publisher, cited[1].url) == ("City", "https://e.org/budget")
    assert _ask(weeks, period_lists.sources, refuting=True) == cited[:1]
    assert _ask(weeks, period_lists.sources, refuting=False, limit=1) == cited[:1]
    later = _ask(weeks, period_lists.sources, weeks.later, refuting=True)
    assert [each.title for each in later] == ["A late one"]


def test_evidence_that_a_decision_did_not_rely_on_is_not_cited(weeks: Weeks) -> None:
    first, second, *_ = weeks.receive(COSTS)
    kept = weeks.stages.evidence(first.id, title="Relied on")
    weeks.stages.evidence(first.id, title="Left aside")
    gone = weeks.stages.evidence(second.id, title="Taken away")
    weeks.stages.decide(first.id, evidence_ids=[kept], now=MONDAY + hours(12))
    weeks.decide(second, MONDAY + hours(12))
    weeks.stages.remove_evidence(second.id, gone)
    cited = _ask(weeks, period_lists.sources, refuting=False)
    assert [each.title for each in cited] == ["Relied on"]


def test_confidential_sources_are_counted_and_never_named(weeks: Weeks) -> None:
    first, second, *_ = weeks.receive(COSTS)
    for claim, title in ((first, "Deep"), (second, "Deeper")):
        weeks.stages.evidence(claim.id, Stance.REFUTES, title=title, confidential=True)
        weeks.decide(claim, MONDAY + hours(12))
    for refuting in (True, False):
        assert _ask(weeks, period_lists.sources, refuting=refuting) == []
    with weeks.stages.room.database.reading() as session:
        assert period_lists.confidential(session, weeks.week) == (2, 2)
        assert period_lists.confidential(session, weeks.later) == (0, 0)


def test_a_statement_that_was_checked_again_is_told_with_what_was_decided(weeks: Weeks) -> None:
    claims = weeks.receive(COSTS) + weeks.receive(TEXT)
    same = ("The pier made 320 jobs.", "the pier\nmade 320 jobs", "“The pier made 320 JOBS!”")
    said = (*same, "Éclairs cost €5.", "éclairs cost €5", "The pier made 321 jobs.")
    chosen = [*claims[:2], claims[-1], *claims[2:5]]
    for claim, statement in zip(chosen, said, strict=True):
        weeks.alter(claim, statement=statement)
    _said(weeks, chosen, "vddvvv")
    found = _ask(weeks, period_lists.repeated)
    assert [(each.statement, each.claims, each.articles) for each in found] == [
        ("The pier made 320 jobs.", 3, 2),
        ("Éclairs cost €5.", 2, 1),
    ]
    assert found[0].status == ALL | {Status.VERIFIED: 1, Status.DISPUTED: 2}
    assert found[1].status == ALL | {Status.VERIFIED: 2}
    assert _ask(weeks, period_lists.repeated, limit=1) == found[:1]
    assert _ask(weeks, period_lists.repeated, weeks.later) == []


def test_reviewers_come_by_how_much_they_decided(weeks: Weeks) -> None:
    first, second, third, *_ = weeks.receive(COSTS)
    weeks.decide(first, MONDAY + hours(1))
    weeks.decide(second, MONDAY + hours(4))
    weeks.decide(first, NEXT, Status.DISPUTED, by="editor")
    weeks.decide(third, MONDAY + hours(2), by="second")
    weeks.decide(third, MONDAY + hours(3), by="editor")
    found = _ask(weeks, period_lists.reviewers)
    assert [(each.name, each.decisions, each.overturned, each.median) for each in found] == [
        ("Reviewer", 2, 1, 2.5 * 3600),
        ("Editor", 1, 0, None),
        ("Second", 1, 0, 2 * 3600),
    ]
    assert _ask(weeks, period_lists.reviewers, limit=1) == found[:1]
    later = _ask(weeks, period_lists.reviewers, weeks.later)
    assert [(each.name, each.overturned) for each in later] == [("Editor", 0)]


def test_namesakes_are_counted_apart(weeks: Weeks) -> None:
    first, second, *_ = weeks.receive(COSTS)
    with weeks.stages.room.database.writing() as session:
        session.execute(update(Person).values(name="Sam Lee"))
    weeks.decide(first, MONDAY)
    weeks.decide(second, MONDAY, by="second")
    found = _ask(weeks, period_lists.reviewers)
    assert [(each.name, each.decisions) for each in found] == [("Sam Lee", 1)] * 2


def test_a_proposal_that_was_confirmed_and_overturned_counts_for_both(
    two_person_newsroom: Any,
) -> None:
    weeks = Weeks(Stages(two_person_newsroom))
    claim, *_ = weeks.receive(COSTS)
    weeks.decide(claim, MONDAY, Status.UNVERIFIED)
    weeks.decide(claim, MONDAY, Status.UNVERIFIED, by="second")
    weeks.stages.evidence(claim.id, by="editor")
    for by in ("editor", "admin"):
        weeks.decide(claim, NEXT, Status.VERIFIED, by=by)
    found = _ask(weeks, period_lists.reviewers)
    assert [(each.name, each.overturned) for each in found] == [("Reviewer", 1), ("Second", 1)]
