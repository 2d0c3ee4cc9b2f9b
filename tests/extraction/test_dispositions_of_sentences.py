"""What becomes of a sentence in the ledger, and why."""

import pytest

from factcheck.extraction import extract
from factcheck.vocabulary import Disposition, LedgerNote

CLAIM, OPINION = Disposition.CLAIM, Disposition.OPINION
QUESTION, NOTHING = Disposition.QUESTION, Disposition.NOTHING_CHECKABLE

FATES = [
    ("The company plans to open a shop in Lima.", NOTHING, LedgerNote.PLAN),
    ("The ministry is considering a ban on fireworks.", NOTHING, LedgerNote.PLAN),
    ("Frank Holt aims to win back the trust of Ridge.", NOTHING, LedgerNote.PLAN),
    ("The company plans to open 40 shops in Peru by May 2027.", CLAIM, None),
    ("Frank Holt, who left Lima in 2019, hopes to return.", CLAIM, None),
    ("The board promised to build a school in Lima.", CLAIM, None),
    ("The talks will help the farmers of Peru.", NOTHING, LedgerNote.PREDICTION),
    ("The bank expects that trade will grow in Peru.", NOTHING, LedgerNote.PREDICTION),
    ("Rents in Peru will rise by 4 percent next year.", CLAIM, None),
    ("The museum will reopen in Lima on Saturday, September 20.", CLAIM, None),
    ("The visit is seen as a sign of trust in Peru.", OPINION, LedgerNote.OPINION),
    ("The visit will be viewed as a threat to Chile.", OPINION, LedgerNote.OPINION),
    ("The letter can be read as a threat to Chile.", OPINION, LedgerNote.OPINION),
    ("The wonderful plan is simply terrible.", OPINION, LedgerNote.OPINION),
    ("Ministers should resign.", OPINION, LedgerNote.OPINION),
    ("The wonderful plan cost 40 million pesos.", CLAIM, None),
    ("Who will pay for the bridge?", QUESTION, LedgerNote.QUESTION),
    ("“Who will pay for the bridge?” asked Frank Holt.", QUESTION, LedgerNote.QUESTION),
    ("“Who,” Frank Holt asked, “will pay for the bridge?”", QUESTION, LedgerNote.QUESTION),
    ("The film “Who Pays?” brought in 40 million pesos in Peru.", CLAIM, None),
    ("She will become the first woman to lead the bank.", CLAIM, None),
    ("It is the oldest bridge in Peru.", CLAIM, None),
    ("The mill shut in May 2019.", CLAIM, None),
    ("Blue birds sing.", NOTHING, LedgerNote.LOW_SCORE),
]


@pytest.mark.parametrize(("text", "disposition", "note"), FATES)
def test_a_sentence_becomes(text: str, disposition: Disposition, note: LedgerNote | None) -> None:
    (entry,) = extract(text).sentences
    assert (entry.disposition, entry.note) == (disposition, note)


@pytest.mark.parametrize("text", [text for text, fate, _ in FATES if fate is not CLAIM])
def test_what_is_no_claim_makes_none(text: str) -> None:
    assert extract(text).claims == ()


def test_a_guess_is_a_prediction_only_where_little_else_is_said() -> None:
    text = "The talks may help the farmers of Peru."
    score = extract(text).sentences[0].score
    below, above = (extract(text, threshold=score + by).sentences[0] for by in (0.01, -0.01))
    assert (below.disposition, below.note) == (NOTHING, LedgerNote.PREDICTION)
    assert above.disposition is CLAIM


FIRM = [
    "It is the oldest bridge in Peru.",
    "A further nine people are missing.",
    "The museum reopens on Saturday, September 20.",
]


@pytest.mark.parametrize("text", FIRM)
def test_a_rank_a_count_or_a_day_lowers_the_bar(text: str) -> None:
    score = extract(text).sentences[0].score
    assert extract(text, threshold=min(0.99, score + 0.01)).sentences[0].disposition is CLAIM


@pytest.mark.parametrize("text", ["I am free on Monday, May 3.", "You are the oldest in Ridge."])
def test_nobody_speaking_of_themselves_gets_it_lowered(text: str) -> None:
    score = extract(text).sentences[0].score
    assert extract(text, threshold=score + 0.01).sentences[0].disposition is NOTHING


def test_a_threshold_that_nothing_reaches_lets_nothing_pass() -> None:
    assert extract(" ".join(FIRM), threshold=1.1).claims == ()


def test_a_question_in_the_midst_of_a_speech_is_one() -> None:
    text = "“We lost 40 jobs in May. Who will pay? We wait,” said Frank Holt."
    assert QUESTION in [entry.disposition for entry in extract(text).sentences]
