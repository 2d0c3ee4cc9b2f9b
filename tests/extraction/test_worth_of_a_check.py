"""The score of a sentence and the reasons it gives."""

import pytest

from factcheck.extraction import score_sentence
from factcheck.extraction.words.tokens import tokenise
from factcheck.extraction.worth.features import WORD_CLASSES, find_features
from factcheck.extraction.worth.score import WEIGHTS, Candidate, scores

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
    (short,) = [reason for reason in score_sentence("It rained.")[2] if reason.code == "short"]
    assert (short.text, short.start, short.end) == (None, None, None)


def test_reasons_come_with_the_weightiest_first() -> None:
    weights = [abs(reason.weight) for reason in score_sentence("In 2019, 4 percent fell.")[2]]
    assert weights == sorted(weights, reverse=True)


def test_the_score_is_the_sum_of_its_reasons() -> None:
    tokens = tokenise("Ruiz voted against the bill.")
    features = find_features(tokens, [])
    there, back, nothing = scores(
        [Candidate(tokens, given) for given in (features, features[::-1], [])]
    )
    assert nothing < there == back


def test_every_weight_is_one_a_reviewer_can_read() -> None:
    for code, weight in WEIGHTS.items():
        assert weight.value
        assert weight.label
        assert code == code.lower()


def test_every_word_of_a_class_is_in_the_form_it_is_looked_up_in() -> None:
    for words in WORD_CLASSES.values():
        assert all(word == word.lower() and " " not in word for word in words)
