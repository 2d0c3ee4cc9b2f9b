"""What verbs of saying, judging and asking report, each by the clause it builds."""

import pytest

from factcheck.extraction import extract

REPORTED = {
    # that-clauses, questions and bare clauses
    "an adverb of time before that": ("Holt said once more that the pier is safe.",
                                      "Holt", "that the pier is safe."),
    "a plain noun before that": ("Recent guidance notes that piers must be checked.",
                                 "Recent guidance", "that piers must be checked."),
    "a plain noun and an aside": ("Existing guidance, laughably, notes that piers must be old.",
                                  "Existing guidance", "that piers must be old."),
    "people who love to say": ("There are leaders who love to tout that the pier is safe.",
                               "leaders", "that the pier is safe."),
    "a number with a comma": ("She promised a bill of 1,200 pages and left.", "She",
                              "a bill of 1,200 pages"),
    "behind two commas": ("Officials said, in a note, that the pier is safe.", "Officials",
                          "that the pier is safe."),
    "behind a semicolon": ("The pier stands; Holt said it is safe.", "Holt", "it is safe."),
    "behind a modal": ("Critics would argue that the pier is safe.", "Critics",
                       "that the pier is safe."),
    "behind an infinitive": ("Holt refused to say whether the pier is safe.", "Holt",
                             "whether the pier is safe."),
    "a progressive": ("The builders are now claiming that the pier is safe.", "The builders",
                      "that the pier is safe."),
    "a question about whether": ("Holt questioned whether the pier is safe.", "Holt",
                                 "whether the pier is safe."),
    "behind a listener with an owner": ("Ruiz told Tula's Ann Lee that the pier is safe.", "Ruiz",
                                        "that the pier is safe."),
    "a clause behind a colon": ("Holt said: The pier is safe.", "Holt", "The pier is safe."),
    "a short past form": ("The note says Holt lied about the pier.", "The note",
                          "Holt lied about the pier."),
    "exactly why": ("Beks explained exactly why the pier was shut.", "Beks",
                    "why the pier was shut."),
    "a name in an aside": ("Ruiz, who calls the pier a ruin, left town.", "Ruiz",
                           "the pier a ruin"),
    "a question with do": ("Why do you think the pier has aged?", "you", "the pier has aged?"),
    "up to the poll it is from": ("Most voters think the pier is safe, according to the poll.",
                                  "Most voters", "the pier is safe"),
    "up to what the writer adds": ("She thinks the pier is safe, but I stayed at home.", "She",
                                   "the pier is safe"),
    "inside brackets": ("The pier (Holt says it is safe) was shut.", "Holt", "it is safe"),
    "up to the main clause": ("If Holt thinks that voters will forget, he is wrong.", "Holt",
                              "that voters will forget"),
    "up to the main clause behind a list": (
        "When Holt claimed he would not sell, and not rebuild, the board left.", "Holt",
        "he would not sell, and not rebuild"),
    "up to what contradicts it": ("Holt claimed he won, but the count showed a loss.", "Holt",
                                  "he won"),
    "up to a second speaker behind a dash": (
        "They believe it is safe – and studies suggest that they are right.", "They",
        "it is safe"),
    "behind which": ("The firm left the Ports Agency, which says the pier is safe.",
                     "the Ports Agency", "the pier is safe."),
    "behind a long aside": ("A clerk who has since left the town has told how the pier fell.",
                            "A clerk", "how the pier fell."),
    "between dashes": ("Holt — who says he owns the pier — refused to sell.", "Holt",
                       "he owns the pier"),
    "behind a month": ("Holt said in March he would leave.", "Holt", "he would leave."),
    "behind a year": ("Holt said last year he would leave.", "Holt", "he would leave."),
    "behind a day": ("Holt said on Tuesday sales were weak.", "Holt", "sales were weak."),
    "nobody as its subject": ("Holt said no one was hurt.", "Holt", "no one was hurt."),
    "a plural and a base form": ("Experts say naps help.", "Experts", "naps help."),
    "behind a listener, with a plain verb": ("Holt told investors that the duty costs $9 million.",
                                             "Holt", "that the duty costs $9 million."),
    "a warning to nobody": ("Experts warn the dam could fail.", "Experts", "the dam could fail."),
    "a time withheld": ("Holt declined to say when he would return.", "Holt",
                        "when he would return."),
    "up to a semicolon": ("Holt said the pier is safe; Ruiz left.", "Holt", "the pier is safe;"),
    "over a semicolon between shares": (
        "A poll found that 62 per cent stayed; 17 per cent left.", "A poll",
        "that 62 per cent stayed; 17 per cent left."),
    "up to what happened": ("Holt said the road was open, but the police closed it.", "Holt",
                            "the road was open"),
    "not up to what else was said": ("Holt said the road was open, but it would close.", "Holt",
                                     "the road was open, but it would close."),
    # inside relative clauses
    "which she said was": ("The pier, which Ruiz said was unsafe, reopened.", "Ruiz",
                           "was unsafe"),
    "on what they claimed was": ("Critics blamed it on what they claimed was a retreat.", "they",
                                 "was a retreat."),
    "in what he called": ("The pits, in what he called a scandal, were never checked.", "he",
                          "a scandal"),
    "which she described as": ("The deal, which she described as a gift, was signed.", "she",
                               "as a gift"),
    # infinitives
    "what somebody will not do": ("Ruiz promised not to close the pier.", "Ruiz",
                                  "not to close the pier."),
    "what somebody will never do": ("Holt vowed never to return.", "Holt", "never to return."),
    "up to the next deed": ("Holt accused the council of lying and walked out.", "Holt",
                            "the council of lying"),
    "up to the main verb": ("A trial, with ten people asked to nap daily, was held.", "people",
                            "to nap daily"),
    "not up to the next infinitive": ("Ruiz urged voters to wait and see the count.", "Ruiz",
                                      "voters to wait and see the count."),
    "what somebody will do": ("Ruiz vowed to close the pier, and left.", "Ruiz",
                              "to close the pier"),
    "up to what the writer sees in it": (
        "Holt accused Ruiz of hiding the bill, deepening a feud.", "Holt",
        "Ruiz of hiding the bill"),
    "what others are to do": ("Mayor Ana Ruiz urged voters to wait.", "Mayor Ana Ruiz",
                              "voters to wait."),
    "what others are not to do": ("Ruiz asked the board not to wait.", "Ruiz",
                                  "the board not to wait."),
    "an apposition before the deed": ("Ruiz asked Ann Lee, the clerk, to wait.", "Ruiz",
                                      "Ann Lee, the clerk, to wait."),
    "a call on somebody": ("Holt called on the council to act.", "Holt", "the council to act."),
    # gerunds
    "a charge": ("Mr. Holt accused her of lying, and left.", "Mr. Holt",
                 "her of lying"),
    "a reproach": ("Ruiz blamed the storm for the delay, and left.", "Ruiz",
                   "the storm for the delay"),
    "a deed denied": ("Holt denied having met the builder.", "Holt", "having met the builder."),
    "a deed admitted": ("Holt admitted to hiding the bill.", "Holt", "hiding the bill."),
    # noun phrases
    "a thing judged": ("Senator Holt has repeatedly criticized the deal in interviews.",
                       "Senator Holt", "the deal"),
    "a thing denied": ("He denied that claim.", "He", "that claim."),
    "a thing doubted": ("Orr questioned its timing.", "Orr", "its timing."),
    "a thing foretold": ("Ruiz promised a new pier on Monday.", "Ruiz", "a new pier"),
    "a thing cited": ("They left early, citing a lack of light.", "They", "a lack of light."),
    "a thing in quote marks": ("Holt claimed a “ruin of a pier” on Monday.", "Holt",
                               "a “ruin of a pier”"),
    "a denial that goes on": ("Holt continued to deny the charges.", "Holt", "the charges."),
    "behind a preposition": ("Experts warned of a flood.", "Experts", "of a flood."),
    "a thing asked of somebody": ("The council asked the state for more money.", "The council",
                                  "the state for more money."),
    # names for things
    "called": ("Ms. Ruiz called him a coward.", "Ms. Ruiz", "him a coward."),
    "called, and the next deed": ("The union called it ‘a scandal’ and announced a strike.",
                                  "The union", "it ‘a scandal’"),
    "called by two names": ("Ruiz called the plan “weak” and “rushed”.", "Ruiz",
                            "the plan “weak” and “rushed”."),
    "described by two words in -ed": ("Holt described the plan as biased and flawed in parts.",
                                      "Holt", "the plan as biased and flawed in parts."),
    "a cause": ("The group blamed the flood on gravel pits.", "The group",
                "the flood on gravel pits."),
    "a figure": ("Police put the number of marchers at 4,000.", "Police",
                 "the number of marchers at 4,000."),
    "called, without a pronoun": ("Ruiz called the deal a gift to builders.", "Ruiz",
                                  "the deal a gift to builders."),
    "described": ("The agency described it as proof of trust.", "The agency",
                  "it as proof of trust."),
    # polls
    "a lead in a poll": ("Polls show Ruiz ahead of Holt.", "Polls", "Ruiz ahead of Holt."),
    # participles
    "by what is said": ("Holt drew laughter by saying that the pier is safe.", "Holt",
                        "that the pier is safe."),
    "an opening participle": ("Calling the pier a ruin, Ana Ruiz walked out.", "Ana Ruiz",
                              "the pier a ruin"),
    "a paper that says": ("The firm sent a letter saying that the pier is safe.", "a letter",
                          "that the pier is safe."),
    "a paper of a date that says": ("She got a letter on Monday saying that it is safe.",
                                    "a letter", "that it is safe."),
    "people with what they say": ("Hope is low, with nine in ten saying that it is over.",
                                  "nine in ten", "that it is over."),
    "behind a dash": ("The board sided with Holt – saying that the pier is safe.", "The board",
                      "that the pier is safe."),
    "finding as a verb": ("The court sided with Holt, finding that the pier is safe.",
                          "The court", "that the pier is safe."),
    # convictions
    "a pronoun with its verb": ("I'm not sure that the pier is safe.", "I'm",
                                "that the pier is safe."),
    "aware": ("He seems unaware that the pier is safe.", "He", "that the pier is safe."),
    # around the verb
    "before an inverted verb": ("The pier poisons the bay, argues Ana Ruiz.", "Ana Ruiz",
                                "The pier poisons the bay"),
    "behind as somebody said": ("As Ana Ruiz said on Monday, the pier is safe.", "Ana Ruiz",
                                "the pier is safe."),
    "around an inverted verb": ("The pier, argues Ana Ruiz, has poisoned the bay.", "Ana Ruiz",
                                "The pier, argues Ana Ruiz, has poisoned the bay."),
    "before reports": ("The pier will close, RNN reports.", "RNN", "The pier will close"),
    "before a dash": ("The pier is safe, Ana Ruiz warns – they need not wait.", "Ana Ruiz",
                      "The pier is safe"),
    "before told": ("The pier is safe, Ana Ruiz told the Ridge Post.", "Ana Ruiz",
                    "The pier is safe"),
    "before a paper": ("Half the flats are empty, figures from the register show.",
                       "figures from the register", "Half the flats are empty"),
    "before reports and a name": ("The pier will close, the town grows, reports RNN.", "RNN",
                                  "The pier will close, the town grows"),
    "before a day and another clause": (
        "Officials froze the account, the Post reported on Tuesday, and two banks failed.",
        "the Post", "Officials froze the account"),
    "before an occasion": ("She is survived by a son, the family said in a note on its site.",
                           "the family", "She is survived by a son"),
    "before heard": ("The bridge had not been checked, the court heard.", "the court",
                     "The bridge had not been checked"),
    "before believe": ("The driver was drunk, police believe.", "police",
                       "The driver was drunk"),
    "before has learned": ("Three aides knew, the Tula Post has learned.", "the Tula Post",
                           "Three aides knew"),
    "before a kind of medium": ("The river rose, state radio reported.", "state radio",
                                "The river rose"),
    "before a day and how it was said": (
        "Two banks failed, officials said Tuesday, as markets fell.", "officials",
        "Two banks failed"),
    "before a participle": ("Two banks failed, aides said, asking for patience.", "aides",
                            "Two banks failed"),
    "around a day in the middle": ("The pier, the mayor said on Monday, was safe.", "the mayor",
                                   "The pier, the mayor said on Monday, was safe."),
    "behind a list with an age": (
        "The head of the mill, a 46-year-old man, and a clerk died, said Ana Ruiz, the mayor.",
        "Ana Ruiz", "The head of the mill, a 46-year-old man, and a clerk died"),
    "no inversion": ("Ana Ruiz, the mayor, said officials in Tula knew the risk.", "Ana Ruiz",
                     "officials in Tula knew the risk."),
    "before a last present": ("Sleep keeps people young, the team reports.", "the team",
                              "Sleep keeps people young"),
    "a share that opens": ("About one in three boats leaks, the Ports Agency estimates.",
                           "the Ports Agency", "About one in three boats leaks"),
    "behind a paper": ("Ana Ruiz said in a short note the price was high.", "Ana Ruiz",
                       "the price was high."),
    "before though": ("Ruiz believes the pier is safe, though she admits that it is old.",
                      "Ruiz", "the pier is safe"),
    # quoted by others
    "who is quoted": ("The paper quoted Ana Ruiz as saying the pier is old.", "Ana Ruiz",
                      "the pier is old."),
    "who was quoted by a paper": ("Ruiz was quoted by the Post as saying the pier is old.",
                                  "Ruiz", "the pier is old."),
    "who adds": ("Holt said that if she won he would leave, adding that he was tired.", "Holt",
                 "that he was tired."),
    # according to
    "a survey of some date": ("According to a Ridge survey conducted in May, the pier is safe.",
                              "a Ridge survey", "the pier is safe."),
    "people by their knowledge": ("The pier is safe, according to people close to the talks.",
                                  "people close to the talks", "The pier is safe"),
}  # fmt: skip

