"""What a new draft did to each claim: nothing is guessed, nothing is overlooked."""

import itertools
import time

from factcheck.review.comparison import compare, revived
from factcheck.review.spans import Spans
from factcheck.vocabulary import Change
from tests.review.drafts import compared, written

PORT = "[The port handled 900 ships.]"
PIER = "[The pier created 320 jobs.]"
LEAD = "It was a long summer in the city."


def changes(old: tuple[str, ...], new: tuple[str, ...]) -> list[str]:
    return [outcome.change.value for outcome in compared(written(*old), written(*new))]


def test_a_claim_that_stays_is_unchanged_though_its_offset_shifts() -> None:
    assert changes((PORT, PIER), (PORT, PIER, LEAD)) == ["unchanged", "unchanged"]
    assert changes((PORT, PIER), (LEAD, PORT, PIER)) == ["unchanged", "unchanged"]
    assert changes((LEAD, PORT, PIER), (PORT, PIER)) == ["unchanged", "unchanged"]


def test_a_sentence_that_changed_places_moved() -> None:
    outcomes = compared(written(PORT, LEAD, PIER), written(LEAD, PIER, PORT))
    assert sorted(each.change for each in outcomes) == ["moved", "unchanged"]
    assert [each.diff for each in outcomes] == [None, None]


def test_an_altered_figure_date_name_or_negation_is_told_word_by_word() -> None:
    for new, word in (
        ("[The port handled 901 ships.]", "901 "),
        ("[The port handled 900 boats.]", "boats."),
        ("[The port never handled 900 ships.]", "never "),
        ("[The port handled nearly 900 ships.]", "nearly "),
    ):
        (outcome,) = compared(written(PORT), written(LEAD, new))
        assert outcome.change is Change.ALTERED
        assert outcome.diff is not None
        assert {"op": "insert", "text": word} in outcome.diff


def test_words_around_a_claim_can_turn_its_meaning() -> None:
    old = written("He said [the port handled 900 ships].")
    for sentence in (
        "Nobody believes that [the port handled 900 ships].",
        "He said [the port handled 900 ships], which is false.",
        "He never said [the port handled 900 ships].",
        "It is a myth, he said: [the port handled 900 ships].",
    ):
        (outcome,) = compared(old, written(LEAD, sentence))
        assert outcome.change is Change.ALTERED, sentence
        assert outcome.diff
    (same,) = compared(old, written(LEAD, "He  said\n[the port handled 900 ships]."))
    assert same.change is not Change.ALTERED  # layout is not meaning


def test_the_altered_half_of_a_sentence_leaves_the_other_half_alone() -> None:
    old = written("[The port handled 900 ships] and [the airport served 2 million people].")
    new = written("[The port handled 900 ships] and [the airport served 3 million people].")
    left, right = compared(old, new)
    assert (left.change, right.change) == (Change.MOVED, Change.ALTERED)
    assert right.diff is not None
    assert {"op": "insert", "text": "3 "} in right.diff


def test_other_words_between_the_halves_concern_both() -> None:
    old = written("[The port handled 900 ships] and [the airport served 2 million people].")
    new = written("[The port handled 900 ships], not, and [the airport served 2 million people].")
    assert [each.change for each in compared(old, new)] == [Change.ALTERED, Change.ALTERED]


def test_a_changed_speaker_alters_the_claim() -> None:
    old = written("Ana Ruiz spoke.", "[“The pier created 320 jobs.”|Ana Ruiz]")
    new = written("Ben Cole spoke.", "[“The pier created 320 jobs.”|Ben Cole]")
    nobody = written("Ana Ruiz spoke.", "[“The pier created 320 jobs.”]")
    (outcome,) = compared(old, new)
    assert (outcome.change, outcome.diff) == (
        Change.ALTERED,
        [
            {"op": "delete", "text": "Ana Ruiz"},
            {"op": "insert", "text": "Ben Cole"},
        ],
    )
    (outcome,) = compared(old, nobody)
    assert (outcome.change, outcome.diff) == (
        Change.ALTERED,
        [{"op": "delete", "text": "Ana Ruiz"}],
    )
    (outcome,) = compared(nobody, old)
    assert outcome.change is Change.ALTERED
    (outcome,) = compared(old, old)
    assert outcome.change is Change.UNCHANGED


def test_a_claim_whose_words_are_nowhere_is_gone() -> None:
    (outcome,) = compared(written(PORT), written(LEAD, "[A whale was seen near the isle.]"))
    assert (outcome.change, outcome.span, outcome.places) == (Change.GONE, None, ())


