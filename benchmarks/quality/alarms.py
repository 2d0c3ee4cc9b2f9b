"""Measures of consistency alarms: how often they cry wolf, and how often they see one."""

from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks.quality.data import Row, extraction_of, gum, gum_news, rows, watched
from benchmarks.quality.marks import FOLDER, MarkedArticle, own_articles, seed_article
from benchmarks.quality.table import Figure
from factcheck.extraction import Extraction
from factcheck.extraction.alarms.finding import HINT


def alarms() -> Iterator[Figure]:
    """Alarms for every 1,000 sentences, all and by code. The texts are edited and were
    published as they are, so each alarm counts as false: an upper bound. Superlative hints
    contradict nothing and are counted apart, once for each place."""
    news = [extraction_of(row["text"]) for row in watched(gum_news(), "alarms, GUM news")]
    yield from _rates("GUM news", news)
    everything = [extraction_of(row["text"]) for row in watched(gum(), "alarms, GUM all genres")]
    yield from _rates("GUM all genres", everything)
    seed = seed_article()
    if seed is not None:
        yield from _rates("seed", [_read(seed)])
    yield from _rates("own articles", [_read(article) for article in own_articles()])


def planted() -> Iterator[Figure]:
    """Contradictions planted in the invented articles, one at a time: how many raise an alarm
    that the article as it was does not."""
    own = {article.name: article for article in own_articles()}
    plants = rows(FOLDER / "marks" / "planted.jsonl")
    unseen = [plant for plant in plants if not _noticed(plant, own[plant["article"]])]
    failures = [f"{plant['instead']}: {plant['wrong']}" for plant in unseen]
    noticed = 1 - len(unseen) / len(plants)
    measure = f"alarms, planted: share of {len(plants)} noticed"
    yield Figure(measure, noticed, failures=failures)


def _noticed(plant: Row, article: MarkedArticle) -> bool:
    """Whether changing the words raises an alarm.

    Raises:
        ValueError: the words to change do not stand in the article once.
    """
    if article.text.count(plant["words"]) != 1:
        raise ValueError(f"not once in {article.name}: {plant['words']!r}")
    changed = article.text.replace(plant["words"], plant["instead"])
    before = {alarm.message for alarm in _read(article).alarms}
    after = extraction_of(changed, article.published).alarms
    return any(alarm.message not in before for alarm in after)


def _read(article: MarkedArticle) -> Extraction:
    return extraction_of(article.text, article.published)


def _rates(label: str, found: Sequence[Extraction]) -> Iterator[Figure]:
    thousands = sum(len(each.sentences) for each in found) / 1000
    raised = [alarm for each in found for alarm in each.alarms]
    shown = [
        f"{alarm.code}: {alarm.message} ({' … '.join(span.text for span in alarm.spans)})"
        for alarm in raised
    ]
    rate = len(raised) / thousands
    yield Figure(f"alarms, {label}: per 1,000 sentences", rate, form=".1f", failures=shown)
    for code, count in sorted(Counter(alarm.code for alarm in raised).items()):
        yield Figure(f"alarms, {label}: {code}", count / thousands, form=".1f")
    hints = {
        (number, alarm.spans)
        for number, each in enumerate(found)
        for claim in each.claims
        for alarm in claim.alarms
        if alarm.code == HINT
    }
    yield Figure(f"hints, {label}: superlatives", len(hints) / thousands, form=".1f")
