"""Where sentences end, and where they only seem to."""

import pytest

from factcheck.extraction.sentences.splitting import sentence_at, split

ONE_SENTENCE = {
    "a title": "Dr. Adeyemi and Mrs. Holt met Gen. Ruiz in Lagos.",
    "an initial": "The novel by J. K. Marsh sold out.",
    "a middle initial": "Harold T. Greene ran the mill.",
    "a decimal point": "The toll rose by 3.75 percent in a year.",
    "a country in letters": "The U.S. embassy reopened its doors.",
    "a company": "She left Oakes & Co. for a rival.",
    "a junior": "Frank Osei Jr. won the seat.",
    "a numbered item": "See No. 7 on the list.",
    "a page": "The table stands on p. 12 of the report.",
    "a month": "The fair begins on Oct. 3 in Leeds.",
    "an hour before a name": "At 9 a.m. Ms. Ito opened the doors.",
    "an ellipsis in the middle": "I waited ... and waited for the bus.",
    "a quoted question": '"Is it far?" she asked the guard.',
    "an exclamation in a name": "He works for Wahoo! in accounts.",
    "a remark in brackets": "The pier (It was built in 1901.) needs repair.",
    "an address": "Read https://www.ridge.example/a.b.html today.",
    "a dash behind a quotation": "The word “Stop!” – painted in red – has faded.",
    "brackets of omission": '"The tide [...] rose" is a line of hers.',
    "a Latin abbreviation": "Some birds, e.g. Terns and gulls, stay.",
    "a saint": "They met at St. Helena in spring.",
    "a number sign": "It is kept under N°. 4471.",
    "a figure's label": "Figure 2. Rainfall by month",
}

TWO_SENTENCES = {
    "a plain stop": ("The bridge is shut.", "It opens in May."),
    "a question": ("Who paid?", "Nobody knows."),
    "several marks": ("Really?!", "That is odd."),
    "a closing quote": ("She said, “No one came.”", "The hall stayed dark."),
    "a straight closing quote": ('She said, "No one came."', "The hall stayed dark."),
    "a closing bracket": ("It failed (twice in a week.)", "Then it worked."),
    "a company at the end": ("He sold it to Oakes & Co.", "They closed it."),
    "a country at the end": ("She moved to the U.S.", "There she wrote."),
    "an hour at the end": ("The shop shuts at 6 p.m.", "Then it rains."),
    "the word I": ("They saw her and I.", "We waved."),
    "a lone capital": ("We moved on to plan B.", "It worked."),
    "an ellipsis": ("I never knew....", "She went home."),
    "a footnote": ("The mill burned down. [4]", "It was rebuilt."),
    "a bare footnote": ("The fee is waived. 8", "However, few know."),
    "a sum": ("It costs $40.50.", "That is a lot."),
    "a quotation of two": ("“We left.", "Nobody saw us,” he said."),
    "a credit": ("Masked riders on parade.", "Image: A. Ruiz."),
    "a headline with its date": ("Ferry sinks off Tula", "Friday, May 2, 2014"),
    "a date before the story": ("Friday, May 2, 2014", "The ferry sank at dawn."),
    "an omission": ("“The sea rose [...]", "However, nobody fled.”"),
    "an extra row of dots": ("That was all . . . .", "Next came the band."),
    "a list in one line": ("1. Buy seed", "2. Dig the bed"),
    "a list with bullets": ("• 1. Buy seed", "• 2. Dig the bed"),
}


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize("text", ONE_SENTENCE.values(), ids=ONE_SENTENCE.keys())
def test_a_stop_that_ends_nothing_leaves_the_sentence_whole(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize("pair", TWO_SENTENCES.values(), ids=TWO_SENTENCES.keys())
def test_a_sentence_ends_where_another_begins(pair: tuple[str, str]) -> None:
    assert cut(" ".join(pair)) == list(pair)


def test_a_decimal_point_does_not_end_a_sentence() -> None:
    assert len(split("Growth reached 2.5 percent. Debt fell by 0.4 percent.")) == 2


def test_an_ellipsis_of_spaced_dots_may_open_the_next_sentence() -> None:
    text = "It was the custom. . . . The custom was kept."
    assert cut(text)[0] == "It was the custom."


def test_a_sentence_with_a_date_at_its_head_stays_whole() -> None:
    text = "Friday, May 2, 2014 was a cold day."
    assert cut(text) == [text]


def test_a_date_that_belongs_to_the_sentence_is_not_set_apart() -> None:
    text = "The fair opens on Friday, May 2, 2014"
    assert cut(text) == [text]


def test_a_list_that_skips_a_number_is_no_list() -> None:
    text = "1. Buy seed and 5. anything else"
    assert cut(text) == [text]


def test_a_line_is_a_paragraph() -> None:
    assert cut("Ferry sinks\nThe ferry sank at dawn") == ["Ferry sinks", "The ferry sank at dawn"]


def test_windows_line_ends_part_paragraphs_as_well() -> None:
    assert cut("Ferry sinks\r\nThe ferry sank") == ["Ferry sinks", "The ferry sank"]


def test_a_line_that_ends_with_an_article_runs_on() -> None:
    assert cut("He spoke for the\nMinistry of Roads.") == ["He spoke for the\nMinistry of Roads."]


def test_lines_wrapped_by_hand_are_joined() -> None:
    lines = [
        "The harbour board said that the old pier would stay closed until",
        "the spring, because divers had found cracks in eleven of the piles",
        "that carry it. Repairs will take four months and cost the town far",
        "more than planned.",
    ]
    assert len(split("\n".join(lines))) == 2


def test_a_list_of_short_lines_is_not_joined() -> None:
    assert len(split("Buy seed\nDig the bed\nWait for rain\nHarvest")) == 4


def test_bullets_are_never_joined_to_the_line_before() -> None:
    assert len(split("Bring a coat and\n- a hat\n- a scarf")) == 3


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t \r\n \u2028", "\u00a0"])
def test_white_space_holds_no_sentence(text: str) -> None:
    assert split(text) == []


def test_the_sentence_at_a_place_is_found() -> None:
    spans = split("One ends. Two ends.")
    assert [sentence_at(spans, place) for place in (0, 8, 10, 18, 40)] == [0, 0, 1, 1, 2]