def test_the_surroundings_decide_between_lookalikes() -> None:
    old = written("In May:", "[It rose by 5 percent.]", "In June:", "[It rose by 5 percent.]")
    new = written("In June:", "[It rose by 5 percent.]", "In May:", "[It rose by 5 percent.]")
    may, june = compared(old, new)
    assert may.span is not None
    assert june.span is not None
    assert new.text[: may.span[0]].endswith("In May: ")
    assert new.text[: june.span[0]].endswith("In June: ")


def test_two_equal_places_are_left_to_a_person() -> None:
    filler = "x" * 220  # as far as anybody looks
    old = written(filler, PORT, filler)
    new = written(filler, PORT, filler, PORT, filler)
    (outcome,) = compared(old, new)
    assert (outcome.change, outcome.span) == (Change.AMBIGUOUS, None)
    assert [new.text[slice(*place)] for place in outcome.places] == [PORT.strip("[]")] * 2
    # Two altered places that are equally alike are none either.
    (outcome,) = compared(
        written(PORT), written("[The port handled 901 ships.]", "[The port handled 902 ships.]")
    )
    assert outcome.change is Change.AMBIGUOUS
    assert len(outcome.places) == 2


def test_no_two_claims_come_to_stand_on_one_place() -> None:
    twice = written(LEAD, PORT, LEAD, PORT)
    first, second = compared(twice, written(LEAD, PORT))
    assert {first.change, second.change} & {Change.GONE, Change.AMBIGUOUS}
    # Not overlapping either: the words of the one stand inside the words of the other.
    old = written("[The port handled 900 ships.]", "[The old port handled 900 ships.]")
    for new in (
        written("[The old port handled 900 ships.]"),
        written("[The port handled 900 ships.]"),
        written("Yes: [The port handled 900 ships.]", "No."),
    ):
        spans = [each.span for each in compared(old, new) if each.span]
        assert len(spans) == 1
    inner = written("He said [the port handled 900 ships].", "Again, [handled 900 ships].")
    spans = sorted(
        each.span
        for each in compared(inner, written("He said [the port handled 900 ships]."))
        if each.span
    )
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))


def test_a_claim_of_an_earlier_draft_revives_at_one_free_place_or_waits_for_a_person() -> None:
    first = written(LEAD, PORT)
    (claim,) = first.claims()
    back = written("A new start.", PORT, PIER)
    (outcome,) = revived([claim], {1: first.old}, back.text, back.found, Spans())
    assert outcome.change is Change.MOVED
    assert outcome.span is not None
    assert back.text[slice(*outcome.span)] == claim.anchor.quote
    assert revived([claim], {1: first.old}, back.text, back.found, Spans([outcome.span])) == []
    double = written(PORT, PORT)
    (outcome,) = revived([claim], {1: first.old}, double.text, double.found, Spans())
    assert (outcome.change, len(outcome.places)) == (Change.AMBIGUOUS, 2)


def test_a_claim_that_comes_back_in_other_company_is_altered() -> None:
    first = written("He said [the port handled 900 ships].")
    (claim,) = first.claims()
    back = written("Nobody believes that [the port handled 900 ships].")
    (outcome,) = revived([claim], {1: first.old}, back.text, back.found, Spans())
    assert outcome.change is Change.ALTERED
    spoken = written("Ana Ruiz spoke.", "[“The pier created 320 jobs.”|Ana Ruiz]")
    (claim,) = spoken.claims()
    other = written("Ben Cole spoke.", "[“The pier created 320 jobs.”|Ben Cole]")
    (outcome,) = revived([claim], {1: spoken.old}, other.text, other.found, Spans())
    assert outcome.change is Change.ALTERED


def test_a_revived_sentence_that_reads_as_before_is_not_altered_by_its_other_half() -> None:
    first = written("[The port handled 900 ships] and [the airport served 2 million people].")
    (claim, _) = first.claims()
    (outcome,) = revived([claim], {1: first.old}, first.text, first.found, Spans())
    assert outcome.change is Change.MOVED


def test_a_speaker_that_a_reviewer_named_is_not_compared_with_the_text() -> None:
    old = written("Ana Ruiz spoke.", "[“The pier created 320 jobs.”|Ana Ruiz]")
    (claim,) = old.claims()
    claim.speaker_name = "Ben Cole"
    claim.anchor.speaker_start = claim.anchor.speaker_end = None
    (outcome,) = compare([claim], old.old, old.text, old.found)
    assert outcome.change is Change.UNCHANGED


