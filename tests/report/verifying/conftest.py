"""A report for every audience, and the verdict on whatever becomes of its file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factcheck.report import Audience, verify, whole
from factcheck.report.renderings.json import render
from factcheck.report.verify import Outcome, Verdict
from factcheck.signing import Signer
from tests.report.whole_story import TEXTS, fill

Editions = dict[Audience, dict[str, Any]]
Check = Callable[[Any], Verdict]


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    """By which the story's reports are signed."""
    return Signer(tmp_path / "keys")


@pytest.fixture
def editions(tell: Any) -> Editions:
    report = fill(tell(texts=TEXTS)).freeze()
    return {each: whole(report, each) for each in Audience}


@pytest.fixture
def check(signer: Signer) -> Callable[[Any], Verdict]:
    """The verdict on a document, or on bytes, by the desk's own key."""

    def checked(given: Any) -> Verdict:
        data = given if isinstance(given, bytes) else render(given)
        return verify.verify(data, signer.trusted())

    return checked


def told(verdict: Verdict) -> str:
    """What is wrong with a file that is not genuine."""
    assert verdict.outcome is Outcome.NOT_GENUINE
    assert verdict.report is None
    assert all(each.endswith((".", ":")) for each in verdict.sentences)
    return "\n".join(verdict.sentences)
