"""What looks like a contradiction inside an article, and can be right."""

import datetime as dt

import pytest

from factcheck.extraction import extract

PUBLISHED = dt.date(2025, 10, 6)

NEAR_MISSES = [
    # weekday
    "Tuesday, October 14, 2025 was a holiday in Peru.",
    "Monday, October 14 was a holiday in Peru.",
    "October 14, 2025 was a holiday in Peru.",
    "On Monday the council met, and on October 14, 2025 it voted.",
    "Monday, February 30, 2025 is no day.",
    # period
    "Holt was mayor from 2010 to 2015.",
    "The index fell from 2010 to 1950 in a day.",
    "The king (1479–1425) ruled before the town was built, in the 15th century BC.",
    "Holt was mayor from 2010 to 2015 (six years).",
    "Holt was mayor from 2010 to 2015 (for two of the nine years).",
    "The strike lasted from May 1, 2024 to May 10, 2024 (10 days).",
    "The pier burnt down in 2005, 20 years ago, and was never rebuilt.",
    "The pier burnt down in 1990, more than 30 years ago.",
    "We built a bridge every 10 days between 1990 and 2005.",
    # total
    "The storm hurt 12 people, 7 men and 5 women.",
    "The storm hurt 12 people, including 7 men and 4 women.",
    "The storm hurt 12 people, 5 men and 4 women among them.",
    "The storm hurt 12 people: 7 men, 4 women and a child.",
    "The storm hurt about 12 people, 7 men and 6 women.",
    "The storm hurt 12 people, sank 7 boats and 6 rafts.",
    "The council has 15 members: 2 farmers and 3 lawyers.",
    "Of the 200 pupils, 120 play football and 90 play chess.",
    "Of the 200 seats, 120 went to the Greens and 60 to the Union.",
    "The town spent $3 million on roads and $4 million on schools, a total of $8 million.",
    # share
    "In May 40 of the 200 members (20 percent) voted.",
    "Two of the 3 members (66 percent) voted.",
    "In May 40 of the 200 members left, and 25 percent stayed.",
    "In May 40 of 0 members (25 percent) voted.",
    "About 1.2 million of 4.5 million voters (27 percent) stayed at home.",
    "One in three, or 33 percent, of the pupils came by bus.",
    "Nearly 40 of the 200 members (18 percent) voted.",
    "The firm sacked 10 percent of its 2,000 workers, or 200 people.",
    "The firm sacked 10 percent of its 2,000 workers and hired 300 people.",
    # change
    "The price of bread rose from 40 to 50 pesos, or 25 percent.",
    "The rate rose from 40 percent to 50 percent, or 10 percent.",
    "The rate rose from 40 percent to 50 percent, or 10 percentage points.",
    "Sales rose from $40 million to $80 million, or 15 percent a year.",
    "The club fell from 4 to 12 in the table.",
    "The fee doubled from $40 to $78.",
    "Sales rose from 40 to 50, and 20 percent of the shops shut.",
    "The rate rose from -2 percent to 1 percent.",
    "Spending grew from 10 to 15 percent of output in 2024, and 20 percent of firms grew.",
    # conversion
    "The road ran for 40 miles (64 km) in 2019.",
    "The road ran for 40 miles (90 minutes) in 2019.",
    "The road ran for 40 miles (and 90 km) in 2019.",
    "The door is 5 feet 6 inches (168 cm) high.",
    "The barge holds 10 tons (9,100 kg) of sand.",
    "It was -5°C (23°F) in the shade.",
    "The sea is 2°C (3.6°F) warmer than in May.",
    "The book costs $20 (15 euros) in Lima.",
    # age
    "Ana Ruiz, 64, runs the shop. Ruiz was born in 1960 in Lima.",
    "Ana Ruiz, 34, runs the shop. Karl Weber was born in 1960 in Lima.",
    "Ana Ruiz, 34, runs the shop. Her aunt Rosa Ruiz was born in 1960 in Lima.",
    "In 1994, Ana Ruiz, 34, ran the shop. Ruiz was born in 1960 in Lima.",
    "The painter Otto Lind (1890–1932) died in Oslo at the age of 41.",
    # two figures
    "The bridge is 120 metres long. Crowds walked over the 120-metre bridge.",
    "The bridge is 120 metres long. The new 210-metre bridge opens in May.",
    "The bridge is 120 metres long. A 210-metre bridge is planned.",
    "The bridge is about 120 metres long. Crowds walked over the 125-metre bridge.",
    "Both bridges shut. The bridge is 120 metres long. The 210-metre bridge is red.",
    "The bridge was 120 metres long in 1950. Since 1990 the 210-metre bridge is red.",
    "The bridge is 120 metres long, Ana Ruiz said. Karl Weber said the 210-metre bridge is red.",
    "Lima has a budget of $3 million. Cusco's $4 million budget passed in May.",
    "The bridge is 120 metres long. The 20-metre-wide bridge is red.",
    "At least 45 people were killed in the blast. By noon, 54 people were killed in the blast.",
    "In May, 45 people were killed in the rain. In June, 54 people were killed in the rain.",
    # spelling
    "President Javier Ruiz met Karina Ruiz in Lima. Javier Ruiz smiled.",
    "Carlo Bianchi sold the shop. Years on, Carla Bianchi bought it.",
    "The Smith Company sued. Workers of the Smiths Company cheered.",
    "Lars Hansen and Lars Hanson ran together.",
    "Captain Lars Hansen ran the ship. In Oslo, Judge Lars Hanson fined the owner.",
    "The plan came from Karl Roberts. Later, Robert dropped it.",
    "José Ruiz sold the shop. Years on, Jose Ruiz bought it again.",
    "They flew to North Holm. The crew of South Holm waved.",
    # quotation
    (
        "“We have lost a whole year,” said Ana Ruiz. It rained.\n"
        "“We have lost a whole year,” Ruiz said."
    ),
    (
        "“We have lost a whole year,” said Ana Ruiz. It rained.\n"
        "“We have lost a whole year,” the mayor said."
    ),
    "“A lost year,” said Ana Ruiz. It rained.\n“A lost year,” Karl Weber said.",
    (
        "“We have lost a whole year,” said Ana Ruiz. It rained.\n"
        "“We have lost a whole year,” Karl Weber repeated."
    ),
    # weekday
    "The town burnt on Sunday, September 2, 1666, and again in 1702.",
    "The pier burnt down in 2019. On Thursday, October 3, the mayor came.",
    "Friday, November 29, 2024 was the day of the sales.",
    # period
    "Prices went from 2015 to 2010 levels, and shops shut.",
    "The war lasted more than 12 years, from 2001 to 2014.",
    "He led the club for three years, from 2010 to 2012.",
    "It happened between October 3, 2025 and October 6, 2025.",
    # total
    "The storm killed 12 soldiers, 7 officers and 6 civilians.",
    "The club played 12 games (8 wins, 3 draws).",
    "The storm hurt 12 people, 7 men and 4 women, and sank a ferry.",
    "The law drew 12 speakers: 7 in the morning and more in the evening.",
    (
        "The fund gave $10 million to the port, $30 million to roads and $40 million to schools, "
        "a total of $80 million."
    ),
    "On Tuesday 7 men and 6 women died, a total of 15 since May.",
    "Some 48 percent were for the plan, 45 percent against it and 7 percent were undecided.",
    # share
    "In May 40 of the 200 members, or 25 percent more than in April, voted.",
    "The firm earned $40 million, or 25 percent of its $160 million budget.",
    "Some 1.2 of 4.8 million voters (25 percent) stayed at home.",
    "She won 40 of the 200 votes in May and 25 percent in June.",
    # change
    "The number of pupils rose from 40 to 50 (20 percent of them girls).",
    "Sales rose from $40 million to $50 million, 20 percent more than planned.",
    "The fee more than doubled from $40 to $130.",
    "The club rose from 8 to 3 in the world.",
    "Sales fell from 1,200 in 2020 to 900 in 2024, a drop of 25 percent.",
    "The clinic is open from 10 to 6, and 20 percent of its patients are children.",
    "The tax rises from 10 percent to 12 percent, a 20 percent increase.",
    "Sales fell from 1.5 to 1.2 million dollars in May.",
    "Turnout fell from -2 to -5 percent of the old one.",
    # conversion
    "The run is 5 km (10 miles by bus) away.",
    "The tank holds 100 gallons (455 litres).",
    "The ship is 100 metres (328 ft) long and 20 metres (66 ft) wide.",
    "He walked 1 mile (2 km) to school.",
    # age
    "Otto Lind's son died at the age of 5. Otto Lind (1890–1932) painted him.",
    "Ana Ruiz, 34, runs the shop. Born in 1960 to Rosa Ruiz, her uncle grew up in Lima.",
    "Ana Ruiz, 34, runs the shop with Rosa Ruiz. Ruiz was born in 1960 in Lima.",
    "Ana Ruiz, 34, was shot dead. Ruiz was born in 1960 in Lima.",
    # two figures
    "Lima's tower is 120 metres tall. In Oslo, the 210-metre tower shut.",
    "The dam cost $4 billion. The $3.2 billion dam opened in May.",
    "The town has a budget of $3 million. Its neighbour's $3 billion budget is larger.",
    "It has a length of 120 metres. The length of 210 metres is rare.",
    "The jury has 12 members. The 12-member jury left.",
    "The road is 120 km long. After the works the 210-km road will be wider.",
    # spelling
    "The Labour Party won in Britain. The Labor Party lost in Sydney.",
    "Marion Weber ran. Years on, Marian Weber ran too.",
    "The Eastern Bank shut. The Western Bank grew.",
    "They met Anna Petrov. Years on, they met Anna Petrova.",
    # quotation
    (
        "“We have lost a whole year,” said Ana Ruiz. It rained.\n"
        "“We have lost a whole year,” he said."
    ),
    (
        "“We have lost a whole year,” said Ana Ruiz. It rained.\n"
        "“We have lost a whole year,” the Roads Ministry said."
    ),
]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_what_can_be_right_raises_no_alarm(text: str) -> None:
    assert extract(text, published=PUBLISHED).alarms == ()
