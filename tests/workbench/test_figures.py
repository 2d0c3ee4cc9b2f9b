"""The desk's figures count what happened on the desk, and nothing of another one."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import update

from factcheck import review
from factcheck.clock import utcnow
from factcheck.store import articles, claims, figures, worklist
from factcheck.store.claims import Claim
from factcheck.store.reviews import Review
from factcheck.vocabulary import CLOSED, DismissReason, Status
from tests.workbench.conftest import NOW

TEXT = "In 2024 the city spent US$20 million on roads. It has 14 of them. It had 9 in 1999."


def _claims(bench: Any, made: UUID) -> list[Claim]:
    with bench.database.reading() as session:
        return list(claims.of_article(session, made))


def _decide(bench: Any, claim: Any, status: Status = Status.UNVERIFIED) -> None:
    bench.decide(
        claim.id,
        "elena@example.org",
        status=status,
        rationale="Nobody could tell us more.",
        override_reason="There is no time left for more.",
    )


def _open(bench: Any, made: UUID) -> list[int]:
    with bench.database.reading() as session:
        return [left.count for left in figures.open_claims(session, [made])[made]]


def _draft(bench: Any, made: UUID, text: str) -> None:
    actor = bench.actor("elena@example.org")
    with bench.database.writing() as session:
        article = articles.article(session, actor.desk_id, made)
        review.carry_over(session, article, text, actor=actor, now=utcnow())


def test_open_claims_follow_the_log(bench: Any) -> None:
    made = bench.receive("Roads", TEXT)
    first, second, third = _claims(bench, made)
    assert _open(bench, made) == [3]
    with bench.database.writing() as session:
        actor = bench.actor("elena@example.org")
        claim = claims.claim(session, actor.desk_id, first.id)
        review.dismiss(session, claim, reason=DismissReason.OPINION, actor=actor, now=utcnow())
    _decide(bench, second)
    _draft(bench, made, TEXT.replace("14", "15"))  # the second one comes back, altered
    assert _open(bench, made)[-1] == 2
    _draft(bench, made, "In 2024 the city spent US$20 million on roads.")  # two are gone
    assert _open(bench, made)[-1] == 0
    _draft(bench, made, TEXT.replace("14", "15"))  # and are back
    assert _open(bench, made)[-1] == 2
    assert third


def test_what_is_left_is_what_waits(bench: Any) -> None:
    with bench.database.reading() as session:
        desk_id = bench.actor("ana@example.org").desk_id
        found = articles.page(session, desk_id, limit=50, after=None).items
        ids = [each.id for each in found]
        counted, tallies = figures.open_claims(session, ids), worklist.tallies(session, ids)
    for each in ids:
        waiting = sum(n for (_, stage), n in tallies[each].items() if stage not in CLOSED)
        assert (counted[each][-1].count if counted[each] else 0) == waiting


def test_an_articles_history_is_read_by_its_index(bench: Any) -> None:
    made = bench.receive("Roads", TEXT)
    with bench.counting() as seen, bench.database.reading() as session:
        figures.open_claims(session, [made])
    (statement,) = seen
    assert "LIMIT" in statement
    with bench.database.reading() as session:
        plan = session.connection().exec_driver_sql(
            f"EXPLAIN QUERY PLAN {statement}",
            ("x",) * (statement.count("?") - 1) + (9,),
        )
        assert "ix_events_article_id_seq" in " ".join(str(row) for row in plan)


def _name(bench: Any, ids: list[UUID], name: str) -> None:
    with bench.database.writing() as session:
        said = update(Claim).where(Claim.id.in_(ids))
        session.execute(said.values(speaker_name=name, updated_at=utcnow()))


def test_speakers_come_by_their_share_of_disputed_claims(bench: Any, ana: Any) -> None:
    text = " ".join(f"In {year} it cost US${year - 1900} million." for year in range(1950, 1967))
    found = _claims(bench, bench.receive("Costs", text))
    worst, better, rare = found[:5], found[5:11], found[11:15]
    for claim in found[:15]:
        disputed = claim in (*worst[:4], better[0], *rare)
        _decide(bench, claim, Status.DISPUTED if disputed else Status.UNVERIFIED)
    _name(bench, [each.id for each in worst], "Cleo <b>\u202e")
    _name(bench, [each.id for each in better], "Dora")
    _name(bench, [each.id for each in rare], "Rare")
    page = ana.get("/figures").text.partition('id="speakers"')[2]
    assert page.index("Cleo &lt;b&gt;[U+202E]") < page.index("Dora")
    assert "4 of 5 disputed" in page
    assert "1 of 6 disputed" in page
    assert "Rare" not in page
    assert '<td class="number">80.0 %</td>' in page


def test_a_speaker_who_is_only_suggested_is_not_counted(bench: Any) -> None:
    text = " ".join(f"In {year} it cost US${year - 1900} million." for year in range(1950, 1956))
    found = _claims(bench, bench.receive("Costs", text))
    for claim in found:
        _decide(bench, claim)
    _name(bench, [each.id for each in found], "She")
    with bench.database.writing() as session:
        for each in found:
            claim = claims.claim(session, bench.actor("ana@example.org").desk_id, each.id)
            claim.anchor.speaker_mention = {"text": "She", "start": 0, "end": 3}
            claim.touch(utcnow())
    desk_id = bench.actor("ana@example.org").desk_id
    since = NOW - timedelta(days=1)
    with bench.database.reading() as session:
        told = figures.speakers(session, desk_id, since=since, least=1, limit=50)
    assert "She" not in [each.name for each in told]


def test_the_wait_for_a_first_decision_is_measured(bench: Any) -> None:
    made = bench.receive("Roads", TEXT)
    first, second, _ = _claims(bench, made)
    for claim in (first, second):
        _decide(bench, claim)
    _decide(bench, first)
    with bench.database.writing() as session:
        by_claim = update(Review).where(Review.claim_id == first.id)
        session.execute(by_claim.values(created_at=NOW + timedelta(hours=5)))
        session.execute(
            by_claim.where(Review.superseded_by_id.is_not(None)).values(
                created_at=NOW + timedelta(hours=2)
            )
        )
        session.execute(update(Review).where(Review.claim_id == second.id).values(undone_at=NOW))
    desk_id = bench.actor("ana@example.org").desk_id
    with bench.database.reading() as session:
        found = figures.first_decisions(session, desk_id, since=NOW - timedelta(minutes=1))
    assert found == [(NOW, NOW + timedelta(hours=2))]


def test_the_page_says_what_it_counts_and_gives_it_as_tables(bench: Any, ana: Any) -> None:
    made = bench.receive("Roads", TEXT)
    actor = bench.actor("elena@example.org")
    now = utcnow()
    with bench.database.writing() as session:
        article = articles.article(session, actor.desk_id, made)
        review.edit_article(
            session, article, {"deadline": now + timedelta(hours=5)}, actor=actor, now=now
        )
        session.execute(update(Claim).where(Claim.article_id == made).values(updated_at=now))
    with bench.database.writing() as session:
        review.decide(
            session, _claims(bench, made)[0].id, status=Status.UNVERIFIED,
            rationale="Nobody could tell us.", actor=actor, now=now,
        )  # fmt: skip
    page = ana.get("/figures").text
    assert "Open claims: 2 now, 3 at most. The deadline is" in page
    assert page.count("As a table") >= 3
    assert "Half of 1 decided claim took up to" in page
    assert not re.search(r"\sstyle=", page)


def test_an_empty_desk_says_what_to_do(bench: Any) -> None:
    page = bench.browser("rita@example.org").get("/figures").text
    assert "No open article has a deadline." in page
    assert "Nothing was decided in this time." in page
    assert "No speaker has 5 decided claims in this time." in page
    assert "White House" not in page


def test_a_period_is_one_of_those_offered(ana: Any) -> None:
    assert 'weeks=4" aria-current="page"' in ana.get("/figures?weeks=4").text
    for strange in ("", "x", "99999999", "-1"):
        page = ana.get(f"/figures?weeks={strange}")
        assert page.status_code == 200
        assert 'weeks=12" aria-current="page"' in page.text


def test_more_articles_take_no_more_queries(bench: Any, ana: Any) -> None:
    with bench.counting() as few:
        ana.get("/figures")
    actor = bench.actor("elena@example.org")
    for number in range(6):
        made = bench.receive(f"Roads {number}", f"{TEXT} It was {number + 20} once.")
        with bench.database.writing() as session:
            article = articles.article(session, actor.desk_id, made)
            review.edit_article(session, article, {"deadline": utcnow()}, actor=actor, now=utcnow())
    with bench.counting() as many:
        ana.get("/figures")
    assert len(many) <= len(few) + 1 <= 9  # the log is read where something is due
