"""Claims that people mark and put in their places."""

from uuid import UUID

import pytest

from factcheck import review
from factcheck.errors import IllegalTransition, Rejected, StaleVersion
from factcheck.store import articles as stored
from factcheck.store import carried, claims
from factcheck.store.claims import Claim
from factcheck.store.picture import picture
from factcheck.vocabulary import Change, DismissReason, Disposition, Kind, Speech, Stage, Status
from tests.review.hands import look, mark, put, span_of
from tests.review.stages import NOW, Stages
from tests.review.test_carry_over import HARBOUR, PIER, RATE, TEXT, decided, exact

TWICE = f"{HARBOUR} {HARBOUR}"


def doubled(stages: Stages) -> tuple[UUID, Claim]:
    """An article whose decided first claim stands twice in the second draft."""
    article, (first, *_) = decided(stages)
    counts = stages.draft(article, TEXT.replace(HARBOUR, TWICE)).counts
    assert (counts["ambiguous"], counts["new"], counts["unchanged"]) == (1, 0, 2)
    return article, first


def test_a_doubled_sentence_is_put_in_its_place_and_keeps_its_decision(stages: Stages) -> None:
    article, first = doubled(stages)
    now = put(stages, first.id, span_of(stages, article, HARBOUR, 1))
    assert (now.draft_number, now.status, now.stage, now.rating) == (
        2,
        Status.VERIFIED,
        Stage.FINAL,
        "True",
    )
    assert (now.version, now.anchor.start) == (first.version + 1, len(HARBOUR) + 1)
    assert [each.id for each in now.facets] == [each.id for each in first.facets]
    event = stages.events(first.id)[-1]
    assert (event.action, event.before) == ("claim.placed", {"draft_number": 1})
    assert event.after == {"draft_number": 2, "draft": 2, "start": 56, "end": 111}
    with stages.room.database.reading() as session:
        draft = stored.draft(session, article, 2)
        kept = carried.one(session, draft.id, first.id)
        assert kept is not None
        assert (kept.change, kept.placed_at) == (Change.AMBIGUOUS, NOW)
    exact(stages, article)
    # In the next draft it is a claim like any other.
    assert stages.draft(article, TEXT).counts["unchanged"] == 3
    exact(stages, article)


def test_an_ambiguous_claim_waits_through_later_drafts(stages: Stages) -> None:
    article, first = doubled(stages)
    text = f"{TEXT.replace(HARBOUR, TWICE)} It is a fine place."
    counts = stages.draft(article, text).counts
    assert (counts["ambiguous"], counts["new"], counts["unchanged"]) == (1, 0, 2)
    assert stages.claim(first.id).draft_number == 1
    assert put(stages, first.id, span_of(stages, article, HARBOUR)).draft_number == 3


def test_other_words_take_the_decision_back_and_ticks_stay_with_their_facets(
    stages: Stages,
) -> None:
    article, (first, *_) = decided(stages)
    stages.edit(first.id, facets=[{"id": each.id, "checked": True} for each in first.facets])
    before = stages.claim(first.id)
    part = "48 million euros on the harbour in 2024"
    now = put(stages, first.id, span_of(stages, article, part))
    assert (now.status, now.stage, now.stage_reason) == (
        Status.UNVERIFIED,
        Stage.REOPENED,
        "text_changed",
    )
    assert (now.anchor.quote, now.statement) == (part, part)
    assert {each.text: each.checked for each in now.facets}["48 million euros"]
    event = stages.events(first.id)[-1]
    assert (event.action, event.reason) == ("claim.placed", "text_changed")
    assert event.before["quote"] == HARBOUR
    assert {"op": "delete", "text": "The city spent "} in event.after["diff"]
    exact(stages, article)
    with stages.room.database.reading() as session:
        shown = picture(claims.claim(session, stages.room.desk.id, first.id))
    review.history._rewind(shown, event, {})
    then = picture(before)
    for key in then.keys() - {"version", "updated_at"}:
        assert shown[key] == then[key], key


def test_a_claim_that_is_gone_is_found_again_in_other_words(stages: Stages) -> None:
    article, (first, *_) = decided(stages)
    other = "About fifty million went into the harbour."
    carried_over = stages.draft(article, f"{other} {PIER} {RATE}")
    assert stages.claim(first.id).draft_number == 1
    for outcome in carried_over.outcomes:
        if outcome.change is Change.NEW:  # what the draft was thought to say for the first time
            stages.act(review.dismiss, outcome.claim.id, DismissReason.DUPLICATE)
    now = put(stages, first.id, span_of(stages, article, other))
    assert (now.draft_number, now.stage, now.anchor.quote) == (2, Stage.REOPENED, other)
    exact_alone(stages, now)


def test_a_speaker_named_by_hand_stays_and_another_one_in_the_text_reopens(
    stages: Stages,
) -> None:
    said = "“The pier created 320 jobs,” {} said. He spoke on Monday."
    article, (first, *_) = decided(stages, said.format("Ana Ruiz"))
    assert first.speaker_name == "Ana Ruiz"
    stages.draft(article, f"{RATE} {said.format('Ben Cole')}")
    text = "“The pier created 320 jobs,”"
    stages.edit(first.id, speaker_name="Rosa Vidal", speaker_cue=None)
    now = put(stages, first.id, span_of(stages, article, text))
    assert (now.speaker_name, now.anchor.speaker_start) == ("Rosa Vidal", None)


