"""Where the name of a speaker begins and ends."""

import pytest

from factcheck.extraction import extract

SPEAKERS = {
    "a time before it": ("One day later the US Treasury Secretary said it was late.",
                         "the US Treasury Secretary"),
    "a place before it": ("In Paris the minister said it was late.", "the minister"),
    "a place and a comma": ("In Paris, the minister said it was late.", "the minister"),
    "last week": ("Last week Ana Ruiz said it was late.", "Ana Ruiz"),
    "a weekday": ("On Monday the firm said it was late.", "the firm"),
    "a date": ("On May 3 the firm said it was late.", "the firm"),
    "a link word": ("But Ana Ruiz said it was late.", "Ana Ruiz"),
    "a name behind an office": ("The chief justice, Ana Ruiz, said it was late.", "Ana Ruiz"),
    "a name behind a long office": ("A spokeswoman for Mr. Holt, Ann Lee, said it was late.",
                                    "Ann Lee"),
    "an age": ("Ana Ruiz, 54, said it was late.", "Ana Ruiz"),
    "brackets": ("Rep. Ana Ruiz (R-Ohio) said it was late.", "Rep. Ana Ruiz"),
    "an aside": ("Ruiz, however, said it was late.", "Ruiz"),
    "a participle": ("Two people briefed on the matter said it was late.",
                     "Two people briefed on the matter"),
    "a place behind": ("The senator from Ohio said it was late.", "The senator from Ohio"),
    "a number": ("One fan said it was late.", "One fan"),
    "all of them": ("They all said it was late.", "They"),
    "two names behind the verb": ("“It was late,” said Ana Ruiz and Frank Holt.",
                                  "Ana Ruiz and Frank Holt"),
    "a place between": ("Gina, from the Gold Coast, Australia, said it was late.", "Gina"),
    "a name of a body with and": ("The Board of Child Health and Safety said it was late.",
                                  "The Board of Child Health and Safety"),
    "a day behind it": ("Senator Frank Holt on Thursday said it was late.",
                        "Senator Frank Holt"),
    "a participle and a day": ("A poll released Tuesday found that it was late.",
                               "A poll released Tuesday"),
    "an adjective in -ed": ("A leaked memo obtained by RNN said it was late.",
                            "A leaked memo obtained by RNN"),
    "an object of another verb": ("It is hurting Ruiz, who said it was late.", "Ruiz"),
    # insets between subject and verb
    "a relative clause with a preposition": (
        "A poll, to which 3,000 people replied, found that it was late.", "A poll"),
    "an age and a relative clause": ("Ana Ruiz, 43, who runs the café, said it was late.",
                                     "Ana Ruiz"),
    "an office and a relative clause": (
        "Ana Ruiz, the mayor of Tula, who was elected in May, said it was late.", "Ana Ruiz"),
    "an office with a place": ("Ana Ruiz, head of Tarn, the main bank of Tula, said it was late.",
                               "Ana Ruiz"),
    "a party": ("Sen. Frank Holt, R-Ohio, who sits on the panel, said it was late.",
                "Sen. Frank Holt"),
    "a place before an office": ("After the vote, the mayor, who was ill, said it was late.",
                                 "the mayor"),
    "a day before an office": ("Last Monday, the mayor, who was ill, said it was late.",
                               "the mayor"),
    "dashes": ("Ruiz – a former judge – said it was late.", "Ruiz"),
    "somebody with an occupation": ("A firefighter, Frank Holt, said it was late.", "Frank Holt"),
    "two people": ("Ruiz and her deputy, Frank Holt, said it was late.", "Ruiz and her deputy"),
    # who can speak
    "a group and its agent": ("Analysts polled by RNN said it was late.",
                              "Analysts polled by RNN"),
    "two sorts of people": ("He left, and a survey of teachers and heads found it was late.",
                            "a survey of teachers and heads"),
    "people by what they believe": ("They left, and angry nationalists said it was late.",
                                    "angry nationalists"),
    "a share behind a group": ("Of those asked, 62 per cent said it was late.", "62 per cent"),
    "people by what they do": ("Forecasters said it was late.", "Forecasters"),
    "people with a clause": ("Some of the men who lost their homes say it was late.",
                             "Some of the men"),
    "those": ("Those who said it was late have left.", "Those"),
    "a share": ("Nearly half of voters polled in March said it was late.",
                "Nearly half of voters polled in March"),
    "a list behind of": ("A survey of heads and clerks found that it was late.",
                         "A survey of heads and clerks"),
    "an age before who": ("The singer Ann Lee, 80, who said it was late, left.",
                          "The singer Ann Lee"),
    "an object and what became of it": (
        "The bank left its main rate unchanged on Friday, saying it was late.", "The bank"),
    "a thing and who built it": (
        "Ana Ruiz sold the mill built in 1901 by two brothers, saying it was late.", "Ana Ruiz"),
    "the nearer of two subjects": ("Holt left and Ana Ruiz took over, saying it was late.",
                                   "Ana Ruiz"),
    "a name behind an owner": ("Ruiz’s counterpart at RNN, Ana Holt, said it was late.",
                               "Ana Holt"),
    "a relative with a name inside": (
        "Mr. Holt, whose aunt, Ana Ruiz, runs the mill, said it was late.", "Mr. Holt"),
    "a participle with a hyphen": ("It was late, according to a city-funded survey.",
                                   "a city-funded survey"),
    "a poll": ("A November poll found that it was late.", "A November poll"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS.values(), ids=SPEAKERS.keys())
def test_a_speaker_is_named_without_what_stands_around(text: str, speaker: str) -> None:
    (found,) = extract(text).attributions
    assert found.speaker is not None
    assert found.speaker.text == speaker


@pytest.mark.parametrize("word", ["Nobody", "There", "Nothing"])
def test_words_for_nobody_never_speak(word: str) -> None:
    found = extract(f"{word} said the pier was safe.").attributions
    assert [each.speaker for each in found if each.speaker] == []
