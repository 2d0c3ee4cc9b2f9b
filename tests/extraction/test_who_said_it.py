"""Speakers, their cue words and what they said."""

import pytest

from factcheck.extraction import Attribution, extract
from factcheck.vocabulary import Speech

SAID = [
    # direct speech
    ("“The pier is safe,” said Ana Ruiz.", "Ana Ruiz", "said", "“The pier is safe,”", "direct"),
    ("“The pier is safe,” she told reporters.", "she", "told", "“The pier is safe,”", "direct"),
    ('"The pier is safe," the Ports Agency posted on X.', "the Ports Agency", "posted",
     '"The pier is safe,"', "direct"),
    ("“The pier is safe,” Ana Ruiz, who runs it, wrote.", "Ana Ruiz", "wrote",
     "“The pier is safe,”", "direct"),
    ("“The pier is safe,” according to Ana Ruiz.", "Ana Ruiz", "according to",
     "“The pier is safe,”", "direct"),
    ("Ana Ruiz said: “The pier is safe.”", "Ana Ruiz", "said", "“The pier is safe.”", "direct"),
    ("Ana Ruiz told the Ridge Post, “The pier is safe.”", "Ana Ruiz", "told",
     "“The pier is safe.”", "direct"),
    ("Ana Ruiz wrote:\n“The pier is safe.”", "Ana Ruiz", "wrote", "“The pier is safe.”", "direct"),
    ("Ana Ruiz walked out, saying, “The pier is safe.”", "Ana Ruiz", "saying",
     "“The pier is safe.”", "direct"),
    ("“The pier is safe,” posted the US President on social media.", "the US President", "posted",
     "“The pier is safe,”", "direct"),
    ("“The pier is safe,” stated Chile’s Ports Ministry.", "Chile’s Ports Ministry", "stated",
     "“The pier is safe,”", "direct"),
    # indirect speech
    ("Ana Ruiz said the pier was safe.", "Ana Ruiz", "said", "the pier was safe.", "indirect"),
    ("Ana Ruiz, the mayor of Tula, said the pier was safe.", "Ana Ruiz", "said",
     "the pier was safe.", "indirect"),
    ("Ana Ruiz, who said that the pier was safe, left.", "Ana Ruiz", "said",
     "that the pier was safe", "indirect"),
    ("In a statement the agency said that the pier was safe.", "the agency", "said",
     "that the pier was safe.", "indirect"),
    ("The agency said on Monday in a brief note that the pier was safe.", "The agency", "said",
     "that the pier was safe.", "indirect"),
    ("Officials have also warned that the pier is old.", "Officials", "warned",
     "that the pier is old.", "indirect"),
    ("Ana Ruiz told the Ridge Post the pier was safe.", "Ana Ruiz", "told",
     "the pier was safe.", "indirect"),
    ("Ana Ruiz told him he was safe.", "Ana Ruiz", "told", "he was safe.", "indirect"),
    ("The board explained why the pier was shut.", "The board", "explained",
     "why the pier was shut.", "indirect"),
    ("The pier is safe, the council said on Monday.", "the council", "said", "The pier is safe",
     "indirect"),
    ("The council did not say that the pier was safe.", "The council", "say",
     "that the pier was safe.", "indirect"),
    ("She left early, adding that the pier was safe.", "She", "adding", "that the pier was safe.",
     "indirect"),
    ("She is confident that the pier is safe.", "She", "confident", "that the pier is safe.",
     "indirect"),
    ("The mayor's claim that the pier is safe was new.", "The mayor", "claim",
     "that the pier is safe", "indirect"),
    ("Few shared his belief that the pier is safe.", "his", "belief", "that the pier is safe.",
     "indirect"),
    ("They estimated by 2050, the sea would take the pier.", "They", "estimated",
     "by 2050, the sea would take the pier.", "indirect"),
    ("It was, Ana Ruiz said, the oldest pier of them all.", "Ana Ruiz", "said",
     "It was, Ana Ruiz said, the oldest pier of them all.", "indirect"),
    ("As Ana Ruiz noted, the pier was built in 1901.", "Ana Ruiz", "noted",
     "the pier was built in 1901.", "indirect"),
    ("The pier was built in 1901, as Ana Ruiz noted.", "Ana Ruiz", "noted",
     "The pier was built in 1901", "indirect"),
    ("A study published in May suggests that the pier is safe.", "A study published in May",
     "suggests", "that the pier is safe.", "indirect"),
    ("The mayor vowed to close the pier.", "The mayor", "vowed", "to close the pier.", "indirect"),
    ("The mayor vowed to stay and promised that the pier would open.", "The mayor", "promised",
     "that the pier would open.", "indirect"),
    ("Holt dismissed it as “pure fantasy,” adding that the pier was safe.", "Holt", "adding",
     "that the pier was safe.", "indirect"),
    ("The minister’s office said by email that the pier was safe.", "The minister’s office",
     "said", "that the pier was safe.", "indirect"),
    ("The court ruled Monday that the pier violates the code.", "The court", "ruled",
     "that the pier violates the code.", "indirect"),
    # according to
    ("According to the Ridge Post, the pier is safe.", "the Ridge Post", "According to",
     "the pier is safe.", "indirect"),
    ("According to police the pier was shut.", "police", "According to", "the pier was shut.",
     "indirect"),
    ("The pier is safe, according to Ana Ruiz.", "Ana Ruiz", "according to", "The pier is safe",
     "indirect"),
    ("The pier, which, according to Ana Ruiz, has aged, is shut.", "Ana Ruiz", "according to",
     "has aged, is shut.", "indirect"),
    # passive
    ("The visit was confirmed on Monday by the Roads Ministry.", "the Roads Ministry",
     "was confirmed", "The visit", "indirect"),
    # words in quote marks inside a report
    ("Ana Ruiz said the pier was “a ruin”.", "Ana Ruiz", "said", "the pier was “a ruin”.", "mixed"),
    ("Ana Ruiz called the pier “a ruin”.", "Ana Ruiz", "called", "the pier “a ruin”.", "mixed"),
    ("The minister described it as “a ruin” in May.", "The minister", "described",
     "it as “a ruin” in May.", "mixed"),
]  # fmt: skip

