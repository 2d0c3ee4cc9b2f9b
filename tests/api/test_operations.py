"""Health checks: alive, and able to serve."""

from sqlalchemy import text

from factcheck import migrate
from tests.api.problem import problem
from tests.newsroom import Newsroom


def test_a_process_is_alive_and_ready_when_its_database_is_at_head(newsroom: Newsroom) -> None:
    assert newsroom.nobody.get("/healthz").json == {"status": "ok"}
    ready = {"status": "ok", "schema": migrate.revisions()[-1]}
    assert newsroom.nobody.get("/readyz").json == ready
    with newsroom.database.engine.begin() as connection:
        older = {"older": migrate.revisions()[0]}
        connection.execute(text("UPDATE alembic_version SET version_num = :older"), older)
    answer = newsroom.nobody.get("/readyz")
    assert migrate.revisions()[-1] in problem(answer, 503, "busy")["detail"]
    assert answer.headers["Retry-After"]
    assert newsroom.nobody.get("/healthz").status_code == 200
