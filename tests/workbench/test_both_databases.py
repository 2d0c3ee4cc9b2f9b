"""The pages on the databases that desks really run on: every one answers, and steps are taken."""

from pathlib import Path
from typing import Any

from factcheck import seeding
from factcheck.app import create_app
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.db import Database
from factcheck.vocabulary import Stage, Status
from tests.workbench.conftest import Bench
from tests.workbench.test_translated_pages import walked

START = ["/", "/search?q=White+House", "/admin", "/figures", "/facts-desk"]
WHY = "We asked; nobody could say."
QUOTE = "It will be his first formal visit"


def _bench(database: Database, tmp_path: Path) -> Bench:
    seeded = seeding.load(database, now=utcnow())
    assert seeded
    config = Config(tmp_path, str(database.url), "http://localhost", "for tests alone")
    app = create_app(config, database)
    app.config["PROPAGATE_EXCEPTIONS"] = True  # a page that breaks breaks the test
    return Bench(database, app, seeded.password)


def _send(browser: Any, claim: Any, step: str, **form: str) -> Any:
    sent = {"version": str(claim.version)} | form
    return browser.post(f"/claims/{claim.id}/{step}", sent, on="/")


def test_every_page_answers_and_every_step_is_taken(database: Database, tmp_path: Path) -> None:
    bench = _bench(database, tmp_path)
    ada = bench.browser("admin@example.org")
    claim = bench.claim(QUOTE)
    assert _send(ada, claim, "assign", to="me").status_code == 303
    source = {"url": "https://example.org/a", "stance": "supports", "kind": "primary"}
    assert _send(ada, bench.claim(QUOTE), "evidence", **source).status_code == 303
    decided = {"status": "verified", "rationale": WHY}
    assert _send(ada, bench.claim(QUOTE), "reviews", **decided).status_code == 303
    assert bench.claim(QUOTE).status is Status.VERIFIED
    address = f"/articles/{claim.article_id}"
    assert ada.post(f"{address}/undo", {"claim": str(claim.id)}, on="/").status_code == 303
    assert bench.claim(QUOTE).stage is Stage.IN_REVIEW
    other = bench.claim("The two men last met")
    bulk = {"claim": str(other.id), f"version-{other.id}": str(other.version)}
    answer = ada.post("/", bulk | {"do": "assign", "assignee": ""}, on="/")
    assert answer.status_code == 200
    assert ada.post(f"{address}/reports", {}, on="/").status_code == 303
    for _ in range(2):  # the second one finds the first one's note of who is there
        assert ada.get(f"{address}/pulse?claim={claim.id}").json["present"] == []
    pages = dict(walked(bench, ada, START))
    assert len(pages) > 45
