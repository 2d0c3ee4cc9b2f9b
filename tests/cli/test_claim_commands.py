"""Review work from the command line, beside the decision itself."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_desk_commands import WHY, claim_ids, desk, taken_in

__all__ = ["desk"]
BY = ("--by", "ana@example.org", "--desk", "city")


@pytest.fixture
def claim(desk: Run, tmp_path: Path) -> str:
    """The first claim of an article."""
    taken_in(desk, tmp_path / "a.txt")
    return claim_ids(desk)[0]


def shown(desk: Run, claim: str, *more: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(
        desk("claim", "show", claim, "--desk", "city", *more).stdout
    )
    return found


def test_a_claim_is_dismissed_undone_and_reopened(desk: Run, claim: str) -> None:
    told = desk("claim", "dismiss", claim, "--reason", "opinion", *BY)
    assert "unverified (dismissed, opinion)" in told.stdout
    assert "unverified (queued)" in desk("claim", "undo", claim, *BY).stdout
    nothing = desk("claim", "undo", claim, *BY, code=1)
    assert "The last thing that was done to this claim is no decision." in nothing.stderr
    desk("claim", "dismiss", claim, "--reason", "duplicate", *BY)
    told = desk("claim", "reopen", claim, "--reason", "other", "--note", "It is not.", *BY)
    assert "unverified (reopened, other)" in told.stdout
    history = desk("claim", "history", claim, "--desk", "city").stdout
    for word in ("claim.extracted", "claim.dismissed", "claim.undone", "It is not."):
        assert word in history


def test_a_claim_is_assigned_and_talked_about(desk: Run, claim: str) -> None:
    told = desk("claim", "assign", claim, "--to", "ana@example.org", *BY)
    assert told.stdout == f"Claim {claim} is with ana@example.org.\n"
    assert shown(desk, claim)["assignee"]
    refused = desk("claim", "assign", claim, "--to", "eva@example.org", *BY, code=1)
    assert "reviews on this desk" in refused.stderr
    assert "nobody" in desk("claim", "assign", claim, *BY).stdout
    assert "It calls eva." in desk("claim", "comment", claim, "@eva is it so?", *BY).stdout
    assert "It calls nobody." in desk("claim", "comment", claim, "Well.", *BY).stdout


def test_an_article_is_signed_off_when_everything_is_accounted_for(
    desk: Run, tmp_path: Path
) -> None:
    article = taken_in(desk, tmp_path / "b.txt")
    editor = ("--by", "elena@example.org", "--desk", "city")
    desk("user", "add", "elena@example.org", "--desk", "city", "--role", "editor")
    refused = desk("article", "sign-off", article, *editor, code=1)
    assert "neither final nor dismissed" in refused.stderr
    for each in claim_ids(desk):
        decide = ("--status", "unverified", "--rationale", WHY)
        desk("review", each, *decide, *BY)
    ledger = desk("article", "ledger", article, "--desk", "city").stdout
    assert re.search(r"^(\d+) of \1 sentences accounted for\.$", ledger, re.MULTILINE)
    assert "sentences" in desk("article", "ledger", article, "--open", "--desk", "city").stdout
    assert "signed off" in desk("article", "sign-off", article, *editor).stdout
    asked = ("--asked", "Finance office", "--question", "Is it 48 million?")
    reply = desk("article", "ask", article, *asked, *BY).stdout.split()[-1].rstrip(".")
    desk("article", "answer", article, reply, "It is.", *BY)
    twice = desk("article", "answer", article, reply, "It is not.", *BY, code=1)
    assert "noted already" in twice.stderr
    log = desk("article", "replies", article, "--desk", "city").stdout
    assert "Finance office" in log
    assert "It is." in log


def test_a_desk_changes_its_policy(desk: Run, claim: str) -> None:
    told = desk("desk", "policy", "city", "two_person", "--blind", "--override", "nobody")
    assert "two_person (version 2)" in told.stdout
    decide = ("--status", "unverified", "--rationale", WHY)
    assert "(awaiting_second)" in desk("review", claim, *decide, *BY).stdout
    override = desk("review", claim, *decide, *BY, "--override-reason", "It is urgent.", code=1)
    assert "lets nobody decide against its rules" in override.stderr
