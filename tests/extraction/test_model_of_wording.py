"""The model behind the score: what it ships, when it is loaded, and how it reads batches."""

import subprocess
import sys

import numpy as np
import pytest

from factcheck.extraction.words.tokens import tokenise
from factcheck.extraction.worth.features import find_features
from factcheck.extraction.worth.lexicon import (
    END,
    FIGURE,
    MOST_TOKENS,
    SIGNS,
    START,
    UNKNOWN,
    YEAR,
    Lexicon,
)
from factcheck.extraction.worth.model import FILE, load, read
from factcheck.extraction.worth.score import Candidate, reasons, scores, weigh

SENTENCES = [
    "The ferry company cut 120 jobs in March.",
    "",
    "Who knows?",
    "I think that we should all be proud of our harbour.",
    "Unemployment fell to 4.2 percent, the lowest since 1998, the ministry said.",
    "Zxqv blorf!",
    "word " * 700,
]


def candidate(text: str) -> Candidate:
    tokens = tokenise(text)
    return Candidate(tokens, find_features(tokens, []))


def test_the_file_is_small_enough_to_ship() -> None:
    assert FILE.stat().st_size <= 6_000_000


@pytest.mark.parametrize("module", ["factcheck.extraction", "factcheck.cli"])
def test_numbers_are_not_loaded_before_they_are_needed(module: str) -> None:
    code = f"import sys, {module}; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_score_does_not_depend_on_what_else_is_scored() -> None:
    alone = [scores([candidate(text)])[0] for text in SENTENCES]
    assert scores([candidate(text) for text in SENTENCES]) == alone
    assert scores([candidate(text) for text in reversed(SENTENCES)]) == alone[::-1]
    many = scores([candidate(text) for text in SENTENCES * 90])
    assert many == alone * 90


def test_no_sentences_have_no_scores() -> None:
    assert scores([]) == []


def test_every_score_lies_between_nothing_and_one() -> None:
    for word in ("percent", "percent%", "should", "I", "?", "in 1998 "):
        for times in (1, 30, 3000):
            assert 0 < scores([candidate(f"{word} " * times)])[0] < 1


def test_nothing_behind_the_first_tokens_of_a_table_counts() -> None:
    row = load().lexicon.numbers(tokenise("percent " * (MOST_TOKENS + 50)))
    assert len(row) == MOST_TOKENS + 2


def test_what_the_places_add_is_the_logit_of_the_wording() -> None:
    model = load()
    rows = [model.lexicon.numbers(tokenise(text)) for text in SENTENCES]
    for row, (logit, _, by_place) in zip(rows, read(model, rows), strict=True):
        assert len(by_place) == len(row)
        assert sum(by_place) == pytest.approx(logit, abs=1e-4)


def test_the_wording_of_a_sentence_does_not_depend_on_what_else_is_read() -> None:
    model = load()
    rows = [model.lexicon.numbers(tokenise(text)) for text in SENTENCES]
    alone = [wording for row in rows for wording in read(model, [row])]
    assert read(model, rows * 90) == alone * 90


def test_speech_sounds_more_like_talk_than_news_does() -> None:
    model = load()
    texts = ("Well, I want to thank you all for that.", "The ministry was founded in 1921.")
    spoken, written = read(model, [model.lexicon.numbers(tokenise(text)) for text in texts])
    assert spoken.talk > 0.5 > written.talk


def test_a_sentence_becomes_numbers_between_its_ends() -> None:
    lexicon = Lexicon([*SIGNS, '"', "rents", "rose"])
    found = lexicon.numbers(tokenise("“Rents rose 4.5 in 1998 zxqv"))
    assert found == [START, 5, 6, 7, FIGURE, UNKNOWN, YEAR, UNKNOWN, END]


def test_signs_keep_their_numbers_in_the_shipped_lexicon() -> None:
    with np.load(FILE) as file:
        words = file["lexicon"].tobytes().decode().split("\n")
    assert tuple(words[: len(SIGNS)]) == SIGNS
    assert len(words) == len(set(words)) == len(load().words)


def test_reasons_of_any_sentence_stand_at_their_words() -> None:
    candidates = [candidate(text) for text in SENTENCES]
    for text, each, worth in zip(SENTENCES, candidates, weigh(candidates), strict=True):
        for reason in reasons(text, each, worth):
            if reason.text is not None:
                assert text[reason.start : reason.end] == reason.text
