"""The report as a table for spreadsheets: one row per claim."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from factcheck.report.legible import legible
from factcheck.report.wording import facet, grade, speaker, words

COLUMNS = (
    *("number", "paragraph", "start", "end", "quote", "statement", "kind", "speaker", "facets"),
    *("status", "stage", "stage_reason", "rating", "rationale", "checked_by", "checked_at"),
    *("second_person", "second_at", "decided_at", "policy", "override_reason", "sources"),
    *("claim_id", "claim_version", "report_hash"),
)
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""How a cell begins that a spreadsheet would run (OWASP, CSV Injection)."""


def render(document: Mapping[str, Any]) -> bytes:
    """UTF-8 with a byte order mark, without which Excel takes it for Windows-1252."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for line in document["content"]["lines"]:
        row = _row(line) | {"report_hash": document["content_hash"]}
        table.writerow([cell(row[column]) for column in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def cell(value: str | int | None) -> str | int:
    """A value that a spreadsheet shows and never runs."""
    if value is None or isinstance(value, int):
        return "" if value is None else value
    text = legible(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _row(line: Mapping[str, Any]) -> dict[str, Any]:
    decision = line["decision"] or {}
    second = decision.get("second_person") or {}
    policy = decision.get("policy")
    return {
        **{column: line.get(column) for column in COLUMNS},
        "kind": words(line["kind"]),
        "speaker": speaker(line["speaker"]),
        "facets": "\n".join(map(facet, line["facets"])),
        "stage": words(line["stage"]),
        "rationale": decision.get("rationale"),
        "checked_by": decision.get("reviewer"),
        "checked_at": decision.get("reviewed_at"),
        "second_person": second.get("reviewer"),
        "second_at": second.get("reviewed_at"),
        "decided_at": decision.get("decided_at"),
        "policy": f"{words(policy['name'])} v{policy['version']}" if policy else None,
        "override_reason": decision.get("override_reason"),
        "sources": "\n".join(map(_source, line["evidence"])),
    }


def _source(evidence: Mapping[str, Any]) -> str:
    parts = ("title", "publisher", "url", "locator", "passage")
    told = [evidence[part] for part in parts if evidence[part]]
    if copy := evidence.get("snapshot_sha256"):
        told.append(f"copy SHA-256 {copy}")
    return f"{evidence['stance']} ({grade(evidence)}): {' | '.join(told)}"
