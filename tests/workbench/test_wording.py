"""Numbers and times as people say them."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import g

from factcheck.vocabulary import Stage, Status
from factcheck.workbench.tally import Tally
from factcheck.workbench.wording import ago, why

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "just now"),
        (12, "12 s ago"),
        (60, "1 min ago"),
        (7200, "2 h ago"),
        (86400, "1 day ago"),
        (260000, "3 days ago"),
    ],
)
def test_a_time_is_told_from_now(bench: Any, seconds: int, words: str) -> None:
    with bench.app.test_request_context():
        g.now = NOW
        assert ago(NOW - timedelta(seconds=seconds)) == words


def test_a_reason_in_somebodys_own_words_stays(bench: Any) -> None:
    with bench.app.test_request_context():
        assert why("text_changed") == "the text changed"
        assert why("disagreement") == "two people disagree; an editor decides"
        assert why("A reader wrote in.") == "A reader wrote in."


def test_the_bar_tells_work_from_decisions() -> None:
    tally = Tally.of(
        Counter(
            {
                (Status.UNVERIFIED, Stage.QUEUED): 2,
                (Status.UNVERIFIED, Stage.FINAL): 1,
                (Status.UNVERIFIED, Stage.DISMISSED): 1,
                (Status.VERIFIED, Stage.FINAL): 4,
            }
        )
    )
    told = [(part.count, part.tone) for part in tally.segments]
    assert told == [(4, "verified"), (1, "unverified"), (2, "waiting"), (1, "dismissed")]
    assert [part.start for part in tally.segments] == [0, 50, 62.5, 87.5]


def test_no_claims_make_no_bar() -> None:
    assert Tally.of(Counter()).segments == []
