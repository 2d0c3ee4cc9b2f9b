"""Claims finer than sentences: where a sentence is cut, and where it is not."""

import time
from itertools import pairwise

import pytest

from factcheck.extraction import Attribution, Claim, Span, extract
from factcheck.extraction.claims.building import speaker_of
from factcheck.vocabulary import Speech

CUTS = {
    "a semicolon": [
        "The mill shut in May 2019",
        "two hundred people lost their jobs.",
    ],
    "a semicolon with a joining word": [
        "The mill shut in May 2019; ",
        "and two hundred people lost their jobs.",
    ],
    "a contrast": [
        "Rents rose by 4 percent, while ",
        "wages fell by 2 percent.",
    ],
    "a but": [
        "The bank hired 40 people in Lima, but ",
        "it fired 90 people in Ridge.",
    ],
    "a while that opens": [
        "While ",
        "rents rose by 4 percent, ",
        "wages fell by 2 percent.",
    ],
    "clauses without a comma": [
        "The mill shut in May and ",
        "the school lost 40 pupils.",
    ],
    "clauses with a comma": [
        "The mill shut in 2019, and ",
        "in 2021 the school lost 40 pupils.",
    ],
    "a comma alone between counts": [
        "Nine of the boats are back in Ridge, ",
        "six were found near Lima and ",
        "two are still missing at sea.",
    ],
    "an event with a name": [
        "The mill shut in May and ",
        "Lena Aalto left the council.",
    ],
    "a second verb with a figure": [
        "Frank Holt broke off a visit to Peru and ",
        "promised 50 million pesos in first aid.",
    ],
    "a relative clause with a figure": [
        "The mill shut in 2019, ",
        "which cost the town of Ridge 300 jobs.",
    ],
    "a relative clause about a part": [
        "The sale brought in 3 million pesos, ",
        "of which 1 million have been paid back.",
    ],
    "two verbs behind a relative clause": [
        "Ana Ruiz, who was born in 1961, sold 40 boats and ",
        "cut 30 jobs in May.",
    ],
    "a relative clause with a name and an event": [
        "The flood destroyed the mill in May, ",
        "which Frank Holt had bought from Lena Aalto.",
    ],
    "a participle with a figure": [
        "A bomb went off in Lima on Friday, ",
        "killing 12 people and hurting many.",
    ],
    "a noun that sums up": [
        "The mill shut in May, ",
        "a step that cost the town of Ridge 300 jobs.",
    ],
    "a figure of a part": [
        "The bank cut 900 jobs in May, ",
        "including 300 at its office in Lima.",
    ],
    "a dash": [
        "Rents rose by 4 percent in May – ",
        "they had fallen by 2 percent in April.",
    ],
    "a colon": [
        "The talks in Lima failed on Friday: ",
        "Lena Aalto left after two days.",
    ],
    "what was said twice": [
        "Lena Aalto said that rents rose by 4 percent and that ",
        "wages fell by 2 percent.",
    ],
}  # fmt: skip
"""Sentences in the pieces they are cut into; the joining words stand at the pieces' ends."""

WHOLE = {
    "one figure": "The bank hired 40 people, and it grew.",
    "inside a quotation": "“It lost 40 jobs, and it lost 30 ships,” said Frank Holt.",
    "inside brackets": "The bank (it lost 40 jobs, and it lost 30 ships) grew by 3 percent.",
    "a second number without a verb": "It sold 40 cars, and 30.",
    "a relative clause in the middle": "The mill, which was built in 1890, shut on Friday.",
    "a short relative clause": "The talks failed in May, which hurt.",
    "a relative clause about nothing to check": (
        "The mill shut in May 2019, which many people in the town felt for a long time."
    ),
    "two subjects of one verb": "Frank Holt said the mayor and the judge were in Lima in May.",
    "two nouns behind between": "The road between Lima and Cusco was shut in May 2019.",
    "a list": "The bank has offices in Peru, Chile, and Bolivia and 40 people in May.",
    "a participle without a figure": "The mill shut in May, leaving the town to fend for itself.",
    "while as a time": "While she was mayor of Ridge, Lena Aalto opened 12 schools.",
    "a pair of dashes": "The mill – it was built in 1890 – shut on Friday, May 3.",
    "a verb behind a name that was said": (
        "Frank Holt said in May the mayor of Lima and the judge of Ridge opened 12 schools."
    ),
    "a list of names before a verb": (
        "In May the mill sent boats to Peru, Chile, and Bolivia bought 40 of them."
    ),
    "one auxiliary for two verbs": "By May the bank had hired and trained 40 people in Lima.",
    "a verb of two subjects": (
        "In May it hit the house the mayor and the judge were born in, 40 miles from Lima."
    ),
    "a list behind a colon": (
        "The bank has three heads in Peru: Lena Aalto, who came in May, and Frank Holt."
    ),
    "a list with semicolons": (
        "The bank has offices in Lima, Peru; Ridge, Chile; and Oslo, Norway, with 40 people."
    ),
    "a participle before the statement": (
        "On Friday in the town of Lima, killing 40 people, a bomb went off."
    ),
    "a statement that goes on": (
        "Lena Aalto told Frank Holt, who came to Ridge in 2019, that rents rose by 4 percent."
    ),
    "a speaker before a colon": "Lena Aalto said on Friday: the mill lost 40 jobs.",
    "a relative clause of two verbs": (
        "Ana Ruiz, 64, who was born in 1961 and became mayor in 2020, said it fell by 4 percent."
    ),
    "what leads to a clause": "Of the 38 men freed, 7 were treated in Lima, 31 in Ridge.",
    "a second infinitive": "Work is expected to start in June and be finished by August 2027.",
    "a verb of the same will": "It will raise fees by 3 percent and cut 40 jobs in all of Peru.",
    "a range with a dash": "Between 1890 – 1900 the mill made 40 boats.",
}


