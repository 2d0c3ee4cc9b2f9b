"""The score of a sentence and the reasons it gives."""

import math

import pytest

from factcheck.extraction import score_sentence
from factcheck.extraction.words.tokens import tokenise
from factcheck.extraction.worth.features import WORD_CLASSES, find_features
from factcheck.extraction.worth.labels import LABELS, WORDING
from factcheck.extraction.worth.model import load, read
from factcheck.extraction.worth.score import Candidate, scores

MORE_THAN = [
    ("Wages fell by 4 percent in 2023.", "Wages may fall."),
    ("The council spent $3 million on roads.", "The council should care for roads."),
    ("Ruiz voted against the bill in May.", "I think the bill is bad."),
    ("She signed the treaty in Lima.", "Sign the petition!"),
    ("It is the largest lake in Peru.", "It is a lake."),
    ("On May 3 the museum will open.", "Some day the museum will open."),
    ("Parliament rejected the plan.", "Did parliament reject the plan?"),
    ("The army has killed thousands of people.", "Thank you very much, ladies and gentlemen."),
]


@pytest.mark.parametrize(("worthy", "other"), MORE_THAN)
def test_what_can_be_checked_scores_higher(worthy: str, other: str) -> None:
    assert score_sentence(worthy)[0] > score_sentence(other)[0]


def test_a_score_lies_between_nothing_and_one() -> None:
    assert 0 < score_sentence("")[0] < score_sentence("In 2019, 40 percent of taxes fell.")[0] < 1


def test_reasons_name_their_words_and_where_they_stand() -> None:
    text = "Wages fell by 4 percent in 2023, I think."
    found = {reason.code: reason for reason in score_sentence(text)[2]}
    assert found["percentage"].text == "4 percent"
    assert found["opinion"].text == "think"
    assert found["opinion"].weight < 0 < found["percentage"].weight
    for reason in found.values():
        if reason.text is not None:
            assert text[reason.start : reason.end] == reason.text


def test_a_feature_of_the_whole_sentence_names_no_words() -> None:
    found = {reason.code: reason for reason in score_sentence("Storm closes harbour")[2]}
    whole = found["unfinished"]
    assert (whole.text, whole.start, whole.end) == (None, None, None)


def test_reasons_come_with_the_weightiest_first() -> None:
    weights = [abs(reason.weight) for reason in score_sentence("In 2019, 4 percent fell.")[2]]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize("text", [text for pair in MORE_THAN for text in pair])
def test_the_reasons_add_up_to_the_score(text: str) -> None:
    model = load()
    score, _, reasons = score_sentence(text)
    [(_, talk, _)] = read(model, [model.lexicon.numbers(tokenise(text))])
    begun = talk * model.biases.talk + (1 - talk) * model.biases.writing
    told = begun + sum(reason.weight for reason in reasons)
    assert told == pytest.approx(math.log(score / (1 - score)), abs=0.3)


def test_the_order_of_the_features_does_not_matter() -> None:
    tokens = tokenise("Ruiz voted against the bill.")
    features = find_features(tokens, [])
    there, back, nothing = scores(
        [Candidate(tokens, given) for given in (features, features[::-1], [])]
    )
    assert nothing < there == back


def test_a_reason_names_the_words_that_sound_like_a_check() -> None:
    text = "He voted against the harbour act last year."
    worded = [reason for reason in score_sentence(text)[2] if reason.code == WORDING]
    assert any(reason.text == "voted" and reason.weight > 0 for reason in worded)
    for reason in worded:
        if reason.text is not None:
            assert text[reason.start : reason.end] == reason.text


def test_every_feature_of_the_model_has_a_label_a_reviewer_can_read() -> None:
    assert set(load().features) == set(LABELS)
    for code, label in LABELS.items():
        assert label
        assert code == code.lower()


def test_every_class_of_words_counts() -> None:
    assert set(WORD_CLASSES) <= set(LABELS)


def test_a_heading_scores_below_the_same_words_with_a_full_stop() -> None:
    assert score_sentence("Storm closes harbour")[0] < score_sentence("Storm closes harbour.")[0]


def test_a_part_of_a_sentence_need_not_end_like_one() -> None:
    tokens = tokenise("rents rose")
    assert "unfinished" in {each.code for each in find_features(tokens, [])}
    assert "unfinished" not in {each.code for each in find_features(tokens, [], whole=False)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("We have closed two bridges.", "own_record"),
        ("They closed the pier.", "others_did"),
        ("They never paid for it.", "sweeping"),
        ("Half of the harbour is closed.", "rough_count"),
        ("The vaccine was late.", "public_topic"),
    ],
)
def test_a_feature_is_found(text: str, code: str) -> None:
    assert code in {each.code for each in find_features(tokenise(text), [])}


def test_every_word_of_a_class_is_in_the_form_it_is_looked_up_in() -> None:
    for words in WORD_CLASSES.values():
        assert all(word == word.lower() and " " not in word for word in words)
