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

SHIFTS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
"""How many periods away: "last week" is -1."""

SEASONS = word_set("spring summer autumn fall winter")

PARTS_OF_MONTH = word_set("early mid late beginning end")
"""Said before a month: "late October"."""
