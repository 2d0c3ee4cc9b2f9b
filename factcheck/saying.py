"""Sentences for people that can still be translated after they were put together.

Stages speak English. A page that speaks another language needs the sentence as it was written,
before its values were filled in: `say` keeps both.
"""

from typing import Any


class Said(str):
    """A sentence in English; `template` and `values` are what it was made of."""

    __slots__ = ("template", "values")

    template: str
    values: dict[str, Any]

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (self.template, self.values)


def say(template: str, /, **values: Any) -> Said:
    """The sentence with its values filled in, as `str.format` does.

    >>> said = say("{count} of {total} agree.", count=2, total=3)
    >>> said, said.template
    ('2 of 3 agree.', '{count} of {total} agree.')
    """
    return _made(template, values)


def _made(template: str, values: dict[str, Any]) -> Said:
    said = Said(template.format(**values) if values else template)
    said.template, said.values = template, values
    return said
