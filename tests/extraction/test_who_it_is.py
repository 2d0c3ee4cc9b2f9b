"""Who a speaker is: short names, titles and pronouns resolved within the article."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.extraction import extract
from factcheck.extraction.facets.finding import find_facets
from factcheck.extraction.identity.identifying import identify
from factcheck.extraction.records import Attribution, Identity, Span
from factcheck.extraction.sentences.splitting import split
from factcheck.extraction.words.tokens import tokenise
from factcheck.vocabulary import Speech

SHORT_NAMES = [
    ("Frank J. Holt opened the pier. Holt said it was safe.", "Holt", "Frank J. Holt"),
    ("Holt said the pier was safe. It was opened by Frank Holt.", "Holt", "Frank Holt"),
    ("Ana Ruiz runs the port. Ms. Ruiz said it was safe.", "Ms. Ruiz", "Ana Ruiz"),
    ("Frank Holt and Ana Holt run it. Ms. Holt said it was safe.", "Ms. Holt", "Ana Holt"),
    ("Frank Holt and Ana Holt run it. Mr. Holt said it was safe.", "Mr. Holt", "Frank Holt"),
    ("Frank Lee Holt opened the pier. Frank Holt said it was safe.", "Frank Holt",
     "Frank Lee Holt"),
    ("President Tovi Lemu da Aalbu came. “It is quite safe,” Lemu said.", "Lemu",
     "Tovi Lemu da Aalbu"),
    ("Mayor Tovi Aalbu of Tula came. Aalbu said the pier was safe.", "Aalbu", "Tovi Aalbu"),
    ("They asked the Grand Harbour Board (GHB). The GHB said it was safe.", "The GHB",
     "the Grand Harbour Board"),
    ("They asked the Grand Harbour Board. “It is quite safe,” GHB said.", "GHB",
     "the Grand Harbour Board"),
    ("It met Chile’s Ports Ministry. The Ports Ministry said it was safe.", "The Ports Ministry",
     "Chile’s Ports Ministry"),
    ("The pier was built by Oakes Ltd. Then Oakes said it was safe.", "Oakes", "Oakes Ltd"),
    # a capital word in front that is no name
    ("Substitute Daniel Osei scored. Osei said it was late.", "Osei", "Daniel Osei"),
    ("Then Councilwoman Ana Ruiz came. Ruiz said it was late.", "Ruiz", "Ana Ruiz"),
    ("Mary Ann Ruiz came. Ruiz said it was late.", "Ruiz", "Mary Ann Ruiz"),
]  # fmt: skip

PLAIN_NAMES = [
    # the full name itself
    ("Ana Ruiz runs the port. Ana Ruiz said it was safe.", "Ana Ruiz"),
    ("Holt said the pier was safe.", "Holt"),
    # two who share it, both just mentioned
    ("Frank Holt met Ana Holt. Holt said the pier was safe.", "Holt"),
    # the words in front belong to a heading, or are no name
    ("How Port Towns Fight Oakes\n\nOakes said the pier was safe.", "Oakes"),
    ("Then American Oakes grew. “It is quite safe,” Oakes said.", "Oakes"),
    # other people and bodies of the same name
    ("The Holt Foundation gave money. Holt said the pier was safe.", "Holt"),
    ("It met Peru’s Coast Board and Chile’s Coast Board. The Coast Board said it was safe.",
     "The Coast Board"),
    # a middle name before the full name is known
    ("“It is quite safe,” Lemu said. Then President Tovi Lemu da Aalbu came.", "Lemu"),
    # somebody else altogether
    ("Frank J. Holt opened the pier. Holt supporters said it was safe.", "Holt supporters"),
    ("Frank J. Holt opened the pier. Sources said it was safe.", "Sources"),
    ("Frank J. Holt opened the pier. Residents said it was safe.", "Residents"),
    ("Frank J. Holt opened the pier. Holt and Ruiz said it was safe.", "Holt and Ruiz"),
]  # fmt: skip

TITLES = [
    ("Mayor Ana Ruiz came. The mayor said the pier was safe.", "The mayor", "Ana Ruiz"),
    ("The mayor said the pier was safe. Ana Ruiz, the mayor of Tula, came.", "The mayor",
     "Ana Ruiz"),
    ("The mayor, Ana Ruiz, came. The mayor said the pier was safe.", "The mayor",
     "Ana Ruiz"),
    ("Ana Ruiz is the mayor of Tula. The mayor said the pier was safe.", "The mayor", "Ana Ruiz"),
    ("Ana Ruiz, who was the mayor, came. The mayor said the pier was safe.", "The mayor",
     "Ana Ruiz"),
    ("Frank Holt, a tycoon, came. The tycoon said the pier was safe.", "The tycoon",
     "Frank Holt"),
    ("Finance Minister Ana Ruiz met Health Minister Lee Holt. The finance minister said it rose.",
     "The finance minister", "Ana Ruiz"),
    ("Peru’s President Ana Ruiz met US President Lee Holt. The American president said it rose.",
     "The American president", "Lee Holt"),
    ("Vice President Ana Ruiz met President Frank Holt. The president said it was safe.",
     "The president", "Frank Holt"),
    ("They asked Oakes, a software company. The company said it was safe.", "The company", "Oakes"),
    ("They asked the Ports Ministry. The ministry said it was safe.", "The ministry",
     "the Ports Ministry"),
    ("It was built by the software company Oakes. The company said it was safe.", "The company",
     "Oakes"),
    # the country stands in the sentence, not with the title
    ("At the White House Ana Ruiz met President Lee Holt. “I like Ruiz,” posted the US President.",
     "the US President", "Lee Holt"),
    ("In the United States, President Frank Holt came. The US President said it was safe.",
     "The US President", "Frank Holt"),
]  # fmt: skip

OPEN_TITLES = [
    ("Ana Ruiz came. The mayor said the pier was safe.", "The mayor"),
    ("Minister Ana Ruiz met Minister Frank Holt. The minister said it was safe.", "The minister"),
    ("Peru’s President Ana Ruiz came. The US President said it was safe.", "The US President"),
    ("President Ana Ruiz came. The US President said it was safe.", "The US President"),
    ("Peru’s President Ana Ruiz met President Lee Holt. The president said it rose.",
     "The president"),
    ("Former mayor Ana Ruiz came. The mayor said it was safe.", "The mayor"),
    ("Mayor Ana Ruiz came. The deputy mayor said it was safe.", "The deputy mayor"),
    ("Mayor Ana Ruiz came. A mayor said it was safe.", "A mayor"),
    ("Mayor Ana Ruiz came. The mayor said Ana Ruiz was safe.", "The mayor"),
    ("Spokesman Frank Holt came. The spokeswoman said it was safe.", "The spokeswoman"),
    ("They asked the Ports Ministry and the Coast Ministry. The ministry said it was safe.",
     "The ministry"),
]  # fmt: skip

PRONOUNS = [
    ("Frank Holt opened the pier. He said it was safe.", "He", "Frank Holt"),
    ("Frank Holt met Ana Ruiz. She said it was safe.", "She", "Ana Ruiz"),
    ("Mr. Okoro met Ms. Lindqvist. “It is quite safe,” she said.", "she", "Lindqvist"),
    ("The spokeswoman Tovi Aalbu met Frank Holt. She said it was safe.", "She", "Tovi Aalbu"),
    ("Chairwoman Tovi Aalbu met Frank Holt. She said it was safe.", "She", "Tovi Aalbu"),
    ("Frank Holt opened the pier. He was late. He said it was safe.", "He", "Frank Holt"),
    ("Holt said the pier was safe. He was born as Frank Holt. He said it was cheap.", "He",
     "Frank Holt"),
    ("The mayor came late. He said the pier was safe.", "He", "The mayor"),
    ("A spokesman for the ministry came. He said the pier was safe.", "He",
     "A spokesman for the ministry"),
    ("Mayor Frank Holt met Ana Ruiz. The mayor smiled. He said it was safe.", "He", "Frank Holt"),
    ("The visit was confirmed on Monday by the Ports Ministry. It said that the pier was safe.",
     "It", "the Ports Ministry"),
    ("The company built the pier. It said that the pier was safe.", "It", "The company"),
    ("The plumbers said it was safe. They said that it was old too.", "They", "The plumbers"),
    ("Holt and Ruiz said it was safe. They said that it was old too.", "They", "Holt and Ruiz"),
    ("Residents came to the pier. They said that it was safe.", "They", "Residents"),
    ("“The pier is safe,” Frank Holt said. “Ana Ruiz built it well,” he said.", "he",
     "Frank Holt"),
    ("Frank Holt came. His claim that the pier was safe was new.", "His", "Frank Holt"),
    ("Ana Ruiz said his plan was weak and met Rep. Jack Holt. She added that it was old.", "She",
     "Ana Ruiz"),
]  # fmt: skip

OPEN_PRONOUNS = [
    ("Frank Holt and Paul Oakes came. He said it was safe.", "He"),
    ("Ana Ruiz opened the pier. He said it was safe.", "He"),
    ("The Ports Ministry opened the pier. She said it was safe.", "She"),
    ("Frank Holt opened the pier. It said that the pier was safe.", "It"),
    ("Frank Holt opened the pier. They said that the pier was safe.", "They"),
    ("Frank Holt came. The sea was calm. The day was warm. The pier was new. He said it rose.",
     "He"),
    ("Oyelo grew. He said the pier was safe.", "He"),
    # who is named in the words, or behind the pronoun, is not the one who speaks
    ("Frank Holt came. He said that Frank Holt was safe.", "He"),
    ("Frank Holt came. “Mr. Holt is safe,” he said.", "he"),
    # within a quotation "I" and "we" are its speaker
    ("Frank Holt came. “I said that the pier was safe,” she added.", "she"),
    ("Frank Holt came. We said that the pier was safe.", "We"),
]  # fmt: skip


def attribution(text: str, speaker: str) -> Attribution:
    """The last attribution to these words."""
    found = [each for each in extract(text).attributions if each.speaker]
    matching = [each for each in found if each.speaker and each.speaker.text == speaker]
    assert matching, f"nobody says anything as {speaker!r}, only {found}"
    return matching[-1]


def identity(text: str, speaker: str) -> Identity | None:
    return attribution(text, speaker).identity


@pytest.mark.parametrize(("text", "speaker", "name"), SHORT_NAMES)
def test_a_short_name_leads_to_the_full_one(text: str, speaker: str, name: str) -> None:
    found = identity(text, speaker)
    assert found is not None
    assert found.name == text[found.start : found.end] == name
    assert " is short for " in found.evidence


@pytest.mark.parametrize(("text", "speaker"), PLAIN_NAMES)
def test_a_name_that_says_all_or_is_open_stays_as_it_is(text: str, speaker: str) -> None:
    assert identity(text, speaker) is None


@pytest.mark.parametrize(("text", "speaker", "name"), TITLES)
def test_a_title_leads_to_its_holder(text: str, speaker: str, name: str) -> None:
    found = identity(text, speaker)
    assert found is not None
    assert found.name == text[found.start : found.end] == name
    assert found.evidence.startswith(f"“{speaker}” is “{name}” in sentence ")


@pytest.mark.parametrize(("text", "speaker"), OPEN_TITLES)
def test_a_title_that_nobody_or_more_than_one_may_hold_stays_open(text: str, speaker: str) -> None:
    assert identity(text, speaker) is None


@pytest.mark.parametrize(("text", "speaker", "name"), PRONOUNS)
def test_a_pronoun_leads_to_who_was_spoken_of(text: str, speaker: str, name: str) -> None:
    found = identity(text, speaker)
    assert found is not None
    assert found.name == text[found.start : found.end] == name
    assert found.evidence.startswith(f"“{speaker}” follows “")


@pytest.mark.parametrize(("text", "speaker"), OPEN_PRONOUNS)
def test_a_pronoun_that_may_mean_two_or_nobody_stays_open(text: str, speaker: str) -> None:
    assert identity(text, speaker) is None


EVIDENCE = [
    ("The Pier\n\nFrank Holt came. Holt said it was safe.", "Holt",
     "“Holt” is short for “Frank Holt” in sentence 2", 2),
    ("It met Mayor Ana Ruiz. The mayor said it was safe.", "The mayor",
     "“The mayor” is “Ana Ruiz” in sentence 1: “Mayor Ana Ruiz”", 1),
    ("It met Ana Ruiz, the mayor. The mayor said it was safe.", "The mayor",
     "“The mayor” is “Ana Ruiz” in sentence 1: “Ana Ruiz, the mayor”", 1),
    ("It met the Ports Ministry. The ministry said it was safe.", "The ministry",
     "“The ministry” is “the Ports Ministry” in sentence 1", 1),
    ("Frank Holt came. He said it was safe.", "He",
     "“He” follows “Frank Holt”, the subject of sentence 1", 1),
    ("A crowd waved to Frank Holt. He said it was safe.", "He",
     "“He” follows “Frank Holt”, named in sentence 1", 1),
    ("It met Mayor Ana Ruiz. The mayor said it rose. She said it was safe.", "She",
     "“She” follows “The mayor”, who speaks in sentence 2; that is “Ana Ruiz” in sentence 1", 1),
    ("Ed Ure came. Ure said it was old. He said it was safe.", "He",
     "“He” follows “Ure”, who speaks in sentence 2; “Ure” is short for “Ed Ure” in sentence 1", 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "evidence", "sentence"), EVIDENCE)
def test_the_evidence_is_a_line_with_the_number_of_the_sentence(
    text: str, speaker: str, evidence: str, sentence: int
) -> None:
    found = identity(text, speaker)
    assert found is not None
    assert (found.evidence, found.sentence) == (evidence, sentence)
    place = extract(text).sentences[sentence - 1]
    assert place.start <= found.start < found.end <= place.end


def test_a_shared_surname_belongs_to_whom_the_article_has_introduced() -> None:
    text = (
        "Frank Holt came. Holt said it was safe.\n\nThe sea was calm. The day was warm. "
        "Rain fell. His sister Ana Holt waved."
    )
    found = identity(text, "Holt")
    assert found is not None
    assert found.name == "Frank Holt"


def test_a_shared_surname_belongs_to_whom_the_article_speaks_of_just_now() -> None:
    text = (
        "Frank Holt came and Ana Holt waved. The sea was calm. The day was warm. Rain fell. "
        "Wind rose. Ana Holt left. Holt said it was safe."
    )
    found = identity(text, "Holt")
    assert found is not None
    assert found.name == "Ana Holt"


def asked(text: str, speaker: str) -> Identity | None:
    """Who these words mean, as if they were a speaker of nothing."""
    sentences = split(text)
    tokens = [tokenise(text[start:end], start) for start, end in sentences]
    facets = [find_facets(text, words) for words in tokens]
    at = text.index(speaker)
    span = Span(speaker, at, at + len(speaker))
    question = Attribution(span, None, Span("", len(text), len(text)), Speech.INDIRECT)
    return identify(text, sentences, tokens, facets, [question])[0].identity


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        ("Then the Ports Ministry, which built it, spoke.", "which", "the Ports Ministry"),
        ("Then Frank Holt, who built it, spoke.", "who", "Frank Holt"),
    ],
)
def test_a_relative_pronoun_means_what_stands_before_it(text: str, pronoun: str, name: str) -> None:
    found = asked(text, pronoun)
    assert found is not None
    assert found.name == name


def test_an_it_that_stands_for_nothing_means_nobody() -> None:
    text = "The Ports Ministry built the pier. It is clear that the pier is safe."
    assert asked(text, "It") is None
    assert asked(text.replace("It is clear", "It made clear"), "It") is not None


def test_a_name_of_which_pronouns_tell_the_sex_answers_to_them() -> None:
    text = (
        "Oyelaran waved as she came. Oyelaran sold what she made. Frank Holt waved to Oyelaran. "
        "She said it was fun."
    )
    found = identity(text, "She")
    assert found is not None
    assert found.name == "Oyelaran"


def test_a_name_behind_that_of_a_club_is_known_to_have_spoken() -> None:
    text = "Albion lost in Lima. Later Albion boss Ana Ruiz said it was late. She added it was old."
    found = identity(text, "She")
    assert found is not None
    assert "who speaks in sentence 2" in found.evidence


def test_a_pronoun_gives_its_claim_the_name() -> None:
    text = "Frank Holt built the pier. He said that it cost 4 million euros in 2019."
    (speaker,) = [each.speaker for each in extract(text, threshold=0.0).claims if each.speaker]
    assert speaker.name == "Frank Holt" == text[speaker.start : speaker.end]
    assert speaker.mention is not None
    assert speaker.mention.text == "He"


PIECES = st.sampled_from(
    [
        "He said it rose.", "She", "Ana Ruiz", "Ruiz", "Mr.", "the mayor", ",", ".", "of", "’s",
        "Holt", "US President", "the Ports Ministry", "(PM)", "It said", "who said", "“", "”",
        "said", "that it rose", "and", "is", "\n\n", "A.", "-", "Chile’s", "\u2028", "ß", "himself",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_every_identity_stands_in_the_sentence_it_tells(text: str) -> None:
    found = extract(text)
    for each in found.attributions:
        if each.identity is not None:
            name, place = each.identity, found.sentences[each.identity.sentence - 1]
            assert name.name == text[name.start : name.end]
            assert place.start <= name.start < name.end <= place.end
            assert len(name.evidence.splitlines()) == 1


HOSTILE = [
    "he said ", "He said Ana's. ", "Ana Ruiz, the mayor, said. He said so. ", "Ana Ruiz ",
    "the mayor of ", "“he said” ", "the US President Ana. ", "IMF said ", "Kwok-", "Mr. ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        begun = time.perf_counter()
        extract(text)
        return time.perf_counter() - begun

    seconds(4_000)
    pairs = ((seconds(8_000), seconds(32_000)) for _ in range(5))
    assert any(four < 0.04 or four < 9 * once for once, four in pairs)
