"""A measure of telling the language."""

from collections.abc import Iterator

from benchmarks.quality.data import gum, watched
from benchmarks.quality.formulas import share
from benchmarks.quality.table import Figure
from factcheck.extraction.sentences.language import detect_language


def language() -> Iterator[Figure]:
    """Language: the share of the GUM documents, all English, that are taken for English."""
    documents = gum()
    foreign = [
        f"{row['doc']}: {detect_language(row['text']).code}"
        for row in watched(documents, "language")
        if detect_language(row["text"]).code != "en"
    ]
    english = 1 - share(len(foreign), len(documents))
    yield Figure("language, GUM: recognised as English", english, failures=foreign)
