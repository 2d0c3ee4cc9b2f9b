"""Slips that only another sentence, or the headline, shows; and what looks like one."""

import datetime as dt

import pytest

from factcheck.extraction import Alarm, extract

PUBLISHED = dt.date(2025, 10, 6)
HEADLINE = "Council backs £48m plan to mend the Holm bridge\n\n"


def alarms(text: str) -> list[Alarm]:
    return list(extract(text, published=PUBLISHED).alarms)


SLIPS = [
    # total
    ("Nine people died in the fire. The dead were six men and four women.",
     "total", "6 + 4 = 10, not Nine."),
    (("The town passed a plan of £48m. £37m will come from the state, £12m from loans and £5m "
     "from a sale."), "total", "37 million + 12 million + 5 million = 54 million, not £48m."),
    (("Thieves took 17 bronze figures. Eight of the bronzes are back; six were sold and two are "
     "missing."), "total", "8 + 6 + 2 = 16, not 17."),
    ("Six people, three women and two men, have died.", "total", "3 + 2 = 5, not Six."),
    ("The plan will cost 84 jobs, among them 51 teachers, 30 aides and 13 drivers.",
     "total", "51 + 30 + 13 = 94, more than 84."),
    ("The sale brought in 3.4 million florins, of which 4.1 million are gone.",
     "total", "4.1 million is more than 3.4 million."),
    ("In the new house of 120 seats, the Greens will hold 49, the Union 52 and the Front 29.",
     "total", "49 + 52 + 29 = 130, more than 120."),
    (("They will spend $24 billion on rail: $15 billion for lines, $11 billion for stations and "
     "$3 billion for trains."), "total", ("15 billion + 11 billion + 3 billion = 29 billion, not "
     "$24 billion.")),
    ("A survey found that 62 per cent wanted the bridge; 57 per cent preferred a tunnel.",
     "total", "62 + 57 = 119 percent, more than all."),
    (("The Greens won 48 percent of the vote, ahead of the Union with 43 percent and the Front "
     "with 17 percent."), "total", "48 + 43 + 17 = 108 percent, more than all."),
    ("Some 60 percent of the rock goes to roads and 50 percent to a harbour.",
     "total", "60 + 50 = 110 percent, more than all."),
    # share
    ("The county has 18,400 pupils, 2,300 of them, or 22.5 percent, in towns.",
     "share", "2,300 of 18,400 is 12.5%, not 22.5 percent."),
    ("Roughly two-thirds (56 percent) of the homes were dark.",
     "share", "two-thirds is 66.67%, not 56 percent."),
    # change
    ("The bank cut its target by 10 percent to €41 from €55 in May.",
     "change", "From €55 to €41 is 25.45%, not 10 percent."),
    ("Turnout rose to 61 percent from 64 percent.",
     "change", "From 64 percent to 61 percent is down, not “rose”."),
    ("The line cut the trip by 50 minutes, to 95 minutes from 135.",
     "change", "From 135 to 95 minutes is 40, not 50 minutes."),
    ("The line carried 410,000 passengers last year, up 35 percent from 328,000 in 2023.",
     "change", "From 328,000 to 410,000 is 25%, not up 35 percent."),
    ("Insurers paid £9.6m in May, compared with £8m in 2023, an increase of 30 per cent.",
     "change", "From £8m to £9.6m is 20%, not an increase of 30 per cent."),
    ("The number fell by a half, from 23,000 in 2015 to 18,400 now.",
     "change", "From 23,000 to 18,400 is 20%, not a half."),
    # age
    ("Ana Ruiz, 34, runs the shop. The 43-year-old Ruiz sells tea.",
     "age", "34 and 43 for the age of Ana Ruiz."),
    ("Ana Ruiz won. Ruiz, 58, has led the board since 2016. She was born in 1957 in Lima.",
     "age", "Born in 1957, Ruiz is 67 or 68 in 2025, not 58."),
    # two_figures
    ("Nine people died in the fire. The blaze killed 19 people.",
     "two_figures", "Nine and 19 for one number of people."),
    ("Police arrested 14 people in Holm. The 16 arrests follow a tip.",
     "two_figures", "14 and 16 for one number of people."),
    ("Police seized 36 vehicles in Holm. The mayor wept. The 63 vehicles are worth little.",
     "two_figures", "36 and 63 have the same digits in another order."),
    (HEADLINE + "The council of Holm voted for the plan of £38m to mend its bridge on Monday.",
     "two_figures", "£48m and £38m in the headline and in the text."),
    # magnitude
    (HEADLINE + "The council of Holm voted to spend £48 billion on the bridge on Monday.",
     "magnitude", "£48m and £48 billion: 1,000 times as much."),
    ("Profit came in at €212 billion, against €260 million a year earlier.",
     "magnitude", "€212 billion and €260 million: 815 times as much."),
    # spelling
    ("The plan came from Karl Brightwater. Brightwatter said it would be dear.",
     "spelling", "“Karl Brightwater” is also spelled “Brightwatter”."),
    ("Leopold Varga sold the shop. His wife, Judit Warga, kept the books.",
     "spelling", "“Leopold Varga” is also spelled “Judit Warga”."),
    # weekday
    (("The pier was built in 1981. It rained. Nobody came. The mill shut. The council met on "
     "Tuesday, October 7, and on Thursday, October 9. It voted on Wednesday, October 10."),
     "weekday", "2025-10-10 was a Friday, not a Wednesday."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "message"), SLIPS)
