"""Claims that an assistant proposes are fitted to those the rules find."""

from factcheck.extraction import EXTRACTOR, Extractor, Proposal, extract
from factcheck.extraction.claims.proposals import fit_proposals
from factcheck.vocabulary import Disposition

BY = Extractor("llm", "small")
TEXT = (
    "The council of Tarn voted on Monday to close the harbour, which lost $3 million in 2024. "
    "Some people like fishing there. Shares fell 4 percent in May."
)


def propose(quote: str, statement: str | None = None) -> Proposal:
    start = TEXT.index(quote)
    return Proposal(start, start + len(quote), statement, BY)


def test_a_claim_the_rules_missed_is_added_and_its_sentence_counts_as_a_claim() -> None:
    before = extract(TEXT)
    found = extract(TEXT, proposals=[propose("Some people like fishing there.")])
    (added,) = [each for each in found.claims if each.extractor == BY]
    assert added.quote == "Some people like fishing there."
    assert added.status == "unverified"
    assert len(found.claims) == len(before.claims) + 1
    assert before.sentences[1].disposition is not Disposition.CLAIM
    assert found.sentences[1].disposition is Disposition.CLAIM
    assert found.sentences[1].note is None


def test_a_proposal_for_the_same_words_lends_its_wording_alone() -> None:
    wording = "Shares of the harbour company fell 4 percent in May."
    found = extract(TEXT, proposals=[propose("Shares fell 4 percent in May", wording)])
    claim = found.claims[-1]
    assert claim.quote == "Shares fell 4 percent in May."
    assert claim.statement == wording
    assert claim.extractor == EXTRACTOR


def test_a_claim_that_both_find_stays_that_of_the_rules() -> None:
    quote = "Shares fell 4 percent in May."
    claim = extract(TEXT, proposals=[propose(quote, "Shares fell in May.")]).claims[-1]
    assert (claim.quote, claim.statement) == (quote, "Shares fell in May.")
    assert claim.extractor == EXTRACTOR


def test_finer_proposals_take_the_place_of_a_claim() -> None:
    first, second = Proposal(0, 20), Proposal(25, 50)
    assert fit_proposals([(0, 60)], [first, second]) == [((0, 20), first), ((25, 50), second)]


def test_finer_proposals_that_reach_into_another_claim_are_left() -> None:
    parts = [(0, 40), (41, 80)]
    across = Proposal(25, 60)
    assert fit_proposals(parts, [Proposal(0, 10), across]) == [(part, None) for part in parts]


def test_a_proposal_inside_a_claim_is_not_decided_twice() -> None:
    found = extract(TEXT, proposals=[propose("4 percent in May")])
    assert [claim.quote for claim in found.claims] == [
        claim.quote for claim in extract(TEXT).claims
    ]


def test_no_claim_is_made_of_a_headline() -> None:
    text = "Council closes harbour\n\nThe council voted on Monday.\n"
    assert "Council" not in [
        claim.quote for claim in extract(text, proposals=[Proposal(0, 7)]).claims
    ]
