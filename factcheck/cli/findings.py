"""What was found in a text, told to people: a table of claims, alarms, and a notice."""

from collections.abc import Sequence
from dataclasses import dataclass

import click

from factcheck.cli.tables import new_table, plain, show
from factcheck.extraction import Claim as Found
from factcheck.extraction import Extraction


@dataclass(frozen=True, slots=True)
class Row:
    """A claim in the table; `speaker` is as the column shows it, None for the article itself."""

    start: int
    end: int
    kind: str
    speaker: str | None
    score: float
    text: str


def row_of(found: Found) -> Row:
    """The row of a claim that was just found."""
    speaker = found.speaker
    name = speaker.name if speaker else None
    if speaker and speaker.mention and speaker.suggestion:
        name = likely(speaker.mention.text, speaker.suggestion.name)
    return Row(found.start, found.end, found.kind.value, name, found.score, found.quote)


def likely(mention: str, name: str) -> str:
    """`He → Javier Milei?`: whom the words for a speaker are likely to mean."""
    return f"{mention} → {name}?"


def print_found(found: Extraction) -> None:
    """All that was found in a text and not stored."""
    print_claims([row_of(each) for each in found.claims])
    print_hints([each.message for each in found.alarms], found.notice)


def print_claims(rows: Sequence[Row]) -> None:
    """A table of claims: number, span, kind, speaker, score, text."""
    table = new_table("#", "span", "kind", "speaker", "score", "text")
    table.columns[0].justify, table.columns[-1].ratio = "right", 1
    for number, row in enumerate(rows, 1):
        table.add_row(
            str(number),
            f"{row.start}–{row.end}",
            row.kind,
            plain(row.speaker or "–"),
            f"{row.score:.2f}",
            plain(row.text),
        )
    show(table)
    click.echo("1 claim" if len(rows) == 1 else f"{len(rows)} claims")


def print_hints(alarms: Sequence[str], notice: str | None) -> None:
    """What to look at twice, and what could not be done; nothing where there is neither."""
    for message in alarms:
        click.echo(f"Look twice: {plain(message)}")
    if notice:
        click.echo(f"Note: {plain(notice)}")