NOT_REPORTED = {
    "a call for the police": "Ruiz called the police.",
    "an event called off": "Holt called off the fair.",
    "a thing added": "The firm added 300 jobs in May.",
    "a thing found": "He found his keys in the car.",
    "people shown out": "She showed him the door.",
    "a fee": "The council charges a fee of $20.",
    "a guest": "Holt had not welcomed any guest to the pier.",
    "a battery": "Holt charged his phone.",
    "a thing praised that no word names": "They praised it.",
    "knowing how": "They know how to swim.",
    "a bare why": "I don't know why.",
    "nobody in general": "Nobody would say that the pier is safe.",
    "there": "There said that it was late.",
    "a word of the calendar": "He felt ill in May.",
    "what stands between verb and that": "He described the pier that the storm broke.",
    "a noun like a verb": "The Sunday blast saw the pier in flames.",
    "a thought that is theirs": "People familiar with their thinking who knew him left.",
    "a witness": "Police questioned the driver.",
    "a think tank": "A think tank that was young fell silent.",
    "a body warned": "Mrs. Ruiz warned the British government, but it rained.",
    "a clause without a main one": "When the bell rang, the council said.",
    "an order to look": "Note the colour of the pier.",
    "a measure": "Shares vary according to the size of the firm.",
    "a thing decided": "The board decided not to wait.",
    "a noun behind another": "Residents of the other states vote for people who left.",
    "a call that brings somebody": "Holt called that a shame.",
    "results to come": "Tarn, which reports on May 22, lost 2 per cent.",
    "an event to come": "The club, which announces on Friday, lost 3 games.",
    "a thing put somewhere": "She put the kettle on and looked at 3 maps.",
    "a thing heard": "The firm hears from 40 clients a day.",
    "a thing learned": "She learned Spanish in 2019.",
    "a thing feared that no word names": "They fear nobody.",
    "people added": "Employers added 4,000 jobs, most of them part-time, while wages rose 3%.",
    "a player added": "The club added a keeper in May, and the coach was pleased.",
    "a debate": "The vote ended a debate that has dragged on for a year.",
    "a description that describes no saying": "The ruling was read aloud.",
}


