"""What sort of assertion a claim makes."""

import pytest

from factcheck.extraction import extract, score_sentence
from factcheck.vocabulary import Kind

FIRST = [
    ("Unemployment fell to 4 percent.", Kind.QUANTITY),
    ("Rents doubled.", Kind.QUANTITY),
    ("Unemployment is rising.", Kind.QUANTITY),
    ("The majority of voters stayed at home.", Kind.QUANTITY),
    ("Two more bodies were found near the weir.", Kind.QUANTITY),
    ("More than a dozen people left Ridge.", Kind.QUANTITY),
    ("The fair drew 2000 visitors.", Kind.QUANTITY),
    ("In May 40 boats sank.", Kind.QUANTITY),
    ("The fair, with 600 stalls, will open on May 3.", Kind.EVENT),
    ("On May 3 the museum will open its doors.", Kind.EVENT),
    ("The bridge is due to open on May 3.", Kind.EVENT),
    ("The mayor will open the fair.", Kind.EVENT),
    ("He announced that he would appeal.", Kind.EVENT),
    ("The court sentenced two men on Friday.", Kind.EVENT),
    ("He was sentenced to 12 years for 17 thefts.", Kind.EVENT),
    ("The club, which has 140 members, met at the old mill.", Kind.EVENT),
    ("Flight 12 landed in Lima.", Kind.EVENT),
    ("It was not until a reporter called that they left.", Kind.EVENT),
    ("She read Article 5 to them.", Kind.EVENT),
    ("They won the first half in Lima.", Kind.EVENT),
    ("The third boat reached Lima.", Kind.EVENT),
    ("Frank Holt, 61, left the hall.", Kind.EVENT),
    ("Lena Aalto, aged 14, left the hall.", Kind.EVENT),
    ("The bridge opened at 6:30.", Kind.EVENT),
    ("In 1893 the bridge opened.", Kind.EVENT),
    ("The mill in Ridge shut its doors in May.", Kind.EVENT),
    ("The minister resigned.", Kind.EVENT),
    ("The talks come a week before Friday.", Kind.EVENT),
    ("Frank Holt lives in Ridge.", Kind.EVENT),
    ("Frank Holt may have left Lima.", Kind.EVENT),
    ("Frank Holt said the bridge was shut.", Kind.EVENT),
    ("The oldest bridge of Ridge was shut.", Kind.EVENT),
    ("They first met in Lima.", Kind.EVENT),
    ("The film “Long Way Home” was shot in Peru.", Kind.EVENT),
    ("Parliament passed the Roads Act in May.", Kind.EVENT),
    ("Frank Holt paid for her legal defence.", Kind.EVENT),
    ("Critics say “Long Way Home” was shot in Peru.", Kind.EVENT),
    ("One of the boats reached Lima.", Kind.EVENT),
    ("She gave to good causes in Lima.", Kind.EVENT),
    ("Lena Aalto, the mayor of Tampere, met Frank Holt.", Kind.EVENT),
    ("“We were not told,” the mayor said.", Kind.QUOTATION),
    ("“I asked for 300 men,” the mayor said.", Kind.QUOTATION),
    ("Critics say it is “a farce” for the old town.", Kind.QUOTATION),
    ("The ministry calls it “a breach of all we agreed on”.", Kind.QUOTATION),
    ("The dam holds more water than the lake.", Kind.COMPARISON),
    ("People who nap are less likely to fall ill than others.", Kind.COMPARISON),
    ("It is the oldest bridge in Peru.", Kind.COMPARISON),
    ("It is the third most common illness in Peru.", Kind.COMPARISON),
    ("She will become the first woman to lead the bank.", Kind.COMPARISON),
    ("The fire was caused by a faulty cable.", Kind.CAUSAL),
    ("The delay was due to rain.", Kind.CAUSAL),
    ("Dry weather causes fires.", Kind.CAUSAL),
    ("The group blamed the flood on the dam.", Kind.CAUSAL),
    ("It was so dry that the fields burned.", Kind.CAUSAL),
    ("Naps were associated with a lower risk.", Kind.CAUSAL),
    ("Tariffs rose because of the war.", Kind.CAUSAL),
    ("The law bans fireworks.", Kind.LAW_OR_RULE),
    ("The law allows up to 12 years.", Kind.LAW_OR_RULE),
    ("Fireworks are illegal in Peru.", Kind.LAW_OR_RULE),
    ("The court ruled that the ban was void.", Kind.LAW_OR_RULE),
    ("It is legal to fish in the lake.", Kind.LAW_OR_RULE),
    ("Tenants have the right to a written lease.", Kind.LAW_OR_RULE),
    ("Parliament passed the Roads Act.", Kind.LAW_OR_RULE),
    ("Lena Aalto is the mayor of Tampere.", Kind.IDENTITY),
    ("Frank Holt is not the mayor of Ridge.", Kind.IDENTITY),
    ("Frank Holt was a carpenter.", Kind.IDENTITY),
    ("Prices will double.", Kind.PREDICTION),
    ("Prices will fall.", Kind.PREDICTION),
    ("Prices are likely to fall.", Kind.PREDICTION),
    ("A lovely plan.", Kind.OPINION),
    ("The plan is a disgrace.", Kind.OPINION),
    ("Her visit is seen as a sign of trust.", Kind.OPINION),
    ("Ministers should resign.", Kind.OPINION),
    ("Bill Holt allowed the fair in Ridge.", Kind.EVENT),
    ("The bill allowed the fair in Ridge.", Kind.LAW_OR_RULE),
    ("The court found that the fair in Ridge broke no rule.", Kind.LAW_OR_RULE),
    ("Police found the boat in Ridge, Ana Ruiz told the court.", Kind.EVENT),
    ("Blue birds sing.", Kind.OTHER),
    ("Two birds sing.", Kind.OTHER),
]


