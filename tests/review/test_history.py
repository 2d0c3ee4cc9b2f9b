"""What a claim was at a moment of the past."""

from datetime import timedelta
from uuid import UUID

import pytest

from factcheck import review
from factcheck.errors import NotFound
from factcheck.review.carry_over import carry_over
from factcheck.store import articles, claims
from factcheck.store.picture import Picture, picture
from factcheck.vocabulary import DismissReason, Kind, Status
from tests.review.stages import NOW, WHY, Stages

TEXT = (
    "Mayor Rosa Vidal opened the pier. She said the city spent 48 million euros on it in 2024. "
    "It is a wonderful place."
)


class Diary:
    """A claim, and how it looked after every hour's step."""

    def __init__(self, stages: Stages, text: str = TEXT) -> None:
        self.stages, self.hour = stages, 0
        self.article = stages.receive(text)
        self.claim = stages.claims(self.article)[-1].id
        self.pages = [(NOW, self.now())]

    def now(self) -> Picture:
        """The claim as it stands."""
        return picture(self.stages.claim(self.claim))

    def step(self, what: object, *args: object, by: str = "reviewer") -> None:
        """Do something an hour later."""
        self.hour += 1
        at = NOW + timedelta(hours=self.hour)
        self.stages.act(what, self.claim, *args, by=by, now=at)
        self.pages.append((at, self.now()))

    def decide(self, status: Status, by: str = "reviewer") -> None:
        """Decide an hour later."""
        self.hour += 1
        at = NOW + timedelta(hours=self.hour)
        self.stages.decide(self.claim, status, by, now=at)
        self.pages.append((at, self.now()))

    def draft(self, text: str) -> None:
        """Upload a draft an hour later."""
        self.hour += 1
        at = NOW + timedelta(hours=self.hour)
        with self.stages.room.database.writing() as session:
            found = articles.article(session, self.stages.room.desk.id, self.article)
            carry_over(session, found, text, actor=self.stages.actor("editor"), now=at)
        self.pages.append((at, self.now()))

    def as_of(self, minutes: float) -> Picture:
        """The claim as it was so long after it was found."""
        return as_of(self.stages, self.claim, minutes)

    def reads_back(self) -> None:
        """Every page of the diary can be read again."""
        for at, then in self.pages:
            minutes = (at - NOW) / timedelta(minutes=1)
            assert self.as_of(minutes) == then
            assert self.as_of(minutes + 59) == then


def as_of(stages: Stages, claim_id: UUID, minutes: float) -> Picture:
    with stages.room.database.reading() as session:
        claim = claims.claim(session, stages.room.desk.id, claim_id)
        return review.as_of(session, claim, NOW + timedelta(minutes=minutes))


def test_facets_speaker_and_handling_are_as_they_were(stages: Stages) -> None:
    diary = Diary(stages)
    found = stages.claim(diary.claim)
    assert found.facets
    assert found.speaker_name
    ticks = [{"id": each.id, "checked": True} for each in found.facets]
    diary.step(review.edit_claim, {"facets": ticks[:1]})
    diary.step(review.edit_claim, {"speaker_name": "Ana Ruiz", "speaker_cue": None})
    diary.step(review.edit_claim, {"kind": Kind.EVENT, "tags": ["harbour"], "priority": 7})
    diary.step(review.edit_claim, {"deadline": NOW, "statement": "The pier cost 48 million."})
    diary.step(review.assign, stages.actor("second").person_id)
    diary.step(review.edit_claim, {"facets": ticks})
    diary.reads_back()
    assert [each["checked"] for each in diary.pages[1][1]["facets"]].count(True) == 1
    assert diary.as_of(0)["speaker_name"] == found.speaker_name
    assert diary.as_of(0)["speaker_start"] == found.anchor.speaker_start


def test_a_suggested_speaker_is_suggested_again_in_the_past(stages: Stages) -> None:
    diary = Diary(stages)
    suggested = diary.now()["speaker_suggestion"]
    assert suggested
    diary.step(review.take_suggestion)
    assert diary.now()["speaker_suggestion"] is None
    diary.reads_back()
    assert diary.as_of(30)["speaker_suggestion"] == suggested


