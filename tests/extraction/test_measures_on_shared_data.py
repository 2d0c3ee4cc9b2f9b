"""Quality does not fall below these floors: on the invented articles, and on the development
data where it is at hand."""

import itertools
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from benchmarks.quality.__main__ import MEASURES, main
from benchmarks.quality.data import gum_news, shared_data
from benchmarks.quality.formulas import auc, average_precision, calibration_error, macro_f1
from benchmarks.quality.marks import FOLDER, own_article, own_articles, seed_article, wikinews_marks
from benchmarks.quality.table import Figure
from factcheck.extraction import extract
from factcheck.vocabulary import Disposition, FacetType, Kind

needs_data = pytest.mark.skipif(
    not shared_data().is_dir(), reason="the shared development data is not here"
)

FLOORS = {
    "sentences, GUM news: boundary F1": 0.97,
    "sentences, GUM all genres: boundary F1": 0.975,
    "sentences, EWT: boundary F1": 0.895,
    "check-worthiness, CT24 dev: F1 at 0.5": 0.84,
    "check-worthiness, CT24 dev: average precision": 0.93,
    "checkable, Wikinews: AUC": 0.94,
    "checkable, Wikinews: macro-F1": 0.88,
    "seed: checkable F1": 0.93,
    "seed: speaker accuracy": 0.95,
    "seed: speaker named": 0.90,
    "seed: own voice kept": 0.95,
    "seed: kind accuracy": 0.80,
    "seed: claim spans F1": 0.60,
    "attribution, GUM news: content F1": 0.82,
    "attribution, GUM news: relation F1": 0.79,
    "kinds, AVeriTeC: first kind fits": 0.70,
    "language, GUM: recognised as English": 0.99,
    "alarms, planted: share of 50 noticed": 0.75,
    "own articles: checkable F1": 0.93,
    "own articles: checkable AUC": 0.95,
    "own articles: speaker accuracy": 0.77,
    "own articles: speaker named": 0.77,
    "own articles: own voice kept": 0.80,
    "own articles: kind accuracy": 0.72,
    "own articles: claim spans F1": 0.72,
    "own articles: facet value accuracy": 0.94,
    "attribution, own articles: content F1": 0.82,
}
CEILINGS = {
    "checkable, Wikinews: calibration error": 0.12,
    "alarms, GUM news: per 1,000 sentences": 5.0,
    "alarms, GUM all genres: per 1,000 sentences": 2.0,
    "alarms, seed: per 1,000 sentences": 0.0,
    "alarms, own articles: per 1,000 sentences": 0.0,
}


ON_OUR_OWN = ("articles", "planted")
ON_SHARED_DATA = (
    "sentences", "scores", "wikinews", "seed", "attributions", "kinds", "alarms", "language",
)  # fmt: skip


def fallen(found: Iterable[Figure]) -> list[str]:
    """The figures that are worse than their floor or ceiling."""
    return [
        f"{figure.measure} is {figure.value:.3f}"
        for figure in found
        if figure.value < FLOORS.get(figure.measure, float("-inf"))
        or figure.value > CEILINGS.get(figure.measure, float("inf"))
    ]


@cache
def figures(name: str) -> tuple[Figure, ...]:
    """What a measure gives; of the scores the held-out ones alone, as the others take long."""
    return tuple(itertools.islice(MEASURES[name](), 2 if name == "scores" else None))


@needs_data
@pytest.mark.parametrize("name", ON_SHARED_DATA)
def test_a_measure_stays_above_its_floor(name: str) -> None:
    assert figures(name)
    assert not fallen(figures(name))


@pytest.mark.parametrize("name", ON_OUR_OWN)
def test_the_articles_of_our_own_are_read_well_without_any_other_data(name: str) -> None:
    assert figures(name)
    assert not fallen(figures(name))


@needs_data
def test_every_floor_belongs_to_a_measure() -> None:
    measured = {each.measure for name in ON_SHARED_DATA + ON_OUR_OWN for each in figures(name)}
    assert FLOORS.keys() | CEILINGS.keys() <= measured


