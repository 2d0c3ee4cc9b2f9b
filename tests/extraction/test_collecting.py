"""Garbage is not collected while a text is read, and again afterwards."""

import gc
from threading import Barrier, Thread

import pytest

from factcheck.extraction import extract
from factcheck.extraction.collecting import uncollected


def test_the_collector_is_as_it_was_after_a_text() -> None:
    assert gc.isenabled()
    extract("Rents rose by 4 percent in May.")
    assert gc.isenabled()
    gc.disable()
    try:
        extract("Rents rose by 4 percent in May.")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_collector_is_on_again_after_a_failure() -> None:
    @uncollected()
    def fail() -> None:
        assert not gc.isenabled()
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        fail()
    assert gc.isenabled()


def test_the_collector_rests_until_the_last_thread_is_done() -> None:
    both, left = Barrier(2), Barrier(2)
    seen: list[bool] = []

    def read_longer() -> None:
        with uncollected():
            both.wait()
            left.wait()
            seen.append(gc.isenabled())

    thread = Thread(target=read_longer)
    thread.start()
    with uncollected():
        both.wait()
    left.wait()
    thread.join()
    assert seen == [False]
    assert gc.isenabled()


def test_reading_a_text_leaves_no_cycles_behind() -> None:
    text = "Ana Ruiz said on May 3 that rents, which fell in 2019, rose by 4 percent. She left. "
    extract(text)
    left = []
    for _ in range(3):  # other threads leave some now and then
        gc.collect()
        extract(text * 50)
        left.append(gc.collect())
    assert min(left) < 100
