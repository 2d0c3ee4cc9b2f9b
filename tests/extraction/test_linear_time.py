"""Twice the text takes about twice the time, even where rules could run wild."""

import time
from collections.abc import Callable

import pytest

from factcheck.extraction import extract, score_sentence

UNITS = [
    "a", '"', "“", "'", " 'a", "1", "1,", "1.", " ", "\n", "A. ", ". ", "he said ", "Abc of ",
    "according to X, ", '"x," he said. ', '"x\n', "a-", "(", "was confirmed by the ",
    "in 2010 it rose; ", "two years ago ", "10 to ", "hundred ", "Minister ",
]  # fmt: skip
SIZE = 8_000
MOST = 3.5
"""Times as long for twice the text; squared growth would take 4."""


def least(task: Callable[[str], object], text: str) -> float:
    """The shortest of several runs, which the machine disturbed least."""
    times = []
    for _ in range(2):
        begun = time.perf_counter()
        task(text)
        times.append(time.perf_counter() - begun)
    return min(times)


@pytest.mark.untraced  # which would be what is timed
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("task", [extract, score_sentence])
def test_time_grows_with_the_text_and_no_faster(task: Callable[[str], object], unit: str) -> None:
    text = unit * (2 * SIZE // len(unit))
    for _ in range(4):
        once, twice = least(task, text[:SIZE]), least(task, text)
        if twice < 0.01 or twice <= MOST * once:
            return
    pytest.fail(f"{once:.4f} s for {SIZE} code points, {twice:.4f} s for twice as many")
