"""What the model answered, read with distrust: each quote is found in the text or dropped."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from factcheck.errors import AssistantFailed
from factcheck.extraction import Proposal

Place = tuple[int, int]

_MOST_CLAIMS = 1_000
_LONGEST_STATEMENT = 1_000
"""Characters."""
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]+")
"""A capital inside a sentence."""


class _ClaimIn(Schema):
    class Meta:
        unknown = EXCLUDE  # a status or a score is not the model's to give

    sentence = fields.Integer(load_default=None, allow_none=True)
    quote = fields.String(required=True, validate=validate.Length(min=2, max=4_000))
    statement = fields.String(load_default=None, allow_none=True)


@dataclass(slots=True)
class Checked:
    """The proposals that stand in the text, and how many were dropped for which reason."""

    proposals: list[Proposal] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)


def check(text: str, sentences: Sequence[Place], rows: Sequence[Any]) -> Checked:
    """The proposals among the rows of the answers, in text order, none overlapping another."""
    checked = Checked()
    for row in rows:
        try:
            claim = _ClaimIn().load(row)
        except ValidationError:
            checked.dropped["malformed"] += 1
            continue
        place, trouble = _find(text, sentences, claim["quote"].strip(), claim["sentence"])
        if place is None:
            checked.dropped[trouble] += 1
            continue
        statement = _wording(text, claim["statement"], checked.dropped)
        checked.proposals.append(Proposal(*place, statement))
    checked.proposals = _apart(checked.proposals, checked.dropped)
    return checked


def rows_of(content: str) -> list[Any]:
    """The list in one answer. Raises `AssistantFailed` where there is none."""
    bare = content.strip().removeprefix("```json").strip("`")
    try:
        answer = json.loads(bare)
    except (ValueError, RecursionError) as error:
        raise AssistantFailed("its answer was not JSON") from error
    rows = answer.get("claims") if isinstance(answer, dict) else None
    if not isinstance(rows, list):
        raise AssistantFailed("its answer held no list of claims")
    return rows[:_MOST_CLAIMS]


def _find(
    text: str, sentences: Sequence[Place], quote: str, number: int | None
) -> tuple[Place | None, str]:
    """Where the quote stands: in the sentence it names, else at the one place there is."""
    if number is not None and 1 <= number <= len(sentences):
        start, end = sentences[number - 1]
        at = text.find(quote, start, end)
        if at >= 0:
            return (at, at + len(quote)), ""
    at = text.find(quote)
    if at < 0:
        return None, "not verbatim"
    if text.find(quote, at + 1) >= 0:
        return None, "in several places"
    inside = any(start <= at and at + len(quote) <= end for start, end in sentences)
    return ((at, at + len(quote)), "") if inside else (None, "across sentences")


def _wording(text: str, statement: str | None, dropped: Counter[str]) -> str | None:
    """The wording, if it is one plain line whose figures and names stand in the article."""
    if not statement or not statement.strip():
        return None
    line = " ".join(statement.split())
    sound = len(line) <= _LONGEST_STATEMENT and line.isprintable()
    if sound and all(word in text for word in [*_FIGURE.findall(line), *_NAME.findall(line)]):
        return line
    dropped["wording"] += 1
    return None


def _apart(proposals: list[Proposal], dropped: Counter[str]) -> list[Proposal]:
    """The proposals in text order; one that overlaps another before it is dropped."""
    kept: list[Proposal] = []
    for each in sorted(proposals, key=lambda one: (one.start, -one.end)):
        if kept and each.start < kept[-1].end:
            dropped["overlapping"] += 1
        else:
            kept.append(each)
    return kept
