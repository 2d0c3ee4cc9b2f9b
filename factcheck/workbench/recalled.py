"""Sentences that come as plain text: a form's library says them, or they were kept as text.

A page in another language knows them by the template that they were made of. Templates of
the stages are in the catalogue anyway; those of marshmallow and of extraction, which knows
nothing of translation, are written down here, so that they are collected too.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple

from babel.messages.mofile import read_mo
from flask_babel import format_decimal, get_locale

from factcheck.extraction.words.languages import NAMES
from factcheck.extraction.worth.labels import IN_OTHER_WORDS, LABELS, WORDED_LIKE, WORDED_UNLIKE
from factcheck.saying import say
from factcheck.workbench.translating import gettext

FORMS = (
    say("Missing data for required field."),
    say("Field may not be null."),
    say("Unknown field."),
    say("Invalid value."),
    say("Invalid type."),
    say("Invalid input type."),
    say("Invalid input."),
    say("Not a valid string."),
    say("Not a valid utf-8 string."),
    say("Not a valid integer."),
    say("Not a valid number."),
    say("Number too large."),
    say("Special numeric values (nan or infinity) are not permitted."),
    say("Not a valid boolean."),
    say("Not a valid list."),
    say("Not a valid mapping type."),
    say("Not a valid UUID."),
    say("Not a valid URL."),
    say("Not a valid email address."),
    say("Not a valid date."),
    say("Not a valid datetime."),
    say("Must be one of: {choices}."),
    say("Must be equal to {other}."),
    say("Shorter than minimum length {min}."),
    say("Longer than maximum length {max}."),
    say("Length must be between {min} and {max}."),
    say("Length must be {equal}."),
    say("Must be greater than or equal to {min}."),
    say("Must be less than or equal to {max}."),
    say("Must be greater than or equal to {min} and less than or equal to {max}."),
    say("String does not match expected pattern."),
)
"""What marshmallow says of a field."""

ALARMS = (
    say("{added} = {came}, not {total}."),
    say("{added} = {came}, more than {whole}."),
    say("{added} = {came} percent, more than all."),
    say("{part} is more than {whole}."),
    say("{part} of {whole} is {right}%, not {given}."),
    say("{ratio} is {right}%, not {share}."),
    say("From {old} to {new} is {right}, not {given}."),
    say("From {old} to {new} is up, not “{verb}”."),
    say("From {old} to {new} is down, not “{verb}”."),
    say("{new} is {times} times {old}, not “{verb}”."),
    say("{one} is {right} {unit}, not {other}."),
    say("{day} was a {right_word}, not a {given_word}."),
    say("{first} to {last} is {length} years, not {given}."),
    say("{first} to {last} is {length} days, not {given}."),
    say("{year} is {right} years before {now}, not {given}."),
    say("{first} comes before {second}."),
    say("{first} and {second}: {times} times as much."),
    say("{first} and {second} for “{thing}”: {times} times as much."),
    say("{first} and {second} for one {thing}: {times} times as much."),
    say("{first} and {second} for “{thing}”."),
    say("{first} and {second} for one {thing}."),
    say("{first} and {second} for one number of people."),
    say("{first} and {second} in the headline and in the text."),
    say("{one} and {other} for the age of {name}."),
    say("Born in {year}, {name} was {right} in {then}, not {given}."),
    say("Born in {year}, {name} is {right} in {then}, not {given}."),
    say("The same words are given to {first} and to {other}."),
    say("“{first}” is also spelled “{second}”."),
    say("“{words}” leaves no exception: one counterexample refutes it."),
)
"""What extraction says where an article contradicts itself."""

HINTS = (
    say("“{part}” is short for “{name}” in sentence {number}"),
    say("“{mention}” is “{name}” in sentence {number}"),
    say("“{mention}” is “{name}” in sentence {number}: “{shown}”"),
    say("“{mention}” follows “{name}”, who speaks in sentence {number}"),
    say("“{mention}” follows “{name}”, the subject of sentence {number}"),
    say("“{mention}” follows “{name}”, named in sentence {number}"),
    say("{why}; {why_too}"),
    say("{why}; that is “{name}” in sentence {number}"),
)
"""Why extraction takes one mention for another."""

_SAID_OF_REPORTS = (
    say("Unfinished: {left} of 1 claim is not final."),
    say("Unfinished: {left} of {total} claims are not final."),
)
_SAID_OF_TEXTS = (
    say(
        "This text seems to be in {word}. Sentences, figures, dates and quotations are marked. "
        "Speakers, names, kinds and opinions are only read in English: what is flagged here holds "
        "a figure, a date or a quotation, and the rest is for a person to read."
    ),
    say(
        "The language of this text is not known. Sentences, figures, dates and quotations are "
        "marked. Speakers, names, kinds and opinions are only read in English: what is flagged "
        "here holds a figure, a date or a quotation, and the rest is for a person to read."
    ),
)
_WEEKDAYS = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)
_WORDINGS = (WORDED_LIKE, WORDED_UNLIKE)
FOUND = (
    *LABELS.values(),
    *_WORDINGS,
    *(each + IN_OTHER_WORDS for each in _WORDINGS),
    *NAMES.values(),
)
"""Words that extraction finds for what it sees, besides the sentences above."""

_LEAST = 6
"""Letters that a template must have of its own to be known by."""
_MOST = 1000
"""Of longer ones none is a sentence of ours, and comparing them with every template takes long."""
_GROUPED = r"\d{1,3}(?:,\d{3})*"


class _Known(NamedTuple):
    template: str
    match: Callable[[str], re.Match[str] | None]


def recalled(sentence: str) -> str:
    """The sentence in the reader's language, if it is one that the catalogue can know."""
    if not 0 < len(sentence) <= _MOST:
        return sentence
    translated = gettext(sentence)
    if translated != sentence:
        return translated
    for template, match in _known(str(get_locale() or "en")):
        if found := match(sentence):
            return _AsFound().vformat(gettext(template), (), found.groupdict())
    return sentence


