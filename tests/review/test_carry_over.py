"""A new draft of an article, through the real stages: what stands, what comes back."""

import itertools
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck import review
from factcheck.errors import DuplicateText, Rejected, TooLarge
from factcheck.extraction import extract
from factcheck.review.comparison import OldDraft, compare, revived
from factcheck.review.spans import Spans
from factcheck.store import articles
from factcheck.store.claims import Claim
from factcheck.vocabulary import Change, Stage, Status
from tests.hinted import HINTED, MENTION, NAME, hinted
from tests.review.drafts import Written
from tests.review.stages import NOW, Stages

HARBOUR = "The city spent 48 million euros on the harbour in 2024."
PIER = "Mayor Rosa Vidal said the new pier created 320 jobs."
RATE = "Unemployment fell by 2.5 percent last year, according to the labour office."
CARS = "The factory built 12,000 cars in 2023."
TEXT = f"{HARBOUR} {PIER} {RATE}"


def decided(stages: Stages, text: str = TEXT) -> tuple[UUID, list[Claim]]:
    """An article whose claims are all verified."""
    article = stages.receive(text)
    for claim in stages.claims(article):
        stages.evidence(claim.id)
        stages.decide(claim.id, rating="True")
    return article, stages.claims(article)


def exact(stages: Stages, article: UUID) -> None:
    """Every anchor and facet of every claim says what stands in its draft."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for claim in stages.claims(article):
        text, anchor = stages.text(article, claim.draft_number), claim.anchor
        assert text[anchor.start : anchor.end] == anchor.quote
        units = text.encode("utf-16-le")[2 * anchor.start_utf16 : 2 * anchor.end_utf16]
        assert units.decode("utf-16-le") == anchor.quote
        assert text[: anchor.start].endswith(anchor.prefix)
        assert text[anchor.end :].startswith(anchor.suffix)
        for facet in claim.facets:
            assert text[anchor.start + facet.offset :].startswith(facet.text)
        for other in taken.setdefault(claim.draft_number, []):
            assert anchor.end <= other[0] or other[1] <= anchor.start
        taken[claim.draft_number].append((anchor.start, anchor.end))


def test_what_stays_as_it_was_keeps_its_decision(stages: Stages) -> None:
    article, before = decided(stages)
    carried = stages.draft(article, f"A new lead for the old story. {TEXT} It is a fine place.")
    assert carried.draft.number == 2
    assert carried.counts == dict.fromkeys(map(str, Change), 0) | {"unchanged": 3}
    for was, now in zip(before, stages.claims(article), strict=True):
        assert (now.id, now.status, now.stage, now.rating) == (
            was.id,
            Status.VERIFIED,
            Stage.FINAL,
            "True",
        )
        assert (now.draft_number, now.version) == (2, was.version + 1)
        assert now.anchor.start == was.anchor.start + len("A new lead for the old story. ")
        event = stages.events(now.id)[-1]
        assert (event.action, event.before) == ("claim.carried", {"draft_number": 1})
        assert event.after == {"draft_number": 2, "draft": 2, "change": "unchanged"}
    event = stages.events(article, "article")[-1]
    assert (event.action, event.object_version) == ("article.draft_added", 2)
    assert event.after["counts"] == carried.counts
    exact(stages, article)


def test_a_moved_sentence_keeps_its_decision(stages: Stages) -> None:
    article, before = decided(stages)
    carried = stages.draft(article, f"{PIER} {RATE} {HARBOUR}")
    assert carried.counts["moved"] + carried.counts["unchanged"] == 3
    assert carried.counts["moved"] >= 1
    assert {claim.id for claim in stages.claims(article)} == {claim.id for claim in before}
    assert {claim.status for claim in stages.claims(article)} == {Status.VERIFIED}
    exact(stages, article)


def test_an_altered_figure_reopens_the_claim_with_a_word_diff(stages: Stages) -> None:
    article, (first, second, third) = decided(stages)
    stages.edit(third.id, statement="My own words for it.")
    stages.evidence(third.id)
    stages.decide(third.id)
    carried = stages.draft(article, TEXT.replace("48 million", "50 million").replace("2.5", "2.6"))
    assert (carried.counts["altered"], carried.counts["unchanged"]) == (2, 1)
    now = stages.claim(first.id)
    assert (now.status, now.stage, now.rating) == (Status.UNVERIFIED, Stage.REOPENED, None)
    assert (now.stage_reason, now.version) == ("text_changed", first.version + 1)
    assert now.statement == now.anchor.quote == HARBOUR.replace("48 million", "50 million")
    assert [facet.value for facet in now.facets if facet.type == "money"] == [50_000_000]
    *_, last = stages.events(first.id)
    assert (last.action, last.reason, last.after["draft"]) == ("claim.carried", "text_changed", 2)
    assert (last.status_from, last.status_to) == ("verified", "unverified")
    assert (last.stage_from, last.stage_to) == ("final", "reopened")
    assert {"op": "delete", "text": "48 "} in last.after["diff"]
    assert {"op": "insert", "text": "50 "} in last.after["diff"]
    assert "claim.reopened" not in {each.action for each in stages.events(first.id)}
    assert stages.claim(second.id).stage is Stage.FINAL
    # A wording that a reviewer chose is not overwritten.
    assert stages.claim(third.id).statement == "My own words for it."
    assert stages.claim(third.id).stage is Stage.REOPENED
    exact(stages, article)


def test_a_sentence_that_is_now_denied_is_altered(stages: Stages) -> None:
    article, (first, *_) = decided(stages)
    denied = "Nobody believes that the city spent 48 million euros on the harbour in 2024."
    carried = stages.draft(article, TEXT.replace(HARBOUR, denied))
    assert carried.counts["altered"] == 1
    now = stages.claim(first.id)
    assert (now.status, now.stage) == (Status.UNVERIFIED, Stage.REOPENED)
    exact(stages, article)


def test_a_changed_or_dropped_speaker_is_altered(stages: Stages) -> None:
    article, before = decided(stages)
    carried = stages.draft(article, TEXT.replace("Mayor Rosa Vidal", "Mayor Juan Pons"))
    assert (carried.counts["altered"], carried.counts["unchanged"]) == (1, 2)
    now = stages.claim(before[1].id)
    assert (now.stage, now.speaker_name) == (Stage.REOPENED, "Mayor Juan Pons")
    stages.draft(article, TEXT.replace("Mayor Rosa Vidal said the", "The"))
    now = stages.claim(before[1].id)
    assert (now.speaker_name, now.speaker_cue, now.speaker_speech, now.speaker) == (None,) * 4
    assert now.anchor.quote == "The new pier created 320 jobs."
    exact(stages, article)


def test_a_claim_that_is_gone_stays_where_it_was_and_may_come_back(stages: Stages) -> None:
    article, (first, *_) = decided(stages)
    carried = stages.draft(article, f"{PIER} {RATE} {CARS}")
    assert (carried.counts["gone"], carried.counts["new"]) == (1, 1)
    gone = stages.claim(first.id)
    assert (gone.draft_number, gone.status, gone.version) == (1, Status.VERIFIED, first.version)
    (new,) = [each.claim for each in carried.outcomes if each.change is Change.NEW]
    assert (stages.claim(new.id).stage, stages.claim(new.id).version) == (Stage.QUEUED, 1)
    assert [event.action for event in stages.events(new.id)] == ["claim.extracted"]
    carried = stages.draft(article, f"{PIER} {RATE} {CARS} {HARBOUR}")
    assert (carried.counts["moved"], carried.counts["new"]) == (1, 0)
    back = stages.claim(first.id)
    assert (back.draft_number, back.status, back.stage) == (3, Status.VERIFIED, Stage.FINAL)
    exact(stages, article)


def test_a_doubled_sentence_is_left_to_a_person(stages: Stages) -> None:
    filler = "It is a wonderful place to be and so it will remain. " * 5
    article, (first,) = decided(stages, f"{filler}{HARBOUR} {filler}".strip())
    twice = f"{filler}{HARBOUR} {filler}{HARBOUR} {filler}".strip()
    carried = stages.draft(article, twice)
    assert (carried.counts["ambiguous"], carried.counts["new"]) == (1, 0)
    (outcome,) = carried.outcomes
    assert [twice[slice(*place)] for place in outcome.places] == [HARBOUR, HARBOUR]
    now = stages.claim(first.id)
    assert (now.draft_number, now.version) == (1, first.version)
    assert stages.events(first.id)[-1].after == {"draft": 2, "change": "ambiguous"}
    exact(stages, article)


def test_the_tick_of_a_facet_stays_with_its_words(stages: Stages) -> None:
    article = stages.receive(f"{HARBOUR}")
    (claim,) = stages.claims(article)
    with stages.room.database.writing() as session:
        for facet in claim.facets:
            session.add(facet)
            facet.checked = True
    stages.draft(article, HARBOUR.replace("48 million", "50 million"))
    ticks = {facet.text: facet.checked for facet in stages.claim(claim.id).facets}
    assert ticks["2024"]
    assert not ticks["50 million euros"]


def test_letters_beyond_the_basic_plane_keep_both_kinds_of_offset(stages: Stages) -> None:
    article, _ = decided(stages, f"😀 {TEXT}")
    stages.draft(article, f"👩‍👩‍👧 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \u202eאבג\u202c e\u0301 😀 {TEXT}".replace("320", "321"))
    exact(stages, article)
    first = stages.claims(article)[0].anchor
    assert first.start_utf16 > first.start


def test_an_unusable_draft_is_refused_and_leaves_no_trace(stages: Stages) -> None:
    article = stages.receive(TEXT)
    entries = stages.verify_log()
    for text, refusal in (
        (TEXT, DuplicateText),
        ("  \n", Rejected),
        ("a\x00b", Rejected),
        ("x" * 2_000_001, TooLarge),
    ):
        with pytest.raises(refusal):
            stages.draft(article, text)
    assert stages.verify_log() == entries
    stages.draft(article, CARS)
    stages.draft(article, TEXT)  # what it read like two drafts ago is a draft again
    assert [claim.draft_number for claim in stages.claims(article)].count(3) == 3
    exact(stages, article)


PARTS = st.sampled_from(
    [HARBOUR, PIER, RATE, CARS, "😀", "It is a wonderful place.", "Nobody believes that",
     HARBOUR.replace("48", "50"), "“The pier created 320 jobs,” Ana Ruiz said.", "\n\n", "and",
     "The port handled 900 ships in 2023 and the airport served 2 million people.", "not", "320",
     "the new pier created 320 jobs", CARS.replace("built", "never built"), "Ana Ruiz", "said"]
)  # fmt: skip
TEXTS = st.lists(PARTS, max_size=9).map(" ".join)


@given(st.lists(TEXTS, min_size=2, max_size=4))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_after_any_edit_each_claim_stands_on_its_own_words_alone(texts: list[str]) -> None:
    drafts = [Written(text, extract(text)) for text in texts]
    standing, gone = drafts[0].claims(), list[Claim]()
    olds: dict[int, OldDraft] = {}
    for number, (old, new) in enumerate(itertools.pairwise(drafts), 1):
        olds[number] = old.old
        outcomes = compare(standing, old.old, new.text, new.found)
        assert {each.claim.id for each in outcomes} == {each.id for each in standing}
        taken = Spans(span for each in outcomes for span in (each.span, *each.places) if span)
        outcomes += revived(gone, olds, new.text, new.found, taken)
        placed = sorted((each.span, each) for each in outcomes if each.span)
        for (start, end), outcome in placed:
            if outcome.change in {Change.UNCHANGED, Change.MOVED}:
                assert new.text[start:end] == outcome.claim.anchor.quote
            assert 0 <= start < end <= len(new.text)
        for (left, _), (right, _) in itertools.pairwise(placed):
            assert left[1] <= right[0], "two claims on one place"
        for outcome in outcomes:
            for place in outcome.places:
                assert all(place[1] <= at[0] or at[1] <= place[0] for at, _ in placed)
            assert (outcome.span is None) == (outcome.change in {Change.GONE, Change.AMBIGUOUS})
        standing, gone = new.claims(), [each.claim for each in outcomes if not each.span]
        for claim in gone:
            claim.draft_number = number
        gone = [claim for claim in gone if claim.anchor.quote in old.text]


def test_a_likely_speaker_is_suggested_again_until_somebody_settles_it(stages: Stages) -> None:
    article = stages.receive(HINTED, found=hinted())
    text = f"Late news.\n\n{HINTED}"
    with stages.room.database.writing() as session:
        found = articles.article(session, stages.room.desk.id, article)
        actor = stages.actor("editor")
        review.carry_over(session, found, text, found=hinted(text), actor=actor, now=NOW)
    (claim,) = [each for each in stages.claims(article) if "320" in each.anchor.quote]
    mention, suggestion = claim.anchor.speaker_mention, claim.anchor.speaker_suggestion
    assert claim.draft_number == 2
    assert text[mention["start"] : mention["end"]] == mention["text"] == MENTION
    assert text[suggestion["start"] : suggestion["end"]] == suggestion["name"] == NAME
    with stages.room.database.reading() as session:
        for number, shown in ((1, HINTED), (2, text)):
            for alarm in articles.alarms(session, article, number):
                for span in alarm["spans"]:
                    assert shown[span["start"] : span["end"]] == span["text"]
