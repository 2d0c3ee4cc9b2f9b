"""The desk follows what others do, and says who is there."""

from datetime import timedelta
from typing import Any

from factcheck import review
from factcheck.clock import utcnow
from factcheck.store import presence
from factcheck.vocabulary import PolicyName, Status

WHY = "We asked; nobody answered."


def _pulse(browser: Any, at: Any, **query: str) -> dict[str, Any]:
    answer = browser.client.get(
        f"/articles/{at.article_id}/pulse", query_string={"claim": str(at.id)} | query
    )
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json
    return found


def test_states_come_once_and_again_when_one_has_changed(bench: Any, ana: Any) -> None:
    claim = bench.claim("It will be his first formal visit")
    first = _pulse(ana, claim)
    assert [str(claim.id), "unverified", claim.version, True] in first["states"]
    assert _pulse(ana, claim, known=first["digest"])["states"] is None
    bench.decide(claim.id, "rob@example.org", status=Status.UNVERIFIED, rationale=WHY)
    after = _pulse(ana, claim, known=first["digest"])
    assert [str(claim.id), "unverified", claim.version + 1, False] in after["states"]


def test_what_others_did_just_now_is_told_and_own_steps_are_not(bench: Any, ana: Any) -> None:
    claim = bench.claim("It will be his first formal visit")
    actor = bench.actor("rob@example.org")
    with bench.database.writing() as session:
        review.decide(
            session,
            claim.id,
            status=Status.UNVERIFIED,
            rationale=WHY,
            actor=actor,
            now=utcnow(),
        )
    (told,) = _pulse(ana, claim)["recent"]
    assert told == {"claim": str(claim.id), "said": "Rob decided on this claim, just now"}
    assert _pulse(bench.browser("rob@example.org"), claim)["recent"] == []


def test_a_blind_second_person_learns_nothing_of_a_proposal(bench: Any, ana: Any) -> None:
    admin = bench.actor("admin@example.org")
    with bench.database.writing() as session:
        rules = {"blind": True}
        review.adopt_policy(session, PolicyName.TWO_PERSON, rules=rules, actor=admin, now=utcnow())
    claim = bench.claim("It will be his first formal visit")
    with bench.database.writing() as session:
        review.decide(
            session,
            claim.id,
            status=Status.UNVERIFIED,
            rationale=WHY,
            actor=bench.actor("rob@example.org"),
            now=utcnow(),
        )
    (told,) = _pulse(ana, claim)["recent"]
    assert told["said"] == "Rob decided on this claim, just now"


def test_who_is_there_is_seen_by_the_others_and_for_a_while(bench: Any, ana: Any) -> None:
    claim = bench.claim("It will be his first formal visit")
    rob = bench.browser("rob@example.org")
    assert _pulse(rob, claim)["present"] == []
    assert _pulse(ana, claim)["present"] == [{"name": "Rob", "claim": str(claim.id)}]
    assert _pulse(rob, claim, claim="")["present"] == [
        {"name": "Ana Ferreyra", "claim": str(claim.id)}
    ]
    assert _pulse(ana, claim)["present"] == [{"name": "Rob", "claim": None}]
    with bench.database.reading() as session:
        later = utcnow() + presence.LASTS + timedelta(seconds=1)
        assert presence.present(session, claim.article_id, later) == []


def test_being_there_is_written_down_only_now_and_then(bench: Any, ana: Any) -> None:
    claim = bench.claim("It will be his first formal visit")
    _pulse(ana, claim)
    with bench.counting() as sent:
        _pulse(ana, claim)
    assert not [each for each in sent if each.startswith(("INSERT", "UPDATE", "DELETE"))]


def test_strangers_hear_nothing(bench: Any) -> None:
    claim = bench.claim("It will be his first formal visit")
    address = f"/articles/{claim.article_id}/pulse"
    assert bench.browser("rita@example.org").get(address).status_code == 404
    assert bench.browser().get(address).status_code == 302
