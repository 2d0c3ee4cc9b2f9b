"""The scale that a desk publishes: which words its ratings are, and the numbers of these."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from factcheck.errors import Rejected
from factcheck.saying import say
from factcheck.vocabulary import Status

MOST_LABEL_WORDS = 6
MOST_LABEL_CHARACTERS = 50
"""A label is shown beside a claim; what is longer is a sentence and belongs to the text."""
MOST_LABELS = 50
_LABELS = {
    "False": 1.0,
    "Mostly false": 2.0,
    "Half true": 3.0,
    "Misleading": 3.0,
    "Mostly true": 4.0,
    "True": 5.0,
}


@dataclass(frozen=True, slots=True)
class Scale:
    """From the worst number to the best, what each label stands for, and a status without one.

    Google's rules: worst at least 1, best above it, each label's number between the two.
    """

    worst: float = 1.0
    best: float = 5.0
    labels: Mapping[str, float] = field(default_factory=lambda: dict(_LABELS))
    verified: str = "True"
    disputed: str = "Disputed"
    unverified: str = "Unproven"

    def shape(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)

    def rating(self, status: Status, words: str | None) -> tuple[str, float | None]:
        """The label and its number for a decision; None: the words stand without a number.

        The words of the reviewer win where they go with the status. A rating that says the
        opposite of it ("True" on what is disputed), or a whole sentence, gives way to the
        status's own word. `unverified` never has a number.
        """
        own = {
            Status.VERIFIED: self.verified,
            Status.DISPUTED: self.disputed,
            Status.UNVERIFIED: self.unverified,
        }[status]
        if status is Status.UNVERIFIED:
            return own, None
        if words and (words := " ".join(words.split())):
            label, number = self._named(words)
            if number is None and is_short(label):
                return label, None
            if number is not None and self._fits(status, number):
                return label, number
        label, number = self._named(own)
        fits = number is not None and self._fits(status, number)
        return label, number if fits else None

    def _named(self, words: str) -> tuple[str, float | None]:
        """The label as the scale writes it, with its number if it is on the scale."""
        wanted = words.casefold()
        for label, number in self.labels.items():
            if label.casefold() == wanted:
                return label, number
        return words, None

    def _fits(self, status: Status, number: float) -> bool:
        middle = (self.worst + self.best) / 2
        return number >= middle if status is Status.VERIFIED else number < self.best


def is_short(label: str) -> bool:
    """Whether the words can stand as a label."""
    return len(label) <= MOST_LABEL_CHARACTERS and len(label.split()) <= MOST_LABEL_WORDS


def scale_from(given: Mapping[str, Any]) -> Scale:
    """A scale as somebody wrote it down; what they left out is as it comes.

    Raises `Rejected`, with a sentence for each thing that is wrong.
    """
    unknown = sorted(set(given) - set(Scale.__dataclass_fields__))
    if unknown:
        raise _unfit([say("A scale has no {name!r}.", name=name) for name in unknown])
    labels = given.get("labels")
    if labels is not None and not isinstance(labels, Mapping):
        raise _unfit([say("Give the labels as words with a number each.")])
    values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    try:
        for name in {"worst", "best"} & values.keys():
            values[name] = _number(values[name])
        if labels is not None:
            values["labels"] = {_words(label): _number(value) for label, value in labels.items()}
        for name in {"verified", "disputed", "unverified"} & values.keys():
            values[name] = _words(values[name])
    except (TypeError, ValueError) as error:
        raise _unfit([error.args[0]]) from error
    scale = Scale(**values)
    if wrong := _faults(scale):
        raise _unfit(wrong)
    return scale


def _faults(scale: Scale) -> list[str]:
    found: list[str] = []
    if scale.worst < 1:
        found.append(
            say("The worst number is {worst:g}; it must be at least 1.", worst=scale.worst)
        )
    if scale.best <= scale.worst:
        found.append(
            say(
                "The best number ({best:g}) must be above the worst ({worst:g}).",
                best=scale.best,
                worst=scale.worst,
            )
        )
    if not 1 <= len(scale.labels) <= MOST_LABELS:
        found.append(say("Give 1 to {most} labels.", most=MOST_LABELS))
    for label, number in scale.labels.items():
        if not scale.worst <= number <= scale.best:
            found.append(
                say(
                    "{label!r} stands for {number:g}, which is not on the scale {worst:g} to "
                    "{best:g}.",
                    label=label,
                    number=number,
                    worst=scale.worst,
                    best=scale.best,
                )
            )
    if len({label.casefold() for label in scale.labels}) < len(scale.labels):
        found.append(say("Two labels are the same words."))
    found += [
        say(
            "{label!r} is too long for a label: at most {words} words and {characters} characters.",
            label=label,
            words=MOST_LABEL_WORDS,
            characters=MOST_LABEL_CHARACTERS,
        )
        for label in (*scale.labels, scale.verified, scale.disputed, scale.unverified)
        if not is_short(label)
    ]
    return found


def _words(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(say("{value!r} is no label: give words.", value=value))
    return " ".join(value.split())


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(say("{value!r} is no number.", value=value))
    if not -1e9 < value < 1e9:
        raise ValueError(say("{value!r} is too large a number for a scale.", value=value))
    return float(value)


def _unfit(sentences: list[str]) -> Rejected:
    return Rejected(say("This scale cannot be used."), {"imprint.scale": sentences})