@pytest.mark.parametrize(("text", "kind"), FIRST)
def test_the_strongest_kind_comes_first(text: str, kind: Kind) -> None:
    assert score_sentence(text)[1][0] is kind


@pytest.mark.parametrize("text", [text for text, _ in FIRST])
def test_no_kind_comes_twice(text: str) -> None:
    kinds = score_sentence(text)[1]
    assert len(set(kinds)) == len(kinds)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The law cut rents by 4 percent.", (Kind.QUANTITY, Kind.EVENT, Kind.LAW_OR_RULE)),
        ("Parliament passed the Roads Act in May.", (Kind.EVENT, Kind.LAW_OR_RULE)),
        ("The oldest bridge of Ridge was shut.", (Kind.EVENT, Kind.COMPARISON)),
        ("They met Foreign Minister Lena Aalto.", (Kind.EVENT, Kind.IDENTITY)),
        ("The club, which has 140 members, met.", (Kind.EVENT, Kind.QUANTITY)),
    ],
)
def test_a_claim_may_be_of_several_kinds(text: str, kinds: tuple[Kind, ...]) -> None:
    assert score_sentence(text)[1] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "On May 3 the museum will open its doors.",
        "The mayor will open the fair.",
        "People who nap are less likely to fall ill than others.",
        "Frank Holt may have left Lima.",
    ],
)
def test_what_is_set_or_over_is_no_prediction(text: str) -> None:
    assert Kind.PREDICTION not in score_sentence(text)[1]


def test_the_day_on_which_somebody_foresaw_it_sets_nothing() -> None:
    (claim,) = extract("Frank Holt said on Monday that prices will fall.").claims
    assert claim.kind is Kind.PREDICTION


def test_the_parts_of_a_sentence_have_kinds_of_their_own() -> None:
    text = "The bank cut 900 jobs in May; Frank Holt is the mayor of Ridge."
    assert [claim.kind for claim in extract(text).claims] == [Kind.QUANTITY, Kind.IDENTITY]


def test_a_quotation_over_several_sentences_makes_each_of_them_one() -> None:
    text = "“We were not told of the plan in Lima. The board never met in May,” said Frank Holt."
    assert {claim.kind for claim in extract(text, threshold=0.1).claims} == {Kind.QUOTATION}
