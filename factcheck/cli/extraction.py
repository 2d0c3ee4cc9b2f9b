"""`factcheck extract` and `factcheck score`: extraction without a database."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from factcheck import extraction
from factcheck.cli.findings import print_found
from factcheck.cli.thresholds import Threshold
from factcheck.errors import Misconfigured, Rejected
from factcheck.extraction.shape import shape
from factcheck.llm import Proposer, extract_with, proposer_of
from factcheck.llm_settings import llm_from_env
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
@click.option(
    "--llm",
    "ask_llm",
    is_flag=True,
    help="Let the model of FACTCHECK_LLM_URL propose claims: the text goes to that server.",
)
@click.option(
    "--threshold",
    type=Threshold(),
    default=extraction.DEFAULT_THRESHOLD,
    show_default=True,
    help="From which check-worthiness on a sentence makes a claim. Higher: fewer claims.",
)
def extract(
    path: str | None,
    published: datetime | None,
    threshold: float,
    *,
    jsonl: bool,
    as_json: bool,
    ask_llm: bool,
) -> None:
    """Print the claims of a text; nothing is stored.

    Example: factcheck extract article.txt
    """
    day = published.date() if published else None
    find = partial(extract_with, _assistant(wanted=ask_llm), published=day, threshold=threshold)
    if jsonl:
        _filter(lambda row: {"id": row.get("id"), **shape(row["text"], find(row["text"]))})
        return
    if path is None:
        raise click.UsageError("Name a text file, or - for standard input; or use --jsonl.")
    text = sys.stdin.read() if path == "-" else read_text(Path(path))
    check_text(text)
    if as_json:
        click.echo(json.dumps(shape(text, find(text)), ensure_ascii=False))
        return
    print_found(find(text))


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


def _assistant(*, wanted: bool) -> Proposer | None:
    """The assistant, if it is to be asked. Raises `Misconfigured` where none is set up."""
    if not wanted:
        return None
    found = proposer_of(llm_from_env())
    if found is None:
        raise Misconfigured("No model is set up: name its server in FACTCHECK_LLM_URL.")
    return found


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
