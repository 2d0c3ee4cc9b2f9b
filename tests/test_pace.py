"""Each key may go so fast and no faster."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from factcheck.errors import RateLimited
from factcheck.pace import Pace


def test_a_key_has_a_minutes_worth_at_once_and_gets_it_back_evenly() -> None:
    now = [0.0]
    pace = Pace(60, clock=lambda: now[0])
    for _ in range(60):
        pace.take("a")
    with pytest.raises(RateLimited) as refused:
        pace.take("a")
    assert (refused.value.most, refused.value.wait) == (60, 1)
    now[0] = 1.0
    pace.take("a")
    with pytest.raises(RateLimited):
        pace.take("a")
    now[0] = 1000.0
    for _ in range(60):
        pace.take("a")
    with pytest.raises(RateLimited):
        pace.take("a")


def test_a_refusal_costs_nothing_and_one_key_not_another() -> None:
    now = [0.0]
    pace = Pace(1, clock=lambda: now[0])
    pace.take("a")
    for now[0] in range(1, 60):
        with pytest.raises(RateLimited) as refused:
            pace.take("a")
        assert refused.value.wait == 60 - now[0]
    pace.take("b")
    now[0] = 60.0
    pace.take("a")


def test_no_limit_is_no_limit() -> None:
    pace = Pace(0)
    for _ in range(10_000):
        pace.take("a")


def test_threads_get_together_what_one_may_have() -> None:
    pace = Pace(500, clock=lambda: 0.0)

    def ask(_: int) -> bool:
        try:
            pace.take("a")
        except RateLimited:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, range(4000))) == 500


def test_keys_that_have_rested_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.pace._MOST", 10)
    now = [0.0]
    pace = Pace(60, clock=lambda: now[0])
    for number in range(10):
        pace.take(f"old {number}")
    now[0] = 61.0
    pace.take("new")
    assert list(pace._left) == ["new"]