def test_marked_words_of_our_own_articles_stand_where_they_are_marked() -> None:
    own = own_articles()
    assert len(own) == 5
    for article in own:
        assert article.claims
        assert article.attributions
        assert article.facets


def test_a_mark_that_slipped_is_refused(tmp_path: Path) -> None:
    path = FOLDER / "articles" / "river-flood.json"
    marks = json.loads(path.read_text(encoding="utf-8"))
    marks["claims"][3]["start"] += 1
    (tmp_path / path.name).write_text(json.dumps(marks), encoding="utf-8")
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    (tmp_path / "river-flood.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="marked: "):
        own_article(tmp_path / path.name)


def test_marks_use_the_words_of_the_desk() -> None:
    for article in own_articles():
        assert {each.disposition for each in article.sentences} <= set(Disposition)
        assert {kind for each in article.claims for kind in each.kinds} <= set(Kind)
        assert {each.type for each in article.facets} <= set(FacetType)


def test_every_marked_claim_lies_in_one_checkable_sentence() -> None:
    for article in own_articles():
        checkable = [each.place for each in article.sentences if each.checkable == "yes"]
        for claim in article.claims:
            start, end = claim.place
            assert any(first <= start < end <= last for first, last in checkable), claim
        for first, last in checkable:
            assert any(first <= each.place[0] < last for each in article.claims), (first, last)


@needs_data
def test_marks_of_the_seed_article_begin_and_end_with_words() -> None:
    article = seed_article()
    assert article is not None
    places = [each.place for each in (*article.sentences, *article.claims)]
    places += [place for each in article.claims for place in each.speaker or ()]
    for start, end in places:
        assert not article.text[start].isspace()
        assert not article.text[end - 1].isspace()
        assert start == 0 or not article.text[start - 1].isalnum()
        assert not article.text[end : end + 1].isalnum()


@needs_data
def test_every_sentence_of_wikinews_is_marked() -> None:
    marks = wikinews_marks()
    for row in gum_news():
        assert [list(each.place) for each in marks[row["doc"]]] == row["sentences"]


def test_equal_scores_count_half_in_the_area_under_the_curve() -> None:
    assert auc([(0.9, True), (0.9, False), (0.1, False)]) == 0.75


def test_a_score_that_always_holds_what_it_says_is_calibrated() -> None:
    assert calibration_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)]) == 0
    assert calibration_error([(1.0, False)]) == 1


def test_average_precision_looks_at_every_positive() -> None:
    assert average_precision([(0.9, True), (0.8, False), (0.7, True)]) == pytest.approx(5 / 6)


def test_macro_f1_asks_for_both_answers() -> None:
    assert macro_f1([(True, True), (True, False)]) == pytest.approx(1 / 3)


def test_figures_are_written_with_date_and_commit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["articles", "--json", str(tmp_path / "figures.json")]) == 0
    written = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert {"date", "commit", "extractor"} <= written.keys()
    assert 0 < written["measures"]["own articles: checkable F1"]["value"] <= 1
    assert "own articles: checkable F1" in capsys.readouterr().out


def test_what_went_wrong_is_shown_on_demand(capsys: pytest.CaptureFixture[str]) -> None:
    main(["articles"])
    quiet = capsys.readouterr().out
    main(["articles", "--show"])
    assert len(capsys.readouterr().out.splitlines()) > len(quiet.splitlines())


def test_without_data_the_script_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FACTCHECK_SHARED", str(tmp_path / "none"))
    assert main(["sentences"]) == 1
    assert "FACTCHECK_SHARED" in capsys.readouterr().err


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(SystemExit):
        main(["beauty"])


@needs_data
def test_the_seed_article_gives_its_claims_and_dates() -> None:
    article = seed_article()
    assert article is not None
    found = extract(article.text, published=article.published)
    values = {facet.value for claim in found.claims for facet in claim.facets}
    assert len(found.claims) >= 20
    assert {20_000_000_000, "2025-10-14", "2025-10-26", 10, 25} <= values
