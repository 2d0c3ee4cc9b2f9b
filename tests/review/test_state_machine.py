"""The review workflow against a small plain model: whatever is done, both agree.

The model knows nothing of tables: a few fields and the rules as design/domain.md has them.
"""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from factcheck.db import Database
from factcheck.errors import IllegalTransition
from factcheck.vocabulary import PolicyName, SourceKind, Stage, Stance, Status
from tests.newsroom import Newsroom, open_newsroom
from tests.review.stages import Stages

RUNS = int(os.environ.get("FACTCHECK_STATE_MACHINE_RUNS", "40"))
PEOPLE = ("reviewer", "second", "editor")


@dataclass
class Model:
    """One claim, as a person would keep it on paper."""

    policy: PolicyName
    author: str
    status: str = "unverified"
    stage: str = "queued"
    reason: str | None = None
    rating: str | None = None
    version: int = 1
    figure: int = 48
    evidence: dict[UUID, tuple[Stance, SourceKind, str]] = field(default_factory=dict)
    proposal: tuple[str, str, str | None] | None = None  # status, who, rating
    relied: set[UUID] = field(default_factory=set)
    decisions: int = 0

    def refuses(self, status: str, by: str, *, reasoned: bool) -> bool:
        if self.stage == "dismissed" or not reasoned:
            return True
        if self.policy is not PolicyName.OPEN and not self._proven(status):
            return True
        confirms = self.proposal is not None and self.proposal[0] == status
        return confirms and by in (*(self.proposal or ("", ""))[1:2], self.author)

    def _proven(self, status: str) -> bool:
        pieces = self.evidence.values()
        if status == "disputed":
            return any(stance is Stance.REFUTES for stance, _, _ in pieces)
        if status == "verified":
            backing = [(kind, who) for stance, kind, who in pieces if stance is Stance.SUPPORTS]
            secondary = {who for kind, who in backing if kind is SourceKind.SECONDARY}
            return any(kind is SourceKind.PRIMARY for kind, _ in backing) or len(secondary) >= 2
        return True

    def decide(self, status: str, by: str, rating: str | None) -> None:
        confirms = self.proposal is not None and self.proposal[0] == status
        final = confirms or self.policy is not PolicyName.TWO_PERSON
        first = self.proposal[2] if confirms and self.proposal else None
        self.relied = set(self.evidence) | (self.relied if confirms else set())
        self.proposal = None if final else (status, by, rating)
        self.status, self.stage = (status, "final") if final else ("unverified", "awaiting_second")
        self.rating = (rating or first) if final else None
        self.reason = None
        self.version += 1
        self.decisions += 1

    def take_back(self, reason: str) -> None:
        """A decision stands no longer; without one, only the version moves on."""
        if self.stage in {"final", "awaiting_second"}:
            self.status, self.stage, self.reason = "unverified", "reopened", reason
            self.rating = self.proposal = None
        self.version += 1


