"""`factcheck report verify`: whether a file is a report as it was signed. Needs no database."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from factcheck.errors import Misconfigured
from factcheck.report.legible import legible
from factcheck.report.verify import Outcome, Verdict
from factcheck.report.verify import verify as checked
from factcheck.signing import Signer, key_id, read_public_key

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@click.option(
    "--public-key",
    "keys",
    multiple=True,
    type=_FILE,
    help="The one key (PEM) to trust instead of those in the data folder. May be given again.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@click.pass_context
def verify(ctx: click.Context, file: Path, keys: tuple[Path, ...], *, as_json: bool) -> None:
    """Check that a report's PDF or JSON file is as it was signed, offline.

    A file of which one byte was changed fails; what is wrong is said in plain sentences.
    Exits with 0 if the file is genuine, with 1 if not, with 2 if it could not be checked.

    Example: factcheck report verify report.pdf --public-key desk.pub
    """
    verdict = checked(file.read_bytes(), _trusted(keys))
    if as_json:
        click.echo(json.dumps(_record(verdict), ensure_ascii=False, indent=2))
    elif verdict.genuine and verdict.report is not None:
        click.echo(f"{file} is genuine: not a byte of it was changed since it was signed.")
        for name, words in _lines(verdict.report):
            click.echo(f"  {name + ':':<12}{words}")
    else:
        _refuse(file, verdict)
    ctx.exit(0 if verdict.genuine else 1)


def _trusted(files: tuple[Path, ...]) -> dict[str, bytes]:
    """The keys by their ids. Raises `click.UsageError` where there is none to be had."""
    try:
        named = [read_public_key(path) for path in files]
        trusted = {key_id(each): each for each in named} or Signer(_own_keys()).trusted()
    except Misconfigured as error:
        raise click.UsageError(error.message) from error
    if not trusted:
        raise click.UsageError(
            f"There is no key to check it by: {_own_keys()} holds none. Ask the desk for its "
            "public key, by another way than the file came, and name it with --public-key."
        )
    return trusted


def _own_keys() -> Path:
    """Where the keys of this installation are.

    Not by `Config.from_env`, which makes a data folder: who only checks a file needs none.
    """
    return Path(os.environ.get("FACTCHECK_DATA_DIR") or "var").absolute() / "keys"


def _lines(report: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is to be read of a genuine report, line by line."""
    what = report["title"] or report["desk"] or "untitled"
    yield "Report", f"{_shown(what)} (number {report['number']}, {report['report_id']})"
    by = f" by {_shown(report['made_by'])}" if report["made_by"] else ""
    yield "Frozen", f"{report['made_at']}{by}"
    yield "Audience", str(report["audience"])
    yield "State", f"content hash {report['content_hash']}"
    yield "Signed by", f"key {report['key_id']}"
    log = report["log"]
    if log:
        yield "Log", f"pinned at entry {log['seq']}, hash {log['hash']}, epoch {log['epoch']}"
    else:
        yield "Log", "pinned, but its head is not for this audience"


def _shown(text: Any) -> str:
    """On one line, without what a terminal would take for an order."""
    return " ".join(legible(str(text)).split())


def _refuse(file: Path, verdict: Verdict) -> None:
    """One line for each thing that is wrong, on standard error."""
    what = "is not signed" if verdict.outcome is Outcome.UNSIGNED else "is not genuine"
    for sentence in (f"{file} {what}.", *verdict.sentences):
        click.echo(f"factcheck: {_shown(sentence)}", err=True)


def _record(verdict: Verdict) -> dict[str, Any]:
    return {
        "verdict": verdict.outcome.value,
        "sentences": [*verdict.sentences],
        "report": verdict.report,
    }