NOTHING_SAID = {
    "a country": "The United States reported a loss.",
    "a participle before a noun": "With a confirmed date of May 3, the fair opens.",
    "a noun": "The report on the pier was long.",
    "a noun with its verb": "Recent reports have been long.",
    "a modal": "Nobody would say that the pier is safe.",
    "an order": "Please tell them that we left.",
    "a passive without a speaker": "The visit was confirmed on Monday.",
    "a passive broken off": "The visit was confirmed, by and large.",
    "a thing shown": "The map shows the coast.",
    "a thing written": "She wrote a novel, and it sold well.",
    "a name given": "A show called “The Long Wait” ended.",
    "nobody": "“The pier is safe.” The hall stayed dark.",
    "according to nothing": "It went according to plan",
    "thanks": "He said nothing.",
    "an adjective alone": "Be sure that it is shut.",
    "a passive whose speaker is no name": "It was said by and by.",
}


def attributions(text: str) -> tuple[Attribution, ...]:
    return extract(text).attributions


@pytest.mark.parametrize(("text", "speaker", "cue", "content", "speech"), SAID)
def test_words_find_their_speaker(
    text: str, speaker: str, cue: str, content: str, speech: str
) -> None:
    found = [
        (a.speaker and a.speaker.text, a.cue and a.cue.text, a.content.text, a.speech.value)
        for a in attributions(text)
    ]
    assert (speaker, cue, content, speech) in found


@pytest.mark.parametrize("text", NOTHING_SAID.values(), ids=NOTHING_SAID.keys())
def test_where_nobody_speaks_nothing_is_attributed(text: str) -> None:
    assert attributions(text) == ()