def test_a_slip_raises_one_alarm_on_the_places_that_disagree(
    text: str, code: str, message: str
) -> None:
    (alarm,) = alarms(text)
    assert (alarm.code, alarm.message) == (code, message)
    assert len(alarm.spans) >= 2
    assert all(text[span.start : span.end] == span.text for span in alarm.spans)


NEAR_MISSES = [
    # total
    "Nine people died in the fire. The dead were five men and four women.",
    "Nine people died in the fire. The dead were two men and a child.",
    "At least nine people died in the fire. The dead were six men and four women.",
    (
        "The town passed a plan of £48m. £31m will come from the state, £12m from loans and £5m "
        "from a sale."
    ),
    "The town passed a plan of £48m. It spent £9m on roads, £4m on parks and £2m on schools.",
    (
        "Thieves took 17 bronze figures. Nine of the bronzes are back; six were sold and two are "
        "missing."
    ),
    "The plan will cost 12 jobs, including 8 teachers and 6 Americans.",
    "The storm hurt 12 people, including 7 men and 6 tourists.",
    "Two families, of whom five were from Holm, left.",
    "A survey found that 62 per cent wanted the bridge; 57 per cent wanted a tunnel, too.",
    (
        "The Greens won 48 percent of the vote, up from 43 percent in 2021, with turnout at 71 "
        "percent."
    ),
    "Some 60 percent of the rock goes to roads and 40 percent to a harbour.",
    # share
    "The county has 18,400 pupils, 2,300 of them, or 12.5 percent, in towns.",
    "Roughly two-thirds (66 percent) of the homes were dark.",
    # change
    "The bank cut its target by 25 percent to €41 from €55 in May.",
    "Turnout rose to 71 percent from 64 percent.",
    "The line cut the trip by 40 minutes, to 95 minutes from 135.",
    "The line carried 410,000 passengers last year, up 25 percent from 328,000 in 2023.",
    "The line carried 410,000 passengers last year, up 25 percent from 300 trains.",
    "The number fell by a fifth, from 23,000 in 2015 to 18,400 now.",
    # age
    "Ana Ruiz, 34, runs the shop. The 34-year-old Ruiz sells tea.",
    "Ana Ruiz, 34, runs the shop. Leo Ruiz, 12, helps. The 12-year-old Ruiz sells tea.",
    "Ana Ruiz, 34, runs the shop. In 2010, Ana Ruiz, 19, left Lima.",
    "Ana Ruiz, 34, runs the shop. Then came Ana Ruiz, 19, out of school.",
    # two_figures
    "Nine people died in the fire. In 1997 a fire killed 19 people.",
    "Nine people died in the fire. By Friday, 12 people had died.",
    "Nine people died in the fire. Another blaze killed 19 people.",
    "Nine people died in the fire. Four people died in one room.",
    (
        "Police arrested 14 people in Holm. Two more arrests came later: 16 people were arrested "
        "in all since May."
    ),
    "Police seized 36 vehicles in May. In June, they seized 63 vehicles.",
    HEADLINE + "The council of Holm voted for the plan of £48.2m to mend its bridge on Monday.",
    HEADLINE + "The council of Holm voted on Monday. The £48m is to mend a bridge, and £38m of "
    "the plan is a loan.",
    # magnitude
    "The firm has sales of $12 billion. A court fined a driver $12 million.",
    "Profit came in at €212 million, against €260 million a year earlier.",
    "The firm grew from $2 million in 1999 to $2 billion in 2024.",
    # spelling
    "The plan came from Karl Brightwater. Brightness fell on the hills.",
    "The plan came from Karl Mather. Mother said it would be dear.",
    "Leopold Varga sold the shop. His wife, Judit Lindqvist, kept the books.",
]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_what_two_sentences_can_both_say_raises_no_alarm(text: str) -> None:
    assert alarms(text) == []
