"""The demo desk is alive, true to its plan, and loaded once."""

import re
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from sqlalchemy import func, select

from factcheck import accounts, migrate, seeding
from factcheck.db import Database
from factcheck.errors import Rejected
from factcheck.store import articles, claims, desks, log, people
from factcheck.store.articles import Article
from factcheck.store.claims import Claim
from factcheck.store.log import Event
from factcheck.vocabulary import Role, Stage, Status

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
SEEDS = Path(str(files("factcheck.seeds")))


def _empty(folder: Path) -> Database:
    database = Database(f"sqlite:///{folder / 'desk.sqlite3'}")
    migrate.upgrade(database)
    return database


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, seeding.Seeded]]:
    database = _empty(tmp_path_factory.mktemp("seeded"))
    seeded = seeding.load(database, now=NOW)
    assert seeded is not None
    yield database, seeded
    database.dispose()


def _claims(database: Database, publisher: str) -> list[Claim]:
    with database.reading() as session:
        article = session.scalars(
            select(Article).where(Article.publisher.startswith(publisher))
        ).one()
        return claims.of_article(session, article.id)


def _all(database: Database) -> list[Claim]:
    return _claims(database, "The Demonstration") + _claims(database, "The Harbour")


def test_the_desk_is_alive(loaded: tuple[Database, seeding.Seeded]) -> None:
    found = _all(loaded[0])
    decided = Counter(claim.status for claim in found if claim.stage is Stage.FINAL)
    stages = Counter(claim.stage for claim in found)
    assert decided == {Status.VERIFIED: 6, Status.DISPUTED: 2, Status.UNVERIFIED: 1}
    assert stages[Stage.IN_REVIEW] == 2
    assert stages[Stage.REOPENED] == 1
    assert stages[Stage.QUEUED] >= 15
    assert all(claim.rating for claim in found if claim.stage is Stage.FINAL)


def test_the_altered_figure_reopens_its_claim(loaded: tuple[Database, seeding.Seeded]) -> None:
    (claim,) = [each for each in _all(loaded[0]) if each.stage is Stage.REOPENED]
    assert "50 percent" in claim.anchor.quote
    assert claim.status is Status.UNVERIFIED
    assert claim.stage_reason == "text_changed"
    with loaded[0].reading() as session:
        events = log.history(session, "claim", claim.id, limit=50, after=None).items
    (reopened,) = [each for each in events if each.stage_to == "reopened"]
    assert (reopened.action, reopened.reason) == ("claim.carried", "text_changed")
    diff = [(run["op"], run["text"].strip()) for run in reopened.after["diff"]]
    assert ("delete", "25") in diff
    assert ("insert", "50") in diff


def test_the_second_draft_alters_moves_drops_and_adds(
    loaded: tuple[Database, seeding.Seeded],
) -> None:
    with loaded[0].reading() as session:
        added = session.scalars(select(Event).where(Event.action == "article.draft_added")).one()
    counts = added.after["counts"]
    assert counts["altered"] == 1
    assert counts["new"] == 1
    assert counts["gone"] == 1
    assert counts["moved"] >= 1
    assert counts["unchanged"] >= 10
    assert counts["ambiguous"] == 0


def test_every_anchor_is_exact_in_every_draft(loaded: tuple[Database, seeding.Seeded]) -> None:
    with loaded[0].reading() as session:
        for claim in _all(loaded[0]):
            draft = articles.draft(session, claim.article_id, claim.draft_number)
            text = articles.text_of(session, draft.id)
            assert text[claim.anchor.start : claim.anchor.end] == claim.anchor.quote


def test_loading_a_second_time_does_nothing(loaded: tuple[Database, seeding.Seeded]) -> None:
    database, _ = loaded
    with database.reading() as session:
        before = log.head(session).seq
    assert seeding.load(database, now=NOW) is None
    with database.reading() as session:
        assert log.head(session).seq == before
        assert people.count(session) == 4


def test_the_log_verifies_and_reads_like_a_day(loaded: tuple[Database, seeding.Seeded]) -> None:
    with loaded[0].reading() as session:
        *_, checked = log.verify(session)
        assert checked == session.scalar(select(func.count()).select_from(Event))
        times = list(session.scalars(select(Event.at).order_by(Event.seq)))
        assert set(session.scalars(select(Event.channel))) == {"cli", "import"}
    assert times == sorted(times)
    assert times[-1] <= NOW
    assert (NOW - times[0]).total_seconds() < 12 * 3600


def test_the_login_and_the_key_open_the_desk(loaded: tuple[Database, seeding.Seeded]) -> None:
    database, seeded = loaded
    with database.reading() as session:
        person = accounts.check_password(session, seeded.email, seeded.password)
        admin = accounts.check_password(session, "admin@example.org", seeded.password)
        holder = accounts.key_holder(session, seeded.api_key, now=NOW)
        desk = desks.by_slug(session, seeded.desk)
        assert desk is not None
        assert people.desks_of(session, person.id)[0][1] is Role.REVIEWER
        assert people.desks_of(session, admin.id)[0][1] is Role.ADMIN
    assert (holder.desk_id, holder.role) == (desk.id, Role.EDITOR)


def test_each_loading_makes_its_own_secrets(
    loaded: tuple[Database, seeding.Seeded], tmp_path: Path
) -> None:
    database = _empty(tmp_path)
    again = seeding.load(database, now=NOW)
    database.dispose()
    assert again is not None
    assert again.password != loaded[1].password
    assert again.api_key != loaded[1].api_key


@pytest.mark.parametrize(("words", "count"), [("words that stand nowhere", 0), ("the", 2)])
def test_a_find_must_name_one_claim(tmp_path: Path, words: str, count: int) -> None:
    folder = tmp_path / "seeds"
    shutil.copytree(SEEDS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    plan = (folder / "desk.toml").read_text(encoding="utf-8")
    (folder / "desk.toml").write_text(plan.replace("Tuesday, October 14", words), encoding="utf-8")
    database = _empty(tmp_path)
    with pytest.raises(Rejected) as refused:
        seeding.load(database, now=NOW, folder=folder)
    database.dispose()
    (message,) = refused.value.errors["find"]
    said = re.fullmatch(rf"'{words}' stands in (\d+) claims of 'visit'\.", message)
    assert said is not None
    assert int(said[1]) >= count


def test_every_source_of_the_plan_is_used(loaded: tuple[Database, seeding.Seeded]) -> None:
    plan = tomllib.loads((SEEDS / "desk.toml").read_text(encoding="utf-8"))
    used = {each["source"] for claim in plan["claims"] for each in claim["evidence"]}
    assert used == set(plan["sources"])


def test_the_demo_desk_loads_on_each_database(database: Database) -> None:
    assert seeding.load(database, now=NOW) is not None
    with database.reading() as session:
        assert list(log.verify(session))