def test_a_long_article_is_compared_in_little_time() -> None:
    first = written(*(f"[Harbour {n} cost {n * 37 % 991} million euros.]" for n in range(2000)))
    second = written(*(f"[Harbour {n} cost {n * 37 % 991} million euros.]" for n in range(1, 2000)))
    began = time.perf_counter()
    outcomes = compared(first, second)
    assert time.perf_counter() - began < 5
    assert [each.change for each in outcomes[1:]] == [Change.UNCHANGED] * 1999


def test_a_sentence_doubled_on_the_spot_is_left_to_a_person() -> None:
    for old, new in (
        ((LEAD, PORT, "A dog barked."), (LEAD, PORT, PORT, "A dog barked.")),
        ((LEAD, PORT, "A dog barked."), (LEAD, f"{PORT}\n\n", PORT, "A dog barked.")),
        ((LEAD, PORT), (LEAD, PORT, PORT)),
        ((PORT, LEAD), (PORT, PORT, LEAD)),
        ((PORT,), (PORT, PORT)),
    ):
        (outcome,) = compared(written(*old), written(*new))
        assert (outcome.change, len(outcome.places)) == (Change.AMBIGUOUS, 2), new


def test_of_two_places_the_one_that_kept_its_neighbours_is_the_claims_own() -> None:
    for new, nth in (
        ((LEAD, PORT, "A dog barked.", "It rained.", PORT, "It snowed."), 0),
        (("It rained.", PORT, "It snowed.", LEAD, PORT, "A dog barked."), 1),
        ((LEAD, PORT, "It rained.", "It snowed.", PORT, "It hailed."), 0),
    ):
        old, page = written(LEAD, PORT, "A dog barked."), written(*new)
        (outcome,) = compared(old, page)
        starts = [each.start for each in page.found.claims]
        assert outcome.span is not None, new
        assert starts.index(outcome.span[0]) == nth


def test_a_sentence_of_the_same_pattern_elsewhere_is_another_one() -> None:
    gone = "[The hospital bought 70 beds in Port Lessing in 2013, said Jan Petersen.]"
    came = "[The hospital bought 95 chairs in Dunmere in 2021, said Jan Petersen.]"
    filler = ("It rained.", LEAD, "A dog barked.")
    old = written("It hailed.", gone, *filler, "It snowed.")
    (outcome,) = compared(old, written("It hailed.", *filler, came, "It snowed."))
    assert outcome.change is Change.GONE
    (outcome,) = compared(old, written("It hailed.", came, *filler, "It snowed."))
    assert outcome.change is Change.ALTERED  # at its own place they are taken for the same


def test_a_speaker_named_in_the_same_words_is_the_same_one() -> None:
    old = written("[“The pier created 320 jobs,” Ana Ruiz said.|Ana Ruiz]")
    new = written(LEAD, "[“The pier created 320 jobs,” Ana Ruiz said.]")
    (outcome,) = compared(old, new)
    assert outcome.change is Change.UNCHANGED


def test_claims_within_one_another_stay_together() -> None:
    old = written(LEAD, "[The port handled 900 ships and 40 ferries.]", PIER)
    outer, last = old.claims()
    part = written(LEAD, "The port handled [900 ships] and 40 ferries.", PIER).claims()[0]
    for new, fates in (
        (old, ["unchanged", "unchanged", "unchanged"]),
        (written("It rained.", PIER, LEAD, "[The port handled 900 ships and 40 ferries.]"), None),
        (
            written(LEAD, "[The port handled 900 ships and 41 ferries.]", PIER),
            ["altered", "altered", "unchanged"],
        ),
        (
            written(LEAD, "[The port handled 901 ships and 40 ferries.]", PIER),
            ["altered", "ambiguous", "unchanged"],
        ),
        (written(LEAD, PIER), ["gone", "gone", "unchanged"]),
    ):
        outcomes = compare([outer, part, last], old.old, new.text, new.found)
        by_id = {each.claim.id: each for each in outcomes}
        assert len(by_id) == 3
        for claim in (outer, part, last):
            if by_id[claim.id].change in {Change.UNCHANGED, Change.MOVED}:
                assert by_id[claim.id].span
                assert new.text[slice(*by_id[claim.id].span)] == claim.anchor.quote
        if fates is not None:
            assert [by_id[each.id].change.value for each in (outer, part, last)] == fates
