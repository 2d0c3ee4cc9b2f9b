"""Quotations without a cue of their own, and words that only partly stand in quote marks."""

from factcheck.extraction import extract
from factcheck.vocabulary import Speech


def said(text: str) -> list[tuple[str | None, str]]:
    return [(a.speaker and a.speaker.text, a.content.text) for a in extract(text).attributions]


def test_a_quotation_behind_a_report_keeps_its_speaker() -> None:
    assert said("Holt said the pier was old. “We will close it.”") == [
        ("Holt", "the pier was old."),
        ("Holt", "“We will close it.”"),
    ]


def test_a_quotation_behind_a_long_name_keeps_its_speaker() -> None:
    text = "“It fell,” said Ann Lee, a clerk who has lived in Tula for years. “We all ran.”"
    assert ("Ann Lee", "“We all ran.”") in said(text)


def test_a_quotation_that_fills_the_next_paragraph_keeps_its_speaker() -> None:
    assert said("“It was dark,” he said.\n“We heard a loud bang.”") == [
        ("he", "“It was dark,”"),
        ("he", "“We heard a loud bang.”"),
    ]


def test_a_quotation_with_more_around_it_keeps_nobody_elses_speaker() -> None:
    text = "“It was dark,” he said.\n“A loud bang” shook the town."
    assert said(text) == [("he", "“It was dark,”")]


def test_a_quotation_behind_the_articles_own_words_has_no_speaker() -> None:
    text = "Holt said the pier was old. Nobody was on it. “We will close it.”"
    assert said(text) == [("Holt", "the pier was old.")]


def test_the_outer_speaker_carries_on() -> None:
    text = "Holt noted that the data show piers age fast. “We will close it.”"
    assert ("Holt", "“We will close it.”") in said(text)


def test_a_term_in_quote_marks_carries_nothing_on() -> None:
    assert said("Holt said the pier was old. “Ruin” it was.") == [("Holt", "the pier was old.")]


def test_words_before_a_partial_quotation_belong_to_it() -> None:
    (found,) = extract("The words “were not a joke,” Ruiz added.").attributions
    assert found.content.text == "The words “were not a joke,”"
    assert found.speech is Speech.MIXED


def test_a_title_before_a_report_is_not_what_was_said() -> None:
    assert said("Speaking on “Face the City,” Ruiz argued the pier was old.") == [
        ("Ruiz", "the pier was old.")
    ]


def test_a_quotation_that_is_answered_belongs_to_another() -> None:
    text = "She called it a wall of 'my own stones,' to which Holt said, “I see no wall there.”"
    assert ("Holt", "“I see no wall there.”") in said(text)
    assert all(not content.endswith("stones,'") for _, content in said(text))


def test_a_report_goes_on_to_the_end_of_its_quotation() -> None:
    (found,) = extract("Ruiz said the pier was “old. It will fall soon.”").attributions
    assert found.content.text == "the pier was “old. It will fall soon.”"


def test_quotation_marks_behind_that_do_not_end_the_report() -> None:
    (found,) = extract("The study proves that “safety” is falling on the pier.").attributions
    assert found.content.text == "that “safety” is falling on the pier."


def test_a_question_may_have_its_cue_in_a_sentence_of_its_own() -> None:
    found = extract("“Do they really believe that the pier is safe?” Ruiz wondered.").attributions
    assert [each.speaker.text for each in found if each.speaker] == ["Ruiz"]


def test_a_question_before_other_words_has_no_speaker() -> None:
    text = "“Do they really believe that the pier is safe?” Ruiz said it was."
    assert said(text) == [("Ruiz", "it was.")]


def test_a_noun_with_an_article_is_no_cue_of_a_quotation() -> None:
    (found,) = extract("“It fell,” she said in one tweet, “and we ran.”").attributions[1:]
    assert found.speaker is not None
    assert found.speaker.text == "she"


def test_a_name_and_a_colon_speak() -> None:
    (found,) = extract("Ana Ruiz: “We will close the pier.”").attributions
    assert found.speaker is not None
    assert found.speaker.text == "Ana Ruiz"
    assert found.cue is None


def test_a_label_is_no_name() -> None:
    assert extract("Caption: “The Long Pier at Night.”").attributions == ()
    assert extract("what follows: “The Long Pier at Night.”").attributions == ()