class Workflow(RuleBasedStateMachine):
    """Everything that people do to one claim, in any order."""

    rooms: dict[PolicyName, Newsroom]
    number = 0

    @initialize(policy=st.sampled_from(PolicyName), author=st.sampled_from(["", "second"]))
    def receive(self, policy: PolicyName, author: str) -> None:
        Workflow.number += 1
        self.stages = Stages(self.rooms[policy])
        self.model = Model(policy, author)
        article = self.stages.receive(self._text(48), author=author.title() or None)
        (claim,) = self.stages.claims(article)
        self.article, self.claim, self.draft = article, claim.id, 1

    def _text(self, figure: int) -> str:
        return f"The city spent {figure} million euros on harbour {Workflow.number} in 2024."

    @rule(
        stance=st.sampled_from(Stance),
        kind=st.sampled_from([SourceKind.PRIMARY, SourceKind.SECONDARY]),
        group=st.sampled_from(["wire", "paper"]),
    )
    def add_evidence(self, stance: Stance, kind: SourceKind, group: str) -> None:
        model = self.model
        if model.stage == "dismissed":
            with pytest.raises(IllegalTransition):
                self.stages.evidence(self.claim, stance, kind)
            return
        made = self.stages.evidence(self.claim, stance, kind, independence_group=group)
        model.evidence[made] = (stance, kind, group)
        model.stage = "in_review" if model.stage == "queued" else model.stage
        model.version += 1

    @precondition(lambda self: self.model.evidence)
    @rule(data=st.data(), stance=st.sampled_from(Stance))
    def amend_evidence(self, data: Any, stance: Stance) -> None:
        piece = data.draw(st.sampled_from(sorted(self.model.evidence)))
        was, kind, group = self.model.evidence[piece]
        self.stages.edit_evidence(self.claim, piece, stance=stance)
        self.model.evidence[piece] = (stance, kind, group)
        if stance is not was and piece in self.model.relied:
            self.model.take_back("evidence_changed")
        else:
            self.model.version += 1

    @precondition(lambda self: self.model.evidence)
    @rule(data=st.data())
    def remove_evidence(self, data: Any) -> None:
        piece = data.draw(st.sampled_from(sorted(self.model.evidence)))
        self.stages.remove_evidence(self.claim, piece)
        del self.model.evidence[piece]
        if piece in self.model.relied:
            self.model.take_back("evidence_changed")
        else:
            self.model.version += 1

    @rule(
        status=st.sampled_from(Status),
        by=st.sampled_from(PEOPLE),
        why=st.sampled_from(["", "The budget says so.", "It is on page 12."]),
        rating=st.sampled_from([None, "True", "False"]),
    )
    def decide(self, status: Status, by: str, why: str, rating: str | None) -> None:
        if self.model.refuses(status.value, by, reasoned=bool(why)):
            with pytest.raises(IllegalTransition) as refused:
                self.stages.decide(self.claim, status, by, rationale=why, rating=rating)
            assert refused.value.reasons
            return
        self.stages.decide(self.claim, status, by, rationale=why, rating=rating)
        self.model.decide(status.value, by, rating)

    @rule(words=st.sampled_from(["One wording.", "Another wording."]))
    def edit_the_statement(self, words: str) -> None:
        changed = self.stages.claim(self.claim).statement != words
        self.stages.edit(self.claim, statement=words)
        if changed:
            self.model.take_back("text_changed")
        else:
            self.model.version += 1

    @rule(priority=st.integers(0, 9))
    def edit_beside_the_meaning(self, priority: int) -> None:
        self.stages.edit(self.claim, priority=priority)
        self.model.version += 1

    @rule(figure=st.sampled_from([48, 50]), lead=st.booleans())
    def upload_a_draft(self, figure: int, lead: bool) -> None:
        self.draft += 1
        opening = f"It is a fine place, number {self.draft}. "
        text = opening * (1 + lead) + self._text(figure)
        self.stages.draft(self.article, text)
        if figure != self.model.figure:
            self.model.figure = figure
            self.model.take_back("text_changed")
        else:
            self.model.version += 1

    @rule(stage=st.sampled_from([Stage.DISMISSED, Stage.REOPENED]))
    def dismiss_or_reopen(self, stage: Stage) -> None:
        model = self.model
        legal = {
            Stage.DISMISSED: {"queued", "in_review", "awaiting_second", "reopened"},
            Stage.REOPENED: {"awaiting_second", "final", "dismissed", "reopened"},
        }
        if model.stage not in legal[stage]:
            with pytest.raises(IllegalTransition):
                self.stages.move(self.claim, stage)
            return
        self.stages.move(self.claim, stage)
        model.stage, model.proposal, model.reason, model.rating = stage.value, None, None, None
        model.version += 1

    @invariant()
    def the_claim_is_as_the_model_says(self) -> None:
        claim, model = self.stages.claim(self.claim), self.model
        assert (claim.status, claim.stage, claim.stage_reason, claim.rating) == (
            model.status,
            model.stage,
            model.reason,
            model.rating,
        )
        assert (claim.version, claim.evidence_count) == (model.version, len(model.evidence))
        assert str(model.figure) in claim.anchor.quote
        assert claim.draft_number == self.draft

    def teardown(self) -> None:
        if not hasattr(self, "stages"):
            return
        assert len(self.stages.reviews(self.claim)) == self.model.decisions
        events = self.stages.events(self.claim)
        moves = [(each.stage_from, each.stage_to) for each in events if each.stage_from]
        assert all(a[1] == b[0] for a, b in itertools.pairwise(moves))


@pytest.fixture(scope="module")
def rooms(sqlite_template: Path) -> Iterator[dict[PolicyName, Newsroom]]:
    """A desk for each policy, on SQLite."""
    folder = Path(tempfile.mkdtemp(prefix="factcheck-machine-"))
    made = {}
    for policy in PolicyName:
        shutil.copy(sqlite_template, folder / f"{policy}.sqlite3")
        database = Database(f"sqlite:///{folder / f'{policy}.sqlite3'}")
        made[policy] = open_newsroom(database, folder, policy)
    yield made
    for room in made.values():
        room.database.dispose()
    shutil.rmtree(folder)


def test_the_workflow_never_parts_from_its_model(rooms: dict[PolicyName, Newsroom]) -> None:
    Workflow.rooms = rooms
    run_state_machine_as_test(
        Workflow,
        settings=settings(max_examples=RUNS, stateful_step_count=20, deadline=None),
    )
    for room in rooms.values():
        Stages(room).verify_log()