def test_a_quotation_interrupted_by_its_cue_keeps_one_speaker() -> None:
    found = attributions("“It was dark,” he told the paper. “We heard a loud bang.”")
    assert [(a.speaker and a.speaker.text, a.content.text) for a in found] == [
        ("he", "“It was dark,”"),
        ("he", "“We heard a loud bang.”"),
    ]


def test_a_speech_of_several_sentences_is_one_content() -> None:
    (found,) = attributions("“We left. It rained. Nobody cared,” said Ana Ruiz.")
    assert found.content.text == "“We left. It rained. Nobody cared,”"
    assert found.speech is Speech.DIRECT


def test_two_speakers_of_one_sentence_keep_their_own_words() -> None:
    first, second = attributions("Ruiz said the pier was safe, but Holt said it was not.")
    assert first.content.text == "the pier was safe"
    assert second.content.text == "it was not."


def test_what_is_said_ends_at_a_semicolon() -> None:
    (found,) = attributions("Ruiz said the pier was safe; it has forty piles.")
    assert found.content.text == "the pier was safe;"


def test_two_names_speak_together() -> None:
    (found,) = attributions("Ana Ruiz and Frank Holt said the pier was safe.")
    assert found.speaker is not None
    assert found.speaker.text == "Ana Ruiz and Frank Holt"


def test_verbs_inside_quote_marks_are_not_looked_at() -> None:
    (found,) = attributions("“I think that the pier is safe,” said Ana Ruiz.")
    assert found.cue is not None
    assert found.cue.text == "said"


def test_a_relative_pronoun_speaks_for_the_agent_of_the_passive() -> None:
    found = attributions("It was confirmed by the Ports Agency, which called it “a rare honour”.")
    assert {a.speaker.text for a in found if a.speaker} == {"the Ports Agency"}


def test_a_second_verb_ends_what_the_first_reports() -> None:
    first, second = attributions("Holt said the pier was safe, adding that it would open in May.")
    assert first.content.text == "the pier was safe"
    assert second.content.text == "that it would open in May."


def test_a_quotation_behind_a_new_clause_has_a_new_cause() -> None:
    text = "Holt said, “We closed the pier.” Others asked how, “a ruin of a pier” being a phrase."
    assert [a.content.text for a in attributions(text)][:1] == ["“We closed the pier.”"]


@pytest.mark.parametrize(
    "text",
    [
        "The talks come after a week of rain, his long trade dispute, the strike and the flood.",
        "The agency rose in a brief note that was read.",
        "They praised it.",
        "“No.”",
        "According to",
        "By then “the long, cold wait” was over.",
    ],
)
def test_nouns_and_fragments_say_nothing(text: str) -> None:
    assert attributions(text) == ()


OWN_VOICE = {
    "behind after": "Shares in Tarn fell 3 per cent after Ruiz said it lost $4 million.",
    "a deed that follows": "The union called it ‘a scandal’ and announced a strike for 27 May.",
    "a verdict on who denies": "Ruiz, who denies fraud, was sentenced to six years on 3 May.",
    "a plan for people asked": "A trial, with 900 people asked to nap, is to start in Tula in May.",
}

NOT_OWN_VOICE = {
    "an aside before the verb": "Ruiz, who was elected in 2019, said taxes fell 3 per cent in May.",
    "a circumstance before it": "After the storm killed 12 people, Ruiz said 300 houses were lost.",
    "an occasion behind it": "Ruiz criticised the deal in a televised interview with RNN on 3 May.",
    "a further saying": "Ruiz praised the deal of 2019, saying it had brought 400 jobs to Tula.",
}


@pytest.mark.parametrize("text", OWN_VOICE.values(), ids=OWN_VOICE.keys())
def test_what_the_article_tells_itself_has_no_speaker(text: str) -> None:
    assert [claim.speaker for claim in extract(text).claims] == [None]


@pytest.mark.parametrize("text", NOT_OWN_VOICE.values(), ids=NOT_OWN_VOICE.keys())
def test_a_claim_keeps_its_speaker_beside_a_circumstance(text: str) -> None:
    assert {claim.speaker and claim.speaker.name for claim in extract(text).claims} == {"Ruiz"}
