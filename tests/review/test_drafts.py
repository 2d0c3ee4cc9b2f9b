"""Two drafts side by side, and carrying over judged on whole articles."""

import random
import re
import time
from pathlib import Path

import pytest

from factcheck import review
from factcheck.errors import NotFound
from factcheck.extraction import extract
from factcheck.review.comparison import OldDraft, compare
from factcheck.review.drafts import Comparison, sentence_pairs
from factcheck.vocabulary import Change
from tests.review.drafts import Written, written
from tests.review.hands import put, span_of
from tests.review.stages import NOW, Stages
from tests.review.test_by_hand import TWICE
from tests.review.test_carry_over import CARS, HARBOUR, PIER, RATE, TEXT, decided

SEEDS = Path(__file__).parents[2] / "seeds"
ADDED = "Divers raised 312 amphorae from a wreck off the coast in 2023, the museum wrote."


def compared(stages: Stages, article: object, number: int) -> Comparison:
    with stages.room.database.reading() as session:
        return review.comparison(session, article, number)  # type: ignore[arg-type]


def test_a_comparison_tells_what_became_of_every_claim_and_sentence(stages: Stages) -> None:
    article, (first, _, third) = decided(stages)
    text = f"{CARS} {RATE} {TEXT.replace(RATE, '').replace('48 million', '50 million').strip()}"
    counts = stages.draft(article, text).counts
    found = compared(stages, article, 2)
    assert (found.before, found.after, found.counts) == (1, 2, counts)
    by_id = {each["id"]: each for each in found.claims}
    assert (by_id[third.id]["change"], by_id[first.id]["change"]) == (Change.MOVED, Change.ALTERED)
    assert {"op": "insert", "text": "50 "} in by_id[first.id]["diff"]
    for each in found.claims:
        for number, side in ((1, each["before"]), (2, each["after"])):
            if side:
                draft = stages.text(article, number)
                assert draft[side["start"] : side["end"]] == side["quote"]
    new = next(each for each in found.claims if each["change"] is Change.NEW)
    assert (new["before"], new["after"]["quote"]) == (None, CARS)
    assert [each["op"] for each in found.text] == ["inserted", "moved", "changed", "equal"]
    assert {"op": "delete", "text": "48 "} in found.text[2]["words"]
    with pytest.raises(NotFound):
        compared(stages, article, 1)
    with pytest.raises(NotFound):
        compared(stages, article, 3)


def test_a_comparison_names_the_places_of_a_doubled_claim_and_when_it_was_placed(
    stages: Stages,
) -> None:
    article, (first, *_) = decided(stages)
    stages.draft(article, TEXT.replace(HARBOUR, TWICE))

    def shown() -> dict[str, object]:
        return next(e for e in compared(stages, article, 2).claims if e["id"] == first.id)

    before = shown()
    size = len(HARBOUR)
    assert before["places"] == [
        {"start": 0, "end": size},
        {"start": size + 1, "end": 2 * size + 1},
    ]
    assert (before["after"], before["placed_at"]) == (None, None)
    put(stages, first.id, span_of(stages, article, HARBOUR))
    assert shown()["after"] == {
        "start": 0,
        "end": size,
        "quote": HARBOUR,
        "start_utf16": 0,
        "end_utf16": size,
    }
    assert shown()["placed_at"] == NOW


def test_sentences_are_told_apart_as_what_they_are() -> None:
    old = written(HARBOUR, PIER, "It rained.", RATE)
    new = written(RATE, HARBOUR.replace("48", "50"), "It rained.\n\n", CARS)
    pairs = sentence_pairs(old.old, new.old)
    ops = [each["op"] for each in pairs]
    assert sorted(ops) == ["changed", "deleted", "equal", "inserted", "moved"]
    for each in pairs:
        sides = each["before"], each["after"]
        assert (sides[0] is None) == (each["op"] == "inserted")
        assert (sides[1] is None) == (each["op"] == "deleted")
        assert (each["words"] is not None) == (each["op"] == "changed")
    seen = [each["after"]["start"] for each in pairs if each["after"]]
    assert seen == sorted(seen)


def test_two_sentences_as_much_alike_are_not_said_to_be_one() -> None:
    old = written("The port handled 900 ships.")
    new = written("The port handled 901 ships.", "The port handled 902 ships.")
    ops = [each["op"] for each in sentence_pairs(old.old, new.old)]
    assert ops == ["deleted", "inserted", "inserted"]


