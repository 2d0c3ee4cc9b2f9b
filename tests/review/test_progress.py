"""How far the work is: the ledger of sentences, coverage, and the counts."""

from uuid import UUID

from factcheck import review
from factcheck.review import progress
from factcheck.review.progress import Coverage, Ledger
from factcheck.store import articles
from factcheck.vocabulary import DismissReason, Disposition, Stage, Status
from tests.review.stages import Stages

TEXT = (
    "The city spent 48 million euros on the harbour in 2024. "
    "Is the money well spent? "
    "It is a wonderful place. "
    "Mayor Rosa Vidal said the new pier created 320 jobs."
)


def ledger(stages: Stages, article_id: UUID) -> Ledger:
    with stages.room.database.reading() as session:
        return review.ledger(session, articles.article(session, stages.room.desk.id, article_id))


def test_the_ledger_accounts_for_every_sentence_in_order(stages: Stages) -> None:
    article = stages.receive(TEXT)
    first, second = stages.claims(article)
    found = ledger(stages, article)
    assert " ".join(line.text for line in found.items) == TEXT
    assert [TEXT[line.start : line.end] for line in found.items] == [
        line.text for line in found.items
    ]
    assert [line.claim_ids for line in found.items] == [[first.id], [], [], [second.id]]
    assert [line.disposition for line in found.items[:2]] == [
        Disposition.CLAIM,
        Disposition.QUESTION,
    ]
    assert [line.settled for line in found.items] == [False, True, True, False]
    assert (found.draft, found.coverage) == (1, Coverage(2, 4))
    assert found.coverage.ratio == 0.5


def test_a_sentence_is_settled_by_a_decision_or_a_dismissal(stages: Stages) -> None:
    article = stages.receive(TEXT)
    first, second = stages.claims(article)
    stages.evidence(first.id)
    assert ledger(stages, article).coverage.accounted == 2
    stages.decide(first.id)
    stages.act(review.dismiss, second.id, DismissReason.OPINION)
    found = ledger(stages, article)
    assert [line.settled for line in found.items] == [True] * 4
    assert found.items[0].disposition is Disposition.CLAIM
    assert found.items[3].disposition is Disposition.DISMISSED
    assert found.coverage.ratio == 1
    stages.edit(first.id, statement="Something else.")
    assert ledger(stages, article).coverage.accounted == 3


def test_the_ledger_speaks_of_the_newest_draft_alone(stages: Stages) -> None:
    article = stages.receive(TEXT)
    first, _ = stages.claims(article)
    stages.draft(article, TEXT.split("? ", 1)[1])
    found = ledger(stages, article)
    assert (found.draft, len(found.items)) == (2, 2)
    assert first.id not in {claim_id for line in found.items for claim_id in line.claim_ids}


def test_a_sentence_where_an_ambiguous_claim_may_stand_is_not_accounted_for(
    stages: Stages,
) -> None:
    filler = "It is a wonderful place to be and so it will remain. " * 5
    sentence = "The city spent 48 million euros on the harbour in 2024."
    article = stages.receive(f"{filler}{sentence} {filler}".strip())
    twice = f"{filler}{sentence} {filler}{sentence} {filler}".strip()
    carried = stages.draft(article, twice)
    assert carried.counts["ambiguous"] == 1
    doubtful = [line for line in ledger(stages, article).items if line.text == sentence]
    assert [line.settled for line in doubtful] == [False, False]
    assert [line.claim_ids for line in doubtful] == [[], []]


def test_the_counts_hold_every_status_and_stage(stages: Stages) -> None:
    article, other = stages.receive(TEXT), stages.receive("The factory built 12,000 cars in 2023.")
    first, second = stages.claims(article)
    stages.evidence(first.id)
    stages.decide(first.id)
    stages.act(review.dismiss, second.id, DismissReason.OPINION)
    with stages.room.database.reading() as session:
        page = articles.page(session, stages.room.desk.id, limit=10, after=None)
        listed = review.with_counts(session, page.items)
        shown = review.overview(session, articles.article(session, stages.room.desk.id, article))
    by_id = {each["id"]: each for each in listed}
    counts = {each: by_id[each]["counts"] for each in (article, other)}
    assert counts[article]["status"] == {"unverified": 1, "verified": 1, "disputed": 0}
    assert counts[article]["stage"] == dict.fromkeys(map(str, Stage), 0) | {
        "final": 1,
        "dismissed": 1,
    }
    assert counts[other]["status"][Status.UNVERIFIED] == 1
    assert by_id[other]["title"] == "Harbour"
    assert shown["counts"] == counts[article]
    assert [draft.number for draft in shown["drafts"]] == [1]
    assert shown["coverage"] == Coverage(4, 4)


def test_a_text_without_sentences_is_covered() -> None:
    assert Coverage(0, 0).ratio == 1.0
    assert Coverage(1, 3).ratio == 0.3333
    assert progress._settled(Disposition.CLAIM, []) is False
    assert progress._settled(Disposition.OPINION, []) is True
