"""The content of a desk's report of a week, gathered from both databases."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from factcheck.canonical import canonical_json, content_hash
from factcheck.db import Database
from factcheck.report import period
from factcheck.report.period import SCHEMA, gather, veiled
from factcheck.report.seal import Audience, Veil, edition, opened
from factcheck.store.desks import Desk
from factcheck.vocabulary import PolicyName, Stance, Status
from tests.newsroom import TEXT, open_newsroom
from tests.review.stages import Stages
from tests.store.counting import counted
from tests.weeks import COSTS, MONDAY, NEXT, Weeks, hours


@pytest.fixture
def weeks(database: Database, tmp_path: Path) -> Weeks:
    """A desk over some weeks, where a rationale alone will do."""
    return Weeks(Stages(open_newsroom(database, tmp_path, PolicyName.OPEN)))


def _gather(weeks: Weeks, *, reviewers: bool = False, start: Any = MONDAY) -> dict[str, Any]:
    """The report of a week, as it is read back from its JSON."""
    room = weeks.stages.room
    with room.database.reading() as session:
        desk = session.get_one(Desk, room.desk.id)
        until = start + timedelta(days=7)
        content = gather(session, desk, start, until, reviewers=reviewers)
    read: dict[str, Any] = json.loads(canonical_json(content))
    assert read == content
    return read


def _busy(weeks: Weeks) -> None:
    """A week in which everything happens that a report tells of."""
    embargo = NEXT + timedelta(days=99)
    costs = weeks.receive(COSTS, title="Costs", embargo_until=embargo, deadline=MONDAY + hours(48))
    budget = weeks.receive(TEXT, MONDAY + hours(1), title="Budget", deadline=NEXT + hours(1))
    for claim in (costs[0], costs[1], budget[0]):
        weeks.alter(claim, statement="It costs 3 million.", speaker_name="Rosa Vidal")
    weeks.stages.evidence(costs[0].id, title="The accounts", url="https://e.org/a")
    weeks.stages.evidence(costs[0].id, title="The mole in room 12", confidential=True)
    weeks.stages.evidence(costs[1].id, Stance.REFUTES, title="An audit")
    weeks.decide(costs[0], MONDAY + hours(10))
    weeks.decide(costs[1], MONDAY + hours(20), Status.DISPUTED)
    weeks.decide(budget[0], MONDAY + hours(24), Status.DISPUTED, by="second")
    weeks.decide(costs[0], MONDAY + hours(30), Status.DISPUTED, by="editor")


def test_a_week_is_told_in_counts_and_lists(weeks: Weeks) -> None:
    _busy(weeks)
    content = _gather(weeks)
    assert content["schema"] == SCHEMA
    assert content["cover"] == {
        "desk_id": str(weeks.stages.room.desk.id),
        "desk": "City",
        "since": "2026-03-02T00:00:00Z",
        "until": "2026-03-09T00:00:00Z",
        "policy": {"name": "open", "version": 1},
        "reviewers": False,
    }
    summary = content["summary"]
    assert (summary["articles"], summary["left_out"], summary["decisions"]) == (2, 0, 4)
    decided = {"unverified": 0, "verified": 0, "disputed": 3}
    assert summary["decided"] == {"claims": 3, "status": decided}
    assert (summary["corrected"], summary["disputed_after_verified"]) == (1, 1)
    assert summary["reopened"] == 0
    assert summary["hours_to_decision"] == {"claims": 3, "median": 20, "nine_of_ten": 23}
    assert summary["days"] == [
        {"day": "2026-03-02", "decisions": 2},
        {"day": "2026-03-03", "decisions": 2},
    ]
    assert summary["claims"] == sum(summary["status"].values()) == sum(summary["stage"].values())
    assert (summary["closed"], summary["open"]) == (3, summary["claims"] - 3)
    assert content["speakers"] == [{"name": "Rosa Vidal", "disputed": 3, "decided": 3}]
    (again,) = content["repeated"]
    assert again == {
        "statement": "It costs 3 million.",
        "articles": 2,
        "claims": 3,
        "status": decided,
        "alike": True,
    }


def test_articles_tell_how_they_stand_embargoed_ones_too(weeks: Weeks) -> None:
    _busy(weeks)
    budget, costs = _gather(weeks)["articles"]
    assert [each["title"] for each in (budget, costs)] == ["Budget", "Costs"]
    assert costs["status"] == {"unverified": 15, "verified": 0, "disputed": 2}
    assert (costs["claims"], costs["open"], costs["draft"]) == (17, 15, 1)
    assert (costs["created_at"], costs["deadline"]) == (
        "2026-03-02T00:00:00Z",
        "2026-03-04T00:00:00Z",
    )
    assert costs["deadline_met"] is False
    assert budget["deadline_met"] is None  # it ends after the week
    assert not costs["signed_off"]


def test_a_deadline_is_met_by_deciding_everything_in_time(weeks: Weeks) -> None:
    for claim in weeks.receive(TEXT, deadline=MONDAY + hours(2)):
        weeks.decide(claim, MONDAY + hours(1))
    weeks.receive("We shall see.", MONDAY + hours(1), title="Free")
    free, held = _gather(weeks)["articles"]
    assert (free["deadline"], free["deadline_met"]) == (None, None)
    assert held["deadline_met"] is True


def test_confidential_sources_are_counted_and_nowhere_named(weeks: Weeks) -> None:
    _busy(weeks)
    content = _gather(weeks, reviewers=True)
    assert content["sources"]["confidential"] == {"sources": 1, "claims": 1}
    assert [each["title"] for each in content["sources"]["cited"]] == ["An audit", "The accounts"]
    assert [each["title"] for each in content["sources"]["refuting"]] == ["An audit"]
    assert "room 12" not in canonical_json(content)


def test_reviewers_are_named_only_where_that_is_asked_for(weeks: Weeks) -> None:
    _busy(weeks)
    silent = _gather(weeks)
    assert silent["reviewers"] is None
    people = ("Reviewer", "Second", "Editor")
    assert not any(f'"{name}"' in canonical_json(silent) for name in people)
    named = _gather(weeks, reviewers=True)
    assert named["cover"]["reviewers"] is True
    assert named["reviewers"] == [
        {"name": "Reviewer", "decisions": 2, "median_hours": 15, "overturned": 1},
        {"name": "Editor", "decisions": 1, "median_hours": None, "overturned": 0},
        {"name": "Second", "decisions": 1, "median_hours": 23, "overturned": 0},
    ]


def test_nothing_of_another_desk_is_in_a_report(weeks: Weeks) -> None:
    theirs = weeks.receive(COSTS, title="Their secret", by="foreign")
    weeks.decide(theirs[0], MONDAY, by="foreign")
    content = _gather(weeks, reviewers=True)
    assert (content["articles"], content["reviewers"], content["summary"]["claims"]) == ([], [], 0)
    assert "Their secret" not in canonical_json(content)


def test_a_week_without_work_is_empty_and_can_be_told(weeks: Weeks) -> None:
    content = _gather(weeks, reviewers=True)
    waits = {"claims": 0, "median": None, "nine_of_ten": None}
    assert content["summary"]["hours_to_decision"] == waits
    assert content["summary"]["days"] == content["speakers"] == content["repeated"] == []
    assert content["sources"]["cited"] == content["sources"]["refuting"] == []


def test_the_same_state_gives_the_same_content(weeks: Weeks) -> None:
    _busy(weeks)
    assert content_hash(_gather(weeks)) == content_hash(_gather(weeks))
    weeks.receive("They sold 3 million cars in 2024.", NEXT)
    assert _gather(weeks, start=NEXT)["summary"]["articles"] == 1
    assert _gather(weeks)["summary"]["articles"] == 2


def test_clocks_that_disagree_make_no_wait_shorter_than_none(weeks: Weeks) -> None:
    claim, *_ = weeks.receive(COSTS, MONDAY + hours(1))
    weeks.decide(claim, MONDAY)
    assert _gather(weeks)["summary"]["hours_to_decision"]["median"] == 0


def test_what_is_not_listed_is_counted(weeks: Weeks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(period, "MOST_ARTICLES", 1)
    _busy(weeks)
    content = _gather(weeks)
    assert [each["title"] for each in content["articles"]] == ["Budget"]
    assert (content["summary"]["articles"], content["summary"]["left_out"]) == (2, 1)


def test_a_report_takes_as_many_queries_for_much_as_for_little(
    weeks: Weeks, database: Database
) -> None:
    with counted(database) as little:
        _gather(weeks, reviewers=True)
    _busy(weeks)
    for number in range(8):
        weeks.receive(f"{TEXT} {number}.", MONDAY)
    with counted(database) as much:
        _gather(weeks, reviewers=True)
    assert len(much) == len(little) <= 16


def test_outsiders_read_the_cover_alone(weeks: Weeks) -> None:
    _busy(weeks)
    content = _gather(weeks, reviewers=True)
    veil = Veil(b"key")
    sealed = {"content": veiled(content, veil), "made": {}}
    assert "Costs" not in canonical_json(sealed)
    for audience in (Audience.INTERNAL, Audience.LEGAL):
        assert opened(edition(sealed, veil.disclosures, audience))["content"] == content
    public = opened(edition(sealed, veil.disclosures, Audience.PUBLIC))["content"]
    told = {name: part for name, part in public.items() if part is not None}
    assert told.keys() == {"schema", "cover", "limits"}
    assert told["cover"] == content["cover"]