class _AsFound(Formatter):
    """Fills in words as they stood in the sentence; what is a sentence itself is recalled."""

    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        value = super().get_value(key, args, kwargs)
        name = str(key)
        return recalled(value) if name.startswith("why") or name.endswith("word") else value

    def convert_field(self, value: Any, conversion: Any) -> Any:  # noqa: ARG002 - it was done
        return value

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec != ",":
            return str(value)
        return str(format_decimal(int(value.replace(",", ""))))


@lru_cache(maxsize=16)
def _known(locale: str) -> tuple[_Known, ...]:
    """The templates of a catalogue that can be told from their sentences, the closest first."""
    path = Path(__file__).parent / "translations" / locale / "LC_MESSAGES" / "messages.mo"
    if not path.exists():
        return ()
    with path.open("rb") as file:
        ids = [each.id for each in read_mo(file) if isinstance(each.id, str) and "{" in each.id]
    found = [(_letters(each), each) for each in ids]
    return tuple(
        _Known(each, re.compile(_pattern(each), re.DOTALL).fullmatch)
        for letters, each in sorted(found, key=lambda pair: (-pair[0], pair[1]))
        if letters >= _LEAST or each in HINTS or each in ALARMS
    )


def _letters(template: str) -> int:
    return sum(letter.isalpha() for words, *_ in Formatter().parse(template) for letter in words)


def _pattern(template: str) -> str:
    parts, seen = "", set()
    for words, name, spec, _ in Formatter().parse(template):
        parts += re.escape(words)
        if name is None:
            continue
        if spec == ",":
            inside = _GROUPED
        elif name == "number":
            inside = r"\d+"
        else:
            inside = "[^”]+" if words.endswith("“") else ".+?"
        parts += f"(?P={name})" if name in seen else f"(?P<{name}>{inside})"
        seen.add(name)
    return parts
