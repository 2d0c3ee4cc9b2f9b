"""What the forms of an article ask: its title, who made it, and its times, all in UTC."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from factcheck.schemas.articles import PublicationIn
from factcheck.schemas.fields import Line
from factcheck.store.articles import Article
from factcheck.workbench import forms

TIMES = ("published_at", "deadline", "embargo_until")
TICKS = ("own", "public")
_LINES = ("title", "author", "publisher", "url", "language")
FIELDS = (*_LINES, *TIMES, *TICKS)
Words = dict[str, str]


class Details(PublicationIn):
    """An article's title and publication data; without a title, one is made of the text."""

    title = Line(500)


def typed(form: Mapping[str, str], names: Iterable[str] = FIELDS) -> Words:
    """The words of these fields as they were typed; a tick is "yes" or nothing."""
    return {name: forms.plain(form.get(name, "")) for name in names}


def shown(article: Article) -> Words:
    """A stored article as its form shows it."""
    words = {name: getattr(article, name) or "" for name in _LINES}
    words |= {name: local(getattr(article, name)) for name in TIMES}
    return words | {name: "yes" if getattr(article, name) else "" for name in TICKS}


def local(moment: datetime | None) -> str:
    """A time as `datetime-local` fields have it, in UTC, to the minute."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M") if moment else ""


def meant(words: Words) -> dict[str, Any]:
    """The columns that these words stand for. Raises `Rejected` with each field's messages."""
    return forms.checked(Details(), {name: _plain(name, value) for name, value in words.items()})


def zoned(value: str) -> str | None:
    """A time of a form as the schemas take it; the forms say that it is UTC."""
    return f"{value.strip()}Z" if value.strip() else None


def _plain(name: str, value: str) -> Any:
    if name in TICKS:
        return bool(value)
    if name in TIMES:
        return zoned(value)
    nothing = not value.strip() and Details().fields[name].allow_none
    return None if nothing else value
