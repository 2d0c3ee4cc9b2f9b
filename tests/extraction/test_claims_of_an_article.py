"""From an article to its claims, kinds, dispositions and alarms."""

import datetime as dt
from itertools import pairwise

import pytest

from factcheck.extraction import (
    DEFAULT_THRESHOLD,
    EXTRACTOR,
    Claim,
    extract,
    score_sentence,
)
from factcheck.vocabulary import Disposition, Kind, Status

PUBLISHED = dt.date(2025, 10, 6)

ARTICLE = """\
Ridge bridge to shut for a year
By Ana Ruiz
Monday, October 6, 2025
The Ridge bridge will close on October 14, the Roads Ministry said on Friday. It carries 40,000 \
cars a day, while the old ferry takes 900 cars a day.
“We have waited for this for ten years,” said Frank Holt, the mayor of Ridge.
What comes next
Who will pay for it? The wonderful plan is simply terrible.
Parliament passed the Roads Act in 2021; the act cost taxpayers US$20-billion, the largest sum \
ever spent on roads.
Photo: A. Ruiz
"""


def claims(text: str) -> tuple[Claim, ...]:
    return extract(text, published=PUBLISHED).claims


def claim_with(words: str, text: str = ARTICLE) -> Claim:
    (found,) = [claim for claim in claims(text) if words in claim.quote]
    return found


def test_every_claim_is_an_exact_piece_of_the_text() -> None:
    for claim in claims(ARTICLE):
        assert ARTICLE[claim.start : claim.end] == claim.quote


def test_claims_stand_in_text_order_and_never_overlap() -> None:
    found = claims(ARTICLE)
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_a_found_claim_is_unverified() -> None:
    assert {claim.status for claim in claims(ARTICLE)} == {Status.UNVERIFIED}


def test_a_scheduled_event_is_an_event_with_its_date_and_speaker() -> None:
    claim = claim_with("October 14")
    assert claim.kind is Kind.EVENT
    assert "2025-10-14" in [facet.value for facet in claim.facets]
    assert claim.speaker is not None
    assert claim.speaker.name == "the Roads Ministry"


def test_two_figures_about_two_things_are_two_claims() -> None:
    assert claim_with("40,000").quote == "It carries 40,000 cars a day"
    assert claim_with("900").quote == "the old ferry takes 900 cars a day."


def test_a_semicolon_parts_claims() -> None:
    assert claim_with("2021").quote == "Parliament passed the Roads Act in 2021"
    assert claim_with("US$20-billion").kind is Kind.QUANTITY


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The bank hired 40 people in May, and it fired 20 people in June.", 2),
        ("It closed in 1990, which cost the town 300 jobs.", 2),
        ("It paid the 10 percent tax, along with the 25 percent levied on steel.", 2),
        ("The bank hired 40 people, and it grew.", 1),
        ("“It lost 40 jobs, and it lost 30 ships,” said Frank Holt.", 1),
        ("The bank (it lost 40 jobs, and it lost 30 ships) grew by 3 percent.", 1),
        ("It sold 40 cars, and 30.", 1),
    ],
)
def test_a_sentence_is_cut_only_where_both_sides_stand_alone(text: str, parts: int) -> None:
    assert len(claims(text)) == parts


def test_a_table_in_one_sentence_stays_whole() -> None:
    text = "In 2010 it lost 3 percent; " * 80
    assert len(claims(text)) == 1


def test_superlatives_raise_a_hint_on_the_claim_alone() -> None:
    found = extract(ARTICLE)
    assert "superlative" in [a.code for c in found.claims for a in c.alarms]
    assert found.alarms == ()


def test_a_weekday_that_does_not_fit_its_date_raises_an_alarm() -> None:
    (alarm,) = extract("Monday, October 14, 2025 was a holiday in Peru.").alarms
    assert alarm.code == "weekday"
    assert alarm.message == "2025-10-14 was a Tuesday, not a Monday."
    assert alarm.spans[0].text == "Monday, October 14, 2025"


@pytest.mark.parametrize(
    "text",
    [
        "Tuesday, October 14, 2025 was a holiday in Peru.",
        "Monday, October 14 was a holiday in Peru.",
        "October 14, 2025 was a holiday in Peru.",
    ],
)
def test_a_date_that_fits_or_lacks_a_year_raises_none(text: str) -> None:
    assert extract(text, published=PUBLISHED).alarms == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("The road ran for 40 miles (90 km) in 2019.", "40 miles is 64.37 km, not 90 km."),
        ("The bull weighed 900 kg (500 pounds) in May 2019.", "900 kg is 1984 lb, not 500 pounds."),
        ("In May 40 of the 200 members (25 percent) voted.", "40 of 200 is 20%, not 25 percent."),
        ("In May 40 out of 200 voters, or 25 percent, left.", "40 of 200 is 20%, not 25 percent."),
    ],
)
def test_arithmetic_that_fails_raises_an_alarm(text: str, message: str) -> None:
    assert [alarm.message for alarm in extract(text).alarms] == [message]


@pytest.mark.parametrize(
    "text",
    [
        "The road ran for 40 miles (64 km) in 2019.",
        "The road ran for 40 miles (90 kg) in 2019.",
        "The road ran for 40 miles (and 90 km) in 2019.",
        "In May 40 of the 200 members (20 percent) voted.",
        "In May 40 of the 200 members left and 25 percent stayed.",
        "In May 40 women and 200 men (25 percent) voted.",
        "In May 40 of 0 members (25 percent) voted.",
    ],
)
def test_arithmetic_that_holds_or_cannot_be_told_raises_none(text: str) -> None:
    assert extract(text).alarms == ()


