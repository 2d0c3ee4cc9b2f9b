"""Files of reports that are made in the background: asked for, looked at, had."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from factcheck.clock import utcnow
from factcheck.press import ATTEMPTS, Press
from factcheck.report.house import load_style
from factcheck.workbench import reports as pages
from tests.workbench.test_reports_pages import freeze


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every report counts as a large one."""
    monkeypatch.setattr(pages, "_LARGE", 0)


def order(browser: Any, report_id: Any, form: str = "md", audience: str = "internal") -> Any:
    wanted = {"format": form, "audience": audience}
    return browser.post(f"/reports/{report_id}/files", wanted, on="/sources/new")


def make(bench: Any) -> None:
    """What the worker does."""
    signer = bench.app.extensions["factcheck.signer"]
    Press(bench.database, signer, partial(load_style, None)).due()


def test_a_file_is_ordered_followed_and_had(bench: Any, ana: Any, large: None) -> None:
    report_id = freeze(bench)
    assert "Make it in the background" in ana.get(f"/reports/{report_id}").text
    asked = order(ana, report_id)
    assert asked.status_code == 303
    waiting = ana.get(asked.location)
    assert "It waits for its turn." in waiting.text
    assert "<progress" in waiting.text
    assert waiting.headers["Refresh"] == "1"
    assert ana.get(f"{asked.location}/content").status_code == 409
    make(bench)
    done = ana.get(asked.location)
    assert "The file is made" in done.text
    assert "Refresh" not in done.headers
    file = ana.get(f"{asked.location}/content")
    assert file.data.startswith(b"# ")
    name = 'inline; filename="verification-report-1.md"'
    assert file.headers["Content-Disposition"] == name
    assert asked.location in ana.get(f"/reports/{report_id}").text
    assert order(ana, report_id).location == asked.location


def test_a_small_report_offers_no_order(bench: Any, ana: Any) -> None:
    assert "Make it in the background" not in ana.get(f"/reports/{freeze(bench)}").text


def test_the_file_for_lawyers_is_for_editors(bench: Any, eddy: Any) -> None:
    report_id = freeze(bench)
    asked = order(eddy, report_id, audience="legal")
    make(bench)
    assert eddy.get(f"{asked.location}/content").status_code == 200
    reviewer = bench.browser("rob@example.org")
    assert "it is for editors alone" in reviewer.get(asked.location).text
    assert reviewer.get(f"{asked.location}/content").status_code == 403
    assert order(reviewer, report_id, audience="legal").status_code == 403


def test_what_does_not_exist_is_not_made(bench: Any, ana: Any) -> None:
    report_id = freeze(bench)
    assert order(ana, report_id, form="odt").status_code == 404
    assert order(ana, report_id, audience="all").status_code == 404
    stranger = bench.browser("rita@example.org")
    assert order(stranger, report_id).status_code == 404
    assert ana.get(f"/reports/{report_id}/files").location == f"/reports/{report_id}"


def test_a_file_that_failed_can_be_tried_again(
    bench: Any, ana: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> bytes:
        raise RuntimeError("out of ink")

    report_id = freeze(bench)
    asked = order(ana, report_id)
    signer = bench.app.extensions["factcheck.signer"]
    monkeypatch.setattr("factcheck.report.render", broken)
    begun = utcnow()
    for attempt in range(ATTEMPTS):
        later = begun + attempt * timedelta(minutes=5)
        Press(bench.database, signer, partial(load_style, None), now=lambda: later).due()  # noqa: B023
    page = ana.get(asked.location).text
    assert "It could not be made" in page
    assert "Try again" in page