def test_two_thousand_sentences_are_compared_in_little_time() -> None:
    first = written(*(f"Harbour {n} cost {n * 37 % 991} million euros." for n in range(2000)))
    second = written(*(f"Harbour {n} cost {n * 37 % 991 + 1} million euros." for n in range(2000)))
    for other in (first, second):
        began = time.perf_counter()
        assert len(sentence_pairs(first.old, other.old)) >= 2000
        assert time.perf_counter() - began < 20


def edited(text: str, seed: int) -> tuple[str, dict[str, str]]:
    """The text with one sentence altered, moved, gone, new and doubled, each by itself."""
    found, dice = extract(text), random.Random(seed)
    claims = {
        (each.start, each.end)
        for each in found.claims
        if not (each.speaker and each.speaker.suggestion)  # "It said": moved, it means another
    }
    left = {
        number: text[each.start : each.end]
        for number, each in enumerate(found.sentences)
        if (each.start, each.end) in claims and text.count(text[each.start : each.end]) == 1
    }

    def take(needs: str = "") -> str:
        number = dice.choice([each for each, words in left.items() if re.search(needs, words)])
        words = left[number]
        for near in range(number - 1, number + 2):  # so that no edit disturbs another
            left.pop(near, None)
        return words

    figure = r"\b[1-9]\d*\b"
    altered = take(figure)
    roles = {"altered": altered} | {name: take() for name in ("moved", "gone", "doubled")}
    anchor, goal = take(), take()
    other = re.sub(figure, lambda number: str(int(number[0]) + 1), altered, count=1)
    text = text.replace(altered, other).replace(roles["gone"], "").replace(roles["moved"], "")
    text = text.replace(goal, f"{goal} {roles['moved']}").replace(anchor, f"{ADDED} {anchor}")
    return text.replace(roles["doubled"], f"{roles['doubled']} {roles['doubled']}"), roles


def judged(first: str, seed: int) -> None:
    """Every edit of the second draft is treated as promised, and nothing else is."""
    second, roles = edited(first, seed)
    old = Written(first, extract(first))
    found = extract(second)
    outcomes = compare(old.claims(), OldDraft(first, old.old.sentences), second, found)
    fates = {each.claim.anchor.quote: each for each in outcomes}
    assert fates[roles["altered"]].change is Change.ALTERED
    assert any(run["op"] == "insert" for run in fates[roles["altered"]].diff or ())
    assert fates[roles["moved"]].change is Change.MOVED
    assert fates[roles["gone"]].change is Change.GONE
    twice = fates[roles["doubled"]]
    assert (twice.change, len(twice.places)) == (Change.AMBIGUOUS, 2)
    others = [each for quote, each in fates.items() if quote not in roles.values()]
    kept = [each for each in others if each.change in {Change.UNCHANGED, Change.MOVED}]
    assert len(kept) >= len(others) - 1, [each for each in others if each not in kept]


@pytest.mark.parametrize("name", ["swap.txt", "visit-draft-1.txt"])
@pytest.mark.parametrize("seed", range(4))
def test_an_article_of_ours_is_carried_over_as_promised(name: str, seed: int) -> None:
    judged((SEEDS / name).read_text(encoding="utf-8"), seed)


@pytest.mark.parametrize("seed", range(6))
def test_the_real_article_is_carried_over_as_promised(real_article: str, seed: int) -> None:
    judged(real_article, seed)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("48 million", "49 million"),
        ("2024", "2025"),
        ("The city", "The region"),
        ("spent", "never spent"),
        ("spent", "has not spent"),
    ],
)
def test_any_altered_figure_date_name_or_negation_reopens_the_real_way(
    stages: Stages, old: str, new: str
) -> None:
    article, (first, *_) = decided(stages)
    carried = stages.draft(article, TEXT.replace(old, new, 1))
    assert (carried.counts["altered"], carried.counts["unchanged"]) == (1, 2)
    now = stages.claim(first.id)
    assert (now.status.value, now.stage.value) == ("unverified", "reopened")
    runs = stages.events(first.id)[-1].after["diff"]
    assert "".join(run["text"] for run in runs if run["op"] != "delete") == now.anchor.quote
    assert "".join(run["text"] for run in runs if run["op"] != "insert") == HARBOUR
