"""From an article to its claims: exact, in order, with their speakers."""

import datetime as dt
from itertools import pairwise

import pytest

from factcheck.extraction import (
    DEFAULT_THRESHOLD,
    EXTRACTOR,
    Claim,
    extract,
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
