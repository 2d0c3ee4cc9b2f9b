"""Measures of speed, in processor time; they hold for the machine they were taken on."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

from benchmarks.quality.data import ROOT, watched
from benchmarks.quality.marks import own_articles
from benchmarks.quality.table import Figure
from factcheck.extraction import extract

_ROUNDS = 5
_HALF = 500_000
"""Code points in half of a megabyte of plain English."""
_START = "from factcheck.extraction import extract; extract('The mayor resigned on Monday.')"


def speed() -> Iterator[Figure]:
    """Speed: sentences a second of whole extraction on the invented articles, on one core, the
    best of five rounds; seconds until a fresh Python has loaded the extractor and read one
    sentence, its own start aside; and how much longer 1 MB takes than 0.5 MB (2 is linear)."""
    texts = [article.text for article in own_articles()] * 4
    extract(texts[0])
    rates = [_rate(texts) for _ in watched(range(_ROUNDS), "speed")]
    yield Figure("speed: sentences a second", max(rates), 5000, form=",.0f")
    load = min(_seconds_of(_START) for _ in range(3)) - min(_seconds_of("") for _ in range(3))
    yield Figure("speed: seconds to load", load, form=".2f", below=True)
    story = "\n\n".join(texts) * (_HALF // sum(map(len, texts)) + 1)
    half, whole = (min(_seconds(story[:_HALF] * n) for _ in range(3)) for n in (1, 2))
    yield Figure("speed: 1 MB against 0.5 MB", whole / half, 2.2, form=".2f", below=True)


def _rate(texts: Sequence[str]) -> float:
    begun = time.process_time()
    count = sum(len(extract(text).sentences) for text in texts)
    return count / (time.process_time() - begun)


def _seconds(text: str) -> float:
    begun = time.process_time()
    extract(text)
    return time.process_time() - begun


def _seconds_of(code: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    return time.perf_counter() - begun
