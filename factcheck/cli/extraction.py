"""`factcheck extract` and `factcheck score`: extraction without a database."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from factcheck import extraction
from factcheck.errors import Rejected
from factcheck.extraction.shape import shape
from factcheck.texts import check_text, read_text


@click.command()
@click.argument(
    "path", required=False, type=click.Path(exists=True, dir_okay=False, allow_dash=True)
)
@click.option("--jsonl", is_flag=True, help="Filter: JSON lines {id, text} in, one line out each.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The article's date, which makes `last week` a date.",
)
def extract(path: str | None, published: datetime | None, *, jsonl: bool, as_json: bool) -> None:
    """Print the claims of a text; nothing is stored.

    Example: factcheck extract article.txt
    """
    day = published.date() if published else None
    if jsonl:
        _filter(lambda row: {"id": row.get("id"), **_found(row["text"], day)})
        return
    if path is None:
        raise click.UsageError("Name a text file, or - for standard input; or use --jsonl.")
    text = sys.stdin.read() if path == "-" else read_text(Path(path))
    check_text(text)
    if as_json:
        click.echo(json.dumps(_found(text, day), ensure_ascii=False))
        return
    found = extraction.extract(text, published=day)
    rows = [
        (each.start, each.end, each.kind.value, each.speaker.name if each.speaker else None,
         each.score, each.quote)
        for each in found.claims
    ]  # fmt: skip
    print_claims(rows)


@click.command()
@click.option("--jsonl", is_flag=True, required=True, help="JSON lines {id, text} in and out.")
def score(*, jsonl: bool) -> None:
    """Score sentences for check-worthiness, 0 to 1, with kinds and reasons.

    Example: factcheck score --jsonl < sentences.jsonl
    """
    del jsonl

    def scored(row: dict[str, Any]) -> dict[str, Any]:
        value, kinds, reasons = extraction.score_sentence(row["text"])
        return {
            "id": row.get("id"),
            "score": value,
            "kinds": kinds,
            "reasons": [asdict(reason) for reason in reasons],
        }

    _filter(scored)


def print_claims(rows: list[tuple[int, int, str, str | None, float, str]]) -> None:
    """A table of claims: number, span, kind, speaker, score, text."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("#", justify="right")
    for name in ("span", "kind", "speaker", "score", "text"):
        table.add_column(name, overflow="fold", ratio=1 if name == "text" else None)
    for number, (start, end, kind, speaker, value, text) in enumerate(rows, 1):
        words = " ".join(text.split())
        table.add_row(
            str(number), f"{start}–{end}", kind, speaker or "–", f"{value:.2f}", _plain(words)
        )
    # A pipe has no width of its own; a file should not fold like a narrow terminal.
    width = None if sys.stdout.isatty() else 140
    Console(highlight=False, markup=False, width=width).print(table)
    click.echo("1 claim" if len(rows) == 1 else f"{len(rows)} claims")


def _plain(text: str) -> str:
    """The text without control characters, which could play tricks on a terminal."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def _found(text: str, published: date | None) -> dict[str, Any]:
    return shape(text, extraction.extract(text, published=published))


def _filter(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer each line of standard input with one line, in order, as it comes.

    A line that cannot be used is answered with its `error`; the exit code is 1 then.
    """
    failed = False
    for line in sys.stdin:
        row: Any = None
        if not line.strip():
            continue
        try:
            row = _row(line)
            given = answer(row)
        except Rejected as error:
            failed = True
            known = row.get("id") if isinstance(row, dict) else None
            given = {"id": known, "error": error.message}
        sys.stdout.write(json.dumps(given, ensure_ascii=True) + "\n")
        sys.stdout.flush()
    if failed:
        raise click.exceptions.Exit(1)


def _row(line: str) -> dict[str, Any]:
    """The object of one line. Raises `Rejected` for anything else."""
    try:
        row = json.loads(line.removeprefix("\ufeff"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:  # also numbers or depths beyond all use
        words = str(error).partition(":")[0]
        raise Rejected(f"The line is not JSON: {words}.", {}) from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise Rejected("The line is not an object with a `text`.", {})
    return row


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number of JSON")
