"""Made-up articles of any length, the same ones for the same seed."""

import random

PLACES = (
    "Harwick", "Ostrava Vale", "Port Lessing", "Dunmere", "Kelby", "Marsh End", "Tollan",
    "Saint Orrin", "Velden", "Brackwater", "Ashcombe", "Nordhaven",
)  # fmt: skip
PEOPLE = (
    "Maria Okafor", "Jan Petersen", "Helen Brandt", "Tomás Rivera", "Priya Nair", "Owen Clarke",
    "Ingrid Solheim", "Daniel Mbeki", "Sofia Lindqvist", "Peter Hallam", "Amina Diallo",
    "Lucas Moreau",
)  # fmt: skip
ROLES = (
    "the mayor", "the finance director", "the chief engineer", "the head of the harbour office",
    "the chair of the transport committee", "the hospital's spokesman", "the union's secretary",
)  # fmt: skip
BODIES = (
    "the city council", "the harbour authority", "the regional hospital", "the water board",
    "the transport ministry", "the statistics office", "the housing association",
    "the university", "the power company", "the rail operator",
)  # fmt: skip
THINGS = (
    "new flats", "school places", "bus journeys", "hospital beds", "wind turbines", "street lamps",
    "kilometres of cycle track", "apprentices", "rail passengers", "planning applications",
)  # fmt: skip
WORKS = (
    "a second tramline", "the new ferry terminal", "the flood barrier", "a children's ward",
    "the reservoir at the old quarry", "the library extension", "the cargo railway",
)  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
CLAIMS = (
    (
        "{Body} spent ${n} million on {work} in {year}, which was {pct} percent more than in the "
        "year before."
    ),
    "In {place}, {body} counted {big} {things} last year, compared with {big2} in {year}.",
    (
        "{person}, {role}, said {body} had paid ${n} million for {work} before the contract ended "
        "in {month} {year}."
    ),
    (
        "“We delivered {big} {things} to {place} in {year}, and not one was late,” said {person}, "
        "{role}."
    ),
    "Unemployment in {place} fell to {pct} percent in {month} {year}, according to {body}.",
    "{Body} employs {big} people in {place}, making it the largest employer in the district.",
    (
        "According to a report by {body}, {pct} percent of the {things} in {place} were paid by "
        "the state in {year}."
    ),
    (
        "{person} told the committee that {work} had cost {n} million euros and opened on {day} "
        "{month} {year}."
    ),
    (
        "The number of {things} in {place} rose from {big2} in {year} to {big} within {few} years, "
        "figures from {body} show."
    ),
    (
        "{place} has {big} inhabitants, and {pct} percent of them live within two kilometres of "
        "{work}."
    ),
    "On {day} {month} {year}, {body} signed a contract worth ${n} million for {work} in {place}.",
    "{Body} closed {few} of its {few2} offices in {place} in {year}, with the loss of {big2} jobs.",
    "{person} was elected in {month} {year} with {pct} percent of the vote, ahead of {person2}.",
    "Repairs to {work} took {few2} months and cost {pct} percent less than {body} had planned.",
)
OTHERS = (
    "How much of that will last?",
    "Perhaps the town will come to like it.",
    "It is, in the end, a beautiful place to wait for a bus.",
    "Who would have thought so?",
)
EVERY = 6
"""One sentence in so many claims nothing."""
PARAGRAPH = 4
"""Sentences."""


def sentences(seed: int, count: int) -> list[str]:
    """`count` different sentences; all but one in `EVERY` make a claim that can be checked."""
    dice = random.Random(seed)
    made: dict[str, None] = {}
    while len(made) < count:
        other = len(made) % EVERY == EVERY - 1
        made[_other(dice) if other else claim(dice)] = None
    return list(made)


def claim(dice: random.Random) -> str:
    """One sentence with something to check in it."""
    body, (person, person2) = dice.choice(BODIES), dice.sample(PEOPLE, 2)
    text = dice.choice(CLAIMS).format(
        body=body,
        Body=body[0].upper() + body[1:],
        place=dice.choice(PLACES),
        person=person,
        person2=person2,
        role=dice.choice(ROLES),
        things=dice.choice(THINGS),
        work=dice.choice(WORKS),
        month=dice.choice(MONTHS),
        day=dice.randint(1, 28),
        year=dice.randint(2009, 2024),
        n=dice.randint(3, 480),
        pct=round(dice.uniform(2, 48), 1),
        big=f"{dice.randint(1_100, 98_000):,}",
        big2=f"{dice.randint(1_100, 98_000):,}",
        few=dice.randint(2, 9),
        few2=dice.randint(10, 30),
    )
    return text[0].upper() + text[1:]


def _other(dice: random.Random) -> str:
    return f"{dice.choice(PLACES)} waits. {dice.choice(OTHERS)}"


def text_of(lines: list[str]) -> str:
    """The sentences in paragraphs."""
    starts = range(0, len(lines), PARAGRAPH)
    return "\n\n".join(" ".join(lines[at : at + PARAGRAPH]) for at in starts)
