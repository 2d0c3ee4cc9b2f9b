"""Every letter is shown once, whatever the spans say."""

from types import SimpleNamespace
from typing import Any

import pytest

from factcheck.vocabulary import LedgerNote
from factcheck.workbench.manuscript import paragraphs

TEXT = "One sum.\n\nTwo sums, 😀 and a third.\r\nEnd"


def _claim(start: int, end: int) -> Any:
    return SimpleNamespace(start=start, end=end)


def _shown(spans: list[tuple[int, int]]) -> list[str]:
    lines = paragraphs(TEXT, _claims(spans), [_aside(start, end) for start, end in spans])
    return ["".join(each.text for each in pieces) for pieces in lines]


def _aside(start: int, end: int) -> Any:
    return SimpleNamespace(start=start, end=end, note=LedgerNote.HEADING)


def _claims(spans: list[tuple[int, int]]) -> list[Any]:
    return [_claim(*span) for span in spans]


@pytest.mark.parametrize(
    "spans",
    [
        [],
        [(0, 8)],
        [(4, 30)],
        [(0, 8), (4, 20)],
        [(10, 500)],
        [(90, 95)],
        [(5, 5)],
        [(3, 6), (0, 9)],
    ],
)
def test_the_pieces_are_the_text(spans: list[tuple[int, int]]) -> None:
    assert _shown(spans) == ["One sum.", "Two sums, 😀 and a third.\r", "End"]


def test_a_claim_over_a_lines_end_is_one_claim_in_two_pieces() -> None:
    (claim,) = _claims([(4, 13)])
    pieces = [each for line in paragraphs(TEXT, [claim]) for each in line if each.claim]
    assert [(each.text, each.first, each.last) for each in pieces] == [
        ("sum.", True, False),
        ("Two", False, True),
    ]


def test_of_two_overlapping_claims_each_keeps_a_place() -> None:
    one, two = _claims([(0, 6), (4, 8)])
    (line, *_) = paragraphs(TEXT, [two, one])
    assert [(each.text, each.claim) for each in line] == [("One su", one), ("m.", two)]


def test_a_sentence_without_claims_carries_its_note() -> None:
    (claim,) = _claims([(10, 18)])
    line = paragraphs(TEXT, [claim], [_aside(0, 8), _aside(18, 34)])[1]
    assert [(each.text, each.claim, each.note) for each in line] == [
        ("Two sums", claim, None),
        (", 😀 and a third.", None, LedgerNote.HEADING),
        ("\r", None, None),
    ]