def disposition_of(words: str, text: str = ARTICLE) -> Disposition:
    (found,) = [s for s in extract(text).sentences if words in text[s.start : s.end]]
    return found.disposition


@pytest.mark.parametrize(
    "words", ["to shut for a year", "By Ana", "Monday, October 6", "What comes next", "Photo:"]
)
def test_the_frame_of_a_story_has_nothing_to_check(words: str) -> None:
    assert disposition_of(words) is Disposition.NOTHING_CHECKABLE


@pytest.mark.parametrize(
    "line",
    [
        "Read more: The long wait",
        "https://www.ridge.example/bridge",
        "Image: Twitter / Ridge Post.",
        "“Ridge bridge shuts” — Ridge Post, May 2, 2014",
        "Ana Ruiz, Ridge Post, May 2, 2014",
    ],
)
def test_pointers_credits_and_sources_are_frame_too(line: str) -> None:
    text = f"The bridge closed in 2019.\n{line}"
    assert disposition_of(line[:20], text) is Disposition.NOTHING_CHECKABLE


def test_a_credit_behind_a_caption_is_frame_too() -> None:
    text = "The bridge closed in 2019 after a fire. Image: A. Ruiz.\nIt reopened in May."
    assert disposition_of("Image:", text) is Disposition.NOTHING_CHECKABLE
    assert [s.score for s in extract(text).sentences][1] == 0


def test_a_sentence_that_begins_like_a_pointer_is_none() -> None:
    text = "The bridge closed.\nRelated firms lost 4 percent in 2019.\nIt reopened."
    assert disposition_of("Related firms", text) is Disposition.CLAIM


def test_a_text_without_prose_has_no_headings() -> None:
    text = "Unemployment fell to 4 percent in 2023"
    assert [claim.quote for claim in extract(text).claims] == [text]


def test_a_question_is_kept_as_one() -> None:
    assert disposition_of("Who will pay") is Disposition.QUESTION


def test_a_judgment_is_an_opinion() -> None:
    assert disposition_of("wonderful plan") is Disposition.OPINION


def test_the_ledger_covers_every_character() -> None:
    covered = "".join(ARTICLE[s.start : s.end] for s in extract(ARTICLE).sentences)
    assert "".join(covered.split()) == "".join(ARTICLE.split())


def test_a_higher_threshold_finds_fewer_claims() -> None:
    assert len(extract(ARTICLE, threshold=0.95).claims) < len(claims(ARTICLE))
    assert extract(ARTICLE, threshold=1.1).claims == ()


def test_direct_speech_has_its_speaker() -> None:
    speaker = claim_with("40 jobs", "“The town lost 40 jobs in May,” said Frank Holt.").speaker
    assert speaker is not None
    assert (speaker.name, speaker.cue, speaker.speech.value) == ("Frank Holt", "said", "direct")


def test_the_article_speaks_where_nobody_else_does() -> None:
    assert claim_with("900").speaker is None


def test_words_said_in_passing_do_not_own_the_whole_claim() -> None:
    text = "Ruiz and forty others walked 300 miles to the coast in May 2019, he said she knew it."
    assert all(c.speaker is None or c.speaker.name for c in claims(text))


def test_a_passive_gives_the_claim_its_speaker() -> None:
    speaker = claims("The visit was confirmed on Monday by the Roads Ministry in Lima.")[0].speaker
    assert speaker is not None
    assert speaker.name == "the Roads Ministry"


def test_the_extractor_has_a_name_and_a_version() -> None:
    assert EXTRACTOR == ("rules", "2")
    assert 0 < DEFAULT_THRESHOLD < 1


KINDS = [
    ("Unemployment fell to 4 percent.", Kind.QUANTITY),
    ("On May 3 the museum will open its doors.", Kind.EVENT),
    ("“We were not told,” the mayor said.", Kind.QUOTATION),
    ("The dam holds more water than the lake.", Kind.COMPARISON),
    ("It is the oldest bridge in Peru.", Kind.COMPARISON),
    ("The fire was caused by a faulty cable.", Kind.CAUSAL),
    ("The delay was due to rain.", Kind.CAUSAL),
    ("The law bans fireworks.", Kind.LAW_OR_RULE),
    ("Prices will double.", Kind.PREDICTION),
    ("The minister resigned.", Kind.EVENT),
    ("Critics say it is “a farce” for the old town.", Kind.QUOTATION),
    ("Lena Aalto is the mayor of Tampere.", Kind.IDENTITY),
    ("The talks come a week before Friday.", Kind.EVENT),
    ("A lovely plan.", Kind.OPINION),
    ("Blue birds sing.", Kind.OTHER),
    ("Two birds sing.", Kind.OTHER),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_the_strongest_kind_comes_first(text: str, kind: Kind) -> None:
    assert score_sentence(text)[1][0] is kind


def test_a_claim_may_be_of_several_kinds() -> None:
    kinds = score_sentence("The law cut rents by 4 percent.")[1]
    assert kinds == (Kind.QUANTITY, Kind.LAW_OR_RULE, Kind.EVENT)