def reports(text: str) -> list[tuple[str | None, str]]:
    return [(a.speaker and a.speaker.text, a.content.text) for a in extract(text).attributions]


@pytest.mark.parametrize(("text", "speaker", "content"), REPORTED.values(), ids=REPORTED.keys())
def test_verbs_report_what_their_clause_holds(text: str, speaker: str, content: str) -> None:
    assert (speaker, content) in reports(text)


@pytest.mark.parametrize("text", NOT_REPORTED.values(), ids=NOT_REPORTED.keys())
def test_verbs_that_say_nothing_report_nothing(text: str) -> None:
    assert reports(text) == []


def test_a_reader_is_bidden_to_think_by_nobody() -> None:
    found = reports("Remember that the pier is old.")
    assert found == [(None, "that the pier is old.")]


def test_a_second_verb_shares_the_subject_of_the_first() -> None:
    assert reports("They toured the pier, but say it is safe.") == [("They", "it is safe.")]


def test_a_second_verb_passes_over_the_subject_of_what_was_said() -> None:
    found = reports("Webb argued the duties were needed and predicted that they would stay.")
    assert ("Webb", "that they would stay.") in found


def test_an_infinitive_behind_and_is_no_second_report() -> None:
    assert reports("They came to look and express their thanks.") == []


def test_a_noun_does_not_repeat_what_its_verb_reports() -> None:
    found = reports("Holt expressed concern that the pier was old.")
    assert found == [("Holt", "concern that the pier was old.")]