def test_decisions_and_their_undoing_are_as_they_were(two_person_stages: Stages) -> None:
    diary = Diary(two_person_stages)
    diary.decide(Status.UNVERIFIED)
    diary.decide(Status.UNVERIFIED, by="second")
    diary.step(review.undo, by="second")
    diary.step(review.dismiss, DismissReason.DUPLICATE)
    diary.step(review.undo)
    diary.decide(Status.UNVERIFIED, by="editor")
    diary.reads_back()
    stages = [then["stage"] for _, then in diary.pages]
    assert stages == [
        "queued",
        "awaiting_second",
        "final",
        "awaiting_second",
        "dismissed",
        "awaiting_second",
        "final",
    ]


def test_earlier_drafts_come_back_with_their_places_and_facets(stages: Stages) -> None:
    diary = Diary(stages)
    diary.step(review.edit_claim, {"facets": [
        {"id": each.id, "checked": True} for each in stages.claim(diary.claim).facets
    ]})  # fmt: skip
    diary.decide(Status.UNVERIFIED)
    diary.draft("A word before. " + TEXT)
    diary.draft(TEXT.replace("48", "52"))
    diary.step(review.edit_claim, {"speaker_name": "Ana Ruiz"})
    diary.draft("It is a wonderful place.")
    diary.draft(TEXT.replace("48", "52"))
    diary.draft(TEXT)
    diary.reads_back()
    quotes = [then["quote"].split("spent ")[1][:2] for _, then in diary.pages]
    assert quotes == ["48", "48", "48", "48", "52", "52", "52", "52", "48"]
    assert [then["start"] for _, then in diary.pages][2:4] == [
        diary.pages[0][1]["start"],
        diary.pages[0][1]["start"] + len("A word before. "),
    ]


@pytest.mark.one_backend
def test_an_entry_that_leaves_the_claim_alone_is_no_change_of_it(stages: Stages) -> None:
    diary = Diary(stages)
    diary.step(review.edit_claim, {"priority": 3})
    diary.draft("It is a wonderful place.")  # the claim is gone, and says so in the log
    diary.step(review.edit_claim, {"priority": 4})
    assert diary.as_of(150)["updated_at"] == diary.pages[1][1]["updated_at"]
    diary.reads_back()


@pytest.mark.one_backend
def test_clocks_that_disagree_make_no_state_that_never_was(stages: Stages) -> None:
    diary = Diary(stages)
    early = NOW + timedelta(minutes=10)
    stages.act(review.edit_claim, diary.claim, {"priority": 1}, now=early + timedelta(minutes=10))
    one = diary.now()
    stages.act(review.edit_claim, diary.claim, {"tags": ["slow clock"]}, now=early)
    assert diary.as_of(5) == diary.pages[0][1]
    for minutes in (10, 15, 20, 30):
        assert diary.as_of(minutes) in (one, diary.now())


@pytest.mark.one_backend
def test_before_it_was_found_there_was_no_claim(stages: Stages) -> None:
    claim = stages.claim()
    assert as_of(stages, claim.id, 0)["version"] == 1
    assert as_of(stages, claim.id, 10**6) == picture(claim)
    with pytest.raises(NotFound):
        as_of(stages, claim.id, -0.01)


@pytest.mark.one_backend
def test_a_claim_of_a_later_draft_was_not_there_before_it(stages: Stages) -> None:
    diary = Diary(stages)
    diary.draft(TEXT + " Rents rose by 3 percent in 2023.")
    fresh = next(each for each in stages.claims(diary.article) if "Rents" in each.statement)
    assert as_of(stages, fresh.id, 60)["stage"] == "queued"
    with pytest.raises(NotFound):
        as_of(stages, fresh.id, 59)


@pytest.mark.one_backend
def test_what_was_decided_on_does_not_depend_on_what_came_of_it(stages: Stages) -> None:
    diary = Diary(stages)
    stages.evidence(diary.claim)
    diary.pages = []
    diary.decide(Status.VERIFIED)
    with stages.room.database.writing() as session:
        made = review.decide(
            session,
            diary.claim,
            status=Status.UNVERIFIED,
            rationale=WHY,
            rating="Unproven",
            actor=stages.actor("second"),
            now=NOW + timedelta(hours=2),
        )
    assert made.picture == diary.now()
    diary.reads_back()