@pytest.mark.parametrize(
    ("span", "why"),
    [
        ((0, 10_000), "0–10000 reaches beyond the text, which has 184 characters."),
        ((5, 5), "5–5 is no span: it must begin at 0 or later and end after it begins."),
        ((-3, 5), "-3–5 is no span: it must begin at 0 or later and end after it begins."),
        ((3, 4), "At 3–4 there is nothing but white space."),
    ],
)
def test_no_claim_stands_where_there_are_no_words(
    stages: Stages, span: tuple[int, int], why: str
) -> None:
    article = stages.receive(TEXT)
    with pytest.raises(Rejected) as refused:
        look(stages, article, span)
    assert refused.value.errors == {"span": [why]}


def test_two_claims_do_not_stand_at_one_place(stages: Stages) -> None:
    article = stages.receive(TEXT)
    first, second, _ = stages.claims(article)
    there = (second.anchor.start, second.anchor.end)
    with pytest.raises(IllegalTransition) as refused:
        put(stages, first.id, there)
    assert refused.value.reasons == [f"Claim {second.id} stands at this very place already."]
    with pytest.raises(IllegalTransition):
        mark(stages, article, there)
    stages.act(review.dismiss, second.id, DismissReason.OPINION)
    assert put(stages, first.id, there).anchor.start == there[0]


def test_only_the_newest_draft_can_be_marked(stages: Stages) -> None:
    article, _ = decided(stages)
    looked = look(stages, article, (0, 8))
    stages.draft(article, f"{TEXT} More.")
    with pytest.raises(IllegalTransition) as refused:
        look(stages, article, (0, 8), number=1)
    assert refused.value.reasons == [
        "Draft 1 is not the newest any more; claims are placed in draft 2."
    ]
    with pytest.raises(Rejected):
        look(stages, article, (0, 8), number=3)
    with stages.room.database.writing() as session, pytest.raises(StaleVersion):
        review.mark_claim(session, article, looked, actor=stages.actor("editor"), now=NOW)


def test_a_claim_marked_by_hand_is_read_as_extraction_would(stages: Stages) -> None:
    article = stages.receive(f"😀 It is a wonderful place. {TEXT}")
    drawn = next(each for each in stages.claims(article) if "320" in each.anchor.quote)
    part = "the new pier created 320 jobs"
    now = mark(stages, article, span_of(stages, article, part), statement="The pier made jobs.")
    assert (now.anchor.quote, now.statement, now.version) == (part, "The pier made jobs.", 1)
    assert (now.status, now.stage, now.extractor_name) == (Status.UNVERIFIED, Stage.QUEUED, "hand")
    assert (now.speaker_name, now.speaker_speech) == (drawn.speaker_name, Speech.INDIRECT)
    assert "320" in {each.text.split()[0] for each in now.facets}
    assert now.score > 0
    assert now.anchor.reasons
    exact_alone(stages, now)
    (event,) = stages.events(now.id)
    assert (event.action, event.after["start"], event.object_version) == (
        "claim.marked",
        now.anchor.start,
        1,
    )
    other = mark(
        stages, article, span_of(stages, article, "a wonderful place"), kind=Kind.COMPARISON
    )
    assert (other.kind, other.kinds[0]) == (Kind.COMPARISON, "comparison")


def exact_alone(stages: Stages, claim: Claim) -> None:
    """The claim's anchor and facets say what stands in its draft."""
    text, anchor = stages.text(claim.article_id, claim.draft_number), claim.anchor
    assert text[anchor.start : anchor.end] == anchor.quote
    units = text.encode("utf-16-le")[2 * anchor.start_utf16 : 2 * anchor.end_utf16]
    assert units.decode("utf-16-le") == anchor.quote
    for facet in claim.facets:
        assert text[anchor.start + facet.offset :].startswith(facet.text)


def test_a_marked_claim_is_carried_over_with_all_that_was_read_in_it(stages: Stages) -> None:
    fine = "It is a wonderful place with 12 benches."
    part = "a wonderful place with 12 benches"
    article = stages.receive(f"{fine} {TEXT}")
    before = mark(stages, article, span_of(stages, article, part))
    for claim in stages.claims(article):
        if claim.id != before.id and claim.anchor.start < len(fine):
            stages.act(review.dismiss, claim.id, DismissReason.OPINION)
    stages.evidence(before.id)
    stages.decide(before.id)
    stages.draft(article, f"Late news. {fine} {TEXT}")
    now = stages.claim(before.id)
    assert (now.draft_number, now.stage, now.score) == (2, Stage.FINAL, before.score)
    assert [each.text for each in now.facets] == [each.text for each in before.facets]
    assert [each["code"] for each in now.anchor.reasons] == [
        each["code"] for each in before.anchor.reasons
    ]
    for reason in now.anchor.reasons:
        if reason["start"] is not None:
            text = stages.text(article, 2)
            assert text[reason["start"] : reason["end"]] == reason["text"]


def test_the_ledger_follows_claims_marked_by_hand(stages: Stages) -> None:
    fine = "It is a wonderful place."
    article = stages.receive(f"{fine} {TEXT}")

    def line() -> tuple[Disposition, list[UUID], bool]:
        with stages.room.database.reading() as session:
            found = stored.article(session, stages.room.desk.id, article)
            first = review.ledger(session, found).items[0]
        return first.disposition, first.claim_ids, first.settled

    assert line()[1:] == ([], True)
    claim = mark(stages, article, span_of(stages, article, fine))
    assert line() == (Disposition.CLAIM, [claim.id], False)
    stages.act(review.dismiss, claim.id, DismissReason.OPINION)
    assert line() == (Disposition.DISMISSED, [claim.id], True)
