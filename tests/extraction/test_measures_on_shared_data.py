"""Quality on the development data, where it is at hand, does not fall below these floors."""

import datetime as dt
import importlib.util
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "quality" / "extraction.py"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("quality_of_extraction", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


script = load()
needs_data = pytest.mark.skipif(
    not script.shared_data().is_dir(), reason="the shared development data is not here"
)

FLOORS = {
    "sentences, GUM news: boundary F1": 0.97,
    "sentences, GUM all genres: boundary F1": 0.97,
    "attribution, GUM news: content F1": 0.82,
    "attribution, GUM news: relation F1": 0.80,
}


@needs_data
@pytest.mark.parametrize("measure", [script.sentences, script.attributions])
def test_a_measure_stays_above_its_floor(
    measure: Callable[[Path], Iterable[tuple[str, str]]],
) -> None:
    for label, value in measure(script.shared_data()):
        assert "/" in value or float(value) >= FLOORS.get(label, 0.0), label


def test_without_data_the_script_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FACTCHECK_SHARED", str(tmp_path / "none"))
    assert script.main(["speed"]) == 1
    assert "FACTCHECK_SHARED" in capsys.readouterr().err


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(SystemExit):
        script.main(["beauty"])


@needs_data
def test_the_seed_article_gives_its_claims_and_speakers() -> None:
    (seed,) = sorted((script.shared_data().parent / "seeds").glob("*.txt"))[:1]
    text = seed.read_text(encoding="utf-8")
    found = script.extract(text, published=dt.date(2025, 10, 3))
    values = {facet.value for claim in found.claims for facet in claim.facets}
    assert len(found.claims) >= 20
    assert {20_000_000_000, "2025-10-14", "2025-10-26", 10, 25} <= values
    speakers = {claim.speaker.name for claim in found.claims if claim.speaker}
    assert {"the Foreign Ministry", "the US President", "Argentina’s Foreign Ministry"} <= speakers
