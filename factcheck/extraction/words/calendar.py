"""The words of the calendar."""

from factcheck.extraction.words.wordlists import word_set, words

MONTHS = {
    word: number + 1
    for number, words in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov",
            "december dec",
        )
    )
    for word in words.split()
}  # fmt: skip
"""Month names and their abbreviations."""

WEEKDAYS = {
    word: number
    for number, word in enumerate(words("monday tuesday wednesday thursday friday saturday sunday"))
}
"""Days of the week, Monday being 0 as in `dt.date.weekday`."""

NEAR_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
"""Days counted from the day of publication."""

PERIODS = word_set("week weekend month quarter year decade")
"""Stretches that "last", "this" and "next" can point at."""

SHIFTS = {"last": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
"""How many periods away from publication: "last week" is -1."""

NARRATED = word_set("previous following preceding same that")
"""Count from a day in the story, not from publication: "the following week"."""

SEASONS = word_set("spring summer autumn fall winter")

PARTS_OF_DAY = word_set("morning afternoon evening night")

NARROWING = word_set("early mid late later earlier")
"""Said before a stretch of time: "late October", "earlier this week"."""

HOLIDAYS = {
    ("christmas", "day"): (12, 25), ("christmas", "eve"): (12, 24), ("boxing", "day"): (12, 26),
    ("new", "year", "'s", "day"): (1, 1), ("new", "year", "'s", "eve"): (12, 31),
    ("may", "day"): (5, 1), ("valentine", "'s", "day"): (2, 14), ("halloween",): (10, 31),
    ("christmas",): (12, 25),
}  # fmt: skip
"""Feasts on a fixed day, as month and day."""
