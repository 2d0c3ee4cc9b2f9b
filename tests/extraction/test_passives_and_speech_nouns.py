"""What is said in the passive or by a noun: "was accused of", "his claim that"."""

import pytest

from factcheck.extraction import extract

FOUND = {
    "a thing confirmed by somebody": (
        "The visit was confirmed on Monday by the Roads Ministry.",
        ("the Roads Ministry", "was confirmed", "The visit"),
    ),
    "a clause announced": (
        "It was announced by the board that the pier would close.",
        ("the board", "was announced", "that the pier would close."),
    ),
    "a clause nobody is named for": (
        "It is widely believed that the pier will close.",
        (None, "is widely believed", "that the pier will close."),
    ),
    "a listener told": (
        "Ruiz was told that the pier would close.",
        (None, "was told", "that the pier would close."),
    ),
    "a listener asked to act": (
        "Residents were urged to stay indoors.",
        (None, "were urged", "to stay indoors."),
    ),
    "somebody accused": (
        "Holt was accused by Ruiz of hiding the bill.",
        ("Ruiz", "was accused", "of hiding the bill."),
    ),
    "somebody thought to have done": (
        "Two men are believed to have fled.",
        (None, "are believed", "Two men are believed to have fled."),
    ),
    "something seen as": (
        "Ruiz is widely seen as the favourite.",
        (None, "is widely seen", "Ruiz is widely seen as the favourite."),
    ),
    "a claim before its verb": (
        "Holt's claim that the pier is safe has drawn laughter.",
        ("Holt", "claim", "that the pier is safe"),
    ),
    "a noun equal to a clause": (
        "His message to voters is that the pier will stay.",
        ("His", "message", "that the pier will stay."),
    ),
    "an owner behind a preposition": (
        "When they took issue with Ruiz's claim that the pier is safe, she left.",
        ("Ruiz", "claim", "that the pier is safe"),
    ),
    "a noun with its adjective": (
        "Few shared her firm belief that the pier is safe.",
        ("her", "belief", "that the pier is safe."),
    ),
    "a noun that is voiced": (
        "Neighbours raised concerns that the pier is old.",
        ("Neighbours", "concerns", "that the pier is old."),
    ),
    "a noun nobody owns": (
        "The pier was shut amid fears that it might fall.",
        (None, "fears", "that it might fall."),
    ),
    "an adjective nobody owns": (
        "It was not clear whether the pier would open.",
        (None, "clear", "whether the pier would open."),
    ),
}

NOTHING = {
    "a passive of nobody": "The pier was shown in May.",
    "being seen": "Nobody likes being seen as weak.",
    "a noun of something else": "The report on the pier was long.",
    "a noun at the end": "It was a claim",
    "a noun with a thing": "His claim was that one.",
    "an owner beyond a comma": "In Tula, the old belief that.",
}


@pytest.mark.parametrize(("text", "expected"), FOUND.values(), ids=FOUND.keys())
def test_passives_and_nouns_say_who_says_what(
    text: str, expected: tuple[str | None, str, str]
) -> None:
    found = [
        (a.speaker and a.speaker.text, a.cue and a.cue.text, a.content.text)
        for a in extract(text).attributions
    ]
    assert expected in found


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_passives_and_nouns_without_words_say_nothing(text: str) -> None:
    assert extract(text).attributions == ()