def quotes(text: str) -> list[str]:
    return [claim.quote for claim in extract(text, threshold=0.0).claims]


def stripped(piece: str) -> str:
    """A piece without the joining words behind it."""
    for joining in ("; ", ", while ", ", but ", ", and ", " and that ", " and ", ", ", " – ", ": "):
        piece = piece.removesuffix(joining)
    return piece.removeprefix("and ")


@pytest.mark.parametrize("name", CUTS)
def test_a_sentence_is_cut_at(name: str) -> None:
    pieces = CUTS[name]
    text = "; ".join(pieces) if name == "a semicolon" else "".join(pieces)
    wanted = [stripped(piece) for piece in pieces if stripped(piece).strip() != "While"]
    assert quotes(text) == wanted


@pytest.mark.parametrize("name", WHOLE)
def test_a_sentence_stays_whole_for(name: str) -> None:
    assert quotes(WHOLE[name]) == [WHOLE[name]]


def test_a_bracket_at_the_end_is_cut_out_without_its_marks() -> None:
    text = "Rents rose by 4 percent in May (they had fallen by 2 percent in April)."
    assert quotes(text) == [
        "Rents rose by 4 percent in May",
        "they had fallen by 2 percent in April",
    ]


def test_a_sentence_in_the_midst_of_a_speech_is_cut_like_others() -> None:
    text = (
        "“We had a good year. Rents rose by 4 percent, while wages fell by 2 percent. "
        "We are proud,” said Lena Aalto."
    )
    assert "wages fell by 2 percent." in quotes(text)


def test_a_closing_mark_stays_with_its_quotation() -> None:
    text = "“The mill shut in May; it lost 40 jobs.”"
    assert quotes(text) == [text]


def test_parts_never_overlap_and_are_exact() -> None:
    text = " ".join("".join(pieces) for pieces in CUTS.values())
    claims = extract(text, threshold=0.0).claims
    assert all(one.end <= two.start for one, two in pairwise(claims))
    assert all(text[each.start : each.end] == each.quote for each in claims)


def test_a_part_keeps_the_facets_inside_it_alone() -> None:
    first, second = extract("Rents rose by 4 percent, while wages fell by 2 percent.").claims
    assert [facet.value for facet in first.facets] == [4]
    assert [facet.value for facet in second.facets] == [2]


def test_both_parts_of_what_was_said_have_the_speaker() -> None:
    text = "Lena Aalto said that rents rose by 4 percent and that wages fell by 2 percent."
    assert [speaker(each) for each in extract(text).claims] == ["Lena Aalto", "Lena Aalto"]


def test_the_cue_belongs_to_the_words_it_brings() -> None:
    text = "Lena Aalto left Ridge on Friday, adding that rents rose by 4 percent in May."
    first, second = extract(text).claims
    assert (speaker(first), speaker(second)) == (None, "Lena Aalto")
    assert second.quote == "adding that rents rose by 4 percent in May."


def test_a_long_name_in_front_of_the_words_does_not_hide_the_speaker() -> None:
    text = "The former deputy chairman of the board of the bank of Ridge said it lost 40 jobs."
    name, cue, content = Span(text[:60], 0, 60), Span("said", 61, 65), Span(text[66:], 66, 82)
    said = Attribution(name, cue, content, Speech.INDIRECT)
    found = speaker_of((0, 81), [said])
    assert found is not None
    assert found.name == text[:60]


def speaker(claim: Claim) -> str | None:
    return claim.speaker.name if claim.speaker else None


def test_a_table_in_one_sentence_stays_whole() -> None:
    text = "In 2010 it lost 3 percent; " * 80
    assert len(quotes(text)) == 1


@pytest.mark.parametrize(
    "unit",
    [
        "it rose 4 percent; ", ", and it rose 4 percent", ", which rose 4 percent", "(it rose 4) ",
        "while it rose 4 percent, ", " – it rose 4", ", a step that cost 4 percent", ", and that ",
        ", killing 40 people", ", including 40 ", "“who, and 40?” ", "will be seen as ",
        "the first ", "had 40 and ",
    ],
)  # fmt: skip
def test_many_joints_take_no_more_than_their_share_of_time(unit: str) -> None:
    def seconds(text: str) -> float:
        begun = time.perf_counter()
        extract(text, threshold=0.0)
        return time.perf_counter() - begun

    once, twice = unit * (8000 // len(unit)), unit * (16000 // len(unit))
    for _ in range(4):
        if min(seconds(twice), seconds(twice)) <= 3.5 * min(seconds(once), seconds(once)) + 0.01:
            return
    pytest.fail("twice the text takes far more than twice the time")
